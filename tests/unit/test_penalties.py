"""Penalties under French law, on figures that can be redone by hand."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import InvoiceKind
from dunning_core.errors import PolicyError, UnknownDateError, UnknownReferenceError
from dunning_core.events import CostIncurred, CourtStep, CourtStepKind, Dispute, NoticePresented
from dunning_core.law import (
    ClientKind,
    DayCount,
    FixedSum,
    IndexedRate,
    InterestRounding,
    InterestStart,
    LegalReference,
    Rate,
    RateRule,
    Regime,
    choose_regime,
    de,
    find_regime,
    fr,
    uk,
)
from dunning_core.law.series import DE_BASE_RATE, ECB_MAIN_REFINANCING_CHANGES
from dunning_core.parties import Creditor
from dunning_core.penalties.rating import applied_rate
from dunning_core.timeline import Timeline
from tests import oracle
from tests.books import CREDITOR, DUE, after_due, eur, invoice, lettered, payment, sent


def accrue(day: date, *facts: object, regime: Regime | None = fr.B2B) -> dc.Penalties:
    [receivable] = lettered(day, *facts).receivables
    return dc.accrue_penalties(receivable, regime, creditor=CREDITOR)


def test_interest_floats_by_half_year() -> None:
    """10,000 × 12.15 % × 61/365 = 203.0548; × 12.40 % × 184/365 = 625.0959; together 828.1507, rounded once."""
    penalties = accrue(date(2026, 12, 31), invoice("F-1", 10000))
    assert penalties.interest.text == "828.15"
    assert [(line.days, str(line.rate), line.amount.text) for line in penalties.lines] == [
        (61, "12.15 %", "203.05"),
        (184, "12.40 %", "625.10"),
        (0, "None", "40.00"),
    ]
    assert penalties.lines[0].exact == Fraction(1000000 * 1215 * 61, 10000 * 365)
    assert [line.reference.text for line in penalties.lines] == [*["C. com. L441-10 II"] * 2, "C. com. D441-5"]
    assert all(line.source for line in penalties.lines)
    assert (penalties.total, penalties.totals) == (eur("868.15"), (eur("868.15"),))
    assert dict(penalties.conventions)["rate_rule"] == "float"


def test_the_due_day_is_not_late() -> None:
    """On the due day nothing is due; the day after, one day of interest and the forty euros."""
    assert accrue(DUE, invoice()).total == eur(0)
    day_one = accrue(after_due(1), invoice("F-1", 10000))
    assert (day_one.interest, day_one.compensation) == (eur("3.33"), eur(40))
    assert day_one.per_day == eur("3.33")


def test_a_part_payment_counts_from_the_day_after() -> None:
    """1,200 × 12.15 % × 16/365 = 6.3912 and 1,000 × 12.15 % × 24/365 = 7.9890: 14.3802."""
    due = date(2026, 2, 4)
    penalties = accrue(date(2026, 3, 16), invoice("F-1", 1200, due=due), payment("P-1", 200, date(2026, 2, 20)))
    assert [(line.base.text, line.days) for line in penalties.lines[:2]] == [("1200.00", 16), ("1000.00", 24)]
    assert penalties.interest == eur("14.38")


def test_penalties_stand_still_once_it_is_paid() -> None:
    """Paid late, the penalties no longer move, and do not vanish."""
    facts = (invoice("F-1", 10000), payment("P-1", 10000, after_due(61)))
    assert accrue(after_due(61), *facts).total == accrue(date(2027, 6, 1), *facts).total == eur("243.05")
    assert not accrue(date(2027, 6, 1), *facts).is_provisional
    assert accrue(date(2027, 6, 1), *facts).per_day == eur(0)


def test_a_correction_in_full_leaves_nothing() -> None:
    """A corrective credit note of the whole amount: no interest, no compensation."""
    note = dc.CreditNote("A-1", client="ACME", amount=eur(1000), issued_on=after_due(20), corrects="F-1")
    assert accrue(after_due(40), invoice(), note).total == eur(0)


def test_only_the_undisputed_part_bears_penalties() -> None:
    """An invoice of 1,000 of which 300 are disputed bears what one of 700 does."""
    dispute = Dispute("F-1", amount=eur(300), opened_on=after_due(2), reason="quality")
    assert accrue(after_due(40), invoice(), dispute).interest == accrue(after_due(40), invoice("F-1", 700)).interest
    full = Dispute("F-1", opened_on=after_due(2), reason="quality")
    assert accrue(after_due(40), invoice(), full).total == eur(0)


def test_the_first_late_installment_carries_the_compensation() -> None:
    """Forty euros once per invoice, whatever the number of its late parts."""
    parts = [dc.Installment(due_on=after_due(days), amount=eur(500)) for days in (0, 30)]
    split = dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=date(2026, 3, 1), installments=parts)
    both = [dc.accrue_penalties(item, fr.B2B) for item in lettered(after_due(60), split).receivables]
    assert [penalties.compensation for penalties in both] == [eur(40), eur(0)]
    paid = payment("P-1", 500, DUE, "F-1")
    second = [dc.accrue_penalties(item, fr.B2B) for item in lettered(after_due(60), split, paid).receivables]
    assert [penalties.compensation for penalties in second] == [eur(0), eur(40)]


def test_public_buyers_are_frozen_at_the_first_day() -> None:
    """10,000 due 30 April 2026: 10.15 % (2.15 + 8) for all 245 days to 31 December: 681.3014."""
    mairie = dc.Client.public_body("ACME", name="Commune", country="FR")
    [item] = dc.Ledger.of(mairie, invoice("F-1", 10000)).as_of(date(2026, 12, 31)).receivables
    penalties = dc.accrue_penalties(item, creditor=CREDITOR)
    assert (penalties.regime, penalties.interest, penalties.compensation) == (fr.PUBLIC, eur("681.30"), eur(40))
    [line, _] = penalties.lines
    assert (line.days, str(line.rate)) == (245, "10.15 %")
    later = dc.Ledger.of(mairie, invoice("F-1", 10000)).as_of(date(2027, 12, 31)).receivables[0]
    assert not dc.accrue_penalties(later, fr.PUBLIC).is_provisional
    # Frozen on the last day that was verified, the rate is known for good.
    last = dc.Ledger.of(mairie, invoice("F-1", 10000, due=date(2026, 12, 30))).as_of(date(2027, 12, 31)).receivables[0]
    assert not dc.accrue_penalties(last, fr.PUBLIC).is_provisional
    assert applied_rate(last, fr.PUBLIC, runs_after=date(2026, 12, 30)).name == fr.PUBLIC.late_rate.name
    past = dc.Ledger.of(mairie, invoice("F-1", 10000, due=date(2027, 3, 1))).as_of(date(2027, 12, 31)).receivables[0]
    assert dc.accrue_penalties(past, fr.PUBLIC).is_provisional


def test_consumers_owe_the_legal_rate_from_the_formal_notice_only() -> None:
    """1,000 × 2.62 % × 26/365 (5 to 30 June) + 1,000 × 2.75 % × 10/365: 1.8663 + 0.7534 = 2.62, and no fixed sum."""
    claire = dc.Client.consumer("ACME", name="Claire", country="FR")
    ledger = dc.Ledger.of(claire, invoice(), sent("formal_notice", date(2026, 6, 1)))
    without = dc.Ledger.of(claire, invoice()).as_of(date(2026, 7, 10)).receivables[0]
    assert dc.accrue_penalties(without, fr.B2C).total == eur(0)
    presented = NoticePresented(
        client="ACME", stage="formal_notice", sent_on=date(2026, 6, 1), presented_on=date(2026, 6, 4)
    )
    item = ledger.with_(presented).as_of(date(2026, 7, 10)).receivables[0]
    penalties = dc.accrue_penalties(item, fr.B2C)
    assert [line.days for line in penalties.lines] == [26, 10]
    assert (penalties.interest, penalties.compensation) == (eur("2.62"), eur(0))
    assert penalties.lines[0].start == date(2026, 6, 5)


def test_an_agreed_rate_replaces_the_default_one() -> None:
    """480.00 × 12 % × 45/365 = 7.1013, at the rate of the contract, whatever the half-year."""
    agreed = attrs.evolve(invoice("F-1", 480), agreed_rate=Rate.percent("12"))
    penalties = accrue(after_due(45), agreed)
    assert penalties.interest == eur("7.10")
    assert penalties.lines[0].source == "contract, invoice F-1"
    without = accrue(after_due(45), attrs.evolve(agreed, agreed_rate=Rate.percent(0)))
    assert (without.total, [problem.code for problem in without.problems]) == (eur(40), ["law.rate_under_floor"])


def test_past_the_horizon_figures_are_provisional() -> None:
    """After the last verified half-year the last rate goes on, marked; a caller's rate with its source clears it."""
    facts = (invoice("F-1", 10000, due=date(2026, 12, 1)),)
    penalties = accrue(date(2027, 1, 10), *facts)
    assert penalties.is_provisional
    assert [problem.code for problem in penalties.problems] == ["law.rate_unverified"]
    extended = fr.B2B.with_reference_rate(date(2027, 1, 1), Rate.percent("2.65"), source="ECB decision")
    settled = accrue(date(2027, 1, 10), *facts, regime=extended)
    assert not settled.is_provisional
    assert [str(line.rate) for line in settled.lines[:2]] == ["12.40 %", "12.65 %"]


