"""RateTable: a rate series cumulated by day, so that the rate-days of any interval are two look-ups."""

from bisect import bisect_right
from datetime import date

from attrs import frozen

from dunning_core.errors import UnknownDateError
from dunning_core.law.rates import DayCount, Rate
from dunning_core.timeline import Timeline


@frozen
class RateTable:
    """The steps of a rate series as day ordinals, with the sum of the daily rates before each of them.

    A rate below zero counts as none. Figures are in rate units times positions of the day count: divide by RATE_UNIT
    and by the year of the day count for a fraction of a principal.
    """

    name: str
    starts: tuple[int, ...]
    units: tuple[int, ...]
    before: tuple[int, ...]
    day_count: DayCount = DayCount.ACTUAL_365

    @classmethod
    def of(cls, series: Timeline[Rate], day_count: DayCount = DayCount.ACTUAL_365) -> "RateTable":
        """Return the compiled form of a series."""
        starts = tuple(step.start.toordinal() for step in series.steps)
        units = tuple(max(0, step.value.units) for step in series.steps)
        places = [day_count.position(start - 1) for start in starts]
        before = [0]
        for index in range(1, len(starts)):
            before.append(before[-1] + units[index - 1] * (places[index] - places[index - 1]))
        # Each sum is counted back to position 0, so that a look-up is one multiplication.
        sums = tuple(total - unit * place for total, unit, place in zip(before, units, places, strict=False))
        return cls(series.name, starts, units, sums, day_count)

    def up_to(self, ordinal: int) -> int:
        """Return the sum of the daily rates from the start of the series to a day, that day included.

        Raises UnknownDateError when the day comes before the eve of the series. Past the last step, its rate holds.
        """
        if self.starts and ordinal == self.starts[0] - 1:
            return 0
        index = self._index(ordinal, first=ordinal + 1)
        place = ordinal if self.day_count.is_plain else self.day_count.position(ordinal)
        return self.before[index] + self.units[index] * place

    def at(self, ordinal: int) -> int:
        """Return the rate of one day, in rate units; UnknownDateError before the start of the series."""
        return self.units[self._index(ordinal, first=ordinal)]

    def _index(self, ordinal: int, *, first: int) -> int:
        index = bisect_right(self.starts, ordinal) - 1
        if index < 0:
            known = f"starts on {date.fromordinal(self.starts[0])}" if self.starts else "has no step yet"
            hint = f"{self.name} {known}: extend it with a step and its source"
            raise UnknownDateError("missing_rate", "rates", date.fromordinal(first), hint)
        return index
