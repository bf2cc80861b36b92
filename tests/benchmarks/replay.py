"""Replay one-step policies on a data set of settled invoices, and count beside the counts that come with it.

The path is a folder with `expected.json` and either `invoices.csv` (each with its issue, due and settlement dates) or
`closed.csv` (the same under other headers; repeated rows are marked). Of the invoices unpaid N days after their due
date, a policy with one step at N sends one reminder each.
"""

import argparse
import csv
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import attrs

import dunning_core as dc
from dunning_core.documents import receivable_ids
from dunning_core.dunning import Backtest, backtest
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Channel, StageKind

#: For each field, the headers under which it may stand.
HEADERS = {
    "number": ("invoiceNumber", "id"),
    "client": ("customerID", "cust_number"),
    "amount": ("InvoiceAmount", "amount"),
    "issued": ("InvoiceDate", "doc_date"),
    "due": ("DueDate", "due_date"),
    "paid": ("SettledDate", "clear_date"),
}


@attrs.frozen
class Row:
    """One settled invoice."""

    number: str
    client: str
    amount: dc.Money
    issued: date
    due: date
    paid: date


def read_rows(lines: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    """Give the rows of a table, those marked as repeated left out."""
    for line in lines:
        if line.get("dup_row", "0") != "0":
            continue
        cells = {name: next(line[header] for header in headers if header in line) for name, headers in HEADERS.items()}
        days = {name: date.fromisoformat(cells[name]) for name in ("issued", "due", "paid")}
        amount = dc.Money(cells["amount"], line.get("currency", "EUR"))
        yield Row(cells["number"], cells["client"], amount, **days)


def build_facts(rows: Iterable[Row], delay: int | None = None) -> Iterator[dc.Invoice | dc.Payment]:
    """Give each invoice and the payment that names it.

    A due date before the issue is no invoice of ours: such a one counts as issued when due, and known from its issue.
    With a `delay` every invoice counts as issued, and known, by the day so many days after its due date.
    """
    for row in rows:
        issued = min(row.issued, row.due)
        known = row.issued
        if delay is not None:
            known = issued = min(issued, row.due + timedelta(days=delay))
        yield dc.Invoice(
            row.number, client=row.client, amount=row.amount, issued_on=issued, due_on=row.due, recorded_on=known
        )
        name = receivable_ids(row.number, 1)[0]
        yield dc.Payment(
            f"P-{row.number}", client=row.client, amount=row.amount, received_on=row.paid, designates=[name]
        )


def one_step(delay: int) -> dc.DunningPolicy:
    """Return a policy with a single step, so many days after the due date."""
    kind = StageKind.BEFORE_DUE if delay < 0 else StageKind.COURTEOUS
    return dc.DunningPolicy(f"one step at {delay}", [dc.Stage("step", kind, delay, Channel.EMAIL)], interval_days=0)


def replay_step(rows: list[Row], delay: int, *, as_dated: bool) -> Backtest:
    """Return what a step would send over the whole life of the rows."""
    ledger = dc.Ledger.of(build_facts(rows, None if as_dated else delay))
    start = min(min(row.issued, row.due) for row in rows) - timedelta(days=abs(delay))
    end = max(max(row.due, row.paid) for row in rows) + timedelta(days=abs(delay) + 1)
    return backtest(ledger, one_step(delay), start, end)


def count_dated(rows: Iterable[Row], delay: int) -> int:
    """Return how many invoices had been issued by the day of the step and were unpaid then, counted by hand."""
    return sum(row.issued <= row.due + timedelta(days=delay) < row.paid for row in rows)


def main() -> None:
    """Print, for each N, the expected count, that of the replay, and both again with the documents' own dates."""
    parser = argparse.ArgumentParser(description="Count what one-step policies would send beside what is expected.")
    parser.add_argument("folder", type=Path, help="folder with expected.json and invoices.csv or closed.csv")
    folder = parser.parse_args().folder
    [table] = [path for name in ("invoices.csv", "closed.csv") if (path := folder / name).exists()]
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(read_rows(csv.DictReader(file)))
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["unpaid_at_due_plus"]
    print(
        f"{len(rows):,} invoices\n"
        f"{'N':>5} {'expected':>9} {'replayed':>9}   {'dated':>6} {'replayed':>9} {'seconds':>8}"
    )
    for text, count in expected.items():
        delay = int(text)
        begun = time.process_time()
        replayed = len(replay_step(rows, delay, as_dated=False).lines)
        took = time.process_time() - begun
        lines = replay_step(rows, delay, as_dated=True).lines
        on_time = sum(line.days_from_due == delay for line in lines)
        print(f"{delay:>5} {count:>9} {replayed:>9}   {count_dated(rows, delay):>6} {on_time:>9} {took:>8.2f}")
    begun = time.process_time()
    ledger = dc.Ledger.of(build_facts(rows))
    found = backtest(ledger, FR_B2B_STANDARD, min(row.issued for row in rows), max(row.paid for row in rows))
    print(
        f"{found.policy}: {len(found.notices)} notices, {len(found.lines)} lines, {time.process_time() - begun:.2f} s"
    )


if __name__ == "__main__":
    main()
