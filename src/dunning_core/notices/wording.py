"""Wording: a locale and its catalog, which fill named placeholders and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import cast

from attrs import frozen
from babel import Locale

from dunning_core.errors import UnknownReferenceError
from dunning_core.events import StageKind
from dunning_core.law import Rate
from dunning_core.money import Money
from dunning_core.notices.catalogs import CATALOGS, INFORMAL, PLACEHOLDER, Catalog
from dunning_core.notices.formats import find_plural, format_day, format_money, format_rate, parse_locale
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


@lru_cache(maxsize=4096)
def _split(text: str, language: str, spaces: Spaces | None) -> tuple[str, tuple[str, ...]]:
    """Return a text of a catalog with its spaces, `%s` where a placeholder stands, and the names of these in order."""
    spaced = text if spaces is None else space_text(text, language, spaces=spaces)
    words = PLACEHOLDER.split(spaced)
    return "%s".join(part.replace("%", "%%") for part in words[::2]), tuple(words[1::2])


@frozen
class Wording:
    """The texts of one language, and how a locale writes amounts, days and rates; `spaces` None leaves texts alone."""

    locale: Locale
    catalog: Catalog
    formality: Formality = Formality.FORMAL
    spaces: Spaces | None = None

    @classmethod
    def of(cls, locale: str, options: NoticeOptions | None = None) -> "Wording":
        """Return the wording of a locale; MissingTranslation when its language has no vetted texts."""
        own = (options.catalog,) if options is not None and options.catalog is not None else ()
        catalogs = {catalog.language: catalog for catalog in (*CATALOGS, *own)}
        parsed = parse_locale(locale, tuple(sorted(catalogs)))
        if options is None:
            return cls(parsed, catalogs[parsed.language])
        return cls(parsed, catalogs[parsed.language], options.formality, options.spaces)

    def say(self, key: str, *, count: int = 1, **values: object) -> str:
        """Return a text with its placeholders filled; `count` chooses between singular and plural."""
        return self.fill(key, {**values, "count": count}, count=count)

    def fill(self, key: str, values: Mapping[str, object], *, count: int | None = None) -> str:
        """Return a text filled from a mapping of placeholders to values.

        Without `count`, what is counted among the values decides between singular and plural.
        """
        text = self.catalog.find(INFORMAL + key) if self.formality is Formality.INFORMAL else None
        text = self.catalog.find(key) if text is None else text
        if text is None:
            raise UnknownReferenceError("unknown_text", "key", key, "pass a key of the catalog")
        if isinstance(text, tuple):
            text = text[self.choose(_count_of(values) if count is None else count)]
        template, names = _split(text, self.locale.language, self.spaces)
        # What is filled in is never read again, whatever it holds.
        return template % tuple([self.show(values.get(name, "")) for name in names])

    def has(self, key: str) -> bool:
        """Return whether the catalog has a text."""
        return self.catalog.find(key) is not None

    def show(self, value: object) -> str:
        """Return a value as the locale writes it."""
        if isinstance(value, str):
            return close_marks(value)
        if isinstance(value, Money):
            return self._space(format_money(value, self.locale))
        if isinstance(value, date):
            return self._space(format_day(value, self.locale))
        if isinstance(value, Rate):
            text = format_rate(value, self.locale)
            return text if self.spaces is None else self._space(text.replace(" %", "\u202f%"))
        if isinstance(value, StageKind):
            return self.say(f"kind.{value.name}")
        if isinstance(value, Enum):
            return str(value.value)
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
        form, plurals = find_plural(count, self.locale), self.catalog.plurals
        return plurals.index(form) if form in plurals else -1

    def _space(self, text: str) -> str:
        return text if self.spaces is None else space_value(text, spaces=self.spaces)


def _count_of(values: Mapping[str, object]) -> int:
    counts = (values.get(name) for name in _COUNTED)
    return next((value for value in counts if isinstance(value, int)), 1)
