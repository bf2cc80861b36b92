"""Procedures: who may use them, up to how much, and within which limits, as data with its texts."""

from datetime import date
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.errors import UnknownDateError, UnknownReferenceError
from dunning_core.law import ClientKind, LegalReference
from dunning_core.law.procedures import (
    PROCEDURES,
    DebtNature,
    LimitationEffect,
    Procedure,
    ProcedureKind,
    Span,
    TimeLimit,
    find_procedure,
)
from dunning_core.timeline import Step, Timeline, Verification
from tests.books import eur

SMALL = find_procedure("fr.small_claims")
ORDER = find_procedure("fr.payment_order")


def last_day(code: str, name: str, start: date) -> date:
    limit = find_procedure(code).limit(name)
    assert limit is not None
    return limit.last_day(start)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.code)
def test_procedures_are_found_by_code_and_cite_their_texts(procedure: Procedure) -> None:
    """Each is found by its code, names its text and that of each limit, and says how and until when it was checked."""
    assert find_procedure(procedure.code) is procedure
    assert procedure.reference.text
    assert procedure.verification is not Verification.CALLER
    assert procedure.since < procedure.verified_until <= date(2026, 11, 22)
    for limit in procedure.limits:
        assert limit.reference.text
        assert all(step.source for step in limit.spans.steps)
        assert procedure.limit(limit.name) is limit
    assert ClientKind.UNKNOWN not in procedure.kinds or procedure.kind is ProcedureKind.DECLARATION


def test_a_code_that_is_not_held_is_told() -> None:
    """The error names the code."""
    with pytest.raises(UnknownReferenceError) as raised:
        find_procedure("fr.unheard_of")
    assert (raised.value.field, raised.value.value) == ("code", "fr.unheard_of")
    assert ORDER.limit("unheard_of") is None


def test_what_was_not_checked_against_its_text_says_so() -> None:
    """Everything abroad, and in France the agency, the mediators, the administrative court and the declaration."""
    recalled = {procedure.code for procedure in PROCEDURES if procedure.verification is Verification.RECALLED}
    read = {"fr.small_claims", "fr.payment_order", "fr.interim_payment", "fr.ordinary_claim"}
    assert {procedure.code for procedure in PROCEDURES} - recalled == read


@pytest.mark.parametrize(
    ("code", "name", "start", "expected"),
    [
        ("fr.payment_order", "service", date(2026, 8, 31), date(2027, 2, 28)),
        ("fr.payment_order", "service", date(2026, 9, 1), date(2026, 12, 1)),
        ("fr.payment_order", "opposition", date(2026, 10, 31), date(2026, 11, 30)),
        ("fr.payment_order", "opposition_not_in_person", date(2026, 12, 31), date(2027, 1, 31)),
        ("fr.payment_order", "enforcement", date(2026, 9, 15), date(2026, 11, 15)),
        ("fr.payment_order", "deposit", date(2026, 9, 15), date(2026, 9, 30)),
        ("fr.small_claims", "answer", date(2026, 9, 15), date(2026, 10, 15)),
        ("fr.declaration", "declaration", date(2026, 12, 31), date(2027, 2, 28)),
        ("fr.declaration", "declaration_from_abroad", date(2026, 10, 31), date(2027, 2, 28)),
        ("eu.payment_order", "opposition", date(2026, 9, 15), date(2026, 10, 15)),
        ("eu.small_claims", "answer", date(2026, 9, 15), date(2026, 10, 15)),
        ("de.payment_order", "opposition", date(2026, 9, 15), date(2026, 9, 29)),
        ("de.payment_order", "enforcement_order", date(2026, 8, 31), date(2027, 2, 28)),
        ("gb.money_claim", "answer", date(2026, 9, 15), date(2026, 9, 29)),
    ],
)
def test_the_last_day_of_a_limit(code: str, name: str, start: date, expected: date) -> None:
    """Counted from the day of what it is counted from, which itself does not count; a month ends on the same number."""
    assert last_day(code, name, start) == expected


