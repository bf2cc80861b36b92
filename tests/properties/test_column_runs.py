"""Laws of runs over columns: they decide what a run over the ledger does, however the rows are ordered and split."""

from collections import Counter
from datetime import date
from random import Random
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core._tables import DataTable
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import BankDataUntil
from dunning_core.interop.column_runs import ColumnRun
from dunning_core.interop.plain import from_json, to_json
from tests.strategies import books, days

Decided = tuple[Counter[tuple[Any, ...]], set[dc.Problem], set[str]]


def store(facts: list[Any]) -> dict[str, dict[str, list[str]]]:
    return {"facts": {"fact": [to_json(fact) for fact in facts]}}


def is_stray(fact: Any) -> bool:
    return isinstance(fact, dc.Payment) and fact.client is None


def mute(fact: Any) -> Any:
    """A payment of which nobody says who paid it quotes nothing."""
    return attrs.evolve(fact, reference="", designates=()) if is_stray(fact) else fact


def shown(*tables: DataTable) -> Decided:
    """The decisions, the problems, and the payments that were put on no account, of tables that are parts of one."""
    records = [record for table in tables for record in table.to_records() if record["row"] is None]
    decisions = Counter(
        tuple(record[column.name] for column in tables[0].columns[:-4]) for record in records if not record["problem"]
    )
    problems = {from_json(dc.Problem, record["detail"]) for record in records if record["problem"]}
    strays = {problem.subject for problem in problems if problem.code == "payment.payer_unknown"}
    return decisions, {problem for problem in problems if problem.code != "payment.payer_unknown"}, strays


@given(facts=books(), day=days, parts=st.integers(1, 9))
def test_a_run_over_columns_is_the_run_over_the_ledger(facts: list[Any], day: date, parts: int) -> None:
    """Any facts, in any number of parts, give the decisions and the problems of their ledger, and no other."""
    facts = [mute(fact) for fact in facts]
    run = ColumnRun(day, FR_B2B_STANDARD)
    whole = dc.run_dunning(dc.Ledger.of(facts), day, FR_B2B_STANDARD)
    expected = (
        Counter(tuple(record.values()) for record in whole.to_records()),
        set(whole.problems),
        {credit.id for credit in whole.snapshot.strays},
    )
    assert shown(run.decide(store(facts))) == expected
    assert shown(*(run.decide(part) for part in run.split(store(facts), parts))) == expected


@given(facts=books(), day=days, parts=st.integers(1, 9), random=st.randoms(use_true_random=False))
def test_neither_order_nor_number_of_parts_matters(facts: list[Any], day: date, parts: int, random: Random) -> None:
    """Payments whose text may quote anybody's debt included, the table of one part is that of all parts, row by row."""
    run = ColumnRun(day, FR_B2B_STANDARD)
    once = Counter(tuple(record.values()) for record in run.decide(store(facts)).to_records())
    random.shuffle(facts)
    split = run.split(store(facts), parts)
    assert Counter(tuple(row.values()) for part in split for row in run.decide(part).to_records()) == once


@given(facts=books(), parts=st.integers(1, 9))
def test_each_row_is_in_one_part(facts: list[Any], parts: int) -> None:
    """A row goes to one part; what every account needs goes to each."""
    split = ColumnRun(date(2026, 3, 1), FR_B2B_STANDARD).split(store(facts), parts)
    dealt = Counter(fact for part in split for fact in part.get("facts", {"fact": []})["fact"])
    expected = Counter[str]()
    for fact in facts:
        expected[to_json(fact)] += parts if isinstance(fact, BankDataUntil) else 1
    assert dealt == expected
