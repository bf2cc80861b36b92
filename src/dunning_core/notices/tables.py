"""Plain-text tables: columns aligned by the width of what they hold."""

from collections.abc import Sequence


def align_columns(rows: Sequence[Sequence[str]], *, right: Sequence[int]) -> str:
    """Return rows as aligned text, one line each; the columns named by `right` are flush right.

    >>> print(align_columns([("a", "1"), ("bcd", "20")], right=(1,)))
    a     1
    bcd  20
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines: list[str] = []
    for row in rows:
        cells = (
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
