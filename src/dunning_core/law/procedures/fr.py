"""France: from the agency to the courts, against businesses, consumers and public buyers, and the insolvent.

The codes were read in their state of 3 April 2026, the decree of 16 February 2026 in secondary sources. Days before
2020 are not held: the ceiling of 5,000 EUR begins then (that day is recalled).
"""

from datetime import date

from dunning_core.law.kinds import ClientKind, LegalReference
from dunning_core.law.procedures.procedure import (
    DebtNature,
    Exhibit,
    LimitationEffect,
    Procedure,
    ProcedureKind,
    Span,
    TimeLimit,
)
from dunning_core.money import Money
from dunning_core.timeline import Step, Timeline, Verification

_SINCE = date(2020, 1, 1)
_READ = date(2026, 4, 3)
_DECREE = date(2026, 9, 1)
# The article was annulled in 2022 and restored from this day on (recalled).
_ATTEMPT = date(2023, 10, 1)
_KNOWN = date(2026, 11, 22)
_FRANCE = ("FR",)
_PRIVATE = (ClientKind.BUSINESS, ClientKind.CONSUMER)
_STATUTE, _TWO, _RECALLED = Verification.STATUTE, Verification.TWO_SOURCES, Verification.RECALLED
_FIVE_THOUSAND = Money("5000.00", "EUR")
#: What a judge of an order or of an interim payment is shown: the contract, its performance, the notice, the debtor.
_FILE = (
    Exhibit.CONTRACT,
    Exhibit.DELIVERY,
    Exhibit.FORMAL_NOTICE,
    Exhibit.FORMAL_NOTICE_PROOF,
    Exhibit.IDENTITY,
)
_INTERRUPTS = LegalReference("C. civ. 2241", "la demande en justice, même en référé, interrompt la prescription")
_SUSPENDS = LegalReference("C. civ. 2238", "la médiation ou la conciliation suspend la prescription")


def _span(text: str, *steps: Step[Span]) -> Timeline[Span]:
    return Timeline(text, steps)


def _limit(name: str, counted_from: str, *, span: Span, reference: LegalReference) -> TimeLimit:
    step = Step(_SINCE, span, reference.text, _STATUTE)
    return TimeLimit(name, counted_from, _span(f"fr {name}", step), reference)


AGENCY = Procedure(
    code="fr.agency",
    kind=ProcedureKind.AGENCY,
    countries=_FRANCE,
    kinds=_PRIVATE,
    reference=LegalReference("CPCE R124-1", "recouvrement amiable pour le compte d'autrui, par mandat écrit"),
    since=_SINCE,
    verified_until=_READ,
    verification=_RECALLED,
    exhibits=(Exhibit.CONTRACT, Exhibit.IDENTITY),
    costs_reference=LegalReference("CPCE L111-8", "sans titre exécutoire, les frais restent à la charge du créancier"),
)

#: The bailiff invites the debtor, whose silence or refusal ends it (CPCE L125-1, R125-1 to R125-8).
SMALL_CLAIMS = Procedure(
    code="fr.small_claims",
    kind=ProcedureKind.SMALL_CLAIMS,
    countries=_FRANCE,
    kinds=_PRIVATE,
    reference=LegalReference("CPCE L125-1", "procédure simplifiée de recouvrement des petites créances"),
    since=_SINCE,
    verified_until=_READ,
    verification=_STATUTE,
    needs_agreement=True,
    debts=(DebtNature.CONTRACTUAL,),
    ceiling=Timeline("fr.small_claims ceiling", (Step(_SINCE, _FIVE_THOUSAND, "CPCE R125-1", _STATUTE),)),
    exhibits=(Exhibit.CONTRACT, Exhibit.IDENTITY),
    limits=(
        _limit(
            "answer",
            "invitation",
            span=Span(months=1),
            reference=LegalReference("CPCE R125-1", "un mois ; le silence vaut refus"),
        ),
    ),
    limitation_effect=LimitationEffect.SUSPENDS,
    limitation_reference=LegalReference("C. civ. 2238", "suspension à compter de l'accord du débiteur"),
    costs_reference=LegalReference("CPCE L125-1", "les frais de toute nature sont à la charge du créancier"),
)

