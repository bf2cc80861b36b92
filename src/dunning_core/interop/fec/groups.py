"""Groups: the letters that stand in the rows, as a person's lettering; and what came back, or waits elsewhere."""

from collections import deque
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, takewhile

from attrs import field, frozen

from dunning_core.documents import receivable_ids
from dunning_core.errors import Problem
from dunning_core.events import Hold, HoldReleased, Lettered, LetteredEntry
from dunning_core.interop.fec.entries import Nature
from dunning_core.interop.fec.lines import BILLS, CLIENTS, DOUBTFUL, Line
from dunning_core.interop.fec.pieces import Gathered, Piece
from dunning_core.money import Money

# The names of the French chart of accounts: a FEC speaks French.
_WHY = {BILLS: "compte 413, effets à recevoir", DOUBTFUL: "compte 416, clients douteux"}

#: A code of letters is given per account: the same letters on another one are another group.
GroupKey = tuple[str, str, str]


@frozen
class Groups:
    """The pieces by the group that their letters make, once transfers have tied the groups of two accounts together."""

    _roots: Mapping[GroupKey, GroupKey] = field(alias="roots")
    members: Mapping[GroupKey, tuple[tuple[Piece, Line], ...]]
    _pieces: Mapping[GroupKey, tuple[Piece, ...]] = field(alias="pieces")

    def of(self, line: Line) -> GroupKey | None:
        """Return the group of a line, None for a line without letters."""
        key = group_key(line)
        return None if key is None else self._roots.get(key, key)

    def pieces(self, line: Line) -> tuple[Piece, ...]:
        """Return the pieces that have a line in the group of a line, each once."""
        key = self.of(line)
        return () if key is None else self._pieces.get(key, ())

    def are_together(self, one: Piece, other: Piece) -> bool:
        """Return whether two pieces have lines in one group."""
        keys = {self.of(line) for line in one.lines} - {None}
        return any(self.of(line) in keys for line in other.lines)


def group_key(line: Line) -> GroupKey | None:
    """Return what identifies the group of a line, None without letters; a star or a dash ties nothing together."""
    return (line.account, line.auxiliary, line.code) if any(map(str.isalnum, line.code)) else None


def find_groups(gathered: Gathered) -> Groups:
    """Return the groups of the pieces by their letters."""
    roots: dict[GroupKey, GroupKey] = {}

    def find(key: GroupKey) -> GroupKey:
        while roots.get(key, key) != key:
            key = roots[key]
        return key

    for transfer in gathered.transfers:
        keys = sorted({find(key) for line in transfer.lines if (key := group_key(line)) is not None})
        roots.update((key, keys[0]) for key in keys[1:])
    members: dict[GroupKey, list[tuple[Piece, Line]]] = {}
    for piece in gathered.pieces:
        for line in piece.lines:
            key = group_key(line)
            if key is not None:
                members.setdefault(find(key), []).append((piece, line))
    flat = {key: find(key) for key in roots}
    ordered = {key: tuple(sorted(found, key=_order)) for key, found in members.items()}
    once = {key: tuple({id(piece): piece for piece, _ in found}.values()) for key, found in ordered.items()}
    return Groups(flat, ordered, once)


def _order(member: tuple[Piece, Line]) -> tuple[object, ...]:
    piece, line = member
    return piece.day, piece.name, line.minor, line.day, line.number


def match_returns(pieces: Sequence[Piece], groups: Groups) -> dict[str, Piece]:
    """Return, by the name of what went out, the payment or credit note of the same amount that it gives back.

    The one in its group, else the one that bears its piece, else the only one there is; between two, nobody knows.
    """
    taken: set[str] = set()
    returns: dict[str, Piece] = {}
    waiting: dict[tuple[object, ...], deque[Piece]] = {}
    for piece in sorted(pieces, key=_day_and_name):
        if piece.nature in (Nature.PAYMENT, Nature.CREDIT_NOTE):
            waiting.setdefault(_amount_key(piece), deque()).append(piece)
            waiting.setdefault((*_amount_key(piece), piece.first.piece), deque()).append(piece)
    for out in sorted((piece for piece in pieces if piece.nature is Nature.MONEY_OUT), key=_day_and_name):
        found = _find_together(out, groups, taken)
        keys = [(*_amount_key(out), out.first.piece)] if out.first.piece else []
        for key in (*keys, _amount_key(out)):
            free = [] if found is not None else _find_free(out, waiting.get(key, deque()), taken)
            found = free[0] if len(free) == 1 else found
        if found is not None:
            taken.add(found.name)
            returns[out.name] = found
    return returns


def _day_and_name(piece: Piece) -> tuple[date, str]:
    return piece.day, piece.name


def _amount_key(piece: Piece) -> tuple[object, ...]:
    return piece.client, piece.first.currency, piece.minor


def _find_together(out: Piece, groups: Groups, taken: Container[str]) -> Piece | None:
    together = [
        one
        for line in out.lines
        for one in groups.pieces(line)
        if one.nature in (Nature.PAYMENT, Nature.CREDIT_NOTE)
        and _amount_key(one) == _amount_key(out)
        and one.day <= out.day
        and one.name not in taken
    ]
    return max(together, key=_day_and_name, default=None)


