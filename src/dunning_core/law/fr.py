"""France: late-payment law between businesses, towards public buyers and towards consumers."""

from datetime import date

from attrs import evolve

from dunning_core.law.kinds import ClientKind, LegalReference
from dunning_core.law.limits import TermsLimit
from dunning_core.law.rates import Rate
from dunning_core.law.regime import InterestStart, RateRule, Regime
from dunning_core.law.series import ECB_MAIN_REFINANCING, FR_LEGAL_PROFESSIONAL
from dunning_core.law.sums import FixedSum
from dunning_core.money import Money
from dunning_core.timeline import Step, Timeline, Verification

_FORTY_EUROS = FixedSum.flat(Money("40.00", "EUR"))
_TWO = Verification.TWO_SOURCES

#: Three times the legal rate of professional creditors, under which an agreed rate may not go (C. com. L441-10 II).
#: It limits agreed rates only: the default rate has stood below it, in 2024, and is not lifted to it.
_FLOOR = evolve(
    FR_LEGAL_PROFESSIONAL,
    name="three times the French legal rate",
    steps=tuple(evolve(step, value=Rate(3 * step.value.units)) for step in FR_LEGAL_PROFESSIONAL.steps),
)

#: Between businesses: ECB rate of each half-year + 10 points from the day after the due date, without reminder
#: (C. com. L441-10 II), and 40 EUR for recovery costs, once per invoice paid late (D441-5).
B2B = Regime(
    code="fr.b2b",
    country="FR",
    kinds=(ClientKind.BUSINESS,),
    reference_rate=ECB_MAIN_REFINANCING,
    margin=Rate.percent("10"),
    rate_rule=RateRule.FLOAT,
    interest_start=InterestStart.DUE_DAY,
    interest_reference=LegalReference("C. com. L441-10 II", "pénalités de retard entre professionnels"),
    # Until 2012 the rate followed each operation, and before 2009 the margin was another one.
    since=date(2013, 1, 1),
    verification=_TWO,
    compensation=Timeline("fr.b2b compensation", (Step(date(2013, 1, 1), _FORTY_EUROS, "C. com. D441-5", _TWO),)),
    compensation_reference=LegalReference("C. com. D441-5", "indemnité forfaitaire pour frais de recouvrement"),
    floor=_FLOOR,
    floor_reference=LegalReference("C. com. L441-10 II", "plancher du taux convenu"),
    costs_reference=LegalReference("C. com. L441-10 II", "indemnisation complémentaire, sur justification"),
    terms_limit=TermsLimit(
        days=60,
        end_of_month_days=45,
        since=date(2009, 1, 1),
        reference=LegalReference("C. com. L441-10 I", "60 jours, ou 45 jours fin de mois si le contrat le dit"),
        verification=_TWO,
    ),
)

#: Towards public buyers: ECB rate of the half-year in which interest began to run + 8 points, one rate for the whole
#: delay (CCP R2192-31), to the day of payment included (R2192-32), and 40 EUR (D2192-35).
PUBLIC = Regime(
    code="fr.public",
    country="FR",
    kinds=(ClientKind.PUBLIC_BODY,),
    reference_rate=ECB_MAIN_REFINANCING,
    margin=Rate.percent("8"),
    rate_rule=RateRule.FROZEN,
    interest_start=InterestStart.DUE_DAY,
    interest_reference=LegalReference("CCP R2192-31", "intérêts moratoires des acheteurs publics"),
    since=date(2013, 3, 16),
    verification=_TWO,
    compensation=Timeline("fr.public compensation", (Step(date(2013, 3, 16), _FORTY_EUROS, "CCP D2192-35", _TWO),)),
    compensation_reference=LegalReference("CCP D2192-35", "indemnité forfaitaire pour frais de recouvrement"),
    costs_reference=LegalReference("CCP L2192-13", "indemnisation complémentaire, sur justification"),
    waiver_reference=LegalReference(
        "CCP L2192-14", "toute renonciation aux intérêts moratoires est réputée non écrite"
    ),
    # Which of the three applies depends on the buyer: only what exceeds the longest is beyond doubt.
    terms_limit=TermsLimit(
        days=60,
        end_of_month_days=None,
        since=date(2013, 3, 16),
        reference=LegalReference("CCP R2192-10", "30 jours, 50 pour la santé, 60 pour les entreprises publiques"),
        verification=Verification.STATUTE,
        from_receipt=True,
    ),
)

#: Towards consumers: the legal rate of professional creditors, from the formal notice only (C. civ. 1231-6, 1344-1),
#: and 5 points more two months after a judgment became enforceable (C. mon. fin. L313-3); no fixed sum, and recovery
#: costs stay with the creditor (CPCE L111-8).
B2C = Regime(
    code="fr.b2c",
    country="FR",
    kinds=(ClientKind.CONSUMER,),
    reference_rate=FR_LEGAL_PROFESSIONAL,
    margin=Rate.percent("0"),
    rate_rule=RateRule.FLOAT,
    interest_start=InterestStart.FORMAL_NOTICE,
    interest_reference=LegalReference("C. civ. 1231-6", "intérêts au taux légal à compter de la mise en demeure"),
    since=date(1990, 1, 1),
    verification=_TWO,
    after_judgment=Rate.percent("5"),
)
