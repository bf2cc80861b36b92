"""What an action asks for: each figure worked out by hand, and computed once."""

import copy
import pickle
from collections import Counter
from collections.abc import Callable
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import InvoiceKind
from dunning_core.dunning import PolicyBook, PolicyEntry, decisions, line_penalties
from dunning_core.dunning.demands import BrokenWord, Deduction, LastPayment
from dunning_core.dunning.line_penalties import SecondReading
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import ClaimedSum, ClaimIssued, ClaimWaived, Dispute, PaymentAnnounced, PromiseToPay
from dunning_core.law import Rate, Regime, de, uk
from dunning_core.notices import draft_call_sheet
from dunning_core.penalties import impute_payments
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, payment, sent

CHASED = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))


def ask(day: int, *facts: object, regime: Regime | None = None) -> dc.Action:
    """The only action of a ledger on a day, under the standard policy."""
    policy = FR_B2B_STANDARD if regime is None else FR_B2B_STANDARD.with_regime(regime)
    ledger = dc.Ledger.of(ACME, *facts)  # type: ignore[arg-type]
    [action] = dc.run_dunning(ledger, after_due(day), policy, creditor=CREDITOR).actions
    return action


def test_what_is_held_back_is_no_part_of_what_is_asked() -> None:
    """1,000 and 500, of which 200 are disputed and 100 promised: 1,200 are asked for, 700 and 500."""
    held = (
        Dispute("F-1", amount=eur(200), opened_on=DUE, reason="quality"),
        PromiseToPay("F-1", amount=eur(100), promised_on=DUE, pay_on=after_due(30)),
    )
    demand = ask(3, invoice(), invoice("F-2", 500), *held).demand
    assert [(line.receivable.id, chased) for line, chased in zip(demand.lines, demand.chased, strict=True)] == [
        ("F-1", eur(700)),
        ("F-2", eur(500)),
    ]
    assert (demand.outstanding, demand.disputed, demand.promised) == (eur(1200), eur(200), eur(100))
    assert (demand.totals, demand.sums) == ((("principal", eur(1200)),), (eur(1200),))
    assert (demand.claims, demand.per_day, demand.second_reading) == ((), eur(0), None)


def test_what_is_not_due_yet_is_asked_for_only_by_a_reminder() -> None:
    """It travels with what is late without being claimed; alone, it is what the reminder is about."""
    soon = invoice("F-2", 500, due=after_due(10))
    assert [line.receivable.id for line in ask(3, invoice(), soon).demand.lines] == ["F-1"]
    assert [line.receivable.id for line in ask(3, soon).demand.lines] == ["F-2"]


def test_penalties_are_announced_before_they_are_claimed() -> None:
    """At 12.15 % since 30 April: announced by the firm notice, claimed by the last one with 16 days of them."""
    firm, last = (ask(day, invoice(), *CHASED[:sent_before]) for day, sent_before in ((10, 1), (17, 2)))
    [announced], [claim] = firm.demand.announced, last.demand.claims
    assert (firm.demand.claims, last.demand.announced) == ((), ())
    assert (announced.rate, firm.demand.law) == (Rate.percent("12.15"), "FR")
    assert announced.grounds == (("interest", "C. com. L441-10 II"), ("compensation", "C. com. D441-5"))
    # 1,000 × 12.15 % × 17 / 365 = 5.66, and 0.33 a day.
    assert claim.unclaimed == (eur("5.66"), eur(40), eur(0))
    assert (claim.amounts, claim.kinds) == ((eur("45.66"),), ("interest", "compensation"))
    assert last.demand.totals == (
        ("principal", eur(1000)),
        ("interest", eur("5.66")),
        ("compensation", eur(40)),
        ("total", eur("1045.66")),
    )
    assert (last.demand.sums, last.demand.per_day, last.demand.law) == ((eur("1045.66"),), eur("0.33"), "FR")


