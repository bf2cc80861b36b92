"""Catalog: the texts of one language, with named placeholders; and what is wrong with one that you write yourself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_free_text, check_instance, check_language, check_text, set_field
from dunning_core.errors import InvalidValueError, Problem, WrongTypeError
from dunning_core.notices import en, fr

#: A text, or one text per plural form.
Forms = str | tuple[str, ...]

#: What stands before the key of an informal text.
INFORMAL = "informal."

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def _texts(given: Mapping[str, Forms] | Sequence[tuple[str, Forms]]) -> tuple[tuple[str, Forms], ...]:
    if isinstance(given, Mapping):
        return tuple(given.items())
    # The pairs of a catalog are what `attrs.evolve` passes back.
    pair: type[tuple[str, Forms]] = tuple
    pairs = as_tuple("texts", given, pair)
    for index, found in enumerate(pairs):
        if len(found) != 2:
            raise WrongTypeError("wrong_type", f"texts[{index}]", found, "pass a mapping of keys to texts")
    return pairs


def _plurals(given: Sequence[str]) -> tuple[str, ...]:
    return as_tuple("plurals", given, str)


@frozen(cache_hash=True)
class Catalog:
    """The texts of one language: by key, a text with named placeholders, or one text per plural form.

    `plurals` names the forms of a plural text in order, as CLDR calls them: ("one", "other") in English and French,
    ("one", "few", "many") in Polish; a number of another form takes the last. `check_catalog` says what is missing
    before the first notice needs it.
    """

    language: str
    entries: tuple[tuple[str, Forms], ...] = field(alias="texts", converter=_texts, repr=False)
    plurals: tuple[str, ...] = field(default=("one", "other"), converter=_plurals)
    _by_key: dict[str, Forms] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        check_language("language", self.language)
        if not self.plurals:
            raise InvalidValueError("empty", "plurals", self.plurals, "name the plural forms, as (one, other)")
        for key, text in self.entries:
            check_text("texts", key)
            for form in text if isinstance(text, tuple) else (text,):
                check_free_text(f"texts[{key}]", form)
        set_field(self, "_by_key", dict(self.entries))

    @property
    def texts(self) -> Mapping[str, Forms]:
        """Return the texts by key, to be read only."""
        return MappingProxyType(self._by_key)

    def find(self, key: str) -> Forms | None:
        """Return the text of a key, or None where the catalog has none."""
        return self._by_key.get(key)


#: The languages that are complete here.
ENGLISH = Catalog("en", en.TEXTS)
FRENCH = Catalog("fr", fr.TEXTS)
CATALOGS = (ENGLISH, FRENCH)


def check_catalog(catalog: Catalog) -> tuple[Problem, ...]:
    """Return what is wrong with a catalog, against English: texts missing or unknown, placeholders, plural forms.

    A placeholder may be left out of one form only where another form of the text holds it. Informal texts
    (`informal.…`) may be missing: the formal one is then used.

    >>> [problem.code for problem in check_catalog(Catalog("pl", {"greeting": "Dzień dobry {name},"}))][:2]
    ['catalog.text.missing', 'catalog.text.missing']
    """
    check_instance("catalog", catalog, Catalog)
    return tuple(_find_faults(catalog))


def _find_faults(catalog: Catalog) -> Iterator[Problem]:
    known = ENGLISH.texts
    for key in known:
        if key not in catalog.texts and not key.startswith(INFORMAL):
            yield Problem("catalog.text.missing", key, path=catalog.language)
    for key, own in catalog.entries:
        # A language addresses informally in the texts where it needs to: each has the placeholders of the formal one.
        model = known.get(key.removeprefix(INFORMAL))
        if model is None:
            yield Problem("catalog.text.unknown", key, path=catalog.language)
            continue
        expected = len(catalog.plurals) if isinstance(model, tuple) else 1
        if isinstance(own, tuple) != isinstance(model, tuple) or (isinstance(own, tuple) and len(own) != expected):
            yield Problem("catalog.text.forms", key, path=catalog.language, params=(("expected", expected),))
        given, needed = find_placeholders(own), find_placeholders(model)
        if given != needed:
            params = (("missing", tuple(sorted(needed - given))), ("unknown", tuple(sorted(given - needed))))
            yield Problem("catalog.text.placeholders", key, path=catalog.language, params=params)


def find_placeholders(text: Forms) -> frozenset[str]:
    """Return the names of the placeholders of a text, in any of its forms."""
    return frozenset(PLACEHOLDER.findall(text if isinstance(text, str) else " ".join(text)))
