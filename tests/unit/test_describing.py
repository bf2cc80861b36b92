"""A policy in words: one line per stage with all that it was given, then what holds for all of them."""

from fractions import Fraction

import attrs
import pytest

import dunning_core as dc
from dunning_core.calendars import FRANCE
from dunning_core.dunning import CatchUp, Escalation, Progression, Stage, StageReference, StatutoryDelay
from dunning_core.dunning.presets import FR_B2B_THREE_STEPS
from dunning_core.errors import MissingTranslation, WrongTypeError
from dunning_core.events import Channel, ContactReason, StageKind
from dunning_core.law import LegalReference, fr
from dunning_core.notices import describe_policy
from dunning_core.parties import ContactRole
from tests.books import eur

EMAIL, POST = Channel.EMAIL, Channel.POST
FULL = dc.DunningPolicy(
    "own",
    (
        Stage("early", StageKind.BEFORE_DUE, -5, EMAIL, minimum=eur(500), minimum_probability=Fraction(1, 3)),
        Stage(
            "polite",
            StageKind.COURTEOUS,
            1,
            EMAIL,
            reference=StageReference.END_OF_MONTH,
            fallback_channel=POST,
            minimum=eur(20),
            minimum_share=Fraction(1, 4),
        ),
        Stage(
            "firm",
            StageKind.FIRM,
            1,
            Channel.PHONE,
            reference=StageReference.BROKEN_PROMISE,
            tone=StageKind.COURTEOUS,
            interval_days=1,
            grace_days=2,
            announces_penalties=True,
        ),
        Stage(
            "formal",
            StageKind.FORMAL_NOTICE,
            14,
            Channel.REGISTERED,
            reference=StageReference.LAST_NOTICE,
            statutory=StatutoryDelay(14, LegalReference("Collection Act, s. 9", "fourteen days to answer")),
            claims_penalties=True,
            deadline_days=8,
            needs_approval=True,
        ),
        Stage("recourse", StageKind.RECOURSE, 0, Channel.HANDOVER, reference=StageReference.DEADLINE),
    ),
    source="our own",
    interval_days=7,
    grace_days=3,
    minimum=eur(10),
    minimum_total=eur(30),
    catch_up=CatchUp.NONE,
    lapse_days=9,
    notices_max=4,
    caps=[("F-1", StageKind.FIRM)],
    regime=fr.B2B,
)
ENGLISH = """\
own: our own
- 5 days before the due date: reminder before the due date (early), e-mail, from €500.00, from a probability of 33.3333% of a late payment
- 1 day after the end of the month of the due date: courteous notice (polite), e-mail, else post, from €20.00 late, from 25% of all that is open
- 1 day after a broken promise: firm notice (firm), phone, written as courteous notice, 1 day at least since the notice before, 2 days of grace, announces penalties
- 14 days after the notice before: formal notice (formal), registered post, Collection Act, s. 9 wants 14 days since the notice before, claims penalties, sets a deadline of 8 days, a person approves it
- at the deadline set: recourse (recourse), handing over the file
One stage after the other.
What was missed for 9 days is not caught up.
At least 7 days between two notices.
3 days of grace after the due date.
A line under €10.00 waits until as much is late on the account.
Nothing of an account with less than €30.00 late is chased.
At most 4 notices about one debt.
1 invoice has a highest stage of its own.
A credit that nobody explains holds what it could pay for 15 days.
Money that is reported as paid, or collected by us, is awaited for 5 days.
Penalties under fr.b2b."""
FRENCH = """\
own : our own
- 5 jours avant l'échéance : rappel avant échéance (early), courriel, à partir de 500,00 €, à partir d'une probabilité de retard de 33,3333 %
- 1 jour après la fin du mois d'échéance : relance courtoise (polite), courriel, sinon courrier, à partir de 20,00 € en retard, à partir de 25 % de l'encours
- 1 jour après une promesse rompue : relance ferme (firm), téléphone, sur le ton d'une relance courtoise, 1 jour au moins depuis la relance précédente, 2 jours de tolérance, annonce les pénalités
- 14 jours après la relance précédente : mise en demeure (formal), lettre recommandée, Collection Act, s. 9 veut 14 jours depuis la relance précédente, réclame les pénalités, fixe un délai de 8 jours, avec l'accord d'une personne
- au terme du délai fixé : recours (recourse), transmission du dossier
Une étape après l'autre.
Ce qui a été manqué depuis 9 jours n'est pas rattrapé.
Au moins 7 jours entre deux relances.
3 jours de tolérance après l'échéance.
Une ligne sous 10,00 € attend que le compte ait autant en retard.
Rien n'est relancé sur un compte qui a moins de 30,00 € en retard.
Au plus 4 relances par créance.
1 facture a une étape maximale à elle.
Un crédit inexpliqué suspend ce qu'il pourrait payer pendant 15 jours.
Un règlement signalé, ou encaissé par nous, est attendu pendant 5 jours.
Pénalités selon fr.b2b."""


@pytest.mark.parametrize(("locale", "expected"), [("en", ENGLISH), ("fr", FRENCH)])
def test_the_calendar_of_a_policy(locale: str, expected: str) -> None:
    """Everything that a policy was given is said, in the words of the language."""
    assert describe_policy(FULL, locale).replace("\xa0", " ").replace("\u202f", " ") == expected


