"""Tryton's own dunning is the judge: day by day, it and a policy of the same delays raise the same lines."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from trytond.pool import Pool

import dunning_core as dc
from dunning_core.events import Channel, StageKind
from tests.tryton.company import Company, in_tryton
from tests.tryton.reading import Books, read_books
from tests.tryton.writing import create_procedure

#: Tryton knows no interval between two levels: a day is the least there is, since it is run once a day.
POLICY = dc.DunningPolicy(
    name="As Tryton does",
    interval_days=1,
    stages=[
        dc.Stage("courteous", StageKind.COURTEOUS, 3, Channel.EMAIL),
        dc.Stage("firm", StageKind.FIRM, 10, Channel.EMAIL),
        dc.Stage("last", StageKind.LAST, 17, Channel.EMAIL),
        dc.Stage("formal_notice", StageKind.FORMAL_NOTICE, 30, Channel.EMAIL, deadline_days=8),
    ],
)
Levels = dict[str, str]


@pytest.fixture(scope="module")
def procedure(company: Company) -> int:
    """Two clients whose invoices fall due on different days, some before the first run, and one that Tryton blocks."""
    number: int = in_tryton(lambda: create_procedure(POLICY).id)
    terms = [company.add_term(f"{days} days", (days, None)) for days in (10, 20, 30)]
    parts = company.add_term("Two parts", (15, "0.5"), (25, None))
    for name in ("Acme", "Birch"):
        party = company.add_party(f"{name} SARL", vat="FR44732829320")
        party.dunning_procedure = type(party).get("account.dunning.procedure", config=party._config)(number)
        party.save()
        for day, term in zip((5, 6, 12, 13), (*terms, parts), strict=True):
            company.invoice(party, "100.01", date(2026, 1, day if name == "Acme" else day + 10), term)
    return number


def raise_levels(day: date, number: int) -> tuple[Levels, Levels]:
    """Return the stages that the library proposes for a day, and the levels that Tryton then gives, by receivable."""
    Dunning = Pool().get("account.dunning")
    procedure = Pool().get("account.dunning.procedure")(number)
    books = read_books(POLICY, procedure)
    decisions = dc.run_dunning(books.ledger, day, POLICY).decisions
    proposed = {one.receivable.id: one.stage.name for one in decisions if one.stage is not None}
    Dunning.generate_dunnings(date=day)
    drafts = Dunning.search([("state", "=", "draft")])
    raised = dict(name_levels(books, drafts, procedure))
    Dunning.process(drafts)
    return proposed, raised


def name_levels(books: Books, dunnings: list[Any], procedure: Any) -> Iterator[tuple[str, str]]:
    """Give the stage that stands for the level of each dunning, by receivable."""
    names = {line: name for name, line in books.debits.items()}
    stages = dict(zip(procedure.levels, POLICY.stages, strict=True))
    for dunning in dunnings:
        yield names[dunning.line], stages[dunning.level].name


def test_both_raise_the_same_lines_each_day(procedure: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a first run in mid-February, when some are weeks late, until nothing is left to raise."""
    days = [date(2026, 2, 16) + timedelta(days=count) for count in range(45)]
    raised: list[Levels] = []
    for day in days:
        monkeypatch.setattr("trytond.ir.date.Date.today", staticmethod(lambda timezone=None, today=day: today))
        proposed, levels = in_tryton(partial(raise_levels, day, procedure))
        assert proposed == levels, day
        raised.append(levels)
    assert sorted(stage for levels in raised for stage in levels.values()) == sorted(
        stage.name for stage in POLICY.stages for _ in range(10)
    )
