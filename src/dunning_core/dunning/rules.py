"""The rules of a decision: plain functions in an ordered tuple, each of which may hold the chase back.

A rule is `(case) -> Block | None`. A block says until which day it holds (the first free day), or that only a new fact
can end it, and with which operands it was found.
"""

from collections.abc import Callable
from datetime import date, timedelta

from dunning_core.dunning.agreements import means_pending, payment_announced, payment_reported, plan_kept, promise_open
from dunning_core.dunning.cases import NEVER, Block, Case, OneItem, Reason, chaseable_minor
from dunning_core.dunning.contacts import call_unanswered, reason_given
from dunning_core.dunning.holds import (
    claim_in_court,
    debt_assigned,
    debt_handed_over,
    document_contested,
    document_rejected,
)
from dunning_core.events import (
    Assigned,
    ContactMade,
    CourtStep,
    CourtStepKind,
    Dispute,
    HandedOver,
    Hold,
    HoldReleased,
    Insolvency,
    PaymentAnnounced,
    PaymentPlan,
    PlatformStatus,
    PromiseToPay,
    happened_on,
)
from dunning_core.law.procedures.fr import DECLARATION_SPAN, DECLARATION_SPAN_ABROAD
from dunning_core.ledger import Receivable, open_disputes
from dunning_core.ledger.endings import list_running
from dunning_core.money import Money
from dunning_core.parties import Creditor


def retention_not_due(case: Case) -> Block | None:
    """Retention money without a due day is not due until it has one."""
    return None if case.item.is_day_known else Block(Reason("retention.not_due"), NEVER)


def insolvency_opened(case: Case) -> Block | None:
    """What was owed when insolvency proceedings were opened is declared, not chased (C. com. L622-7, L622-21)."""
    return find_insolvency(case.item, creditor=case.account.creditor)


def find_insolvency(item: Receivable, *, creditor: Creditor | None) -> Block | None:
    """Find the proceedings in which a receivable is declared, None when there are none.

    It is declared within two months of the publication, four from abroad (C. com. R622-24), or it is lost. Where the
    country of one of the parties is not known, the earlier day is told.
    """
    opened = [event for event in item.events if isinstance(event, Insolvency)]
    if not opened:
        return None
    first = min(opened, key=lambda event: event.opened_on)
    days = (event.published_on for event in opened if event.opened_on == first.opened_on and event.published_on)
    published = max(days, default=None)
    # The publication comes after the opening: until it is known, the earliest day is the one to heed.
    country = item.client.country
    is_abroad = bool(creditor and creditor.country and country and creditor.country != country)
    span = DECLARATION_SPAN_ABROAD if is_abroad else DECLARATION_SPAN
    declare_by = span.last_day(published or first.opened_on)
    params = (("opened_on", first.opened_on), ("published_on", published), ("declare_by", declare_by))
    return Block(Reason("insolvency.opened", params), NEVER)


def grace_granted(case: OneItem) -> Block | None:
    """While a period of grace granted by a court lasts, nothing is enforced (C. civ. 1343-5)."""
    running = [
        (event.until, event)
        for event in case.item.events
        if isinstance(event, CourtStep) and event.kind is CourtStepKind.GRACE and event.until is not None
    ]
    until, step = max(running, key=lambda pair: (pair[0], pair[1].taken_on), default=(None, None))
    if until is None or step is None or until < case.day:
        return None
    params = (("reference", step.reference), ("taken_on", step.taken_on), ("until", until))
    return Block(Reason("court.grace", params), until + timedelta(days=1))


def hold_in_force(case: Case) -> Block | None:
    """A hold on the receivable or its client, not released, keeps it from being chased; the longest one binds."""
    own = _list_holds(case, is_about_client=False)
    holds = [hold for hold in (*own, *_list_holds(case, is_about_client=True)) if not _is_past(hold, case.day)]
    if not holds:
        return None
    longest = max(holds, key=lambda hold: (hold.until or NEVER, hold.since, hold.reason))
    params = (("reason", longest.reason), ("since", longest.since), ("until", longest.until))
    return Block(Reason("hold.in_force", params), longest.until or NEVER)


def _list_holds(case: Case, *, is_about_client: bool) -> list[Hold]:
    # A hold on a client is released for that client, one on a receivable for that receivable.
    events = [event for event in case.item.events if isinstance(event, Hold | HoldReleased)]
    own = [event for event in events if (event.client is not None) is is_about_client]
    holds = [event for event in own if isinstance(event, Hold)]
    for end in sorted({event.released_on for event in own if isinstance(event, HoldReleased)}):
        # What came to its own end before is not what is released.
        past = [hold for hold in holds if hold.until is not None and hold.until < end]
        holds = list_running([hold for hold in holds if hold not in past], [end], began_on=happened_on)
    return holds


