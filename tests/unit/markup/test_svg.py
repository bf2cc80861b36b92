"""Pictures are whole XML, whatever the text; they say what they show, and hold no script and nothing from elsewhere."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_core.errors import InvalidValueError, WrongTypeError
from dunning_core.markup import Bar, Caption, Html, Mark, Tone, draw_bars, draw_timeline
from dunning_core.markup.svg import split_timeline

CAPTION = Caption("Title", "What it shows", "fr", "one")
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {Tone.PLAIN: "circle", Tone.GOOD: "circle", Tone.BAD: "path", Tone.STRONG: "path"}
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200)


def read(markup: Html) -> ElementTree.Element:
    return ElementTree.fromstring(str(markup))


def heights(markup: Html) -> list[int]:
    """The height of each mark's text along the line."""
    return [int(str(group.findall(f"{SVG}text")[0].get("y"))) for group in read(markup).findall(f"{SVG}g")]


def test_a_picture_says_what_it_shows_and_in_which_language() -> None:
    """Its title and its description name it; the language stands on it."""
    root = read(draw_timeline(CAPTION, [Mark(1, "today", "something")]))
    named = [root.get(name) for name in ("role", "lang", "aria-labelledby", "aria-describedby")]
    assert named == ["img", "fr", "one-title", "one-description"]
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert (title.get("id"), title.text) == ("one-title", "Title")
    assert (description.get("id"), description.text) == ("one-description", "What it shows")


def test_marks_stand_in_order_of_time_and_apart_by_it() -> None:
    """A row is 30 high; of a span of 1,000, each part of 400 adds its share, and 48 at most."""
    marks = [Mark(1000, "d", "last"), Mark(0, "a", "first"), Mark(10, "b", "next"), Mark(10, "c", "same day")]
    first, *rest = heights(draw_timeline(CAPTION, marks))
    assert [height - first for height in rest] == [34, 64, 142]
    texts = [text.text for text in read(draw_timeline(CAPTION, marks)).iter(f"{SVG}text")]
    assert texts == ["a", "first", "b", "next", "c", "same day", "d", "last"]


@pytest.mark.parametrize("tone", Tone)
def test_each_tone_has_a_shape(tone: Tone) -> None:
    """A circle, filled or not, a diamond, a square: none needs its color alone."""
    group = read(draw_timeline(CAPTION, [Mark(1, "a", "b", tone)])).find(f"{SVG}g")
    assert group is not None
    assert group[2].tag == f"{SVG}{SHAPES[tone]}"
    shapes = {str(draw_timeline(CAPTION, [Mark(1, "a", "b", other)])) for other in Tone}
    assert len(shapes) == len(Tone)


def test_a_long_text_takes_three_lines_and_is_whole_in_its_title() -> None:
    """Sixty-five of a letter fit on a line; the next mark stands lower for each line more, and what is over is cut."""
    for length, lines in ((65, [65]), (66, [65, 1]), (195, [65, 65, 65]), (196, [65, 65, 63])):
        text = "x" * length
        markup = draw_timeline(CAPTION, [Mark(1, "a", text), Mark(1, "b", "next")])
        group = read(markup).find(f"{SVG}g")
        assert group is not None
        shown = [str(found.text) for found in group.findall(f"{SVG}text")[1:]]
        assert [found.count("x") for found in shown] == lines
        assert shown[-1].endswith("…") is (length > 195)
        assert group[0].text == "a " + text
        first, second = heights(markup)
        assert second - first == 30 + 18 * (len(lines) - 1)


def test_a_long_timeline_comes_in_parts_that_fit_on_a_page() -> None:
    """A4 leaves 1,209 of 800 across: the marks in order, none twice, each part numbered, the first with the words."""
    marks = [Mark(rank * rank % 700, f"day {rank}", "x" * (rank % 200)) for rank in range(150)]
    parts = split_timeline(CAPTION, marks)
    roots = [read(part) for part in parts]
    whole = [text.text for text in read(draw_timeline(CAPTION, marks)).iter(f"{SVG}text")]
    assert [text.text for root in roots for text in root.iter(f"{SVG}text")] == whole
    tall = [int(str(root.get("height"))) for root in roots]
    assert max(tall) <= 1048
    # Each but the last is full: the next mark, its three lines and its distance would not have fit.
    assert min(tall[:-1]) > 1048 - 48 - 30 - 36
    assert [(root[0].text, root[1].text) for root in roots[:2]] == [
        (f"Title (1/{len(parts)})", "What it shows"),
        (f"Title (2/{len(parts)})", None),
    ]
    ids = [node.get("id") for root in roots for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids)) == 2 * len(parts)
    for part in parts[1:]:
        assert heights(part)[0] == heights(parts[0])[0]


def test_the_longest_names_leave_room_for_the_number_of_a_part() -> None:
    """And the ids of the parts are not those of another picture of the page, such as debt-2 beside debt."""
    caption = Caption("t" * 200, "What it shows", "fr", "k" * 200)
    titles = [read(part)[0].text for part in split_timeline(caption, [Mark(1, "a", "b")] * 60)]
    assert titles == ["t" * 179 + "… (1/2)", "t" * 179 + "… (2/2)"]
    parts = split_timeline(Caption("T", "D", "fr", "debt"), [Mark(1, "a", "b")] * 60)
    assert [read(part).get("aria-labelledby") for part in parts] == ["debt-title", "debt-part-2-title"]