def test_a_rate_of_one_half_year_says_nothing_of_the_next() -> None:
    """The Czech rate of a half-year, given by the caller, is provisional past it; so are half-years left out."""
    czech = find_regime("cz.b2b").with_reference_rate(date(2026, 1, 1), Rate.percent("3.50"), source="CNB, as read")
    assert not accrue(date(2026, 6, 30), invoice(), regime=czech).is_provisional
    assert accrue(date(2026, 7, 2), invoice("F-1", 1000, due=date(2026, 6, 30)), regime=czech).is_provisional
    beyond = fr.B2B.with_reference_rate(date(2028, 1, 1), Rate.percent("3"), source="ECB decision")
    lines = accrue(date(2028, 1, 2), invoice("F-1", 1000, due=date(2026, 12, 30)), regime=beyond).lines[:-1]
    assert [(line.days, line.is_provisional) for line in lines] == [(1, False), (365, True), (2, True)]


def test_a_single_source_shows_in_the_result() -> None:
    """A rate that rests on one source is marked in the result that uses it."""
    claire = dc.Client.consumer("ACME", name="Claire", country="FR")
    facts = (invoice("F-1", 1000, due=date(2020, 2, 1)), sent("formal_notice", date(2020, 3, 1)))
    penalties = dc.accrue_penalties(dc.Ledger.of(claire, facts).as_of(date(2020, 5, 1)).receivables[0], fr.B2C)
    [problem] = penalties.problems
    line = penalties.lines[0]
    params = (("regime", "fr.b2c"), ("start", date(2020, 3, 2)), ("source", line.source))
    assert problem == dc.Problem("law.rate_single_source", "F-1", path="rate", params=params)


