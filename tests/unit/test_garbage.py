"""Garbage in any argument of a public call gives the library's own error, never another one."""

# mypy: disable-error-code="arg-type,list-item"

import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

import dunning_core as dc
from dunning_core.analysis import age
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.interop import FieldMap, read_clients, read_events, read_invoices, read_payments
from dunning_core.interop.bank import flatten_camt, read_bank_entries
from dunning_core.interop.en16931 import check_notes, write_notes, write_payment_block
from dunning_core.interop.en16931 import read_invoice as read_terms
from dunning_core.law import Rate, choose_regime, fr
from dunning_core.notices import render_text
from dunning_core.run import iter_run
from tests.books import ACME, CREDITOR, DUE, after_due, invoice

GARBAGE = [
    None,
    True,
    3,
    -1,
    1.5,
    math.nan,
    "x",
    "",
    b"x",
    (),
    [],
    {},
    object(),
    Decimal("NaN"),
    datetime(2026, 1, 1),
    date.max,
    10**50,
]

LEDGER = dc.Ledger.of(ACME, invoice())
SNAPSHOT = LEDGER.as_of(after_due(5)).lettered()
[ITEM] = SNAPSHOT.receivables
[DECISION] = dc.decide_stages(SNAPSHOT, FR_B2B_STANDARD)
[ACTION] = dc.plan_actions([DECISION])
RUN = dc.run_dunning(LEDGER, after_due(5), FR_B2B_STANDARD, CREDITOR)

CALLS: dict[str, Callable[[object], object]] = {
    "as_of day": lambda x: LEDGER.as_of(x),
    "as_of known_on": lambda x: LEDGER.as_of(DUE, known_on=x),
    "Ledger.of": lambda x: dc.Ledger.of(x),
    "where": lambda x: SNAPSHOT.where(x),
    "balance client": lambda x: SNAPSHOT.balance(x, currency="EUR"),
    "balance currency": lambda x: SNAPSHOT.balance("ACME", currency=x),
    "lettered": lambda x: SNAPSHOT.lettered(x),
    "propose_lettering": lambda x: dc.propose_lettering(x),
    "accrue receivable": lambda x: dc.accrue_penalties(x, fr.B2B),
    "accrue regime": lambda x: dc.accrue_penalties(ITEM, x),
    "accrue creditor": lambda x: dc.accrue_penalties(ITEM, creditor=x),
    "decide snapshot": lambda x: dc.decide_stages(x, FR_B2B_STANDARD),
    "decide policy": lambda x: dc.decide_stages(SNAPSHOT, x),
    "decide creditor": lambda x: dc.decide_stages(SNAPSHOT, FR_B2B_STANDARD, creditor=x),
    "plan": lambda x: dc.plan_actions(x),
    "plan one": lambda x: dc.plan_actions([x]),
    "plan capacity": lambda x: dc.plan_actions([DECISION], capacity=x),
    "draft action": lambda x: dc.draft_notice(x, CREDITOR),
    "draft creditor": lambda x: dc.draft_notice(ACTION, x),
    "draft locale": lambda x: dc.draft_notice(ACTION, CREDITOR, locale=x),
    "sent": lambda x: ACTION.sent(x),
    "render": lambda x: render_text(x),
    "explain": lambda x: dc.explain(x, "fr"),
    "explain locale": lambda x: dc.explain(DECISION, x),
    "run ledger": lambda x: dc.run_dunning(x, DUE, FR_B2B_STANDARD),
    "run day": lambda x: dc.run_dunning(LEDGER, x, FR_B2B_STANDARD),
    "run policy": lambda x: dc.run_dunning(LEDGER, DUE, x),
    "run notices": lambda x: RUN.notices(x),
    "iter_run": lambda x: list(iter_run(x, DUE, FR_B2B_STANDARD)),
    "age": lambda x: age(x),
    "age edges": lambda x: age(SNAPSHOT, edges=x),
    "due_on": lambda x: dc.PaymentTerms.net(30).due_on(x),
    "percent": lambda x: Rate.percent(x),
    "regime": lambda x: choose_regime(x, creditor_country=x, client_country=x),
    "rows": lambda x: read_invoices(x),
    "row": lambda x: read_invoices([x]),
    "cells": lambda x: read_invoices(
        [{"number": x, "client": x, "amount": x, "issued_on": x, "due_on": x, "currency": x}]
    ),
    "client cells": lambda x: read_clients([{"id": x, "name": x, "kind": x, "country": x}]),
    "payment cells": lambda x: read_payments([{"id": x, "amount": x, "received_on": x, "reference": x}]),
    "event cells": lambda x: read_events([{"event": x, "day": x, "subject": x}]),
    "camt": lambda x: list(flatten_camt(x)),
    "camt inside": lambda x: list(flatten_camt({"Document": {"BkToCstmrStmt": {"Stmt": {"Ntry": x}}, "x": x}})),
    "camt entry": lambda x: list(
        flatten_camt({"Document": {"BkToCstmrStmt": {"Stmt": {"Ntry": {"Amt": x, "NtryDtls": {"TxDtls": [x, {}]}}}}}})
    ),
    "bank": lambda x: read_bank_entries(x),
    "bank cells": lambda x: read_bank_entries(
        [{"id": x, "amount": x, "received_on": x, "direction": x, "end_to_end": x, "batch_amount": x}]
    ),
    "bank clients": lambda x: read_bank_entries([], clients=x),
    "bank payments": lambda x: read_bank_entries([], payments=x),
    "terms": lambda x: read_terms(x),
    "terms client": lambda x: read_terms({"BT-1": x}, x),
    "terms clients": lambda x: read_terms({"BG-7": x, "BT-46": x, "BG-3": x}, clients=x),
    "terms notes": lambda x: check_notes({"BT-2": x, "BG-1": x}),
    "notes rate": lambda x: write_notes(x),
    "notes discount": lambda x: write_notes(discount=x),
    "notes locale": lambda x: write_notes(locale=x),
    "payment block": lambda x: write_payment_block(x, x),
    "fields": lambda x: FieldMap(x),
    "fields dates": lambda x: FieldMap(dates=x),
    "fields decimal": lambda x: FieldMap(decimal=x),
}


@pytest.mark.parametrize("call", CALLS)
def test_garbage_gives_a_result_or_our_own_error(call: str) -> None:
    """Each call, given each piece of garbage, answers or raises a DunningError that is short and says where."""
    errors: list[dc.DunningError] = []
    for garbage in GARBAGE:
        try:
            CALLS[call](garbage)
        except dc.DunningError as error:
            errors.append(error)
    assert all(error.field in str(error) and len(str(error)) < 500 for error in errors)
