"""What a debtor may say when he is called: first what the records suggest, then what is always said."""

from collections.abc import Iterator

from dunning_core.events import (
    PLATFORM_STATUSES,
    ContactMade,
    ContactReason,
    NoticeReturned,
    PaymentReturned,
    PlatformStatus,
    StatusEffect,
)
from dunning_core.ledger import Receivable, list_promises, open_disputes
from dunning_core.money import Money
from dunning_core.notices.coded_words import word_reason, word_status
from dunning_core.notices.drafts import Draft
from dunning_core.notices.facts import describe_references

#: What is said whether or not anything is on record.
_USUAL = ("paid", "cash")
#: What was answered before is said again.
_ANSWERS = {
    ContactReason.FORGOTTEN: "forgotten",
    ContactReason.CASH: "cash",
    ContactReason.ADMINISTRATIVE_ERROR: "administrative_error",
    ContactReason.APPROVAL: "approval",
    ContactReason.DISPUTE: "contested",
}


def find_objections(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return what the debtor may say and what to propose then, as (code, text); each code once."""
    found: dict[str, str] = {}
    for code, text in _recorded(draft):
        found.setdefault(code, text)
    for code in _USUAL:
        found.setdefault(code, draft.wording.say(f"objection.{code}"))
    return tuple(found.items())


def _recorded(draft: Draft) -> Iterator[tuple[str, str]]:
    wording, account = draft.wording, draft.action.decisions[0].context.account
    for item in draft.receivables:
        for dispute in open_disputes(item):
            yield "disputed", wording.say("objection.disputed", reason=word_reason(dispute.reason, wording))
        yield from _said(draft, item)
    credit = account.credit_minor.get(draft.action.currency, 0)
    if credit:
        yield "credit", wording.say("objection.credit", amount=Money.from_minor(credit, draft.action.currency))
    returned = [event.returned_on for event in account.events if isinstance(event, PaymentReturned)]
    if returned:
        yield "returned", wording.say("objection.returned", day=max(returned))
    broken = [found.pay_on for item in draft.receivables for found in list_promises(item) if found.is_broken]
    if broken:
        yield "promise", wording.say("objection.promise", day=max(broken))
    yield from _delivery(draft)
    paid = [entry for item in draft.receivables for entry in item.settlements if entry.is_payment]
    if paid:
        last = max(paid, key=lambda entry: (entry.on, entry.credit, entry.debit))
        yield "part_paid", wording.say("objection.part_paid", amount=last.amount, day=last.on)
    told = [
        wording.say("references.item", number=item.number, references=words)
        for item in draft.items
        if (words := describe_references(item, wording))
    ]
    if told:
        yield "order", wording.say("objection.order", items=", ".join(dict.fromkeys(told)))


def _said(draft: Draft, item: Receivable) -> Iterator[tuple[str, str]]:
    # Why he said that he had not paid, the newest answer first.
    answers = [event for event in item.events if isinstance(event, ContactMade) and event.reason is not None]
    for event in sorted(answers, key=lambda answer: -answer.made_on.toordinal()):
        code = _ANSWERS.get(event.reason) if event.reason is not None else None
        if code is not None and not (code == "contested" and any(open_disputes(item))):
            yield code, draft.wording.say(f"objection.{code}", day=event.made_on)


def _delivery(draft: Draft) -> Iterator[tuple[str, str]]:
    effects = {status.code: status for status in PLATFORM_STATUSES}
    for item in draft.receivables:
        for event in item.events:
            if isinstance(event, NoticeReturned):
                yield "bounced", draft.wording.say("objection.bounced", day=event.sent_on)
            known = effects.get(event.status) if isinstance(event, PlatformStatus) else None
            if isinstance(event, PlatformStatus) and known is not None and known.effect is not StatusEffect.NONE:
                told = {"status": word_status(event.status, draft.wording)}
                told["reason"] = word_reason(event.reason, draft.wording)
                yield "platform", draft.wording.fill("objection.platform", told)
