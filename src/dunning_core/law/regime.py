"""Regime: what a statute lets a creditor claim for lateness, as dated data with its articles."""

from datetime import date
from enum import Enum

from attrs import evolve, field, frozen

from dunning_core._checks import set_field
from dunning_core.law.accrual import RateTable
from dunning_core.law.rates import DayCount, Rate
from dunning_core.money import Money
from dunning_core.timeline import Timeline


class ClientKind(Enum):
    """What a debtor is in the eyes of the law; it decides what can be claimed, so it has no default."""

    BUSINESS = "business"
    CONSUMER = "consumer"
    PUBLIC_BODY = "public_body"
    UNKNOWN = "unknown"


class RateRule(Enum):
    """Which rate applies when the reference rate changes during the delay."""

    FLOAT = "float"
    FROZEN = "frozen"


class InterestStart(Enum):
    """The event after which interest runs, from the next day on."""

    DUE_DAY = "due_day"
    FORMAL_NOTICE = "formal_notice"


@frozen
class LegalReference:
    """The article that sets a rule, as it is cited, and what it says in one line."""

    text: str
    title: str


@frozen
class Regime:
    """The late-payment law for one kind of debtor: reference rate and margin, rate rule, fixed compensation.

    `code` is stable (`fr.b2b`). `since` is the first day that it governs: before it there is no rate, only an error.
    `compensation` is None where the statute grants no fixed sum; before its first step none is due.
    `with_reference_rate(day, rate, source=...)` extends the series when it is older than the law.
    """

    code: str
    country: str
    kinds: tuple[ClientKind, ...]
    reference_rate: Timeline[Rate]
    margin: Rate
    rate_rule: RateRule
    interest_start: InterestStart
    interest_reference: LegalReference
    since: date
    compensation: Timeline[Money] | None = None
    compensation_reference: LegalReference | None = None
    day_count: DayCount = DayCount.ACTUAL_365
    #: The late rate cumulated day by day, compiled once, so that interest over any interval is two look-ups.
    table: RateTable = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        set_field(self, "table", RateTable.of(self.late_rate))

    @property
    def late_rate(self) -> Timeline[Rate]:
        """Return the rate claimed for lateness: the reference rate plus the margin, each step with its source."""
        steps = (evolve(step, value=step.value + self.margin) for step in self.reference_rate.steps)
        return evolve(self.reference_rate, name=self.code, steps=tuple(steps)).clipped(self.since)

    def with_reference_rate(
        self, day: date, rate: Rate, *, source: str, verified_until: date | None = None
    ) -> "Regime":
        """Return the regime with one more step of its reference rate, given by the caller with its source."""
        series = self.reference_rate.with_step(day, rate, source=source, verified_until=verified_until)
        return evolve(self, reference_rate=series)
