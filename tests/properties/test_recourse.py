"""Laws of recourse: a total order, no court for what is barred, the sum of the debts, nothing twice."""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.dunning import ProcedureCosts, Recourse, propose_recourse
from dunning_core.law.procedures import PROCEDURES, DebtNature, Exhibit, ProcedureKind
from dunning_core.ledger import disputed_minor
from dunning_core.penalties import find_limitation
from tests.books import CREDITOR
from tests.strategies import books, days

parts = st.fractions(0, 1, max_denominator=20)


@st.composite
def costs(draw: st.DrawFn) -> list[ProcedureCosts]:
    """What some of the procedures cost, without fixed costs, which would have to be in the currency of the claim."""
    chosen = draw(st.lists(st.sampled_from([procedure.code for procedure in PROCEDURES]), unique=True))
    return [ProcedureCosts(code, share=draw(st.none() | parts), chance=draw(st.none() | parts)) for code in chosen]


def claims_of(facts: list[Any], day: date) -> list[list[dc.Receivable]]:
    """The receivables of a ledger by client and currency."""
    found: dict[tuple[str, str], list[dc.Receivable]] = {}
    for item in dc.Ledger.of(facts).as_of(day).lettered().receivables:
        found.setdefault((item.client.id, item.currency), []).append(item)
    return list(found.values())


@given(books(), days, costs(), st.lists(st.sampled_from(Exhibit)))
def test_every_recourse_obeys_its_laws(
    facts: list[Any], day: date, given_costs: list[ProcedureCosts], evidence: list[Exhibit]
) -> None:
    """Each procedure once, open ones first, the best first among the told; a claim is the sum of its debts."""
    for items in claims_of(facts, day):
        found = propose_recourse(items, creditor=CREDITOR, costs=given_costs, evidence=evidence)
        turned = propose_recourse(items[::-1], creditor=CREDITOR, costs=given_costs[::-1], evidence=evidence[::-1])
        assert found == turned
        check_order(found)
        for entry in found.options:
            check_option(entry, {item.id: item for item in items})


def check_order(found: Recourse) -> None:
    assert sorted(entry.procedure.code for entry in found.options) == sorted(entry.code for entry in PROCEDURES)
    flags = [entry.is_open for entry in found.options]
    assert flags == sorted(flags, reverse=True)
    refused = [entry.is_refused for entry in found.open_options]
    assert refused == sorted(refused)
    told = [
        entry.net_expected.minor
        for entry in found.open_options
        if entry.net_expected is not None and not entry.is_refused
    ]
    assert told == sorted(told, reverse=True)


def check_option(entry: Any, items: dict[str, dc.Receivable]) -> None:
    chosen = [items[name] for name in entry.receivables]
    assert len(chosen) == len(set(entry.receivables))
    undisputed = DebtNature.UNDISPUTED in entry.procedure.debts
    owed = sum(item.outstanding_minor - (disputed_minor(item) if undisputed else 0) for item in chosen)
    assert entry.principal.minor == owed
    assert entry.claimed == entry.principal + entry.accessories
    if not entry.is_open:
        assert entry.reasons or entry.missing
        assert entry.net_expected is None
        return
    assert chosen
    assert entry.claimed
    for item in chosen:
        if entry.procedure.kind is not ProcedureKind.DECLARATION:
            assert item.days_late
        if entry.procedure.is_in_court:
            assert not find_limitation(item, creditor=CREDITOR).is_over
    if entry.net_expected is not None:
        # A commission and a chance take off, and never add.
        exact = entry.claimed.minor * entry.costs.chance * (1 - (entry.costs.share or Fraction(0)))
        assert 0 <= entry.net_expected.minor <= entry.claimed.minor
        assert abs(entry.net_expected.minor - exact) <= Fraction(1, 2)
