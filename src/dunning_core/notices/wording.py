"""Wording: a locale and its catalog, which fill named placeholders and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import cast

from attrs import field, frozen

from dunning_core._checks import set_field
from dunning_core.errors import UnknownReferenceError
from dunning_core.events import StageKind
from dunning_core.law import Rate
from dunning_core.money import Money
from dunning_core.notices.catalogs import CATALOGS, INFORMAL, PLACEHOLDER, Catalog
from dunning_core.notices.formats import bad_locale, find_plural, format_day, format_money, format_rate, parse_locale
from dunning_core.notices.options import Formality, NoticeOptions, Spaces
from dunning_core.notices.spacing import close_marks, space_text, space_value

#: Values of which a sentence says how many there are; no text has two of them in the plural.
_COUNTED = (
    "bank_data_days",
    "broken",
    "calls",
    "clients",
    "contacts_days",
    "credits",
    "days",
    "days_late",
    "debts",
    "expected",
    "notices",
    "rows",
    "usual_days",
)


#: A text with `%s` where a placeholder stands, and the names of these in order; without any, the text as it is.
_Phrase = tuple[str, tuple[str, ...]]


class _Phrases(dict[str, tuple[_Phrase, ...]]):
    """The phrases of a catalog by key, one per plural form, each made when a text first needs it."""

    def __init__(self, catalog: Catalog, formality: Formality, spaces: Spaces | None) -> None:
        super().__init__()
        self._catalog, self._formality, self._spaces = catalog, formality, spaces

    def __missing__(self, key: str) -> tuple[_Phrase, ...]:
        text = self._catalog.find(INFORMAL + key) if self._formality is Formality.INFORMAL else None
        text = self._catalog.find(key) if text is None else text
        if text is None:
            raise UnknownReferenceError("unknown_text", "key", key, "pass a key of the catalog")
        phrases = self[key] = tuple(map(self._split, text if isinstance(text, tuple) else (text,)))
        return phrases

    def _split(self, text: str) -> _Phrase:
        spaced = text if self._spaces is None else space_text(text, self._catalog.language, spaces=self._spaces)
        first, *others = PLACEHOLDER.split(spaced)
        if not others:
            return first, ()
        return "%s".join(part.replace("%", "%%") for part in (first, *others[1::2])), tuple(others[::2])


@frozen
class Wording:
    """The texts of one language, and how a locale writes amounts, days and rates; `spaces` None leaves texts alone."""

    code: str
    catalog: Catalog
    formality: Formality
    spaces: Spaces | None
    _phrases: _Phrases = field(repr=False, eq=False)
    # Amounts and days come with the spaces of their language.
    _keeps_spaces: bool = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        set_field(self, "_keeps_spaces", self.spaces in (None, Spaces.TYPOGRAPHIC))

    @classmethod
    def of(cls, locale: str, options: NoticeOptions | None = None) -> "Wording":
        """Return the wording of a locale; MissingTranslation when its language has no vetted texts."""
        if not isinstance(locale, str):
            raise bad_locale(locale)
        if options is None:
            return _find_wording(locale, None, Formality.FORMAL, None)
        return _find_wording(locale, options.catalog, options.formality, options.spaces)

    @property
    def language(self) -> str:
        """Return the code of the language."""
        return self.catalog.language

    def say(self, key: str, *, count: int = 1, **values: object) -> str:
        """Return a text with its placeholders filled; `count` chooses between singular and plural."""
        values["count"] = count
        return self.fill(key, values, count=count)

    def fill(self, key: str, values: Mapping[str, object], *, count: int | None = None) -> str:
        """Return a text filled from a mapping of placeholders to values.

        Without `count`, what is counted among the values decides between singular and plural.
        """
        phrases = self._phrases[key]
        rank = 0 if len(phrases) == 1 else self.choose(_count_of(values) if count is None else count)
        text, names = phrases[rank]
        # What is filled in is never read again, whatever it holds.
        return text % tuple([self.show(values.get(name, "")) for name in names]) if names else text

    def has(self, key: str) -> bool:
        """Return whether the catalog has a text."""
        return self.catalog.find(key) is not None

    def show(self, value: object) -> str:
        """Return a value as the locale writes it; what is called for its value is called only where it is shown."""
        if isinstance(value, str):
            return close_marks(value)
        if isinstance(value, Money):
            text = format_money(value, self.code)
            return text if self._keeps_spaces else self._space(text)
        if isinstance(value, date):
            text = format_day(value, self.code)
            return text if self._keeps_spaces else self._space(text)
        if isinstance(value, Rate):
            text = format_rate(value, self.code)
            return text if self.spaces is None else self._space(text.replace(" %", "\u202f%"))
        if isinstance(value, StageKind):
            return self.say(f"kind.{value.name}")
        if isinstance(value, Enum):
            return str(value.value)
        if callable(value):
            return self.show(value())
        if isinstance(value, tuple):
            return ", ".join(map(self.show, cast("tuple[object, ...]", value)))
        return "" if value is None else str(value)

    def enumerate(self, items: Sequence[str], *, last: str = "list.last") -> str:
        """Return items as a list in words: a, b and c; `last` is the key of what stands before the last one."""
        told = [close_marks(item) for item in items]
        if len(told) < 2:
            return "".join(told)
        return ", ".join(told[:-1]) + self.say(last) + told[-1]

    def choose(self, count: int) -> int:
        """Return which of the plural forms of a text a number takes, by its place."""
        form, plurals = find_plural(count, self.code), self.catalog.plurals
        return plurals.index(form) if form in plurals else -1

    def _space(self, text: str) -> str:
        return text if self.spaces is None else space_value(text, spaces=self.spaces)


@lru_cache(maxsize=256)
def _find_wording(locale: str, own: Catalog | None, formality: Formality, spaces: Spaces | None) -> Wording:
    # One for all that is written in it, so that its texts are split once.
    catalogs = {catalog.language: catalog for catalog in (*CATALOGS, *(() if own is None else (own,)))}
    parsed = parse_locale(locale, tuple(sorted(catalogs)))
    catalog = catalogs[parsed.language]
    return Wording(str(parsed), catalog, formality, spaces, _Phrases(catalog, formality, spaces))


def _count_of(values: Mapping[str, object]) -> int:
    counts = (values.get(name) for name in _COUNTED)
    return next((value for value in counts if isinstance(value, int)), 1)
