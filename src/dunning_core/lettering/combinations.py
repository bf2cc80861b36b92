"""Combinations: which open amounts add up to a payment, whether they are the only ones, and whether by chance.

A sum that some amounts happen to make proves little: among thirty open invoices most payments equal some combination.
So a combination counts only when no other one makes the same sum, and when hardly any amount near it is made by one.
Work is bounded by counters, never by time, so that the same input gives the same answer everywhere.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

#: Above so many amounts a search would meet too many sums; natural groups are looked for all the same.
MOST_AMOUNTS = 28
#: Nearby amounts are looked at up to so many minor units away, to tell how likely a chance hit is.
NEARBY = 10_000


@frozen
class Combination:
    """The places of amounts that add up to a target, and the share of nearby targets that others would make as well."""

    places: tuple[int, ...]
    coincidence: Fraction

    @property
    def chance(self) -> str:
        """Return the coincidence in percent, with two decimals, rounded up: it never reads smaller than it is."""
        hundredths = -(-10_000 * self.coincidence.numerator // self.coincidence.denominator)
        return f"{hundredths // 100}.{hundredths % 100:02d} %"


def find_combination(amounts: Sequence[int], target: int, *, most_coincidence: Fraction) -> Combination | None:
    """Return the only combination of amounts that makes a target, or None when there is none, another, or chance.

    Equal amounts are interchangeable: the first places are taken. None as well above MOST_AMOUNTS amounts.

    >>> find_combination([500, 310, 200, 710], 1210, most_coincidence=Fraction(1, 100)).places
    (0, 3)
    >>> find_combination([500, 300, 200, 400, 100], 500, most_coincidence=Fraction(1)) is None
    True
    """
    usable = [place for place, amount in enumerate(amounts) if 0 < amount <= target]
    if not 2 <= len(usable) <= MOST_AMOUNTS:
        return None
    values = [amounts[place] for place in usable]
    if sum(values) < target:
        return None
    middle = len(values) // 2
    left, right = _subset_sums(values[:middle]), _subset_sums(values[middle:])
    found = _only_multiset(values, middle, (left, right), target)
    if found is None:
        return None
    coincidence = _coincidence(left, right, target, most_coincidence)
    if coincidence > most_coincidence:
        return None
    return Combination(tuple(_first_places(usable, values, found)), coincidence)


def _subset_sums(values: Sequence[int]) -> list[int]:
    # The sum of each subset, at the place that its bits make.
    sums = [0]
    for value in values:
        sums += [known + value for known in sums]
    return sums


def _only_multiset(
    values: Sequence[int], middle: int, halves: tuple[list[int], list[int]], target: int
) -> tuple[int, ...] | None:
    left, right = halves
    masks: dict[int, list[int]] = {}
    for mask, total in enumerate(left):
        masks.setdefault(total, []).append(mask)
    only: tuple[int, ...] | None = None
    for mask, total in enumerate(right):
        for other in masks.get(target - total, ()):
            chosen = tuple(sorted(values[place] for place in _bits(other | mask << middle)))
            if only is not None and chosen != only:
                return None
            only = chosen
    return only


def _bits(mask: int) -> Iterator[int]:
    place = 0
    while mask:
        if mask & 1:
            yield place
        mask >>= 1
        place += 1


def _coincidence(left: list[int], right: list[int], target: int, most: Fraction) -> Fraction:
    """The share of the targets nearby, this one apart, that some combination makes; it stops once it is too high."""
    low, high = max(1, target - NEARBY), target + NEARBY
    width = high - low
    ordered = sorted(right)
    near: set[int] = set()
    for total in sorted(left):
        for place in range(bisect_left(ordered, low - total), len(ordered)):
            value = total + ordered[place]
            if value > high:
                break
            near.add(value)
        if len(near) - 1 > most * width:
            break
    near.discard(target)
    return Fraction(len(near), width)


def _first_places(usable: Sequence[int], values: Sequence[int], chosen: Sequence[int]) -> Iterator[int]:
    left = list(chosen)
    for place, value in zip(usable, values, strict=True):
        if value in left:
            left.remove(value)
            yield place


def find_group(amounts: Sequence[int], target: int, *, runs: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
    """Return the only natural group of amounts that makes a target: a stretch of one of some orders; None otherwise.

    `runs` are orders of places, such as by due day, or by month. Groups of the same amounts count as one.

    >>> find_group([100, 200, 300, 400], 500, runs=[[0, 1, 2, 3]])
    (1, 2)
    """
    found: dict[tuple[int, ...], tuple[int, ...]] = {}
    for run in runs:
        for start, stop in _stretches([amounts[place] for place in run], target):
            places = tuple(sorted(run[start:stop]))
            if len(places) > 1:
                found.setdefault(tuple(sorted(amounts[place] for place in places)), places)
        if len(found) > 1:
            return None
    return next(iter(found.values()), None)


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