def test_penalties_given_up_are_not_claimed() -> None:
    """A line of which nothing is left to claim is none of the claims, and the principal needs no total."""
    waived = [ClaimWaived("F-1", component=name, waived_on=after_due(17)) for name in ("interest", "compensation")]
    demand = ask(17, invoice(), *CHASED[:2], *waived).demand
    assert [penalties.interest for penalties in demand.penalties] == [eur("5.66")]
    assert (demand.claims, demand.totals) == ((), (("principal", eur(1000)),))


def test_penalties_in_another_currency_have_a_total_of_their_own() -> None:
    """The fixed sum of a debt in dollars is due in euros."""
    debt = dc.Invoice("U-1", client="ACME", amount=dc.Money(1000, "USD"), issued_on=after_due(-60), due_on=DUE)
    notices = [attrs.evolve(notice, receivables=("U-1",)) for notice in CHASED[:2]]
    demand = ask(17, debt, *notices).demand
    assert demand.sums == (dc.Money("1005.66", "USD"), eur(40))
    assert demand.totals[-2:] == (("total", dc.Money("1005.66", "USD")), ("total", eur(40)))
    assert demand.claims[0].amounts == (dc.Money("5.66", "USD"), eur(40))


def test_a_french_court_reads_a_part_payment_again() -> None:
    """600 of 1,000 paid after 10 days, 3.33 of it for interest: 3.33 more principal is left, and bears interest."""
    paid = payment("P-1", 600, after_due(10), "F-1")
    reading = ask(30, invoice(), paid, *CHASED).demand.second_reading
    assert reading is not None
    # 3.3288 for ten days and 2.6852 for twenty on 403.33: 6.01, less 3.33. By the ledger 400.00, and 3.3288 + 2.6630.
    assert (reading.principal, reading.interest) == (eur("403.33"), eur("2.68"))
    assert reading.difference == eur("0.02")


def test_each_debt_is_read_again_by_itself_and_they_are_added_up() -> None:
    """Two such debts, one of which has 100 under dispute: twice the principal less 100, twice the interest."""
    numbers = ("F-1", "F-2")
    history = [attrs.evolve(notice, receivables=numbers) for notice in CHASED]
    paid = [payment(f"P-{number}", 600, after_due(10), number) for number in numbers]
    dispute = Dispute("F-2", amount=eur(100), opened_on=after_due(29), reason="quality")
    both = [invoice(number) for number in numbers]
    reading = ask(30, *both, *paid, *history).demand.second_reading
    assert reading == SecondReading(eur("806.66"), eur("5.36"), eur("0.04"))
    held = ask(30, *both, *paid, *history, dispute).demand.second_reading
    assert held is not None
    # The disputed part bears nothing: 2.9959 in ten days on 900, 2.0173 in twenty on 303.00: 5.01, less 3.00.
    assert (held.principal, held.interest) == (eur("706.33"), eur("4.69"))


def test_sums_of_one_kind_stand_in_the_order_of_their_currencies() -> None:
    """Lines under two policies, whose laws grant a fixed sum in pounds and in euros."""
    british = dc.Client.business("B", name="B", country="GB", account="ACME")
    numbers = ("F-1", "F-2")
    history = [attrs.evolve(notice, receivables=numbers) for notice in CHASED[:2]]
    book = PolicyBook(FR_B2B_STANDARD, [PolicyEntry(FR_B2B_STANDARD.with_regime(uk.B2B), client="B")])
    ledger = dc.Ledger.of(ACME, british, invoice("F-1", client="B"), invoice("F-2"), *history)
    [action] = dc.run_dunning(ledger, after_due(17), book, CREDITOR).actions
    assert [line.penalties.compensation.currency for line in action.demand.claims] == ["GBP", "EUR"]
    fixed = [(name, amount.currency) for name, amount in action.demand.totals if name == "compensation"]
    assert fixed == [("compensation", "EUR"), ("compensation", "GBP")]
    assert [amount.currency for amount in action.demand.sums] == ["EUR", "GBP"]