LOW = attrs.evolve(invoice("F-1", 1000), agreed_rate=Rate.percent("8"))


@pytest.mark.parametrize(
    ("day", "facts", "regime", "code", "path", "params"),
    [
        (date(2027, 1, 1), [], fr.B2B, "law.rate_unverified", "rate", (("verified_until", date(2026, 12, 31)),)),
        (after_due(30), [], find_regime("be.b2b"), "law.regime_unverified", "regime", ()),
        (
            after_due(30),
            [],
            uk.B2B,
            "law.tier_unknown",
            "compensation",
            (("debt", eur(1000)), ("taken", dc.Money(40, "GBP"))),
        ),
        (
            date(2026, 7, 1),
            [LOW],
            fr.B2B,
            "law.rate_under_floor",
            "agreed_rate",
            (("floor", Rate.percent("8.25")), ("start", date(2026, 7, 1))),
        ),
    ],
)
def test_each_doubt_names_its_operands(
    day: date, facts: list[dc.Invoice], regime: Regime, code: str, path: str, params: tuple[tuple[str, object], ...]
) -> None:
    """What is uncertain is told of the receivable, with the field, the regime and the figures compared."""
    [problem] = accrue(day, *(facts or [invoice()]), regime=regime).problems
    assert problem == dc.Problem(code, "F-1", path=path, params=(("regime", regime.code), *params))


def test_a_day_before_the_floor_rises_an_agreed_rate_holds() -> None:
    """8 % reach the floor of the first half of 2026 to its last day; a payment of that day ends the question."""
    assert not accrue(date(2026, 6, 30), LOW).problems
    begins = attrs.evolve(LOW, due_on=date(2026, 6, 30))
    [problem] = accrue(date(2026, 7, 1), begins).problems
    assert problem.param("start") == date(2026, 7, 1)
    frozen = attrs.evolve(begins, agreed_rate=IndexedRate(Rate.percent("6"), rule=RateRule.FROZEN), due_on=DUE)
    assert not accrue(date(2026, 6, 30), frozen).problems
    assert [str(line.rate) for line in accrue(date(2026, 7, 9), frozen).lines[:-1]] == ["8.15 %"]
    assert accrue(date(2026, 7, 9), frozen).problems[0].param("floor") == Rate.percent("8.25")


def test_a_floor_that_rises_after_the_payment_says_nothing() -> None:
    """8 % held until the debt was paid, in time or in June; paid on 1 July, the new floor had been in force a day."""
    for paid_on, codes in (
        (DUE, []),
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), ["law.rate_under_floor"]),
    ):
        problems = accrue(date(2026, 12, 1), LOW, payment("P-1", 1000, paid_on, "F-1")).problems
        assert [problem.code for problem in problems] == codes


def test_the_floor_is_that_of_the_days_that_bear_interest() -> None:
    """Three times the legal rate fell from 11.13 % to 8.28 % on 1 July 2025: 9 % hold for a debt due the day before."""
    agreed = attrs.evolve(invoice("F-1", 1000, due=date(2025, 6, 30)), agreed_rate=Rate.percent("9"))
    assert not accrue(date(2025, 7, 31), agreed).problems
    [problem] = accrue(date(2025, 7, 31), attrs.evolve(agreed, due_on=date(2025, 6, 29))).problems
    assert problem.param("start") == date(2025, 6, 30)
    # ECB and six points are 8.40 % on 1 July 2026, where they freeze, against a floor of 8.25 %; 8.15 % the day before.
    frozen = IndexedRate(Rate.percent("6"), rule=RateRule.FROZEN)
    for due_on, codes in ((date(2026, 6, 30), []), (date(2026, 6, 29), ["law.rate_under_floor"])):
        debt = attrs.evolve(invoice("F-1", 1000, due=due_on), agreed_rate=frozen)
        assert [problem.code for problem in accrue(date(2026, 7, 31), debt).problems] == codes


