"""The shapes of rows of events about the chase: what a platform reported, what was agreed, handed over or said."""

from collections.abc import Callable
from datetime import date

from dunning_core.errors import InvalidValueError
from dunning_core.events import Event, PlatformStatus
from dunning_core.interop.cells import Cells

Build = Callable[[Cells, str, date], Event]


def _platform_status(cells: Cells, subject: str, day: date) -> Event:
    status = _whole(cells.needed("status", cells.text), "status")
    return PlatformStatus(subject, status=status, reported_on=day, reason=cells.text("reason") or "")


def _whole(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InvalidValueError("bad_number_point", name, text, "write a whole number")
    return int(text)


#: The builders by the word in the column `event`, and those of them that need a subject.
FACT_EVENTS: dict[str, Build] = {
    "platform_status": _platform_status,
}
ABOUT_SUBJECT = ("platform_status",)
