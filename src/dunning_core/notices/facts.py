"""The facts of a debt that a notice cites: what was written, paid, promised, sent back or disputed."""

from collections.abc import Iterator
from datetime import date

from dunning_core.events import PaymentReturned, StageKind
from dunning_core.ledger import list_announcements, list_promises
from dunning_core.ledger.contact import counted_notices
from dunning_core.money import Money
from dunning_core.notices.drafts import Draft
from dunning_core.notices.notice import NoticeItem
from dunning_core.notices.wording import Wording


def write_facts(draft: Draft) -> list[str]:
    """Return the facts of this debt, one sentence each.

    From the firm notice on there is at least one, which no template could have known: without a history, the day by
    which the oldest invoice was to be paid.
    """
    facts = [*_history(draft), *_money(draft), *_promises(draft)]
    if not facts and draft.kind >= StageKind.FIRM:
        oldest = min(draft.items, key=lambda item: (item.due_on, item.receivable))
        told = {"number": oldest.receivable, "issued_on": oldest.issued_on, "due_on": oldest.due_on}
        facts.append(draft.wording.fill("since_due", told))
    return [*facts, *_reserved(draft)]


def find_last_payment(draft: Draft) -> tuple[Money, date] | None:
    """Return what was last received on the debts of a notice, and its day; None when nothing was."""
    paid = [entry for item in draft.receivables for entry in item.settlements if entry.is_payment]
    if not paid:
        return None
    day = max(entry.on for entry in paid)
    return Money.sum((entry.amount for entry in paid if entry.on == day), currency=draft.action.currency), day


def write_references(draft: Draft) -> str:
    """Return the client's own references of the items, those that are known; else nothing."""
    told = [
        draft.wording.say("references.item", number=item.receivable, references=references)
        for item in draft.items
        if (references := describe_references(item, draft.wording))
    ]
    return draft.wording.say("references", items=", ".join(told)) if told else ""


def describe_references(item: NoticeItem, wording: Wording) -> str:
    """Return the order and the delivery of an item in words; empty when neither is known."""
    known = (("order", item.order_reference), ("delivery", item.delivery_reference))
    return ", ".join(wording.say(f"references.{name}", reference=value) for name, value in known if value)


def _history(draft: Draft) -> Iterator[str]:
    wording = draft.wording
    counted = (found.notice for item in draft.receivables for found in counted_notices(item))
    days = sorted({notice.sent_on for notice in counted if notice.kind > StageKind.BEFORE_DUE})
    if days:
        yield wording.say("history", count=len(days), days=wording.enumerate([wording.show(day) for day in days]))


def _money(draft: Draft) -> Iterator[str]:
    last = find_last_payment(draft)
    if last is not None:
        yield draft.wording.say("paid", amount=last[0], day=last[1])
    since = min(item.invoice.issued_on for item in draft.receivables)
    events = draft.action.decisions[0].context.account.events
    returned = [event.returned_on for event in events if isinstance(event, PaymentReturned)]
    if returned and max(returned) >= since:
        yield draft.wording.say("returned", day=max(returned))


def _promises(draft: Draft) -> Iterator[str]:
    standing = (found for item in draft.receivables for found in (*list_promises(item), *list_announcements(item)))
    broken = [found.pay_on for found in standing if found.is_broken]
    if broken:
        yield draft.wording.say("promise", day=max(broken))


def _reserved(draft: Draft) -> Iterator[str]:
    currency = draft.action.currency
    disputed = Money.sum((item.disputed for item in draft.receivables), currency=currency)
    if disputed:
        yield draft.wording.say("disputed", amount=disputed)
    credit = draft.action.decisions[0].context.account.credit_minor.get(currency, 0)
    if credit:
        yield draft.wording.say("credit", amount=Money.from_minor(credit, currency))
