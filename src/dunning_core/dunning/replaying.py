"""Replay: the successive runs of a ledger, with what each would send recorded before the next.

A day on which nothing can change is not visited: an account is read on the days of its facts, and on the day that the
decisions about it give as the next one with something to do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from heapq import heappop, heappush

from attrs import evolve, frozen

from dunning_core.documents import CreditNote, Invoice, Payment, Refund, WriteOff, receivable_ids
from dunning_core.dunning.books import PolicyChoice, next_version_on
from dunning_core.dunning.decisions import Decision, decide_account
from dunning_core.dunning.planning import Action, plan_actions
from dunning_core.dunning.policies import DunningPolicy
from dunning_core.events import ClaimIssued, Event, NoticeSent, happened_on
from dunning_core.ledger import Account, Book, Ledger, Reading, prepare_reading, read_account
from dunning_core.ledger.books import Document, credit_day, credit_id, sort_events
from dunning_core.lettering import STANDARD, LetteringPolicy
from dunning_core.parties import Creditor

_DAY = timedelta(days=1)


@frozen
class Visit:
    """One account on a day, as the run of that day reads it, and the actions that the run would take."""

    day: date
    account: Account
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]


class Replay:
    """Lives through the runs of a ledger once, from one day to another; what it would send is on record the same day.

    With `as_known` each day sees only what was recorded by then.
    """

    def __init__(
        self,
        ledger: Ledger,
        policy: PolicyChoice,
        *,
        creditor: Creditor | None = None,
        as_known: bool = False,
        lettering: LetteringPolicy = STANDARD,
    ) -> None:
        self._policy = policy
        self._creditor = creditor
        self._as_known = as_known
        self._lettering = lettering
        # Who is told of a name that nothing bears is of no use here, and would be asked for each day.
        self._books = evolve(ledger.books, mentions=())
        self._pages = {book.account: book for book in self._books.books}
        self._bearers = _find_bearers(self._books.books)
        self._agenda: dict[date, set[str]] = {}
        self._days: list[date] = []
        self._last = date.min
        self._attributed: Mapping[str, list[Payment]] = {}

    def visits(
        self, first: date, last: date, *, watch: Callable[[Account], Iterable[date]] | None = None
    ) -> Iterator[Visit]:
        """Give each account on each day on which something may change, up to the last day included.

        `watch` names more days on which an account is to be seen, for what it is on those days.
        """
        self._last = last
        self._add(first, self._pages)
        self._add_facts(first)
        while self._days:
            day = heappop(self._days)
            names = self._agenda.pop(day)
            reading, attributed = self._prepare(day, as_known=self._as_known)
            names |= _changed(self._attributed, attributed) & self._pages.keys()
            self._attributed = attributed
            visits = [self._visit(name, reading) for name in sorted(names)]
            yield from visits
            told = self._record(visits)
            for visit in visits:
                if watch is not None:
                    for other in watch(visit.account):
                        self._add(other, (visit.account.id,), after=day)
                if visit.account.id not in told:
                    self._add_next(visit)
            # Who is seen tomorrow anyway need not be read again to know that.
            for name in sorted(told - self._agenda.get(day + _DAY, set())):
                self._add_next(self._visit(name, reading))

    def know_better(self, visit: Visit) -> Account:
        """Return the account of a visit as it stood on the day, in the light of what was recorded about it later."""
        reading, attributed = self._prepare(visit.day, as_known=False)
        page = self._pages[visit.account.id]
        known_late = any(
            happened <= visit.day < (recorded or happened)
            for happened, recorded in map(_days_of, (*_facts_of(page), *self._books.strays, *self._books.stray_events))
        )
        return read_account(page, reading, attributed=attributed.get(page.account, ())) if known_late else visit.account

    def _prepare(self, day: date, *, as_known: bool) -> tuple[Reading, dict[str, list[Payment]]]:
        known_on = day if as_known else None
        return prepare_reading(self._books, day, known_on=known_on, policy=self._lettering)[:2]

    def _visit(self, name: str, reading: Reading) -> Visit:
        account = read_account(self._pages[name], reading, attributed=self._attributed.get(name, ()))
        decisions = tuple(decide_account(account, self._policy, creditor=self._creditor))
        return Visit(reading.day, account, decisions, plan_actions(decisions))

    def _record(self, visits: Iterable[Visit]) -> set[str]:
        told: dict[str, list[Event]] = {}
        for visit in visits:
            for action in visit.actions:
                for event in action.sent(visit.day):
                    for name in self._accounts_of(event) | {visit.account.id}:
                        told.setdefault(name, []).append(event)
        for name, events in told.items():
            self._pages[name] = _add_events(self._pages[name], events)
        return set(told)

    def _accounts_of(self, event: NoticeSent) -> set[str]:
        return {account for name in event.receivables for account in self._bearers.get(name, ())}

    def _add(self, day: date, names: Iterable[str], *, after: date | None = None) -> None:
        if day > self._last or (after is not None and day <= after):
            return
        if day not in self._agenda:
            self._agenda[day] = set()
            heappush(self._days, day)
        self._agenda[day].update(names)

    def _add_facts(self, first: date) -> None:
        for page in self._pages.values():
            for fact in _facts_of(page):
                self._add(self._seen_on(fact), (page.account,), after=first)
        # A number that stands twice concerns all who bear it; a payer who is not known is looked for everywhere.
        for rival in self._books.rivals:
            name = rival.number if isinstance(rival, Invoice | ClaimIssued) else credit_id(rival)
            self._add(self._seen_on(rival), self._bearers.get(name, ()), after=first)
        for fact in (*self._books.strays, *self._books.stray_events):
            self._add(self._seen_on(fact), (), after=first)
        if not isinstance(self._policy, DunningPolicy) or self._policy.bank_data_days is not None:
            # How recent the bank data is concerns every account.
            for fact in self._books.bank_data:
                self._add(self._seen_on(fact), self._pages, after=first)

    def _seen_on(self, fact: Document | Event) -> date:
        happened, recorded = _days_of(fact)
        return max(happened, recorded or happened) if self._as_known else happened

    def _add_next(self, visit: Visit) -> None:
        for decision in visit.decisions:
            following = visit.day + _DAY if decision.stage is not None else decision.next_on
            if following is not None:
                self._add(following, (visit.account.id,), after=visit.day)
        for client in {decision.client for decision in visit.decisions}:
            changes_on = next_version_on(self._policy, client, after=visit.day)
            if changes_on is not None:
                self._add(changes_on, (visit.account.id,))


def day_of(fact: Document | Event) -> date:
    """Return the day on which something was issued, came in or happened."""
    if isinstance(fact, Invoice):
        return fact.issued_on
    if isinstance(fact, CreditNote | Payment | WriteOff):
        return credit_day(fact)
    return fact.refunded_on if isinstance(fact, Refund) else happened_on(fact)


def _days_of(fact: Document | Event) -> tuple[date, date | None]:
    return day_of(fact), fact.recorded_on


def _facts_of(page: Book) -> Iterator[Document | Event]:
    yield from page.invoices
    yield from page.credit_notes
    yield from page.payments
    yield from page.refunds
    yield from page.write_offs
    yield from page.events


def _find_bearers(books: Iterable[Book]) -> dict[str, set[str]]:
    # Names are shared by mistake only, yet an event goes to every account that holds something of the name it gives.
    bearers: dict[str, set[str]] = {}
    for book in books:
        names = {note.number for note in book.credit_notes}
        names.update(credit.id for credits in (book.payments, book.write_offs) for credit in credits)
        for invoice in book.invoices:
            names.update((invoice.number, *receivable_ids(invoice.number, len(invoice.installments) or 1)))
        own = {book.account, *(client.id for client in book.clients)}
        names.update(event.number for event in book.events if isinstance(event, ClaimIssued) and event.client in own)
        for name in names:
            bearers.setdefault(name, set()).add(book.account)
    return bearers


def _changed(before: Mapping[str, list[Payment]], after: Mapping[str, list[Payment]]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _add_events(page: Book, events: list[Event]) -> Book:
    # Only the events of one day are sorted anew: the order of the rest stands.
    day = happened_on(events[0])
    earlier = [event for event in page.events if happened_on(event) < day]
    same = [event for event in page.events if happened_on(event) == day]
    later = page.events[len(earlier) + len(same) :]
    return evolve(page, events=(*earlier, *sort_events((*same, *events)), *later))
