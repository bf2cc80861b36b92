"""Combinations: which open amounts add up to a payment, whether they alone do, and whether by chance.

A sum that some amounts happen to make proves little: among thirty open invoices most payments equal some combination.
So amounts are taken in the order in which they are likely to have been paid, and the search stops at the first of them
that completes a combination. How many amounts nearby could have been made by then (the coincidence) is what a payment
of any other amount would have met by chance. Work is bounded by counters, never by time, so that the same input gives
the same answer everywhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import gcd
from typing import Protocol, Self

from attrs import frozen

#: Past this share of nearby amounts that combinations make, a combination explains nothing, and none is looked for.
NOISE = Fraction(1, 2)
#: Nearby amounts are those within a tenth of the target, and a hundred steps of the grid that the amounts lie on.
_NEARBY_SHARE, _NEARBY_STEPS = 10, 100
#: Up to so many steps of the grid, sums are held as the bits of one whole number.
_MOST_BITS = 1 << 22
#: Two to this power of bits are shifted in about the time that one sum takes.
_STEP_BITS = 14
#: Up to so many amounts the sums of one half are quickly held against those of the other.
_MOST_HALVED = 20


@frozen
class Search:
    """What a search found: combinations as places of the amounts, the oldest way first, and how likely by chance.

    Two combinations of equal amounts are one, of the first places. `amounts_seen` are the amounts that were needed,
    `steps` what it cost, and `is_cut` says that a limit ended it before there was an answer.
    """

    combinations: tuple[tuple[int, ...], ...] = ()
    coincidence: Fraction = Fraction(0)
    amounts_seen: int = 0
    steps: int = 0
    is_cut: bool = False


def show_chance(coincidence: Fraction) -> str:
    """Return a coincidence in percent, with two decimals, rounded up: it never reads smaller than it is.

    >>> show_chance(Fraction(1, 20_000))
    '0.01 %'
    """
    hundredths = -(-10_000 * coincidence.numerator // coincidence.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d} %"


def find_combinations(
    amounts: Sequence[int], target: int, *, ends: Iterable[int] | None = None, most_steps: int, most_found: int = 2
) -> Search:
    """Return the combinations of amounts above zero that make a target, from the fewest amounts of a given order.

    `ends` are the counts of amounts after which a hit counts, since some are equally likely; without it all amounts are
    looked at, and the only combination is then the only one of all.

    >>> find_combinations([500, 310, 200, 710], 1210, most_steps=1000).combinations
    ((0, 3),)
    >>> find_combinations([500, 300, 200, 400, 100], 500, most_steps=1000, most_found=9).combinations
    ((0,), (1, 2), (3, 4))
    """
    step = gcd(*amounts)
    if not step or target % step or target <= 0 or sum(amounts) < target:
        return Search()
    values, goal = [amount // step for amount in amounts], target // step
    low, high = nearby(target, step)
    sums = _nothing(high)
    stops = set(ends) if ends is not None else {len(values)}
    steps = 0
    for seen, value in enumerate(values, start=1):
        sums = sums.plus(value)
        steps += sums.cost
        if steps > most_steps:
            return Search(amounts_seen=seen, steps=steps, is_cut=True)
        if seen not in stops:
            continue
        is_hit = goal in sums
        coincidence = Fraction(sums.count(low) - is_hit, high - low)
        if coincidence > NOISE:
            return Search((), coincidence, seen, steps)
        if is_hit:
            found = _combinations(values[:seen], goal, most_found=most_found)
            return Search(found, coincidence, seen, steps)
    return Search(amounts_seen=len(values), steps=steps)


def may_reach(amounts: Sequence[int], target: int) -> bool:
    """Return False when no combination of few amounts makes a target: a quick look before a search.

    >>> may_reach([500, 310, 200], 810), may_reach([500, 310, 200], 600)
    (True, False)
    """
    if sum(amounts) < target:
        return False
    if len(amounts) > _MOST_HALVED:
        return True
    middle = len(amounts) // 2
    left, right = _subset_sums(amounts[:middle]), _subset_sums(amounts[middle:])
    return any(target - total in left for total in right)


def _subset_sums(values: Sequence[int]) -> set[int]:
    sums = {0}
    for value in values:
        sums |= {known + value for known in sums}
    return sums


class _Sums(Protocol):
    """Sums that some amounts can make, up to a highest one."""

    @property
    def cost(self) -> int: ...

    def __contains__(self, value: int) -> bool: ...

    def plus(self, value: int) -> Self:
        """Return the sums that one more amount makes possible."""
        ...

    def count(self, low: int) -> int:
        """Return how many sums there are from a lowest one, included, to the highest."""
        ...


def _nothing(high: int) -> _Sums:
    # The sums that no amount at all can make: nothing, which is one of them.
    return _Bits(1, high) if high <= _MOST_BITS else _Set(frozenset((0,)), high)


class _Bits:
    """Sums as the bits of one whole number: quick while they are small."""

    __slots__ = ("bits", "cost", "high")

    def __init__(self, bits: int, high: int) -> None:
        self.bits = bits
        self.high = high
        self.cost = 1 + (high >> _STEP_BITS)

    def __contains__(self, value: int) -> bool:
        return bool(self.bits >> value & 1)

    def plus(self, value: int) -> "_Bits":
        if value > self.high:
            return self
        return _Bits((self.bits | self.bits << value) & ((2 << self.high) - 1), self.high)

    def count(self, low: int) -> int:
        return (self.bits >> low).bit_count()


class _Set:
    """Sums one by one: for large amounts, while they are few."""

    __slots__ = ("cost", "high", "values")

    def __init__(self, values: frozenset[int], high: int) -> None:
        self.values = values
        self.high = high
        self.cost = len(values)

    def __contains__(self, value: int) -> bool:
        return value in self.values

    def plus(self, value: int) -> "_Set":
        more = {known + value for known in self.values if known + value <= self.high}
        return _Set(self.values | more, self.high)

    def count(self, low: int) -> int:
        return sum(low <= value for value in self.values)


def _combinations(values: Sequence[int], goal: int, *, most_found: int) -> tuple[tuple[int, ...], ...]:
    # Equal amounts are taken together, so that each branch that can still reach the goal is one answer or more.
    counts = list(Counter(values).items())
    rows = [_nothing(goal)]
    for value, count in counts:
        row = rows[-1]
        for _ in range(count):
            row = row.plus(value)
        rows.append(row)
    found: list[tuple[int, ...]] = []
    for chosen in _multisets(counts, rows, goal):
        found.append(tuple(_first_places(values, chosen)))
        if len(found) == most_found:
            break
    return tuple(sorted(found))


def _multisets(counts: Sequence[tuple[int, int]], rows: Sequence[_Sums], goal: int) -> Iterator[dict[int, int]]:
    # Depth first, along branches that reach the goal only: each answer costs no more than the amounts looked at.
    waiting: list[tuple[int, int, tuple[tuple[int, int], ...]]] = [(len(counts), goal, ())]
    while waiting:
        row, left, chosen = waiting.pop()
        if not left:
            yield dict(chosen)
            continue
        value, count = counts[row - 1]
        for times in range(min(count, left // value), -1, -1):
            if left - times * value in rows[row - 1]:
                waiting.append((row - 1, left - times * value, (*chosen, (value, times))))


def _first_places(values: Sequence[int], chosen: dict[int, int]) -> Iterator[int]:
    left = dict(chosen)
    for place, value in enumerate(values):
        if left.get(value):
            left[value] -= 1
            yield place


def find_stretches(amounts: Sequence[int], target: int, *, runs: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return the natural groups of two amounts or more that make a target: stretches of one of some orders.

    `runs` are orders of places, such as by due day, or by month. Groups of the same amounts count as one, the first.

    >>> find_stretches([100, 200, 300, 400], 500, runs=[[0, 1, 2, 3]])
    [(1, 2)]
    """
    found: dict[tuple[int, ...], tuple[int, ...]] = {}
    for run in runs:
        for start, stop in _stretches([amounts[place] for place in run], target):
            places = tuple(sorted(run[start:stop]))
            if len(places) > 1:
                found.setdefault(tuple(sorted(amounts[place] for place in places)), places)
    return list(found.values())


def _stretches(amounts: Sequence[int], target: int) -> Iterator[tuple[int, int]]:
    # Amounts are above zero, so that sums rise, and each start has one stop at most.
    sums = {0: 0}
    total = 0
    for place, amount in enumerate(amounts, start=1):
        total += amount
        start = sums.get(total - target)
        if start is not None:
            yield start, place
        sums[total] = place


def count_stretches(amounts: Sequence[int], *, low: int, high: int) -> int:
    """Return how many stretches of two amounts or more make a sum between two bounds, both included.

    >>> count_stretches([100, 200, 300, 400], low=450, high=710)
    3
    """

    def at_most(limit: int) -> int:
        found = total = start = 0
        for place, amount in enumerate(amounts):
            total += amount
            while total > limit and start < place:
                total -= amounts[start]
                start += 1
            found += place - start
        return found

    return at_most(high) - at_most(low - 1)


def nearby(target: int, step: int) -> tuple[int, int]:
    """Return the bounds of the amounts near a target, on a grid of so many units."""
    goal = target // step
    within = max(goal // _NEARBY_SHARE, _NEARBY_STEPS)
    return max(1, goal - within), goal + within
