"""RateTable: a rate series cumulated by day, so that the rate-days of any interval are two look-ups."""

from bisect import bisect_right
from datetime import date

from attrs import frozen

from dunning_core.errors import UnknownDateError
from dunning_core.law.rates import Rate
from dunning_core.timeline import Timeline


@frozen
class RateTable:
    """The steps of a rate series as day ordinals, with the sum of the daily rates before each of them.

    Figures are in rate units times days: divide by RATE_UNIT and by the days in a year for a fraction of a principal.
    """

    name: str
    starts: tuple[int, ...]
    units: tuple[int, ...]
    before: tuple[int, ...]

    @classmethod
    def of(cls, series: Timeline[Rate]) -> "RateTable":
        """Return the compiled form of a series."""
        starts = tuple(step.start.toordinal() for step in series.steps)
        units = tuple(step.value.units for step in series.steps)
        before = [0]
        for index in range(1, len(starts)):
            before.append(before[-1] + units[index - 1] * (starts[index] - starts[index - 1]))
        return cls(series.name, starts, units, tuple(before))

    def up_to(self, ordinal: int) -> int:
        """Return the sum of the daily rates from the start of the series to a day, that day included.

        Raises UnknownDateError when the day comes before the eve of the series. Past the last step, its rate holds.
        """
        index = bisect_right(self.starts, ordinal) - 1
        if index < 0:
            if ordinal == self.starts[0] - 1:
                return 0
            day = date.fromordinal(ordinal + 1)
            hint = f"{self.name} starts on {date.fromordinal(self.starts[0])}: extend it with an earlier step"
            raise UnknownDateError("missing_rate", "rates", day, hint)
        return self.before[index] + self.units[index] * (ordinal - self.starts[index] + 1)

    def at(self, ordinal: int) -> int:
        """Return the rate of one day, in rate units."""
        return self.up_to(ordinal) - self.up_to(ordinal - 1)
