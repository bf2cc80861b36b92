"""The call sheet: what to have in front of you when you call a debtor, what he may say, what to record after."""

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from dunning_core._checks import show_count
from dunning_core.dunning import Action
from dunning_core.events import (
    ContactMade,
    Dispute,
    DisputeResolved,
    NoticeReturned,
    NoticeSent,
    PaymentReturned,
    happened_on,
)
from dunning_core.ledger import list_announcements, list_promises
from dunning_core.notices.body import instruct, write_table, write_totals
from dunning_core.notices.coded_words import word_reason
from dunning_core.notices.drafting import prepare_draft
from dunning_core.notices.drafts import Draft
from dunning_core.notices.facts import write_references, write_reserved
from dunning_core.notices.instructions import write_instructions
from dunning_core.notices.naming import name_debt
from dunning_core.notices.notice import NoticeItem
from dunning_core.notices.objections import find_objections
from dunning_core.notices.options import STANDARD_OPTIONS, NoticeOptions
from dunning_core.notices.penalty_texts import write_penalties
from dunning_core.notices.reason_sentences import explain_reason
from dunning_core.notices.sheets import Listing, Piece, Sheet, keep_told, show_sheet
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor

_PAST_SHOWN = 20
_OTHERS_SHOWN = 10
_OUTCOMES = ("reached", "reason", "promise", "dispute", "paid", "plan", "unreached", "contact")


