"""Whatever a book holds, its statements, chronologies, claims and files are written, in both languages, and add up."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.analysis import AccountForm, state_account, trace_debts
from dunning_core.dunning import EqualInstallments, assemble_dossier, propose_plan
from dunning_core.errors import DunningError, InvalidValueError, PolicyError, UnknownDateError, UnknownReferenceError
from dunning_core.events import StageKind
from dunning_core.law.procedures import PROCEDURES
from dunning_core.notices import (
    render_html,
    render_text,
    write_chronology,
    write_claim,
    write_dossier,
    write_plan,
    write_statement,
)
from dunning_core.penalties import state_claim
from tests.books import CREDITOR
from tests.strategies import books, days

#: What no law is known for, or has no rate on a day, is refused by name.
UNKNOWN = (UnknownReferenceError, UnknownDateError, PolicyError)
LEFT = re.compile(r"\{[a-z_]*\}")
locales = st.sampled_from(["fr", "en"])


def check(sheet: object) -> None:
    text = render_text(sheet)  # type: ignore[arg-type]
    assert not LEFT.search(text), text
    assert "2200" not in text
    assert "None" not in text
    assert render_html(sheet).startswith("<!DOCTYPE html>")  # type: ignore[arg-type]


@given(books(), days, locales)
def test_every_account_has_its_statement_in_words(facts: list[object], day: date, locale: str) -> None:
    """In both forms, from any day, of any account."""
    snapshot = dc.Ledger.of(facts).as_of(day).lettered()  # type: ignore[arg-type]
    for account in snapshot.accounts:
        for form in AccountForm:
            for since in (None, day - timedelta(days=30)):
                for statement in state_account(snapshot, account.id, since=since, form=form):
                    check(write_statement(statement, CREDITOR, locale=locale))


@given(books(), days, locales, st.sampled_from([*StageKind, *PROCEDURES]))
def test_every_debt_has_its_file_and_its_chronology(
    facts: list[object], day: date, locale: str, purpose: object
) -> None:
    """Each fact in words, in order, each event once; for any stage or procedure."""
    for account in dc.Ledger.of(facts).as_of(day).lettered().accounts:  # type: ignore[arg-type]
        for item in account.receivables:
            chronology = trace_debts(account, only=[item.id])
            assert [entry.day for entry in chronology.entries] == sorted(entry.day for entry in chronology.entries)
            assert len(set(chronology.entries)) == len(chronology.entries)
            check(write_chronology(chronology, locale))
            dossier = assemble_dossier(account, purpose, only=[item.id], creditor=CREDITOR)  # type: ignore[arg-type]
            check(write_dossier(dossier, locale))


@given(books(), days, locales)
def test_every_claim_adds_up_and_is_written(facts: list[object], day: date, locale: str) -> None:
    """Client by client: the lines are the totals, to the unit; what no law is known for is refused by name."""
    for account in dc.Ledger.of(facts).as_of(day).lettered().accounts:  # type: ignore[arg-type]
        for client in account.clients:
            own = [item.id for item in account.receivables if item.client == client and item.days_late]
            try:
                claim = state_claim(account, creditor=CREDITOR, only=own)
            except UNKNOWN:
                continue
            sums: dict[tuple[str, str], int] = {}
            for line in claim.lines:
                key = line.component, line.amount.currency
                sums[key] = sums.get(key, 0) + line.amount.minor
            assert {key: minor for key, minor in sums.items() if minor} == {
                (kind, amount.currency): amount.minor for kind, amount in claim.totals
            }
            if claim.debts:
                check(write_claim(claim, CREDITOR, locale=locale, provisional=True))


@given(books(), days, locales, st.integers(1, 4))
def test_every_plan_is_refused_by_name_or_taken_by_the_ledger(
    facts: list[object], day: date, locale: str, count: int
) -> None:
    """What is proposed and accepted on the day, as it was known then, adds up, whatever else the book holds."""
    ledger = dc.Ledger.of(facts)  # type: ignore[arg-type]
    for account in ledger.as_of(day, known_on=day).lettered().accounts:
        for item in account.open_items:
            try:
                schedule = EqualInstallments(count, day + timedelta(days=5))
                proposal = propose_plan([item], id="NEW", schedule=schedule, creditor=CREDITOR)
            except (InvalidValueError, *UNKNOWN):
                continue
            assert proposal.total == item.outstanding
            check(write_plan(proposal, CREDITOR, locale=locale))
            try:
                plan = proposal.accepted(day)
            except InvalidValueError:
                continue
            told = ledger.with_(plan).as_of(day, known_on=day).lettered().problems
            assert not [problem for problem in told if problem.code.startswith("plan.") and problem.subject == "NEW"]


def test_what_is_refused_is_one_of_ours() -> None:
    """A refusal of the library, for whoever catches them all."""
    assert all(issubclass(kind, DunningError) for kind in UNKNOWN)
