"""The benchmark times two ways that agree; no time is ever asserted."""

from tests.benchmarks.whole_run import build_ledger, draw_accounts, find_differences


def test_library_and_kernel_agree_on_bare_numbers() -> None:
    """The library and the kernel of the benchmark give the same figures to the cent."""
    accounts = list(draw_accounts(240))

    assert find_differences(build_ledger(accounts), accounts) == []


def test_library_and_kernel_agree_on_sentences() -> None:
    """They also agree when the numbers are quoted inside a sentence."""
    accounts = list(draw_accounts(240, texts=True))

    assert find_differences(build_ledger(accounts), accounts) == []