@pytest.mark.parametrize("case", ["unpaid", "german"])
def test_without_a_payment_or_that_law_nothing_is_read_again(case: str) -> None:
    """Both readings are one without a payment, and the order of C. civ. 1343-1 is that of French debts."""
    facts = [] if case == "unpaid" else [payment("P-1", 600, after_due(10), "F-1")]
    action = ask(30, invoice(), *facts, *CHASED, regime=de.B2B if case == "german" else None)
    assert action.demand.claims
    assert action.demand.second_reading is None


def test_what_was_paid_on_a_claim_document_is_read_alike() -> None:
    """It settles the interest that the document claims, in any order; beside a part payment it stays that."""
    document = ClaimIssued(
        "C-1", client="ACME", sums=[ClaimedSum("F-1", "interest", 333, "EUR", after_due(10))], issued_on=after_due(10)
    )
    facts = (invoice(), document, payment("P-1", "3.33", after_due(11), "C-1"), *CHASED)
    assert ask(30, *facts).demand.second_reading is None
    reading = ask(30, *facts, payment("P-2", 600, after_due(20), "F-1")).demand.second_reading
    # 6.66 are due on the twentieth day, less 3.33: the law leaves 403.33 of principal, and 1.34 of interest on it.
    assert reading == SecondReading(eur("403.33"), eur("1.34"), eur("0.01"))


def mixed(*facts: object) -> dc.Action:
    """A Swiss consumer whose debts a French company pays, each line under a law of its own."""
    private = dc.Client.consumer("C", name="C", country="CH", account="ACME")
    debts = (private, invoice("F-1", client="C"), invoice("F-2"))
    history = [attrs.evolve(notice, receivables=("F-1", "F-2")) for notice in CHASED]
    ledger = dc.Ledger.of(ACME, *debts, *history, *facts)  # type: ignore[arg-type]
    run = dc.run_dunning(ledger, after_due(30), FR_B2B_STANDARD.with_regime(None), CREDITOR)
    [action] = run.actions
    return action


def test_each_line_has_the_law_of_its_own() -> None:
    """The law that is told is that of the first line of which something is claimed; two laws are not read twice."""
    assert [line.penalties.regime.country for line in mixed().demand.claims] == ["CH", "FR"]
    assert mixed().demand.law == "CH"
    waived = ClaimWaived("F-1", component="interest", waived_on=after_due(30))
    assert mixed(waived).demand.law == "FR"
    paid = (payment("P-1", 600, after_due(10), "F-2"), payment("P-2", 600, after_due(10), "F-1", client="C"))
    assert mixed(*paid).demand.second_reading is None
    assert mixed(*paid, waived).demand.second_reading is not None


def test_what_is_claimed_of_one_line_is_announced_of_no_other() -> None:
    """The last notice about one debt claims; that another of its debts is at the firm stage adds no announcement."""
    later = invoice("F-2", 500, due=after_due(7))
    demand = ask(17, invoice(), later, *CHASED[:2]).demand
    assert [line.stage.name for line in demand.lines if line.stage] == ["last", "courteous"]
    firm = attrs.evolve(CHASED[0], receivables=("F-2",), sent_on=after_due(10))
    demand = ask(17, invoice(), later, *CHASED[:2], firm).demand
    assert [line.stage.name for line in demand.lines if line.stage] == ["last", "firm"]
    assert ([line.penalties.receivable.id for line in demand.claims], demand.announced) == (["F-1"], ())


def test_nothing_is_announced_where_nothing_can_accrue() -> None:
    """What is claimed for a delay bears no interest of its own (C. civ. 1343-2)."""
    claim = attrs.evolve(invoice(), kind=InvoiceKind.CLAIM)
    assert ask(10, claim, CHASED[0]).demand.announced == ()


