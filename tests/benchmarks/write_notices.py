"""How much longer a notice takes than the calls of Babel that its figures are.

Notices of the sample on four days, and of a drawn book, are drafted and rendered; what they tell of amounts, days and
rates, and plural forms, is written down once, and then put into words by Babel alone. Both run in turn, in CPU time.
Compare ratios only.

    python -m tests.benchmarks.write_notices [--repeat K]
"""

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from unittest.mock import patch

from babel.dates import format_date
from babel.numbers import format_currency, format_percent

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import StageKind
from dunning_core.law import Rate
from dunning_core.notices import render_html, render_text
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
        code = str(wording.locale)
        if isinstance(value, dc.Money):
            calls.append(partial(format_currency, value.amount, value.currency, locale=code))
        elif isinstance(value, Rate):
            calls.append(partial(format_percent, Decimal(value.units).scaleb(-8), locale=code))
        elif isinstance(value, date):
            calls.append(partial(format_date, value, "long", locale=code))
        return show(wording, value)

    def chosen(wording: Wording, count: int) -> int:
        calls.append(partial(wording.locale.plural_form, count))
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


def measure(actions: list[dc.Action], locale: str, form: str, *, repeat: int) -> tuple[int, float, float]:
    """Return how many calls of Babel some notices are, how long these take, and how long the notices do."""
    render = FORMS[form]

    def write() -> None:
        for action in actions:
            render(dc.draft_notice(action, SAMPLE_CREDITOR, locale=locale, provisional=True))

    def replay() -> None:
        for call in calls:
            call()

    write()
    calls: list[Work] = []
    with write_down(calls):
        write()
    times = [(time_work(replay), time_work(write)) for _ in range(repeat)]
    return len(calls), min(babel for babel, _ in times), min(own for _, own in times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=7)
    repeat = parser.parse_args().repeat
    print(f"{'stage':16} {'locale':6} {'form':5} {'notices':>7} {'calls':>6} {'Babel':>8} {'notice':>8} {'ratio':>6}")
    for name, actions in draft_actions().items():
        for locale in LOCALES:
            for form in FORMS:
                calls, babel, own = measure(actions, locale, form, repeat=repeat)
                each = f"{len(actions):7} {calls / len(actions):6.1f}"
                micro = f"{1e6 * babel / len(actions):6.0f}µs {1e6 * own / len(actions):6.0f}µs"
                print(f"{name:16} {locale:6} {form:5} {each} {micro} {own / babel:6.2f}")


if __name__ == "__main__":
    main()
