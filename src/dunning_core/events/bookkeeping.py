"""What the books record: cancellations, returned payments, payers found, letterings and their undoing."""

import re
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


@frozen
class PayerIdentified:
    """It became known on a day which client made a payment that came in without a payer."""

    payment: str
    client: str = field(kw_only=True)
    identified_on: date = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("payment", self.payment)
        check_text("client", self.client)
        check_days("identified_on", self.identified_on, recorded_on=self.recorded_on)


#: What a lettered entry takes off a debit: the credit pays its principal, or something is granted beside the credit.
PRINCIPAL = "principal"
GRANTED_COMPONENTS = ("discount", "tolerance")
_LETTER_CODE = re.compile(r"[A-Z0-9]{1,12}")


@frozen(order=True)
class LetteredEntry:
    """One flat entry of a recorded lettering: so much of a credit went to a debit, under a letter code if it has one.

    The `component` is the principal; a discount or a tolerance is granted beside the credit and uses up none of it.
    """

    credit: str
    debit: str
    minor: int
    currency: str
    component: str = PRINCIPAL
    letter_code: str = ""

    def __attrs_post_init__(self) -> None:
        check_text("credit", self.credit)
        check_text("debit", self.debit)
        check_count("minor", self.minor, lowest=1, highest=10**18)
        currency_digits(self.currency)
        check_text("component", self.component)
        if self.component not in (PRINCIPAL, *GRANTED_COMPONENTS):
            hint = f"pass one of {', '.join((PRINCIPAL, *GRANTED_COMPONENTS))}"
            raise InvalidValueError("unknown_value", "component", self.component, hint)
        check_free_text("letter_code", self.letter_code)
        if self.letter_code and not _LETTER_CODE.fullmatch(self.letter_code):
            hint = "pass capital letters and digits; small letters only show that a lettering is partial"
            raise InvalidValueError("bad_letter_code", "letter_code", self.letter_code, hint)


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


@frozen
class Unlettered:
    """Entries of a recorded lettering were undone on a day: from then on they no longer stand.

    The letterings themselves stay on record, and their codes are not used again.
    """

    entries: tuple[LetteredEntry, ...] = field(converter=_entries)
    unlettered_on: date = field(kw_only=True)
    reason: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_free_text("reason", self.reason)
        check_days("unlettered_on", self.unlettered_on, recorded_on=self.recorded_on)
        if not self.entries:
            raise InvalidValueError("empty", "entries", self.entries, "give at least one entry")