def test_a_frozen_rate_is_judged_as_it_was_frozen() -> None:
    """99 points on an ECB rate of nothing: 99 % in 2021, and still after a payment in 2023, when they float above."""
    for rule, codes in ((RateRule.FROZEN, []), (RateRule.FLOAT, ["law.rate_implausible"])):
        agreed = IndexedRate(Rate.percent("99"), rule=rule)
        debt = attrs.evolve(invoice("F-1", 1000, due=date(2021, 3, 1)), agreed_rate=agreed)
        found = accrue(date(2023, 12, 31), debt, payment("P-1", 500, date(2023, 8, 1)))
        assert [problem.code for problem in found.problems] == codes


def test_before_the_first_rate_there_is_no_figure() -> None:
    """A day before the first rate of the series is an error that names the day, never a partial figure."""
    with pytest.raises(UnknownDateError) as raised:
        accrue(date(2013, 5, 1), invoice("F-1", 1000, due=date(2012, 11, 30)))
    assert raised.value.value == "2012-12-01"
    for regime in (fr.B2B, attrs.evolve(fr.B2B, rate_rule=RateRule.FROZEN)):
        with pytest.raises(UnknownDateError) as raised:
            accrue(date(2012, 6, 1), invoice("F-1", 1000, due=date(2012, 1, 1)), regime=regime)
        assert raised.value.value == "2012-01-02"


def test_the_regime_is_chosen_or_what_is_missing_is_named() -> None:
    """Creditor's country, client's kind and, for a consumer, his own country decide; a wrong regime is refused."""
    assert accrue(after_due(1), invoice(), regime=None).regime is fr.B2B
    [item] = lettered(after_due(1), invoice()).receivables
    with pytest.raises(UnknownReferenceError) as raised:
        dc.accrue_penalties(item)
    assert raised.value.field == "creditor.country"
    with pytest.raises(UnknownReferenceError):
        choose_regime(ClientKind.CONSUMER, creditor_country="FR", client_country=None)
    with pytest.raises(UnknownReferenceError):
        choose_regime(ClientKind.UNKNOWN, creditor_country="FR", client_country="FR")
    with pytest.raises(PolicyError):
        dc.accrue_penalties(item, fr.B2C, creditor=Creditor(name="X"))
    claire = dc.Client.consumer("ACME", name="Claire", country="FR")
    [owed] = dc.Ledger.of(claire, invoice()).as_of(after_due(1)).receivables
    assert dc.accrue_penalties(owed).regime is fr.B2C


def test_recalled_rules_show_in_the_result() -> None:
    """A figure under rules that are only recalled says so; under checked ones it does not."""
    penalties = accrue(after_due(30), invoice(), regime=find_regime("be.b2b"))
    assert [problem.code for problem in penalties.problems] == ["law.regime_unverified"]
    assert not accrue(after_due(30), invoice(), regime=find_regime("es.b2b")).problems


def test_a_sum_by_size_in_another_currency_takes_the_lowest() -> None:
    """40 pounds for a debt in euros, whatever its size, and a problem that says why."""
    penalties = accrue(after_due(30), invoice("F-1", 50000), regime=uk.B2B)
    assert penalties.compensation == dc.Money(40, "GBP")
    assert penalties.total is None
    assert [problem.code for problem in penalties.problems] == ["law.tier_unknown"]
    parts = [dc.Installment(due_on=after_due(days), amount=eur(500)) for days in (0, 10)]
    split = dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=date(2026, 3, 1), installments=parts)
    first = lettered(after_due(30), split).receivables[0]
    [problem] = dc.accrue_penalties(first, uk.B2B).problems
    # The size that decides is that of the whole invoice.
    assert problem.param("debt") == eur(1000)


def test_an_agreed_rate_under_the_floor_is_told_and_kept() -> None:
    """3 % agreed against a floor of 7.86 %: applied as agreed, with a problem (C. com. L441-10 II)."""
    low = attrs.evolve(invoice("F-1", 1000), agreed_rate=Rate.percent("3"))
    penalties = accrue(after_due(73), low)
    assert penalties.interest.text == "6.00"
    [problem] = penalties.problems
    assert (problem.code, str(problem.param("floor"))) == ("law.rate_under_floor", "7.86 %")
    assert not accrue(after_due(10), attrs.evolve(low, agreed_rate=Rate.percent("7.86"))).problems
    # It holds in the first half of 2026, and no longer in the second, at 8.25 %.
    [later] = accrue(date(2026, 7, 1), attrs.evolve(low, agreed_rate=Rate.percent("7.86"))).problems
    assert later.param("start") == date(2026, 7, 1)
    assert dict(penalties.conventions)["rate_rule"] == "agreed"


def test_an_indexed_agreed_rate_floats_or_freezes_as_the_clause_says() -> None:
    """ECB + 12 points over 1 July 2026: 14.15 % then 14.40 %, or 14.15 % throughout."""
    for rule, rates in ((RateRule.FLOAT, ["14.15 %", "14.40 %"]), (RateRule.FROZEN, ["14.15 %"])):
        agreed = attrs.evolve(invoice(), agreed_rate=IndexedRate(Rate.percent("12"), rule=rule))
        lines = [line for line in accrue(date(2026, 7, 10), agreed).lines if line.kind == "interest"]
        assert [str(line.rate) for line in lines] == rates


