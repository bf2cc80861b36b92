"""The exchange script writes a .po file and reads it back as the same catalog, in any number of plural forms."""

import importlib.util
import re
from gettext import c2py
from pathlib import Path
from types import ModuleType

import pytest
from babel import Locale

from dunning_core.notices import ENGLISH, FRENCH, Catalog, check_catalog
from tests.unit.notices.test_catalogs import POLISH

PATH = Path(__file__).parents[2] / "docs" / "examples" / "exchange_po.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("exchange_po", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


exchange = load()


@pytest.mark.parametrize("catalog", [ENGLISH, FRENCH, POLISH], ids=lambda catalog: catalog.language)
def test_a_catalog_comes_back_as_it_left(catalog: Catalog) -> None:
    """Every text, form and placeholder survives the file, informal ones included."""
    read = exchange.read_po(catalog.language, exchange.write_po(catalog.language, translated=catalog))
    assert read.texts == catalog.texts
    assert read.plurals == catalog.plurals


@pytest.mark.parametrize("language", ["en", "fr", "es", "pl", "ar", "ja"])
def test_the_header_chooses_the_form_that_the_catalog_would(language: str) -> None:
    """The tools of translators count as CLDR does, whatever forms this release of Babel gives gettext."""
    found = re.search(r"nplurals=(\d+); plural=(.*);", exchange.write_po(language).decode())
    assert found is not None
    forms, choose = exchange.plural_forms(language), c2py(found[2])
    assert len(forms) == int(found[1])
    for number in range(250):
        assert forms[choose(number)] == Locale.parse(language).plural_form(number)


def test_an_empty_file_lists_what_is_to_be_translated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new language starts with every English text; what was not translated is missing, not English."""
    path = tmp_path / "notices.po"
    assert exchange.main(["write", "pl", str(path)]) == 0
    content = path.read_bytes()
    assert b'msgctxt "greeting"\nmsgid "Dear Sir or Madam,"\nmsgstr ""' in content
    assert content.count(b"msgstr[2]") == sum(isinstance(text, tuple) for text in ENGLISH.texts.values())
    assert exchange.main(["read", "pl", str(path)]) == 1
    assert "greeting has no text" in capsys.readouterr().err
    translated = content.replace(
        b'msgid "Dear Sir or Madam,"\nmsgstr ""', 'msgid "Dear Sir or Madam,"\nmsgstr "Dzień dobry,"'.encode()
    )
    assert exchange.read_po("pl", translated).texts == {"greeting": "Dzień dobry,"}


def test_a_translation_that_lost_a_placeholder_is_told() -> None:
    """The file is checked as any catalog is."""
    po = exchange.write_po("pl", translated=POLISH).replace(b'msgstr "PL IBAN {iban}"', b'msgstr "IBAN {ibna}"')
    [problem] = check_catalog(exchange.read_po("pl", po))
    assert (problem.code, problem.subject) == ("catalog.text.placeholders", "payment.iban")
