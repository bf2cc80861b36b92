"""A dunning run from the command line: who to chase today, for how much, why, and the text to send.

Without arguments it runs on the built-in sample ledger. On your own rows:

    python dunning_run.py --clients clients.csv --invoices invoices.csv --payments payments.csv --as-of 2026-11-24

Columns are found under well-known headers (number or Facture, amount or Montant TTC …), or named:

    python dunning_run.py --invoices export.csv --as-of 2026-11-24 --currency EUR --column invoices.number=Piece

Or on the accounting-entries file (FEC) that every French company can export; it holds no due day, so say the terms:

    python dunning_run.py --fec 732829320FEC20261231.txt --net-days 30 --client-kind business --as-of 2026-11-24

All input and output of the project is in this file: the library reads no file, no clock, and prints nothing. Read it
from top to bottom to see how the library is embedded. Exit status: 0 when every row was read without doubt, 1 when
some row was refused or doubtful (each is told on the error stream, and the rest went on), 2 when the command itself
makes no sense.
"""

import argparse
import codecs
import csv
import os
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.interop import (
    FieldMap,
    read_clients,
    read_credit_notes,
    read_events,
    read_invoices,
    read_payments,
)
from dunning_core.interop.fec import read_fec
from dunning_core.law import ClientKind
from dunning_core.markup import element, page, table
from dunning_core.notices import CallSheet, Notice, render_text
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger

# The law is chosen for each client, from the country of the creditor and what the client is.
POLICY = FR_B2B_STANDARD.with_regime(None)

READERS = {
    "clients": read_clients,
    "invoices": read_invoices,
    "credit_notes": read_credit_notes,
    "payments": read_payments,
    "events": read_events,
}
BESIDE_A_FEC = ("clients", "events")
OF_A_CLIENT = ("invoices", "credit_notes", "payments")
LONGEST_FIELD = 1_000_000
PROGRESS_EVERY = 100_000
# Characters of cp1252 where ISO 8859-15, in which the law has a FEC written, has none.
WINDOWS_ONLY = bytes(range(0x80, 0xA0))

TITLES = {
    "fr": ("Relances du", "À faire", "Balance âgée, en jours de retard", "Décisions", "Courriers"),
    "en": ("Dunning run of", "To do", "Aged balance, by days late", "Decisions", "Notices"),
}
WORKLIST_HEADER = {
    "fr": ("client", "étape", "canal", "retard", "à payer", "avec pénalités", "accord", "factures"),
    "en": ("client", "stage", "channel", "late", "to pay", "with penalties", "approval", "invoices"),
}
AGED_HEADER = {"fr": ("jours", "nombre", "montant"), "en": ("days", "count", "amount")}
TWO_CURRENCIES = {"fr": "deux devises", "en": "two currencies"}
NEEDED = {"fr": "requis", "en": "needed"}
TO = {"fr": "à", "en": "to"}


def main(arguments: list[str] | None = None) -> int:
    """Run, show, and return the exit status."""
    options = parse_options(arguments)
    if options.invoices is None and options.fec is None:
        ledger, problems, creditor, day = sample_ledger(), [], SAMPLE_CREDITOR, SAMPLE_DAY
    else:
        ledger, problems = read_ledger(options)
        creditor, day = dc.Creditor(name=options.creditor, country=options.country), options.as_of
    run = dc.run_dunning(ledger, options.as_of or day, POLICY, creditor=creditor)
    notices, calls = run.notices(options.locale), run.call_sheets(options.locale)
    drafts = (*notices, *calls)
    if options.html:
        options.html.write_text(render_page(run, drafts, options.locale), encoding="utf-8")
    if options.notices:
        write_notices(drafts, options.notices)
    print_worklist(run)
    print_examples(run, drafts, options.locale)
    report_problems(problems, (*run.problems, *notices.problems, *calls.problems), options.locale)
    return 1 if problems else 0


# Reading: files become rows, rows become values, and every defect becomes a problem.


