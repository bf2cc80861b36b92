"""Runs over columns in one process, in two and, with Spark at hand, on two of its workers: the same book each time.

The tables are those of the synthetic book of `whole_run.py`, days and amounts in their own types. All ways must give
the same rows, which is checked before times are shown: seconds by the clock, since what is measured is how well the
work is shared.

    python tests/benchmarks/column_runs.py [N] [--parts K] [--repeat R] [--spark]
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import Decimal
from functools import partial
from multiprocessing import get_context
from typing import Any

from dunning_core.interop.column_runs import ColumnRun
from tests.benchmarks.whole_run import DAY, POLICY, draw_accounts

RUN = ColumnRun(DAY, POLICY)
HEADERS = {
    "clients": ("id", "name", "kind", "country", "email"),
    "invoices": ("number", "client", "amount", "currency", "issued_on", "due_on"),
    "payments": ("id", "client", "amount", "currency", "received_on", "reference"),
}

Tables = dict[str, dict[str, list[Any]]]
Rows = Counter[tuple[Any, ...]]


def draw_tables(invoices: int) -> Tables:
    """Return the tables of a book of so many invoices, twelve to a client."""
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in HEADERS}
    for client, debits, credits in draw_accounts(invoices):
        rows["clients"].append((client, f"Client {client}", "business", "FR", "accounts@example.org"))
        for due, issued, number, cents in debits:
            days = (date.fromordinal(issued), date.fromordinal(due))
            rows["invoices"].append((number, client, Decimal(cents).scaleb(-2), "EUR", *days))
        for day, name, cents, text in credits:
            rows["payments"].append((name, client, Decimal(cents).scaleb(-2), "EUR", date.fromordinal(day), text))
    return {
        name: {header: [row[place] for row in rows[name]] for place, header in enumerate(headers)}
        for name, headers in HEADERS.items()
    }


def decide_in_pool(pool: ProcessPoolExecutor, tables: Tables, parts: int) -> Rows:
    """Split the tables, have the parts decided by a pool that was started before, and count the rows."""
    return count(
        record.values() for table in pool.map(RUN.decide, RUN.split(tables, parts)) for record in table.to_records()
    )


def count(rows: Iterable[Iterable[Any]]) -> Rows:
    """Return how often each row is there."""
    return Counter(map(tuple, rows))


def start_spark(tables: Tables, parts: int) -> Callable[[], Rows]:
    """Return what decides the tables on two workers of Spark, from files that Spark wrote before."""
    import pyarrow as pa
    from pyspark.sql import SparkSession

    from dunning_core.interop.spark import decide_rows, gather_rows

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "8", "spark.driver.memory": "4g"}
    session = SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    folder = tempfile.mkdtemp()
    frames = {}
    for name, columns in tables.items():
        session.createDataFrame(pa.table(columns)).write.parquet(f"{folder}/{name}")
        frames[name] = session.read.parquet(f"{folder}/{name}")
    return lambda: count(decide_rows(gather_rows(frames), RUN, buckets=parts).collect())


def main() -> None:
    """Print the seconds that each way takes, the median of several rounds, and its ratio to one process."""
    parser = argparse.ArgumentParser(description="Time runs over columns in one process, in two, and on Spark.")
    parser.add_argument("invoices", nargs="?", type=int, default=20_000)
    parser.add_argument("--parts", type=int, default=16, help="parts, or buckets, into which the book is split")
    parser.add_argument("--repeat", type=int, default=3, help="rounds, of which the median is shown")
    parser.add_argument("--spark", action="store_true", help="on Spark too, which must be installed, and Java")
    given = parser.parse_args()
    tables = draw_tables(given.invoices)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        # The workers are there, and have loaded the library, before the clock runs.
        list(pool.map(RUN.decide, [{}, {}]))
        ways: dict[str, Callable[[], Rows]] = {
            "one process": lambda: count(record.values() for record in RUN.decide(tables).to_records()),
            "two processes": partial(decide_in_pool, pool, tables, given.parts),
        }
        if given.spark:
            ways["Spark, local[2]"] = start_spark(tables, given.parts)
        expected = ways["one process"]()
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(given.repeat):
            for name, way in ways.items():
                start = time.perf_counter()
                found = way()
                times[name].append(time.perf_counter() - start)
                if found != expected:
                    raise AssertionError(f"{name} decides otherwise")
    one = statistics.median(times["one process"])
    for name, own in times.items():
        print(f"{name:<16} {statistics.median(own):>8.2f} s {one / statistics.median(own):>6.2f} times as fast")


if __name__ == "__main__":
    main()
