"""Regime: what a statute lets a creditor claim for lateness, as dated data with its articles."""

from datetime import date
from enum import Enum
from typing import Any

from attrs import evolve, field, frozen

from dunning_core._checks import as_tuple, check_date, check_instance, set_field
from dunning_core.errors import InvalidValueError
from dunning_core.law.accrual import RateTable
from dunning_core.law.kinds import ClientKind, LegalReference
from dunning_core.law.limits import TermsLimit
from dunning_core.law.rates import DayCount, Rate
from dunning_core.law.sums import FixedSum
from dunning_core.timeline import Timeline, Verification, check_values


class RateRule(Enum):
    """Which rate applies when the reference rate changes during the delay: each day's own, or that of the first day."""

    FLOAT = "float"
    FROZEN = "frozen"


class InterestStart(Enum):
    """After which day interest runs: the due day, the formal notice, or thirty days without one."""

    DUE_DAY = "due_day"
    FORMAL_NOTICE = "formal_notice"
    THIRTY_DAYS = "thirty_days"


class InterestRounding(Enum):
    """Where interest is rounded, half-up: once for a receivable, or on each line of its working."""

    ONCE = "once"
    PER_LINE = "per_line"


class SettlementOrder(Enum):
    """What a part payment settles first inside one debt.

    PRINCIPAL_FIRST is what a lettering shows: the amount of the invoice goes down. INTEREST_FIRST is C. civ. 1343-1:
    interest, then principal, then the fixed compensation and costs. COSTS_FIRST is § 367 (1) BGB: costs and fixed
    sums, interest, principal.
    """

    PRINCIPAL_FIRST = "principal_first"
    INTEREST_FIRST = "interest_first"
    COSTS_FIRST = "costs_first"


_KINDS: dict[str, type] = {
    "reference_rate": Timeline,
    "margin": Rate,
    "rate_rule": RateRule,
    "interest_start": InterestStart,
    "verification": Verification,
    "settlement_order": SettlementOrder,
    "day_count": DayCount,
    "rounding": InterestRounding,
}
_OPTIONAL: dict[str, type] = {
    "compensation": Timeline,
    "compensation_reference": LegalReference,
    "rounded_up_to": Rate,
    "after_judgment": Rate,
    "floor": Timeline,
    "floor_reference": LegalReference,
    "costs_reference": LegalReference,
    "waiver_reference": LegalReference,
    "terms_limit": TermsLimit,
}


def _show_series(series: Timeline[Any] | None) -> str:
    # Its steps fill pages; they are asked for by themselves.
    return "None" if series is None else f"<{series.name}>"


@frozen
class Regime:
    """The late-payment law for one kind of debtor: reference rate and margin, rate rule, fixed compensation.

    `code` is stable (`fr.b2b`). `since` is the first day that it governs: before it there is no rate, only an error.
    `compensation` is None where the statute grants no fixed sum; before its first step none is due. It is due once per
    invoice or, with `compensation_per_part`, for each late part. `rounded_up_to` is the step to which the late rate is
    rounded up; `after_judgment` what is added two months after a judgment became enforceable; `floor` what an agreed
    rate must reach; `terms_limit` the longest lawful payment term. `costs_reference` grants recovery costs beyond the
    fixed sum, with proof; `waiver_reference` makes a waiver void; `settlement_order` is the legal order inside a debt.
    `verification` says how the rule itself was checked: what is only recalled shows in every result. Any field can be
    replaced in one call: `attrs.evolve(regime, margin=...)`.
    """

    code: str
    country: str
    kinds: tuple[ClientKind, ...]
    reference_rate: Timeline[Rate] = field(repr=_show_series)
    margin: Rate
    rate_rule: RateRule
    interest_start: InterestStart
    interest_reference: LegalReference
    since: date
    verification: Verification
    compensation: Timeline[FixedSum] | None = field(default=None, repr=_show_series)
    compensation_reference: LegalReference | None = None
    compensation_per_part: bool = False
    rounded_up_to: Rate | None = None
    compounds_yearly: bool = False
    after_judgment: Rate | None = None
    floor: Timeline[Rate] | None = field(default=None, repr=_show_series)
    floor_reference: LegalReference | None = None
    costs_reference: LegalReference | None = None
    waiver_reference: LegalReference | None = None
    settlement_order: SettlementOrder = SettlementOrder.INTEREST_FIRST
    terms_limit: TermsLimit | None = None
    day_count: DayCount = DayCount.ACTUAL_365
    rounding: InterestRounding = InterestRounding.ONCE
    #: The rate claimed for lateness: the reference rate plus the margin, each step with its source.
    late_rate: Timeline[Rate] = field(init=False, eq=False, repr=False)
    #: The late rate cumulated day by day, compiled once, so that interest over any interval is two look-ups.
    table: RateTable = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        _check_fields(self)
        steps = (evolve(step, value=self._late(step.value)) for step in self.reference_rate.steps)
        late = evolve(self.reference_rate, name=self.code, steps=tuple(steps)).clipped(self.since)
        set_field(self, "late_rate", late)
        set_field(self, "table", RateTable.of(late, self.day_count))

    def _late(self, reference: Rate) -> Rate:
        late = reference + self.margin
        if self.rounded_up_to is None:
            return late
        return Rate(-(-late.units // self.rounded_up_to.units) * self.rounded_up_to.units)

    @property
    def is_fast(self) -> bool:
        """Return whether interest is one look-up: no compounding, and one rounding."""
        return not self.compounds_yearly and self.rounding is InterestRounding.ONCE

    def with_reference_rate(
        self, day: date, rate: Rate, *, source: str, verified_until: date | None = None
    ) -> "Regime":
        """Return the regime with one more step of its reference rate, given by the caller with its source."""
        series = self.reference_rate.with_step(day, rate, source=source, verified_until=verified_until)
        return evolve(self, reference_rate=series)


def _check_fields(regime: Regime) -> None:
    for name, kind in (*_KINDS.items(), *_OPTIONAL.items()):
        value: object = getattr(regime, name)
        if value is not None or name in _KINDS:
            check_instance(name, value, kind)
    as_tuple("kinds", regime.kinds, ClientKind)
    check_date("since", regime.since)
    check_values("reference_rate", regime.reference_rate, kind=Rate)
    if regime.floor is not None:
        check_values("floor", regime.floor, kind=Rate)
    if regime.compensation is not None:
        check_values("compensation", regime.compensation, kind=FixedSum)
        if not regime.compensation.steps:
            raise InvalidValueError("empty", "compensation", regime.compensation.name, "give a step, or leave it out")
    if regime.rounded_up_to is not None and regime.rounded_up_to.units <= 0:
        raise InvalidValueError("out_of_range", "rounded_up_to", regime.rounded_up_to, "pass a rate above zero")
