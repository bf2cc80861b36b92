"""Combinations of open amounts: found exactly, believed only when they are the only ones and no chance hit."""

from fractions import Fraction
from itertools import chain, combinations

import attrs
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.lettering.combinations import MOST_AMOUNTS, NEARBY, find_combination, find_group
from tests.books import after_due, invoice, lettered, payment

ANY = Fraction(1)


def allocations(*facts: object) -> list[tuple[str, str, str, str]]:
    found = dc.propose_lettering(lettered(after_due(5), *facts)).allocations
    return [(entry.debit, entry.amount.text, entry.strategy, entry.evidence) for entry in found]


def subsets(amounts: list[int]) -> list[tuple[int, ...]]:
    places = range(len(amounts))
    return list(chain.from_iterable(combinations(places, size) for size in range(1, len(amounts) + 1)))


@given(st.lists(st.integers(1, 12), min_size=0, max_size=9), st.integers(1, 60))
def test_a_combination_is_the_only_one(amounts: list[int], target: int) -> None:
    """Against all subsets: one multiset of amounts makes the target, or nothing is said."""
    sums = {tuple(sorted(amounts[place] for place in chosen)) for chosen in subsets(amounts)}
    making = {values for values in sums if sum(values) == target}
    found = find_combination(amounts, target, most_coincidence=ANY)
    usable = [amount for amount in amounts if amount <= target]
    if len(making) != 1 or len(usable) < 2:
        assert found is None
    else:
        assert found is not None
        assert tuple(sorted(amounts[place] for place in found.places)) == next(iter(making))
        same = [place for place, amount in enumerate(amounts) if amount == amounts[found.places[0]]]
        assert found.places[0] == same[0]


@given(st.lists(st.integers(1, 30_000), min_size=2, max_size=8, unique=True), st.data())
def test_the_coincidence_is_a_share(amounts: list[int], data: st.DataObject) -> None:
    """The share of the other targets within reach that some combination makes, counted one by one."""
    target = data.draw(st.sampled_from(sorted({sum(amounts[p] for p in chosen) for chosen in subsets(amounts)})))
    found = find_combination(amounts, target, most_coincidence=ANY)
    if found is not None:
        usable = [amount for amount in amounts if amount <= target]
        reached = {sum(usable[place] for place in chosen) for chosen in subsets(usable)} - {target}
        low, high = max(1, target - NEARBY), target + NEARBY
        assert found.coincidence == Fraction(sum(low <= value <= high for value in reached), high - low)
        assert find_combination(amounts, target, most_coincidence=found.coincidence) == found
        if found.coincidence:
            less = found.coincidence - Fraction(1, 10**9)
            assert find_combination(amounts, target, most_coincidence=less) is None


def test_chance_is_told_and_rounded_up() -> None:
    """Never smaller than it is."""
    found = find_combination([40_000, 33_333, 20_001], 60_001, most_coincidence=ANY)
    assert found is not None
    assert (found.places, found.coincidence, found.chance) == ((0, 2), Fraction(1, 20_000), "0.01 %")


def test_a_search_is_bounded() -> None:
    """Above the limit nothing is searched; amounts that never add up end all the same."""
    assert find_combination([1] * (MOST_AMOUNTS + 1), 5, most_coincidence=ANY) is None
    assert find_combination([2] * MOST_AMOUNTS, 7, most_coincidence=ANY) is None
    assert find_combination([2] * 10, 8, most_coincidence=ANY) is not None
    assert find_combination([], 5, most_coincidence=ANY) is None
    assert find_combination([5, 6], 5, most_coincidence=ANY) is None


@given(st.lists(st.integers(1, 9), max_size=8), st.integers(1, 40))
def test_a_group_is_a_stretch(amounts: list[int], target: int) -> None:
    """Against all stretches of two or more: one multiset of amounts, or nothing."""
    stretches = {
        tuple(sorted(amounts[start:stop]))
        for start in range(len(amounts))
        for stop in range(start + 2, len(amounts) + 1)
        if sum(amounts[start:stop]) == target
    }
    found = find_group(amounts, target, runs=[range(len(amounts))])
    assert (None if found is None else tuple(sorted(amounts[place] for place in found))) == (
        next(iter(stretches)) if len(stretches) == 1 else None
    )


def test_a_payment_of_what_is_due_is_a_group() -> None:
    """300.10 + 200.20 of four invoices, due one after the other: no need to look at combinations."""
    debts = [invoice("F-1", "100.05"), invoice("F-2", "300.10", due=after_due(1))]
    debts += [invoice("F-3", "200.20", due=after_due(2)), invoice("F-4", "50.40", due=after_due(3))]
    assert allocations(*debts, payment("P-1", "500.30", after_due(4))) == [
        ("F-2", "300.10", "natural_group", "2"),
        ("F-3", "200.20", "natural_group", "2"),
    ]


def test_a_payment_of_some_debts_is_a_combination() -> None:
    """The first and the third of five: found, with the chance told in both languages."""
    amounts = ("101.05", "350.13", "222.21", "504.47", "98.99")
    debts = [invoice(f"F-{n}", amount, due=after_due(n)) for n, amount in enumerate(amounts)]
    facts = (*debts, payment("P-1", "323.26", after_due(4)))
    assert [entry[:3] for entry in allocations(*facts)] == [
        ("F-0", "101.05", "unique_combination"),
        ("F-2", "222.21", "unique_combination"),
    ]
    first = dc.propose_lettering(lettered(after_due(5), *facts)).allocations[0]
    assert first.evidence in dc.explain(first, "fr")
    assert first.evidence.endswith(" %")


def test_round_amounts_prove_nothing() -> None:
    """500 is 200 + 300, and 100 + 400: two explanations are none, and the oldest is paid first, as the law says."""
    debts = [invoice(f"F-{n}", amount, due=after_due(n)) for n, amount in enumerate((100, 300, 600, 200, 900, 400))]
    assert {entry[2] for entry in allocations(*debts, payment("P-1", 500, after_due(5)))} == {"oldest_due_first"}


def test_what_was_issued_later_is_no_part_of_it() -> None:
    """A combination is made of what was there on the day of the payment."""
    later = attrs.evolve(invoice("F-2", "200.20", due=after_due(9)), issued_on=after_due(2))
    facts = (invoice("F-1", "100.10"), invoice("F-3", "77.70", due=after_due(1)), later)
    found = allocations(*facts, payment("P-1", "300.30", after_due(1)))
    assert {entry[2] for entry in found} == {"oldest_due_first"}
    assert {entry[2] for entry in allocations(*facts, payment("P-1", "300.30", after_due(2)))} == {"unique_combination"}