def test_interest_on_interest_where_the_law_grants_it() -> None:
    """Two years at 10 %: 100.00 on 1,000, then 110.00 on 1,100; the first year's interest joins the base."""
    two_years = attrs.evolve(invoice("F-1", 1000, due=date(2023, 1, 1)), agreed_rate=Rate.percent("10"))
    regime = attrs.evolve(fr.B2B, compounds_yearly=True, floor=None)
    penalties = accrue(date(2025, 1, 1), two_years, regime=regime)
    lines = [line for line in penalties.lines if line.kind == "interest"]
    assert [(line.base.text, line.amount.text) for line in lines] == [("1000.00", "100.00"), ("1100.00", "110.30")]
    assert penalties.interest.text == "210.30"  # 2024 has 366 days
    assert accrue(date(2024, 1, 1), two_years, regime=regime).interest.text == "100.00"
    assert dict(penalties.conventions)["interest_on_interest"] == "yearly"


def test_a_payment_reduces_the_compounding_balance() -> None:
    """After the first year, 600 of 1,000 are paid: 500 bear interest, the 100 of the first year included."""
    debt = attrs.evolve(invoice("F-1", 1000, due=date(2023, 1, 1)), agreed_rate=Rate.percent("10"))
    regime = attrs.evolve(fr.B2B, compounds_yearly=True, floor=None)
    penalties = accrue(date(2024, 12, 31), debt, payment("P-1", 600, date(2024, 1, 1)), regime=regime)
    bases = [(line.base.text, line.days) for line in penalties.lines if line.kind == "interest"]
    assert bases == [("1000.00", 365), ("500.00", 365)]


def test_each_year_joins_the_one_before() -> None:
    """Three full years of 365 days at 10 %: 100, 110 and 121; what is paid meanwhile leaves the base at once."""
    debt = attrs.evolve(invoice("F-1", 1000, due=date(2021, 1, 1)), agreed_rate=Rate.percent("10"))
    regime = attrs.evolve(fr.B2B, compounds_yearly=True, floor=None)
    lines = [line for line in accrue(date(2024, 1, 1), debt, regime=regime).lines if line.kind == "interest"]
    assert [line.amount.text for line in lines] == ["100.00", "110.00", "121.00"]
    paid = payment("P-1", 500, date(2021, 7, 1))
    lines = [line for line in accrue(date(2024, 1, 1), debt, paid, regime=regime).lines if line.kind == "interest"]
    # 1,000 for 181 days and 500 for 184: 74.79, so that 574.79 bear the second year's interest, and so on.
    assert [line.base.text for line in lines] == ["1000.00", "500.00", "574.79", "632.27"]
    assert [line.days for line in lines] == [181, 184, 365, 365]


def test_rounding_on_each_line_is_an_option() -> None:
    """Rounded on each line, the total is their sum; the convention names the rule."""
    debt = invoice("F-1", "14.60", due=date(2026, 6, 25))
    once = accrue(date(2026, 7, 5), debt)
    each = accrue(date(2026, 7, 5), debt, regime=attrs.evolve(fr.B2B, rounding=InterestRounding.PER_LINE))
    assert [line.exact for line in once.lines] == [line.exact for line in each.lines]
    # 2.43 and 2.48 cents: 4.91 together.
    assert [line.amount.minor for line in once.lines[:2]] == [2, 3]
    assert [line.amount.minor for line in each.lines[:2]] == [2, 2]
    assert each.interest_minor == sum(oracle.half_up(line.exact) for line in each.lines if line.kind == "interest")
    assert dict(each.conventions)["rounding"] == "per_line_half_up"
    assert dict(once.conventions)["rounding"] == "once_per_receivable_half_up"


@pytest.mark.parametrize(
    ("count", "days", "interest"),
    [
        (DayCount.ACTUAL_365, 184, "50.41"),
        (DayCount.ACTUAL_360, 184, "51.11"),
        (DayCount.ACTUAL_ACTUAL, 184, "50.27"),
        (DayCount.THIRTY_360, 180, "50.00"),
        (DayCount.THIRTY_E_360, 180, "50.00"),
    ],
)
def test_the_day_count_is_a_convention(count: DayCount, days: int, interest: str) -> None:
    """1,000 at 10 % from 30 June to 31 December 2024, a leap year, under each day count."""
    debt = attrs.evolve(invoice("F-1", 1000, due=date(2024, 6, 30)), agreed_rate=Rate.percent("10"))
    penalties = accrue(date(2024, 12, 31), debt, regime=attrs.evolve(fr.B2B, day_count=count, floor=None))
    [line] = [line for line in penalties.lines if line.kind == "interest"]
    assert (line.days, penalties.interest.text) == (days, interest)
    assert dict(penalties.conventions)["year"] == count.value


