"""accrue_penalties: from a receivable and a regime to its penalties, in integers, rounded once."""

from datetime import date, timedelta
from fractions import Fraction

from dunning_core._checks import check_instance
from dunning_core.documents import InvoiceKind
from dunning_core.errors import PolicyError
from dunning_core.law import InterestRounding, InterestStart, Regime, choose_regime
from dunning_core.law.rates import RATE_UNIT
from dunning_core.ledger import Receivable, disputed_minor
from dunning_core.ledger.contact import formal_notice
from dunning_core.money import Money, Rounding, round_fraction
from dunning_core.parties import Creditor
from dunning_core.penalties.claims import Penalties, balance_of, interest_periods
from dunning_core.penalties.interest import rate_days
from dunning_core.penalties.rating import is_default


def accrue_penalties(
    receivable: Receivable, regime: Regime | None = None, *, creditor: Creditor | None = None
) -> Penalties:
    """Return the interest and the fixed compensation on a receivable, up to the day of its snapshot.

    Interest runs over (due, payment] on what is outstanding each day, VAT included, at the rate that the regime names
    (C. com. L441-10 II between French businesses), and is rounded once, half-up. The compensation is due once per late
    invoice (D441-5). What is under dispute is left out. With `regime=None` it is chosen from the countries of creditor
    and client and the kind of the client; UnknownReferenceError says which of them is missing. PolicyError for a
    regime that does not govern that kind of client; UnknownDateError for a day before its first rate.
    """
    check_instance("receivable", receivable, Receivable)
    if creditor is not None:
        check_instance("creditor", creditor, Creditor)
    client = receivable.client
    if regime is None:
        country = creditor.country if creditor else None
        regime = choose_regime(client.kind, creditor_country=country, client_country=client.country)
    check_instance("regime", regime, Regime)
    if client.kind not in regime.kinds:
        raise PolicyError(
            "regime_unfit", "regime", regime.code, f"it does not govern a client of kind {client.kind.value}"
        )
    runs_after = _runs_after(receivable, regime)
    interest = _interest_minor(receivable, regime, runs_after) if runs_after is not None else 0
    return Penalties(receivable, regime, runs_after, interest, _compensation(receivable, regime))


def _runs_after(receivable: Receivable, regime: Regime) -> date | None:
    if receivable.invoice.kind is InvoiceKind.CLAIM:
        # What is claimed for a delay bears no interest of its own (C. civ. 1343-2).
        return None
    start: date | None = receivable.due_on
    if regime.interest_start is not InterestStart.DUE_DAY:
        # C. civ. 1231-6 and 1344-1: the formal notice starts it, and not before the debt is due.
        counted = formal_notice(receivable)
        start = max(receivable.due_on, counted.presented_on) if counted is not None else None
        if regime.interest_start is InterestStart.THIRTY_DAYS:
            without = receivable.due_on + timedelta(days=30)
            start = without if start is None else min(start, without)
    return start if start is not None and start < receivable.day else None


def _interest_minor(receivable: Receivable, regime: Regime, runs_after: date) -> int:
    steps = balance_of(receivable, runs_after)
    if not is_default(receivable, regime):
        return _sum_periods(receivable, regime, runs_after)
    if len(steps) == 1 and not steps[0][1]:
        return 0
    exact = rate_days(steps, regime.table, end=receivable.day.toordinal())
    denominator = RATE_UNIT * regime.day_count.year
    # One rounding, half-up, in whole minor units; interest is never negative, even where a reference rate was.
    return max(0, (2 * exact + denominator) // (2 * denominator))


def _sum_periods(receivable: Receivable, regime: Regime, runs_after: date) -> int:
    exact = [period.exact for period in interest_periods(receivable, regime, runs_after=runs_after)]
    if regime.rounding is InterestRounding.PER_LINE:
        return sum(round_fraction(figure, Rounding.HALF_UP) for figure in exact)
    return max(0, round_fraction(sum(exact, Fraction(0)), Rounding.HALF_UP))


def _compensation(receivable: Receivable, regime: Regime) -> Money:
    granted = regime.compensation
    claimed = receivable.invoice.kind is InvoiceKind.CLAIM
    if granted is None or claimed or receivable.due_on < granted.steps[0].start or not _is_paid_late(receivable):
        return Money.zero(receivable.currency)
    return granted.at(receivable.due_on).for_debt(receivable.invoice.amount)


def _is_paid_late(receivable: Receivable) -> bool:
    if not receivable.is_first_late or receivable.day <= receivable.due_on:
        return False
    due = receivable.minor - disputed_minor(receivable)
    for entry in receivable.settlements:
        if entry.on <= receivable.due_on:
            due -= entry.minor
    return due > 0
