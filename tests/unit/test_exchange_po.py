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


def test_an_empty_file_lists_what_is_to_be_translated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new language starts with every English text; what was not translated is missing, not English."""
    path = tmp_path / "notices.po"
    assert exchange.main(["write", "pl", str(path)]) == 0
    content = path.read_bytes()
    assert b'msgctxt "greeting"\nmsgid "Dear Sir or Madam,"\nmsgstr ""' in content
    assert content.count(b"msgstr[2]") == sum(isinstance(text, tuple) for text in ENGLISH.texts.values())
    assert exchange.main(["read", "pl", str(path)]) == 1
    told = capsys.readouterr()
    assert "greeting has no text" in told.err
    assert not told.out
    translated = content.replace(
        b'msgid "Dear Sir or Madam,"\nmsgstr ""', 'msgid "Dear Sir or Madam,"\nmsgstr "Dzień dobry,"'.encode()
    )
    assert exchange.read_po("pl", translated).texts == {"greeting": "Dzień dobry,"}


def test_a_translation_that_lost_a_placeholder_is_told() -> None:
    """The file is checked as any catalog is."""
    po = exchange.write_po("pl", translated=POLISH).replace(b'msgstr "PL IBAN {iban}"', b'msgstr "IBAN {ibna}"')
    [problem] = check_catalog(exchange.read_po("pl", po))
    assert (problem.code, problem.subject) == ("catalog.text.placeholders", "payment.iban")


@pytest.mark.parametrize("language", ["en", "fr", "es", "pl", "ar", "ja", "lv", "sl"])
def test_the_header_chooses_the_form_that_the_catalog_would(language: str) -> None:
    """The tools of translators count as CLDR does, whatever forms this release of Babel gives gettext."""
    found = re.search(r"nplurals=(\d+); plural=(.*);", exchange.write_po(language).decode())
    assert found is not None
    forms, choose = exchange.plural_forms(language), c2py(found[2])
    assert len(forms) == int(found[1])
    for number in range(250):
        assert forms[choose(number)] == Locale.parse(language).plural_form(number)


def test_an_editor_may_number_the_forms_its_own_way() -> None:
    """Latvian has zero, one and other in CLDR; the files of many editors count one, other, zero."""
    model = Catalog("lv", {"position.late": ("Z {count}", "O {count}", "X {count}")}, plurals=("zero", "one", "other"))
    content = exchange.write_po("lv", translated=model).decode()
    start = content.index("Plural-Forms:")
    end = content.index("\\n", start)
    own = "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10==0 || (n%100>=11 && n%100<=19) ? 2 : 1);"
    content = content[:start] + own + content[end:]
    for place, text in (("[0]", "O"), ("[1]", "X"), ("[2]", "Z")):
        before = {"O": "Z", "X": "O", "Z": "X"}[text]
        content = content.replace(f'msgstr{place} "{before} {{count}}"', f'msgstr{place} "{text}  {{count}}"')
    read = exchange.read_po("lv", content.encode())
    assert read.texts["position.late"] == ("Z  {count}", "O  {count}", "X  {count}")


def test_a_file_of_another_language_is_refused() -> None:
    """Two forms of Polish are one in a file whose header is English: nothing says which text is which."""
    content = exchange.write_po("en", translated=ENGLISH)
    with pytest.raises(ValueError, match="write it again"):
        exchange.read_po("pl", content)


def test_a_fuzzy_text_is_not_a_translation() -> None:
    """What an editor guessed waits for the translator: it is missing until he has read it."""
    content = exchange.write_po("pl", translated=POLISH)
    fuzzy = content.replace(b'msgctxt "greeting"', b'#, fuzzy\nmsgctxt "greeting"')
    assert [problem.subject for problem in check_catalog(exchange.read_po("pl", fuzzy))] == ["greeting"]


def test_a_file_written_again_keeps_what_was_translated(tmp_path: Path) -> None:
    """New texts come in, and the work of the translator stays."""
    path = tmp_path / "notices.po"
    path.write_bytes(exchange.write_po("pl", translated=Catalog("pl", {"greeting": "Dzień dobry,"})))
    assert exchange.main(["write", "pl", str(path)]) == 0
    assert exchange.read_po("pl", path.read_bytes()).texts == {"greeting": "Dzień dobry,"}


def test_a_whole_file_becomes_the_module_to_ship(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reading prints a Python module, whose catalog is that of the file."""
    path = tmp_path / "notices.po"
    path.write_bytes(exchange.write_po("pl", translated=POLISH))
    assert exchange.main(["read", "pl", str(path)]) == 0
    module: dict[str, object] = {}
    exec(capsys.readouterr().out, module)
    assert module["CATALOG"] == POLISH


def test_a_slip_in_the_command_touches_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An action that is not known, or a missing file, is told how to call."""
    path = tmp_path / "notices.po"
    assert exchange.main(["wirte", "pl", str(path)]) == 2
    assert exchange.main(["read", "pl"]) == 2
    assert "exchange_po.py write pl notices.po" in capsys.readouterr().err
    assert not path.exists()
