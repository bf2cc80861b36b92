"""Dictionary: the business terms of one invoice, each read as a text, a day or an amount, each defect told."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar, cast

from dunning_core._checks import check_date, check_text
from dunning_core.errors import DunningError, InvalidValueError, Problem, WrongTypeError, show_value
from dunning_core.interop.parsing import is_blank, parse_day, parse_text
from dunning_core.money import Money

T = TypeVar("T")

#: Terms by their number ("BT-1"), groups by theirs ("BG-7").
BusinessTerms = Mapping[str, Any]

_FIGURE = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?")
# The terms of the buyer, and under which name they stand in the group BG-7.
_BUYER = {
    "BT-44": "name",
    "BT-46": "identifiers",
    "BT-47": "legal_identifier",
    "BT-48": "vat_identifier",
    "BT-55": "country_code",
}
_ITEMS_MAX = 1000


class Dictionary:
    """The terms of one document, and the Problems found so far; what is refused is told once, and left out."""

    __slots__ = ("problems", "subject", "terms")

    def __init__(self, terms: BusinessTerms) -> None:
        self.terms: BusinessTerms = terms
        self.problems: list[Problem] = []
        number = terms.get("BT-1")
        self.subject: str = show_value(number) if isinstance(number, str) and number.strip() else "BT-1"

    def tell(self, code: str, path: str, **params: Any) -> None:
        """Add a Problem about a term."""
        shown = ((name, show_value(value) if isinstance(value, str) else value) for name, value in params.items())
        self.problems.append(Problem(f"en16931.{code}", self.subject, path=path, params=tuple(shown)))

    def text(self, name: str) -> str | None:
        """Return a term as one line, or None; one that is refused is told."""
        return self._optional(name, read_line)

    def words(self, name: str) -> str | None:
        """Return a term as it is written, on as many lines as it has, or None; one that is no text is told."""
        cells = self.each(name)
        try:
            return "\n".join(_as_words(name, cell) for cell in cells) or None
        except DunningError as error:
            self.refuse(error)
            return None

    def day(self, name: str) -> date | None:
        """Return a term as a day, written 2026-02-28 or 20260228, or None; one that is refused is told."""
        return self._optional(name, read_day)

    def money(self, name: str, currency: str) -> Money | None:
        """Return a term as an amount, or None. Raises InvalidValueError for one that is refused."""
        cell = self._one(name)
        return None if cell is None else _as_money(name, cell, currency)

    def needed(self, name: str, read: Callable[[str, Any], T]) -> T:
        """Return a term that the document cannot do without. Raises InvalidValueError when it is blank or refused."""
        cell = self._one(name)
        if cell is None:
            raise InvalidValueError("missing", name, None, "fill it in")
        return read(name, cell)

    def each(self, name: str) -> tuple[Any, ...]:
        """Return the values of a term that may come several times: none, one or more."""
        cell = self.terms.get(name)
        if isinstance(cell, list | tuple):
            return tuple(item for item in cast("Sequence[Any]", cell)[:_ITEMS_MAX] if not is_blank(item))
        return () if is_blank(cell) else (cell,)

    def group(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """Return the members of a group, such as the notes (BG-1); what is no mapping is left out."""
        return tuple(cast("Mapping[str, Any]", item) for item in self.each(name) if isinstance(item, Mapping))

    def lines(self, name: str, cells: Iterable[Any]) -> tuple[str, ...]:
        """Return cells that stand for one term as lines, without the blank ones; those that are refused are told."""
        found = (_read_line(self, name, cell) for cell in islice(cells, _ITEMS_MAX) if not is_blank(cell))
        return tuple(line for line in found if line is not None)

    def buyer(self, name: str) -> tuple[str, ...]:
        """Return what a term of the buyer says, once or several times, from the term itself or from the group BG-7."""
        cells: Iterable[Any] = self.each(name)
        if not cells:
            [group] = self.group("BG-7")[:1] or ({},)
            cell = group.get(_BUYER[name])
            cells = list(cast("Any", cell).values()) if isinstance(cell, Mapping) else (cell,)
        return self.lines(name, cells)

    def refuse(self, error: DunningError) -> None:
        """Tell a term that is missing or refused."""
        if error.kind == "missing":
            self.tell("term.missing", error.field, term=error.field)
            return
        refused = {"value": error.value, "kind": error.kind, "hint": error.hint}
        self.tell("term.refused", error.field, term=error.field, **refused)

    def _one(self, name: str) -> Any:
        """Return the value of a term that says one thing, or None. Raises InvalidValueError when it says several."""
        found: list[Any] = []
        for cell in self.each(name):
            if cell not in found:
                found.append(cell)
        if len(found) > 1:
            shown = " / ".join(show_value(cell) for cell in found[:3])
            raise InvalidValueError("several_values", name, shown, "give the one that holds")
        return found[0] if found else None

    def _optional(self, name: str, read: Callable[[str, Any], T]) -> T | None:
        try:
            cell = self._one(name)
            return None if cell is None else read(name, cell)
        except DunningError as error:
            self.refuse(error)
            return None


def _read_line(dictionary: Dictionary, name: str, cell: Any) -> str | None:
    try:
        return read_line(name, cell)
    except DunningError as error:
        dictionary.refuse(error)
        return None


def read_line(name: str, cell: Any) -> str:
    """Return a term as one line; the breaks and runs of blanks of an XML file are one blank."""
    try:
        text = " ".join(parse_text(cell).split())
        check_text(name, text)
    except DunningError as error:
        raise InvalidValueError(error.kind, name, error.value, error.hint) from None
    return text


def read_currency(name: str, cell: Any) -> str:
    """Return a term as the code of a currency."""
    code = read_line(name, cell)
    try:
        Money(0, code)
    except DunningError as error:
        raise InvalidValueError(error.kind, name, code, error.hint) from None
    return code


def read_day(name: str, cell: Any) -> date:
    """Return a term as a day."""
    try:
        day = parse_day(cell, order="YMD")
        check_date(name, day)
    except DunningError as error:
        raise InvalidValueError(error.kind, name, error.value, error.hint) from None
    return day


def _as_words(name: str, cell: Any) -> str:
    if not isinstance(cell, str):
        raise WrongTypeError("unreadable", name, cell, "use text")
    return cell


def _as_money(name: str, cell: Any, currency: str) -> Money:
    if isinstance(cell, float):
        raise InvalidValueError("float_amount", name, cell, 'take amounts as text: float_as="string"')
    try:
        if not isinstance(cell, str):
            return Money(cast("Decimal | int", cell), currency)
        if not cell.isascii() or not _FIGURE.fullmatch(cell.strip()):
            raise InvalidValueError("bad_number_point", name, cell, "expected digits with a decimal point")
        return Money(cell.strip().removeprefix("+"), currency)
    except DunningError as error:
        raise InvalidValueError(error.kind, name, error.value, error.hint) from None