@frozen
class CallSheet:
    """What to have in front of you for a call: the debts, the account, what happened before, what may be said.

    `objections` are the codes of what the debtor may say, those that the records suggest first; `sheet` is the text.
    It is for the caller, not for the debtor.
    """

    action: Action
    creditor: Creditor = field(repr=False)
    sheet: Sheet = field(repr=False)
    items: tuple[NoticeItem, ...] = field(repr=show_count)
    objections: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the stable key of the action that it carries out."""
        return self.action.key

    def _repr_html_(self) -> str:
        return show_sheet(self.sheet)


def draft_call_sheet(
    action: Action,
    creditor: Creditor,
    *,
    locale: str | None = None,
    provisional: bool = False,
    options: NoticeOptions = STANDARD_OPTIONS,
) -> CallSheet:
    """Return the call sheet of an action, whatever its channel; it raises what `draft_notice` raises.

    `locale` is the language in which the call is made; None takes that of the recipient.
    """
    draft = prepare_draft(action, creditor, locale=locale, provisional=provisional, options=options)
    objections = find_objections(draft)
    wording = draft.wording
    outcomes = tuple(wording.say(f"record.{code}") for code in _OUTCOMES)
    total = wording.enumerate([wording.show(amount) for amount in draft.demand.sums])
    content: list[Piece] = [
        _recipient(draft),
        wording.say("call.stage", kind=action.stage.kind, total=total),
        write_table(draft),
        write_totals(draft),
        *write_reserved(draft),
        *write_penalties(draft),
        write_references(draft, key="call.references"),
        *_account(draft),
        *write_instructions(wording, instruct(draft)),
        *_next_step(draft),
        Listing(wording.say("heading.contacts"), tuple(_past(draft))),
        Listing(wording.say("heading.objections"), tuple(text for _, text in objections)),
        Listing(wording.say("heading.outcomes"), outcomes),
    ]
    subject = wording.say("call.subject", client=action.client.name, total=total)
    told = tuple(piece for piece in keep_told(content) if not (isinstance(piece, Listing) and not piece.lines))
    sheet = Sheet(wording.code, subject, head=(wording.say("dated", day=action.act_on),), content=told)
    return CallSheet(action, creditor, sheet, draft.items, tuple(code for code, _ in objections))


def _recipient(draft: Draft) -> str:
    contact, role = draft.action.recipient, draft.action.stage.role
    if contact is None or contact.phone is None:
        # The sheet of a notice that travels otherwise still names whoever of that role has a telephone.
        named = (own for own in draft.action.client.contacts if own.role is role and own.phone)
        contact = next(named, None)
    if contact is None:
        return draft.wording.say("call.no_phone")
    shown = draft.wording.say(f"role.{contact.role.value}")
    told = draft.wording.say("call.to", name=contact.name, role=shown, phone=contact.phone)
    # What is promised on the telephone is confirmed in writing, and a lost invoice is sent while one talks.
    return told if contact.email is None else f"{told} {draft.wording.say('call.email', email=contact.email)}"


def _next_step(draft: Draft) -> Iterator[str]:
    # What is said will follow must be what the policy has: its next stage, a week from now or whenever it is.
    stages = draft.action.policy.stages
    following = stages[stages.index(draft.action.stage) + 1 :] if draft.action.stage in stages else ()
    if following:
        yield draft.wording.say("call.next", kind=following[0].kind)


def _account(draft: Draft) -> Iterator[str]:
    wording, action = draft.wording, draft.action
    yield wording.say("call.balance", balance=draft.demand.balance, late=draft.demand.late)
    for decision in action.others[:_OTHERS_SHOWN]:
        reason = explain_reason((*decision.holds, *decision.reasons[-1:])[0], wording)
        item = decision.receivable
        yield wording.say("call.other", id=name_debt(item), outstanding=item.outstanding, reason=reason)
    waiting = [line.receivable for line in action.not_due]
    if waiting:
        told = [
            wording.say("falling_due.item", number=name_debt(item), amount=item.outstanding, day=item.due_on)
            for item in waiting
        ]
        yield wording.say("call.not_due", items=wording.enumerate(told))
    if action.credits:
        told = [
            wording.say("call.credit", id=credit.id, day=credit.day, amount=credit.remainder)
            for credit in action.credits
        ]
        yield wording.say("call.credits", items=wording.enumerate(told))


def _past(draft: Draft) -> list[str]:
    # The newest first: a caller reads three lines, not thirty.
    found = sorted({*_events(draft), *_receipts(draft)}, key=lambda pair: (-pair[0].toordinal(), pair[1]))
    return [text for _, text in found[:_PAST_SHOWN]]


def _receipts(draft: Draft) -> Iterator[tuple[date, str]]:
    for item in draft.receivables:
        for entry in item.settlements:
            if entry.is_payment:
                yield entry.on, draft.wording.say("past.paid", day=entry.on, amount=entry.amount)
        words = [("promise", found) for found in list_promises(item)]
        words += [("announced", found) for found in list_announcements(item)]
        for key, found in words:
            state = draft.wording.say(f"{key}_state.{found.state.value}")
            told = {"day": found.made_on, "amount": found.amount, "pay_on": found.pay_on, "state": state}
            yield found.made_on, draft.wording.fill(f"past.{key}", told)


def _events(draft: Draft) -> Iterator[tuple[date, str]]:
    wording = draft.wording
    stages = {(event.stage, event.sent_on): event.kind for item in draft.receivables for event in item.notices}
    for item in draft.receivables:
        for event in item.events:
            day = happened_on(event)
            if isinstance(event, NoticeSent):
                channel = wording.say(f"channel.{event.channel.value}")
                yield day, wording.say("past.notice", day=day, kind=event.kind, channel=channel)
            elif isinstance(event, NoticeReturned) and (event.stage, event.sent_on) in stages:
                kind = stages[event.stage, event.sent_on]
                yield day, wording.say("past.returned", day=day, kind=kind, sent_on=event.sent_on)
            elif isinstance(event, Dispute):
                amount = item.amount if event.amount is None else event.amount
                reason = word_reason(event.reason, wording)
                yield day, wording.say("past.dispute", day=day, amount=amount, reason=reason)
            elif isinstance(event, DisputeResolved):
                yield day, wording.say("past.resolved", day=day, outcome=_bracket(event.outcome))
            elif isinstance(event, ContactMade):
                yield day, _contact(event, wording)
    yield from _returned_payments(draft, wording)


def _contact(event: ContactMade, wording: Wording) -> str:
    given = "" if event.reason is None else wording.say(f"given.{event.reason.value}")
    details = (wording.say(f"outcome.{event.outcome.value}"), given, event.note)
    told = {
        "day": event.made_on,
        "channel": wording.say(f"channel.{event.channel.value}"),
        "details": ", ".join(filter(None, details)),
    }
    return wording.fill("past.contact", told)


def _returned_payments(draft: Draft, wording: Wording) -> Iterator[tuple[date, str]]:
    for event in draft.action.decisions[0].context.account.events:
        if isinstance(event, PaymentReturned):
            told = {"day": event.returned_on, "payment": event.payment, "reason": _bracket(event.reason)}
            yield event.returned_on, wording.fill("past.payment_returned", told).rstrip()


def _bracket(text: str) -> str:
    return f"({text})" if text else ""
