"""A dunning run from the command line: who to chase today, for how much, why, and the text to send.

Without arguments it runs on the built-in sample ledger. On your own rows:

    python dunning_run.py --clients clients.csv --invoices invoices.csv --payments payments.csv --as-of 2026-11-24

All input and output of the project is in this file: the library reads no file, no clock, and prints nothing. Read it
from top to bottom to see how the library is embedded. Exit status: 0 when all rows were read, 1 when some row was
refused or doubtful (each is told on the error stream, and the rest went on), 2 when the command itself is wrong.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.interop import FieldMap, Read, read_clients, read_invoices, read_payments
from dunning_core.notices import render_text
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger

# The law is chosen for each client, from the country of the creditor and what the client is.
POLICY = FR_B2B_STANDARD.with_regime(None)


def main(arguments: list[str] | None = None) -> int:
    """Run, print, and return the exit status."""
    options = parse_options(arguments)
    if options.invoices is None:
        ledger, problems, creditor, day = sample_ledger(), (), SAMPLE_CREDITOR, SAMPLE_DAY
    else:
        ledger, problems = read_ledger(options)
        creditor = dc.Creditor(name=options.creditor, country=options.country)
        day = options.as_of
    run = dc.run_dunning(ledger, options.as_of or day, POLICY, creditor=creditor)
    print_worklist(run)
    print_examples(run, options.locale)
    report_problems(problems, run, options.locale)
    return 1 if problems else 0


def parse_options(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options of the command line; argparse ends the program with 2 when they make no sense."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("clients", "invoices", "payments"):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE.csv", help=f"a CSV file of {name}, with a header")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="the day of the run, as 2026-11-24")
    parser.add_argument("--delimiter", default=",", help="of the CSV files (default: a comma)")
    parser.add_argument("--dates", choices=("YMD", "DMY", "MDY"), default="YMD", help="order of dates (default: YMD)")
    parser.add_argument("--decimal", choices=(".", ","), default=".", help="decimal mark (default: a point)")
    parser.add_argument("--currency", help="of rows that state none, as EUR")
    parser.add_argument("--column", action="append", default=[], metavar="FILE.FIELD=COLUMN", help="name a column")
    parser.add_argument("--creditor", default="[creditor]", help="who claims, for the notices")
    parser.add_argument("--country", default="FR", help="country of the creditor (default: FR)")
    parser.add_argument("--locale", default="fr", help="language of the output: fr or en (default: fr)")
    options = parser.parse_args(arguments)
    if options.invoices is None and (options.clients or options.payments):
        parser.error("--invoices is needed with your own rows")
    if options.invoices is not None and options.as_of is None:
        parser.error("--as-of is needed with your own rows: the library never asks the clock")
    for given in options.column:
        if given.partition(".")[0] not in ("clients", "invoices", "payments") or "=" not in given:
            parser.error(f"--column {given}: write it as payments.id=Reference")
    for path in filter(None, (options.clients, options.invoices, options.payments)):
        if not path.is_file():
            parser.error(f"no such file: {path}")
    return options


def read_ledger(options: argparse.Namespace) -> tuple[dc.Ledger, tuple[dc.Problem, ...]]:
    """Return the ledger of the files given, and a problem for each row that is refused or doubtful."""
    clients: Read[dc.Client] | None = None
    problems: list[dc.Problem] = []
    if options.clients is not None:
        clients = read_clients(read_rows(options.clients, options), field_map("clients", options))
        problems += clients.problems
    known = None if clients is None else clients.values
    invoices = read_invoices(read_rows(options.invoices, options), field_map("invoices", options), clients=known)
    problems += invoices.problems
    payments: tuple[dc.Payment, ...] = ()
    if options.payments is not None:
        read = read_payments(read_rows(options.payments, options), field_map("payments", options), clients=known)
        payments, problems = read.values, [*problems, *read.problems]
    return dc.Ledger.of(known or (), invoices.values, payments), tuple(problems)


def read_rows(path: Path, options: argparse.Namespace) -> Iterator[dict[str, str]]:
    """Give the rows of a CSV file, one dict per row."""
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
        yield from csv.DictReader(file, delimiter=options.delimiter)


def field_map(name: str, options: argparse.Namespace) -> FieldMap:
    """Return how a file is to be read: what the options say, and well-known headers for the rest."""
    columns = dict(given.partition(".")[2].split("=", 1) for given in options.column if given.startswith(f"{name}."))
    return FieldMap(columns, dates=options.dates, decimal=options.decimal, currency=options.currency)


def print_worklist(run: dc.DunningRun) -> None:
    """Print one line per action: the most urgent first."""
    rows = [("client", "stage", "channel", "late", "to pay", "with penalties", "approval", "invoices")]
    for action in run.actions:
        rows.append(
            (
                action.client.name,
                action.stage.name,
                action.channel.value,
                str(max(line.receivable.days_late for line in action.decisions)),
                str(action.outstanding),
                "two currencies" if action.total is None else str(action.total),
                "needed" if action.needs_approval else "",
                " ".join(line.receivable.id for line in action.decisions),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    print(f"Worklist of {run.day}: {len(run.actions)} actions, {len(run.decisions)} open receivables\n")
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[3:6] = [cell.strip().rjust(width) for cell, width in zip(cells[3:6], widths[3:6], strict=True)]
        print("  ".join(cells).rstrip())
    print("\nAged balance, by days late")
    for bucket in run.aged_balance.buckets:
        over = "not late" if bucket.over_days is None else f"{bucket.over_days + 1} to {bucket.up_to_days or '…'}"
        print(f"  {over:>10}  {bucket.count:>5}  {bucket.amount!s:>18}")


def print_examples(run: dc.DunningRun, locale: str) -> None:
    """Print one decision, explained, and one notice, whole."""
    explained = next((action for action in run.actions if action.penalties), None) or next(iter(run.actions), None)
    if explained is not None:
        print(f"\nOne decision, explained\n\n{dc.explain(explained.decisions[0], locale)}")
    drafts = run.notices(locale)
    written = next((notice for notice in drafts if notice.action is explained), None) or next(iter(drafts), None)
    if written is not None:
        print(f"\nOne notice\n\n{render_text(written)}")


def report_problems(problems: tuple[dc.Problem, ...], run: dc.DunningRun, locale: str) -> None:
    """Tell each row problem, then the problems of the run, grouped by code, on the error stream."""
    for problem in problems:
        print(dc.explain(problem, locale), file=sys.stderr)
    found = (*run.problems, *run.notices(locale).problems)
    counts = Counter(problem.code for problem in found)
    first = {problem.code: problem for problem in reversed(found)}
    for code in sorted(counts):
        print(f"{code}: {counts[code]}, the first: {dc.explain(first[code], locale)}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
