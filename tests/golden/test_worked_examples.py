"""Worked examples of the law and of its users, kept as data that a lawyer can read and redo."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.law import DayCount, Rate, SettlementOrder, choose_regime, find_regime, fr, series
from dunning_core.law.series import FR_LEGAL_INDIVIDUAL, FR_LEGAL_PROFESSIONAL
from dunning_core.money import Rounding, round_fraction
from dunning_core.penalties import impute_payments
from dunning_core.penalties.interest import split_periods
from dunning_core.terms import EarlyPaymentDiscount
from dunning_core.timeline import Step, Timeline

EXAMPLES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "worked_examples.toml").read_text("utf-8")
)
FRENCH = (fr.B2B, fr.PUBLIC, fr.B2C)


def examples(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in EXAMPLES[kind]])


def regime_of(case: dict[str, Any]) -> Any:
    if "rates" not in case:
        return find_regime(case.get("regime", "fr.b2b"))
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
        assert penalties.compensation == dc.Money(*case["compensation"].split())


@examples("default_rate")
def test_default_rate(case: dict[str, Any]) -> None:
    """The rate of a half-year is the one in force on its first day, under the law of that kind of debtor."""
    assert str(find_regime(case.get("regime", "fr.b2b")).late_rate.at(case["day"])) == case["rate"]


@examples("due_date")
def test_due_date(case: dict[str, Any]) -> None:
    """Both French readings of end of month, and days of the month."""
    terms = dict(case["terms"])
    day = {name: terms.pop(name) for name in ("day", "payment_days") if name in terms}
    [(name, days)] = terms.items()
    agreed: dc.PaymentTerms = getattr(dc.PaymentTerms, name)(*days, **day)
    for issued_on, due_on in case["dates"]:
        assert agreed.due_on(issued_on) == due_on


@examples("discount")
def test_discount(case: dict[str, Any]) -> None:
    """An early-payment discount is taken on the amount with VAT, or before it, as the clause says."""
    amount, net_amount = dc.Money(*case["amount"].split()), dc.Money(*case["net_amount"].split())
    for before_vat, expected in ((False, case["with_vat"]), (True, case["before_vat"])):
        discount = EarlyPaymentDiscount(Rate.percent(case["rate"]), 1, before_vat=before_vat)
        assert discount.discounted(amount, net_amount=net_amount).text == expected


@examples("floor")
def test_floor(case: dict[str, Any]) -> None:
    """What an agreed rate must reach; the default rate has no floor."""
    assert fr.B2B.floor is not None
    assert str(fr.B2B.floor.at(case["day"])) == case["rate"]


@examples("raised")
def test_raised(case: dict[str, Any]) -> None:
    """The legal rates two months after a judgment became enforceable, for either kind of creditor."""
    points = fr.B2C.after_judgment
    assert points is not None
    assert str(FR_LEGAL_INDIVIDUAL.at(case["day"]) + points) == case["individual"]
    assert str(FR_LEGAL_PROFESSIONAL.at(case["day"]) + points) == case["professional"]


@examples("running_account")
def test_running_account(case: dict[str, Any]) -> None:
    """An account whose interest joins the balance at each event, rounded: days over (start, event], 365 a year."""
    balance = dc.Money(*case["amount"].split())
    agreed = Timeline("agreed", (Step(case["start"], Rate.percent(case["rate"]), "loan"),))
    start, bases, interests = case["start"], [], []
    for day, paid in case["events"]:
        steps = [(start.toordinal(), balance.minor)]
        [period] = split_periods(steps, agreed, end=day.toordinal(), day_count=DayCount.ACTUAL_365)
        interest = dc.Money.from_minor(round_fraction(period.exact, Rounding.HALF_UP), balance.currency)
        bases.append(balance.text)
        interests.append(interest.text)
        balance, start = balance + interest - dc.Money(paid, balance.currency), day
    assert (bases, interests) == (case["bases"], case["interest"])


@examples("imputation")
def test_imputation(case: dict[str, Any]) -> None:
    """Interest before principal, inside one debt (C. civ. 1343-1; § 367 (1) BGB)."""
    amount = dc.Money(*case["amount"].split())
    debt = dc.Invoice(
        "F-1",
        client="C",
        amount=amount,
        issued_on=case["due_on"],
        due_on=case["due_on"],
        agreed_rate=Rate.percent(case["rate"]),
    )
    paid = dc.Payment("P-1", client="C", amount=amount, received_on=case["paid_on"])
    client = dc.Client.business("C", name="C", country="FR")
    [item] = dc.Ledger.of(client, debt, paid).as_of(case["paid_on"]).lettered().receivables
    regime = attrs.evolve(fr.B2B, compensation=None, floor=None)
    found = impute_payments(dc.accrue_penalties(item, regime), SettlementOrder.INTEREST_FIRST)
    interest, principal = found.component("interest"), found.component("principal")
    assert (interest.paid.text, principal.paid.text) == (case["interest_paid"], case["principal_paid"])
    assert found.totals[0].text == case["remaining"]


@examples("installments")
def test_installments(case: dict[str, Any]) -> None:
    """Parts of an amount add up to it, and each is a debt with its own day."""
    amount = dc.Money(*case["amount"].split())
    shares = amount.allocate(case["weights"])
    assert [part.text for part in shares] == case["amounts"]
    parts = [dc.Installment(due_on=day, amount=share) for day, share in zip(case["due_on"], shares, strict=True)]
    debt = dc.Invoice("F-1", client="C", amount=amount, issued_on=date(2011, 10, 1), installments=parts)
    items = dc.Ledger.of(dc.Client.business("C", name="C"), debt).as_of(date(2012, 2, 1)).receivables
    assert [(item.due_on, item.amount) for item in items] == list(zip(case["due_on"], shares, strict=True))


@examples("mistake")
def test_what_is_published_rests_on_the_mistake_named(case: dict[str, Any]) -> None:
    """The published figure comes of the mistake, part by part, and is not the one that the law gives."""
    parts = [
        dc.Money(base, "EUR").minor * Rate.percent(rate).fraction * days / 365 for base, rate, days in case["parts"]
    ]
    assert sum(days for _, _, days in case["parts"]) == case["days"]
    rounding = Rounding.DOWN if case["rounding"] == "down" else Rounding.HALF_UP
    if case["rounding"] == "once":
        parts = [sum(parts, Fraction(0))]
    assert dc.Money.from_minor(sum(round_fraction(part, rounding) for part in parts), "EUR").text == case["published"]
    [right] = [example for example in EXAMPLES["interest"] if example["id"] == case["id"]]
    assert right["interest"] != case["published"]


@examples("wrong_rate")
def test_a_rate_that_is_off_was_read_in_the_wrong_place(case: dict[str, Any]) -> None:
    """The value of another series, or of another day; the regime gives another."""
    taken = getattr(series, case["series"]).at(case["taken_on"]) + Rate.percent(case["margin"])
    assert taken == Rate.percent(case["published"]) != find_regime(case["regime"]).late_rate.at(case["day"])


def test_the_law_is_chosen_by_the_kind_of_debtor() -> None:
    """Every French regime is the one chosen for its kinds."""
    for regime in FRENCH:
        for kind in regime.kinds:
            assert choose_regime(kind, creditor_country="FR", client_country="FR") is regime
    assert fr.B2B.late_rate.steps[0].start == date(2013, 1, 1)
