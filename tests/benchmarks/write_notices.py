"""How much longer a notice takes than the calls of Babel that its figures are.

Notices of the sample on four days, and of a drawn book, are drafted and rendered; what they tell of amounts, days and
rates, and plural forms, is written down once, and then put into words by Babel alone. Both run in turn, in CPU time:
"notice" is the text of an action whose figures were asked for before, "first" the text of one whose figures, penalties
included, are yet to be computed. Compare ratios only.

    python -m tests.benchmarks.write_notices [--repeat K]
"""

import argparse
import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from unittest.mock import patch

from attrs import evolve
from babel.dates import format_date
from babel.numbers import format_currency, format_percent

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import StageKind
from dunning_core.law import Rate
from dunning_core.notices import render_html, render_text
from dunning_core.notices.formats import find_locale
from dunning_core.notices.wording import Wording
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.benchmarks.whole_run import DAY, build_ledger, draw_accounts
from tests.books import ACME, after_due, invoice, sent

Work = Callable[[], object]

DAYS = (-12, -5, 0, 9)
LOCALES = ("fr", "en")
FORMS: dict[str, Callable[[dc.Notice], str]] = {"text": render_text, "page": render_html}
#: Notices of one kind are written together so many times: a single one is too short for the clock.
ROUNDS = 20
#: The invoices of a notice about many.
LINES = 100
#: The invoices of a book as `whole_run.py` draws it: a hundred accounts.
BOOK = 1200


@contextmanager
def write_down(calls: list[Work]) -> Iterator[None]:
    """Add the call of Babel for each amount, day, rate and plural form that is told, as anybody would make it."""
    show, choose = Wording.show, Wording.choose

    def shown(wording: Wording, value: object) -> str:
        code = wording.code
        if isinstance(value, dc.Money):
            calls.append(partial(format_currency, value.amount, value.currency, locale=code))
        elif isinstance(value, Rate):
            calls.append(partial(format_percent, Decimal(value.units).scaleb(-8), locale=code))
        elif isinstance(value, date):
            calls.append(partial(format_date, value, "long", locale=code))
        return show(wording, value)

    def chosen(wording: Wording, count: int) -> int:
        calls.append(partial(find_locale(wording.code).plural_form, count))
        return choose(wording, count)

    with patch.object(Wording, "show", shown), patch.object(Wording, "choose", chosen):
        yield


def draft_actions() -> dict[str, list[dc.Action]]:
    """Return the actions that are texts: of the sample on some days by stage, of a book, and two of many lines."""
    found: dict[str, list[dc.Action]] = {stage.name: [] for stage in FR_B2B_STANDARD.stages}
    for days in DAYS:
        day = SAMPLE_DAY + timedelta(days=days)
        run = dc.run_dunning(sample_ledger(), day, FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR)
        for action in run.actions:
            if action.stage.kind is not StageKind.RECOURSE:
                found[action.stage.name].append(action)
    book = build_ledger(draw_accounts(BOOK))
    found["of a book"] = list(dc.run_dunning(book, DAY, FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR).actions)
    numbers = [f"F-{rank}" for rank in range(LINES)]
    notices = [sent(name, after_due(days), *numbers) for name, days in (("courteous", 3), ("firm", 10))]
    for late, known in ((3, 0), (17, 2)):
        ledger = dc.Ledger.of(ACME, map(invoice, numbers), notices[:known])
        [action] = dc.run_dunning(ledger, after_due(late), FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR).actions
        found[f"{action.stage.name} x {LINES}"] = [action]
    return {name: actions for name, actions in found.items() if actions}


def time_work(work: Work) -> float:
    """Return how long some work takes, in seconds of CPU."""
    gc.collect()
    started = time.process_time()
    for _ in range(ROUNDS):
        work()
    return (time.process_time() - started) / ROUNDS


def measure(actions: list[dc.Action], locale: str, form: str, *, repeat: int) -> tuple[int, list[float]]:
    """Return how many calls of Babel some notices are, and how long these take, the notices, and the first ones."""
    render = FORMS[form]

    def write(chosen: Iterable[dc.Action] = actions) -> None:
        for action in chosen:
            render(dc.draft_notice(action, SAMPLE_CREDITOR, locale=locale, provisional=True))

    def begin() -> None:
        # A copy has computed nothing yet.
        write(map(evolve, actions))

    def replay() -> None:
        for call in calls:
            call()

    write()
    calls: list[Work] = []
    with write_down(calls):
        write()
    times = [[time_work(work) for work in (replay, write, begin)] for _ in range(repeat)]
    return len(calls), [min(found) for found in zip(*times, strict=True)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=7)
    repeat = parser.parse_args().repeat
    heads = f"{'calls':>6} {'Babel':>8} {'notice':>8} {'ratio':>6} {'first':>8} {'ratio':>6}"
    print(f"{'stage':16} {'locale':6} {'form':5} {heads}")
    for name, actions in draft_actions().items():
        for locale in LOCALES:
            for form in FORMS:
                calls, times = measure(actions, locale, form, repeat=repeat)
                babel, own, first = (1e6 * found / len(actions) for found in times)
                figures = f"{calls / len(actions):6.1f} {babel:6.0f}µs"
                ratios = f"{own:6.0f}µs {own / babel:6.2f} {first:6.0f}µs {first / babel:6.2f}"
                print(f"{name:16} {locale:6} {form:5} {figures} {ratios}")


if __name__ == "__main__":
    main()
