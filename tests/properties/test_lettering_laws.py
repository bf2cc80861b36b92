"""Laws of lettering: what adding, splitting, moving, renaming and undoing facts may change, and what not.

Some hold for any policy; those that speak of the order of debts hold for a policy that follows references and then the
oldest due, since an exact amount may well choose another debt when the amount changes.
"""

from datetime import timedelta
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.events import Cancelled, PaymentReturned
from dunning_core.ledger import Credit
from dunning_core.lettering import BY_HABIT, STANDARD, LetteringPolicy, designation, quoted_reference
from tests.books import ACME, after_due, invoice, payment

OLDEST = LetteringPolicy([designation, quoted_reference])
END = after_due(400)

debts = st.lists(st.tuples(st.integers(1, 300), st.integers(-50, 50)), min_size=1, max_size=6)
moneys = st.lists(st.tuples(st.integers(1, 400), st.integers(-90, 90), st.integers(-9, 6)), max_size=5)
policies = st.sampled_from([STANDARD, BY_HABIT, OLDEST])


def facts_of(owed: Any, paid: Any) -> list[Any]:
    """Invoices F-0, F-1 … and payments P-0, P-1 … of one client; a payment may quote the invoice of its number."""
    facts: list[Any] = [ACME]
    facts += [invoice(f"F-{n}", amount, due=after_due(days)) for n, (amount, days) in enumerate(owed)]
    for n, (amount, days, quoted) in enumerate(paid):
        facts.append(payment(f"P-{n}", amount, after_due(days), f"F-{quoted}" if 0 <= quoted < len(owed) else ""))
    return facts


def read(
    facts: list[Any], policy: LetteringPolicy = OLDEST, *, day: Any = END
) -> tuple[dict[str, int], dict[str, int]]:
    """What is open of each debt, and what is left of each credit."""
    snapshot = dc.Ledger.of(facts).as_of(day).lettered(policy)
    return (
        {item.id: item.outstanding_minor for item in snapshot.receivables},
        {credit.id: credit.remainder_minor for credit in snapshot.unmatched},
    )


@given(debts, moneys)
def test_one_debt_at_most_is_paid_in_part_by_money_without_a_word(owed: Any, paid: Any) -> None:
    """Oldest due first fills one debt before it touches the next (INV-07)."""
    silent = [(amount, days, -1) for amount, days, _ in paid if days > 50]
    snapshot = dc.Ledger.of(facts_of(owed, silent)).as_of(END).lettered(OLDEST)
    assert sum(0 < item.outstanding_minor < item.minor for item in snapshot.receivables) <= 1


@given(debts, policies)
def test_references_win(owed: Any, policy: LetteringPolicy) -> None:
    """When each payment quotes a debt and fits it, each goes exactly there, whatever the days (INV-09)."""
    paid = [(amount, 90 - 7 * n, n) for n, (amount, _) in enumerate(owed)]
    snapshot = dc.Ledger.of(facts_of(owed, paid)).as_of(END).lettered(policy)
    for item in snapshot.receivables:
        assert [entry.credit for entry in item.settlements] == [item.id.replace("F", "P")]


@given(debts, moneys, st.integers(0, 4), st.integers(1, 399))
def test_a_payment_may_be_split(owed: Any, paid: Any, which: int, part: int) -> None:
    """Two payments of the same day and text, and the same sum, leave the same debts open (INV-11, INV-12)."""
    facts = facts_of(owed, paid)
    chosen = [fact for fact in facts if isinstance(fact, dc.Payment)]
    if which >= len(chosen) or part * 100 >= chosen[which].minor:
        return
    whole = chosen[which]
    rest = dc.Money.from_minor(whole.minor - part * 100, "EUR")
    halves = [
        attrs.evolve(whole, amount=dc.Money(part, "EUR")),
        attrs.evolve(whole, id=f"{whole.id}b", amount=rest),
    ]
    split = [fact for fact in facts if fact is not whole] + halves
    if any(credit.reasons == ("possible_duplicate",) for credit in left_of(facts) + left_of(split)):
        return
    assert read(facts)[0] == read(split)[0]


def left_of(facts: list[Any]) -> tuple[Credit, ...]:
    """The credits that are left over."""
    return dc.Ledger.of(facts).as_of(END).lettered(OLDEST).unmatched


