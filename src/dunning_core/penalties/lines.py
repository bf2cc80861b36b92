"""The working of penalties, line by line: interest, the fixed compensation, recovery costs."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

from dunning_core.law import DayCount, InterestRounding, LegalReference, Rate, Regime
from dunning_core.ledger import Receivable
from dunning_core.money import Money, Rounding, round_fraction
from dunning_core.penalties.interest import InterestPeriod
from dunning_core.penalties.sums import proven_costs
from dunning_core.timeline import Verification


@frozen
class PenaltyLine:
    """One line of a statement of penalties: `[start, end)`, the base, the rate, the exact and the printed amount.

    `kind` is "interest", "compensation" or "costs". The printed amounts of the lines add up to the printed total.
    """

    kind: str
    start: date
    end: date
    base: Money
    rate: Rate | None
    exact: Fraction
    amount: Money
    reference: LegalReference
    source: str
    verification: Verification
    day_count: DayCount = DayCount.ACTUAL_365
    is_provisional: bool = False

    @property
    def days(self) -> int:
        """Return the number of days that bear interest, as the day count counts them."""
        if self.day_count in (DayCount.THIRTY_360, DayCount.THIRTY_E_360) and self.end > self.start:
            first, last = self.start.toordinal() - 1, self.end.toordinal() - 1
            return self.day_count.position(last) - self.day_count.position(first)
        return (self.end - self.start).days


def interest_lines(
    receivable: Receivable, regime: Regime, *, periods: Sequence[InterestPeriod], minor: int
) -> list[PenaltyLine]:
    """Return a line per period; their printed amounts add up to the interest, given in minor units."""
    if regime.rounding is InterestRounding.PER_LINE:
        printed = [round_fraction(period.exact, Rounding.HALF_UP) for period in periods]
    else:
        printed = share_total([period.exact for period in periods], minor)
    return [
        PenaltyLine(
            kind="interest",
            start=period.start,
            end=period.end,
            base=Money.from_minor(period.minor, receivable.currency),
            rate=period.step.value,
            exact=period.exact,
            amount=Money.from_minor(shown, receivable.currency),
            reference=regime.interest_reference,
            source=period.step.source,
            verification=period.step.verification,
            day_count=regime.day_count,
            is_provisional=period.is_provisional,
        )
        for period, shown in zip(periods, printed, strict=True)
    ]


def share_total(exact: Sequence[Fraction], total: int) -> list[int]:
    """Return whole figures that add up to a total, each next to its exact one: by largest remainder, ties by order.

    >>> share_total([Fraction(20305, 100), Fraction(21063, 100)], 414)
    [203, 211]
    """
    printed = [figure.numerator // figure.denominator for figure in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: (printed[index] - exact[index], index))
    for index in by_remainder[: max(0, total - sum(printed))]:
        printed[index] += 1
    return printed


def compensation_lines(receivable: Receivable, regime: Regime, *, compensation: Money) -> list[PenaltyLine]:
    """Return the line of the fixed compensation, if any is due."""
    if not compensation or regime.compensation is None:
        return []
    first = receivable.due_on + timedelta(days=1)
    step = regime.compensation.step_at(first)
    return [
        PenaltyLine(
            kind="compensation",
            start=first,
            end=first,
            base=receivable.amount,
            rate=None,
            exact=Fraction(compensation.minor),
            amount=compensation,
            # A regime of one's own may leave the reference out: the step that grants the sum names its text.
            reference=regime.compensation_reference or LegalReference(step.source, ""),
            source=step.source,
            verification=step.verification,
            day_count=regime.day_count,
        )
    ]


def cost_lines(receivable: Receivable, regime: Regime, *, costs: Money) -> list[PenaltyLine]:
    """Return the line of the recovery costs beyond the fixed compensation, with their proofs, if any are due."""
    if not costs or regime.costs_reference is None:
        return []
    proven = proven_costs(receivable, costs.currency)
    last = max(event.incurred_on for event in proven)
    return [
        PenaltyLine(
            kind="costs",
            start=last,
            end=last,
            base=Money.sum((event.amount for event in proven), currency=costs.currency),
            rate=None,
            exact=Fraction(costs.minor),
            amount=costs,
            reference=regime.costs_reference,
            source=", ".join(event.proof for event in proven),
            verification=Verification.CALLER,
            day_count=regime.day_count,
        )
    ]
