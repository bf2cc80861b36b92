"""Lists and ranges of references: where they end, and what they hold."""

import pytest

from dunning_core.lettering import ReferenceIndex, read_references

SERIES = ("FX-2026-0012", "FX-2026-0013", "FX-2026-0014", "FX-2026-0120", "FX-2025-0013", "AV-2026-0003")


def read(text: str, names: tuple[str, ...] = SERIES) -> dict[str, str]:
    return {found.name: found.strength for found in read_references(text, ReferenceIndex(names))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("FX-2026-0012 A 0012", ["FX-2026-0012"]),
        ("FX-2026-0013 A 0012", ["FX-2026-0012", "FX-2026-0013"]),
        ("FX-2026-0014 A 0012", ["FX-2026-0012", "FX-2026-0014"]),
        ("FX-2026-0012 ET", ["FX-2026-0012"]),
        ("FX-2026-0012 ET 0013B", ["FX-2026-0012"]),
        ("FX-2026-0012 ET0013", ["FX-2026-0012"]),
        ("FX-2026-0012 - 0013", ["FX-2026-0012", "FX-2026-0013"]),
        ("FX-2026-0012 ET 013 ET 0014", ["FX-2026-0012", "FX-2026-0013", "FX-2026-0014"]),
        ("FX-2026-0012 ET 0013 FX-2026-0014", ["FX-2026-0012", "FX-2026-0013", "FX-2026-0014"]),
        ("FX-2026-0012 0013 A 0014", ["FX-2026-0012", "FX-2026-0013", "FX-2026-0014"]),
        ("FX-2026-0012 ET 0099 ET FX-2026-0014", ["FX-2026-0012", "FX-2026-0014"]),
        ("FX-2026-0012 A 0030", ["FX-2026-0012"]),
        ("FX-2026-0012 A 30 JOURS", ["FX-2026-0012"]),
    ],
)
def test_lists_end_where_they_end(text: str, found: list[str]) -> None:
    """At a word, at a number that is glued to letters, or that is unknown; nothing else is read out of a list."""
    assert read(f"VIR {text}") == dict.fromkeys(found, "strong")


def test_a_gap_too_wide_ends_a_list() -> None:
    """What follows at a distance may be of any year."""
    ambiguous = {"FX-2026-0013": "ambiguous", "FX-2025-0013": "ambiguous"}
    assert read("FX-2026-0012 ----- 0013") == {"FX-2026-0012": "strong"} | ambiguous


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("F-012-A ET 013", ("F-012-A", "F-013-A", "F-013-B"), {"F-012-A": "strong", "F-013-A": "strong"}),
        (
            "FX-2026-0012 A 30 JOURS",
            (*SERIES, "FX-2026-0030"),
            {"FX-2026-0012": "strong", "FX-2026-0013": "weak", "FX-2026-0014": "weak", "FX-2026-0030": "weak"},
        ),
        (
            "FX-2026-0012 A 0014",
            ("FX-2026-0012", "FX-2026-0013", "FX/2026/13", "FX-2026-0014"),
            {"FX-2026-0012": "strong", "FX-2026-0014": "strong"},
        ),
        ("FX-2026-0012 ET 0013", ("FX-2026-0012", "FX-2026-0013", "FX/2026/13"), {"FX-2026-0012": "strong"}),
    ],
)
def test_what_a_list_shares(text: str, names: tuple[str, ...], found: dict[str, str]) -> None:
    """What stands around the counter; a range is as sure as its end, and two names that read alike are left out."""
    assert {name: strength for name, strength in read(text, names).items() if strength != "ambiguous"} == found


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [(1, 202, 202), (1, 203, 2), (10**17, 10**17 + 2, 3), (10**18, 10**18 + 2, 2), (10**17, 10**18, 2)],
)
def test_a_range_is_no_longer_than_anyone_types(first: int, last: int, count: int) -> None:
    """Two hundred numbers between its ends, of eighteen digits: of a longer one the ends alone are read."""
    names = tuple(f"FX-{number:04d}" for number in (*range(first, min(first + 300, last)), last))
    assert len(read(f"VIR FX-{first:04d} AU {last:04d}", names)) == count


def test_numbers_without_end_are_read() -> None:
    """A number that is too long to count with is a number like any other."""
    first, last = f"FX-{'1' * 5000}", f"FX-{'1' * 4999}2"
    assert read(f"VIR FX-2026-0012 A {'9' * 5000}") == {"FX-2026-0012": "strong"}
    assert read(f"VIR {first} A {last[3:]}", (first, last)) == {first: "strong", last: "strong"}
