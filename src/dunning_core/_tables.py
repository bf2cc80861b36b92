"""What the tables of results share: a column that describes itself, and a table turned on its side."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen


@frozen
class Column:
    """One column of a table of results: its name, the kind of its values, and what it holds."""

    name: str
    kind: str
    help: str


def turn_records(records: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> dict[str, list[Any]]:
    """Return a table of one dict per row as one list per column."""
    return {column.name: [record[column.name] for record in records] for column in columns}
