"""What is owed, what came in and what went back: Invoice and its installments, CreditNote, Payment, Refund, WriteOff.

These are definitions, as your books state them; they know nothing of each other. A ledger read at a day turns them
into receivables and credits. Amounts are held flat (`minor`, `currency`); `.amount` gives the Money.
"""

import re
from collections.abc import Sequence
from datetime import date
from enum import Enum

from attrs import field, frozen

from dunning_core._checks import (
    as_tuple,
    check_date,
    check_free_text,
    check_instance,
    check_optional_date,
    check_order,
    check_text,
    set_field,
    show_fields,
)
from dunning_core.errors import CurrencyMismatchError, InvalidValueError, WrongTypeError
from dunning_core.law import IndexedRate, Rate
from dunning_core.money import Money
from dunning_core.terms import PaymentTerms


class PaymentMeans(Enum):
    """How an invoice is to be paid, or how it was; `SET_OFF` is a debt of our own (C. civ. 1347)."""

    TRANSFER = "transfer"
    DIRECT_DEBIT = "direct_debit"
    BILL_OF_EXCHANGE = "bill_of_exchange"
    CARD = "card"
    CHECK = "check"
    CASH = "cash"
    SET_OFF = "set_off"


class InvoiceKind(Enum):
    """What an invoice claims: the price, a deposit on it, its balance, or penalties (a claim document)."""

    INVOICE = "invoice"
    DEPOSIT = "deposit"
    FINAL = "final"
    CLAIM = "claim"


class CreditNature(Enum):
    """Why a credit note was issued: the sum was never due, or it is a commercial gesture."""

    CORRECTIVE = "corrective"
    COMMERCIAL = "commercial"


def _as_given(amount: Money | int) -> int:
    # The constructor takes `amount=Money(...)`; `_set_amount` then stores it flat. An int is read as minor units of
    # the currency given beside it, which is what `attrs.evolve` passes back.
    return amount  # type: ignore[return-value]


def _set_amount(value: "Invoice | Installment | CreditNote | Payment | Refund | WriteOff") -> None:
    given: object = value.minor
    if isinstance(given, Money):
        set_field(value, "currency", given.currency)
        set_field(value, "minor", given.minor)
    elif value.currency:
        Money.from_minor(value.minor, value.currency)
    else:
        raise WrongTypeError("wrong_type", "amount", given, 'pass a Money, as Money("1200.00", "EUR")')
    if value.minor < 0:
        raise InvalidValueError("out_of_range", "amount", value.amount, "pass an amount of zero or more")


#: The due day of retention money of which no day is known yet: later than any day that can be asked about.
NO_DAY_YET = date(2200, 12, 31)


@frozen(kw_only=True, repr=False)
class Installment:
    """One part of an invoice, with its own due date; retention money (retenue de garantie) may have none yet."""

    due_on: date | None
    minor: int = field(alias="amount", converter=_as_given)
    currency: str = ""
    is_retention: bool = False

    def __attrs_post_init__(self) -> None:
        check_instance("is_retention", self.is_retention, bool)
        if self.due_on is not None or not self.is_retention:
            check_date("due_on", self.due_on)
        _set_amount(self)

    @property
    def amount(self) -> Money:
        """Return the amount of this part, with VAT."""
        return Money.from_minor(self.minor, self.currency)

    __repr__ = show_fields


def _installments(given: Sequence[Installment]) -> tuple[Installment, ...]:
    return as_tuple("installments", given, Installment) if given else ()


def _numbers(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(as_tuple("deducts", given, str))) if given else ()