def parse_options(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options of the command line; argparse ends the program with 2 when they make no sense."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for kind in READERS:
        parser.add_argument(f"--{kind.replace('_', '-')}", type=Path, metavar="FILE.csv", help=f"{kind} to read")
    parser.add_argument("--fec", type=Path, metavar="FILE", help="accounting entries to read, in place of invoices")
    kinds = [kind.value for kind in ClientKind]
    parser.add_argument("--client-kind", choices=kinds, help="of the clients of a FEC (default: unknown, no penalties)")
    parser.add_argument("--client-country", metavar="CC", help="of the clients of a FEC, as FR")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="the day of the run, as 2026-11-24")
    parser.add_argument("--delimiter", help=r"of the CSV files, \t for a tab (detected when not given)")
    parser.add_argument("--dates", choices=("YMD", "DMY", "MDY"), help="order of dates (detected when not given)")
    parser.add_argument("--decimal", choices=(".", ","), help="decimal mark (detected when not given)")
    parser.add_argument("--currency", help="of rows that state none, as EUR")
    parser.add_argument("--net-days", type=int, metavar="N", help="terms of invoices that state no due date")
    parser.add_argument("--column", action="append", default=[], metavar="KIND.FIELD=COLUMN", help="name a column")
    parser.add_argument("--creditor", default="[creditor]", help="who claims, for the notices")
    parser.add_argument("--country", default="FR", help="country of the creditor (default: FR)")
    parser.add_argument("--locale", default="fr", choices=("fr", "en"), help="of texts and page (default: fr)")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the whole run as one page")
    parser.add_argument("--notices", type=Path, metavar="DIR", help="write each notice and call sheet as a text file")
    options = parser.parse_args(arguments)
    given = {kind: path for kind in READERS if (path := getattr(options, kind)) is not None}
    if options.fec is not None:
        if set(given) - set(BESIDE_A_FEC):
            parser.error("--fec holds invoices and payments: give only --clients and --events beside it")
        if options.net_days is None and options.clients is None:
            parser.error("--net-days is needed with --fec: the file does not say when invoices are due")
        given["fec"] = options.fec
    elif options.invoices is None and given:
        parser.error("--invoices is needed with your own rows")
    if given and options.as_of is None:
        parser.error("--as-of is needed with your own rows: the library never asks the clock")
    for path in given.values():
        if not path.is_file():
            parser.error(f"no such file: {path}")
    if options.html and (options.html.is_dir() or not options.html.parent.is_dir()):
        parser.error(f"no file can be written there: {options.html}")
    if options.notices and options.notices.exists() and not options.notices.is_dir():
        parser.error(f"not a folder: {options.notices}")
    try:
        check_options(options)
    except (ValueError, TypeError) as error:
        parser.error(str(error))
    return options


def check_options(options: argparse.Namespace) -> None:
    """Refuse what the library or the CSV reader will not take, before anything is read."""
    options.delimiter = "\t" if options.delimiter == r"\t" else options.delimiter
    csv.reader((), delimiter=options.delimiter or ",")
    for kind in READERS:
        field_map(kind, options)
    dc.Creditor(name=options.creditor, country=options.country)
    dc.Client.unknown("-", name="-", country=options.client_country)
    dc.Ledger.of().as_of(options.as_of or SAMPLE_DAY)


def field_map(kind: str, options: argparse.Namespace) -> FieldMap:
    """Return how a file is to be read: what the options say, and what the rows show for the rest."""
    columns = dict[str, str]()
    for text in options.column:
        place, equals, column = text.partition("=")
        owner, dot, field = place.partition(".")
        if not equals or not dot or owner not in READERS:
            raise ValueError(f"--column {text}: write it as payments.id=Reference")
        if owner == kind:
            columns[field] = column
    terms = None if options.net_days is None else dc.PaymentTerms.net(options.net_days)
    return FieldMap(columns, dates=options.dates, decimal=options.decimal, currency=options.currency, terms=terms)


def read_ledger(options: argparse.Namespace) -> tuple[dc.Ledger, list[tuple[str, dc.Problem]]]:
    """Return the ledger of the files given, and a problem for each row that is refused or doubtful, with its file."""
    problems: list[tuple[str, dc.Problem]] = []
    facts: list[object] = []
    known = None
    for kind, read in READERS.items():
        path = getattr(options, kind)
        if path is None:
            continue
        rows = Rows(path, options.delimiter)
        more = {"clients": known} if kind in OF_A_CLIENT else {}
        found = read(rows, field_map(kind, options), **more)
        facts.extend(found.values)
        problems.extend((path.name, problem) for problem in rows.place(found.problems))
        if kind == "clients":
            known = found.values
    if options.fec is not None:
        found, told = read_entries(options, known)
        facts.extend(found)
        problems.extend(told)
    return dc.Ledger.of(facts), problems