def test_what_is_not_given_is_not_said() -> None:
    """A plain policy has its stages, its progression, its interval, the money it waits for and its law."""
    assert describe_policy(FR_B2B_THREE_STEPS, "en").splitlines()[1:] == [
        "- 3 days after the due date: courteous notice (courteous), e-mail, else post",
        "- 7 days after the notice before: firm notice (firm), e-mail, else post, announces penalties",
        "- 30 days after the due date: formal notice (formal_notice), registered post, claims penalties, "
        "sets a deadline of 8 days, addressed to: registered office, a person approves it",
        "One stage after the other.",
        "What was missed is caught up one by one.",
        "At least 7 days between two notices.",
        "A credit that nobody explains holds what it could pay for 15 days.",
        "Money that is reported as paid, or collected by us, is awaited for 5 days.",
        "Penalties under fr.b2b.",
    ]


def test_the_ways_to_go_up() -> None:
    """By elapsed days nothing is caught up; the latest is named, and so is what is done again."""
    plain = dc.DunningPolicy("own", FULL.stages[1:2], credit_hold_days=0, arrival_days=0)
    elapsed = attrs.evolve(plain, progression=Progression.ELAPSED)
    assert describe_policy(elapsed, "en").splitlines()[2] == "The highest stage whose day has come."
    latest = attrs.evolve(plain, catch_up=CatchUp.LATEST, falls_back=True)
    assert describe_policy(latest, "en").splitlines()[3:] == [
        "What was missed is caught up with the latest stage.",
        "At least 7 days between two notices.",
        "Where the minimum of a stage is not met, the one below is done again.",
    ]


OPTIONS = dc.DunningPolicy(
    "own",
    (Stage("call", StageKind.FIRM, 3, Channel.PHONE, fallback_channel=EMAIL, role=ContactRole.MANAGEMENT),),
    late_probabilities=[("F-1", Fraction(1, 2)), ("F-2", Fraction(1, 3))],
    credit_hold_days=1,
    arrival_days=0,
    bank_data_days=2,
    unanswered_calls_max=1,
    waits_by_reason={ContactReason.CASH: 10, ContactReason.FORGOTTEN: 1, ContactReason.DISPUTE: 0},
    contacts_max=2,
    contacts_days=14,
    tone_days=30,
    calendar=FRANCE,
    escalation=Escalation(kind=StageKind.FIRM, minimum=eur(5000), broken_promises=2),
)
OPTIONS_IN_ENGLISH = """\
- 3 days after the due date: firm notice (call), phone, else e-mail, addressed to: management
One stage after the other.
What was missed is caught up one by one.
At least 7 days between two notices.
2 probabilities of a late payment are given.
A credit that nobody explains holds what it could pay for 1 day.
Nobody is chased on bank data older than 2 days.
Left alone after a reason for not paying: short of cash, 10 days; forgotten, 1 day.
After 1 call without an answer, the other channel is used.
Contacts with an account: at most 2 in 14 days.
For 30 days after a notice, no lower tone goes to the account.
Nothing is done on the closed days of the calendar FRANCE.
The owner of the client is told: from the stage firm notice on, from €5,000.00 asked for or from 2 promises not kept."""
OPTIONS_IN_FRENCH = """\
- 3 jours après l'échéance : relance ferme (call), téléphone, sinon courriel, destinataire : direction
Une étape après l'autre.
Ce qui a été manqué est rattrapé étape par étape.
Au moins 7 jours entre deux relances.
2 probabilités de retard sont données.
Un crédit inexpliqué suspend ce qu'il pourrait payer pendant 1 jour.
Personne n'est relancé sur des données bancaires de plus de 2 jours.
Pas de relance après un motif de non-paiement : difficulté de trésorerie, 10 jours ; oubli, 1 jour.
Après 1 appel sans réponse, l'autre canal est utilisé.
Contacts avec un compte : 2 au plus en 14 jours.
Pendant 30 jours après une relance, le compte n'en reçoit pas de plus douce.
Rien n'est fait les jours fermés du calendrier FRANCE.
Le responsable du client est prévenu : à partir de l'étape relance ferme, à partir de 5 000,00 € réclamés ou à partir de 2 promesses non tenues."""


@pytest.mark.parametrize(("locale", "expected"), [("en", OPTIONS_IN_ENGLISH), ("fr", OPTIONS_IN_FRENCH)])
def test_how_a_policy_waits_calls_contacts_and_escalates(locale: str, expected: str) -> None:
    """What holds for the whole account, and for those who are told, is said as well."""
    found = describe_policy(OPTIONS, locale).replace("\xa0", " ").replace("\u202f", " ")
    assert found.partition("\n")[2] == expected


DAYS = [
    (StageReference.DUE_DATE, 0, "on the due date"),
    (StageReference.END_OF_MONTH, 0, "the day after the due date, and at the end of its month"),
    (StageReference.ISSUE_DATE, 0, "on the issue date"),
    (StageReference.ISSUE_DATE, 1, "1 day after the issue date"),
]


@pytest.mark.parametrize(("reference", "days", "words"), DAYS)
def test_a_stage_on_its_very_day(reference: StageReference, days: int, words: str) -> None:
    """A delay of zero is said as the day itself."""
    stage = Stage("polite", StageKind.COURTEOUS, days, EMAIL, reference=reference)
    assert describe_policy(dc.DunningPolicy("own", [stage]), "en").splitlines()[1] == (
        f"- {words}: courteous notice (polite), e-mail"
    )


def test_what_cannot_be_described() -> None:
    """A language without wording, and what is no policy."""
    with pytest.raises(MissingTranslation):
        describe_policy(FULL, "de")
    with pytest.raises(WrongTypeError):
        describe_policy("FR_B2B_STANDARD", "en")  # type: ignore[arg-type]
