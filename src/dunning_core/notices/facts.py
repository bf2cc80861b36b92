"""The facts of a debt that a notice cites: what was written, paid, promised, sent back or disputed."""

from collections.abc import Iterator
from datetime import date

from dunning_core.events import PaymentReturned, StageKind
from dunning_core.money import Money
from dunning_core.notices.drafts import Draft
from dunning_core.notices.naming import list_numbers
from dunning_core.notices.notice import NoticeItem
from dunning_core.notices.wording import Wording

#: How each kind of notice that was sent is cited.
_WRITTEN = {
    StageKind.BEFORE_DUE: "history.reminded",
    StageKind.COURTEOUS: "history",
    StageKind.FIRM: "history",
    StageKind.LAST: "history",
    StageKind.FORMAL_NOTICE: "history.formal",
}


def write_facts(draft: Draft) -> list[str]:
    """Return the facts of this debt, one sentence each.

    From the firm notice on there is at least one, which no template could have known: without a history, the day by
    which the oldest invoice was to be paid.
    """
    facts = [*_history(draft), *_money(draft), *_returned(draft), *_promises(draft)]
    if not facts and draft.kind >= StageKind.FIRM:
        oldest = min(draft.items, key=lambda item: (item.due_on, item.receivable))
        told = {"number": oldest.number, "issued_on": oldest.issued_on, "due_on": oldest.due_on}
        facts.append(draft.wording.fill("since_due", told))
    return [*facts, *write_reserved(draft)]


def write_references(draft: Draft, *, key: str = "references") -> str:
    """Return the client's own references of the items, those that are known; else nothing."""
    told = [
        draft.wording.say("references.item", number=item.number, references=references)
        for item in draft.items
        if (references := describe_references(item, draft.wording))
    ]
    return draft.wording.say(key, items=", ".join(dict.fromkeys(told))) if told else ""


def write_reserved(draft: Draft) -> Iterator[str]:
    """Give what is open and not asked for, or stands against it: disputed, promised, a credit not yet used."""
    currency, wording = draft.action.currency, draft.wording
    demand = draft.demand
    if demand.disputed:
        yield wording.say("disputed", amount=demand.disputed)
    if demand.promised:
        yield wording.say("promised_part", amount=demand.promised)
    credit = draft.action.decisions[0].context.account.credit_minor.get(currency, 0)
    if credit:
        yield wording.say("credit", amount=Money.from_minor(credit, currency))


def describe_references(item: NoticeItem, wording: Wording) -> str:
    """Return the order and the delivery of an item in words; empty when neither is known."""
    known = (("order", item.order_reference), ("delivery", item.delivery_reference))
    return ", ".join(wording.say(f"references.{name}", reference=value) for name, value in known if value)


def _history(draft: Draft) -> Iterator[str]:
    if not draft.counted:
        return
    wording = draft.wording
    days: dict[str, set[date]] = {key: set() for key in dict.fromkeys(_WRITTEN.values())}
    for notice in draft.counted:
        if notice.kind in _WRITTEN:
            days[_WRITTEN[notice.kind]].add(notice.sent_on)
    if days["history"] or days["history.formal"]:
        # What was written before the due day is of interest only until something was written after it.
        days["history.reminded"].clear()
    for key, own in days.items():
        if own:
            shown = wording.enumerate([wording.show(day) for day in sorted(own)])
            yield wording.say(key, count=len(own), days=shown)


def _money(draft: Draft) -> Iterator[str]:
    wording, demand = draft.wording, draft.demand
    last = demand.last_payment
    if last is not None:
        yield wording.say("paid", amount=last.amount, day=last.day, numbers=list_numbers(last.numbers, wording))
    for one in demand.deductions:
        numbers = list_numbers(one.credits, wording)
        yield wording.say(f"deducted.{one.kind}", count=len(one.credits), numbers=numbers, amount=one.amount)


def _returned(draft: Draft) -> Iterator[str]:
    since = min(item.invoice.issued_on for item in draft.receivables)
    events = draft.action.decisions[0].context.account.events
    returned = [event.returned_on for event in events if isinstance(event, PaymentReturned)]
    if returned and max(returned) >= since:
        yield draft.wording.say("returned", day=max(returned))


def _promises(draft: Draft) -> Iterator[str]:
    word = draft.demand.broken_word
    if word is not None:
        key = "promise.partly" if word.paid else "promise"
        yield draft.wording.say(key, amount=word.amount, day=word.day, paid=word.paid)
