"""Snapshot: a ledger read on a day. Everything later is computed on it, and nothing later is in it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import evolve, field, frozen

from dunning_core._checks import check_callable, check_instance, check_text, show_count
from dunning_core.documents import Invoice, Payment
from dunning_core.errors import InvalidValueError, Problem, UnknownReferenceError
from dunning_core.events import ClaimIssued, happened_on
from dunning_core.events.bookkeeping import GRANTED_COMPONENTS
from dunning_core.ledger.account import Account, Reading, read_account
from dunning_core.ledger.books import Books, Mention, Rival, credit_day, credit_id
from dunning_core.ledger.claiming import is_contested
from dunning_core.ledger.moves import Move, list_moves
from dunning_core.ledger.receivable import Credit, Receivable
from dunning_core.ledger.settling import undone_entry
from dunning_core.ledger.strays import attribute_strays
from dunning_core.lettering import (
    STANDARD,
    Allocation,
    Candidate,
    Explanation,
    LetteredGroup,
    Lettering,
    LetteringPolicy,
    Remainder,
)
from dunning_core.money import Money

#: So many debts are shown for a payment whose payer is not known.
_MOST_WAYS = 5


@frozen
class Snapshot:
    """The accounts of a ledger on a day: receivables open and settled, credits, and the problems seen.

    Until `lettered()` is called, only recorded letterings are applied, and any credit left on an account holds the
    chase of it: whoever forgets to letter never chases a client who has paid.
    """

    day: date
    known_on: date | None
    accounts: tuple[Account, ...] = field(repr=show_count)
    strays: tuple[Credit, ...] = field(default=(), repr=show_count)
    problems: tuple[Problem, ...] = field(default=(), repr=show_count)
    is_lettered: bool = False
    is_filtered: bool = False
    _books: Books = field(factory=Books, alias="books", eq=False, repr=False)

    @property
    def receivables(self) -> tuple[Receivable, ...]:
        """Return all receivables, account by account, settled ones included."""
        return tuple(item for account in self.accounts for item in account.receivables)

    @property
    def open_items(self) -> tuple[Receivable, ...]:
        """Return the receivables with something outstanding."""
        return tuple(item for item in self.receivables if item.outstanding_minor)

    @property
    def unmatched(self) -> tuple[Credit, ...]:
        """Return the credits with something left, those of unknown payers included."""
        return (*(credit for account in self.accounts for credit in account.credits), *self.strays)

    @property
    def lettered_groups(self) -> tuple[LetteredGroup, ...]:
        """Return what is recorded, group by group, account by account, each under its letter code."""
        return tuple(group for account in self.accounts for group in account.lettered_groups)

    def where(self, predicate: Callable[[Receivable], bool]) -> "Snapshot":
        """Return the same snapshot with only the receivables that satisfy a predicate, for tables and sums."""
        check_callable("predicate", predicate)
        accounts = (
            evolve(account, receivables=tuple(filter(predicate, account.receivables))) for account in self.accounts
        )
        kept = tuple(account for account in accounts if account.receivables)
        return evolve(self, accounts=kept, is_filtered=True)

    def balance(self, client: str, *, currency: str) -> Money:
        """Return what a client owes in a currency, less the credits that are still his.

        Raises UnknownReferenceError for a client of whom the ledger knows nothing on that day.
        """
        check_text("client", client)
        total = Money.zero(currency).minor
        found = False
        for account in self.accounts:
            found = found or any(known.id == client for known in account.clients)
            for item in account.receivables:
                if item.client.id == client and item.currency == currency:
                    total += item.outstanding_minor
            for credit in account.credits:
                if credit.client is not None and credit.client.id == client and credit.currency == currency:
                    total -= credit.remainder_minor
        if not found:
            raise UnknownReferenceError("unknown_client", "client", client, "pass the id of a client of this ledger")
        return Money.from_minor(total, currency)

    def moves(self, account: str) -> tuple[Move, ...]:
        """Return what moved on an account up to the day: debts, money in and back, what was granted, each with its day.

        Their sum is what is outstanding on the account less the credits that are left, currency by currency. Raises
        UnknownReferenceError for an account that is not there.
        """
        check_text("account", account)
        own = next((found for found in self.accounts if found.id == account), None)
        book = next((found for found in self._books.books if found.account == account), None)
        if own is None or book is None:
            hint = "pass the id of an account of the snapshot"
            raise UnknownReferenceError("unknown_account", "account", account, hint)
        reading, attributed, _, _ = prepare_reading(self._books, self.day, known_on=self.known_on, policy=None)
        return list_moves(book, reading, account=own, attributed=attributed.get(account, ()))

    def lettered(self, policy: LetteringPolicy | None = None) -> "Snapshot":
        """Return the snapshot with payments and credit notes matched by the policy, account by account."""
        if policy is not None:
            check_instance("policy", policy, LetteringPolicy)
        if self.is_filtered:
            raise InvalidValueError("bad_state", "snapshot", "filtered", "call lettered() before where(...)")
        return read_snapshot(self._books, self.day, known_on=self.known_on, policy=policy or STANDARD)


def read_snapshot(books: Books, day: date, *, known_on: date | None, policy: LetteringPolicy | None) -> Snapshot:
    """Return the snapshot of grouped facts on a day, lettered by the policy or, with None, not at all."""
    reading, attributed, strays, problems = prepare_reading(books, day, known_on=known_on, policy=policy)
    accounts: list[Account] = []
    for book in books.books:
        account = read_account(book, reading, attributed=attributed.get(book.account, ()))
        # An account of which nothing but money is left, since its invoices were cancelled, still owes that money.
        if account.clients or account.credits:
            accounts.append(account)
    own = tuple(problem for account in accounts for problem in account.problems)
    return Snapshot(
        day=day,
        known_on=known_on,
        accounts=tuple(accounts),
        strays=strays,
        problems=(*problems, *own),
        is_lettered=policy is not None,
        books=books,
    )


def prepare_reading(
    books: Books, day: date, *, known_on: date | None, policy: LetteringPolicy | None
) -> tuple[Reading, dict[str, list[Payment]], tuple[Credit, ...], list[Problem]]:
    """Return what has to be known before accounts can be read one at a time: what is contested, who paid what."""
    sight = Reading(day, known_on)
    debits = frozenset(_contested_debits(books.rivals, sight))
    credits = frozenset(_contested_credits(books.rivals, sight))
    reading = Reading(
        day, known_on, policy, debits, credits, frozenset(books.contested_clients), _bank_until(books, sight)
    )
    attributed, strays = attribute_strays(books, reading)
    return reading, attributed, strays, list(_unknown(books.mentions, reading))


def _bank_until(books: Books, sight: Reading) -> date | None:
    # Of several banks the one whose data is oldest counts: what came in there since is not known.
    newest: dict[str, date] = {}
    for fact in books.bank_data:
        if sight.sees(fact.until, fact.recorded_on):
            newest[fact.bank] = max(newest.get(fact.bank, fact.until), fact.until)
    return min(newest.values(), default=None)


def propose_lettering(snapshot: Snapshot, *, policy: LetteringPolicy | None = None) -> Lettering:
    """Return the lettering that the policy proposes for a snapshot: what to record, and what is left.

    What is recorded already stands, and is not proposed again.

    >>> from dunning_core.samples import SAMPLE_DAY, sample_ledger
    >>> propose_lettering(sample_ledger().as_of(SAMPLE_DAY)).allocations[0].strategy
    'designation'
    """
    check_instance("snapshot", snapshot, Snapshot)
    lettered = snapshot.lettered(policy) if policy is not None or not snapshot.is_lettered else snapshot
    return collect_lettering(lettered)


def collect_lettering(snapshot: Snapshot) -> Lettering:
    """Return what a lettered snapshot proposes, as a lettering."""
    proposed = tuple(entry for account in snapshot.accounts for entry in account.proposed)
    return Lettering(
        day=snapshot.day,
        allocations=proposed,
        candidates=(
            *(candidate for account in snapshot.accounts for candidate in account.candidates),
            *_stray_candidates(snapshot),
        ),
        remainders=tuple(
            Remainder(credit.id, credit.remainder_minor, credit.currency, credit.reasons, credit.facts)
            for credit in snapshot.unmatched
        ),
        problems=snapshot.problems,
        limits_reached=tuple(limit for account in snapshot.accounts for limit in account.limits_reached),
        basis=_basis(snapshot, proposed),
    )


def _basis(snapshot: Snapshot, proposed: Iterable[Allocation]) -> tuple[tuple[str, str, int], ...]:
    # What was left before the proposal: what is left now, and what the proposal takes.
    credits = {credit.id: credit.remainder_minor for credit in snapshot.unmatched}
    debits = {item.id: item.outstanding_minor for item in snapshot.receivables}
    basis: dict[tuple[str, str], int] = {}
    for entry in proposed:
        debit, credit = ("debit", entry.debit), ("credit", entry.credit)
        basis[debit] = basis.get(debit, debits.get(entry.debit, 0)) + entry.minor
        taken = 0 if entry.kind in GRANTED_COMPONENTS else entry.minor
        basis[credit] = basis.get(credit, credits.get(entry.credit, 0)) + taken
    return tuple((side, name, minor) for (side, name), minor in sorted(basis.items()))


def _stray_candidates(snapshot: Snapshot) -> Iterator[Candidate]:
    # Of a payer that nobody knows, the debts of exactly his amount are all that can be shown.
    if not snapshot.strays:
        return
    by_amount: dict[tuple[str, int], list[str]] = {}
    for item in snapshot.open_items:
        by_amount.setdefault((item.currency, item.outstanding_minor), []).append(item.id)
    for credit in snapshot.strays:
        same = by_amount.get((credit.currency, credit.remainder_minor), [])
        if same and "contradictory" not in credit.reasons:
            ways = tuple(Explanation(((name, credit.remainder_minor),)) for name in same[:_MOST_WAYS])
            facts = (("more_than", _MOST_WAYS),) if len(same) > _MOST_WAYS else ()
            yield Candidate(credit.id, credit.reasons[0], ways, credit.currency, facts)


def _contested_debits(rivals: Iterable[Rival], reading: Reading) -> Iterator[str]:
    # A number is contested on the days when two contents of it are visible, and not before.
    seen: dict[str, list[Invoice | ClaimIssued]] = {}
    for debit in rivals:
        if isinstance(debit, Invoice | ClaimIssued) and reading.sees(debit.issued_on, debit.recorded_on):
            seen.setdefault(debit.number, []).append(debit)
    yield from (number for number, debits in seen.items() if is_contested(debits))


def _contested_credits(rivals: Iterable[Rival], reading: Reading) -> Iterator[str]:
    seen: set[str] = set()
    for credit in rivals:
        if isinstance(credit, Invoice | ClaimIssued):
            continue
        if reading.sees(credit_day(credit), credit.recorded_on):
            if credit_id(credit) in seen:
                yield credit_id(credit)
            seen.add(credit_id(credit))


def _unknown(mentions: Iterable[Mention], reading: Reading) -> Iterator[Problem]:
    # An event about a thing that is not visible yet is as good as an event about nothing: both are told alike.
    for mention in mentions:
        event = mention.event
        if not reading.sees(happened_on(event), event.recorded_on):
            continue
        if mention.is_known or any(reading.sees(day, recorded_on) for day, recorded_on in mention.sightings):
            continue
        if mention.entry is not None:
            yield undone_entry("lettering.debit_unknown", mention.entry)
        else:
            params = (("event", type(event).__name__), ("happened_on", happened_on(event)))
            yield Problem("event.subject.unknown", mention.name, path="subject", params=params)