@given(debts, moneys, policies, st.integers(1, 300))
def test_what_was_paid_and_quoted_changes_nothing_else(owed: Any, paid: Any, policy: LetteringPolicy, n: int) -> None:
    """An old invoice with its own payment, which quotes it, leaves the rest as it was (INV-14)."""
    facts = facts_of(owed, paid)
    old = [invoice("OLD-7", n, due=after_due(-300)), payment("P-OLD", n, after_due(-301), "OLD-7")]
    before, after = read(facts, policy), read([*facts, *old], policy)
    # One more payment may show a habit where too few were known.
    proposals = [dc.propose_lettering(dc.Ledger.of(some).as_of(END), policy=policy) for some in (facts, [*facts, *old])]
    if any(entry.strategy in ("usual_delay", "closest_amount") for found in proposals for entry in found.allocations):
        return
    assert {name: minor for name, minor in after[0].items() if name != "OLD-7"} == before[0]
    assert after[1] == before[1]


@given(debts, moneys, st.tuples(st.integers(1, 400), st.integers(-90, 90)))
def test_more_money_never_means_more_debt(owed: Any, paid: Any, extra: tuple[int, int]) -> None:
    """One more payment without a word raises no open amount (INV-16), one more debt lowers none (INV-17)."""
    facts = facts_of(owed, [(amount, days, -1) for amount, days, _ in paid])
    before = read(facts)[0]
    more = read([*facts, payment("P-X", extra[0], after_due(extra[1]))])[0]
    assert all(more[name] <= before[name] for name in before)
    indebted = read([*facts, invoice("F-X", extra[0], due=after_due(extra[1]))])[0]
    assert all(indebted[name] >= before[name] for name in before)


@given(debts, moneys, policies, st.integers(-500, 500))
def test_time_may_be_shifted(owed: Any, paid: Any, policy: LetteringPolicy, days: int) -> None:
    """All days moved by as many days give the same amounts (INV-19); months of issue are left aside."""
    plain = attrs.evolve(policy, strategies=[one for one in policy.strategies if one.__name__ != "natural_group"])
    moved = [shift(fact, days) for fact in facts_of(owed, paid)]
    assert read(facts_of(owed, paid), plain) == read(moved, plain, day=END + timedelta(days=days))


def shift(fact: Any, days: int) -> Any:
    """The same fact, so many days later."""
    names = [name for name in ("issued_on", "due_on", "received_on") if getattr(fact, name, None) is not None]
    return attrs.evolve(fact, **{name: getattr(fact, name) + timedelta(days=days) for name in names})


@given(debts, moneys, policies)
def test_names_may_change(owed: Any, paid: Any, policy: LetteringPolicy) -> None:
    """Other names in the same order rename the results, and nothing else (INV-20)."""

    def renamed(fact: Any) -> Any:
        if isinstance(fact, dc.Invoice):
            return attrs.evolve(fact, number=fact.number.replace("F-", "ZX-"))
        if isinstance(fact, dc.Payment):
            return attrs.evolve(fact, id=f"Q{fact.id}", reference=fact.reference.replace("F-", "ZX-"))
        return fact

    opened, left = read(facts_of(owed, paid), policy)
    assert read([renamed(fact) for fact in facts_of(owed, paid)], policy) == (
        {name.replace("F-", "ZX-"): minor for name, minor in opened.items()},
        {f"Q{name}": minor for name, minor in left.items()},
    )


@given(debts, moneys, policies, st.tuples(st.integers(1, 400), st.integers(-90, 90), st.integers(0, 99)))
def test_what_was_undone_never_was(owed: Any, paid: Any, policy: LetteringPolicy, extra: tuple[int, int, int]) -> None:
    """A payment that came back (INV-22), and an invoice that was cancelled (INV-23), are as if they had never been."""
    facts = facts_of(owed, paid)
    amount, days, later = extra
    bounced = [payment("P-X", amount, after_due(days)), PaymentReturned("P-X", returned_on=after_due(days + later))]
    assert read([*facts, *bounced], policy) == read(facts, policy)
    void = [invoice("F-X", amount, due=after_due(days)), Cancelled("F-X", cancelled_on=after_due(days + later))]
    assert read([*facts, *void], policy) == read(facts, policy)


@given(debts, moneys, policies)
def test_recorded_lettering_is_all_there_is(owed: Any, paid: Any, policy: LetteringPolicy) -> None:
    """Recording what is proposed, and proposing again, adds nothing and removes nothing (INV-15)."""
    ledger = dc.Ledger.of(facts_of(owed, paid))
    proposal = dc.propose_lettering(ledger.as_of(END), policy=policy)
    again = dc.propose_lettering(ledger.with_lettering(proposal).as_of(END), policy=policy)
    assert again.allocations == ()
    assert {left.credit: left.minor for left in again.remainders} == {
        left.credit: left.minor for left in proposal.remainders
    }
