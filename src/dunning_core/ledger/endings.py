"""Endings: which of the things that began still run, once what ended them has been read in order of its day."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

T = TypeVar("T")


def list_running(begun: Iterable[T], ends: Iterable[date], *, began_on: Callable[[T], date]) -> list[T]:
    """Return what no end has ended, in the order given.

    An end is about what began before its day; where nothing before it was left to end, about what began on that day.
    So what is ended and begun anew on one day runs, and what was begun by mistake can be ended on the same day.

    >>> first, second = date(2026, 3, 1), date(2026, 3, 9)
    >>> list_running([first, second], [second], began_on=lambda day: day)
    [datetime.date(2026, 3, 9)]
    """
    running = list(begun)
    for end in sorted(set(ends)):
        earlier = [entry for entry in running if began_on(entry) < end]
        ended = earlier or [entry for entry in running if began_on(entry) == end]
        running = [entry for entry in running if entry not in ended]
    return running
