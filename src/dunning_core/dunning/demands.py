"""Demand: what an action asks for, to the minor unit; what a notice needs is computed once, when it is asked for."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property

from attrs import frozen

from dunning_core.dunning.cases import chased_minor
from dunning_core.dunning.decisions import Decision
from dunning_core.dunning.line_penalties import LinePenalties, SecondReading, list_totals, read_again
from dunning_core.events import StageKind
from dunning_core.ledger import PromiseStanding, Receivable, disputed_minor, list_announcements, list_promises
from dunning_core.lettering import Allocation
from dunning_core.lettering.entries import CREDIT_NOTE, PAYMENT, SET_OFF
from dunning_core.money import Money, sum_by_currency
from dunning_core.penalties import Penalties


@frozen
class LastPayment:
    """What was last received: how much of it went to the debts, on which day, and to which invoices."""

    amount: Money
    day: date
    numbers: tuple[str, ...]


@frozen
class Deduction:
    """What was taken off debts by allocations of one kind, credit notes or debts of our own: how much, by which."""

    kind: str
    amount: Money
    credits: tuple[str, ...]


@frozen
class BrokenWord:
    """What was promised or announced for a day, and came in by it, where that was not all of it."""

    day: date
    amount: Money
    paid: Money


class Demand:
    """What is asked for of some lines in one currency: the debts, what is held back of them, the penalties.

    `claims` are the penalties claimed, by line, where something is left to claim; `announced` those of the lines whose
    stage announces them, where none are claimed. `totals` are what is asked for by kind, and in `sums` one amount per
    currency, that of the debts first.
    """

    def __init__(self, decisions: tuple[Decision, ...], currency: str) -> None:
        self.decisions: tuple[Decision, ...] = decisions
        self.currency: str = currency

    def __reduce__(self) -> tuple[type["Demand"], tuple[tuple[Decision, ...], str]]:
        # The figures do not travel: they follow from the lines.
        return Demand, (self.decisions, self.currency)

    @cached_property
    def lines(self) -> tuple[Decision, ...]:
        """Return the lines whose payment is asked for: those past due, or all of them before the due day."""
        past_due = tuple(line for line in self.decisions if line.stage and line.stage.kind > StageKind.BEFORE_DUE)
        return past_due or self.decisions

    @cached_property
    def chased(self) -> tuple[Money, ...]:
        """Return what is asked for of each line: what is outstanding, not disputed, not promised."""
        return tuple(Money.from_minor(chased_minor(line.receivable), self.currency) for line in self.lines)

    @cached_property
    def outstanding(self) -> Money:
        """Return what is asked for of the debts, before penalties."""
        return Money.sum(self.chased, currency=self.currency)

    @cached_property
    def disputed(self) -> Money:
        """Return what is open of the lines and under dispute."""
        return Money.from_minor(sum(disputed_minor(line.receivable) for line in self.lines), self.currency)

    @cached_property
    def promised(self) -> Money:
        """Return what is open of the lines, not disputed, and promised or announced."""
        return self._add(line.receivable for line in self.lines) - self.disputed - self.outstanding

    @cached_property
    def penalties(self) -> tuple[Penalties, ...]:
        """Return the penalties of the lines whose stage claims them."""
        found = (line.penalties for line in self.decisions if line.claims_penalties)
        return tuple(penalties for penalties in found if penalties is not None)

    @cached_property
    def claims(self) -> tuple[LinePenalties, ...]:
        """Return the penalties claimed, of the lines of which something is left to claim."""
        return tuple(line for line in map(LinePenalties, self.penalties) if line.amounts)

    @cached_property
    def announced(self) -> tuple[LinePenalties, ...]:
        """Return the penalties that are announced and not claimed yet, of the lines on which some have accrued."""
        if self.claims:
            return ()
        found = (line.penalties for line in self.lines if line.stage is not None and line.stage.announces_penalties)
        known = (LinePenalties(penalties) for penalties in found if penalties is not None)
        return tuple(line for line in known if line.grounds)

    @cached_property
    def law(self) -> str | None:
        """Return the country whose law grants what is claimed, else what the first line bears; None for none known."""
        penalties = self.claims[0].penalties if self.claims else self.lines[0].penalties
        return None if penalties is None else penalties.regime.country

    @cached_property
    def per_day(self) -> Money:
        """Return the interest of the next day on what is claimed."""
        return Money.sum((line.penalties.per_day for line in self.claims), currency=self.currency)

    @cached_property
    def is_provisional(self) -> bool:
        """Return whether a figure, or the rate that is announced, is past the verified horizon of its series."""
        unverified = any(not line.penalties.is_rate_verified for line in self.announced)
        return unverified or any(line.is_provisional for line in self.claims)

    @cached_property
    def totals(self) -> tuple[tuple[str, Money], ...]:
        """Return the sums by kind and, where penalties are claimed, the total in each currency."""
        totals = tuple(list_totals(self.outstanding, self.claims))
        if not self.claims:
            return totals
        return (*totals, *(("total", amount) for amount in sum_by_currency(amount for _, amount in totals)))

    @cached_property
    def sums(self) -> tuple[Money, ...]:
        """Return what is asked for in all: one amount per currency, that of the debts first."""
        return tuple(amount for name, amount in self.totals if name == "total") or (self.outstanding,)

    @cached_property
    def second_reading(self) -> SecondReading | None:
        """Return what a French court would read of what is claimed, where that is another figure."""
        return read_again(self.claims, self.decisions[0])

    @cached_property
    def last_payment(self) -> LastPayment | None:
        """Return what was last received on the lines; None when nothing was."""
        paid = self._allocations(PAYMENT)
        if not paid:
            return None
        day = max(entry.on for _, entry in paid)
        last = [(number, entry) for number, entry in paid if entry.on == day]
        amount = Money.sum((entry.amount for _, entry in last), currency=self.currency)
        return LastPayment(amount, day, tuple(dict.fromkeys(number for number, _ in last)))

    @cached_property
    def deductions(self) -> tuple[Deduction, ...]:
        """Return what credit notes and debts of our own have taken off the lines."""
        found: list[Deduction] = []
        for kind in (CREDIT_NOTE, SET_OFF):
            entries = [entry for _, entry in self._allocations(kind)]
            if entries:
                amount = Money.sum((entry.amount for entry in entries), currency=self.currency)
                found.append(Deduction(kind, amount, tuple(dict.fromkeys(entry.credit for entry in entries))))
        return tuple(found)

    @cached_property
    def broken_word(self) -> BrokenWord | None:
        """Return the newest word about the lines that was not kept; of one day the promise, not the announcement."""
        # What was promised is mostly announced later.
        newest = max(self._broken(list_promises), self._broken(list_announcements), key=_last_day)
        if not newest:
            return None
        day = _last_day(newest)
        own = [found for found in newest if found.pay_on == day]
        amount, paid = (
            Money.sum((getattr(found, name) for found in own), currency=self.currency) for name in ("amount", "paid")
        )
        return BrokenWord(day, amount, paid)

    @property
    def balance(self) -> Money:
        """Return all that is open on the account in the currency, due or not, disputed or not."""
        return self._add(self._open_items())

    @property
    def late(self) -> Money:
        """Return what of the balance is late."""
        return self._add(item for item in self._open_items() if item.days_late)

    def _open_items(self) -> Iterator[Receivable]:
        account = self.decisions[0].context.account
        return (item for item in account.open_items if item.currency == self.currency)

    def _add(self, items: Iterable[Receivable]) -> Money:
        return Money.from_minor(sum(item.outstanding_minor for item in items), self.currency)

    def _allocations(self, kind: str) -> list[tuple[str, Allocation]]:
        items = (line.receivable for line in self.lines)
        return [(item.invoice.number, entry) for item in items for entry in item.settlements if entry.kind == kind]

    def _broken(self, list_words: Callable[[Receivable], Iterable[PromiseStanding]]) -> list[PromiseStanding]:
        return [found for line in self.lines for found in list_words(line.receivable) if found.is_broken]


def _last_day(words: Iterable[PromiseStanding]) -> date:
    return max((found.pay_on for found in words), default=date.min)
