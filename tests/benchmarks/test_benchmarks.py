"""The benchmark times two ways that agree; no time is ever asserted."""

from datetime import date
from decimal import Decimal

import pytest

import dunning_core as dc
from dunning_core.notices import render_text
from dunning_core.notices.wording import Wording
from dunning_core.samples import SAMPLE_CREDITOR
from tests.benchmarks import growth
from tests.benchmarks.apply_cash import match
from tests.benchmarks.column_runs import RUN, draw_tables
from tests.benchmarks.letter_lines import letter
from tests.benchmarks.score_remittances import score_rows
from tests.benchmarks.whole_run import build_ledger, draw_accounts, find_differences
from tests.benchmarks.write_notices import Work, draft_actions, write_down


def test_library_and_kernel_agree_on_bare_numbers() -> None:
    """The library and the kernel of the benchmark give the same figures to the cent."""
    accounts = list(draw_accounts(240))

    assert find_differences(build_ledger(accounts), accounts) == []


def test_library_and_kernel_agree_on_sentences() -> None:
    """They also agree when the numbers are quoted inside a sentence."""
    accounts = list(draw_accounts(240, texts=True))

    assert find_differences(build_ledger(accounts), accounts) == []


def test_the_tables_are_the_book() -> None:
    """The tables that are timed hold what the ledger of the same book does, and are decided as it is."""
    whole = dc.run_dunning(build_ledger(draw_accounts(240)), RUN.day, RUN.policy)
    decided = [row for row in RUN.decide(draw_tables(240)).to_records() if row["problem"] is None]
    assert [row["outstanding"] for row in decided] == [row["outstanding"] for row in whole.to_records()]


def test_a_labelled_row_is_scored() -> None:
    """Strong rows must be read exactly; of the others nothing may be believed."""
    row = {"structured_ref": "", "open_refs": "FX-2026-0012|FX-2026-0013", "expected_refs": "FX-2026-0012"}
    rows = [
        row | {"text": "VIR FX-2026-0\\n012", "grade": "strong"},
        row | {"text": "VIR FX-2026-0013", "grade": "strong"},
        row | {"text": "LOYER 2026", "grade": "none"},
        row | {"text": "", "structured_ref": "FX20260012", "grade": "none"},
    ]
    assert score_rows(rows) == {"strong right": 1, "strong wrong": 1, "none right": 1, "none wrong": 1}


def test_lines_are_grouped() -> None:
    """A payment of two debts is their group; a line that nothing explains is in none."""
    day = date(2026, 1, 5)
    amounts = {"A": "101.05", "B": "350.13", "C": "222.21", "P": "-323.26", "Q": "-5.00"}
    lines = [{"id": name, "date": day, "amount": Decimal(amount), "due": None} for name, amount in amounts.items()]
    assert letter(lines) == [["P", "A", "C"]]


def test_the_calls_of_babel_are_those_of_the_notice() -> None:
    """Made again by themselves, they give each amount and each day that stands in it."""
    [action, *_] = draft_actions()["last"]
    calls: list[Work] = []
    with write_down(calls):
        notice = dc.draft_notice(action, SAMPLE_CREDITOR, locale="en", provisional=True)
    told = [found for call in calls if isinstance(found := call(), str) and any(map(str.isdigit, found))]
    text = render_text(notice)
    assert [found for found in told if found not in text] == []
    assert {Wording.of("en").show(amount) for _, amount in notice.totals} <= set(told)


@pytest.mark.parametrize("name", growth.CASES)
def test_the_growth_of_each_kind_of_work_is_measured(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each case can be built and done, on an account of a few debts and of eight times as many; no time is asserted."""
    growth.measure([name], 4)
    head, line = capsys.readouterr().out.splitlines()
    assert head.split()[1:3] == ["4", "32"]
    assert line.startswith(name)


def open_item(number: str, name: str, amount: float, **more: object) -> dict[str, object]:
    """An open item as a cash-application file has it."""
    days = {"invoice_date": "2026-03-02", "due_date": "2026-04-01", "discount_deadline": None}
    row = {"invoice_id": number, "customer_id": f"C-{name[:4]}", "customer_name": name, "currency": "USD"}
    owed = {"original_amount": amount, "open_amount": amount, "discount_pct": 0, "status": "OPEN"}
    return {**row, **days, **owed, "po_reference": None, **more}


def receipt(name: str, payer: str, amount: float, text: str, **more: object) -> dict[str, object]:
    """A bank receipt as a cash-application file has it."""
    row = {"txn_id": name, "date": "2026-03-10", "amount": amount, "currency": "USD", "payment_type": "ACH"}
    return {**row, "payer_raw": payer, "bank_reference": f"B{name}", "remittance_text": text, **more}


def test_receipts_are_applied_or_held() -> None:
    """Each made-up receipt is applied, held, reversed, rejected or taken as an advance, with what it is about."""
    invoices = [
        open_item("N-100", "Orla Mills Ltd", 1000.0, discount_pct=2.0, discount_deadline="2026-03-12"),
        open_item("N-101", "Perth Foods LLC", 640.5, status="DISPUTED"),
        open_item("N-102", "Quill & Son", 75.0, po_reference="PO-77"),
        open_item("N-103", "Rook Paper", 310.0),
    ]
    rows = [
        receipt("T-1", "ORLA MILLS", 980.0, "N-100 less 2%"),
        receipt("T-2", "PERTH FOODS", 640.5, "N-101"),
        receipt("T-3", "QUILL SON", 75.0, "PO-77"),
        receipt("T-4", "ROOK PAPER", 310.0, "N-103"),
        receipt("T-5", "ROOK PAPER", 310.0, "N-103"),
        receipt("T-6", "ROOK PAPER", 50.0, "advance for April"),
        receipt("T-7", "NSF RETURN ROOK", 310.0, "Return of BT-4", payment_type="ACH_RETURN"),
        receipt("T-8", "SOMEBODY", 12.0, "thanks"),
    ]
    found = match(rows, invoices, {"statement_date": "2026-03-31", "company": "Vale Corp"})
    assert {name: (answer["action"], answer["invoices"]) for name, answer in found.items()} == {
        "T-1": ("apply", ["N-100"]),
        "T-2": ("hold", ["N-101"]),
        "T-3": ("apply", ["N-102"]),
        "T-4": ("apply", ["N-103"]),
        "T-5": ("hold", ["N-103"]),
        "T-6": ("advance", []),
        "T-7": ("reverse", ["N-103"]),
        "T-8": ("hold", []),
    }
