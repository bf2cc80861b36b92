"""Wording: a locale and its catalog, which fill named placeholders and nothing else."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import cast

from attrs import frozen
from babel import Locale

from dunning_core.errors import UnknownReferenceError
from dunning_core.events import StageKind
from dunning_core.law import Rate
from dunning_core.money import Money
from dunning_core.notices import en, fr
from dunning_core.notices.formats import format_day, format_money, format_rate, format_short_day, parse_locale

_CATALOGS = {"en": en, "fr": fr}
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@frozen
class Wording:
    """The texts of one language, and how a locale writes amounts, days and rates."""

    locale: Locale
    texts: "dict[str, str | tuple[str, str]]"
    day_pattern: str

    @classmethod
    def of(cls, locale: str) -> "Wording":
        """Return the wording of a locale; MissingTranslation when its language has no vetted texts."""
        parsed = parse_locale(locale, tuple(sorted(_CATALOGS)))
        catalog = _CATALOGS[parsed.language]
        return cls(parsed, catalog.TEXTS, catalog.DAY_PATTERN)

    def say(self, key: str, *, count: int = 1, **values: object) -> str:
        """Return a text with its placeholders filled; `count` chooses between singular and plural."""
        return self.fill(key, {**values, "count": count}, count=count)

    def fill(self, key: str, values: Mapping[str, object], *, count: int = 1) -> str:
        """Return a text filled from a mapping of placeholders to values."""
        text = self.texts.get(key)
        if text is None:
            raise UnknownReferenceError("unknown_text", "key", key, "pass a key of the catalog")
        if isinstance(text, tuple):
            text = text[0 if self.locale.plural_form(count) == "one" else 1]
        # One pass over the template: what is filled in is never read again, whatever it holds.
        return _PLACEHOLDER.sub(lambda found: self.show(values.get(found[1], "")), text)

    def has(self, key: str) -> bool:
        """Return whether the catalog has a text."""
        return key in self.texts

    def show(self, value: object) -> str:
        """Return a value as the locale writes it."""
        if isinstance(value, Money):
            return format_money(value, self.locale)
        if isinstance(value, Rate):
            return format_rate(value, self.locale)
        if isinstance(value, date):
            return format_day(value, self.locale)
        if isinstance(value, StageKind):
            return self.say(f"kind.{value.name}")
        if isinstance(value, Enum):
            return str(value.value)
        if isinstance(value, tuple):
            return ", ".join(map(self.show, cast("tuple[object, ...]", value)))
        return "" if value is None else str(value)

    def short_day(self, day: date) -> str:
        """Return a day for a table."""
        return format_short_day(day, self.locale, pattern=self.day_pattern)

    def enumerate(self, items: Sequence[str]) -> str:
        """Return items as a list in words: a, b and c."""
        if len(items) < 2:
            return "".join(items)
        return ", ".join(items[:-1]) + self.say("list.last") + items[-1]