#: Injonction de payer: an order on request, served on the debtor, who may oppose it (CPC 1405 to 1422).
PAYMENT_ORDER = Procedure(
    code="fr.payment_order",
    kind=ProcedureKind.PAYMENT_ORDER,
    countries=_FRANCE,
    kinds=_PRIVATE,
    reference=LegalReference("CPC 1405", "injonction de payer une créance contractuelle d'un montant déterminé"),
    since=_SINCE,
    verified_until=_KNOWN,
    verification=_STATUTE,
    is_in_court=True,
    debts=(DebtNature.CONTRACTUAL, DebtNature.FIXED),
    exhibits=_FILE,
    limits=(
        TimeLimit(
            "service",
            "order",
            _span(
                "fr.payment_order service",
                Step(_SINCE, Span(months=6), "CPC 1411", _STATUTE),
                Step(_DECREE, Span(months=3), "CPC 1411, décret 2026-96", _TWO),
            ),
            LegalReference("CPC 1411", "l'ordonnance non signifiée dans ce délai est non avenue"),
        ),
        _limit(
            "opposition",
            "service",
            span=Span(months=1),
            reference=LegalReference("CPC 1416", "opposition dans le mois de la signification"),
        ),
        _limit(
            "opposition_not_in_person",
            "first_act_in_person",
            span=Span(months=1),
            reference=LegalReference("CPC 1416", "sinon dans le mois du premier acte à personne, ou de la saisie"),
        ),
        TimeLimit(
            "enforcement",
            "service",
            _span(
                "fr.payment_order enforcement", Step(_DECREE, Span(months=2), "CPC 1405 à 1422, décret 2026-96", _TWO)
            ),
            LegalReference("CPC 1405", "exécution si aucune opposition n'est signalée dans les deux mois"),
        ),
        _limit(
            "deposit",
            "request",
            span=Span(days=15),
            reference=LegalReference("CPC 1425", "consignation des frais au greffe du tribunal de commerce"),
        ),
    ),
    limitation_effect=LimitationEffect.INTERRUPTS,
    limitation_reference=LegalReference("C. civ. 2241", "par la signification de l'ordonnance, non par la requête"),
)

#: Référé-provision: before the president of the civil or of the commercial court (CPC 835, 873).
INTERIM_PAYMENT = Procedure(
    code="fr.interim_payment",
    kind=ProcedureKind.INTERIM_PAYMENT,
    countries=_FRANCE,
    kinds=_PRIVATE,
    reference=LegalReference("CPC 873", "provision si l'obligation n'est pas sérieusement contestable ; de même 835"),
    since=_SINCE,
    verified_until=_READ,
    verification=_STATUTE,
    is_in_court=True,
    debts=(DebtNature.UNDISPUTED,),
    exhibits=_FILE,
    limitation_effect=LimitationEffect.INTERRUPTS,
    limitation_reference=_INTERRUPTS,
)

#: Assignation au fond. Before the civil court a conciliation is tried first, up to 5,000 EUR (CPC 750-1).
ORDINARY_CLAIM = Procedure(
    code="fr.ordinary_claim",
    kind=ProcedureKind.ORDINARY_CLAIM,
    countries=_FRANCE,
    kinds=_PRIVATE,
    reference=LegalReference("CPC 750-1", "demande au fond ; tentative amiable préalable devant le juge civil"),
    since=_SINCE,
    verified_until=_READ,
    verification=_STATUTE,
    is_in_court=True,
    exhibits=_FILE,
    limitation_effect=LimitationEffect.INTERRUPTS,
    limitation_reference=_INTERRUPTS,
    prior_attempt=Timeline("fr prior attempt", (Step(_ATTEMPT, _FIVE_THOUSAND, "CPC 750-1", _STATUTE),)),
    prior_attempt_kinds=(ClientKind.CONSUMER,),
)

