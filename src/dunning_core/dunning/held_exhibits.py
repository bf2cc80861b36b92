"""HeldExhibit: a paper that the caller holds, and which debts it is about."""

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_instance, check_optional_date, check_text
from dunning_core.law.procedures import Exhibit
from dunning_core.ledger import Receivable
from dunning_core.money import Money


def _about(given: Iterable[str]) -> tuple[str, ...]:
    return as_tuple("about", given, str)


@frozen
class HeldExhibit:
    """A paper that the caller holds: what it proves, its title, and what it says of day and amount, if known.

    `about` are numbers of invoices or ids of receivables; without any, it is about the whole file. The amount of a
    statement is checked against what is left of the debts, and against what `state_claim` claims under the law chosen
    for them: leave it out where a regime of your own claims another sum.
    """

    exhibit: Exhibit
    title: str
    about: tuple[str, ...] = field(default=(), converter=_about, kw_only=True)
    dated_on: date | None = field(default=None, kw_only=True)
    amount: Money | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_instance("exhibit", self.exhibit, Exhibit)
        check_text("title", self.title)
        check_optional_date("dated_on", self.dated_on)
        if self.amount is not None:
            check_instance("amount", self.amount, Money)

    def is_about(self, item: Receivable) -> bool:
        """Return whether it is about a receivable: by its id, by the number of its invoice, or with the whole file."""
        return not self.about or item.id in self.about or item.invoice.number in self.about