def test_default_may_begin_thirty_days_later_or_with_a_notice() -> None:
    """Thirty days after the due day without a notice, or from a formal notice that comes before."""
    regime = attrs.evolve(de.B2B, interest_start=InterestStart.THIRTY_DAYS)
    assert accrue(after_due(30), invoice(), regime=regime).runs_after is None
    assert accrue(after_due(31), invoice(), regime=regime).runs_after == after_due(30)
    noticed = sent("formal_notice", after_due(10))
    assert accrue(after_due(40), invoice(), noticed, regime=regime).runs_after == after_due(10)
    late = sent("formal_notice", after_due(35))
    assert accrue(after_due(40), invoice(), late, regime=regime).runs_after == after_due(30)


def test_thirty_days_run_from_the_receipt_when_that_is_later() -> None:
    """Payable at once and received nine days later: default begins thirty days after the receipt (§ 286 (3) BGB)."""
    regime = attrs.evolve(de.B2B, interest_start=InterestStart.THIRTY_DAYS)
    for received_on, begins in ((None, 30), (after_due(-3), 30), (after_due(9), 39)):
        debt = attrs.evolve(invoice(), received_on=received_on)
        assert accrue(after_due(60), debt, regime=regime).runs_after == after_due(begins)


def test_a_fixed_sum_has_a_line_whoever_wrote_the_regime() -> None:
    """Without a reference of its own, the line names the text of the step; lines add up to the total."""
    own = attrs.evolve(fr.B2B, compensation_reference=None)
    penalties = accrue(after_due(30), invoice(), regime=own)
    assert sum(line.amount.minor for line in penalties.lines) == penalties.totals[0].minor
    last = penalties.lines[-1]
    assert (last.kind, last.reference) == ("compensation", LegalReference("C. com. D441-5", ""))


def test_the_lines_of_sums_say_how_they_are_known() -> None:
    """From which act, read how, and under which day count, as the lines of interest do."""
    regime = attrs.evolve(fr.B2B, day_count=DayCount.ACTUAL_360)
    costs = CostIncurred("F-1", amount=eur(70), incurred_on=after_due(20), proof="bailiff")
    interest, fixed, own = accrue(after_due(30), invoice(), costs, regime=regime).lines
    assert (interest.kind, fixed.kind, own.kind) == ("interest", "compensation", "costs")
    assert fixed.verification is fr.B2B.compensation.steps[0].verification  # type: ignore[union-attr]
    assert {line.day_count for line in (interest, fixed, own)} == {DayCount.ACTUAL_360}


def test_a_claim_document_bears_nothing() -> None:
    """An invoice of penalties bears neither interest nor compensation (C. civ. 1343-2)."""
    claim = attrs.evolve(invoice("I-1", 100), kind=InvoiceKind.CLAIM)
    penalties = accrue(after_due(100), claim)
    assert (penalties.total, penalties.lines, penalties.per_day) == (eur(0), (), eur(0))


def test_the_next_day_and_how_long_it_holds() -> None:
    """10,000 at 12.15 %, then 12.40 % from 1 July 2026: 3.33 a day, then 3.40."""
    penalties = accrue(date(2026, 6, 29), invoice("F-1", 10000))
    assert (penalties.per_day.text, penalties.per_day_until) == ("3.33", date(2026, 6, 30))
    penalties = accrue(date(2026, 6, 30), invoice("F-1", 10000))
    assert (penalties.per_day.text, penalties.per_day_until) == ("3.40", date(2026, 12, 31))
    on_the_due_day = accrue(DUE, invoice("F-1", 10000))
    assert (on_the_due_day.interest, on_the_due_day.per_day.text) == (eur(0), "3.33")
    paid = accrue(after_due(20), invoice(), payment("P-1", 1000, after_due(10)))
    assert (paid.per_day, paid.per_day_until) == (eur(0), None)
    assert accrue(after_due(-3), invoice()).per_day == eur(0)


def test_on_the_eve_of_interest_the_next_day_is_known() -> None:
    """On the day of a consumer's formal notice, and on the thirtieth day without one, tomorrow's interest is told."""
    claire = dc.Client.consumer("ACME", name="Claire", country="FR")
    facts = (invoice("F-1", 10000), sent("formal_notice", after_due(5)))
    today, tomorrow = (
        dc.accrue_penalties(dc.Ledger.of(claire, facts).as_of(after_due(days)).receivables[0], fr.B2C)
        for days in (5, 6)
    )
    assert (today.runs_after, today.interest) == (None, eur(0))
    assert today.per_day == tomorrow.interest == eur("0.72")
    assert today.per_day_until == date(2026, 6, 30)
    assert dict(today.conventions)["days"] == "after_formal_notice_to_payment_included"
    thirty = attrs.evolve(de.B2B, interest_start=InterestStart.THIRTY_DAYS)
    assert accrue(after_due(29), invoice("F-1", 10000), regime=thirty).per_day == eur(0)
    eve, first = (accrue(after_due(days), invoice("F-1", 10000), regime=thirty) for days in (30, 31))
    assert eve.per_day == first.interest == eur("2.81")


