"""The benchmark times two ways that agree; no time is ever asserted."""

from datetime import date
from decimal import Decimal

from tests.benchmarks.letter_lines import letter
from tests.benchmarks.score_remittances import score_rows
from tests.benchmarks.whole_run import build_ledger, draw_accounts, find_differences


def test_library_and_kernel_agree_on_bare_numbers() -> None:
    """The library and the kernel of the benchmark give the same figures to the cent."""
    accounts = list(draw_accounts(240))

    assert find_differences(build_ledger(accounts), accounts) == []


def test_library_and_kernel_agree_on_sentences() -> None:
    """They also agree when the numbers are quoted inside a sentence."""
    accounts = list(draw_accounts(240, texts=True))

    assert find_differences(build_ledger(accounts), accounts) == []


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
