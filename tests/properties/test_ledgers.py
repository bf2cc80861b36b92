"""Laws of ledgers: money is conserved, nothing later is seen, order and repetition do not matter."""

from collections import Counter
from datetime import date
from random import Random
from typing import Any

import attrs
from hypothesis import example, given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.documents import Refund, WriteOff
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Cancelled, PaymentReturned, happened_on
from dunning_core.lettering.entries import GRANTED
from dunning_core.run import iter_run
from tests.strategies import books, chases, days

POLICY = FR_B2B_STANDARD.with_regime(None)
CREDITOR = dc.Creditor(name="Valcourt SAS", country="FR")


def day_of(fact: Any) -> date | None:
    """The day a fact happened, None for a client."""
    if isinstance(fact, dc.Client):
        return None
    if isinstance(fact, dc.Invoice | dc.CreditNote):
        return fact.issued_on
    if isinstance(fact, Refund | WriteOff):
        return fact.refunded_on if isinstance(fact, Refund) else fact.written_off_on
    return fact.received_on if isinstance(fact, dc.Payment) else happened_on(fact)


def known_by(fact: Any, day: date, known_on: date | None) -> bool:
    """The definition of visible, written once more: it has happened and, when asked, it was recorded."""
    happened = day_of(fact)
    if happened is None:
        return True
    recorded = fact.recorded_on if fact.recorded_on is not None else happened
    return happened <= day and (known_on is None or recorded <= known_on)


@given(books(), days)
def test_money_is_conserved(facts: list[Any], day: date) -> None:
    """Per account and currency: what came in is allocated or left over, what was invoiced is settled or open."""
    snapshot = dc.Ledger.of(facts).as_of(day).lettered()
    seen = {fact for fact in facts if known_by(fact, day, None)}
    gone = {fact.subject for fact in seen if isinstance(fact, Cancelled)}
    returned = {fact.payment for fact in seen if isinstance(fact, PaymentReturned)}
    came_in: Counter[str] = Counter()
    for fact in seen:
        if isinstance(fact, dc.Payment | dc.CreditNote | WriteOff):
            name = fact.number if isinstance(fact, dc.CreditNote) else fact.id
            came_in[fact.currency] += 0 if name in gone | returned else fact.minor
    refunds = {fact for fact in seen if isinstance(fact, Refund)}
    refused = {problem.subject for problem in snapshot.problems if problem.code.startswith("refund.")}
    for refund in refunds:
        # What was given back is no longer there, unless the refund itself cannot stand.
        came_in[refund.currency] -= refund.minor if refund.id not in refused else 0
    allocated: Counter[str] = Counter()
    granted: Counter[str] = Counter()
    for account in snapshot.accounts:
        for item in account.receivables:
            settled = sum(entry.minor for entry in item.settlements)
            granted[item.currency] += sum(entry.minor for entry in item.settlements if entry.kind in GRANTED)
            assert all(entry.minor > 0 and entry.currency == item.currency for entry in item.settlements)
            assert item.minor == settled + item.outstanding_minor
            assert 0 <= item.outstanding_minor <= item.minor
            assert item.client.account == account.id or item.client in account.clients
            allocated[item.currency] += settled
    for credit in snapshot.unmatched:
        assert credit.remainder_minor > 0
        allocated[credit.currency] += credit.remainder_minor
    # A discount or a tolerance closes a debt with no money at all.
    allocated.subtract(granted)
    assert +allocated == +came_in
    assert not -allocated


@given(st.one_of(books(), chases()), days, st.one_of(st.none(), days))
def test_nothing_later_is_seen(facts: list[Any], day: date, known_on: date | None) -> None:
    """A reading of a day equals the reading of a ledger from which every fact not visible then was removed."""
    whole = dc.Ledger.of(facts).as_of(day, known_on=known_on).lettered()
    past = dc.Ledger.of([fact for fact in facts if known_by(fact, day, known_on)]).as_of(day).lettered()
    assert whole.accounts == past.accounts
    assert whole.unmatched == past.unmatched
    assert Counter(whole.problems) == Counter(past.problems)


