"""Money on its way: announced payments, direct debits, bills of exchange; acceptance is no payment."""

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import PaymentMeans
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import InvalidValueError
from dunning_core.events import MeansPresented, PaymentAnnounced, PaymentReturned, PlatformStatus, PresentedMeans
from dunning_core.interop import read_events
from dunning_core.ledger import PromiseState, list_announcements, list_promises
from tests.books import ACME, CREDITOR, DUE, after_due, decide, eur, invoice, lettered, payment
from tests.unit.test_promises import promise

DEBIT, BILL = PresentedMeans


def announced(amount: int | None, told: int, by: int, tolerance: int = 0) -> PaymentAnnounced:
    money = None if amount is None else eur(amount)
    return PaymentAnnounced(
        "F-1", amount=money, announced_on=after_due(told), expected_on=after_due(by), tolerance_days=tolerance
    )


def presented(means: PresentedMeans, day: int, payable: int, payment: str | None = None) -> MeansPresented:
    return MeansPresented(
        "F-1", means=means, presented_on=after_due(day), payable_on=after_due(payable), payment=payment
    )


def test_what_is_announced_in_part_leaves_the_rest_chased() -> None:
    """400 of 1,000 are on their way: 600 are asked for, and all of it once they did not come."""
    assert decide(after_due(5), invoice(), announced(400, 1, 6)).chased == eur(600)
    assert decide(after_due(7), invoice(), announced(400, 1, 6)).chased == eur(1000)


def test_an_announcement_is_mostly_what_was_promised() -> None:
    """The greater of the two is left alone, and one receipt answers to both."""
    both = (promise(400, 1, 10), announced(300, 2, 6))
    assert decide(after_due(5), invoice(), *both).chased == eur(600)
    paid = payment("P-1", 400, after_due(5), "F-1")
    item = lettered(after_due(5), invoice(), *both, paid).receivables[0]
    assert [found.state for found in (*list_promises(item), *list_announcements(item))] == [PromiseState.KEPT] * 2
    assert decide(after_due(5), invoice(), *both, paid).chased == eur(600)


def test_two_announcements_that_cannot_both_be_meant() -> None:
    """They are told as two promises are; and so is another currency."""
    [problem] = lettered(after_due(2), invoice(), announced(None, 1, 6), announced(None, 1, 9)).problems
    assert (problem.code, dict(problem.params)["event"]) == ("promise.contradictory", "PaymentAnnounced")
    dollars = attrs.evolve(announced(400, 1, 6), amount=dc.Money("400", "USD"))
    [problem] = lettered(after_due(2), invoice(), dollars).problems
    assert problem.code == "event.currency_mismatch"


def test_what_we_collect_waits_until_it_was_presented() -> None:
    """A transfer is asked for; a direct debit and a bill of exchange are ours to present, early stages too."""
    for means in PaymentMeans:
        own = attrs.evolve(invoice(), means=means)
        ours = means in (PaymentMeans.DIRECT_DEBIT, PaymentMeans.BILL_OF_EXCHANGE)
        for day in (-10, 5):
            decision = decide(after_due(day), own)
            assert (decision.stage is None) == ours
            assert [hold.code for hold in decision.holds] == (["means.not_presented"] if ours else [])


def test_acceptance_is_no_payment() -> None:
    """A bill that was drawn leaves the debt in the balance, and bearing interest, until its money comes in."""
    decision = decide(after_due(20), invoice(), presented(BILL, 0, 40))
    assert decision.stage is None
    assert decision.receivable.outstanding == eur(1000)
    assert decision.penalties is not None
    assert decision.penalties.interest == decide(after_due(20), invoice()).penalties.interest  # type: ignore[union-attr]


