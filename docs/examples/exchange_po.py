"""Write the texts of a language to a .po file for a translator, and read the translated file back as a catalog.

    python exchange_po.py write pl notices.po
    python exchange_po.py read pl notices.po

The first writes every English text with an empty translation, or that of the language where it exists here; the second
reads what came back, says what is missing or wrong, and ends with an error while something is. The files are the
translator's; a program ships the catalog as a Python module, as the library does.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages import pofile
from babel.messages.catalog import Catalog as PoCatalog
from babel.plural import to_gettext

from dunning_core import explain
from dunning_core.notices import ENGLISH, FRENCH, Catalog, check_catalog
from dunning_core.notices.catalogs import Forms

KNOWN = {catalog.language: catalog for catalog in (ENGLISH, FRENCH)}


def plural_forms(language: str) -> tuple[str, ...]:
    """Return the plural forms that whole numbers take in a language, by their names in CLDR, in its order."""
    rule = Locale.parse(language).plural_form
    reached = {rule(number) for number in range(1000)}
    return tuple(form for form in ("zero", "one", "two", "few", "many", "other") if form in reached)


def write_po(language: str, *, translated: Catalog | None = None) -> bytes:
    """Return a .po file: the key of each text as its context, the English text, and the translation where there is one.

    A text with plural forms has one translation per form of the language, in the order of CLDR.
    """
    forms = plural_forms(language)
    count = len(forms)
    po = PoCatalog(locale=language, charset="utf-8", fuzzy=False)
    # The last form is for all numbers that the ones before leave; forms of millions or fractions are never needed.
    rules = Locale.parse(language).plural_form.rules
    po.mime_headers = [("Plural-Forms", to_gettext({form: rules[form] for form in forms[:-1]}))]
    for key, text in ENGLISH.texts.items():
        own = translated.texts.get(key) if translated is not None else None
        if isinstance(text, tuple):
            po.add((text[0], text[-1]), own if isinstance(own, tuple) else ("",) * count, context=key)
        else:
            po.add(text, own if isinstance(own, str) else "", context=key)
    for key, informal in translated.texts.items() if translated is not None else ():
        if key not in ENGLISH.texts:
            po.add(key if isinstance(informal, str) else (key, key), informal, context=key)
    file = BytesIO()
    pofile.write_po(file, po, width=0, omit_header=False)
    return file.getvalue()


def read_po(language: str, content: bytes) -> Catalog:
    """Return the catalog that a .po file holds; texts that were not translated are left out."""
    po = pofile.read_po(BytesIO(content), locale=language, charset="utf-8", abort_invalid=True)
    texts: dict[str, Forms] = {}
    for message in po:
        told = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.context and all(told):
            texts[message.context] = tuple(told) if message.pluralizable else str(told[0])
    return Catalog(language, texts, plurals=plural_forms(language))


def main(arguments: list[str]) -> int:
    """Write or read a file, as asked; return 1 while the catalog is not whole."""
    action, language, path = arguments
    if action == "write":
        Path(path).write_bytes(write_po(language, translated=KNOWN.get(language)))
        return 0
    problems = check_catalog(read_po(language, Path(path).read_bytes()))
    for problem in problems:
        print(explain(problem, "en"), file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
