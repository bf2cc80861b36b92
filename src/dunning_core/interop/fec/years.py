"""Years: what an opening or a closing moves from one to the next, and is no news of any client."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from dunning_core.interop.fec.entries import Entry, EntryKey, entry_key
from dunning_core.interop.fec.lines import Line

# Some programs date an opening some weeks into its year; rows of half a year before it are those of another year.
_HALF_A_YEAR = timedelta(days=183)


@frozen
class Years:
    """The lines of clients that count, the openings that repeat what others tell, and the closings that undo it."""

    lines: tuple[Line, ...]
    repeated: tuple[Line, ...]
    closed: tuple[Line, ...]


def tell_years_apart(lines: Sequence[Line], entries: Mapping[EntryKey, Entry]) -> Years:
    """Return the lines of clients without those that only carry over what is left from one year to the next.

    An opening repeats the rows before it when they are half a year older, when a year was closed, or when it opens
    with what they come to, client by client.
    """
    first_day = min((line.day for line in lines), default=date.max)
    mine = [line for line in lines if line.is_of_client and line.minor]
    # What closes a year moves what is left to the opening of the next one: nobody paid it.
    closed = [line for line in mine if entries[entry_key(line)].is_closing]
    first_closing = min((line.day for line in closed), default=date.max)
    openings: dict[date, list[Line]] = {}
    for line in mine:
        if entries[entry_key(line)].is_opening and not entries[entry_key(line)].is_closing:
            openings.setdefault(line.day, []).append(line)
    left_out = {line.number for line in closed}
    for day, opened in sorted(openings.items()):
        before = _balances(line for line in mine if line.day < day and line.number not in left_out)
        is_late = day - first_day > _HALF_A_YEAR or day >= first_closing
        if is_late or (before and before == _balances(opened)):
            left_out |= {line.number for line in opened}
    kept = tuple(line for line in mine if line.number not in left_out)
    repeated = tuple(line for own in openings.values() for line in own if line.number in left_out)
    return Years(kept, repeated, tuple(closed))


def _balances(lines: Iterable[Line]) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for line in lines:
        found[line.client, line.currency] += line.minor
    return {key: minor for key, minor in found.items() if minor}
