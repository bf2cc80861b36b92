"""Laws of penalties, against the slow oracle: days, rates, part payments, disputes, rounding, the forty euros."""

import itertools
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.events import Channel, Dispute, NoticePresented, NoticeSent, StageKind
from dunning_core.law import Regime, fr
from tests import oracle
from tests.oracle import ECB, LEGAL

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
CLIENT = dc.Client.business("C", name="C", country="FR")

edges = st.sampled_from([date(2024, 2, 29), date(2024, 6, 30), date(2024, 7, 1), date(2025, 12, 31), date(2026, 1, 1)])
days = st.one_of(st.dates(FIRST, LAST), edges)
amounts = st.one_of(st.sampled_from([1, 100, 10000, 14600]), st.integers(1, 10**10))


@st.composite
def debts(draw: st.DrawFn) -> tuple[int, date, list[tuple[date, int]], date]:
    """An amount, its due day, payments that together do not exceed it, and a day to ask for."""
    amount = draw(amounts)
    paid: list[tuple[date, int]] = []
    left = amount
    for _ in range(draw(st.integers(0, 4))):
        share = draw(st.integers(0, left))
        if share:
            paid.append((draw(days), share))
            left -= share
    return amount, draw(days), paid, draw(days)


def euros(minor: int) -> dc.Money:
    return dc.Money.from_minor(minor, "EUR")


def facts_of(amount: int, due: date, paid: list[tuple[date, int]], **invoice: Any) -> list[Any]:
    debt = dc.Invoice("F-1", client="C", amount=euros(amount), issued_on=FIRST, due_on=due, **invoice)
    payments = [
        dc.Payment(f"P-{n}", client="C", amount=euros(minor), received_on=day) for n, (day, minor) in enumerate(paid)
    ]
    return [debt, *payments]


def accrue(facts: list[Any], until: date, regime: Regime, client: dc.Client = CLIENT) -> dc.Penalties:
    [item] = dc.Ledger.of(client, facts).as_of(until).lettered().receivables
    return dc.accrue_penalties(item, regime)


def numbers(paid: list[tuple[date, int]], until: date) -> list[tuple[int, int]]:
    return [(day.toordinal(), minor) for day, minor in paid if day <= until]


def expect(penalties: dc.Penalties, exact: Fraction) -> None:
    """The figure, its working and its printed lines all say the same."""
    lines = [line for line in penalties.lines if line.kind == "interest"]
    assert penalties.interest_minor == oracle.half_up(exact)
    assert sum((line.exact for line in lines), Fraction(0)) == exact
    assert sum(line.amount.minor for line in lines) == penalties.interest_minor
    assert all(abs(line.amount.minor - line.exact) < 1 for line in lines)
    assert all(one.end <= two.start for one, two in itertools.pairwise(lines))
    for line in lines:
        assert line.rate is not None
        assert line.exact == line.base.minor * line.rate.fraction * line.days / 365


@given(debts())
def test_between_businesses_the_rate_floats(debt: tuple[int, date, list[tuple[date, int]], date]) -> None:
    """ECB + 10 points of the half-year of each day (C. com. L441-10 II), forty euros as soon as it is late."""
    amount, due, paid, until = debt
    penalties = accrue(facts_of(amount, due, paid), until, fr.B2B)
    after = due.toordinal()
    rate = oracle.floating(ECB, 10)
    expect(
        penalties,
        oracle.exact_interest(amount, numbers(paid, until), after=after, until=until.toordinal(), rate=rate),
    )
    was_late = until > due and amount > sum(minor for day, minor in paid if day <= due)
    assert penalties.compensation == euros(4000 if was_late else 0)
    assert penalties.total == penalties.interest + penalties.compensation
    assert sum(line.amount.minor for line in penalties.lines) == penalties.totals[0].minor


@given(debts())
def test_towards_public_buyers_the_rate_is_frozen(debt: tuple[int, date, list[tuple[date, int]], date]) -> None:
    """ECB + 8 points of the half-year of the first day, for the whole delay (CCP R2192-31)."""
    amount, due, paid, until = debt
    assume(due < LAST)
    client = dc.Client.public_body("C", name="C", country="FR")
    penalties = accrue(facts_of(amount, due, paid), until, fr.PUBLIC, client)
    after = due.toordinal()
    rate = oracle.frozen(ECB, 8, after + 1)
    expect(
        penalties,
        oracle.exact_interest(amount, numbers(paid, until), after=after, until=until.toordinal(), rate=rate),
    )