@given(st.one_of(books(), chases()), days, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(facts: list[Any], day: date, random: Random) -> None:
    """Any order of the facts, with any of them given twice, gives the same ledger, run, table and notices."""
    shuffled = [*facts, *facts[:3]]
    random.shuffle(shuffled)
    one, two = dc.Ledger.of(facts), dc.Ledger.of(shuffled)
    assert one == two
    runs = [dc.run_dunning(ledger, day, POLICY, CREDITOR) for ledger in (one, two)]
    assert runs[0] == runs[1]
    assert repr(runs[0].to_records()) == repr(runs[1].to_records())
    drafts = [run.notices("fr", provisional=True) for run in runs]
    assert [draft.body for draft in drafts[0]] == [draft.body for draft in drafts[1]]
    assert runs[0].problems == runs[1].problems


@given(st.one_of(books(), chases()), days)
@example([dc.Payment("P-1", client=None, amount=dc.Money(1, "EUR"), received_on=date(2026, 1, 1))], date(2026, 1, 1))
def test_account_by_account_is_the_whole(facts: list[Any], day: date) -> None:
    """Reading one account at a time gives the decisions, the actions and the problems of the whole run."""
    ledger = dc.Ledger.of(facts)
    whole = dc.run_dunning(ledger, day, POLICY, CREDITOR)
    parts = list(iter_run(ledger, day, POLICY, CREDITOR))
    assert tuple(line for part in parts for line in part.decisions) == whole.decisions
    assert {action.key for part in parts for action in part.actions} == {action.key for action in whole.actions}
    assert {problem for part in parts for problem in part.problems} == set(whole.problems)
    assert Counter(credit for part in parts for credit in part.snapshot.unmatched) == Counter(whole.snapshot.unmatched)


@given(books(), days)
def test_recording_a_lettering_changes_no_amount(facts: list[Any], day: date) -> None:
    """Once recorded, a proposed lettering leaves every open amount as it was, and nothing more is proposed."""
    ledger = dc.Ledger.of(facts)
    before = ledger.as_of(day).lettered()
    after = ledger.with_lettering(dc.propose_lettering(before)).as_of(day).lettered()
    assert dc.propose_lettering(after).allocations == ()
    assert [(item.id, item.outstanding_minor) for item in before.receivables] == [
        (item.id, item.outstanding_minor) for item in after.receivables
    ]


@given(books(), days)
def test_an_irrelevant_client_changes_nothing(facts: list[Any], day: date) -> None:
    """A client with debts and payments of his own changes nothing in the accounts of the others."""
    other: list[Any] = [
        dc.Client.business("ZOE", name="Zoe", country="FR"),
        dc.Invoice("Z-1", client="ZOE", amount=dc.Money(9, "EUR"), issued_on=day, due_on=day),
        dc.Payment("Z-P", client="ZOE", amount=dc.Money(4, "EUR"), received_on=day),
    ]
    alone = dc.Ledger.of(facts).as_of(day).lettered()
    beside = dc.Ledger.of(facts, other).as_of(day).lettered()
    assert [account for account in beside.accounts if account.id != "ZOE"] == list(alone.accounts)


@given(books(), days, st.integers(2, 9))
def test_amounts_scale(facts: list[Any], day: date, factor: int) -> None:
    """All amounts times a whole number: open amounts and credits times that number."""

    def scale(fact: Any) -> Any:
        if isinstance(fact, dc.Invoice):
            parts = [attrs.evolve(part, amount=scaled(part.amount)) for part in fact.installments]
            return attrs.evolve(fact, amount=scaled(fact.amount), installments=parts)
        if isinstance(fact, dc.CreditNote | dc.Payment):
            return attrs.evolve(fact, amount=scaled(fact.amount))
        return fact

    def scaled(amount: dc.Money) -> dc.Money:
        return dc.Money.from_minor(amount.minor * factor, amount.currency)

    plain = [fact for fact in facts if isinstance(fact, dc.Client | dc.Invoice | dc.CreditNote | dc.Payment)]
    one = dc.Ledger.of(plain).as_of(day).lettered()
    many = dc.Ledger.of(map(scale, plain)).as_of(day).lettered()
    assert [item.outstanding_minor * factor for item in one.receivables] == [
        item.outstanding_minor for item in many.receivables
    ]
    # Two credits of one id and day that contradict each other have no order that amounts could keep.
    assert sorted(credit.remainder_minor * factor for credit in one.unmatched) == sorted(
        credit.remainder_minor for credit in many.unmatched
    )