MEDIATION = Procedure(
    code="fr.mediation",
    kind=ProcedureKind.MEDIATION,
    countries=_FRANCE,
    kinds=(ClientKind.BUSINESS, ClientKind.PUBLIC_BODY),
    reference=LegalReference("C. civ. 2238", "médiation, ainsi devant le Médiateur des entreprises"),
    since=_SINCE,
    verified_until=_READ,
    verification=_RECALLED,
    limitation_effect=LimitationEffect.SUSPENDS,
    limitation_reference=_SUSPENDS,
)

CONCILIATION = Procedure(
    code="fr.conciliation",
    kind=ProcedureKind.MEDIATION,
    countries=_FRANCE,
    kinds=(ClientKind.CONSUMER,),
    reference=LegalReference("CPC 750-1", "conciliation, tentative amiable avant une demande au fond"),
    since=_SINCE,
    verified_until=_READ,
    verification=_RECALLED,
    limitation_effect=LimitationEffect.SUSPENDS,
    limitation_reference=_SUSPENDS,
)

#: Against public buyers: the administrative court, whose rules are recalled.
PUBLIC_INTERIM_PAYMENT = Procedure(
    code="fr.public_interim_payment",
    kind=ProcedureKind.INTERIM_PAYMENT,
    countries=_FRANCE,
    kinds=(ClientKind.PUBLIC_BODY,),
    reference=LegalReference("CJA R541-1", "provision devant le juge administratif"),
    since=_SINCE,
    verified_until=_READ,
    verification=_RECALLED,
    is_in_court=True,
    debts=(DebtNature.UNDISPUTED,),
    exhibits=_FILE,
    limitation_effect=LimitationEffect.INTERRUPTS,
    limitation_reference=LegalReference(
        "Loi 68-1250", "tout recours devant une juridiction interrompt la prescription"
    ),
)

PUBLIC_CLAIM = Procedure(
    code="fr.public_claim",
    kind=ProcedureKind.ORDINARY_CLAIM,
    countries=_FRANCE,
    kinds=(ClientKind.PUBLIC_BODY,),
    reference=LegalReference("CJA R421-1", "recours de plein contentieux, après une réclamation préalable"),
    since=_SINCE,
    verified_until=_READ,
    verification=_RECALLED,
    is_in_court=True,
    exhibits=_FILE,
    limitation_effect=LimitationEffect.INTERRUPTS,
    limitation_reference=LegalReference(
        "Loi 68-1250", "tout recours devant une juridiction interrompt la prescription"
    ),
)

#: To declare a claim, from the publication of the opening, and for a creditor established abroad.
DECLARATION_SPAN, DECLARATION_SPAN_ABROAD = Span(months=2), Span(months=4)
_DECLARE = LegalReference("C. com. R622-24", "déclaration au mandataire, à compter de la publication au BODACC")

#: What was owed before the opening is declared, and nothing else may be done about it (C. com. L622-21, R622-24).
DECLARATION = Procedure(
    code="fr.declaration",
    kind=ProcedureKind.DECLARATION,
    countries=_FRANCE,
    kinds=(ClientKind.BUSINESS, ClientKind.UNKNOWN),
    reference=_DECLARE,
    since=_SINCE,
    verified_until=_KNOWN,
    verification=_RECALLED,
    exhibits=(Exhibit.CONTRACT, Exhibit.DELIVERY),
    limits=(
        TimeLimit(
            "declaration",
            "publication",
            _span("fr declaration", Step(_SINCE, DECLARATION_SPAN, "C. com. R622-24", Verification.ONE_SOURCE)),
            _DECLARE,
        ),
        TimeLimit(
            "declaration_from_abroad",
            "publication",
            _span("fr declaration from abroad", Step(_SINCE, DECLARATION_SPAN_ABROAD, "C. com. R622-24", _RECALLED)),
            _DECLARE,
        ),
    ),
    limitation_effect=LimitationEffect.INTERRUPTS,
    limitation_reference=LegalReference("C. com. L622-25-1", "la déclaration interrompt la prescription"),
)

PROCEDURES = (
    AGENCY,
    SMALL_CLAIMS,
    PAYMENT_ORDER,
    INTERIM_PAYMENT,
    ORDINARY_CLAIM,
    MEDIATION,
    CONCILIATION,
    PUBLIC_INTERIM_PAYMENT,
    PUBLIC_CLAIM,
    DECLARATION,
)
