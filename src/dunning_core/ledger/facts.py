"""Ledger: one creditor's facts, in any order; the day enters here, and nowhere else."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import field, frozen

from dunning_core._checks import check_date, check_instance, check_optional_date, check_text, set_field
from dunning_core.documents import CreditNote, Invoice, Payment, Refund, WriteOff
from dunning_core.errors import WrongTypeError
from dunning_core.events import Event
from dunning_core.ledger.books import Books, Fact, sort_facts
from dunning_core.ledger.dealing import group_facts
from dunning_core.ledger.recording import record_lettering, undo_lettering
from dunning_core.ledger.snapshot import Snapshot, read_snapshot
from dunning_core.lettering import Lettering
from dunning_core.parties import Client

_FACTS: frozenset[type] = frozenset((Client, Invoice, CreditNote, Payment, Refund, WriteOff, *Event.__args__))


# Lists of lists of facts are taken; deeper ones are a mistake, or contain themselves.
_DEEPEST = 8


@frozen(repr=False)
class Ledger:
    """Clients, documents, payments and events of one creditor; the order in which they are given never matters.

    A fact given twice counts once. Two contradictory ones (a number with two contents) are a Problem of the snapshot,
    and neither is chased. Build it with `Ledger.of(...)`.

    >>> from dunning_core import Client
    >>> len(Ledger.of(Client.business("ACME", name="Acme SARL", country="FR")).facts)
    1
    """

    facts: tuple[Fact, ...]
    _books: Books = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        set_field(self, "facts", tuple(sort_facts(self.facts)))
        set_field(self, "_books", group_facts(self.facts))

    @classmethod
    def of(cls, *facts: "Fact | Iterable[Fact]") -> "Ledger":
        """Return a ledger of facts; an argument may itself be an iterable of facts."""
        return cls(tuple(_flatten(facts)))

    def with_(self, *facts: "Fact | Iterable[Fact]") -> "Ledger":
        """Return the ledger with more facts."""
        return Ledger((*self.facts, *_flatten(facts)))

    def with_lettering(self, lettering: Lettering) -> "Ledger":
        """Return the ledger with a lettering recorded on its day, under letter codes: from then on it is a fact.

        It stands, and comes before anything proposed. Recording the same lettering again changes nothing. Raises
        LetteringError for a credit or a debit that is not there on that day (`unknown_entry`) or is of another account
        (`foreign`), in another currency (`currency_mismatch`), beyond what is left (`over_allocated`), or when facts
        have changed since the lettering was proposed (`stale`).
        """
        check_instance("lettering", lettering, Lettering)
        return self.with_(record_lettering(self._books, self.as_of(lettering.day), lettering=lettering))

    def without_lettering(self, name: str, *, unlettered_on: date, reason: str = "") -> "Ledger":
        """Return the ledger with the recorded letterings of a credit or a debit undone on a day.

        They can be proposed again from that day; their codes are never used again. Raises LetteringError
        (`unknown_entry`) when nothing of that name is lettered on that day.
        """
        check_text("name", name)
        return self.with_(undo_lettering(self.as_of(unlettered_on), name, reason=reason))

    def as_of(self, day: date, *, known_on: date | None = None) -> Snapshot:
        """Return the ledger as it stands at the end of a day: no later fact is seen.

        With `known_on`, facts recorded after that day are not seen either, so that a past position can be asked again
        as it was known then.
        """
        check_date("day", day)
        check_optional_date("known_on", known_on)
        return read_snapshot(self._books, day, known_on=known_on, policy=None)

    @property
    def books(self) -> Books:
        """Return the facts grouped by account, for runs that read one account at a time."""
        return self._books

    def __repr__(self) -> str:
        return f"<Ledger of {len(self.facts)} facts, {len(self._books.books)} accounts>"


def _flatten(facts: Iterable[Any], depth: int = 0) -> Iterator[Fact]:
    fact: Any
    for index, fact in enumerate(facts):
        if type(fact) in _FACTS:
            yield fact
        elif depth < _DEEPEST and hasattr(fact, "__iter__") and type(fact) not in (str, bytes, dict):
            yield from _flatten(fact, depth + 1)
        else:
            raise WrongTypeError("wrong_type", f"facts[{index}]", fact, "pass clients, documents, payments or events")
