"""Combinations of open amounts: found exactly, believed only when they are the only ones and no chance hit."""

from fractions import Fraction
from itertools import chain, combinations
from math import gcd
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.errors import Params
from dunning_core.lettering.combinations import (
    NOISE,
    Search,
    count_stretches,
    find_combinations,
    find_stretches,
    may_reach,
    show_chance,
)
from tests.books import ACME, after_due, invoice, lettered, payment

PLENTY = 1 << 20


def allocations(*facts: object) -> list[tuple[str, str, str, Params]]:
    found = dc.propose_lettering(lettered(after_due(5), *facts)).allocations
    return [(entry.debit, entry.amount.text, entry.strategy, entry.facts) for entry in found]


def multisets(amounts: list[int]) -> set[tuple[int, ...]]:
    """The slow and obvious way: every subset there is."""
    places = range(len(amounts))
    chosen = chain.from_iterable(combinations(places, size) for size in range(len(amounts) + 1))
    return {tuple(sorted(amounts[place] for place in places)) for places in chosen}


@given(st.lists(st.integers(1, 12), min_size=0, max_size=9), st.integers(1, 60))
def test_all_combinations_are_found(amounts: list[int], target: int) -> None:
    """Against all subsets: each multiset of amounts that makes the target once, as the first places that hold it."""
    making = {values for values in multisets(amounts) if sum(values) == target}
    found = find_combinations(amounts, target, most_steps=PLENTY, most_found=1000)
    if found.coincidence <= NOISE:
        assert {tuple(sorted(amounts[place] for place in places)) for places in found.combinations} == making
        assert len(found.combinations) == len(making)
        for places in found.combinations:
            for place in places:
                same = [other for other, amount in enumerate(amounts) if amount == amounts[place]]
                taken = [other for other in same if other in places]
                assert taken == same[: len(taken)]
    else:
        assert found.combinations == ()
    assert not found.is_cut
    assert may_reach(amounts, target) == bool(making)


@given(st.lists(st.integers(10**7, 10**7 + 12), min_size=1, max_size=8), st.data())
def test_large_amounts_are_searched_like_small_ones(amounts: list[int], data: st.DataObject) -> None:
    """Sums that are too large for bits are held one by one: again every subset, and each multiset once."""
    target = sum(data.draw(st.lists(st.sampled_from(amounts), min_size=1, max_size=3)))
    making = {values for values in multisets(amounts) if sum(values) == target}
    found = find_combinations(amounts, target, most_steps=PLENTY, most_found=1000)
    assert {tuple(sorted(amounts[place] for place in places)) for places in found.combinations} == making
    assert len(found.combinations) == len(making)


def test_what_a_search_costs_and_sees() -> None:
    """One step for each of four small amounts; thirteen other sums of 210 to 2210 in tens, beside 500 + 710."""
    amounts = [500, 310, 200, 710]
    assert find_combinations(amounts, 1210, most_steps=4) == Search(((0, 3),), Fraction(13, 200), 4, 4)
    assert find_combinations(amounts, 1210, most_steps=3) == Search(amounts_seen=4, steps=4, is_cut=True)
    assert find_combinations(amounts, 600, most_steps=4) == Search(amounts_seen=4, steps=4)
    # All of 1 to 210 can be made: 200 other sums among the 200 near 105.
    every = list(range(1, 21))
    assert find_combinations(every, 105, most_steps=PLENTY) == Search((), Fraction(1), 20, 20)
    # All of 1 to 100 can be made: exactly half of the 198 near 99, besides itself.
    half = find_combinations([1, 2, 4, 8, 16, 32, 37], 99, most_steps=PLENTY)
    assert (half.coincidence, bool(half.combinations)) == (NOISE, True)
    # Where nothing can be found nothing is looked at.
    for target in (0, -10, 1730, 1211):
        assert find_combinations(amounts, target, most_steps=PLENTY) == Search()
    # Two ways are told unless more are asked for.
    assert len(find_combinations([500, 300, 200, 400, 100], 500, most_steps=PLENTY).combinations) == 2


def test_sums_that_are_too_large_for_bits() -> None:
    """Up to two to the 22 steps a sum costs 1 + 2^22 / 2^14; above it each sum that was made costs one."""
    goal = 3_813_004
    assert goal + goal // 10 == 1 << 22
    assert find_combinations([goal, 1], goal, most_steps=PLENTY).steps == 2 * 257
    assert find_combinations([goal + 1, 1], goal + 1, most_steps=PLENTY).steps == 2 + 4
    # Of the two million within a tenth of ten million, both ends included: 9,000,000 and one more, 10,000,001, and
    # 11,000,000, but not one more.
    amounts = [10_000_000, 9_000_000, 11_000_000, 1]
    found = find_combinations(amounts, 10_000_000, most_steps=PLENTY)
    assert (found.combinations, found.coincidence) == (((0,),), Fraction(4, 2_000_000))


