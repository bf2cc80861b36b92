"""Cells that several kinds of events share: a client, names of receivables, yes or no, a whole number, a stage."""

import re

from dunning_core.errors import InvalidValueError
from dunning_core.events import (
    StageKind,
)
from dunning_core.interop.cells import Cells


def stage_kind_in(cells: Cells) -> StageKind:
    """Return the kind of a stage that a row names."""
    kind = cells.needed("stage_kind", cells.text).upper()
    if kind not in StageKind.__members__:
        raise InvalidValueError("unknown_kind", "stage_kind", kind, f"write one of {', '.join(StageKind.__members__)}")
    return StageKind[kind]


def names_in(cells: Cells) -> list[str]:
    """Return the receivables that a row names."""
    return re.split(r"[\s;,]+", cells.needed("receivables", cells.text))


def flag_in(cells: Cells, name: str) -> bool:
    """Return a cell as yes or no; a blank one is no."""
    text = (cells.text(name) or "no").lower()
    if text not in _FLAGS:
        raise InvalidValueError("bad_flag", name, text, f"write one of {', '.join(_FLAGS)}")
    return _FLAGS[text]


_FLAGS = {"yes": True, "no": False, "oui": True, "non": False, "true": True, "false": False, "1": True, "0": False}


def client_of(cells: Cells, subject: str) -> str | None:
    """Return the client of a row, where it names no subject."""
    return None if subject else cells.text("client")


def whole_in(text: str, name: str) -> int:
    """Return a text as a whole number."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InvalidValueError("bad_number_point", name, text, "write a whole number")
    return int(text)
