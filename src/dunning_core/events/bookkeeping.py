"""What the books record: cancellations, returned payments, letterings."""

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_count, check_free_text, check_text
from dunning_core.errors import InvalidValueError
from dunning_core.events.checking import check_days
from dunning_core.money import currency_digits


@frozen
class Cancelled:
    """An invoice or a credit note was cancelled on a day: from then on it is as if it had never been."""

    subject: str
    cancelled_on: date = field(kw_only=True)
    reason: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_free_text("reason", self.reason)
        check_days("cancelled_on", self.cancelled_on, recorded_on=self.recorded_on)


@frozen
class PaymentReturned:
    """A payment was rejected or taken back: from that day, it is as if it had never been made."""

    payment: str
    returned_on: date = field(kw_only=True)
    reason: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("payment", self.payment)
        check_free_text("reason", self.reason)
        check_days("returned_on", self.returned_on, recorded_on=self.recorded_on)


@frozen(order=True)
class LetteredEntry:
    """One flat entry of a recorded lettering: so much of a credit went to a debit."""

    credit: str
    debit: str
    minor: int
    currency: str
    component: str = "principal"

    def __attrs_post_init__(self) -> None:
        check_text("credit", self.credit)
        check_text("debit", self.debit)
        check_count("minor", self.minor, lowest=1, highest=10**18)
        currency_digits(self.currency)
        check_text("component", self.component)


def _entries(given: Sequence[LetteredEntry]) -> tuple[LetteredEntry, ...]:
    return tuple(sorted(as_tuple("entries", given, LetteredEntry)))


@frozen
class Lettered:
    """A lettering was recorded: from that day it is a fact, comes before any proposal, and stands."""

    entries: tuple[LetteredEntry, ...] = field(converter=_entries)
    lettered_on: date = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_days("lettered_on", self.lettered_on, recorded_on=self.recorded_on)
        if not self.entries:
            raise InvalidValueError("empty", "entries", self.entries, "give at least one entry")
