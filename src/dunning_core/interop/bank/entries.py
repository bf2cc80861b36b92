"""Entry: one entry of a statement, as its row tells it."""

from attrs import frozen

from dunning_core._checks import check_free_text, check_text
from dunning_core.documents import Payment
from dunning_core.errors import InvalidValueError
from dunning_core.interop.cells import Cells
from dunning_core.interop.reading import Shape
from dunning_core.money import Money

# What banks write where there is no reference.
_NOTHING = frozenset({"NOTPROVIDED", "NOTPROVIDED.", "NONREF", "NONE", "0"})
_CREDITS = frozenset({"CRDT", "C", "RD", "CREDIT"})
_DEBITS = frozenset({"DBIT", "D", "RC", "DEBIT"})
# In MT940, the reversal of a credit is a debit, and the other way round.
_REVERSALS = frozenset({"RC", "RD"})
_BOOKED = frozenset({"", "BOOK"})


@frozen
class Entry:
    """One entry: the payment that it would be, which side it is on, and whether it undoes another one."""

    payment: Payment
    is_credit: bool
    is_reversal: bool
    is_booked: bool
    end_to_end: str | None
    payer_iban: str | None
    returned: str | None
    reason: str
    original: Money | None
    batch: str | None
    batch_amount: Money | None

    @property
    def amount(self) -> Money:
        """Return its amount, zero or more whatever its side."""
        return self.payment.amount

    @property
    def signed_minor(self) -> int:
        """Return its amount in minor units, below zero when it went out."""
        return self.amount.minor if self.is_credit else -self.amount.minor

    @property
    def charges(self) -> Money | None:
        """Return by how much the amount that was instructed differs from the one booked; None when it does not."""
        original = self.original
        return None if original is None or original == self.amount else original - self.amount

    @property
    def is_return(self) -> bool:
        """Return whether money that had come in was taken back."""
        return not self.is_credit and (self.is_reversal or bool(self.reason) or self.returned is not None)


def _build(cells: Cells) -> Entry:
    written = (cells.text("direction") or "").upper()
    amount = cells.needed("amount", cells.money)
    is_credit = _is_credit(written, amount)
    end_to_end = _meant(cells.text("end_to_end"))
    parts = (_meant(cells.text("structured_reference")), cells.text("reference"), end_to_end)
    payment = Payment(
        cells.needed("id", cells.text),
        client=cells.text("client"),
        amount=abs(amount),
        received_on=cells.needed("received_on", cells.day),
        reference="\n".join(dict.fromkeys(part for part in parts if part)),
    )
    original = cells.money("original_amount")
    reason, returned = cells.text("reason") or "", cells.text("returned")
    check_free_text("reason", reason)
    if returned is not None:
        check_text("returned", returned)
    return Entry(
        payment,
        is_credit=is_credit,
        is_reversal=written in _REVERSALS or (cells.text("reversal") or "").lower() in ("true", "1"),
        is_booked=(cells.text("status") or "").upper() in _BOOKED,
        end_to_end=end_to_end,
        payer_iban=cells.text("payer_iban"),
        returned=returned,
        reason=reason,
        original=None if original is None else abs(original),
        batch=cells.text("batch"),
        batch_amount=_batch_amount(cells),
    )


def _batch_amount(cells: Cells) -> Money | None:
    amount = cells.money("batch_amount")
    if amount is None:
        return None
    is_credit = _is_credit((cells.text("batch_direction") or "").upper(), amount)
    return abs(amount) if is_credit else -abs(amount)


def _is_credit(written: str, amount: Money) -> bool:
    """Return whether an amount came in: the direction says so, whatever the sign; without one, the sign does."""
    if written and written not in _CREDITS | _DEBITS:
        raise InvalidValueError("unknown_direction", "direction", written, "write CRDT or DBIT, C or D, RC or RD")
    if not written:
        return amount.minor >= 0
    return written in _CREDITS


def _meant(text: str | None) -> str | None:
    return None if text is None or text.upper() in _NOTHING else text


ENTRIES: Shape[Entry] = Shape(
    build=_build,
    fields=(
        "id",
        "client",
        "amount",
        "original_amount",
        "currency",
        "direction",
        "reversal",
        "status",
        "received_on",
        "reference",
        "structured_reference",
        "end_to_end",
        "payer_iban",
        "returned",
        "reason",
        "batch",
        "batch_amount",
        "batch_direction",
    ),
    needed=("id", "amount", "received_on"),
    amounts=("amount", "original_amount", "batch_amount"),
    days=("received_on",),
    name_of=lambda entry: entry.payment.id,
    # Two entries of a statement that look alike are two: a bank numbers them.
    likeness_of=lambda entry: None,
)
