"""Timeline: a value that changes over time, each step with its source, up to a horizon.

Legal rates, legal fixed sums and the balance of a receivable are all timelines; late interest is one timeline
times another.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from typing import Generic, TypeVar

from attrs import evolve, frozen
from dateutil.relativedelta import relativedelta

from dunning_core._checks import as_tuple, check_count, check_date, check_free_text, check_instance, check_optional_date
from dunning_core.errors import InvalidValueError, UnknownDateError

T = TypeVar("T")


class Verification(Enum):
    """How a value was checked before it was written down here; STATUTE says that the text itself was read."""

    TWO_SOURCES = "two_sources"
    ONE_SOURCE = "one_source"
    STATUTE = "statute"
    RECALLED = "recalled"
    CALLER = "caller"


@frozen
class Step(Generic[T]):
    """One value of a timeline, from its first day until the next step; it cannot be built without a source."""

    start: date
    value: T
    source: str
    verification: Verification = Verification.CALLER

    def __attrs_post_init__(self) -> None:
        check_date("start", self.start)
        check_free_text("source", self.source)
        if not self.source.strip():
            raise InvalidValueError("empty", "source", self.source, "name the text or the record that sets this value")


@frozen
class Segment(Generic[T]):
    """A run of days `[start, end)` with one value; provisional when it reaches past the horizon."""

    start: date
    end: date
    step: Step[T]
    is_provisional: bool

    @property
    def value(self) -> T:
        """Return the value that holds over the whole segment."""
        return self.step.value

    @property
    def days(self) -> int:
        """Return the number of days."""
        return (self.end - self.start).days


@frozen
class Timeline(Generic[T]):
    """A value that changes over time: ordered steps, and the last day for which they were verified.

    Steps may be given in any order; two on one day are refused. Without `verified_until` the last value holds
    forever; without steps nothing is known yet, and every day is an error. `step_months` says for how long one step is
    published (6 for a half-yearly rate). Raises UnknownDateError for a day before the first step.

    >>> rate = Timeline("demo", (Step(date(2026, 1, 1), 215, "act of December"),), verified_until=date(2026, 6, 30))
    >>> rate.at(date(2026, 3, 1)), rate.is_verified(date(2026, 7, 1))
    (215, False)
    """

    name: str
    steps: tuple[Step[T], ...]
    verified_until: date | None = None
    step_months: int | None = None

    def __attrs_post_init__(self) -> None:
        as_tuple("steps", self.steps, Step)
        steps: tuple[Step[T], ...] = tuple(self.steps)
        check_optional_date("verified_until", self.verified_until)
        if self.step_months is not None:
            check_count("step_months", self.step_months, lowest=1, highest=1200)
        ordered = tuple(sorted(steps, key=lambda step: step.start))
        for earlier, later in pairwise(ordered):
            if earlier.start == later.start:
                raise InvalidValueError("overlapping_steps", "steps", later.start, "give one step per day")
        object.__setattr__(self, "steps", ordered)

    def step_at(self, day: date) -> Step[T]:
        """Return the step in force on a day, with its source; past the horizon, the last one."""
        return self.steps[self._find(day)]

    def _find(self, day: date) -> int:
        check_date("day", day)
        index = bisect_right(self.steps, day, key=lambda step: step.start)
        if not index:
            known = f"starts on {self.steps[0].start}" if self.steps else "has no step yet"
            hint = f"{self.name} {known}: extend it with with_step(...) and a source"
            raise UnknownDateError("missing_value", "day", day, hint)
        return index - 1

    def at(self, day: date) -> T:
        """Return the value in force on a day; past the horizon, the last one known (see `is_verified`)."""
        return self.step_at(day).value

    def is_verified(self, day: date) -> bool:
        """Return whether the day lies within the verified horizon."""
        return self.verified_until is None or day <= self.verified_until

    def segments(self, start: date, end: date) -> Iterator[Segment[T]]:
        """Give the runs of days of `[start, end)`, split at each step and at the horizon.

        >>> steps = (Step(date(2026, 1, 1), 1, "a"), Step(date(2026, 2, 1), 2, "b"))
        >>> [(part.days, part.value) for part in Timeline("demo", steps).segments(date(2026, 1, 30), date(2026, 2, 3))]
        [(2, 1), (2, 2)]
        """
        check_date("end", end)
        if start >= end:
            return
        index = self._find(start)
        unverified = self.verified_until + timedelta(days=1) if self.verified_until else end
        while start < end:
            following = self.steps[index + 1].start if index + 1 < len(self.steps) else end
            until = min(following, end, unverified) if start < unverified else min(following, end)
            yield Segment(start, until, self.steps[index], start >= unverified)
            start, index = until, index + (until == following)

    def clipped(self, start: date) -> "Timeline[T]":
        """Return the same series with nothing before a day; the step in force on it then begins with it.

        >>> steps = (Step(date(2025, 1, 1), 1, "a"), Step(date(2026, 1, 1), 2, "b"))
        >>> Timeline("demo", steps).clipped(date(2025, 6, 1)).steps[0].start
        datetime.date(2025, 6, 1)
        """
        if not self.steps or start <= self.steps[0].start:
            return self
        later = (step for step in self.steps if step.start > start)
        return evolve(self, steps=(evolve(self.step_at(start), start=start), *later))

    def with_step(self, day: date, value: T, *, source: str, verified_until: date | None = None) -> "Timeline[T]":
        """Return the series with one more step, given by the caller with its source.

        The horizon moves to `verified_until` when it is given, else to the end of the period for which such a step
        is published (`step_months`), else to the day of the step; past days of which nothing is known it does not
        move. A step on a day that has one replaces it.

        >>> demo = Timeline("demo", (Step(date(2026, 1, 1), 1, "a"),), verified_until=date(2026, 6, 30))
        >>> demo.with_step(date(2026, 7, 1), 2, source="act of June").at(date(2026, 8, 1))
        2
        """
        step = Step(day, value, source)
        if self.steps:
            check_instance("value", value, type(self.steps[0].value))
        kept = tuple(other for other in self.steps if other.start != day)
        longer = evolve(self, steps=(*kept, step))
        return evolve(longer, verified_until=verified_until or longer._reached(self, day))

    def _reached(self, shorter: "Timeline[T]", day: date) -> date | None:
        # How far the steps go on without a gap from where those of a shorter series did, and from `day` on.
        horizon, one = shorter.verified_until, timedelta(days=1)
        if horizon is None and not shorter.steps and self.step_months:
            horizon = day
        if horizon is None:
            return None
        period = relativedelta(months=self.step_months, days=-1) if self.step_months else relativedelta()
        for step in self.steps:
            if day <= step.start <= horizon + one:
                horizon = max(horizon, step.start + period)
        return horizon


def check_values(field: str, series: Timeline[T], *, kind: type[T]) -> None:
    """Refuse a series that holds another kind of value."""
    for index, step in enumerate(series.steps):
        check_instance(f"{field}.steps[{index}]", step.value, kind)
