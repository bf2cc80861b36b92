"""compare_runs: what became of each receivable between two runs of one ledger."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from attrs import field, frozen

from dunning_core._checks import check_instance, show_count
from dunning_core._tables import Column, Tabular
from dunning_core.dunning import Decision
from dunning_core.errors import InvalidValueError
from dunning_core.ledger import PromiseStanding, Receivable, list_promises
from dunning_core.money import Money
from dunning_core.run.running import DunningRun

#: The columns of `RunComparison.to_records()`, one row per change.
COMPARISON_OF_RUNS_COLUMNS = (
    Column("kind", "text", "what became of it"),
    Column("receivable", "text", "id of the receivable"),
    Column("client", "text", "id of the client who owes"),
    Column("currency", "text", "ISO 4217 code of the amount"),
    Column("amount", "decimal", "what the change is about"),
    Column("before", "text", "stage reached, or holds, in the earlier run"),
    Column("after", "text", "the same in the later run"),
)


class ChangeKind(Enum):
    """What became of a receivable between two runs.

    PAID and PAID_IN_PART tell money, or a set-off, that came for it; REDUCED what is owed less for another reason: a
    credit note, a write-off, a discount, a cancellation. PROMISE_BROKEN tells what was missing of the newest promise
    at the end of its day.
    """

    NEW = "new"
    NEWLY_DUE = "newly_due"
    PAID = "paid"
    PAID_IN_PART = "paid_in_part"
    REDUCED = "reduced"
    REOPENED = "reopened"
    ESCALATED = "escalated"
    HELD = "held"
    RELEASED = "released"
    PROMISE_BROKEN = "promise_broken"


@frozen
class RunChange:
    """One change of one receivable: its kind, the amount it is about, and what stood before and after."""

    kind: ChangeKind
    receivable: str
    client: str
    amount: Money
    before: str = ""
    after: str = ""


@frozen
class RunComparison(Tabular):
    """What changed from one run to a later one, receivable by receivable, in the order of their ids."""

    _columns = COMPARISON_OF_RUNS_COLUMNS

    start: date
    end: date
    changes: tuple[RunChange, ...] = field(repr=show_count)

    def of_kind(self, kind: ChangeKind) -> tuple[RunChange, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per change, by the names of COMPARISON_OF_RUNS_COLUMNS."""
        return [
            {
                "kind": change.kind.value,
                "receivable": change.receivable,
                "client": change.client,
                "currency": change.amount.currency,
                "amount": change.amount.amount,
                "before": change.before,
                "after": change.after,
            }
            for change in self.changes
        ]


def compare_runs(before: DunningRun, after: DunningRun) -> RunComparison:
    """Return what became of each receivable between two runs: newly due, paid, escalated, released, promise broken.

    Raises InvalidValueError when the second run is of an earlier day than the first.

    >>> from datetime import timedelta
    >>> from dunning_core.dunning.presets import FR_B2B_STANDARD
    >>> from dunning_core.run import run_dunning
    >>> from dunning_core.samples import SAMPLE_DAY, sample_ledger
    >>> runs = [run_dunning(sample_ledger(), SAMPLE_DAY + timedelta(days=n), FR_B2B_STANDARD) for n in (0, 7)]
    >>> compare_runs(*runs).of_kind(ChangeKind.NEWLY_DUE)[0].amount.currency
    'EUR'
    """
    check_instance("before", before, DunningRun)
    check_instance("after", after, DunningRun)
    if after.day < before.day:
        raise InvalidValueError("bad_date_order", "after", after.day, f"pass a run of {before.day} or later")
    old = {item.id: item for item in before.snapshot.receivables}
    new = {item.id: item for item in after.snapshot.receivables}
    was = {decision.receivable.id: decision for decision in before.decisions}
    now = {decision.receivable.id: decision for decision in after.decisions}
    changes: list[RunChange] = []
    for name in sorted(old.keys() | new.keys()):
        changes += _money_changes(old.get(name), new.get(name))
        changes += _promise_changes(old.get(name), new.get(name))
        changes += _chase_changes(was.get(name), now.get(name))
    return RunComparison(before.day, after.day, tuple(changes))


def _money_changes(old: Receivable | None, new: Receivable | None) -> Iterator[RunChange]:
    item = new or old
    if item is None:
        return
    owed = old.outstanding_minor if old else 0
    left = new.outstanding_minor if new else 0
    paid = (_paid_minor(new) if new else 0) - (_paid_minor(old) if old else 0)
    # What is owed less, and was not paid: a credit note, a write-off, a discount, a cancellation.
    reduced = owed - left - max(0, paid)

    if old is None and left:
        yield _change(ChangeKind.NEW, item, left)
    if left and new and new.days_late and not (old and owed and old.days_late):
        yield _change(ChangeKind.NEWLY_DUE, item, left)
    if paid > 0:
        yield _change(ChangeKind.PAID_IN_PART if left else ChangeKind.PAID, item, paid)
    if old and reduced > 0:
        yield _change(ChangeKind.REDUCED, item, reduced)
    if old and left > owed:
        yield _change(ChangeKind.REOPENED, item, left - owed)


def _paid_minor(item: Receivable) -> int:
    return sum(entry.minor for entry in item.settlements if entry.is_payment)


def _promise_changes(old: Receivable | None, new: Receivable | None) -> Iterator[RunChange]:
    # Promises made since the earlier run count as well, and one that a later promise replaced does not.
    before = {found.promise for found in _broken_promises(old)}
    for standing in _broken_promises(new):
        if new and standing.promise not in before:
            yield _change(ChangeKind.PROMISE_BROKEN, new, standing.missing.minor)


def _broken_promises(item: Receivable | None) -> list[PromiseStanding]:
    return [standing for standing in list_promises(item) if standing.is_broken] if item else []


def _chase_changes(was: Decision | None, now: Decision | None) -> Iterator[RunChange]:
    if now is None:
        return
    item, minor = now.receivable, now.receivable.outstanding_minor
    if _height(now) > _height(was):
        yield _change(ChangeKind.ESCALATED, item, minor, ends=(_reached(was), _reached(now)))
    before, after = (" ".join(reason.code for reason in found.holds) if found else "" for found in (was, now))
    if after and not before:
        yield _change(ChangeKind.HELD, item, minor, ends=(before, after))
    elif before and not after:
        yield _change(ChangeKind.RELEASED, item, minor, ends=(before, after))


def _height(decision: Decision | None) -> tuple[int, int]:
    # By nature first, so that two policies compare; within one, a later stage never has a lower nature.
    if decision is None or decision.reached is None:
        return (-1, -1)
    return (decision.reached.kind, decision.policy.stages.index(decision.reached))


def _reached(decision: Decision | None) -> str:
    return decision.reached.name if decision is not None and decision.reached is not None else ""


def _change(kind: ChangeKind, item: Receivable, minor: int, *, ends: tuple[str, str] = ("", "")) -> RunChange:
    return RunChange(kind, item.id, item.client.id, Money.from_minor(minor, item.currency), *ends)
