"""Limitation: until which day a debt can be claimed, and what moved that day."""

from datetime import date, timedelta

from attrs import frozen

from dunning_core._checks import check_instance
from dunning_core.calendars import add_months
from dunning_core.errors import InvalidValueError
from dunning_core.events import Channel, CourtStep, CourtStepKind, DebtAcknowledged, Event, NoticeSent, happened_on
from dunning_core.law import ClientKind, LimitationPeriod, find_limitation_period
from dunning_core.ledger import Receivable
from dunning_core.ledger.contact import counted_notices
from dunning_core.parties import Creditor

_INTERRUPTING = (CourtStepKind.CLAIM_BROUGHT, CourtStepKind.ENFORCEMENT)
#: After a suspension at least so many months are left (C. civ. 2238).
_MONTHS_LEFT = 6


@frozen
class Limitation:
    """The last day to act on a debt, from which day it was counted, and the events that moved it.

    `basis` is "due" or "performed". `steps` are the days on which the count began anew or stood still, each with what
    happened and the last day that followed from it.
    """

    receivable: str
    day: date
    period: LimitationPeriod
    basis: str
    since: date
    last_day: date
    steps: tuple[tuple[date, str, date], ...] = ()

    @property
    def days_left(self) -> int:
        """Return the days left to act, the last one included; below zero when the debt can no longer be claimed."""
        return (self.last_day - self.day).days

    @property
    def is_over(self) -> bool:
        """Return whether the last day has passed."""
        return self.days_left < 0


def find_limitation(
    receivable: Receivable, *, period: LimitationPeriod | None = None, creditor: Creditor | None = None
) -> Limitation:
    """Return until which day a debt can be claimed; of two ways to count, the one that ends first.

    It runs from the due day (C. civ. 2233); for a service also from its completion, `performed_on`, whenever it was
    invoiced (Cass. com. 26 February 2020, 18-25.036). An acknowledgement (C. civ. 2240), a claim in court
    (C. civ. 2241) and an enforcement measure (C. civ. 2244) start it anew; a mediation suspends it, and leaves six
    months at least (C. civ. 2238). A registered notice interrupts nothing, save where the period says so. Without
    `period` the law is that of the creditor's country, of the client's for a consumer or when no creditor is given;
    UnknownReferenceError where no period is known, InvalidValueError for retention money without a due day.
    """
    check_instance("receivable", receivable, Receivable)
    if not receivable.is_day_known:
        raise InvalidValueError("missing", "due_on", receivable.id, "retention money has no due day yet: none runs")
    if creditor is not None:
        check_instance("creditor", creditor, Creditor)
    if period is not None:
        check_instance("period", period, LimitationPeriod)
    else:
        client = receivable.client
        abroad = creditor is not None and client.kind is not ClientKind.CONSUMER
        period = find_limitation_period(
            client.kind, country=creditor.country if abroad and creditor else client.country
        )
    found = [_count(receivable, period, "due", since=receivable.due_on)]
    performed_on = receivable.invoice.performed_on
    if performed_on is not None:
        found.append(_count(receivable, period, "performed", since=performed_on))
    return min(found, key=lambda limitation: limitation.last_day)


def _count(receivable: Receivable, period: LimitationPeriod, basis: str, *, since: date) -> Limitation:
    last_day, suspended_to = period.last_day(since), since
    steps: list[tuple[date, str, date]] = []
    arrived = {counted.notice for counted in counted_notices(receivable)}
    for event in receivable.events:
        on = happened_on(event)
        # Before the period began there was nothing to interrupt; after its end nothing revives the debt.
        if not since <= on <= last_day or (isinstance(event, NoticeSent) and event not in arrived):
            continue
        if isinstance(event, CourtStep) and event.kind is CourtStepKind.MEDIATION:
            # Days of two mediations at once stand still once.
            begins, end = max(on, suspended_to), event.until or receivable.day
            suspended_to = max(suspended_to, end)
            later = last_day + timedelta(days=max(0, (end - begins).days))
            moved: tuple[str, date] | None = (event.kind.value, max(later, add_months(end, _MONTHS_LEFT)))
        else:
            moved = _interruption(event, period)
        if moved is not None and moved[1] > last_day:
            last_day = moved[1]
            steps.append((on, moved[0], last_day))
    return Limitation(receivable.id, receivable.day, period, basis, since, last_day, tuple(steps))


def _interruption(event: Event, period: LimitationPeriod) -> tuple[str, date] | None:
    if isinstance(event, DebtAcknowledged):
        return "acknowledged", period.last_day(event.acknowledged_on)
    if isinstance(event, NoticeSent):
        written = event.channel not in (Channel.PHONE, Channel.HANDOVER)
        return ("claimed", period.last_day(event.sent_on)) if period.written_claim_interrupts and written else None
    if isinstance(event, CourtStep) and event.kind in _INTERRUPTING:
        return event.kind.value, period.last_day(event.taken_on)
    return None