def test_a_quick_look_is_taken_at_twenty_amounts() -> None:
    """Of more it is not known whether they make a sum; too little never does."""
    assert [may_reach([2] * count, 3) for count in (20, 21)] == [False, True]
    assert not may_reach([2] * 21, 43)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=9), st.data())
def test_the_first_amounts_that_make_a_sum_end_the_search(amounts: list[int], data: st.DataObject) -> None:
    """Ends cut the amounts into days: what the first of them that complete a sum make is found, and nothing later."""
    ends = sorted({*data.draw(st.lists(st.integers(1, len(amounts)), max_size=4)), len(amounts)})
    target = data.draw(st.sampled_from(sorted({sum(values) for values in multisets(amounts)} - {0})))
    found = find_combinations(amounts, target, ends=ends, most_steps=PLENTY, most_found=1000)
    for end in ends:
        making = {values for values in multisets(amounts[:end]) if sum(values) == target}
        if making:
            assert found.amounts_seen <= end
            if found.combinations:
                assert found.amounts_seen == end
                assert {tuple(sorted(amounts[at] for at in places)) for places in found.combinations} == making
            break


@given(st.lists(st.integers(1, 30_000), min_size=2, max_size=8), st.data())
def test_the_coincidence_is_a_share(amounts: list[int], data: st.DataObject) -> None:
    """The share of the other targets within reach that some combination makes, counted one by one on the grid."""
    target = data.draw(st.sampled_from(sorted({sum(values) for values in multisets(amounts)} - {0})))
    found = find_combinations(amounts, target, most_steps=PLENTY)
    step = gcd(*amounts)
    within = max(target // step // 10, 100)
    low, high = max(1, target // step - within), target // step + within
    reached = {sum(values) // step for values in multisets(amounts)} - {target // step}
    assert found.coincidence == Fraction(sum(low <= value <= high for value in reached), high - low)
    assert bool(found.combinations) == (found.coincidence <= NOISE)


@given(st.lists(st.integers(1, 10**14), min_size=1, max_size=8), st.data(), st.integers(2, 9))
def test_amounts_of_any_size_are_searched_alike(amounts: list[int], data: st.DataObject, factor: int) -> None:
    """Whether sums are held as bits or one by one, and whatever the amounts are multiplied by, the answer is one."""
    target = sum(data.draw(st.lists(st.sampled_from(amounts), min_size=1, max_size=3)))
    small = find_combinations(amounts, target, most_steps=PLENTY, most_found=9)
    large = find_combinations([amount * factor for amount in amounts], target * factor, most_steps=PLENTY, most_found=9)
    assert small == large


def test_chance_is_told_and_rounded_up() -> None:
    """Never smaller than it is."""
    found = find_combinations([40_000, 33_333, 20_001], 60_001, most_steps=PLENTY)
    assert (found.combinations, found.coincidence) == (((0, 2),), Fraction(0))
    assert [show_chance(Fraction(1, n)) for n in (20_000, 3, 1)] == ["0.01 %", "33.34 %", "100.00 %"]


@pytest.mark.parametrize("size", [1, 10**9])
def test_a_search_is_bounded(size: int) -> None:
    """It stops at its limit and says so; amounts that never add up, and sixty equal ones, end all the same."""
    amounts = [size * (10_000 + 37 * place * place) + place for place in range(60)]
    cut = find_combinations(amounts, sum(amounts[::3]), most_steps=500)
    assert cut.is_cut
    assert cut.combinations == ()
    assert cut.steps < 2000
    assert find_combinations([2] * 60, 7, most_steps=PLENTY) == Search()
    assert find_combinations([100 * size] * 20, 300 * size, most_steps=PLENTY).combinations == ((0, 1, 2),)
    assert find_combinations([100 * size] * 60, 300 * size, most_steps=PLENTY).coincidence > NOISE
    assert find_combinations([], 5, most_steps=PLENTY) == Search()
    assert find_combinations([6, 7], 5, most_steps=PLENTY).combinations == ()


@given(st.lists(st.integers(1, 9), max_size=8), st.integers(1, 40))
def test_a_group_is_a_stretch(amounts: list[int], target: int) -> None:
    """Against all stretches of two or more: each multiset of amounts once."""
    stretches = {
        tuple(sorted(amounts[start:stop]))
        for start in range(len(amounts))
        for stop in range(start + 2, len(amounts) + 1)
        if sum(amounts[start:stop]) == target
    }
    found = find_stretches(amounts, target, runs=[range(len(amounts))])
    assert {tuple(sorted(amounts[place] for place in places)) for places in found} == stretches
    assert len(found) == len(stretches)


@given(st.lists(st.integers(1, 9), max_size=8), st.integers(0, 40), st.integers(0, 40))
def test_stretches_are_counted(amounts: list[int], low: int, high: int) -> None:
    """Against all stretches of two or more, one by one."""
    sums = [sum(amounts[start:stop]) for start in range(len(amounts)) for stop in range(start + 2, len(amounts) + 1)]
    counted = count_stretches(amounts, low=low, high=max(low, high))
    assert counted == sum(low <= value <= max(low, high) for value in sums)


def test_a_payment_of_what_is_due_is_a_group() -> None:
    """300.10 + 200.20 of four invoices, due one after the other: no need to look at combinations."""
    debts = [invoice("F-1", "100.05"), invoice("F-2", "300.10", due=after_due(1))]
    debts += [invoice("F-3", "200.20", due=after_due(2)), invoice("F-4", "50.40", due=after_due(3))]
    assert allocations(*debts, payment("P-1", "500.30", after_due(4))) == [
        ("F-2", "300.10", "natural_group", (("coincidence", "0.00 %"), ("debts", 2))),
        ("F-3", "200.20", "natural_group", (("coincidence", "0.00 %"), ("debts", 2))),
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
    assert first.fact("coincidence") == "0.02 %"
    assert "0.02 %" in dc.explain(first, "fr")


def test_two_explanations_are_a_choice_for_a_person() -> None:
    """500 is 200 + 300, and 100 + 400: the money waits, and both are told, in both languages."""
    debts = [invoice(f"F-{n}", amount, due=after_due(n)) for n, amount in enumerate((100, 300, 600, 200, 900, 400))]
    proposal = dc.propose_lettering(lettered(after_due(5), *debts, payment("P-1", 500, after_due(5))))
    assert proposal.allocations == ()
    [candidate] = proposal.candidates
    assert candidate.reason == "several_combinations"
    assert candidate.is_kept
    assert sorted(found.debits for found in candidate.explanations) == [("F-0", "F-5"), ("F-1", "F-3")]
    [left] = proposal.remainders
    assert left.reasons == ("several_combinations",)
    for locale in ("en", "fr"):
        assert "F-0" in dc.explain(candidate, locale)
        assert "P-1" in dc.explain(left, locale)
    chosen = proposal.with_choice(candidate, place=0)
    ledger = dc.Ledger.of(ACME, *debts, payment("P-1", 500, after_due(5))).with_lettering(chosen)
    done = ledger.as_of(after_due(6)).lettered()
    assert {item.id for item in done.receivables if not item.is_open} == set(candidate.explanations[0].debits)
    assert done.unmatched == ()


def test_what_is_presumed_spares_debts_in_doubt() -> None:
    """Money that is presumed to be for some debt spares those in doubt, as long as there are others."""
    debts = [invoice(f"F-{n}", amount, due=after_due(n)) for n, amount in enumerate((100, 300, 600, 200, 900, 400))]
    facts: list[Any] = [*debts, payment("P-1", 500, after_due(5)), payment("P-2", "17.31", after_due(5))]
    proposal = dc.propose_lettering(lettered(after_due(5), *facts))
    assert [(entry.credit, entry.debit) for entry in proposal.allocations] == [("P-2", "F-2")]
    [candidate] = proposal.candidates
    place = next(at for at, found in enumerate(candidate.explanations) if "F-0" in found.debits)
    recorded = dc.Ledger.of(ACME, *facts).with_lettering(proposal.with_choice(candidate, place=place))
    assert [group.debits for group in recorded.as_of(after_due(5)).lettered_groups] == [("F-0", "F-5"), ("F-2",)]
    with pytest.raises(dc.DunningError):
        proposal.with_choice(candidate, place=7)


def test_many_sums_prove_nothing() -> None:
    """Of twenty small round debts nearly every amount is made: nothing is told, and the oldest is paid first."""
    debts = [invoice(f"F-{n:02d}", 10 + n, due=after_due(n % 5)) for n in range(20)]
    proposal = dc.propose_lettering(lettered(after_due(5), *debts, payment("P-1", 120, after_due(5))))
    assert {entry.strategy for entry in proposal.allocations} == {"oldest_due_first"}
    assert proposal.candidates == ()


def test_what_was_issued_later_is_no_part_of_it() -> None:
    """A combination is made of what was there on the day of the payment."""
    later = attrs.evolve(invoice("F-2", "200.20", due=after_due(9)), issued_on=after_due(2))
    facts = (invoice("F-1", "100.10"), invoice("F-3", "77.70", due=after_due(1)), later)
    found = allocations(*facts, payment("P-1", "300.30", after_due(1)))
    assert {entry[2] for entry in found} == {"oldest_due_first"}
    assert {entry[2] for entry in allocations(*facts, payment("P-1", "300.30", after_due(2)))} == {"unique_combination"}