def read_entries(
    options: argparse.Namespace, known: tuple[dc.Client, ...] | None
) -> tuple[tuple[object, ...], list[tuple[str, dc.Problem]]]:
    """Return the facts of an accounting-entries file, whose clients may be known by their auxiliary account."""
    rows = Rows(options.fec, options.delimiter, is_fec=True)
    terms = None if options.net_days is None else dc.PaymentTerms.net(options.net_days)
    kind = None if options.client_kind is None else ClientKind(options.client_kind)
    found = read_fec(rows, terms, clients=known, kind=kind, country=options.client_country)
    return found.values, [(options.fec.name, problem) for problem in rows.place(found.problems)]


class Rows:
    """The rows of a CSV file, one dict per row; what the file itself has wrong is told, and never stops it."""

    def __init__(self, path: Path, delimiter: str | None, *, is_fec: bool = False) -> None:
        self.path = path
        self.encoding = find_encoding(path, is_fec=is_fec)
        header = read_header(path, self.encoding)
        # The law knows no quotes around the cells of a FEC, and a label may well begin with one.
        self.quoting = csv.QUOTE_NONE if is_fec and not header.startswith('"') else csv.QUOTE_MINIMAL
        self.delimiter = delimiter or max(",;\t|", key=header.count)
        self.problems: list[dc.Problem] = []
        self.left_out: list[int] = []  # for each row left out, how many were given before it

    def __iter__(self) -> Iterator[dict[str, str]]:
        csv.field_size_limit(LONGEST_FIELD)
        with self.path.open(newline="", encoding=self.encoding, errors="replace") as file:
            lines = read_lines(csv.reader(file, delimiter=self.delimiter, quoting=self.quoting))
            header = next((cells for cells in lines if cells != []), None)
            if isinstance(header, csv.Error):
                self._tell(0, str(header))
            if not isinstance(header, list):
                return
            for name in sorted(name for name, times in Counter(header).items() if times > 1):
                self._tell(0, f"two columns are named {name!r}; the last one is read")
            for number, cells in enumerate(lines, start=1):
                if number % PROGRESS_EVERY == 0:
                    print(f"{self.path.name}: {number:,} rows", file=sys.stderr)
                if isinstance(cells, list) and len(cells) == len(header):
                    yield dict(zip(header, cells, strict=True))
                    continue
                self.left_out.append(number - 1 - len(self.left_out))
                if cells != []:
                    found = (
                        f"{len(cells)} cells, the header has {len(header)}" if isinstance(cells, list) else str(cells)
                    )
                    self._tell(number, found)

    def place(self, problems: tuple[dc.Problem, ...]) -> list[dc.Problem]:
        """Return the problems that a reader found, each under the number of its row in the file, and those of here."""
        return sorted([*self.problems, *map(self._place, problems)], key=lambda problem: problem.param("row") or 0)

    def _place(self, problem: dc.Problem) -> dc.Problem:
        # A reader counts the rows that it was given.
        params = tuple(
            (name, value + bisect_left(self.left_out, value) if name in ("row", "first_row") else value)
            for name, value in problem.params
        )
        row = dict(params).get("row")
        return dc.Problem(problem.code, problem.subject if row is None else f"row {row}", problem.path, params)

    def _tell(self, number: int, hint: str) -> None:
        self.problems.append(dc.Problem("row.shape", f"row {number}", params=(("row", number), ("hint", hint))))