def _find_free(out: Piece, waiting: deque[Piece], taken: Container[str]) -> list[Piece]:
    """Return the first two of those that may be the one: two are as many as a hundred, nobody knows which."""
    while waiting and waiting[0].name in taken:
        waiting.popleft()
    # A credit note that went to an invoice cannot be paid out again as well: only its letters would say so.
    free = (
        one
        for one in takewhile(lambda one: one.day <= out.day, waiting)
        if one.name not in taken and (one.nature is Nature.PAYMENT or not any(line.code for line in one.lines))
    )
    return list(islice(free, 2))


def record_codes(groups: Groups, returned: Container[str]) -> Iterator[Lettered]:
    """Give the letterings that the letters record: in each group, the oldest credit goes to the oldest debit.

    A group that balances is settled, one that does not is partial as it stands. What came back took part in nothing.
    """
    for _, members in sorted(groups.members.items()):
        by_day: dict[date, dict[tuple[str, str, str, str], int]] = {}
        for currency in sorted({line.currency for _, line in members}):
            own = [member for member in members if member[1].currency == currency and _side(member[0]) not in returned]
            for debit, credit, minor in _allocate(own):
                day = max(_lettered_on(*debit), _lettered_on(*credit))
                code = "".join(one for one in debit[1].code.upper() if one.isascii() and one.isalnum())[:12]
                names = (credit[0].name, receivable_id(debit[0]), currency, code)
                flat = by_day.setdefault(day, {})
                flat[names] = flat.get(names, 0) + minor
        for day, flat in sorted(by_day.items()):
            entries = [
                LetteredEntry(credit, debit, minor, currency, letter_code=code)
                for (credit, debit, currency, code), minor in flat.items()
            ]
            yield Lettered(tuple(entries), lettered_on=day)


def _side(piece: Piece) -> str:
    return side_name(piece.name, is_debit=piece.is_debit)


def side_name(name: str, *, is_debit: bool) -> str:
    """Return a name that tells a debit from a credit: both may bear the number of one piece."""
    return f"{'debit' if is_debit else 'credit'} {name}"


def _lettered_on(piece: Piece, line: Line) -> date:
    return max(piece.day, line.lettered_on or line.day)


def _allocate(
    members: Sequence[tuple[Piece, Line]],
) -> Iterator[tuple[tuple[Piece, Line], tuple[Piece, Line], int]]:
    credits = [member for member in members if member[1].minor < 0]
    place, used = 0, 0
    for debit in members:
        owed = max(0, debit[1].minor)
        while owed and place < len(credits):
            minor = min(owed, -credits[place][1].minor - used)
            yield debit, credits[place], minor
            owed, used = owed - minor, used + minor
            if used == -credits[place][1].minor:
                place, used = place + 1, 0


def hold_transferred(
    gathered: Gathered, groups: Groups, *, returned: Container[str]
) -> tuple[list[Hold | HoldReleased], list[Problem]]:
    """Return the holds on what stands on 413 (a bill is out) and on 416 (the client is doubtful), and their ends.

    What a transfer moved is held by its letters. Without letters a doubtful client is held whole while something is
    left on 416; a bill that is still out is told, since what it stands for cannot be held.
    """
    events: list[Hold | HoldReleased] = []
    untied: dict[tuple[str, str, str], dict[date, int]] = {}
    for piece in gathered.pieces:
        line = piece.first
        if line.root == CLIENTS or _side(piece) in returned:
            continue
        if piece.is_debit:
            events.append(Hold(receivable_id(piece), since=max(piece.day, line.day), reason=_WHY[line.root]))
        else:
            _move(untied, line, piece.day, minor=-piece.minor)
    for transfer in gathered.transfers:
        found = dict.fromkeys(piece for line in transfer.lines for piece in groups.pieces(line))
        tied = [piece for piece in found if piece.is_debit and _side(piece) not in returned]
        for line in transfer.lines:
            if line.root != CLIENTS and tied:
                events.extend(_hold_tied(line, tied))
            elif line.root != CLIENTS:
                _move(untied, line, line.day, minor=line.minor)
    problems: list[Problem] = []
    for (root, client, currency), moves in sorted(untied.items()):
        left = 0
        for day, minor in sorted(moves.items()):
            before, left = left, max(0, left + minor)
            if root == DOUBTFUL and left and not before:
                events.append(Hold(client=client, since=day, reason=_WHY[root]))
            elif root == DOUBTFUL and before and not left:
                events.append(HoldReleased(client=client, released_on=day))
        if root == BILLS and left:
            params = (("client", client), ("amount", Money.from_minor(left, currency)))
            problems.append(Problem("fec.bill.untied", client, path="EcritureLet", params=params))
    return list(dict.fromkeys(events)), problems


def _move(moves: dict[tuple[str, str, str], dict[date, int]], line: Line, day: date, *, minor: int) -> None:
    by_day = moves.setdefault((line.root, line.client, line.currency), {})
    by_day[day] = by_day.get(day, 0) + minor


def receivable_id(piece: Piece) -> str:
    """Return the name under which a debit is lettered and held."""
    return receivable_ids(piece.name, 1)[0]


def _hold_tied(line: Line, tied: Sequence[Piece]) -> Iterator[Hold | HoldReleased]:
    for piece in tied:
        day = max(line.day, piece.day)
        if line.minor > 0:
            yield Hold(receivable_id(piece), since=day, reason=_WHY[line.root])
        else:
            yield HoldReleased(receivable_id(piece), released_on=day)
