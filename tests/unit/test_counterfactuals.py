"""Every rule is told with what it compared, and what would change a decision does change it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core import documents, dunning, events
from dunning_core.dunning.counterfactuals import ENDED_BY
from dunning_core.dunning.evaluations import LOOKS
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.dunning.rules import RULES
from dunning_core.events import (
    Assigned,
    BankDataUntil,
    ContactMade,
    ContactOutcome,
    ContactReason,
    CourtStep,
    CourtStepKind,
    Dispute,
    DisputeResolved,
    HandedOver,
    Hold,
    HoldReleased,
    Insolvency,
    PaymentPlan,
    PlanEnded,
    PlanInstallment,
    PlatformStatus,
    PromiseToPay,
    StageKind,
    TakenBack,
)
from dunning_core.notices import en, fr
from tests.books import DUE, after_due, decide, eur, invoice, lettered, payment, sent

DAY = after_due(5)
SOURCES = Path(dunning.__file__).parent


def codes_of_blocks() -> Iterator[str]:
    """The codes of all blocks that the source builds: `Block(Reason("code", …), …)`."""
    for path in SOURCES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Block":
                reason = node.args[0]
                assert isinstance(reason, ast.Call), path
                code = reason.args[0]
                if isinstance(code, ast.Constant):
                    yield str(code.value)


PLAN = PaymentPlan(
    "L-1",
    client="ACME",
    receivables=["F-1"],
    installments=[PlanInstallment(after_due(10), eur(400)), PlanInstallment(after_due(40), eur(600))],
    agreed_on=DUE,
)


def status(code: int, day: int) -> PlatformStatus:
    return PlatformStatus("F-1", status=code, reported_on=after_due(day), reason="QTE_ERR")


def test_each_reason_says_what_ends_it() -> None:
    """Every code that holds back has an entry, and the events that it names exist."""
    assert set(codes_of_blocks()) <= ENDED_BY.keys()
    named = {name for names in ENDED_BY.values() for name in names}
    assert all(hasattr(events, name) or hasattr(documents, name) for name in named)
    for catalog in (en.TEXTS, fr.TEXTS):
        assert {f"event.{name}" for name in named} <= catalog.keys()


def test_each_rule_has_its_words_and_its_operands() -> None:
    """Every rule has a name in French and English, and so has every operand that it tells when it passes."""
    names = [rule.__name__ for rule, _ in RULES]
    assert names == list(LOOKS)
    told = decide(DAY, invoice()).evaluations
    assert [found.rule for found in told] == ["settled", *names, "next_stage"]
    for catalog in (en.TEXTS, fr.TEXTS):
        assert {f"rule.{found.rule}" for found in told} <= catalog.keys()
        assert {f"operand.{name}" for found in told[:-1] for name, _ in found.operands} <= catalog.keys()


@pytest.mark.parametrize(
    ("fact", "ending", "code"),
    [
        (Hold("F-1", since=DUE, reason="talks"), HoldReleased("F-1", released_on=DAY), "hold.in_force"),
        (Hold(client="ACME", since=DUE, reason="talks"), HoldReleased(client="ACME", released_on=DAY), "hold.in_force"),
        (Dispute("F-1", opened_on=DUE, reason="late"), DisputeResolved("F-1", resolved_on=DAY), "dispute.open"),
        (HandedOver("F-1", agent="A", handed_on=DUE), TakenBack("F-1", taken_back_on=DAY), "debt.handed_over"),
        (Assigned("F-1", assignee="A", assigned_on=DUE), TakenBack("F-1", taken_back_on=DAY), "debt.assigned"),
        (PLAN, PlanEnded("L-1", client="ACME", ended_on=DAY), "plan.kept"),
        (status(213, 1), status(205, 2), "platform.rejected"),
        (status(208, 1), status(209, 2), "platform.suspended"),
        (status(207, 1), status(205, 2), "platform.contested"),
        (status(207, 1), DisputeResolved("F-1", resolved_on=DAY), "platform.contested"),
        (status(207, 1), Dispute("F-1", amount=eur(10), opened_on=DAY, reason="QTE_ERR"), "platform.contested"),
    ],
)
def test_an_event_that_is_named_ends_the_hold(fact: object, ending: object, code: str) -> None:
    """What is told would be needed is enough: with it, the courteous notice is due on the day that was told."""
    before = decide(DAY, invoice(), fact)
    [change] = before.counterfactuals
    assert change.lifts is not None
    assert (change.lifts.code, change.stage and change.stage.name, change.stage_on) == (code, "courteous", DAY)
    assert type(ending).__name__ in change.events
    after = decide(DAY, invoice(), fact, ending)
    assert after.stage is not None
    assert after.stage.name == "courteous"


def test_nothing_ends_what_no_event_ends() -> None:
    """An insolvency is never lifted: no day, no amount, no event."""
    [change] = decide(DAY, invoice(), Insolvency("ACME", opened_on=DUE)).counterfactuals
    assert (change.day, change.amount, change.events) == (None, None, ())
    assert "aucun fait" in dc.explain(change, "fr")


def test_the_missing_amount_is_what_more_must_be_late() -> None:
    """Under a minimum of 30.00, a line of 20.00 beside 6.90 late lacks 3.10, and 3.09 more is not enough."""
    policy = FR_B2B_STANDARD.with_minimum(eur(30))
    debts = (invoice(amount="20.00"), invoice("F-2", "6.90"))
    held = decide(DAY, *debts, policy=policy)
    [change] = held.counterfactuals
    assert (change.amount, change.day, change.events) == (eur("3.10"), None, ())
    assert "€3.10 more late" in dc.explain(held, "en")
    assert decide(DAY, *debts, invoice("F-3", "3.09"), policy=policy).stage is None
    enough = decide(DAY, *debts, invoice("F-3", "3.10"), policy=policy)
    assert enough.stage is not None


def test_the_minimum_of_a_stage_says_what_it_lacks_and_which_stage() -> None:
    """400 of 500: another 100 late would bring the courteous notice today; what is due on day 20 does it on day 21."""
    stages = (attrs.evolve(FR_B2B_STANDARD.stages[1], minimum=eur(500)), *FR_B2B_STANDARD.stages[2:])
    policy = attrs.evolve(FR_B2B_STANDARD, stages=stages)
    [alone] = decide(DAY, invoice("F-1", 400), policy=policy).counterfactuals
    assert (alone.day, alone.amount, alone.stage, alone.stage_on) == (None, eur(100), stages[0], DAY)
    debts = (invoice("F-1", 400), invoice("F-2", 100, due=after_due(20)))
    [later] = decide(DAY, *debts, policy=policy).counterfactuals
    assert (later.day, later.amount, later.stage, later.stage_on) == (after_due(21), eur(100), stages[0], DAY)
    hold = Hold("F-1", since=DUE, until=after_due(9), reason="talks")
    released, reached = decide(DAY, *debts, hold, policy=policy).counterfactuals
    assert (released.stage, released.stage_on) == (stages[0], after_due(21))
    assert (reached.amount, reached.stage, reached.stage_on) == (eur(100), None, None)
    changes = decide(DAY, debts[0], hold, policy=policy).counterfactuals
    assert [(found.stage, found.stage_on) for found in changes] == [(None, None), (None, None)]


def test_what_comes_when_the_bank_data_is_too_old_is_not_told_to_come() -> None:
    """A promise to day 20, data until day 4, good for five days: only newer data brings the notice of day 21."""
    policy = attrs.evolve(FR_B2B_STANDARD, bank_data_days=5)
    facts = (PromiseToPay("F-1", promised_on=DUE, pay_on=after_due(20)), BankDataUntil(after_due(4)))
    waited, newer = decide(DAY, invoice(), *facts, policy=policy).counterfactuals
    assert (waited.day, waited.stage, waited.stage_on) == (after_due(21), None, None)
    assert (newer.events, newer.stage_on) == (("BankDataUntil",), after_due(21))


def test_each_of_two_holds_says_what_the_other_leaves() -> None:
    """Two holds: ending one leaves the other, whose end is known or is not."""
    hold = Hold("F-1", since=DUE, until=after_due(20), reason="talks")
    dispute = Dispute("F-1", opened_on=DUE, reason="late")
    first, second = decide(DAY, invoice(), hold, dispute).counterfactuals
    assert (first.day, first.stage, first.stage_on) == (after_due(20), None, None)
    assert second.stage is not None
    assert (second.stage.name, second.stage_on) == ("courteous", after_due(20))


def test_what_only_time_ends_is_waited_for() -> None:
    """A promise ends with its days, and the stage comes then; a hold may also be released today."""
    promise = PromiseToPay("F-1", promised_on=DUE, pay_on=after_due(20))
    [waited] = decide(DAY, invoice(), promise).counterfactuals
    assert (waited.day, waited.stage_on) == (after_due(21), after_due(21))
    assert dc.explain(waited, "en") == "waiting until May 21, 2026, then courteous notice on May 21, 2026"
    hold = Hold("F-1", since=DUE, until=after_due(20), reason="talks")
    [released] = decide(DAY, invoice(), hold).counterfactuals
    assert (released.day, released.stage_on) == (after_due(20), DAY)
    assert dc.explain(released, "en") == (
        "the release of the hold (without it, waiting until May 20, 2026), then courteous notice on May 5, 2026"
    )


def test_what_waits_says_its_day_and_what_is_due_says_its_amount() -> None:
    """Before its threshold a stage waits for its day; once it is due, only the payment makes it needless."""
    [waits] = decide(after_due(1), invoice()).counterfactuals
    assert waits.stage is not None
    assert (waits.lifts, waits.day, waits.stage.name) == (None, after_due(3), "courteous")
    assert waits.stage_on == after_due(3)
    part = Dispute("F-1", amount=eur(300), opened_on=DUE, reason="late")
    [due] = decide(DAY, invoice(), part).counterfactuals
    assert (due.amount, due.events) == (eur(700), ("Payment",))
    assert decide(DAY, invoice(), part, payment("P-1", 700, DAY, "F-1")).stage is None
    history = [sent(stage.name, after_due(3 + 10 * rank)) for rank, stage in enumerate(FR_B2B_STANDARD.stages)]
    assert decide(after_due(90), invoice(), *history).counterfactuals == ()


def test_what_is_settled_opens_again_when_its_payment_returns() -> None:
    """Only money that came in can come back; a debt that was credited stays settled."""
    paid = dc.decide_stages(lettered(DAY, invoice(), payment("P-1", 1000, DUE, "F-1")), FR_B2B_STANDARD, settled=True)
    [change] = paid[0].counterfactuals
    assert change.events == ("PaymentReturned",)
    assert dc.explain(change, "en") == "the return of its payment"
    note = dc.CreditNote("A-1", client="ACME", amount=eur(1000), issued_on=DUE, corrects="F-1")
    [credited] = dc.decide_stages(lettered(DAY, invoice(), note), FR_B2B_STANDARD, settled=True)
    assert credited.counterfactuals == ()
    assert [found.rule for found in credited.evaluations if found.holds] == ["settled"]


def test_a_rule_that_passes_says_what_it_compared() -> None:
    """A dispute of a part, a hold that ended and a minimum that is reached are told with their operands."""
    facts = (
        Dispute("F-1", amount=eur(300), opened_on=DUE, reason="late"),
        Hold("F-1", since=DUE, until=after_due(2), reason="talks"),
    )
    decision = decide(DAY, invoice(), *facts, policy=FR_B2B_STANDARD.with_minimum(eur(20)))
    told = {found.rule: found for found in decision.evaluations}
    assert not any(found.holds for found in told.values())
    assert told["disputed_in_full"].operand("disputed") == eur(300)
    assert (told["hold_in_force"].operand("on_record"), told["hold_in_force"].operand("newest")) == (1, DUE)
    assert told["under_minimum"].operand("minimum") == eur(20)
    assert told["under_minimum"].operand("chased") == eur(700)
    assert (
        dc.explain(told["disputed_in_full"], "fr")
        == "contestée en totalité : non (contesté : 300,00\xa0€, restant dû : 1\u202f000,00\xa0€)"
    )
    assert told["next_stage"].code == "stage.due"


AGREED = PaymentPlan(
    "PLAN-1",
    client="ACME",
    receivables=["F-1"],
    installments=[PlanInstallment(after_due(10), eur(1000))],
    agreed_on=DUE,
)


@pytest.mark.parametrize(
    "fact",
    [
        Insolvency("ACME", opened_on=after_due(2)),
        CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=DUE, until=after_due(20), reference="RG 26/2"),
        Assigned("F-1", assignee="Factor SA", assigned_on=DUE),
        PlatformStatus("F-1", status=213, reported_on=DUE, reason="ADR_ERR"),
        AGREED,
    ],
)
def test_what_the_law_takes_out_of_our_hands_is_not_claimable(fact: Any) -> None:
    """What is declared, was granted grace, is owed to an assignee or was never delivered."""
    assert decide(after_due(5), invoice(), fact).claimable == ()


def test_nothing_is_claimable_before_the_due_day() -> None:
    """On the day itself the principal is; nothing of retention money without a day."""
    assert decide(after_due(-1), invoice()).claimable == ()
    assert decide(DUE, invoice()).claimable == (eur(1000),)
    shares = [dc.Installment(due_on=None, amount=eur(1000), is_retention=True)]
    held = dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=after_due(-60), installments=shares)
    assert decide(after_due(5), held).claimable == ()


def test_what_is_claimable_adds_penalties_that_were_not_claimed() -> None:
    """What is chased, with the interest and the forty euros of the day, by currency."""
    decision = decide(after_due(30), invoice())
    penalties = decision.penalties
    assert penalties is not None
    [claimable] = decision.claimable
    assert claimable == eur(1000) + penalties.interest + eur(40)
    in_dollars = attrs.evolve(invoice(), amount=dc.Money(1000, "USD"))
    assert [amount.currency for amount in decide(after_due(30), in_dollars).claimable] == ["USD", "EUR"]


def test_a_rest_of_the_account_is_waited_for() -> None:
    """What the contacts of the account put off comes when the rest is over."""
    quiet = attrs.evolve(FR_B2B_STANDARD, contacts_max=1, contacts_days=10)
    [change] = decide(DAY, invoice(), invoice("F-2"), sent("courteous", DUE, "F-2"), policy=quiet).counterfactuals
    assert (change.day, change.stage_on) == (after_due(10), after_due(10))


def test_a_cap_leads_nowhere() -> None:
    """Above the cap of an invoice no stage is told to come."""
    capped = attrs.evolve(FR_B2B_STANDARD, caps=[("F-1", StageKind.COURTEOUS)])
    [change] = decide(after_due(30), invoice(), sent("courteous", after_due(3)), policy=capped).counterfactuals
    assert (change.stage, change.stage_on, dc.explain(change, "en")) == (None, None, "no event on record")


def test_what_was_compared_is_said_in_words() -> None:
    """A reason that the client gave, and the standing of a plan, are read in the language."""
    said = ContactMade("F-1", outcome=ContactOutcome.REACHED, reason=ContactReason.APPROVAL, made_on=DUE)
    ended = PlanEnded("L-1", client="ACME", ended_on=DAY)
    told = {found.rule: found for found in decide(DAY, invoice(), said, PLAN, ended).evaluations}
    assert "attente de validation" in dc.explain(told["reason_given"], "fr")
    assert "terminé" in dc.explain(told["plan_kept"], "fr")


@pytest.mark.parametrize(("days", "word"), [(1, "1 jour :"), (2, "2 jours :")])
def test_one_day_is_not_said_in_the_plural(days: int, word: str) -> None:
    """The number of an operand decides between the forms of its sentence."""
    policy = attrs.evolve(FR_B2B_STANDARD, bank_data_days=days)
    held = decide(DAY, invoice(), BankDataUntil(DUE), policy=policy)
    assert f"plus de {word}" in dc.explain(held, "fr").replace("\xa0", " ")
