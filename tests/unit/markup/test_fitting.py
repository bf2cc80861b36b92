"""Texts of pictures are broken and cut to a width that no browser is there to measure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_core.markup.fitting import fit_text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 90, [""]),
        (" \n ", 90, [""]),
        ("ab  cd\nef", 90, ["ab cd ef"]),
        ("aa bb cc", 42, ["aa bb", "cc"]),
        ("aa bb cc", 41, ["aa", "bb…"]),
        ("aaaa bb", 27, ["aaa", "a…"]),
        ("A\u202f000\u00a0€ b", 59, ["A\u202f000\u00a0€", "b"]),
        ("a b c d", 15, ["a", "…"]),
        ("a b c d", 23, ["a", "b…"]),
    ],
)
def test_a_text_is_parted_at_blanks_and_cut_at_its_end(text: str, width: int, lines: list[str]) -> None:
    """A small letter is 9 wide, a capital 11, a space of any kind 6; an ellipsis takes 14."""
    assert fit_text(text, width, lines=2) == lines


@pytest.mark.parametrize(("character", "width"), [("i", 6), ("a", 9), ("é", 9), ("A", 11), ("W", 14), ("語", 20)])
def test_each_character_has_a_width(character: str, width: int) -> None:
    """Ten fit where ten times the width is left, and not where a pixel less is."""
    assert fit_text(character * 10, width * 10) == [character * 10]
    assert fit_text(character * 10, width * 10 - 1) != [character * 10]


def test_marks_above_a_letter_take_no_room() -> None:
    """A letter with an accent of its own is as wide as the letter."""
    assert fit_text("e\u0301" * 10, 90) == ["e\u0301" * 10]


@given(st.text(max_size=200), st.integers(20, 300), st.integers(1, 4))
def test_what_is_not_cut_is_whole(text: str, width: int, lines: int) -> None:
    """There are no more lines than asked for, and without an ellipsis at the end nothing but blanks is lost."""
    fitted = fit_text(text, width, lines=lines)
    assert 1 <= len(fitted) <= lines
    if not fitted[-1].endswith("…"):
        assert "".join(fitted).replace(" ", "") == "".join(text.split(" ")).translate(dict.fromkeys(map(ord, "\t\r\n")))