@given(debts(), st.one_of(st.none(), days), st.one_of(st.none(), st.integers(0, 20)))
def test_consumers_owe_from_the_formal_notice(
    debt: tuple[int, date, list[tuple[date, int]], date], sent_on: date | None, presented: int | None
) -> None:
    """The legal rate from the day after the formal notice, or after the due day if that is later; nothing else."""
    amount, due, paid, until = debt
    facts = facts_of(amount, due, paid)
    told = None
    if sent_on is not None:
        common: dict[str, Any] = {"client": "C", "stage": "formal_notice", "sent_on": sent_on}
        kind = StageKind.FORMAL_NOTICE
        facts.append(NoticeSent(**common, kind=kind, receivables=["F-1"], channel=Channel.REGISTERED))
        told = sent_on if sent_on <= until else None
        if presented is not None:
            arrived = sent_on + timedelta(days=presented)
            facts.append(NoticePresented(**common, presented_on=arrived))
            told = arrived if arrived <= until else told
    client = dc.Client.consumer("C", name="C", country="FR")
    penalties = accrue(facts, until, fr.B2C, client)
    exact = Fraction(0)
    if told is not None:
        after = max(due, told).toordinal()
        rate = oracle.floating(LEGAL, 0)
        exact = oracle.exact_interest(amount, numbers(paid, until), after=after, until=until.toordinal(), rate=rate)
    expect(penalties, exact)
    assert not penalties.compensation


@given(debts(), st.integers(1, 10**10), days)
def test_a_dispute_leaves_the_rest(
    debt: tuple[int, date, list[tuple[date, int]], date], disputed: int, opened_on: date
) -> None:
    """The undisputed part bears what a debt of that part alone would bear, and no part more than is left."""
    amount, due, _, until = debt
    # Some part of the amount, by some day in the life of the debt, without throwing examples away.
    assume(amount > 1)
    disputed = 1 + disputed % (amount - 1)
    dispute = Dispute("F-1", amount=euros(disputed), opened_on=min(opened_on, until), reason="quality")
    penalties = accrue([*facts_of(amount, due, []), dispute], until, fr.B2B)
    alone = accrue(facts_of(amount - disputed, due, []), until, fr.B2B)
    assert (penalties.interest, penalties.compensation) == (alone.interest, alone.compensation)


@given(debts(), days)
def test_interest_is_additive_and_never_falls(
    debt: tuple[int, date, list[tuple[date, int]], date], earlier: date
) -> None:
    """With the payments that are in the books at both days, interest to the later day contains that to the earlier."""
    amount, due, paid, until = debt
    assume(earlier <= until)
    known = [(day, minor) for day, minor in paid if day <= earlier]
    before, after = (accrue(facts_of(amount, due, known), day, fr.B2B) for day in (earlier, until))
    assert before.interest_minor <= after.interest_minor
    assert before.compensation <= after.compensation
    rate = oracle.floating(ECB, 10)
    between = oracle.exact_interest(
        amount, numbers(known, until), after=max(due, earlier).toordinal(), until=until.toordinal(), rate=rate
    )
    exact = [
        sum((line.exact for line in found.lines if line.kind == "interest"), Fraction(0)) for found in (before, after)
    ]
    assert exact[1] - exact[0] == between


@given(debts(), st.lists(st.integers(1, 9), min_size=2, max_size=4), st.lists(days, min_size=4, max_size=4))
def test_one_compensation_for_all_installments(
    debt: tuple[int, date, list[tuple[date, int]], date], weights: list[int], due: list[date]
) -> None:
    """However many parts of an invoice are late, its forty euros are due once, on the first late part."""
    amount, _, paid, until = debt
    shares = euros(amount).allocate(weights)
    assume(all(shares))
    parts = [
        dc.Installment(due_on=day, amount=share) for day, share in zip(sorted(due)[: len(shares)], shares, strict=True)
    ]
    whole = dc.Invoice("F-1", client="C", amount=euros(amount), issued_on=FIRST, installments=parts)
    payments = facts_of(amount, FIRST, paid)[1:]
    items = dc.Ledger.of(CLIENT, whole, payments).as_of(until).lettered().receivables
    found = [dc.accrue_penalties(item, fr.B2B).compensation.minor for item in items]
    is_late = any(
        until > item.due_on and item.minor > sum(entry.minor for entry in item.settlements if entry.on <= item.due_on)
        for item in items
    )
    assert sum(found) == (4000 if is_late else 0)