def test_a_limit_says_nothing_of_days_that_are_not_held() -> None:
    """Two months without a reported opposition are a rule of the decree of 2026; nothing is held before 2020."""
    for name, day in (("enforcement", date(2026, 8, 31)), ("service", date(2019, 12, 31))):
        with pytest.raises(UnknownDateError):
            last_day("fr.payment_order", name, day)


def test_the_service_of_an_order_rests_on_two_sources_since_the_decree() -> None:
    """The six months were read in the code, the three months in secondary sources."""
    limit = ORDER.limit("service")
    assert limit is not None
    assert limit.spans.step_at(date(2026, 8, 31)).verification is Verification.STATUTE
    assert limit.spans.step_at(date(2026, 9, 1)).verification is Verification.TWO_SOURCES


def test_the_small_claims_of_a_bailiff() -> None:
    """5,000 EUR of principal and interest; the debtor has to agree, and the creditor bears the costs."""
    assert SMALL.ceiling is not None
    assert SMALL.ceiling.at(date(2026, 11, 25)) == eur(5000)
    assert SMALL.ceiling_counts == ("principal", "interest")
    assert (SMALL.needs_agreement, SMALL.is_in_court) == (True, False)
    assert SMALL.costs_reference is not None
    assert SMALL.limitation_effect is LimitationEffect.SUSPENDS


def test_who_needs_no_dispute() -> None:
    """An interim payment and the European order are for what is not disputed; a national order for any fixed debt."""
    undisputed = {procedure.code for procedure in PROCEDURES if DebtNature.UNDISPUTED in procedure.debts}
    assert undisputed == {"fr.interim_payment", "fr.public_interim_payment", "eu.payment_order"}
    assert ORDER.debts == (DebtNature.CONTRACTUAL, DebtNature.FIXED)


def test_denmark_takes_no_part_in_the_european_procedures() -> None:
    """Twenty-six countries do."""
    european = [procedure for procedure in PROCEDURES if procedure.is_cross_border]
    assert [procedure.code for procedure in european] == ["eu.payment_order", "eu.small_claims"]
    for procedure in european:
        assert len(set(procedure.countries)) == 26
        assert "DK" not in procedure.countries


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": ""}, "code"),
        ({"kind": "agency"}, "kind"),
        ({"countries": "FR"}, "countries"),
        ({"kinds": ("business",)}, "kinds[0]"),
        ({"exhibits": ("contract",)}, "exhibits[0]"),
        ({"since": "2020-01-01"}, "since"),
        ({"reference": "CPCE L125-1"}, "reference"),
        ({"verification": "statute"}, "verification"),
        ({"limitation_reference": None}, "limitation_reference"),
        ({"limitation_effect": LimitationEffect.NONE}, "limitation_reference"),
        ({"ceiling": Timeline("own", (Step(date(2026, 1, 1), 5000, "own"),))}, "ceiling.steps[0]"),
        ({"prior_attempt": SMALL.ceiling}, "prior_attempt_kinds"),
    ],
)
def test_an_impossible_procedure_is_refused(changes: dict[str, Any], field: str) -> None:
    """The error names the field."""
    with pytest.raises(dc.DunningError) as raised:
        attrs.evolve(SMALL, **changes)
    assert raised.value.field == field


def test_a_span_is_in_months_or_in_days() -> None:
    """Neither, both, and a number below zero are refused; a limit holds spans."""
    for months, days in ((0, 0), (1, 1), (-1, 0), (0, -1)):
        with pytest.raises(dc.DunningError):
            Span(months=months, days=days)
    series: Any = Timeline("own", (Step(date(2026, 1, 1), 3, "own"),))
    with pytest.raises(dc.DunningError) as raised:
        TimeLimit("service", "order", series, LegalReference("own", "own"))
    assert raised.value.field == "spans.steps[0]"
