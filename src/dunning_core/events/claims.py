"""What was claimed for a delay: claim documents, waivers, and recovery costs with their proof."""

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_count, check_date, check_free_text, check_order, check_text
from dunning_core.errors import CurrencyMismatchError, InvalidValueError
from dunning_core.events.checking import check_amount, check_days
from dunning_core.money import Money, currency_digits

#: What a delay adds to the principal.
COMPONENTS = ("interest", "compensation", "costs")


@frozen(order=True)
class ClaimedSum:
    """One flat entry of a claim document: so much of one component of a receivable, counted to a day included."""

    receivable: str
    component: str
    minor: int
    currency: str
    until: date

    def __attrs_post_init__(self) -> None:
        check_text("receivable", self.receivable)
        _check_component(self.component)
        check_count("minor", self.minor, lowest=1, highest=10**18)
        currency_digits(self.currency)
        check_date("until", self.until)


def _sums(given: Sequence[ClaimedSum]) -> tuple[ClaimedSum, ...]:
    return tuple(sorted(as_tuple("sums", given, ClaimedSum)))


@frozen
class ClaimIssued:
    """A document that claims penalties left: what it claims is never claimed again, and it is a debt of its own.

    It gives a receivable under its number, that payments can be lettered with, and which bears no interest, no
    compensation and no VAT. `due_on` None means at once. Raises CurrencyMismatchError for sums in two currencies.
    """

    number: str
    client: str = field(kw_only=True)
    sums: tuple[ClaimedSum, ...] = field(converter=_sums, kw_only=True)
    issued_on: date = field(kw_only=True)
    due_on: date | None = field(default=None, kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("number", self.number)
        check_text("client", self.client)
        check_days("issued_on", self.issued_on, recorded_on=self.recorded_on)
        if self.due_on is not None:
            check_date("due_on", self.due_on)
            check_order("due_on", self.due_on, self.issued_on)
        if not self.sums:
            raise InvalidValueError("empty", "sums", self.sums, "give at least one sum")
        if len({entry.currency for entry in self.sums}) > 1:
            shown = ", ".join(sorted({entry.currency for entry in self.sums}))
            raise CurrencyMismatchError("currency_mismatch", "sums", shown, "issue one document per currency")

    @property
    def amount(self) -> Money:
        """Return what the document asks for."""
        return Money.from_minor(sum(entry.minor for entry in self.sums), self.sums[0].currency)


@frozen
class ClaimWaived:
    """The creditor gives up an amount of one component (None: all that has accrued by that day) of a receivable.

    Towards public buyers a waiver is void (CCP L2192-14): it is told, and changes nothing.
    """

    subject: str
    component: str = field(kw_only=True)
    amount: Money | None = field(default=None, kw_only=True)
    waived_on: date = field(kw_only=True)
    reason: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        _check_component(self.component)
        check_amount(self.amount)
        check_days("waived_on", self.waived_on, recorded_on=self.recorded_on)
        check_free_text("reason", self.reason)


@frozen
class CostIncurred:
    """Recovery cost us an amount, of which there is proof: what exceeds the fixed compensation may be claimed."""

    subject: str
    amount: Money = field(kw_only=True)
    incurred_on: date = field(kw_only=True)
    proof: str = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_amount(self.amount)
        check_days("incurred_on", self.incurred_on, recorded_on=self.recorded_on)
        check_text("proof", self.proof)


def _check_component(component: object) -> None:
    if component not in COMPONENTS:
        raise InvalidValueError("unknown_component", "component", component, f"pass one of {', '.join(COMPONENTS)}")
