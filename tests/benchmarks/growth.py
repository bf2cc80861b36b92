"""How the work on one account grows with what is recorded on it: eight times as much should take eight times as long.

The last column is that ratio over eight: 1 is work that grows as the account does, 8 work that grows with its square.

    python -m tests.benchmarks.growth [N] [NAME ...]
"""

import argparse
import gc
import time
from collections.abc import Callable, Iterable
from datetime import timedelta

import attrs

import dunning_core as dc
from dunning_core.analysis import state_account, trace_debts
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Dispute, Lettered, LetteredEntry, PaymentReturned, PromiseToPay
from dunning_core.interop.plain import from_json, to_json
from dunning_core.notices import render_html, write_chronology
from dunning_core.penalties import state_claim
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, payment, sent

Work = Callable[[], object]

DAY = after_due(17)
TIMES = 8
ROUNDS = 3


def draw_debts(count: int) -> list[dc.Invoice]:
    """Return so many debts of several amounts and due days, each with a number of its own."""
    return [invoice(f"F-{rank}", 100 + rank % 97, due=DUE - timedelta(days=rank % 50)) for rank in range(count)]


def pay_debts(count: int, *, quoted: bool = True) -> list[dc.Payment]:
    """Return a payment of each of the first debts, that quotes its number or nothing."""
    return [payment(f"P-{rank}", 100 + rank % 97, DUE, f"F-{rank}" if quoted else "") for rank in range(count)]


def run(*facts: object) -> dc.DunningRun:
    """Return the run of a ledger of one client."""
    ledger = dc.Ledger.of(ACME, *facts)  # type: ignore[arg-type]
    return dc.run_dunning(ledger, DAY, FR_B2B_STANDARD, CREDITOR)


def _later(*facts: object) -> Work:
    ledger = dc.Ledger.of(ACME, *facts)  # type: ignore[arg-type]
    return lambda: dc.run_dunning(ledger, DAY, FR_B2B_STANDARD, CREDITOR)


def _notices(count: int) -> list[object]:
    numbers = [f"F-{rank}" for rank in range(count)]
    return [sent("courteous", after_due(3), *numbers), sent("firm", after_due(10), *numbers)]


def _recorded(count: int) -> Work:
    entries = [LetteredEntry(f"P-{rank}", f"F-{rank}", 100 * (100 + rank % 97), "EUR") for rank in range(count // 2)]
    return _later(draw_debts(count), pay_debts(count // 2), Lettered(entries, lettered_on=after_due(1)))


def _record(count: int) -> Work:
    ledger = dc.Ledger.of(ACME, draw_debts(count), pay_debts(count // 2))
    lettering = dc.run_dunning(ledger, DAY, FR_B2B_STANDARD, CREDITOR).lettering
    return lambda: ledger.with_lettering(lettering)


def _correct(count: int) -> Work:
    notes = [
        dc.CreditNote(f"A-{rank}", client="ACME", amount=eur(50), issued_on=after_due(2), corrects=f"F-{rank}")
        for rank in range(count)
    ]
    return _later(draw_debts(count), pay_debts(count), notes)


def _draft(count: int) -> Work:
    [action] = run(draw_debts(count), _notices(count)).actions
    return lambda: render_html(dc.draft_notice(attrs.evolve(action), CREDITOR, locale="fr"))


def _claim(count: int) -> Work:
    [account] = run(draw_debts(count)).snapshot.accounts
    return lambda: state_claim(account, creditor=CREDITOR).to_records()


def _trace(count: int) -> Work:
    [account] = run(draw_debts(count), _notices(count)).snapshot.accounts
    return lambda: render_html(write_chronology(trace_debts(account), "fr"))


def _state(count: int) -> Work:
    snapshot = run(draw_debts(count), pay_debts(count // 2)).snapshot
    return lambda: state_account(snapshot, "ACME", since=after_due(-10))


def _store(count: int) -> Work:
    ledger = dc.Ledger.of(ACME, draw_debts(count), pay_debts(count))
    return lambda: from_json(dc.Ledger, to_json(ledger))


def _return(count: int) -> Work:
    returned = [PaymentReturned(f"P-{rank}", returned_on=after_due(5)) for rank in range(count // 2)]
    return _later(draw_debts(count), pay_debts(count), returned)


def _promise(count: int) -> Work:
    told = [PromiseToPay(f"F-{rank}", promised_on=DUE, pay_on=after_due(rank % 9 + 1)) for rank in range(count)]
    disputed = [Dispute(f"F-{rank}", opened_on=DUE, reason="quality") for rank in range(0, count, 3)]
    return _later(draw_debts(count), told, disputed)


CASES: dict[str, Callable[[int], Work]] = {
    "payments that quote": lambda count: _later(draw_debts(count), pay_debts(count // 2)),
    "payments of an amount": lambda count: _later(draw_debts(count), pay_debts(count // 4, quoted=False)),
    "a lettering on record": _recorded,
    "recording a lettering": _record,
    "notices about all": lambda count: _later(draw_debts(count), _notices(count)),
    "corrections of what is paid": _correct,
    "payments that came back": _return,
    "promises and disputes": _promise,
    "a notice and its page": _draft,
    "a statement of claim": _claim,
    "a chronology": _trace,
    "a statement of account": _state,
    "stored and read": _store,
}


def time_work(work: Work) -> float:
    """Return the shortest of some rounds, in seconds of CPU."""
    best = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def measure(names: Iterable[str], count: int) -> None:
    """Print a line for each case."""
    print(f"{'case':28} {count:>9} {TIMES * count:>10} {'growth':>7}")
    for name in names:
        few, many = (time_work(CASES[name](size)) for size in (count, TIMES * count))
        print(f"{name:28} {1e3 * few:7.1f}ms {1e3 * many:8.1f}ms {many / few / TIMES:7.2f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=500)
    parser.add_argument("names", nargs="*", default=list(CASES))
    given = parser.parse_args()
    measure(given.names, given.count)


if __name__ == "__main__":
    main()