def test_what_came_back_is_chased_at_once() -> None:
    """On the day of its return; the return of another payment says nothing."""
    paid = (payment("P-1", 1000, after_due(8), "F-1"), PaymentReturned("P-1", returned_on=after_due(10)))
    assert decide(after_due(10), invoice(), presented(DEBIT, 0, 8, "P-1"), *paid).stage is not None
    assert decide(after_due(10), invoice(), presented(DEBIT, 0, 8, "P-2"), *paid).stage is None


def test_what_came_back_on_the_day_it_was_presented_is_chased() -> None:
    """The return of that day is the one of this presentation."""
    paid = (payment("P-1", 1000, after_due(-2), "F-1"), PaymentReturned("P-1", returned_on=DUE))
    assert decide(after_due(5), invoice(), presented(DEBIT, 0, 8, "P-1"), *paid).stage is not None


def test_what_is_presented_again_waits_again() -> None:
    """The newest presentation counts."""
    paid = (payment("P-1", 1000, after_due(8), "F-1"), PaymentReturned("P-1", returned_on=after_due(10)))
    facts = (presented(DEBIT, 0, 8, "P-1"), *paid, presented(DEBIT, 12, 20))
    [hold] = decide(after_due(12), invoice(), *facts).holds
    assert (hold.code, hold.param("payable_on")) == ("means.presented", after_due(20))


def test_the_policy_says_how_long_money_may_take() -> None:
    """With no days at all, the day after it was payable, or reported as paid, is free."""
    policy = attrs.evolve(FR_B2B_STANDARD, arrival_days=0)
    for fact in (presented(DEBIT, 0, 8), PlatformStatus("F-1", status=212, reported_on=after_due(8))):
        assert decide(after_due(8), invoice(), fact, policy=policy).stage is None
        assert decide(after_due(9), invoice(), fact, policy=policy).stage is not None


def test_impossible_days_are_refused() -> None:
    """Nothing is payable before it is presented, or expected before it is announced."""
    with pytest.raises(InvalidValueError):
        presented(DEBIT, 5, 4)
    with pytest.raises(InvalidValueError):
        announced(400, 5, 4)


def test_they_are_read_from_rows() -> None:
    """The cell `until` holds the expected day, or the one on which it is payable."""
    names = ("event", "subject", "day", "until", "amount", "tolerance_days", "means", "payment")
    rows = [
        ("payment_announced", "F-1", "2026-05-01", "2026-05-06", "400 EUR", "1", "", ""),
        ("means_presented", "F-1", "2026-05-01", "2026-05-08", "", "", "direct_debit", "P-1"),
        ("means_presented", "F-1", "2026-05-01", "2026-05-08", "", "", "Bill_of_exchange", ""),
        ("means_presented", "F-1", "2026-05-01", "2026-05-08", "", "", "transfer", ""),
    ]
    found = read_events([dict(zip(names, row, strict=True)) for row in rows])
    assert found.values == (announced(400, 1, 6, 1), presented(DEBIT, 1, 8, "P-1"), presented(BILL, 1, 8))
    assert [problem.path for problem in found.problems] == ["means"]


@pytest.mark.parametrize(("locale", "word"), [("fr", "prélèvement"), ("en", "direct debit")])
def test_the_means_is_said_in_words(locale: str, word: str) -> None:
    """Before and after its presentation."""
    own = attrs.evolve(invoice(), means=PaymentMeans.DIRECT_DEBIT)
    assert word in dc.explain(decide(after_due(5), own), locale)
    assert word in dc.explain(decide(after_due(5), own, presented(DEBIT, 0, 8)), locale)


def test_a_notice_cites_what_was_announced_and_did_not_come() -> None:
    """The day on which it was expected, as for a promise; not while it may still come in."""
    for day, cited in ((6, False), (7, True)):
        ledger = dc.Ledger.of(ACME, invoice(), announced(400, 1, 6))
        [action] = dc.run_dunning(ledger, after_due(day), FR_B2B_STANDARD, CREDITOR).actions
        assert ("6 mai 2026" in dc.draft_notice(action, CREDITOR, locale="fr").body.split("\n\n")[2]) == cited