@pytest.mark.parametrize(
    ("count", "day", "until"),
    [
        (DayCount.ACTUAL_365, date(2027, 12, 1), None),
        (DayCount.ACTUAL_ACTUAL, date(2027, 12, 1), date(2027, 12, 31)),
        (DayCount.ACTUAL_ACTUAL, date(2027, 12, 31), date(2028, 12, 31)),
        (DayCount.ACTUAL_ACTUAL, date(2029, 1, 1), date(2031, 12, 31)),
        (DayCount.THIRTY_360, date(2027, 12, 1), date(2027, 12, 30)),
        (DayCount.THIRTY_360, date(2027, 12, 30), None),
        (DayCount.THIRTY_360, date(2028, 2, 1), date(2028, 2, 28)),
        (DayCount.THIRTY_E_360, date(2028, 2, 1), date(2028, 2, 29)),
        (DayCount.THIRTY_E_360, date(2028, 2, 29), date(2028, 3, 1)),
    ],
)
def test_a_daily_figure_ends_where_days_count_otherwise(count: DayCount, day: date, until: date | None) -> None:
    """At the end of a year or of a month, where the day count weighs the next day otherwise."""
    debt = attrs.evolve(invoice("F-1", 1000000, due=date(2027, 6, 1)), agreed_rate=Rate.percent("10"))
    regime = attrs.evolve(fr.B2B, day_count=count)
    assert accrue(day, debt, regime=regime).per_day_until == until


NEGATIVE = attrs.evolve(
    invoice("F-1", 100000, due=date(2012, 6, 30)),
    agreed_rate=IndexedRate(Rate.percent("0.05"), series=DE_BASE_RATE),
)


@pytest.mark.parametrize("rounding", InterestRounding)
def test_a_rate_below_zero_bears_nothing_and_is_told(rounding: InterestRounding) -> None:
    """0.17 % for half a year, then -0.08 %: what has accrued stays, and no debtor is paid for being late."""
    regime = attrs.evolve(de.B2B, since=date(2002, 1, 1), rounding=rounding)
    before, after = (accrue(day, NEGATIVE, regime=regime) for day in (date(2012, 12, 31), date(2013, 6, 30)))
    # 100,000 × 0.17 % × 184/365.
    assert before.interest == after.interest == eur("85.70")
    assert [line.amount.text for line in after.lines if line.kind == "interest"] == ["85.70", "0.00"]
    assert not before.problems
    [problem] = after.problems
    params = (("regime", "de.b2b"), ("rate", Rate.percent("-0.08")), ("start", date(2013, 1, 1)))
    assert problem == dc.Problem("law.rate_implausible", "F-1", path="rate", params=params)
    assert (after.rate, dict(after.conventions)["rate_rule"]) == (Rate(0), "agreed_float")
    below = attrs.evolve(fr.B2B, margin=Rate.percent("-3"), rounding=rounding)
    assert accrue(after_due(30), invoice(), regime=below).interest == eur(0)


def test_a_rate_above_one_hundred_percent_is_told() -> None:
    """1215 for 12.15 is a slip, whether it is agreed or stands in a series; it is applied, and told."""
    for percent, codes in (("100", []), ("100.01", ["law.rate_implausible"]), ("1215", ["law.rate_implausible"])):
        agreed = attrs.evolve(invoice(), agreed_rate=Rate.percent(percent))
        assert [problem.code for problem in accrue(after_due(30), agreed).problems] == codes
    slip = fr.B2B.with_reference_rate(date(2026, 7, 1), Rate.percent("240"), source="slip")
    [problem] = accrue(date(2026, 7, 1), invoice(), regime=slip).problems
    assert (problem.code, problem.param("rate"), problem.param("start")) == (
        "law.rate_implausible",
        Rate.percent("250"),
        date(2026, 7, 1),
    )


def test_the_horizon_that_is_told_is_that_of_the_rate() -> None:
    """An agreed rate that follows another series is provisional past the horizon of that one."""
    changes = IndexedRate(Rate.percent("12"), series=ECB_MAIN_REFINANCING_CHANGES)
    debt = attrs.evolve(invoice("F-1", 1000, due=date(2026, 9, 30)), agreed_rate=changes)
    [problem] = accrue(date(2026, 11, 15), debt).problems
    assert (problem.code, problem.param("verified_until")) == ("law.rate_unverified", date(2026, 10, 28))


