"""What events do to the interest on a receivable: its first day, days without it, a raised rate, interest on it."""

from datetime import date, timedelta

from dunning_core.calendars import add_months
from dunning_core.events import CourtStep, CourtStepKind, Insolvency
from dunning_core.law import InterestStart, Regime
from dunning_core.ledger import PlanState, Receivable
from dunning_core.ledger.contact import formal_notice
from dunning_core.ledger.platforms import is_rejected
from dunning_core.penalties.interest import Window

_FOREVER = date.max.toordinal()


def begins_after(receivable: Receivable, regime: Regime) -> date | None:
    """Return the day after which interest begins, or None while it waits for a formal notice.

    C. civ. 1231-6 and 1344-1: the formal notice starts it, and not before the debt is due. Without one it begins thirty
    days after the debt is due and the invoice was received, where the regime says so (§ 286 (3) BGB). Never by a
    document that its platform rejected, which did not reach the client, or reports as cancelled.
    """
    if is_rejected(receivable):
        return None
    if regime.interest_start is InterestStart.DUE_DAY:
        return receivable.due_on
    counted = formal_notice(receivable)
    start = max(receivable.due_on, counted.presented_on) if counted is not None else None
    if regime.interest_start is InterestStart.THIRTY_DAYS:
        received_on = receivable.invoice.received_on or receivable.due_on
        without = max(receivable.due_on, received_on) + timedelta(days=30)
        start = without if start is None else min(start, without)
    return start


def suspended_days(receivable: Receivable) -> tuple[Window, ...]:
    """Return the days that bear no interest, as first and last ordinals.

    The judgment that opens insolvency proceedings takes effect at midnight before its day, and stops the interest on
    earlier claims (C. com. L622-28); while a period of grace lasts, no surcharge for lateness is incurred
    (C. civ. 1343-5). A payment plan that waives interest does so from the day of its agreement, for as long as it is
    kept.
    """
    windows: list[Window] = []
    for event in receivable.events:
        if isinstance(event, Insolvency):
            windows.append((event.opened_on.toordinal(), _FOREVER))
        elif isinstance(event, CourtStep) and event.kind is CourtStepKind.GRACE and event.until is not None:
            windows.append((event.taken_on.toordinal(), event.until.toordinal()))
    standing = receivable.plan
    if standing is not None and standing.plan.waives_interest and standing.state is PlanState.KEPT:
        windows.append((standing.plan.agreed_on.toordinal(), _FOREVER))
    return tuple(sorted(windows))


def barred_from(receivable: Receivable) -> date | None:
    """Return the opening of the insolvency proceedings that bar the payment of a receivable, or None."""
    return min((event.opened_on for event in receivable.events if isinstance(event, Insolvency)), default=None)


def raised_from(receivable: Receivable) -> date | None:
    """Return the day from which the legal rate is raised where the law raises it, or None.

    It rises when two months have passed since a decision became enforceable (C. mon. fin. L313-3); an agreed rate does
    not.
    """
    if receivable.invoice.agreed_rate is not None:
        return None
    days = _steps(receivable, CourtStepKind.ENFORCEABLE)
    return add_months(min(days), 2) + timedelta(days=1) if days else None


def capitalizes_from(receivable: Receivable, regime: Regime, *, runs_after: date) -> date | None:
    """Return the day from which full years of interest bear interest, or None.

    Only where the law grants it, a clause says so or a court ordered it (C. civ. 1343-2): a clause is stated by
    `attrs.evolve(regime, compounds_yearly=True)`, an order by a CourtStep.
    """
    if regime.compounds_yearly:
        return runs_after
    return min(_steps(receivable, CourtStepKind.CAPITALIZATION), default=None)


def _steps(receivable: Receivable, kind: CourtStepKind) -> list[date]:
    return [event.taken_on for event in receivable.events if isinstance(event, CourtStep) and event.kind is kind]
