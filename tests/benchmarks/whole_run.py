"""The whole dunning run of a synthetic book, timed beside a hand-written kernel that does the same work.

The kernel is the practical limit of the language: plain tuples and ints, accounts grouped by client, interest
by prefix sums of the rate. It knows one currency, one policy and no events. Both must give the same figures,
which is checked to the cent before anything is timed; then they run in turn, in CPU time. Compare ratios
within one table only.

    python tests/benchmarks/whole_run.py [N ...] [--repeat K] [--texts]
"""

import argparse
import gc
import math
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from random import Random

from dunning_core import (
    Action,
    Client,
    DunningRun,
    Invoice,
    Ledger,
    Money,
    Payment,
    Penalties,
    accrue_penalties,
    run_dunning,
)
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.law import fr
from dunning_core.law.rates import RATE_UNIT
from dunning_core.parties import Contact
from dunning_core.run import iter_run

DAY = date(2026, 6, 30)
TODAY = DAY.toordinal()
POLICY = FR_B2B_STANDARD
PER_CLIENT = 12
PAYMENTS_PER_100 = 83
OLDEST_DAYS = 720
#: Of five payments, how many quote an invoice; the next one has the amount of one, the last is on account.
QUOTING = 3
COMPENSATION = 4000
DENOMINATOR = RATE_UNIT * fr.B2B.day_count.year

#: With no notice on record there are two stages to choose from: the one before the due day, the one after.
BEFORE, AFTER = POLICY.stages[:2]

#: Due day, issue day, number, cents: in this order, sorting puts the oldest due first.
Debit = tuple[int, int, str, int]
#: Day, id, cents, text: in this order, sorting puts the earliest first.
Credit = tuple[int, str, int, str]
#: Client, debits, credits.
Drawn = tuple[str, tuple[Debit, ...], tuple[Credit, ...]]

#: Day and cents of a payment that is not used up.
Waiting = tuple[int, int]
#: Place of a debit -> day and cents of each settlement.
Paid = dict[int, list[tuple[int, int]]]
#: Number, left, days late, interest, compensation, stage to do now (-1 for none), next day (0 for none).
Line = tuple[str, int, int, int, int, int, int]
#: Client, highest stage, how many lines have one, what is open of them; interest, compensation of all lines.
Verdict = tuple[str, int, int, int, int, int]


