"""A timeline has exactly one value a day, each with its source, up to a horizon."""

from datetime import date, timedelta

import pytest

from dunning_core import DunningError
from dunning_core.errors import UnknownDateError
from dunning_core.timeline import Step, Timeline

RATES = Timeline(
    "demo",
    (Step(date(2026, 7, 1), 2, "b"), Step(date(2026, 1, 1), 1, "a")),
    verified_until=date(2026, 12, 31),
    step_months=6,
)


def test_steps_come_in_any_order() -> None:
    """The order in which steps are given does not matter, and a boundary belongs to the later step."""
    assert [RATES.at(date(2026, 6, 30)), RATES.at(date(2026, 7, 1))] == [1, 2]


def test_segments_split_at_steps_and_at_the_horizon() -> None:
    """Days are covered once each; those past the horizon are marked provisional."""
    parts = list(RATES.segments(date(2026, 6, 30), date(2027, 1, 3)))
    assert [(part.days, part.value, part.is_provisional) for part in parts] == [
        (1, 1, False),
        (184, 2, False),
        (2, 2, True),
    ]
    assert list(RATES.segments(date(2026, 6, 30), date(2026, 6, 30))) == []


def test_before_the_first_step_there_is_no_value() -> None:
    """A day before the first step is an error that names the day."""
    with pytest.raises(UnknownDateError) as raised:
        RATES.at(date(2025, 12, 31))
    assert raised.value.value == "2025-12-31"
    assert "demo starts on 2026-01-01" in raised.value.hint


def test_a_caller_extends_with_a_source() -> None:
    """A step given by the caller moves the horizon to the end of the period that such a step is published for."""
    longer = RATES.with_step(date(2027, 1, 1), 3, source="act of December")
    assert longer.verified_until == date(2027, 6, 30)
    assert longer.at(date(2027, 3, 1)) == 3
    assert RATES.with_step(date(2026, 7, 1), 9, source="correction").at(date(2026, 8, 1)) == 9
    assert RATES.with_step(date(2027, 1, 1), 3, source="x", verified_until=date(2027, 1, 31)).verified_until == date(
        2027, 1, 31
    )
    assert Timeline("plain", RATES.steps).with_step(date(2027, 1, 1), 3, source="x").verified_until is None


def test_a_step_past_a_gap_moves_no_horizon() -> None:
    """What is not known between two steps stays provisional, until it is given, in whatever order."""
    beyond = RATES.with_step(date(2028, 1, 1), 5, source="x")
    assert beyond.verified_until == date(2026, 12, 31)
    first = beyond.with_step(date(2027, 7, 1), 4, source="x")
    assert first.verified_until == date(2026, 12, 31)
    assert first.with_step(date(2027, 1, 1), 3, source="x").verified_until == date(2028, 6, 30)
    assert RATES.with_step(date(2028, 1, 1), 5, source="x", verified_until=date(2028, 6, 30)).is_verified(
        date(2028, 6, 30)
    )
    changes = Timeline("changes", RATES.steps, verified_until=date(2026, 10, 28))
    assert changes.with_step(date(2026, 10, 29), 3, source="x").verified_until == date(2026, 10, 29)
    assert changes.with_step(date(2026, 10, 30), 3, source="x").verified_until == date(2026, 10, 28)
    short = RATES.with_step(date(2027, 1, 1), 3, source="x", verified_until=date(2027, 1, 31))
    assert short.with_step(date(2027, 7, 1), 4, source="x").verified_until == date(2027, 1, 31)


def test_overlaps_are_impossible() -> None:
    """Two steps on one day cannot be built."""
    with pytest.raises(DunningError):
        Timeline("bad", (Step(date(2026, 1, 1), 1, "a"), Step(date(2026, 1, 1), 2, "b")))


def test_a_series_of_which_nothing_is_known_answers_nothing() -> None:
    """Without steps every day is an error, until somebody gives one."""
    empty: Timeline[int] = Timeline("unknown", ())
    with pytest.raises(UnknownDateError):
        empty.at(date(2026, 1, 1))
    assert empty.clipped(date(2026, 1, 1)) == empty
    assert empty.with_step(date(2026, 1, 1), 3, source="act").at(date(2026, 5, 1)) == 3
    by_half_year: Timeline[int] = Timeline("unknown", (), step_months=6)
    assert by_half_year.with_step(date(2026, 1, 1), 3, source="act").verified_until == date(2026, 6, 30)


def test_a_series_can_be_clipped() -> None:
    """Clipped at a day, the step in force on it begins with it, and earlier days are errors."""
    clipped = RATES.clipped(RATES.steps[0].start + timedelta(days=3))
    assert clipped.steps[0].start == RATES.steps[0].start + timedelta(days=3)
    assert clipped.steps[1:] == RATES.steps[1:]
    with pytest.raises(DunningError):
        clipped.at(RATES.steps[0].start)


@pytest.mark.parametrize("months", [1, 1200])
def test_how_long_a_step_is_published_for(months: int) -> None:
    """From one month to a century, in whole months."""
    assert Timeline("demo", RATES.steps, step_months=months).step_months == months
    for wrong in (0, 1201, -months, 1.0):
        with pytest.raises(DunningError) as raised:
            Timeline("demo", RATES.steps, step_months=wrong)  # type: ignore[arg-type]
        assert raised.value.field == "step_months"


def test_a_step_needs_a_source() -> None:
    """A value without a source cannot be built."""
    with pytest.raises(DunningError):
        Step(date(2026, 1, 1), 1, " ")