@frozen(repr=False)
class Invoice:
    """What a client was asked to pay: a number, an amount with VAT, and the day or days when it is due.

    Give `due_on`, `terms` or `installments`, or leave the three out and the terms of the client hold; `due_on` wins
    over the terms, and a contradiction is a Problem of the ledger. `payment_reference` is what the payer was asked
    to quote; `order_reference` and `delivery_reference` are what he knows the sale by. `deducts` names the deposit
    invoices that the amount of a final invoice is still to be reduced by: what is owed is net of them. Raises a
    DunningError naming the field for a due date before the issue date, or installments that do not add up to the
    amount.

    >>> from dunning_core import Invoice, Money
    >>> Invoice("F-101", client="ACME", amount=Money("1200.00", "EUR"), issued_on=date(2026, 1, 5),
    ...         due_on=date(2026, 2, 4)).amount
    Money('1200.00', 'EUR')
    """

    number: str
    client: str = field(kw_only=True)
    minor: int = field(alias="amount", converter=_as_given, kw_only=True)
    currency: str = field(default="", kw_only=True)
    issued_on: date = field(kw_only=True)
    due_on: date | None = field(default=None, kw_only=True)
    terms: PaymentTerms | None = field(default=None, kw_only=True)
    installments: tuple[Installment, ...] = field(default=(), converter=_installments, kw_only=True)
    payment_reference: str | None = field(default=None, kw_only=True)
    order_reference: str | None = field(default=None, kw_only=True)
    delivery_reference: str | None = field(default=None, kw_only=True)
    agreed_rate: Rate | IndexedRate | None = field(default=None, kw_only=True)
    performed_on: date | None = field(default=None, kw_only=True)
    received_on: date | None = field(default=None, kw_only=True)
    means: PaymentMeans | None = field(default=None, kw_only=True)
    kind: InvoiceKind = field(default=InvoiceKind.INVOICE, kw_only=True)
    net_amount: Money | None = field(default=None, kw_only=True)
    deducts: tuple[str, ...] = field(default=(), converter=_numbers, kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("number", self.number)
        check_text("client", self.client)
        check_date("issued_on", self.issued_on)
        _set_amount(self)
        if self.due_on is not None:
            check_date("due_on", self.due_on)
            check_order("due_on", self.due_on, self.issued_on)
        if self.installments:
            _check_installments(self)
        _check_details(self)

    @property
    def amount(self) -> Money:
        """Return the total with VAT."""
        return Money.from_minor(self.minor, self.currency)

    __repr__ = show_fields


def _check_installments(invoice: Invoice) -> None:
    for index, part in enumerate(invoice.installments):
        if part.currency != invoice.currency:
            name = f"installments[{index}].currency"
            raise CurrencyMismatchError(
                "currency_mismatch", name, part.currency, f"use {invoice.currency} as the invoice"
            )
        if part.due_on is not None:
            check_order(f"installments[{index}].due_on", part.due_on, invoice.issued_on)
    total = sum(part.minor for part in invoice.installments)
    if total != invoice.minor:
        shown = Money.from_minor(total, invoice.currency)
        raise InvalidValueError("bad_sum", "installments", shown, f"they must add up to {invoice.amount}")


def _check_details(invoice: Invoice) -> None:
    # One look at the usual case, where none of these is given, keeps a hundred thousand invoices quick to build.
    if invoice.terms is not None:
        check_instance("terms", invoice.terms, PaymentTerms)
    if invoice.payment_reference is not None:
        check_text("payment_reference", invoice.payment_reference)
    if invoice.order_reference is not None:
        check_text("order_reference", invoice.order_reference)
    if invoice.delivery_reference is not None:
        check_text("delivery_reference", invoice.delivery_reference)
    if invoice.agreed_rate is not None:
        agreed = invoice.agreed_rate
        if not isinstance(agreed, Rate | IndexedRate):
            raise WrongTypeError("wrong_type", "agreed_rate", agreed, "pass a Rate, or an IndexedRate")
        if (agreed if isinstance(agreed, Rate) else agreed.margin).units < 0:
            raise InvalidValueError("out_of_range", "agreed_rate", invoice.agreed_rate, "pass a rate of zero or more")
    if invoice.net_amount is not None:
        check_instance("net_amount", invoice.net_amount, Money)
    if invoice.deducts:
        _check_deducts(invoice)
    if invoice.means is not None:
        check_instance("means", invoice.means, PaymentMeans)
    check_instance("kind", invoice.kind, InvoiceKind)
    check_optional_date("performed_on", invoice.performed_on)
    check_optional_date("received_on", invoice.received_on)
    check_optional_date("recorded_on", invoice.recorded_on)


def _check_deducts(invoice: Invoice) -> None:
    for index, number in enumerate(invoice.deducts):
        check_text(f"deducts[{index}]", number)
    if invoice.number in invoice.deducts:
        raise InvalidValueError("bad_reference", "deducts", invoice.number, "name the deposits, not the invoice itself")
    if invoice.installments:
        hint = "give the installments of what is left, and leave deducts out"
        raise InvalidValueError("bad_reference", "deducts", invoice.deducts, hint)


@frozen(repr=False)
class CreditNote:
    """What a client no longer owes: an amount taken off an invoice, or off the account.

    `corrects` names the invoice or the installment. A corrective one (the default when `corrects` is given) counts
    from the due date, since the sum was never due; a commercial one from its own date.
    """

    number: str
    client: str = field(kw_only=True)
    minor: int = field(alias="amount", converter=_as_given, kw_only=True)
    currency: str = field(default="", kw_only=True)
    issued_on: date = field(kw_only=True)
    corrects: str | None = field(default=None, kw_only=True)
    nature: CreditNature | None = field(default=None, kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("number", self.number)
        check_text("client", self.client)
        check_date("issued_on", self.issued_on)
        check_optional_date("recorded_on", self.recorded_on)
        _set_amount(self)
        if self.corrects is not None:
            check_text("corrects", self.corrects)
        if self.nature is None:
            set_field(self, "nature", CreditNature.CORRECTIVE if self.corrects else CreditNature.COMMERCIAL)
        check_instance("nature", self.nature, CreditNature)

    @property
    def amount(self) -> Money:
        """Return the amount taken off, with VAT."""
        return Money.from_minor(self.minor, self.currency)

    __repr__ = show_fields


def _texts(given: Sequence[str]) -> tuple[str, ...]:
    return as_tuple("designates", given, str) if given else ()


@frozen(repr=False)
class Payment:
    """Money that came in on a day, from a client or from a payer not known yet (`client=None`).

    `reference` is the free text that came with it; `designates` names the invoices or installments that the debtor
    chose to pay (C. civ. 1342-10), which prevails over anything else. `means` says how it was paid: a set-off is no
    money, but pays like it.
    """

    id: str
    client: str | None = field(kw_only=True)
    minor: int = field(alias="amount", converter=_as_given, kw_only=True)
    currency: str = field(default="", kw_only=True)
    received_on: date = field(kw_only=True)
    reference: str = field(default="", kw_only=True)
    designates: tuple[str, ...] = field(default=(), converter=_texts, kw_only=True)
    means: PaymentMeans | None = field(default=None, kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("id", self.id)
        if self.client is not None:
            check_text("client", self.client)
        check_date("received_on", self.received_on)
        _set_amount(self)
        if self.reference:
            check_free_text("reference", self.reference)
        if self.means is not None:
            check_instance("means", self.means, PaymentMeans)
        check_optional_date("recorded_on", self.recorded_on)
        for index, name in enumerate(self.designates):
            check_text(f"designates[{index}]", name)

    @property
    def amount(self) -> Money:
        """Return the amount received."""
        return Money.from_minor(self.minor, self.currency)

    __repr__ = show_fields


@frozen(repr=False)
class Refund:
    """Money that was given back to a client on a day: what is left of the payment or credit note that it names."""

    id: str
    client: str = field(kw_only=True)
    minor: int = field(alias="amount", converter=_as_given, kw_only=True)
    currency: str = field(default="", kw_only=True)
    refunded_on: date = field(kw_only=True)
    refunds: str = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("id", self.id)
        check_text("client", self.client)
        check_date("refunded_on", self.refunded_on)
        check_optional_date("recorded_on", self.recorded_on)
        _set_amount(self)
        check_text("refunds", self.refunds)

    @property
    def amount(self) -> Money:
        """Return the amount given back."""
        return Money.from_minor(self.minor, self.currency)

    __repr__ = show_fields


class WriteOffNature(Enum):
    """Why a debt was written off: it is lost, though still owed, or it was given up (remission, C. civ. 1350)."""

    LOSS = "loss"
    REMISSION = "remission"


@frozen(repr=False)
class WriteOff:
    """An amount that the books no longer expect of an invoice, from a day on; it is neither chased nor claimed."""

    id: str
    client: str = field(kw_only=True)
    minor: int = field(alias="amount", converter=_as_given, kw_only=True)
    currency: str = field(default="", kw_only=True)
    written_off_on: date = field(kw_only=True)
    writes_off: str = field(kw_only=True)
    nature: WriteOffNature = field(default=WriteOffNature.LOSS, kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("id", self.id)
        check_text("client", self.client)
        check_date("written_off_on", self.written_off_on)
        check_optional_date("recorded_on", self.recorded_on)
        _set_amount(self)
        check_text("writes_off", self.writes_off)
        check_instance("nature", self.nature, WriteOffNature)

    @property
    def amount(self) -> Money:
        """Return the amount written off."""
        return Money.from_minor(self.minor, self.currency)

    __repr__ = show_fields


_LOOKS_LIKE_PART = re.compile(r"#[0-9]+\Z")


def receivable_ids(number: str, parts: int) -> tuple[str, ...]:
    """Return the identifiers of the receivables of an invoice: its number, or number#1, number#2 and so on.

    A number that itself looks like a part is escaped by doubling its number signs, so that no two invoices of a
    ledger can share an identifier.

    >>> receivable_ids("F-101", 1), receivable_ids("F-101", 2), receivable_ids("F#1", 1)
    (('F-101',), ('F-101#1', 'F-101#2'), ('F##1',))
    """
    if parts == 1:
        return (number.replace("#", "##") if "#" in number and _LOOKS_LIKE_PART.search(number) else number,)
    stem = number.replace("#", "##")
    return tuple(f"{stem}#{rank}" for rank in range(1, parts + 1))