@pytest.mark.parametrize("count", [1, 34])
def test_a_timeline_that_fits_is_in_one_part(count: int) -> None:
    """Thirty-four rows of one day are the most; with one more there are two parts."""
    marks = [Mark(1, "a", "b")] * count
    assert split_timeline(CAPTION, marks) == (draw_timeline(CAPTION, marks),)
    assert len(split_timeline(CAPTION, [Mark(1, "a", "b")] * 35)) == 2


def test_nothing_is_wider_than_the_picture() -> None:
    """However long the words are, what stands in one place is cut to it."""
    long = "W" * 500
    for markup in (
        draw_timeline(CAPTION, [Mark(1, long, long)]),
        draw_bars(CAPTION, [Bar(long, (1,), long)], names=(long,)),
    ):
        for text in read(markup).iter(f"{SVG}text"):
            width = 14 * len(str(text.text))
            left = int(str(text.get("x"))) - (width if text.get("text-anchor") == "end" else 0)
            assert left >= 0
            assert left + width <= 800


def test_bars_are_as_long_as_their_parts() -> None:
    """Of 200, the longest: 150 and 50 of 430 are 322 and 108, each edge by itself; 100 of the other bar is 215."""
    bars = [Bar("A", (150, 50), "200"), Bar("B", (0, 100), "100")]
    groups = read(draw_bars(CAPTION, bars, names=("first", "second"))).findall(f"{SVG}g")
    found = [[int(str(rect.get("width"))) for rect in group.findall(f"{SVG}rect")] for group in groups]
    assert found == [[322, 108], [215], [14], [14]]
    tops = [str(group.findall(f"{SVG}rect")[0].get("y")) for group in groups]
    assert tops == ["24", "60", "120", "144"]
    assert [text.text for text in groups[0].findall(f"{SVG}text")] == ["200", "A"]
    assert [str(group.findall(f"{SVG}text")[-1].text) for group in groups[2:]] == ["first", "second"]


@given(st.lists(st.lists(st.integers(0, 10**20), min_size=3, max_size=3), min_size=1, max_size=9))
def test_the_parts_of_a_bar_add_up_and_stay_in_the_picture(parts: list[list[int]]) -> None:
    """No edge is lost to rounding: the parts are as long as their sum, and the longest bar as the picture has room."""
    groups = read(draw_bars(CAPTION, [Bar("x", own) for own in parts], names=["abc"] * 3)).findall(f"{SVG}g")
    longest = max(1, *(sum(own) for own in parts))
    for own, group in zip(parts, groups, strict=False):
        width = sum(int(str(rect.get("width"))) for rect in group.findall(f"{SVG}rect"))
        assert width == sum(own) * 430 // longest


@given(TEXTS, st.integers(-(10**9), 10**9))
def test_no_text_becomes_markup(text: str, position: int) -> None:
    """Any text gives the same elements, and stands in them as it came in; nothing is a script or an address."""
    markup = str(draw_timeline(CAPTION, [Mark(position, text, text)]))
    tags = [part.tag.removeprefix(SVG) for part in read(Html(markup)).iter()]
    assert tags[:9] == ["svg", "title", "desc", "path", "g", "title", "text", "circle", "text"]
    assert set(tags[9:]) <= {"text"}  # A long one goes on on another line.
    assert not re.search(r"<script|\bon\w+=|href=", re.sub(r">[^<]*<", "><", markup))
    bars = read(draw_bars(Caption("T", text, "en"), [Bar(text, (1,), text)], names=(text,)))
    assert [part.tag.removeprefix(SVG) for part in bars][:3] == ["title", "desc", "path"]


def test_the_same_data_give_the_same_picture() -> None:
    """Whatever the order of the marks."""
    marks = [Mark(2, "b", "two"), Mark(1, "a", "one")]
    assert draw_timeline(CAPTION, marks) == draw_timeline(CAPTION, marks[::-1])


def test_wrong_pictures_are_refused() -> None:
    """Nothing to draw, too many parts, parts without a name, a key that makes no id, a float."""
    for draw in (
        lambda: draw_timeline(CAPTION, []),
        lambda: draw_bars(CAPTION, [], names=("a",)),
        lambda: draw_bars(CAPTION, [Bar("x", (1,))], names=()),
        lambda: draw_bars(CAPTION, [Bar("x", (1,) * 7)], names=["abcdefg"] * 7),
        lambda: draw_bars(CAPTION, [Bar("x", (1, 2))], names=("a",)),
        lambda: Bar("x", (-1,)),
        lambda: Caption("T", "d", "fr", "a b"),
        lambda: Caption("", "d", "fr"),
    ):
        with pytest.raises(InvalidValueError):
            draw()
    with pytest.raises(WrongTypeError):
        Bar("x", (1.5,))  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        draw_timeline("T", [Mark(1, "a", "b")])  # type: ignore[arg-type]
