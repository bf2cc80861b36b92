"""Debt: one receivable as a court would look at it: what it is worth, until when, and whether it is contested."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from dunning_core._checks import as_tuple
from dunning_core.dunning.cases import Reason
from dunning_core.dunning.decisions import Decision
from dunning_core.dunning.holds import find_contest
from dunning_core.dunning.policies import ARRIVAL_DAYS
from dunning_core.errors import CurrencyMismatchError, DunningError, InvalidValueError, Params
from dunning_core.events import (
    Channel,
    ContactMade,
    ContactOutcome,
    ContactReason,
    CourtStep,
    CourtStepKind,
    DebtAcknowledged,
    DisputeResolved,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    ReturnReason,
)
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import Regime
from dunning_core.law.procedures import Exhibit
from dunning_core.ledger import PlanState, Receivable, disputed_minor, list_promises, open_disputes
from dunning_core.ledger.contact import formal_notice
from dunning_core.money import Money
from dunning_core.parties import Creditor
from dunning_core.penalties import Penalties, accrue_penalties, find_limitation

_ANSWERED = (ContactOutcome.REACHED, ContactOutcome.REFUSED)


@frozen
class Debt:
    """One receivable as a claim; what takes some work is found once, since every procedure asks for it.

    `accessories` are the interest, compensation and costs left to claim, by name; None where no law is known for the
    client; `is_provisional` where they rest on a rate past its horizon. `last_day` is the last one to claim it, None
    where no limitation period is known. `refusals` are what on record says that the debtor refuses, `evidence` the
    exhibits that the record gives. `arrival_days` are those in which what was presented to be paid may still come in.
    """

    item: Receivable
    accessories: tuple[tuple[str, Money], ...] | None
    is_provisional: bool
    last_day: date | None
    refusals: tuple[Reason, ...]
    evidence: frozenset[Exhibit]
    arrival_days: int

    @property
    def day(self) -> date:
        """Return the day of the snapshot."""
        return self.item.day

    @property
    def undisputed_minor(self) -> int:
        """Return what is outstanding and not under dispute, in minor units."""
        is_contested = find_contest(self.item) is not None
        return 0 if is_contested else self.item.outstanding_minor - disputed_minor(self.item)

    @property
    def is_due(self) -> bool:
        """Return whether it is past its due day."""
        return self.item.is_day_known and self.item.days_late > 0

    @property
    def is_barred(self) -> bool:
        """Return whether the last day to claim it has passed."""
        return self.last_day is not None and self.last_day < self.day

    @property
    def barred_reason(self) -> Reason:
        """Return, of a debt that is barred, since when."""
        return Reason("recourse.limitation_over", (("receivable", self.item.id), ("last_day", self.last_day)))

    @property
    def notice_runs_until(self) -> date | None:
        """Return the last day that the formal notice leaves the debtor, None without a notice or without a deadline."""
        counted = formal_notice(self.item)
        if counted is None or counted.notice.deadline_days is None:
            return None
        return date.fromordinal(counted.presented_on.toordinal() + counted.notice.deadline_days)


def check_claim(
    name: str, claim: Iterable[Decision] | Iterable[Receivable]
) -> tuple[Decision, ...] | tuple[Receivable, ...]:
    """Return the debts of a claim, given under that name: of one client, one day and one currency, each once."""
    found: tuple[object, ...] = as_tuple(name, claim, object)
    given: tuple[Decision, ...] | tuple[Receivable, ...]
    if not found:
        raise InvalidValueError("empty", name, (), "give at least one decision or receivable")
    if isinstance(found[0], Decision):
        given = as_tuple(name, found, Decision)
        items = [decision.receivable for decision in given]
    else:
        given = as_tuple(name, found, Receivable)
        items = list(given)
    for what, values in (
        ("client", sorted({item.client.id for item in items})),
        ("day", sorted({item.day.isoformat() for item in items})),
    ):
        if len(values) > 1:
            hint = f"debts are claimed client by client, on one day: make one claim per {what}"
            raise InvalidValueError(f"several_{what}s", name, ", ".join(values), hint)
    currencies = sorted({item.currency for item in items})
    if len(currencies) > 1:
        raise CurrencyMismatchError("currency_mismatch", name, ", ".join(currencies), "make one claim per currency")
    if len({item.id for item in items}) < len(items):
        shown = ", ".join(item.id for item in items)
        raise InvalidValueError("duplicate", name, shown, "give each receivable once")
    return given


def read_debts(claim: Sequence[Decision] | Sequence[Receivable], *, creditor: Creditor | None) -> tuple[Debt, ...]:
    """Return the debts of a claim, the oldest first."""
    debts: list[Debt] = []
    for entry in claim:
        item, regime, arrival_days = entry, None, ARRIVAL_DAYS
        if isinstance(entry, Decision):
            item, regime, arrival_days = entry.receivable, entry.policy.regime, entry.policy.arrival_days
        assert isinstance(item, Receivable)
        penalties = _penalties(item, regime, creditor)
        debts.append(
            Debt(
                item,
                accessories=None if penalties is None else _accessories(penalties),
                is_provisional=penalties is not None and penalties.is_provisional,
                last_day=_last_day(item, creditor),
                refusals=tuple(_find_refusals(item)),
                evidence=frozenset(_find_evidence(item)),
                arrival_days=arrival_days,
            )
        )
    return tuple(sorted(debts, key=lambda debt: (debt.item.due_on, debt.item.id)))


def _penalties(item: Receivable, regime: Regime | None, creditor: Creditor | None) -> Penalties | None:
    try:
        return accrue_penalties(item, regime, creditor=creditor)
    except DunningError:
        return None


def _accessories(penalties: Penalties) -> tuple[tuple[str, Money], ...]:
    return tuple((name, amount) for name, amount in zip(COMPONENTS, penalties.unclaimed, strict=True) if amount)


def _last_day(item: Receivable, creditor: Creditor | None) -> date | None:
    try:
        return find_limitation(item, creditor=creditor).last_day
    except DunningError:
        return None


def _find_refusals(item: Receivable) -> Iterator[Reason]:
    dispute = next(open_disputes(item), None)
    if dispute is not None:
        disputed: Params = (("receivable", item.id), ("disputed", item.disputed), ("reason", dispute.reason))
        yield Reason("recourse.disputed", disputed)
    contest = find_contest(item)
    if contest is not None:
        yield contest.reason
    broken = [standing.pay_on for standing in list_promises(item) if standing.is_broken]
    if broken and item.is_open:
        yield Reason("recourse.promise_broken", (("receivable", item.id), ("pay_on", max(broken))))
    contact = _last_answer(item)
    if contact is not None and (contact.outcome is ContactOutcome.REFUSED or contact.reason is ContactReason.DISPUTE):
        yield Reason("recourse.contact_refused", (("receivable", item.id), ("made_on", contact.made_on)))
    plan = item.plan
    if plan is not None and plan.state is PlanState.BROKEN and item.is_open:
        agreed: Params = (("receivable", item.id), ("plan", plan.plan.id), ("agreed_on", plan.plan.agreed_on))
        yield Reason("recourse.plan_broken", agreed)
    sent = {(notice.stage, notice.sent_on) for notice in item.notices}
    refused = [
        event.returned_on
        for event in item.events
        if isinstance(event, NoticeReturned)
        and event.reason is ReturnReason.REFUSED
        and (event.stage, event.sent_on) in sent
    ]
    if refused:
        yield Reason("recourse.notice_refused", (("receivable", item.id), ("returned_on", max(refused))))


def _last_answer(item: Receivable) -> ContactMade | None:
    # The newest contact in which he said something; a dispute that was resolved since is no refusal.
    resolved = (event.resolved_on for event in item.events if isinstance(event, DisputeResolved))
    since = max(resolved, default=date.min)
    answers = [
        event
        for event in item.events
        if isinstance(event, ContactMade) and event.outcome in _ANSWERED and event.made_on > since
    ]
    return max(answers, key=lambda event: (event.made_on, event.outcome.value, str(event.reason)), default=None)


def _find_evidence(item: Receivable) -> Iterator[Exhibit]:
    if any(isinstance(event, DebtAcknowledged) for event in item.events):
        yield Exhibit.ACKNOWLEDGEMENT
    if any(_has_failed(event, item.day) for event in item.events if isinstance(event, CourtStep)):
        yield Exhibit.PRIOR_ATTEMPT
    counted = formal_notice(item)
    if counted is not None:
        yield Exhibit.FORMAL_NOTICE
        if _is_proved(item, counted.notice):
            yield Exhibit.FORMAL_NOTICE_PROOF


def _has_failed(step: CourtStep, day: date) -> bool:
    # A mediation that is over, while something is still owed.
    return step.kind is CourtStepKind.MEDIATION and step.until is not None and step.until < day


def _is_proved(item: Receivable, notice: NoticeSent) -> bool:
    if notice.proof:
        return True
    return notice.channel is Channel.REGISTERED and any(
        isinstance(event, NoticePresented | NoticeReturned)
        and (event.stage, event.sent_on) == (notice.stage, notice.sent_on)
        for event in item.events
    )