@pytest.mark.parametrize(
    ("build", "field"),
    [
        (lambda: IndexedRate("12"), "margin"),  # type: ignore[arg-type]
        (lambda: IndexedRate(Rate(0), series="ECB"), "series"),  # type: ignore[arg-type]
        (lambda: IndexedRate(Rate(0), rule="float"), "rule"),  # type: ignore[arg-type]
        (lambda: attrs.evolve(fr.B2B, margin="12"), "margin"),  # type: ignore[arg-type]
        (lambda: attrs.evolve(fr.B2B, rounded_up_to=Rate(0)), "rounded_up_to"),
        (lambda: attrs.evolve(fr.B2B, rounded_up_to="0.5"), "rounded_up_to"),  # type: ignore[arg-type]
        (lambda: attrs.evolve(fr.B2B, after_judgment=5), "after_judgment"),  # type: ignore[arg-type]
        (lambda: attrs.evolve(fr.B2B, rate_rule="float"), "rate_rule"),  # type: ignore[arg-type]
        (lambda: attrs.evolve(fr.B2B, since="2013"), "since"),  # type: ignore[arg-type]
        (lambda: Rate.percent("1") + 1, "other"),  # type: ignore[operator]
        (lambda: FixedSum(()), "tiers"),
        (lambda: FixedSum.flat(40), "amount"),  # type: ignore[arg-type]
        (lambda: FixedSum.tiered([(0, eur(1))]), "tiers[0]"),  # type: ignore[list-item]
        (lambda: FixedSum.tiered([(eur(0), eur(1)), (dc.Money(9, "GBP"), eur(2))]), "tiers"),
        (lambda: attrs.evolve(fr.B2B, kinds=("business",)), "kinds[0]"),  # type: ignore[arg-type]
        (lambda: attrs.evolve(fr.B2B, compensation=eur(40)), "compensation"),  # type: ignore[arg-type]
        (lambda: attrs.evolve(fr.B2B, compensation=Timeline("none", ())), "compensation"),
        (lambda: attrs.evolve(fr.B2B, compensation=fr.B2B.floor), "compensation.steps[0]"),  # type: ignore[arg-type]
        (lambda: attrs.evolve(fr.B2B, floor=fr.B2B.compensation), "floor.steps[0]"),  # type: ignore[arg-type]
        (lambda: attrs.evolve(fr.B2B, terms_limit=60), "terms_limit"),  # type: ignore[arg-type]
        (lambda: find_regime("cz.b2b").with_reference_rate(DUE, "2", source="x"), "reference_rate.steps[0]"),  # type: ignore[arg-type]
        (lambda: IndexedRate(Rate(0), series=fr.B2B.compensation), "series.steps[0]"),  # type: ignore[arg-type]
        (lambda: Timeline("odd", (), step_months="6"), "step_months"),  # type: ignore[arg-type]
        (lambda: fr.B2B.terms_limit.latest("2026"), "issued_on"),  # type: ignore[arg-type, union-attr]
    ],
)
def test_impossible_rules_are_refused(build: Callable[[], object], field: str) -> None:
    """What a caller overrides is checked when it is built, and named."""
    with pytest.raises(dc.DunningError) as raised:
        build()
    assert raised.value.field == field


def test_the_compensation_begins_with_its_decree() -> None:
    """40 EUR for what was due on 1 January 2013, none for what was due the day before (C. com. D441-5)."""
    for due, compensation in ((date(2013, 1, 1), eur(40)), (date(2012, 12, 31), eur(0))):
        assert accrue(date(2013, 2, 1), invoice("F-1", 1000, due=due)).compensation == compensation


def test_costs_before_the_decree_are_due_in_full() -> None:
    """No fixed sum to take off, on the first part of an invoice due in 2012 or on the second."""
    parts = [dc.Installment(due_on=date(2012, 12, day), amount=eur(500)) for day in (30, 31)]
    split = dc.Invoice("F-1", client="ACME", amount=eur(1000), issued_on=date(2012, 11, 1), installments=parts)
    for name in ("F-1#1", "F-1#2"):
        costs = CostIncurred(name, amount=eur(70), incurred_on=date(2013, 1, 20), proof="bailiff")
        items = {item.id: item for item in lettered(date(2013, 2, 1), split, costs).receivables}
        agreed = attrs.evolve(items[name], invoice=attrs.evolve(split, agreed_rate=Rate.percent("12")))
        assert dc.accrue_penalties(agreed, fr.B2B).costs == eur(70)


def test_one_cent_that_was_late_brings_the_fixed_sum() -> None:
    """All but a cent was paid on the due day: forty euros for the cent, and none for nothing."""
    for paid, compensation in (("999.99", eur(40)), ("1000.00", eur(0))):
        assert accrue(after_due(1), invoice(), payment("P-1", paid, DUE, "F-1")).compensation == compensation


def test_an_agreed_rate_is_not_raised_by_a_judgment() -> None:
    """Only the legal rate is (L313-3), whether the agreed one is a figure or follows a series."""
    claire = dc.Client.consumer("ACME", name="Claire", country="FR")
    step = CourtStep("F-1", kind=CourtStepKind.ENFORCEABLE, taken_on=date(2025, 10, 31), reference="RG 25/1")
    facts = (invoice("F-1", 1000, due=date(2025, 9, 30)), sent("formal_notice", date(2025, 10, 1)), step)
    [item] = dc.Ledger.of(claire, facts).as_of(date(2026, 1, 31)).receivables
    lines = dc.accrue_penalties(item, fr.B2C).lines
    # Two months after 31 October have passed when the new half-year begins: its rate is raised from its first day.
    assert [(line.start, str(line.rate)) for line in lines] == [
        (date(2025, 10, 2), "2.76 %"),
        (date(2026, 1, 1), "7.62 %"),
    ]
    indexed = attrs.evolve(item, invoice=attrs.evolve(item.invoice, agreed_rate=IndexedRate(Rate.percent("5"))))
    assert {str(line.rate) for line in dc.accrue_penalties(indexed, fr.B2C).lines} == {"7.15 %"}
