"""Recording: from a lettering, proposed or a person's own, to the event that makes it a fact; and its undoing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from dunning_core.errors import LetteringError
from dunning_core.events import Lettered, LetteredEntry, Unlettered
from dunning_core.events.bookkeeping import PRINCIPAL
from dunning_core.ledger.books import Book, Books
from dunning_core.ledger.settling import entries_in_force
from dunning_core.ledger.snapshot import Snapshot
from dunning_core.lettering import Lettering
from dunning_core.lettering.codes import Node, give_codes

_AGAIN = "the ledger has changed since it was proposed: propose it again"


@frozen
class _Place:
    """Where a credit or a debit stands: on which account, "" for a credit that is on none, and what is left of it."""

    account: str
    currency: str
    left_minor: int


def record_lettering(books: Books, snapshot: Snapshot, *, lettering: Lettering) -> tuple[Lettered, ...]:
    """Return the event that records a lettering, with its letter codes; none when it is on record already.

    Raises LetteringError when the lettering does not fit the snapshot of its day, on which nothing is proposed.
    """
    entries = lettering.entries()
    if not entries or _is_recorded(entries, snapshot, lettering.day):
        return ()
    places = _find_places(snapshot)
    left = {node: place.left_minor for node, place in places.items()}
    for side, name, minor in lettering.basis:
        if left.get((side, name), 0) != minor:
            raise LetteringError("stale", "lettering", name, _AGAIN)
    by_account: dict[str, list[LetteredEntry]] = {}
    for entry in entries:
        _check_entry(entry, left, places, snapshot.day)
        by_account.setdefault(places["debit", entry.debit].account, []).append(entry)
    return (Lettered(tuple(_give_codes(books, by_account, snapshot)), lettered_on=lettering.day),)


def _is_recorded(entries: Iterable[LetteredEntry], snapshot: Snapshot, day: date) -> bool:
    recorded = {
        evolve(entry, letter_code="")
        for account in snapshot.accounts
        for entry, lettered_on in entries_in_force(account.events)
        if lettered_on == day
    }
    return recorded.issuperset(entries)


def _find_places(snapshot: Snapshot) -> dict[Node, _Place]:
    places: dict[Node, _Place] = {}
    for account in snapshot.accounts:
        for item in account.receivables:
            places["debit", item.id] = _Place(account.id, item.currency, item.outstanding_minor)
            # What was settled whole is no credit any more, and still belongs where it was placed.
            for settlement in item.settlements:
                places["credit", settlement.credit] = _Place(account.id, item.currency, 0)
        for credit in account.credits:
            places["credit", credit.id] = _Place(account.id, credit.currency, credit.remainder_minor)
    for credit in snapshot.strays:
        places["credit", credit.id] = _Place("", credit.currency, credit.remainder_minor)
    return places


def _check_entry(entry: LetteredEntry, left: dict[Node, int], places: Mapping[Node, _Place], day: date) -> None:
    """Take an entry off what is left of its credit and its debit, when it may stand."""
    sides: tuple[Node, Node] = ("debit", entry.debit), ("credit", entry.credit)
    for side, name in sides:
        if (side, name) not in places:
            hint = f"pass a {side} that is on the ledger on {day}"
            raise LetteringError("unknown_entry", f"lettering.{side}", name, hint)
    debit, credit = (places[node] for node in sides)
    if credit.account not in ("", debit.account):
        hint = f"it is on the account {credit.account}, the debit on {debit.account}"
        raise LetteringError("foreign", "lettering.credit", entry.credit, hint)
    if {debit.currency, credit.currency} != {entry.currency}:
        hint = "letter a debt in its own currency; exchange_differences reckons what that gained or lost"
        raise LetteringError("currency_mismatch", "lettering.currency", entry.currency, hint)
    for node in sides if entry.component == PRINCIPAL else sides[:1]:
        left[node] -= entry.minor
        if left[node] < 0:
            hint = "it is more than is left of it: propose it again, or letter less"
            raise LetteringError("over_allocated", f"lettering.{node[0]}", node[1], hint)


def _give_codes(
    books: Books, by_account: Mapping[str, Sequence[LetteredEntry]], snapshot: Snapshot
) -> Iterator[LetteredEntry]:
    pages: dict[str, Book] = {book.account: book for book in books.books}
    accounts = {account.id: account for account in snapshot.accounts}
    for name, own in sorted(by_account.items()):
        # Codes of letterings that are undone, or not visible on that day, are taken as well.
        events = pages[name].events if name in pages else ()
        used = [entry.letter_code for event in events if isinstance(event, Lettered) for entry in event.entries]
        in_force = [entry for group in accounts[name].lettered_groups for entry in group.entries]
        yield from give_codes(own, in_force, used=used)


def undo_lettering(snapshot: Snapshot, name: str, *, reason: str) -> Unlettered:
    """Return the event that undoes what is lettered of a credit or a debit on the day of a snapshot."""
    entries = tuple(
        entry for group in snapshot.lettered_groups for entry in group.entries if name in (entry.credit, entry.debit)
    )
    if not entries:
        hint = f"pass a credit or a debit that is lettered on {snapshot.day}"
        raise LetteringError("unknown_entry", "name", name, hint)
    return Unlettered(entries, unlettered_on=snapshot.day, reason=reason)