def test_interest_that_was_waived_has_no_line_among_the_totals() -> None:
    """The fixed sum alone is claimed."""
    waived = ClaimWaived("F-1", component="interest", waived_on=after_due(17))
    demand = ask(17, invoice(), *CHASED[:2], waived).demand
    assert demand.totals == (("principal", eur(1000)), ("compensation", eur(40)), ("total", eur(1040)))
    assert demand.claims[0].kinds == ("compensation",)


def test_what_was_received_and_said_is_told_once() -> None:
    """The last day of payments, what credit notes took off, and the newest word that was not kept."""
    facts = (
        invoice(),
        invoice("F-2", 500),
        payment("P-1", 100, after_due(1), "F-1"),
        payment("P-2", 50, after_due(2), "F-1"),
        payment("P-3", 25, after_due(2), "F-2"),
        dc.CreditNote("A-1", client="ACME", amount=eur(30), issued_on=after_due(1), corrects="F-1"),
        PromiseToPay("F-1", amount=eur(200), promised_on=DUE, pay_on=after_due(1)),
        PaymentAnnounced("F-1", amount=eur(300), announced_on=DUE, expected_on=after_due(2)),
        PromiseToPay("F-2", amount=eur(60), promised_on=DUE, pay_on=after_due(2)),
    )
    demand = ask(9, *facts).demand
    assert demand.last_payment == LastPayment(eur(75), after_due(2), ("F-1", "F-2"))
    assert demand.deductions == (Deduction("credit_note", eur(30), ("A-1",)),)
    assert demand.broken_word == BrokenWord(after_due(2), eur(60), eur(25))
    assert (demand.balance, demand.late) == (eur(1295), eur(1295))
    soon = ask(9, *facts, invoice("F-3", 40, due=after_due(20))).demand
    assert (soon.balance, soon.late) == (eur(1335), eur(1295))
    bare = ask(3, invoice()).demand
    assert (bare.last_payment, bare.deductions, bare.broken_word) == (None, (), None)


def test_each_figure_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many texts are written from it, in whatever language; a copy of the action computes its own."""
    counts: Counter[str] = Counter()

    def counted(name: str, own: Callable[..., Any]) -> Callable[..., Any]:
        def count(*args: Any, **kwargs: Any) -> Any:
            counts[name] += 1
            return own(*args, **kwargs)

        return count

    action = ask(30, invoice(), payment("P-1", 600, after_due(10), "F-1"), *CHASED)
    for name in ("lines", "unclaimed", "per_day"):
        monkeypatch.setattr(dc.Penalties, name, property(counted(name, getattr(dc.Penalties, name).fget)))
    monkeypatch.setattr(decisions, "accrue_penalties", counted("accrued", dc.accrue_penalties))
    monkeypatch.setattr(line_penalties, "impute_payments", counted("imputed", impute_payments))
    once = {"accrued": 1, "lines": 1, "unclaimed": 1, "per_day": 1, "imputed": 2}
    again = attrs.evolve(action)
    for locale in ("fr", "en"):
        dc.draft_notice(action, CREDITOR, locale=locale)
        draft_call_sheet(action, CREDITOR, locale=locale)
    assert counts == once
    dc.draft_notice(again, CREDITOR, locale="fr")
    assert counts == {name: 2 * count for name, count in once.items()}
    assert (again, again.demand.totals, again.total) == (action, action.demand.totals, action.total)
    assert again.demand is not action.demand


def test_an_action_travels_with_its_figures() -> None:
    """Between processes they are computed again: what is sent is no larger once they were asked for."""
    action = ask(17, invoice(), *CHASED[:2])
    before = pickle.dumps(action)
    assert action.total == eur("1045.66")
    after = pickle.dumps(action)
    assert len(after) == len(before)
    assert pickle.loads(before) == pickle.loads(after) == copy.deepcopy(action) == action
    assert pickle.loads(after).demand.totals == action.demand.totals
