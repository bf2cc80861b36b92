"""Promises and announced payments as they stand on a day: kept, partly, broken, open or replaced; always computed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from dunning_core.errors import Problem
from dunning_core.events import PaymentAnnounced, PromiseToPay, happened_on
from dunning_core.ledger.receivable import Receivable, disputed_minor
from dunning_core.money import Money


class PromiseState(Enum):
    """What became of a promise by a day: it runs, came in whole, in part or not at all, or another took its place."""

    OPEN = "open"
    KEPT = "kept"
    PARTLY = "partly"
    BROKEN = "broken"
    REPLACED = "replaced"


@frozen
class PromiseStanding:
    """A promise as it stands on a day: what it came to, what of it came in by its last day, and what is missing.

    `amount` is what was promised, and never more than was owed on the day it was made. `last_day` is the promised day
    with the days of tolerance: the last one on which money keeps it. An announced payment stands like a promise.
    """

    promise: PromiseToPay | PaymentAnnounced
    state: PromiseState
    last_day: date
    amount: Money
    paid: Money
    missing: Money

    @property
    def made_on(self) -> date:
        """Return the day on which it was promised, or announced."""
        return happened_on(self.promise)

    @property
    def pay_on(self) -> date:
        """Return the promised day, or the day on which what was announced is expected."""
        return _Word(self.promise).pay_on

    @property
    def is_broken(self) -> bool:
        """Return whether its last day passed with something missing."""
        return self.state in (PromiseState.PARTLY, PromiseState.BROKEN)


def list_promises(receivable: Receivable) -> tuple[PromiseStanding, ...]:
    """Return the promises about a receivable as they stand on its day, in the order in which they were made.

    Several promises stand beside each other, and what comes in goes to the oldest that is open, then to the next. A
    promise that, with those still open, comes to more than is owed when it is made takes their place.
    """
    return _list(receivable, PromiseToPay) if receivable.events else ()


def list_announcements(receivable: Receivable) -> tuple[PromiseStanding, ...]:
    """Return the announced payments of a receivable as they stand on its day, by the rules of promises.

    They are read apart from the promises, since what is announced is mostly what was promised: one receipt may answer
    to both.
    """
    return _list(receivable, PaymentAnnounced) if receivable.events else ()


def promise_problems(receivable: Receivable) -> Iterator[Problem]:
    """Give a Problem for promises of one day that cannot all be meant: the one to be paid last is taken."""
    for kind in (PromiseToPay, PaymentAnnounced):
        for word in _read_words(receivable, kind):
            if word.is_contradicted:
                params = (("event", kind.__name__), ("promised_on", word.made_on), ("pay_on", word.pay_on))
                yield Problem("promise.contradictory", receivable.id, path="promised_on", params=params)


_Kind = type[PromiseToPay] | type[PaymentAnnounced]


def _list(receivable: Receivable, kind: _Kind) -> tuple[PromiseStanding, ...]:
    return tuple(_stand(word, receivable) for word in _read_words(receivable, kind))


class _Word:
    """A promise while receipts are appropriated: how much was meant, how much of it came in, what took its place."""

    __slots__ = ("is_contradicted", "is_replaced", "last_day", "made_on", "minor", "paid", "pay_on", "promise")

    def __init__(self, promise: PromiseToPay | PaymentAnnounced) -> None:
        self.promise: PromiseToPay | PaymentAnnounced = promise
        self.made_on: date = happened_on(promise)
        self.pay_on: date = promise.expected_on if isinstance(promise, PaymentAnnounced) else promise.pay_on
        self.last_day: date = self.pay_on + timedelta(days=promise.tolerance_days)
        self.minor: int = 0
        self.paid: int = 0
        self.is_replaced: bool = False
        self.is_contradicted: bool = False

    @property
    def left(self) -> int:
        return self.minor - self.paid

    def is_open(self, day: date) -> bool:
        return not self.is_replaced and self.made_on <= day <= self.last_day and self.left > 0


def _read_words(receivable: Receivable, kind: _Kind) -> list[_Word]:
    words = [_Word(event) for event in receivable.events if isinstance(event, kind)]
    words.sort(key=lambda word: (word.made_on, word.last_day, -_asked(word, receivable)))
    receipts = sorted((entry.on, entry.minor) for entry in receivable.settlements) if words else []
    owed, place = receivable.minor, 0
    for rank, word in enumerate(words):
        while place < len(receipts) and receipts[place][0] < word.made_on:
            owed -= receipts[place][1]
            _appropriate(words[:rank], *receipts[place])
            place += 1
        word.minor = min(_asked(word, receivable), owed)
        _make_room(word, words[:rank], owed)
    for day, minor in receipts[place:]:
        _appropriate(words, day, minor)
    return words


def _asked(word: _Word, receivable: Receivable) -> int:
    return receivable.minor if word.promise.amount is None else word.promise.amount.minor


def _make_room(word: _Word, earlier: Sequence[_Word], owed: int) -> None:
    # Nobody promises more than he owes: what is promised now stands in the place of what was promised before.
    still_open = [other for other in earlier if other.is_open(word.made_on)]
    if sum(other.left for other in still_open) + word.minor > owed:
        for other in still_open:
            other.is_replaced = True
            other.is_contradicted = other.made_on == word.made_on


def _appropriate(words: Sequence[_Word], day: date, minor: int) -> None:
    for word in words:
        if minor and word.is_open(day):
            share = min(minor, word.left)
            word.paid += share
            minor -= share


def _stand(word: _Word, receivable: Receivable) -> PromiseStanding:
    # What is contested, or was credited, is not missing. At the end of its last day: what came later keeps nothing.
    late = sum(entry.minor for entry in receivable.settlements if entry.on > word.last_day)
    owed = max(0, receivable.outstanding_minor - disputed_minor(receivable) + late)
    missing = min(word.left, owed)
    if word.is_replaced:
        state = PromiseState.REPLACED
    elif not missing:
        state = PromiseState.KEPT
    elif receivable.day <= word.last_day:
        state = PromiseState.OPEN
    else:
        state = PromiseState.PARTLY if word.paid else PromiseState.BROKEN
    amounts = (Money.from_minor(minor, receivable.currency) for minor in (word.minor, word.paid, missing))
    return PromiseStanding(word.promise, state, word.last_day, *amounts)