def draw_accounts(invoices: int, *, seed: int = 7, texts: bool = False) -> Iterator[Drawn]:
    """Give the accounts of a book, client by client; the same arguments always give the same book.

    Of the payments 60 % quote an invoice (its bare number or, with `texts`, a sentence that holds it), 20 %
    have the exact amount of one and no text, 20 % are round sums on account. None quotes in full an invoice
    that was quoted before: what may have been paid twice is not spread, and the kernel knows no such doubt.
    """
    random = Random(seed)
    clients = max(1, -(-invoices // PER_CLIENT))
    kinds: list[list[int]] = [[] for _ in range(clients)]
    for serial in range(invoices * PAYMENTS_PER_100 // 100):
        kinds[random.randrange(clients)].append(serial % 5)
    for index in range(clients):
        serials = range(index * PER_CLIENT, min((index + 1) * PER_CLIENT, invoices))
        debits = tuple(_draw_debit(random, serial) for serial in serials)
        credits: list[Credit] = []
        quoted: Counter[Debit] = Counter()
        for rank, kind in enumerate(kinds[index]):
            debit = random.choice(debits)
            share = 59 - quoted[debit] if quoted[debit] else random.choice((60, 100, 100, 100))
            quoted[debit] += kind < QUOTING
            credits.append(_draw_credit(random, f"P{index:06d}-{rank:02d}", debit, shape=(kind, share), texts=texts))
        yield f"C{index:06d}", debits, tuple(credits)


def _draw_debit(random: Random, serial: int) -> Debit:
    issued = TODAY - random.randrange(1, OLDEST_DAYS)
    due = issued + random.choice((15, 30, 45, 60))
    return due, issued, f"F{serial:07d}", random.randrange(5_000, 900_000)


def _draw_credit(random: Random, name: str, debit: Debit, *, shape: tuple[int, int], texts: bool) -> Credit:
    due, issued, number, cents = debit
    kind, share = shape
    day = max(issued, min(TODAY, due + random.randrange(-10, 100)))
    if kind < QUOTING:
        cents = cents * share // 100
        return day, name, cents, f"VIR SEPA FACTURE {number} MERCI" if texts else number
    return day, name, cents if kind == QUOTING else random.randrange(100, 9_000) * 100, ""


def build_ledger(accounts: Iterable[Drawn]) -> Ledger:
    """Return the ledger of a book, its values laid out in memory client by client, as for the kernel."""
    return Ledger.of(fact for account in accounts for fact in _build_facts(account))


def _build_facts(account: Drawn) -> Iterator[Client | Invoice | Payment]:
    client, debits, credits = account
    contact = Contact("Accounts", email="accounts@example.org")
    yield Client.business(client, name=f"Client {client}", country="FR", contacts=(contact,))
    for due, issued, number, cents in debits:
        issued_on, due_on = date.fromordinal(issued), date.fromordinal(due)
        amount = Money.from_minor(cents, "EUR")
        yield Invoice(number, client=client, amount=amount, issued_on=issued_on, due_on=due_on)
    for day, name, cents, text in credits:
        amount = Money.from_minor(cents, "EUR")
        yield Payment(name, client=client, amount=amount, received_on=date.fromordinal(day), reference=text)


def cumulate_rates() -> list[int]:
    """Return the sums of the daily rates over the last 0, 1, 2 … days to DAY included."""
    table = fr.B2B.table
    sums = [0]
    step = len(table.starts) - 1
    for ordinal in range(TODAY, TODAY - OLDEST_DAYS, -1):
        while table.starts[step] > ordinal:
            step -= 1
        sums.append(sums[-1] + table.units[step])
    return sums


def run_kernel(accounts: Sequence[Drawn], sums: Sequence[int]) -> tuple[list[Line], list[Verdict]]:
    """Return the open lines and a verdict per client; `sums` comes from `cumulate_rates`."""
    lines: list[Line] = []
    return lines, [_judge(account, sums, lines) for account in accounts]


def _judge(account: Drawn, sums: Sequence[int], lines: list[Line]) -> Verdict:
    rows = sorted(account[1])
    left = [row[3] for row in rows]
    paid = _settle(rows, sorted(account[2]), left)
    top = -1
    count = chased = interests = compensations = 0
    for place, rest in enumerate(left):
        if not rest:
            continue
        due, issued, number, cents = rows[place]
        late = TODAY - due
        interest = compensation = 0
        if late > 0:
            exact = cents * sums[late]
            for day, share in paid.get(place, ()):
                exact -= share * sums[TODAY - day if day > due else late]
            interest = (2 * exact + DENOMINATOR) // (2 * DENOMINATOR)
            compensation = COMPENSATION
        stage, following = _choose(late, due, issued)
        lines.append((number, rest, late, interest, compensation, stage, following))
        if stage >= 0:
            top = max(top, stage)
            count += 1
            chased += rest
        interests += interest
        compensations += compensation
    return account[0], top, count, chased, interests, compensations


def _choose(late: int, due: int, issued: int) -> tuple[int, int]:
    if late >= AFTER.delay_days:
        return 1, 0
    before = due + BEFORE.delay_days
    if late >= 0 or before < issued:
        return -1, due + AFTER.delay_days
    return (0, 0) if before <= TODAY else (-1, before)


def _settle(rows: list[Debit], credits: list[Credit], left: list[int]) -> Paid:
    """Reduce what is left of each debit: quoted numbers first, then exact amounts, then the oldest due."""
    paid: Paid = {}
    waiting = _settle_quoted(rows, credits, left, paid)
    if waiting:
        waiting = _settle_exact(rows, waiting, left, paid)
    if waiting:
        _settle_oldest(rows, waiting, left, paid)
    return paid


def _settle_quoted(rows: list[Debit], credits: list[Credit], left: list[int], paid: Paid) -> list[Waiting]:
    numbers = {row[2]: place for place, row in enumerate(rows)}
    waiting = []
    for day, _, cents, text in credits:
        rest = cents
        if text:
            place = numbers.get(text)
            if place is None:
                place = next(numbers[word] for word in text.split() if word in numbers)
            share = cents if cents < left[place] else left[place]
            if share:
                left[place] -= share
                rest -= share
                paid.setdefault(place, []).append((day, share))
        if rest:
            waiting.append((day, rest))
    return waiting


def _settle_exact(rows: list[Debit], waiting: list[Waiting], left: list[int], paid: Paid) -> list[Waiting]:
    amounts: dict[int, list[int]] = {}
    for place, rest in enumerate(left):
        if rest:
            amounts.setdefault(rest, []).append(place)
    still = []
    for day, cents in waiting:
        for place in amounts.get(cents, ()):
            if left[place] and rows[place][1] <= day:
                left[place] = 0
                paid.setdefault(place, []).append((day, cents))
                break
        else:
            still.append((day, cents))
    return still


def _settle_oldest(rows: list[Debit], waiting: list[Waiting], left: list[int], paid: Paid) -> None:
    places = [place for place, rest in enumerate(left) if rest]
    for day, cents in waiting:
        unused, latest = cents, day
        later: list[int] = []
        # Debts of the day of the payment come before those issued after it.
        for queue in (places, later):
            for place in queue:
                rest = left[place]
                if rest and rows[place][1] > latest:
                    later.append(place)
                elif rest:
                    share = unused if unused < rest else rest
                    left[place] = rest - share
                    paid.setdefault(place, []).append((day, share))
                    unused -= share
                    if not unused:
                        break
            if not unused:
                break
            latest = TODAY


def stream_library(ledger: Ledger) -> tuple[int, int]:
    """Run the library account by account, let each result go, and return what is open and its interest."""
    left = interest = 0
    for run in iter_run(ledger, DAY, POLICY):
        left += sum(decision.receivable.outstanding_minor for decision in run.decisions)
        interest += sum(penalties.interest_minor for penalties in _accrue(run))
    return left, interest


def keep_library(ledger: Ledger) -> tuple[DunningRun, list[Penalties]]:
    """Run the library on the whole ledger, and return the run and the penalties of its open late lines."""
    run = run_dunning(ledger, DAY, POLICY)
    return run, list(_accrue(run))


def _accrue(run: DunningRun) -> Iterator[Penalties]:
    for decision in run.decisions:
        if decision.receivable.due_on < DAY:
            yield accrue_penalties(decision.receivable, POLICY.regime)


def find_differences(ledger: Ledger, accounts: Sequence[Drawn]) -> list[str]:
    """Return what library and kernel do not agree on, receivable by receivable and account by account."""
    lines, verdicts = run_kernel(accounts, cumulate_rates())
    run, penalties = keep_library(ledger)
    found = _differ({line[0]: line for line in lines}, _library_lines(run, penalties))
    chased = {verdict[0]: verdict[1:4] for verdict in verdicts if verdict[1] >= 0}
    found += _differ(chased, {action.client.id: _library_verdict(action) for action in run.actions})
    totals = sum(line[1] for line in lines), sum(line[3] for line in lines)
    return found + _differ({"kernel": totals}, {"kernel": stream_library(ledger)})


def _library_lines(run: DunningRun, penalties: Iterable[Penalties]) -> dict[str, Line]:
    claimed = {item.receivable.id: (item.interest_minor, item.compensation.minor) for item in penalties}
    return {
        item.id: (
            item.id,
            item.outstanding_minor,
            (DAY - item.due_on).days,
            *claimed.get(item.id, (0, 0)),
            POLICY.stages.index(decision.stage) if decision.stage is not None else -1,
            decision.next_on.toordinal() if decision.next_on is not None else 0,
        )
        for decision in run.decisions
        for item in (decision.receivable,)
    }


def _library_verdict(action: Action) -> tuple[int, int, int]:
    chased = sum(decision.chased.minor for decision in action.decisions)
    return POLICY.stages.index(action.stage), len(action.decisions), chased


def _differ(kernel: Mapping[str, object], library: Mapping[str, object]) -> list[str]:
    names = sorted(kernel.keys() | library.keys())
    pairs = ((name, kernel.get(name), library.get(name)) for name in names)
    return [f"{name}: kernel {mine}, library {its}" for name, mine, its in pairs if mine != its]


def time_cases(cases: Mapping[str, Callable[[], object]], repeat: int) -> dict[str, float]:
    """Return the median CPU seconds of each case, run in turn so that a busy minute touches them all."""
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(repeat):
        for name, case in cases.items():
            gc.collect()
            start = time.process_time()
            result = case()
            seconds[name].append(time.process_time() - start)
            del result
    return {name: statistics.median(times) for name, times in seconds.items()}


def measure_book(invoices: int, *, repeat: int, texts: bool) -> dict[str, float]:
    """Return the CPU microseconds per invoice of each case on a book, once all agree on its figures."""
    accounts = list(draw_accounts(invoices, texts=texts))
    ledger = build_ledger(draw_accounts(invoices, texts=texts))
    differences = find_differences(ledger, accounts)
    if differences:
        raise AssertionError(f"{len(differences)} differences, first {differences[0]}")
    sums = cumulate_rates()
    cases: dict[str, Callable[[], object]] = {
        "kernel": lambda: run_kernel(accounts, sums),
        "iter_run": lambda: stream_library(ledger),
        "run_dunning": lambda: keep_library(ledger),
    }
    return {name: seconds / invoices * 1e6 for name, seconds in time_cases(cases, repeat).items()}


def main() -> None:
    """Print a table of CPU time per invoice, ratio to the kernel, and growth from first to last size."""
    parser = argparse.ArgumentParser(description="Time the whole run beside a kernel of the same work.")
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000], metavar="N", help="invoices")
    parser.add_argument("--repeat", type=int, default=5, help="rounds, of which the median is shown")
    parser.add_argument("--texts", action="store_true", help="quote numbers inside a sentence")
    given = parser.parse_args()
    print(f"{'invoices':>10}  {'case':<12} {'us/invoice':>10} {'ratio':>7}")
    results = []
    for size in given.sizes:
        results.append(measure_book(size, repeat=given.repeat, texts=given.texts))
        for name, each in results[-1].items():
            print(f"{size:>10,}  {name:<12} {each:>10.2f} {each / results[-1]['kernel']:>7.2f}", flush=True)
    if len(results) > 1:
        factor = given.sizes[-1] / given.sizes[0]
        for name, first in results[0].items():
            slope = 1 + math.log(results[-1][name] / first) / math.log(factor)
            print(f"{'slope':>10}  {name:<12} {slope:>10.3f}")


if __name__ == "__main__":
    main()
