"""Pieces: the lines on the accounts of clients gathered into what they are: invoices, payments, transfers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from dunning_core.documents import PaymentMeans
from dunning_core.interop.fec.entries import Entry, EntryKey, Nature, entry_key, recognize_line
from dunning_core.interop.fec.lines import Line
from dunning_core.interop.fec.years import Years, tell_years_apart

_DEBITS = (Nature.INVOICE, Nature.MONEY_OUT)
_NAME_MAX = 180


@frozen
class Piece:
    """Lines that are one thing: an invoice, a payment, a credit note, a loss, money that went out again."""

    nature: Nature
    lines: tuple[Line, ...]
    day: date
    means: PaymentMeans | None = None
    name: str = ""

    @property
    def first(self) -> Line:
        """Return a line of it: they all have its client, its account, its currency and its piece."""
        return self.lines[0]

    @property
    def minor(self) -> int:
        """Return its amount, above zero whatever its side."""
        return abs(sum(line.minor for line in self.lines))

    @property
    def is_debit(self) -> bool:
        """Return whether it is something that the client owes."""
        return self.nature in _DEBITS

    @property
    def client(self) -> str:
        """Return the client on whose account it stands."""
        return self.first.client


@frozen
class Transfer:
    """Lines of an entry that move an amount between the accounts of a client: what he owes stays what it was."""

    lines: tuple[Line, ...]


@frozen
class Gathered:
    """What the lines of clients are, and those that are none of it: what one year only carries over to the next."""

    pieces: tuple[Piece, ...]
    transfers: tuple[Transfer, ...]
    years: Years


def gather_pieces(lines: Sequence[Line], entries: Mapping[EntryKey, Entry]) -> Gathered:
    """Return what the lines on the accounts of clients are, each piece under a name of its own."""
    years = tell_years_apart(lines, entries)
    own: dict[EntryKey, list[Line]] = {}
    for line in years.lines:
        own.setdefault(entry_key(line), []).append(line)
    found: dict[tuple[Nature, EntryKey, tuple[object, ...]], list[Line]] = {}
    transfers: list[Transfer] = []
    for key, members in own.items():
        entry = entries[key]
        moved = [Transfer(tuple(sorted(lines, key=_order))) for lines in _find_transfers(members, entry)]
        gone = {line.number for transfer in moved for line in transfer.lines}
        transfers += moved
        for line in members:
            if line.number not in gone:
                found.setdefault((recognize_line(line, entry), key, _likeness(line, entry)), []).append(line)
    made = [_make_piece(nature, members, entries[key]) for (nature, key, _), members in found.items()]
    sides = ([piece for piece in made if piece.is_debit is side] for side in (True, False))
    named = tuple(piece for side in sides for piece in _give_names(side))
    moves = tuple(sorted(transfers, key=lambda one: _order(one.lines[0])))
    return Gathered(named, moves, years)


def _find_transfers(members: Sequence[Line], entry: Entry) -> Iterable[list[Line]]:
    """Give the lines of each client that cancel out between his accounts, or in an entry about nothing else."""
    if entry.is_opening:
        return
    by_client: dict[tuple[str, str], list[Line]] = {}
    for line in members:
        by_client.setdefault((line.client, line.currency), []).append(line)
    for own in by_client.values():
        roots = {line.root for line in own}
        if not sum(line.minor for line in own) and (len(roots) > 1 or entry.is_among_clients):
            yield own


def _likeness(line: Line, entry: Entry) -> tuple[object, ...]:
    own = (line.client, line.currency, line.account, line.piece, line.piece_day, line.due_on)
    # An opening has a line for each thing that is open, often under one piece; a statement, one for each transfer.
    if entry.is_opening:
        return (*own, line.number)
    return (*own, line.label if line.minor < 0 or not line.document else "")


def _make_piece(nature: Nature, members: Sequence[Line], entry: Entry) -> Piece:
    lines = tuple(sorted(members, key=_order))
    first = lines[0]
    dated = entry.is_opening or nature in (Nature.INVOICE, Nature.CREDIT_NOTE)
    means = entry.means if nature is Nature.PAYMENT and not entry.is_opening else None
    return Piece(nature, lines, (first.piece_day or first.day) if dated else first.day, means)


def _order(line: Line) -> tuple[object, ...]:
    # By what the line says, so that the order of the rows changes nothing but the places of what is the same.
    return (
        line.day,
        line.account,
        line.auxiliary,
        line.piece,
        line.minor,
        line.label,
        line.code,
        line.entry,
        line.number,
    )


def _give_names(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of one side under names that are all different, each as short as it can be."""
    named: list[Piece] = []
    taken: set[str] = set()
    left = list(pieces)
    for name_of in (_short_name, _middle_name, _long_name):
        times = Counter(map(name_of, left))
        waiting: list[Piece] = []
        for piece in left:
            name = name_of(piece)
            if times[name] > 1 or name in taken:
                waiting.append(piece)
            else:
                taken.add(name)
                named.append(evolve(piece, name=name))
        left = waiting
    counts: Counter[str] = Counter()
    for piece in sorted(left, key=lambda piece: (_long_name(piece), piece.day, _order(piece.first))):
        name = _long_name(piece)
        while True:
            counts[name] += 1
            ranked = f"{name} ({counts[name]})"
            if ranked not in taken:
                break
        taken.add(ranked)
        named.append(evolve(piece, name=ranked))
    return sorted(named, key=lambda piece: (piece.client, piece.day, piece.name))


def _entry_name(piece: Piece) -> str:
    line = piece.first
    if line.is_named_by_entry:
        return line.entry
    return f"{line.journal} {line.entry or line.day.isoformat()}".strip()[:_NAME_MAX]


def _short_name(piece: Piece) -> str:
    line = piece.first
    if piece.nature is Nature.PAYMENT or not line.document:
        return _entry_name(piece)
    return f"{line.document} {line.account}" if line.is_retention else line.document


def _middle_name(piece: Piece) -> str:
    own = piece.client if piece.nature is Nature.PAYMENT else piece.first.piece
    return f"{own} {_entry_name(piece)}".strip()[:_NAME_MAX]


def _long_name(piece: Piece) -> str:
    return f"{piece.first.piece} {_entry_name(piece)} {piece.client} {piece.first.account}".strip()[:_NAME_MAX]
