"""Letter codes: the groups of credits and debits that recorded letterings tie together, each under one code.

A code is given when a lettering is recorded, counts up per account (AA … ZZ, AAA …) and is never used again. Its case
is no fact but a state: capitals while the group is balanced, small letters while something of it is left.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from dunning_core.events import LetteredEntry

_CODE = re.compile("[A-Z]+")
_FIRST = "AA"

#: A credit or a debit of an account: payments may well bear the number of an invoice.
Node = tuple[str, str]


@frozen
class Standing:
    """A credit or a debit when recorded letterings were applied: what is left of it, and the day it bears."""

    left_minor: int
    day: date


@frozen
class LetteredGroup:
    """Credits and debits tied together by recorded letterings: balanced, or partial while something of them is left.

    `effective_on` is the latest day of what is in it, `lettered_on` the day of the operation that was the last.
    """

    code: str
    credits: tuple[str, ...]
    debits: tuple[str, ...]
    entries: tuple[LetteredEntry, ...]
    is_balanced: bool
    lettered_on: date
    effective_on: date

    @property
    def letter_code(self) -> str:
        """Return the code as books show it: in capitals when balanced, in small letters while partial."""
        return self.code if self.is_balanced else self.code.lower()


def next_letter_code(codes: Iterable[str]) -> str:
    """Return the code after the greatest of those ever used, by length and then by letter.

    >>> next_letter_code([]), next_letter_code(["AA", "ZZ"]), next_letter_code(["AZZ", "B"])
    ('AA', 'AAA', 'BAA')
    """
    greatest = max((code for code in codes if _CODE.fullmatch(code)), key=_code_order, default="")
    if len(greatest) < len(_FIRST):
        return _FIRST
    stem = greatest.rstrip("Z")
    tail = "A" * (len(greatest) - len(stem))
    if not stem:
        return f"A{tail}"
    return f"{stem[:-1]}{chr(ord(stem[-1]) + 1)}{tail}"


def group_entries(
    entries: Sequence[tuple[LetteredEntry, date]], standings: Mapping[Node, Standing]
) -> tuple[LetteredGroup, ...]:
    """Return the groups of the entries in force, each with the day it was recorded, ordered by their first names."""
    groups: list[LetteredGroup] = []
    by_credit: dict[str, list[tuple[LetteredEntry, date]]] = {}
    for entry, day in entries:
        by_credit.setdefault(entry.credit, []).append((entry, day))
    for members in _components([entry for entry, _ in entries]):
        own = [pair for side, name in sorted(members) if side == "credit" for pair in by_credit[name]]
        known = [standings[node] for node in members if node in standings]
        groups.append(
            LetteredGroup(
                _shared_code(entry.letter_code for entry, _ in own),
                tuple(sorted(name for side, name in members if side == "credit")),
                tuple(sorted(name for side, name in members if side == "debit")),
                tuple(sorted(entry for entry, _ in own)),
                len(known) == len(members) and not any(standing.left_minor for standing in known),
                max(day for _, day in own),
                max((standing.day for standing in known), default=max(day for _, day in own)),
            )
        )
    return tuple(sorted(groups, key=lambda group: (group.debits, group.credits)))


def give_codes(
    entries: Sequence[LetteredEntry], in_force: Sequence[LetteredEntry], *, used: Iterable[str]
) -> list[LetteredEntry]:
    """Return new entries with the codes under which they are recorded.

    An entry that touches a lettered group takes its code, so that a partial group keeps its letters when it is
    completed; groups that it ties together go on under the oldest code; the others get codes never used before.
    """
    newest = next_letter_code(used)
    fresh: dict[str, list[LetteredEntry]] = {}
    known: dict[str, list[LetteredEntry]] = {}
    for entry in entries:
        fresh.setdefault(entry.credit, []).append(entry)
    for entry in in_force:
        known.setdefault(entry.credit, []).append(entry)
    coded: list[LetteredEntry] = []
    for members in _components([*entries, *in_force]):
        credits = sorted(name for side, name in members if side == "credit")
        new = [entry for name in credits for entry in fresh.get(name, ())]
        if not new:
            continue
        code = _shared_code(entry.letter_code for name in credits for entry in known.get(name, ()))
        if not code:
            code, newest = newest, next_letter_code((newest,))
        coded += [evolve(entry, letter_code=entry.letter_code or code) for entry in new]
    return coded


def _components(entries: Sequence[LetteredEntry]) -> list[set[Node]]:
    """Return the names that entries tie together, in the order of their first debits."""
    neighbours: dict[Node, list[Node]] = {}
    for entry in sorted(entries):
        credit, debit = ("credit", entry.credit), ("debit", entry.debit)
        neighbours.setdefault(debit, []).append(credit)
        neighbours.setdefault(credit, []).append(debit)
    found: list[set[Node]] = []
    seen: set[Node] = set()
    for start in sorted(neighbours, key=lambda node: (node[0] != "debit", node[1])):
        if start in seen:
            continue
        members = {start}
        waiting = [start]
        while waiting:
            for other in neighbours[waiting.pop()]:
                if other not in members:
                    members.add(other)
                    waiting.append(other)
        seen |= members
        found.append(members)
    return found


def _code_order(code: str) -> tuple[int, str]:
    return len(code), code


def _shared_code(codes: Iterable[str]) -> str:
    return min((code for code in codes if code), key=_code_order, default="")
