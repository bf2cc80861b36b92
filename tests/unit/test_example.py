"""The example script and the README, run as a stranger would."""

import contextlib
import importlib.util
import io
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from tests.accounting import COLUMNS, compose, receipt, sale

ROOT = Path(__file__).parents[2]

INVOICES = "number,client,amount,currency,issued_on,due_on\nF-1,ACME,1000.00,EUR,2026-03-01,2026-04-30\n"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dunning_run", ROOT / "docs" / "examples" / "dunning_run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_sample_run_shows_worklist_decision_and_notice(
    script: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without arguments: the worklist as a table, one explained decision, one notice in French, status 0."""
    assert script.main([]) == 0
    shown = capsys.readouterr().out
    for words in ("Worklist of 2026-11-24", "Fontclair Immobilier SA", "C. com. L441-10 II", "MISE EN DEMEURE"):
        assert words in shown


def test_it_runs_on_rows_of_ones_own(script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With files: clients, invoices and payments are read, and the run is the ledger's."""
    clients = tmp_path / "clients.csv"
    clients.write_text("id;name;kind;country;email\nACME;Acme;business;FR;a@a.example\n", encoding="utf-8")
    invoices = tmp_path / "invoices.csv"
    invoices.write_text(
        "Numéro;Client;Montant TTC;Devise;Date facture;Date échéance\nF-1;ACME;1 000,00;EUR;01/03/2026;30/04/2026\n",
        encoding="utf-8",
    )
    payments = tmp_path / "payments.csv"
    payments.write_text("Ref;client;amount;received_on;label\nP-1;ACME;400,00;02/05/2026;F-1\n", encoding="utf-8")
    arguments = ["--clients", str(clients), "--invoices", str(invoices), "--payments", str(payments)]
    options = [
        "--delimiter",
        ";",
        "--dates",
        "DMY",
        "--decimal",
        ",",
        "--currency",
        "EUR",
        "--column",
        "payments.id=Ref",
    ]
    assert script.main([*arguments, *options, "--as-of", "2026-05-04", "--creditor", "Valcourt"]) == 0
    shown = capsys.readouterr()
    assert "600.00 EUR" in shown.out
    assert "Valcourt" in shown.out
    assert shown.err == ""


def test_bad_rows_are_told_and_the_rest_goes_on(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bad row is a line with its number and column on the error stream, the good one is run, and the status is 1."""
    invoices = tmp_path / "invoices.csv"
    invoices.write_text(INVOICES + "F-2,ACME,abc,EUR,2026-03-01,2026-04-30\n", encoding="utf-8")
    assert script.main(["--invoices", str(invoices), "--as-of", "2026-05-04", "--locale", "en"]) == 1
    shown = capsys.readouterr()
    assert "row 2, amount: abc" in shown.err
    assert "client.unknown: 1" in shown.err
    assert "F-1" in shown.out


ENCODINGS = [("\t", "utf-8-sig"), ("|", "iso8859-15"), ("|", "utf-8"), ("|", "cp1252"), ("\t", "utf-16")]


@pytest.mark.parametrize(("delimiter", "encoding"), ENCODINGS)
def test_it_runs_on_an_accounting_entries_file(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], delimiter: str, encoding: str
) -> None:
    """A FEC with tabs or bars, in the encodings that exports have: what is late is on the worklist."""
    entries = [
        sale("F-1", date(2026, 1, 5), "LECŒUR", 120_000, code="AA"),
        receipt("7", date(2026, 2, 3), "LECŒUR", 120_000, code="AA"),
        receipt("8", date(2026, 2, 4), "BOIS", 100, label='"Le Bois" achat'),
        sale("F-2", date(2026, 2, 5), "LECŒUR", 60_000),
    ]
    lines = [delimiter.join(row.values()) for row in compose(entries)]
    path = tmp_path / "732829320FEC20261231.txt"
    path.write_text("\n".join([delimiter.join(COLUMNS), *lines]), encoding=encoding)
    arguments = ["--fec", str(path), "--as-of", "2026-05-04", "--locale", "en", "--net-days", "30"]
    assert script.main([*arguments, "--client-kind", "business", "--client-country", "FR"]) == 0
    shown = capsys.readouterr()
    line = next(line for line in shown.out.splitlines() if line.startswith("Société Lecœur"))
    assert line.split()[-1] == "F-2"
    assert "600.00 EUR" in line
    path.write_text("\n".join([delimiter.join(COLUMNS), *lines, "VE"]), encoding=encoding)
    assert script.main(arguments) == 1
    assert "732829320FEC20261231.txt: row 11: 1 cells, the header has 18" in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "golden" / "fec").iterdir()), ids=lambda path: path.stem)
def test_it_runs_on_the_file_of_each_program(
    script: ModuleType, capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    """Whatever program wrote it, every row is read without doubt."""
    assert script.main(["--fec", str(path), "--as-of", "2026-05-04", "--locale", "en", "--net-days", "30"]) == 0
    assert "Worklist" in capsys.readouterr().out


def test_an_empty_file_is_told(script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty file gives a line, an empty worklist and status 1."""
    invoices = tmp_path / "invoices.csv"
    invoices.write_text("", encoding="utf-8")
    assert script.main(["--invoices", str(invoices), "--as-of", "2026-05-04"]) == 1
    assert "aucune ligne" in capsys.readouterr().err


def test_the_page_and_the_files_hold_the_run(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--html writes one page in the language asked for; --notices a file per text, named by its key."""
    assert (
        script.main(["--html", str(tmp_path / "run.html"), "--notices", str(tmp_path / "out"), "--locale", "en"]) == 0
    )
    text = (tmp_path / "run.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    for words in ("Fontclair Immobilier SA", "FORMAL NOTICE", "Aged balance"):
        assert words in text
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) == text.count("<article>") == 9
    assert all(re.fullmatch(r"[0-9]{4}-[0-9a-f]{32}\.txt", file.name) for file in files)
    assert capsys.readouterr().out


HOSTILE = {
    "a byte-order mark": (b"\xef\xbb\xbf" + INVOICES.encode(), 0, "F-1"),
    "Latin-1": (INVOICES.replace("ACME", "Îlot").encode("cp1252"), 0, "F-1"),
    "a quoted line break": (INVOICES.replace("ACME", '"AC\nME"').encode(), 1, "control"),
    "a row too short": ((INVOICES + "F-2,ACME\n").encode(), 1, "2 cells"),
    "a row too long": ((INVOICES + "F-2,ACME,1.00,EUR,2026-03-01,2026-04-30,x\n").encode(), 1, "7 cells"),
    "a blank line": ((INVOICES + "\n").encode(), 0, "F-1"),
    "a duplicate header": (INVOICES.replace("currency", "amount").encode(), 1, "amount"),
    "ten megabytes in one field": ((INVOICES + "F-2," + "x" * 10_000_000 + ",1\n").encode(), 1, "field"),
    "ten megabytes in the header": (b"x" * 10_000_000 + b"," + INVOICES.encode(), 1, "row 0: field"),
    "blank lines before the header": (b"\n\n" + INVOICES.encode(), 0, "F-1"),
    "nothing but blank lines": (b"\n\n\n", 1, "no row"),
    "formula characters": (INVOICES.replace("ACME", "=cmd|' /C calc'!A0").encode(), 0, "=cmd"),
    "a NUL": (INVOICES.replace("ACME", "AC\x00ME").encode(), 1, "control"),
    "no row": (INVOICES.splitlines()[0].encode(), 1, "no row"),
    "an empty file": (b"", 1, "no row"),
    "binary": (bytes(range(256)) * 4, 1, "column"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_handled_or_named(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    """Whatever the file holds, the run goes on and says what is wrong; there is never a traceback."""
    content, status, words = HOSTILE[case]
    invoices = tmp_path / "invoices.csv"
    invoices.write_bytes(content)
    found = script.main(["--invoices", str(invoices), "--as-of", "2026-05-04", "--locale", "en", "--currency", "EUR"])
    shown = capsys.readouterr()
    assert found == status, shown.err
    assert words in shown.out + shown.err
    assert len(shown.err) < 20_000


def test_each_problem_is_told_with_its_file_and_the_row_in_it(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines that were left out, short or blank, count: the number told is the one to look for in the file."""
    invoices, payments = tmp_path / "invoices.csv", tmp_path / "payments.csv"
    bad = INVOICES.splitlines()[1].replace("1000.00", "abc")
    invoices.write_text(INVOICES + "F-2,ACME\n\n" + bad + "\nF-3,ACME\n" + INVOICES.splitlines()[1], encoding="utf-8")
    payments.write_text("id,amount,currency,received_on\n\nP-1,xyz,EUR,2026-05-01\n", encoding="utf-8")
    arguments = ["--invoices", str(invoices), "--payments", str(payments)]
    assert script.main([*arguments, "--as-of", "2026-05-04", "--locale", "en"]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if "row" in line]
    assert [re.split(r"[:,] ", line)[:2] for line in told] == [
        ["invoices.csv", "row 2"],
        ["invoices.csv", "row 4"],
        ["invoices.csv", "row 5"],
        ["invoices.csv", "row 6"],
        ["payments.csv", "row 2"],
    ]
    assert "stands on row 1" in told[3]


@pytest.mark.parametrize(("locale", "words"), [("fr", ("à payer", "1 à 30", "requis")), ("en", ("to pay", "1 to 30"))])
def test_the_page_speaks_one_language(script: ModuleType, tmp_path: Path, locale: str, words: tuple[str, ...]) -> None:
    """The headers of the tables are in the language that the page says it is in."""
    assert script.main(["--html", str(tmp_path / "run.html"), "--locale", locale]) == 0
    text = (tmp_path / "run.html").read_text(encoding="utf-8")
    assert [f">{word}</th>" in text or f">{word}</td>" in text for word in words] == [True] * len(words)
    assert ("to pay" in text) is (locale == "en")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_the_screen_may_have_any_encoding(encoding: str) -> None:
    """What a French notice holds is printed whatever the encoding of the system."""
    command = [sys.executable, str(ROOT / "docs" / "examples" / "dunning_run.py")]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert "8\u202f480,00\u00a0€" in done.stdout.decode("utf-8")


def test_who_reads_the_output_may_stop() -> None:
    """A pipe that closes early, as `head` does, ends the program without a traceback."""
    command = [sys.executable, "-u", str(ROOT / "docs" / "examples" / "dunning_run.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait() == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--payments", "x.csv"],
        ["--fec", "/nowhere/x.txt", "--as-of", "2026-05-04", "--net-days", "30"],
        ["--fec", __file__, "--as-of", "2026-05-04"],
        ["--fec", __file__, "--net-days", "30"],
        ["--fec", __file__, "--as-of", "2026-05-04", "--net-days", "30", "--payments", __file__],
        ["--client-country", "France"],
        ["--invoices", "x.csv"],
        ["--invoices", "/nowhere/x.csv", "--as-of", "2026-05-04"],
        ["--column", "nonsense"],
        ["--column", "invoices.nonsense=x"],
        ["--currency", "euro"],
        ["--delimiter", ";;"],
        ["--creditor", ""],
        ["--country", "France"],
        ["--as-of", "0001-01-01"],
        ["--html", "/nowhere/run.html"],
        ["--html", "."],
        ["--notices", __file__],
    ],
)
def test_a_wrong_command_is_refused(
    script: ModuleType, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A command that makes no sense ends with status 2 and says why."""
    with pytest.raises(SystemExit) as raised:
        script.main(arguments)
    assert raised.value.code == 2
    assert "error" in capsys.readouterr().err


def test_the_readme_example_prints_what_it_says() -> None:
    """The example of the README has at most fifteen lines and gives exactly the output shown."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    shown = re.findall(r"```text\n(.*?)```", text, re.DOTALL)[0]
    assert len(code.strip().splitlines()) <= 15
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    assert out.getvalue() == shown
