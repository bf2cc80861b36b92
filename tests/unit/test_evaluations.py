"""What each rule compared is told whether it holds or passes, and each client of an account has a policy of its own."""

from datetime import date

import attrs

import dunning_core as dc
from dunning_core.dunning import Evaluation, PolicyBook, PolicyEntry, decide_account
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    BankDataUntil,
    ContactMade,
    ContactOutcome,
    ContactReason,
    Dispute,
    Hold,
    HoldReleased,
    Insolvency,
    PaymentAnnounced,
    PlatformStatus,
    PromiseToPay,
)
from tests.books import CREDITOR, DUE, after_due, decide, eur, invoice, lettered, payment

DAY = after_due(5)


def told(decision: dc.Decision, rule: str) -> Evaluation:
    [found] = [evaluation for evaluation in decision.evaluations if evaluation.rule == rule]
    return found


def test_a_rule_that_holds_tells_its_code_its_operands_and_its_end() -> None:
    """Those of its reason, and the first free day; none where only a new fact ends it."""
    hold = Hold("F-1", since=DUE, until=after_due(20), reason="talks")
    dispute = Dispute("F-1", opened_on=DUE, reason="late")
    decision = decide(DAY, invoice(), hold, dispute)
    held, disputed = told(decision, "hold_in_force"), told(decision, "disputed_in_full")
    assert (held.holds, held.code, held.free_on) == (True, "hold.in_force", after_due(20))
    assert (held.operand("reason"), held.operand("until"), held.operand("nothing")) == ("talks", after_due(20), None)
    assert (disputed.holds, disputed.code, disputed.free_on) == (True, "dispute.open", None)
    assert [found.holds for found in decision.evaluations].count(True) == 3
    assert told(decision, "promise_open").holds is False


def test_what_is_settled_is_told_with_its_amounts() -> None:
    """The first rule: what is owed, what was to pay, and its code only when nothing is owed any more."""
    open_one = told(decide(DAY, invoice(), payment("P-1", 400, DUE, "F-1")), "settled")
    assert (open_one.holds, open_one.code) == (False, None)
    assert (open_one.operand("outstanding"), open_one.operand("amount")) == (eur(600), eur(1000))
    whole = lettered(DAY, invoice(), payment("P-1", 1000, DUE, "F-1"))
    [paid] = dc.decide_stages(whole, FR_B2B_STANDARD, settled=True)
    settled = told(paid, "settled")
    assert (settled.holds, settled.code, settled.operand("outstanding")) == (True, "settled", eur(0))


def test_the_guard_of_a_stage_is_told_as_one() -> None:
    """A cap keeps the next stage back: it is told beside the rules, before the stage."""
    policy = attrs.evolve(FR_B2B_STANDARD, notices_max=1)
    notice = decide(DAY, invoice(), policy=policy)
    assert notice.stage is not None
    [action] = dc.plan_actions([notice])
    held = decide(after_due(30), invoice(), *action.sent(DAY), policy=policy)
    assert [found.rule for found in held.evaluations][-2:] == ["stage_guarded", "next_stage"]
    assert told(held, "stage_guarded").code == "cap.notices"


def test_a_rule_that_passes_tells_what_is_on_record() -> None:
    """The newest status, the last promise that runs, the credits of the currency, the last reason given."""
    statuses = [PlatformStatus("F-1", status=code, reported_on=after_due(day)) for code, day in ((205, 2), (202, 1))]
    promises = [PromiseToPay("F-1", amount=eur(10), promised_on=DUE, pay_on=after_due(day)) for day in (30, 20, 25)]
    call = ContactMade(subject="F-1", channel="phone", outcome=ContactOutcome.REACHED, made_on=after_due(1))
    decision = decide(DAY, invoice(), *statuses, *promises, call)
    assert told(decision, "document_rejected").operands == (("status", 205), ("reported_on", after_due(2)))
    promised = told(decision, "promise_open")
    assert (promised.operand("promised"), promised.operand("last_day")) == (eur(30), after_due(30))
    assert told(decision, "insolvency_opened").operands == (("on_record", 0), ("newest", None))
    advance = attrs.evolve(payment("P-9", 50, DUE), designates=("F-77",))
    dollars = dc.Payment("P-8", client="ACME", amount=dc.Money(7, "USD"), received_on=DUE)
    credits = told(decide(DAY, invoice(), advance, dollars), "credit_unsettled")
    assert (credits.operand("credits"), credits.operand("remainder")) == (1, eur(50))