def read_lines(lines: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """Give the lines of a CSV reader, and an error in the place of each that it refuses (a field too long, say)."""
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def find_encoding(path: Path, *, is_fec: bool) -> str:
    """Return UTF-16 or UTF-8, as the file shows, or the usual 8-bit encoding of those that are neither."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    with path.open(encoding="utf-8") as file:
        try:
            while file.read(1 << 20):
                pass
        except UnicodeDecodeError:
            return "iso8859-15" if is_fec and not has_any(path, WINDOWS_ONLY) else "cp1252"
    return "utf-8-sig"


def has_any(path: Path, wanted: bytes) -> bool:
    """Return whether a file holds any of some bytes."""
    with path.open("rb") as file:
        return any(len(part.translate(None, wanted)) < len(part) for part in iter(lambda: file.read(1 << 20), b""))


def read_header(path: Path, encoding: str) -> str:
    """Return the first line of a file, which says how its cells are kept apart."""
    with path.open(newline="", encoding=encoding, errors="replace") as file:
        return file.readline(LONGEST_FIELD)


# Showing: a table, an explained decision and a notice on the screen; the whole run as a page or as files.


def worklist_rows(run: dc.DunningRun, locale: str) -> list[tuple[str, ...]]:
    """Return one row of text per action, the most urgent first."""
    return [
        (
            action.client.name,
            action.stage.name,
            action.channel.value,
            str(max(line.receivable.days_late for line in action.decisions)),
            str(action.outstanding),
            TWO_CURRENCIES[locale] if action.total is None else str(action.total),
            NEEDED[locale] if action.needs_approval else "",
            " ".join(line.receivable.id for line in action.decisions),
        )
        for action in run.actions
    ]


def aged_rows(run: dc.DunningRun, locale: str) -> list[tuple[str, ...]]:
    """Return one row of text per bucket of the aged balance."""
    rows = []
    for bucket in run.aged_balance.buckets:
        over = "0" if bucket.over_days is None else f"{bucket.over_days + 1} {TO[locale]} {bucket.up_to_days or '…'}"
        rows.append((over, str(bucket.count), str(bucket.amount)))
    return rows


def print_worklist(run: dc.DunningRun) -> None:
    """Print one line per action, then the aged balance; the screen of a program speaks English."""
    print(f"Worklist of {run.day}: {len(run.actions)} actions, {len(run.decisions)} open receivables\n")
    print_table([WORKLIST_HEADER["en"], *worklist_rows(run, "en")], right=(3, 4, 5))
    print("\nAged balance, by days late\n")
    print_table(aged_rows(run, "en"), right=(0, 1, 2))


def print_table(rows: list[tuple[str, ...]], right: tuple[int, ...]) -> None:
    """Print rows as aligned columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join(cells).rstrip())


def print_examples(run: dc.DunningRun, drafts: Sequence[Notice | CallSheet], locale: str) -> None:
    """Print one decision, explained, and one notice, whole."""
    explained = next((action for action in run.actions if action.penalties), None) or next(iter(run.actions), None)
    if explained is not None:
        print(f"\nOne decision, explained\n\n{dc.explain(explained.decisions[0], locale)}")
    if drafts:
        print(f"\nOne notice\n\n{render_text(drafts[0])}")


def render_page(run: dc.DunningRun, drafts: Sequence[Notice | CallSheet], locale: str) -> str:
    """Return the whole run as one page: worklist, aged balance, explained decisions, notices; all of it escaped."""
    title, to_do, aged, decisions, notices = TITLES[locale]
    parts = [
        table(to_do, WORKLIST_HEADER[locale], rows=worklist_rows(run, locale), figures=(3, 4, 5)),
        table(aged, AGED_HEADER[locale], rows=aged_rows(run, locale), figures=(1, 2)),
        element("h2", decisions),
        element("ul", *(element("li", dc.explain(decision, locale)) for decision in run.decisions)),
        element("h2", notices),
        *(
            element("article", element("h3", draft.sheet.subject), element("pre", render_text(draft)))
            for draft in drafts
        ),
    ]
    return str(page(f"{title} {run.day}", *parts, language=locale))


def write_notices(drafts: Sequence[Notice | CallSheet], folder: Path) -> None:
    """Write each text to a file named by its rank and its key: no name of a client ever becomes a path."""
    folder.mkdir(parents=True, exist_ok=True)
    for rank, draft in enumerate(drafts, start=1):
        (folder / f"{rank:04d}-{draft.key}.txt").write_text(render_text(draft), encoding="utf-8")


def report_problems(rows: list[tuple[str, dc.Problem]], found: tuple[dc.Problem, ...], locale: str) -> None:
    """Tell each row problem, then the problems of the run, grouped by code, on the error stream."""
    for file, problem in rows:
        print(f"{file}: {dc.explain(problem, locale)}", file=sys.stderr)
    first = {problem.code: problem for problem in reversed(found)}
    for code, times in sorted(Counter(problem.code for problem in found).items()):
        print(f"{code}: {times}, the first: {dc.explain(first[code], locale)}", file=sys.stderr)


if __name__ == "__main__":
    # Figures in French hold narrow spaces, which the usual encoding of some systems lacks.
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # who reads (`head`, say) has seen enough; nothing more can be told
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)
