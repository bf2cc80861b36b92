"""write_lettering: what a snapshot letters, written on the rows of the FEC that it was read from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dunning_core._checks import check_instance
from dunning_core.errors import InvalidValueError
from dunning_core.interop.cells import Row
from dunning_core.interop.fec.groups import group_key, receivable_id
from dunning_core.interop.fec.lines import Line
from dunning_core.interop.fec.pieces import Piece, Transfer
from dunning_core.interop.fec.reading import Export, read_export
from dunning_core.ledger import Snapshot
from dunning_core.lettering import next_letter_code

#: Two lines of one account that belong under one code.
Pair = tuple[Line, Line]


def write_lettering(rows: Iterable[Row], snapshot: Snapshot) -> tuple[Row, ...]:
    """Return the rows of a FEC with EcritureLet and DateLet filled in for what a snapshot letters; nothing else moves.

    It is a recording, on the day of the snapshot, and goes on with the codes that stand in the rows: what joins a
    group takes its code, a new group the next one of its account, in small letters while something of it is left. A
    debt and its payment that stand on two accounts (411 and 413) are lettered with the transfer between them when it
    is known which one that is, and else left as they are. Raises InvalidValueError for rows that lack one of the two
    columns.
    """
    check_instance("snapshot", snapshot, Snapshot)
    given = tuple(rows)
    export = read_export(given)
    columns = export.lines.columns
    for name, title in (("letter_code", "EcritureLet"), ("lettered_day", "DateLet")):
        if columns and name not in columns:
            raise InvalidValueError("missing", "rows", title, "give the rows with the columns of their letters")
    pairs: dict[tuple[str, str], list[Pair]] = {}
    for pair in _find_pairs(export, snapshot):
        pairs.setdefault((pair[0].account, pair[0].auxiliary), []).append(pair)
    accounts: dict[tuple[str, str], list[Line]] = {}
    for line in export.lines.lines:
        if (line.account, line.auxiliary) in pairs:
            accounts.setdefault((line.account, line.auxiliary), []).append(line)
    codes = {number: code for key, own in accounts.items() for number, code in _give_codes(own, pairs[key])}
    coded = {line.number for own in accounts.values() for line in own if group_key(line) is not None}
    filled = list(given)
    for number, code in codes.items():
        cells = {columns["letter_code"]: code}
        if number not in coded:
            cells[columns["lettered_day"]] = f"{snapshot.day:%Y%m%d}"
        filled[number - 1] = {**given[number - 1], **cells}
    return tuple(filled)


def _find_pairs(export: Export, snapshot: Snapshot) -> Iterator[Pair]:
    pieces = export.gathered.pieces
    debits = {receivable_id(piece): piece for piece in pieces if piece.is_debit}
    credits = {piece.name: piece for piece in pieces if not piece.is_debit}
    transfers: dict[str, list[Transfer]] = {}
    for transfer in export.gathered.transfers:
        transfers.setdefault(transfer.lines[0].client, []).append(transfer)
    for item in snapshot.receivables:
        for settlement in item.settlements:
            debit, credit = debits.get(item.id), credits.get(settlement.credit)
            if debit is None or credit is None:
                continue
            if settlement.strategy == "recorded" and export.groups.are_together(debit, credit):
                continue
            if (debit.first.account, debit.first.auxiliary) == (credit.first.account, credit.first.auxiliary):
                yield from _tie(_open_lines(debit), _open_lines(credit))
            else:
                yield from _bridge(debit, credit, transfers.get(debit.client, ()))
    for piece in pieces:
        back = export.returns.get(piece.name) if piece.is_debit else None
        if back is not None and piece.day <= snapshot.day and piece.first.account == back.first.account:
            lines = (*piece.lines, *back.lines)
            if all(group_key(line) is None for line in lines):
                yield from _tie(piece.lines, back.lines)


def _open_lines(piece: Piece) -> Sequence[Line]:
    return [line for line in piece.lines if group_key(line) is None] or piece.lines


def _tie(some: Sequence[Line], others: Sequence[Line]) -> Iterator[Pair]:
    yield from ((line, others[0]) for line in some)
    yield from ((some[0], line) for line in others)


def _bridge(debit: Piece, credit: Piece, transfers: Iterable[Transfer]) -> Iterator[Pair]:
    """Give the pairs by which a transfer joins a debt on one account and its payment on another, when just one does."""
    owed, paid = _open_lines(debit), _open_lines(credit)
    known = {group_key(line) for line in debit.lines} - {None}
    amount = sum(line.minor for line in owed)
    joined: list[Pair] = []
    for transfer in transfers:
        away = [line for line in transfer.lines if line.account == debit.first.account and line.minor < 0]
        there = [line for line in transfer.lines if line.account == credit.first.account and line.minor > 0]
        if len(there) == 1:
            tied = [line for line in away if group_key(line) in known]
            same = [line for line in away if group_key(line) is None and -line.minor == amount]
            joined += [(line, there[0]) for line in tied or same]
    if len(joined) == 1:
        [(moved, arrived)] = joined
        if group_key(moved) is None:
            yield from _tie(owed, [moved])
        yield from _tie([arrived], paid)


def _give_codes(own: Sequence[Line], pairs: Sequence[Pair]) -> Iterator[tuple[int, str]]:
    """Give the new codes of the lines of one account, by their numbers; lines that keep theirs are left out."""
    roots = {line.number: line.number for line in own}

    def find(number: int) -> int:
        while roots[number] != number:
            roots[number] = roots[roots[number]]
            number = roots[number]
        return number

    first: dict[str, int] = {}
    for line in own:
        if group_key(line) is not None:
            roots[find(line.number)] = find(first.setdefault(line.code, line.number))
    for one, other in pairs:
        roots[find(one.number)] = find(other.number)
    touched = {find(line.number) for pair in pairs for line in pair}
    groups: dict[int, list[Line]] = {}
    for line in own:
        if find(line.number) in touched:
            groups.setdefault(find(line.number), []).append(line)
    times = Counter(line.code for line in own)
    newest = next_letter_code({line.code.upper() for line in own})
    for members in sorted(groups.values(), key=lambda lines: min((line.day, line.number) for line in lines)):
        is_balanced = not sum(line.booked_minor for line in members)
        code = _standing_code(members, times, is_balanced=is_balanced)
        if code is None:
            code = newest if is_balanced else newest.lower()
            newest = next_letter_code((newest,))
        yield from ((line.number, code) for line in members if line.code != code)


def _standing_code(members: Sequence[Line], times: Mapping[str, int], *, is_balanced: bool) -> str | None:
    own = Counter(line.code for line in members if group_key(line) is not None)
    if not own:
        return None
    first = min(own, key=lambda code: (len(code), code))
    # Small letters become capitals once nothing is left; a program that knows no small letters keeps its own.
    capitals = first.upper()
    is_free = times.get(capitals, 0) == own.get(capitals, 0)
    return capitals if is_balanced and is_free else first