def test_a_rejection_tells_its_status_its_day_and_its_reason() -> None:
    """The operands of what a platform rejected."""
    rejected = PlatformStatus("F-1", status=213, reported_on=after_due(1), reason="QTE_ERR")
    found = told(decide(DAY, invoice(), rejected), "document_rejected")
    assert found.operands == (("status", 213), ("reported_on", after_due(1)), ("reason", "QTE_ERR"))


def test_a_release_ends_the_hold_that_ends_on_its_day_and_not_the_one_that_begins() -> None:
    """Of two holds, one to the day of the release and one from it, the release is about the older one."""
    holds = [Hold("F-1", since=DUE, until=DAY, reason="talks"), Hold("F-1", since=DAY, reason="new talks")]
    [hold] = decide(DAY, invoice(), *holds, HoldReleased("F-1", released_on=DAY)).holds
    assert hold.param("reason") == "new talks"


def test_money_that_may_come_is_told_where_it_holds_nothing() -> None:
    """What is announced for a part, the reason given, a credit that was waited for, what is late, bank data."""
    announced = [
        PaymentAnnounced("F-1", amount=eur(10), announced_on=DUE, expected_on=after_due(day)) for day in (30, 20, 25)
    ]
    call = ContactMade(
        subject="F-1", channel="phone", outcome=ContactOutcome.REACHED, reason=ContactReason.CASH, made_on=after_due(1)
    )
    policy = attrs.evolve(FR_B2B_STANDARD, credit_hold_days=0, minimum_total=eur(1), bank_data_days=10)
    advance = attrs.evolve(payment("P-9", 2000, DUE), designates=("F-77",))
    data = BankDataUntil(after_due(4))
    decision = decide(DAY, invoice(), *announced, call, advance, data, policy=policy)
    awaited, given = told(decision, "payment_announced"), told(decision, "reason_given")
    assert (awaited.operand("announced"), awaited.operand("last_day")) == (eur(30), after_due(30))
    assert (given.operand("given"), given.operand("made_on")) == (ContactReason.CASH, after_due(1))
    assert told(decision, "credit_unsettled").operand("credit") == "P-9"
    assert told(decision, "under_minimum_total").operand("late") == eur(1000)
    old = told(decision, "bank_data_old")
    assert (old.holds, old.operand("until"), old.operand("bank_data_days")) == (False, after_due(4), 10)


def test_each_client_of_an_account_has_a_policy_of_its_own() -> None:
    """Two clients pay through one account: the book gives each its own, in whatever order they come."""
    sister = dc.Client.business("SIS", name="Sister", country="FR", account="ACME")
    patient = FR_B2B_STANDARD.with_grace_days(30)
    book = PolicyBook(FR_B2B_STANDARD, [PolicyEntry(patient, client="SIS")])
    snapshot = lettered(DAY, sister, invoice(), invoice("F-2", client="SIS"))
    found = {line.receivable.id: line for line in dc.decide_stages(snapshot, book)}
    assert (found["F-1"].policy, found["F-2"].policy) == (FR_B2B_STANDARD, patient)
    assert found["F-1"].stage is not None
    assert found["F-2"].stage is None


def test_an_account_by_itself_leaves_out_what_is_settled() -> None:
    """Unless asked for; and who claims decides how long a claim may be declared."""
    snapshot = lettered(DAY, invoice(), payment("P-1", 1000, DUE, "F-1"), invoice("F-2"))
    [account] = snapshot.accounts
    assert [line.receivable.id for line in decide_account(account, FR_B2B_STANDARD)] == ["F-2"]
    assert len(list(decide_account(account, FR_B2B_STANDARD, settled=True))) == 2
    opened = Insolvency("ACME", opened_on=DUE, published_on=date(2026, 5, 2))
    abroad = attrs.evolve(CREDITOR, country="BE", siren=None)
    [account] = lettered(DAY, invoice(), opened).accounts
    for creditor, declare_by in ((CREDITOR, date(2026, 7, 2)), (abroad, date(2026, 9, 2))):
        [line] = decide_account(account, FR_B2B_STANDARD, creditor=creditor)
        assert line.holds[0].param("declare_by") == declare_by
