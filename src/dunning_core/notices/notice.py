"""Notice: a text for one action, with its table, its totals and everything that must stand in it."""

from datetime import date

from attrs import field, frozen

from dunning_core._checks import show_count
from dunning_core.dunning import Action
from dunning_core.money import Money
from dunning_core.notices.sheets import Sheet, show_sheet
from dunning_core.parties import Contact, Creditor


@frozen
class NoticeItem:
    """One line of the table of a notice.

    `receivable` is the id, which is the caller's; `number` is what the client knows. `chased` is what is asked for:
    outstanding, not disputed, not promised. `penalties` is None where the stage of the line claims none, or
    where they are in two currencies. The references are those of the client: his order, and the delivery.
    """

    receivable: str
    number: str
    issued_on: date
    due_on: date
    days_late: int
    amount: Money
    outstanding: Money
    chased: Money
    penalties: Money | None
    order_reference: str | None = None
    delivery_reference: str | None = None


@frozen
class PaymentInstructions:
    """How to pay: the account, the reference to quote, and what a bank or a telephone reads by itself.

    `creditor_reference` is one of ISO 11649 (RF); `code` the text of a payment code (EPC069-12), given where the
    payer's country uses it; drawing it is up to the caller. `link` is the page that the caller gave. `payee` is who is
    paid where that is not the creditor: the one to whom the debt was assigned; `numbers` the invoices that it is for,
    where one notice names several payees.
    """

    iban: str | None = None
    bic: str | None = None
    reference: str | None = None
    creditor_reference: str | None = None
    code: str | None = None
    link: str | None = None
    payee: str | None = None
    numbers: tuple[str, ...] = ()


@frozen
class Notice:
    """A dunning notice ready to be sent: a text in `sheet`, data beside it, nothing left to fill in.

    `totals` are the sums by kind, and the total in each currency. `asked` is what it asks for in the currency of the
    debts, penalties claimed included; those in another currency stand in the totals. `deadline` is the new date
    that it sets, None when it sets none; the due dates never change. `counted_on` is the day up to which payments are
    counted. `payments` say how to pay, one for each payee. `mentions` must stand on it, `enclosures` are to be
    attached. `key` is the key of the action.
    """

    action: Action
    creditor: Creditor = field(repr=False)
    sheet: Sheet = field(repr=False)
    items: tuple[NoticeItem, ...] = field(repr=show_count)
    totals: tuple[tuple[str, Money], ...]
    asked: Money
    payments: tuple[PaymentInstructions, ...]
    mentions: tuple[str, ...]
    enclosures: tuple[str, ...]
    deadline: date | None
    counted_on: date
    is_provisional: bool = False

    @property
    def locale(self) -> str:
        """Return the locale in which it is written."""
        return self.sheet.locale

    @property
    def subject(self) -> str:
        """Return the subject: one line."""
        return self.sheet.subject

    @property
    def body(self) -> str:
        """Return the body as plain text, from the greeting to the signature."""
        return self.sheet.body

    @property
    def payment(self) -> PaymentInstructions:
        """Return how to pay the creditor, or the payee whose invoices come first where he is not paid himself."""
        return next((payment for payment in self.payments if payment.payee is None), self.payments[0])

    def _repr_html_(self) -> str:
        return show_sheet(self.sheet)

    @property
    def key(self) -> str:
        """Return the stable key of the action that it carries out."""
        return self.action.key

    @property
    def recipient(self) -> Contact | None:
        """Return whom it is addressed to: the contact of the role that the stage asks for."""
        return self.action.recipient
