"""How invoices are named in a text: by the number that the client knows, and which part of it where it is split."""

from collections.abc import Iterable

from dunning_core.ledger import Receivable
from dunning_core.notices.wording import Wording

_NUMBERS_SHOWN = 3


def name_debt(item: Receivable) -> str:
    """Return the number of an invoice, and which part of it this is, as in F-101 (2/3): ids are the caller's own."""
    number, parts = item.invoice.number, len(item.invoice.installments)
    return f"{number} ({item.rank + 1}/{parts})" if parts > 1 else number


def show_due_day(item: Receivable, wording: Wording) -> str:
    """Return the due day of a debt; nothing for retention money of which no day is known yet."""
    return wording.show(item.due_on) if item.is_day_known else ""


def list_numbers(numbers: Iterable[str], wording: Wording) -> str:
    """Return the numbers of invoices in words: three at most, and how many others."""
    unique = list(dict.fromkeys(numbers))
    if len(unique) <= _NUMBERS_SHOWN:
        return wording.enumerate(unique)
    first = ", ".join(map(wording.show, unique[:_NUMBERS_SHOWN]))
    return wording.say("subject.others", numbers=first, count=len(unique) - _NUMBERS_SHOWN)