def _is_past(hold: Hold, day: date) -> bool:
    return hold.until is not None and day >= hold.until


def disputed_in_full(case: Case) -> Block | None:
    """A dispute about all that is outstanding ends only with its resolution; a partial one leaves the rest chased."""
    if chaseable_minor(case.item):
        return None
    dispute = next(open_disputes(case.item), None)
    if dispute is None:
        return None
    params = (("disputed", case.item.disputed), ("reason", dispute.reason), ("opened_on", dispute.opened_on))
    return Block(Reason("dispute.open", params), NEVER)


def bank_data_old(case: Case) -> Block | None:
    """Where the policy wants recent bank data, nobody is chased when it is older: he may have paid since."""
    days, until = case.policy.bank_data_days, case.account.account.bank_until
    if days is None:
        return None
    if until is None:
        return Block(Reason("bank.data_missing", (("bank_data_days", days),)), NEVER)
    params = (("until", until), ("bank_data_days", days))
    return Block(Reason("bank.data_old", params), NEVER, until + timedelta(days=days + 1))


def credit_unsettled(case: Case) -> Block | None:
    """A credit of the account may have paid it: always before lettering, and for a while when it is large enough."""
    account = case.account.account
    if not account.credits:
        return None
    if not account.is_lettered:
        return Block(Reason("credit.not_lettered", (("credits", len(account.credits)),)), NEVER)
    cover = case.account.cover(case.item)
    if cover is None:
        return None
    free_on = cover.day + timedelta(days=case.policy.credit_hold_days)
    if free_on <= case.day:
        return None
    params = (("credit", cover.id), ("remainder", cover.remainder), ("reasons", cover.reasons), ("until", free_on))
    return Block(Reason("credit.unexplained", params), free_on)


def under_minimum(case: Case) -> Block | None:
    """A line under the minimum waits until what is late on the account reaches it; equal is enough."""
    minimum = case.policy.minimum
    if minimum is None or minimum.currency != case.item.currency or chaseable_minor(case.item) >= minimum.minor:
        return None
    free_on = case.account.late_enough_on(case.item, minimum.minor) or NEVER
    if free_on <= case.day:
        return None
    chaseable = Money.from_minor(chaseable_minor(case.item), case.item.currency)
    return Block(Reason("minimum.not_reached", (("chased", chaseable), ("minimum", minimum))), free_on)


def under_minimum_total(case: Case) -> Block | None:
    """Nothing of an account is chased before what it has late reaches the minimum of the whole; equal is enough."""
    minimum = case.policy.minimum_total
    if minimum is None or minimum.currency != case.item.currency:
        return None
    free_on = case.account.late_enough_on(case.item, minimum.minor) or NEVER
    if free_on <= case.day:
        return None
    chaseable = Money.from_minor(chaseable_minor(case.item), case.item.currency)
    return Block(Reason("minimum.total", (("chased", chaseable), ("minimum", minimum))), free_on)


Rule = Callable[[Case], Block | None]

#: All rules, in the order in which reasons are told: what cannot be chased, then what waits, then the account. Each is
#: asked where an event of one of its types is about the receivable; one without types is always asked.
RULES: tuple[tuple[Rule, frozenset[type]], ...] = (
    (document_rejected, frozenset((PlatformStatus,))),
    (retention_not_due, frozenset()),
    (means_pending, frozenset()),
    (insolvency_opened, frozenset((Insolvency,))),
    (claim_in_court, frozenset((CourtStep,))),
    (grace_granted, frozenset((CourtStep,))),
    (debt_assigned, frozenset((Assigned, PlatformStatus))),
    (debt_handed_over, frozenset((HandedOver,))),
    (hold_in_force, frozenset((Hold,))),
    (call_unanswered, frozenset((ContactMade,))),
    (reason_given, frozenset((ContactMade,))),
    (document_contested, frozenset((PlatformStatus,))),
    (disputed_in_full, frozenset((Dispute,))),
    (plan_kept, frozenset((PaymentPlan,))),
    (promise_open, frozenset((PromiseToPay,))),
    (payment_announced, frozenset((PaymentAnnounced,))),
    (payment_reported, frozenset((PlatformStatus,))),
    (bank_data_old, frozenset()),
    (credit_unsettled, frozenset()),
    (under_minimum, frozenset()),
    (under_minimum_total, frozenset()),
)
_ALWAYS: tuple[Rule, ...] = tuple(rule for rule, types in RULES if not types)


def find_blocks(case: Case) -> list[Block]:
    """Return what holds a receivable back, in the order in which reasons are told."""
    rules = _ALWAYS
    if case.item.events:
        types = {type(event) for event in case.item.events}
        rules = tuple([rule for rule, wanted in RULES if not wanted or not wanted.isdisjoint(types)])
    return [block for rule in rules if (block := rule(case)) is not None]
