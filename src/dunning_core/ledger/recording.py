"""Recording: from a lettering, proposed or a person's own, to the event that makes it a fact; and its undoing."""

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from dunning_core.errors import LetteringError
from dunning_core.events import Lettered, LetteredEntry, Unlettered
from dunning_core.events.bookkeeping import PRINCIPAL
from dunning_core.ledger.account import Account
from dunning_core.ledger.books import Book, Books
from dunning_core.ledger.snapshot import Snapshot
from dunning_core.lettering import Lettering
from dunning_core.lettering.codes import give_codes

_AGAIN = "the ledger has changed since it was proposed: propose it again"


def record_lettering(books: Books, snapshot: Snapshot, *, lettering: Lettering) -> tuple[Lettered, ...]:
    """Return the event that records a lettering, with its letter codes; none when it is on record already.

    Raises LetteringError when the lettering does not fit the snapshot of its day, on which nothing is proposed.
    """
    entries = [entry for entry in lettering.entries() if not entry.letter_code]
    if not entries or _is_recorded(entries, snapshot, lettering.day):
        return ()
    accounts = _accounts(snapshot)
    left = {("debit", item.id): item.outstanding_minor for item in snapshot.receivables}
    left |= {("credit", credit.id): credit.remainder_minor for credit in snapshot.unmatched}
    for side, name, minor in lettering.basis:
        if left.get((side, name), 0) != minor:
            raise LetteringError("stale", "lettering", name, _AGAIN)
    for entry in entries:
        _check_entry(entry, left, accounts, snapshot)
    return (Lettered(tuple(_give_codes(books, entries, accounts)), lettered_on=lettering.day),)


def _is_recorded(entries: Iterable[LetteredEntry], snapshot: Snapshot, day: date) -> bool:
    recorded = {
        evolve(entry, letter_code="")
        for account in snapshot.accounts
        for event in account.events
        if isinstance(event, Lettered) and event.lettered_on == day
        for entry in event.entries
    }
    return recorded.issuperset(entries)


def _accounts(snapshot: Snapshot) -> dict[tuple[str, str], Account]:
    accounts: dict[tuple[str, str], Account] = {}
    for account in snapshot.accounts:
        for item in account.receivables:
            accounts["debit", item.id] = account
            # What was settled whole is no credit any more, and still belongs where it was placed.
            for settlement in item.settlements:
                accounts["credit", settlement.credit] = account
        for credit in account.credits:
            accounts["credit", credit.id] = account
    return accounts


def _check_entry(
    entry: LetteredEntry,
    left: dict[tuple[str, str], int],
    accounts: dict[tuple[str, str], Account],
    snapshot: Snapshot,
) -> None:
    debit, credit = ("debit", entry.debit), ("credit", entry.credit)
    strays = {stray.id for stray in snapshot.strays}
    for side, name in (debit, credit):
        if (side, name) not in accounts and name not in strays:
            hint = f"pass a {side} that is on the ledger on {snapshot.day}"
            raise LetteringError("unknown_entry", f"lettering.{side}", name, hint)
    if entry.credit not in strays and accounts[debit] is not accounts[credit]:
        hint = f"it is on the account {accounts[credit].id}, the debit on {accounts[debit].id}"
        raise LetteringError("foreign", "lettering.credit", entry.credit, hint)
    currencies = {item.currency for item in accounts[debit].receivables if item.id == entry.debit}
    currencies |= {found.currency for found in snapshot.unmatched if found.id == entry.credit}
    if currencies != {entry.currency}:
        hint = "letter a debt in its own currency; exchange_differences reckons what that gained or lost"
        raise LetteringError("currency_mismatch", "lettering.currency", entry.currency, hint)
    sides = (debit, credit) if entry.component == PRINCIPAL else (debit,)
    for node in sides:
        left[node] = left.get(node, 0) - entry.minor
        if left[node] < 0:
            hint = "it is more than is left of it: propose it again, or letter less"
            raise LetteringError("over_allocated", f"lettering.{node[0]}", node[1], hint)


def _give_codes(
    books: Books, entries: Iterable[LetteredEntry], accounts: dict[tuple[str, str], Account]
) -> Iterable[LetteredEntry]:
    by_account: dict[str, list[LetteredEntry]] = {}
    for entry in entries:
        by_account.setdefault(accounts["debit", entry.debit].id, []).append(entry)
    pages: dict[str, Book] = {book.account: book for book in books.books}
    found = {account.id: account for account in accounts.values()}
    for name, own in sorted(by_account.items()):
        # Codes of letterings that are undone, or not visible on that day, are taken as well.
        events = pages[name].events if name in pages else ()
        used = [entry.letter_code for event in events if isinstance(event, Lettered) for entry in event.entries]
        in_force = [entry for group in found[name].lettered_groups for entry in group.entries]
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
