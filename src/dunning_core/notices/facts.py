"""The facts of a debt that a notice cites: what was written, paid, promised, sent back or disputed."""

from collections.abc import Iterator
from datetime import date

from dunning_core.events import PaymentReturned, StageKind
from dunning_core.ledger import Receivable, list_announcements, list_promises
from dunning_core.lettering import Allocation
from dunning_core.lettering.entries import CREDIT_NOTE, PAYMENT, SET_OFF
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


def find_last_payment(draft: Draft) -> tuple[Money, date] | None:
    """Return what was last received on the debts of a notice, and its day; None when nothing was."""
    paid = [entry for item in draft.receivables for entry in item.settlements if entry.kind == PAYMENT]
    if not paid:
        return None
    day = max(entry.on for entry in paid)
    return Money.sum((entry.amount for entry in paid if entry.on == day), currency=draft.action.currency), day


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
    if not any(item.settlements for item in draft.receivables):
        return
    wording, currency = draft.wording, draft.action.currency
    last = find_last_payment(draft)
    if last is not None:
        amount, day = last
        numbers = list_numbers(
            (item.invoice.number for item in draft.receivables for entry in _entries(item, PAYMENT) if entry.on == day),
            wording,
        )
        yield wording.say("paid", amount=amount, day=day, numbers=numbers)
    for kind in (CREDIT_NOTE, SET_OFF):
        entries = [entry for item in draft.receivables for entry in _entries(item, kind)]
        if entries:
            names = dict.fromkeys(entry.credit for entry in entries)
            amount = Money.sum((entry.amount for entry in entries), currency=currency)
            yield wording.say(f"deducted.{kind}", count=len(names), numbers=list_numbers(names, wording), amount=amount)


def _returned(draft: Draft) -> Iterator[str]:
    since = min(item.invoice.issued_on for item in draft.receivables)
    events = draft.action.decisions[0].context.account.events
    returned = [event.returned_on for event in events if isinstance(event, PaymentReturned)]
    if returned and max(returned) >= since:
        yield draft.wording.say("returned", day=max(returned))


def _entries(item: Receivable, kind: str) -> Iterator[Allocation]:
    return (entry for entry in item.settlements if entry.kind == kind)


def _promises(draft: Draft) -> Iterator[str]:
    if not any(item.events for item in draft.receivables):
        return
    # What was promised is mostly announced later: the newest word is told, and of one day the promise.
    broken = [
        [found for item in draft.receivables for found in list_words(item) if found.is_broken]
        for list_words in (list_promises, list_announcements)
    ]
    newest = max(broken, key=lambda words: max((found.pay_on for found in words), default=date.min))
    if newest:
        day, currency = max(found.pay_on for found in newest), draft.action.currency
        own = [found for found in newest if found.pay_on == day]
        amount, paid = (
            Money.sum((getattr(found, name) for found in own), currency=currency) for name in ("amount", "paid")
        )
        yield draft.wording.say("promise.partly" if paid else "promise", amount=amount, day=day, paid=paid)
