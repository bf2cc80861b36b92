"""Write the texts of a language to a .po file for a translator, and read the translated file back as a catalog.

    python exchange_po.py write pl notices.po
    python exchange_po.py read pl notices.po > pl.py

The first writes every English text with an empty translation, or that of the language where it exists here; written
again over the translator's file, it keeps what he translated and adds what is new. The second reads what came back and
prints the Python module that a program ships, as the library does; what is missing, wrong, or still marked as fuzzy is
told instead, and it ends with an error.
"""

import sys
from gettext import c2py
from io import BytesIO
from pathlib import Path
from pprint import pformat

from babel import Locale
from babel.messages import pofile
from babel.messages.catalog import Catalog as PoCatalog
from babel.plural import to_gettext

from dunning_core import explain
from dunning_core.notices import ENGLISH, FRENCH, Catalog, check_catalog
from dunning_core.notices.catalogs import Forms

KNOWN = {catalog.language: catalog for catalog in (ENGLISH, FRENCH)}
NUMBERS = range(1000)


def plural_forms(language: str) -> tuple[str, ...]:
    """Return the plural forms that whole numbers take in a language, by their names in CLDR, in its order."""
    rule = Locale.parse(language).plural_form
    reached = {rule(number) for number in NUMBERS}
    return tuple(form for form in ("zero", "one", "two", "few", "many", "other") if form in reached)


def write_po(language: str, *, translated: Catalog | None = None) -> bytes:
    """Return a .po file: the key of each text as its context, the English text, and the translation where there is one.

    A text with plural forms has one translation per form of the language, in the order of CLDR, which the header says.
    """
    forms = plural_forms(language)
    po = PoCatalog(locale=language, charset="utf-8", fuzzy=False)
    # The last form is for all numbers that the ones before leave; forms of millions or fractions are never needed.
    rules = Locale.parse(language).plural_form.rules
    po.mime_headers = [("Plural-Forms", to_gettext({form: rules[form] for form in forms[:-1]}))]
    for key, text in ENGLISH.texts.items():
        own = translated.texts.get(key) if translated is not None else None
        if isinstance(text, tuple):
            told = [_pick(own, form, translated) for form in forms]
            po.add((text[0], text[-1]), told, context=key)
        else:
            po.add(text, own if isinstance(own, str) else "", context=key)
    for key, informal in translated.texts.items() if translated is not None else ():
        if key not in ENGLISH.texts:
            po.add(key if isinstance(informal, str) else (key, key), informal, context=key)
    file = BytesIO()
    pofile.write_po(file, po, width=0, omit_header=False)
    return file.getvalue()


def _pick(text: Forms | None, form: str, catalog: Catalog | None) -> str:
    if catalog is None or not isinstance(text, tuple):
        return ""
    return text[catalog.plurals.index(form) if form in catalog.plurals else -1]


def read_po(language: str, content: bytes) -> Catalog:
    """Return the catalog that a .po file holds; texts that are not translated, or marked as fuzzy, are left out.

    The header of the file says which of its forms a number takes: an editor may have put its own. Raises ValueError
    where two forms of the language are one form of the file.
    """
    po = pofile.read_po(BytesIO(content), locale=language, charset="utf-8", abort_invalid=True)
    forms, texts = plural_forms(language), dict[str, Forms]()
    places = _place_forms(language, po)
    for message in po:
        told = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.context and all(told) and not message.fuzzy:
            texts[message.context] = tuple(told[places[form]] for form in forms) if message.pluralizable else told[0]
    return Catalog(language, texts, plurals=forms)


def _place_forms(language: str, po: PoCatalog) -> dict[str, int]:
    form_of, place_of = Locale.parse(language).plural_form, c2py(po.plural_expr)
    pairs = {(form_of(number), place_of(number)) for number in NUMBERS}
    places = dict(pairs)
    if not len(pairs) == len(places) == len(set(places.values())) <= po.num_plurals:
        raise ValueError(f"{language}: the plural forms of the file are not those of the language; write it again")
    return places


def write_module(catalog: Catalog) -> str:
    """Return the Python module of a catalog."""
    texts = pformat(dict(catalog.texts), width=118, sort_dicts=False)
    return (
        "from dunning_core.notices import Catalog\n\n"
        f"TEXTS = {texts}\n\n"
        f"CATALOG = Catalog({catalog.language!r}, TEXTS, plurals={catalog.plurals!r})\n"
    )


def main(arguments: list[str]) -> int:
    """Write or read a file, as asked; return 1 while the catalog is not whole, 2 where it is not said what to do."""
    match arguments:
        case ["write", language, path]:
            file, known = Path(path), KNOWN.get(language)
            if known is None and file.exists():
                known = read_po(language, file.read_bytes())
            file.write_bytes(write_po(language, translated=known))
            return 0
        case ["read", language, path]:
            catalog = read_po(language, Path(path).read_bytes())
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    problems = check_catalog(catalog)
    for problem in problems:
        print(explain(problem, "en"), file=sys.stderr)
    if not problems:
        print(write_module(catalog), end="")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
