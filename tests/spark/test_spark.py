"""A Spark DataFrame is decided as its columns are, row by row: on two workers of this machine."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dunning_core as dc
from dunning_core._tables import DataTable
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.interop.column_runs import DECIDED_COLUMNS, ColumnRun
from dunning_core.interop.plain import to_json
from dunning_core.interop.spark import decide_rows, gather_rows
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.benchmarks.column_runs import RUN as BOOK_RUN
from tests.benchmarks.column_runs import draw_tables
from tests.book_tables import RUN, TABLES_OF_ROWS

pa = pytest.importorskip("pyarrow", reason="pip install 'dunning_core[spark]'")
sql = pytest.importorskip("pyspark.sql", reason="pip install 'dunning_core[spark]'")

# Spark has warnings of its own.
pytestmark = pytest.mark.filterwarnings("default")
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "run_on_many_machines.md"
OLDEST_JAVA = 17


def find_java() -> int:
    """The version of the Java that Spark would start, 0 where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is None:
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    return int(found[1]) if found else 0


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session of two workers, which run this interpreter."""
    java = find_java()
    if java < OLDEST_JAVA:
        pytest.skip(f"Spark needs Java {OLDEST_JAVA} or later: found {java or 'none'}, on the path or in JAVA_HOME")
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    options = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    session = sql.SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def frames(spark: Any, tables: dict[str, dict[str, list[Any]]]) -> dict[str, Any]:
    return {name: spark.createDataFrame(pa.table(columns)) for name, columns in tables.items()}


def count(decided: DataTable | Any) -> Counter[tuple[Any, ...]]:
    if isinstance(decided, DataTable):
        return Counter(tuple(record.values()) for record in decided.to_records())
    return Counter(map(tuple, decided.collect()))


@pytest.mark.parametrize("buckets", [1, 12])
def test_a_frame_is_decided_as_its_columns(spark: Any, buckets: int) -> None:
    """Sites, events that name an invoice only, numbers given twice, rows that cannot be read: whatever the buckets."""
    rows = gather_rows(frames(spark, TABLES_OF_ROWS)).repartition(5)
    assert count(decide_rows(rows, RUN, buckets=buckets)) == count(RUN.decide(TABLES_OF_ROWS))


def test_the_types_are_those_that_are_published(spark: Any) -> None:
    """A frame without a row has them too."""
    rows = gather_rows(frames(spark, TABLES_OF_ROWS))
    types = {
        "text": "string",
        "json": "string",
        "date": "date",
        "decimal": "decimal(38,4)",
        "count": "bigint",
        "flag": "boolean",
    }
    for found in (decide_rows(rows, RUN, buckets=2), decide_rows(rows.limit(0), RUN, buckets=2)):
        assert found.dtypes == [(column.name, types[column.kind]) for column in DECIDED_COLUMNS]
    assert found.count() == 0


def test_a_book_of_a_thousand_clients_is_decided_as_in_one_process(spark: Any) -> None:
    """Days, amounts and numbers keep their types on the way; so does a client who is a text in one table only."""
    tables = draw_tables(12_000)
    assert len(tables["clients"]["id"]) == 1000
    ranks = {client: rank for rank, client in enumerate(tables["clients"]["id"])}
    tables["clients"]["id"] = [*ranks.values()]
    tables["invoices"]["client"] = [str(ranks[client]) for client in tables["invoices"]["client"]]
    tables["payments"]["client"] = [ranks[client] for client in tables["payments"]["client"]]
    decided = decide_rows(gather_rows(frames(spark, tables)), BOOK_RUN, buckets=8)
    assert count(decided) == count(BOOK_RUN.decide(tables))


def test_a_stored_ledger_is_decided_as_it_is(spark: Any) -> None:
    """The sample ledger, fact by fact in the plain form, gives the decisions of its run."""
    ledger = sample_ledger()
    facts = {"facts": {"fact": [to_json(fact) for fact in ledger.facts]}}
    run = ColumnRun(SAMPLE_DAY, FR_B2B_STANDARD, SAMPLE_CREDITOR)
    decided = decide_rows(gather_rows(frames(spark, facts)), run, buckets=3).where("problem is null")
    whole = dc.run_dunning(ledger, SAMPLE_DAY, FR_B2B_STANDARD, SAMPLE_CREDITOR)
    found = decided.select(*(column.name for column in DECIDED_COLUMNS[:-4])).collect()
    assert Counter(map(tuple, found)) == Counter(tuple(record.values()) for record in whole.to_records())


def test_the_lines_of_the_page_are_these(spark: Any) -> None:
    """What the page on many machines shows of Spark runs as it stands there, and decides what it says."""
    [lines] = [
        block for block in re.findall(r"```py\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL) if "spark" in block
    ]
    known = frames(spark, TABLES_OF_ROWS)
    names: dict[str, Any] = {"run": RUN, **known}
    exec(lines, names)
    expected = RUN.decide(TABLES_OF_ROWS).to_records()
    assert names["decisions"].count() == sum(record["problem"] is None for record in expected)
    assert names["problems"].count() == sum(record["problem"] is not None for record in expected)
