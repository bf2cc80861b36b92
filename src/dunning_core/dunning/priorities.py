"""Priority: how urgent an action is, as a score whose parts add up to it and say what they were given for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from attrs import fields, frozen

from dunning_core._checks import check_count
from dunning_core.dunning.cases import chased_minor
from dunning_core.dunning.decisions import Decision
from dunning_core.errors import DunningError, Params, UnknownReferenceError
from dunning_core.events import StageKind
from dunning_core.ledger import Account, Receivable, list_promises
from dunning_core.lettering.board import FEWEST_PAID, paid_delay
from dunning_core.money import Money, currency_digits
from dunning_core.penalties import find_limitation

_YEAR_DAYS = 365


@frozen(kw_only=True)
class PriorityWeights:
    """How many points each part of a score gives at most, and from where on it gives them all.

    Up to `amount_full` (in whole units of the currency, whatever it is), `age_full_days` and `habit_full_days` the
    points grow in proportion; in the last `limitation_days` before a debt can no longer be claimed they grow day by
    day. By default stage and amount weigh most, and all parts together give 100.
    """

    stage: int = 30
    amount: int = 30
    age: int = 15
    broken_promise: int = 10
    limitation: int = 10
    habit: int = 5
    amount_full: int = 10_000
    age_full_days: int = 90
    limitation_days: int = 180
    habit_full_days: int = 30

    def __attrs_post_init__(self) -> None:
        for attribute in fields(PriorityWeights):
            is_bound = attribute.name.endswith(("_full", "_days"))
            check_count(attribute.name, getattr(self, attribute.name), lowest=int(is_bound), highest=10**9)

    @property
    def most(self) -> int:
        """Return the highest score there can be."""
        return self.stage + self.amount + self.age + self.broken_promise + self.limitation + self.habit


STANDARD_WEIGHTS = PriorityWeights()


@frozen
class ScorePart:
    """The points that one thing gave, of how many, and what was looked at, by name."""

    name: str
    points: int
    most: int
    params: Params = ()

    def param(self, name: str) -> Any:
        """Return one operand by its name, or None when this part has no such operand."""
        return next((value for key, value in self.params if key == name), None)


@frozen
class Score:
    """How urgent an action is: whole points by part, which add up to the total."""

    parts: tuple[ScorePart, ...]

    @property
    def total(self) -> int:
        """Return the sum of the points of all parts."""
        return sum(part.points for part in self.parts)

    @property
    def most(self) -> int:
        """Return the highest total there can be."""
        return sum(part.most for part in self.parts)

    def part(self, name: str) -> ScorePart:
        """Return a part by its name; UnknownReferenceError when there is none."""
        for part in self.parts:
            if part.name == name:
                return part
        known = ", ".join(part.name for part in self.parts)
        raise UnknownReferenceError("unknown_part", "name", name, f"pass one of {known}")


def score_lines(lines: Sequence[Decision], weights: PriorityWeights) -> Score:
    """Return the score of what is claimed on one account in one currency, under its highest stage."""
    items = [line.receivable for line in lines]
    account = lines[0].context.account
    days_late = max(item.days_late for item in items)
    age = _share(weights.age, days_late, weights.age_full_days)
    parts = (
        _score_stage(lines, weights),
        _score_amount(items, weights),
        ScorePart("age", age, weights.age, (("days_late", days_late),)),
        _score_promise(items, weights),
        _score_limitation(lines, weights),
        _score_habit(account, days_late, weights),
    )
    return Score(parts)


def _score_stage(lines: Sequence[Decision], weights: PriorityWeights) -> ScorePart:
    kind = max((line.stage.kind for line in lines if line.stage is not None), default=StageKind.BEFORE_DUE)
    points = _share(weights.stage, int(kind), int(StageKind.RECOURSE))
    return ScorePart("stage", points, weights.stage, (("kind", kind),))


def _score_amount(items: Sequence[Receivable], weights: PriorityWeights) -> ScorePart:
    currency = items[0].currency
    minor = sum(chased_minor(item) for item in items)
    full = weights.amount_full * 10 ** currency_digits(currency)
    params = (("amount", Money.from_minor(minor, currency)),)
    return ScorePart("amount", _share(weights.amount, minor, full), weights.amount, params)


def _score_promise(items: Sequence[Receivable], weights: PriorityWeights) -> ScorePart:
    broken = [day for item in items for day in broken_promise_days(item)]
    params = (("last_day", max(broken, default=None)),)
    return ScorePart("broken_promise", weights.broken_promise if broken else 0, weights.broken_promise, params)


def _score_limitation(lines: Sequence[Decision], weights: PriorityWeights) -> ScorePart:
    # What can no longer be claimed is not urgent any more.
    near = (line for line in lines if _may_be_near(line.receivable, weights.limitation_days))
    found = [(days, last_day) for line in near for days, last_day in _days_left(line) if days >= 0]
    days_left, last_day = min(found, default=(weights.limitation_days, None))
    points = _share(weights.limitation, weights.limitation_days - days_left, weights.limitation_days)
    return ScorePart("limitation", points, weights.limitation, (("last_day", last_day),))


def _may_be_near(item: Receivable, days: int) -> bool:
    # Periods count in whole years: most debts are too young to ask.
    since = min(item.due_on, item.invoice.performed_on or item.due_on)
    return (item.day - since).days + days >= _YEAR_DAYS


def _days_left(line: Decision) -> list[tuple[int, date]]:
    try:
        limitation = find_limitation(line.receivable, creditor=line.context.creditor)
    except DunningError:
        return []
    return [(limitation.days_left, limitation.last_day)]


def _score_habit(account: Account, days_late: int, weights: PriorityWeights) -> ScorePart:
    # Who always pays twenty days late is not more pressing on the tenth day; it is the days beyond that tell.
    usual_days = find_usual_days(account)
    beyond = 0 if usual_days is None else days_late - max(0, usual_days)
    points = _share(weights.habit, beyond, weights.habit_full_days)
    return ScorePart("habit", points, weights.habit, (("usual_days", usual_days), ("days_late", days_late)))


def find_usual_days(account: Account) -> int | None:
    """Return the median of the days from due date to payment on an account, or None while too few were paid."""
    paid = (item for item in account.receivables if not item.outstanding_minor and item.is_day_known)
    found = (paid_delay(item.settlements, item.due_on) for item in paid)
    delays = sorted(delay for delay in found if delay is not None)
    return delays[(len(delays) - 1) // 2] if len(delays) >= FEWEST_PAID else None


def broken_promise_days(item: Receivable) -> list[date]:
    """Return the last days of the promises about a receivable that were not kept whole."""
    return [standing.last_day for standing in list_promises(item) if standing.is_broken]


def _share(weight: int, value: int, full: int) -> int:
    return weight * max(0, min(value, full)) // full
