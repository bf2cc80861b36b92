"""Worked examples of the law and of its users, kept as data that a lawyer can read and redo."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.law import Rate, choose_regime, fr
from dunning_core.timeline import Step, Timeline

EXAMPLES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "worked_examples.toml").read_text("utf-8")
)
REGIMES = {regime.code: regime for regime in (fr.B2B, fr.PUBLIC, fr.B2C)}


def examples(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in EXAMPLES[kind]])


def regime_of(case: dict[str, Any]) -> Any:
    if "rates" not in case:
        return fr.B2B
    steps = tuple(Step(day, Rate.percent(percent), "published example") for day, percent in case["rates"])
    return attrs.evolve(
        fr.B2B,
        reference_rate=Timeline("published example", steps),
        since=steps[0].start,
        margin=Rate.percent(case["margin"]),
    )


@examples("interest")
def test_interest(case: dict[str, Any]) -> None:
    """The interest and the compensation, to the cent, and printed lines that add up."""
    amount = dc.Money(*case["amount"].split())
    rate = Rate.percent(case["rate"]) if "rate" in case else None
    debt = dc.Invoice(
        "F-1", client="C", amount=amount, issued_on=case["due_on"], due_on=case["due_on"], agreed_rate=rate
    )
    paid = [
        dc.Payment(f"P-{day}", client="C", amount=dc.Money(text, amount.currency), received_on=day)
        for day, text in case.get("payments", [])
    ]
    client = dc.Client.business("C", name="C", country="FR")
    [item] = dc.Ledger.of(client, debt, paid).as_of(case["until"]).lettered().receivables
    penalties = dc.accrue_penalties(item, regime_of(case))
    assert penalties.interest == dc.Money(case["interest"], amount.currency)
    assert sum(line.amount.minor for line in penalties.lines if line.kind == "interest") == penalties.interest_minor
    if "compensation" in case:
        assert penalties.compensation == dc.Money(case["compensation"], "EUR")


@examples("default_rate")
def test_default_rate(case: dict[str, Any]) -> None:
    """The rate of a half-year is the one in force on its first day, under the law of that kind of debtor."""
    assert str(REGIMES[case.get("regime", "fr.b2b")].late_rate.at(case["day"])) == case["rate"]


@examples("due_date")
def test_due_date(case: dict[str, Any]) -> None:
    """Both French readings of end of month, and days of the month."""
    terms = dict(case["terms"])
    day = {"day": terms.pop("day")} if "day" in terms else {}
    [(name, days)] = terms.items()
    agreed: dc.PaymentTerms = getattr(dc.PaymentTerms, name)(*days, **day)
    for issued_on, due_on in case["dates"]:
        assert agreed.due_on(issued_on) == due_on


@examples("installments")
def test_installments(case: dict[str, Any]) -> None:
    """Parts of an amount add up to it."""
    amount = dc.Money(*case["amount"].split())
    assert [part.text for part in amount.allocate(case["weights"])] == case["amounts"]


def test_the_law_is_chosen_by_the_kind_of_debtor() -> None:
    """Every French regime is the one chosen for its kinds."""
    for regime in REGIMES.values():
        for kind in regime.kinds:
            assert choose_regime(kind, creditor_country="FR", client_country="FR") is regime
    assert fr.B2B.late_rate.steps[0].start == date(2013, 1, 1)
