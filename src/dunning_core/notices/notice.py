"""Notice: a text for one action, with its table, its totals and everything that must stand in it."""

from datetime import date

from attrs import frozen

from dunning_core.dunning import Action
from dunning_core.money import Money
from dunning_core.parties import Contact, Creditor


@frozen
class NoticeItem:
    """One line of the table of a notice; `penalties` is None where the stage of the line claims none."""

    receivable: str
    number: str
    issued_on: date
    due_on: date
    days_late: int
    amount: Money
    chased: Money
    penalties: Money | None


@frozen
class Notice:
    """A dunning notice ready to be sent: plain text in `body`, data beside it, nothing left to fill in.

    `deadline` is the new date that it sets, None when it sets none; the due dates never change. `counted_on` is the
    day up to which payments are counted. `key` is the key of the action.
    """

    action: Action
    creditor: Creditor
    locale: str
    subject: str
    body: str
    items: tuple[NoticeItem, ...]
    totals: tuple[tuple[str, Money], ...]
    mentions: tuple[str, ...]
    enclosures: tuple[str, ...]
    deadline: date | None
    counted_on: date
    is_provisional: bool = False

    @property
    def key(self) -> str:
        """Return the stable key of the action that it carries out."""
        return self.action.key

    @property
    def recipient(self) -> Contact | None:
        """Return whom it is addressed to."""
        return self.action.recipient
