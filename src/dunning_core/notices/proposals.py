"""Proposals as texts: a payment plan to be signed, with its clause of acceleration, and an early settlement."""

from collections.abc import Iterator, Sequence

from dunning_core._checks import check_instance
from dunning_core.dunning import PlanProposal, SettlementOffer
from dunning_core.ledger import Receivable
from dunning_core.notices.instructions import Asking, instruct_payments, write_instructions
from dunning_core.notices.message import Envelope, Message, MessageKind
from dunning_core.notices.naming import name_debt, show_due_day
from dunning_core.notices.options import STANDARD_OPTIONS, NoticeOptions
from dunning_core.notices.sheets import Listing, Piece, Table, table_of
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor


def write_plan(
    proposal: PlanProposal,
    creditor: Creditor,
    *,
    locale: str | None = None,
    options: NoticeOptions = STANDARD_OPTIONS,
) -> Message:
    """Return the proposal of a payment plan, to be signed: debts, installments, interest, acceleration clause.

    Interest past the verified horizon of a rate is told as an indication. The plan is recorded once it was accepted.
    """
    check_instance("proposal", proposal, PlanProposal)
    client, items, day = proposal.client, proposal.receivables, proposal.day
    facts = (proposal.id, *((part.due_on, part.amount) for part in proposal.installments), proposal.terms)
    envelope = Envelope.of(MessageKind.PLAN, client, creditor, locale=locale, options=options, day=day, facts=facts)
    wording = envelope.wording
    payments = instruct_payments(Asking(creditor, client, proposal.total, options.payment_link), items)
    content = (*_plan_texts(proposal, wording), *write_instructions(wording, payments))
    return envelope.write(_say_parts("plan.subject", proposal, wording), content, payments=payments)


def write_offer(
    offer: SettlementOffer,
    creditor: Creditor,
    *,
    locale: str | None = None,
    options: NoticeOptions = STANDARD_OPTIONS,
) -> Message:
    """Return the offer of an early settlement: what to pay by when, what is given up then, and what happens else."""
    check_instance("offer", offer, SettlementOffer)
    items = [debt.receivable for debt in offer.debts]
    facts = (offer.id, offer.terms, *((debt.receivable.id, debt.to_pay) for debt in offer.debts))
    envelope = Envelope.of(
        MessageKind.OFFER, offer.client, creditor, locale=locale, options=options, day=offer.day, facts=facts
    )
    wording = envelope.wording
    payments = instruct_payments(Asking(creditor, offer.client, offer.to_pay, options.payment_link), items)
    subject = wording.say("offer.subject", to_pay=offer.to_pay, pay_on=offer.terms.pay_on)
    content = (*_offer_texts(offer, wording), *write_instructions(wording, payments))
    return envelope.write(subject, content, payments=payments)


def _plan_texts(proposal: PlanProposal, wording: Wording) -> Iterator[Piece]:
    terms = proposal.terms
    yield _say_parts("plan.opening", proposal, wording)
    yield _table_of_debts(proposal.receivables, wording)
    yield _table_of_parts(proposal, wording)
    yield " ".join(_interest_texts(proposal, wording))
    if proposal.compensation:
        amounts = wording.enumerate([wording.show(amount) for amount in proposal.compensation])
        yield wording.say("plan.compensation", compensation=amounts)
    if terms.tolerance_days:
        yield wording.say("plan.tolerance", count=terms.tolerance_days)
    if terms.accelerates:
        yield wording.say("plan.accelerates", count=terms.notice_days)
    yield wording.say("plan.due")
    if terms.valid_until is not None:
        yield wording.say("plan.valid_until", valid_until=terms.valid_until)
    yield wording.say("plan.consent")


def _say_parts(key: str, proposal: PlanProposal, wording: Wording) -> str:
    # One installment is a new day to pay by, and no plan of installments.
    parts = proposal.installments
    told = {"count": len(parts), "total": proposal.total, "pay_on": parts[0].due_on}
    return wording.fill(f"{key}.single" if len(parts) == 1 else key, told, count=len(parts))


def _interest_texts(proposal: PlanProposal, wording: Wording) -> Iterator[str]:
    day, accrued, interest = proposal.day, proposal.accrued, proposal.interest
    if proposal.terms.waives_interest:
        yield wording.say("plan.interest.waived")
        if accrued:
            yield wording.say("plan.interest.accrued", day=day, accrued=accrued)
        yield wording.say("plan.interest.lost")
        return
    yield wording.say("plan.interest.kept")
    if interest:
        last = proposal.installments[-1].due_on
        told = {"day": day, "accrued": accrued, "interest": interest, "last": last}
        yield wording.fill("plan.interest.expected", told)
        if proposal.is_provisional:
            yield wording.say("plan.interest.provisional")


def _table_of_debts(items: Sequence[Receivable], wording: Wording) -> Table:
    header = (wording.say(f"column.{name}") for name in ("number", "due_on", "outstanding"))
    rows = ((name_debt(item), show_due_day(item, wording), wording.show(item.outstanding)) for item in items)
    return table_of(wording.say("caption.items"), header, rows=rows, figures=(2,))


def _table_of_parts(proposal: PlanProposal, wording: Wording) -> Table:
    is_told = bool(proposal.interest) and not proposal.terms.waives_interest
    names = ("rank", "due_on", "amount", *(("interest_by",) if is_told else ()))
    rows = (
        (str(rank), *map(wording.show, (part.due_on, part.amount, *((part.interest,) if is_told else ()))))
        for rank, part in enumerate(proposal.installments, start=1)
    )
    header = (wording.say(f"column.{name}") for name in names)
    return table_of(wording.say("caption.installments"), header, rows=rows, figures=(2, 3))


def _offer_texts(offer: SettlementOffer, wording: Wording) -> Iterator[Piece]:
    told = {"to_pay": offer.to_pay, "pay_on": offer.terms.pay_on, "remitted": offer.remitted}
    yield wording.fill("offer.opening" if offer.remitted else "offer.opening.whole", told)
    names = ("number", "due_on", "outstanding", "to_pay", *(("remitted",) if offer.remitted else ()))
    header = (wording.say(f"column.{name}") for name in names)
    rows = (
        (
            name_debt(debt.receivable),
            show_due_day(debt.receivable, wording),
            *map(wording.show, (debt.receivable.outstanding, debt.to_pay)),
            *((wording.show(debt.remitted),) if offer.remitted else ()),
        )
        for debt in offer.debts
    )
    yield table_of(wording.say("caption.items"), header, rows=rows, figures=(2, 3, 4))
    if offer.terms.waives:
        yield Listing(wording.say("offer.waived"), tuple(_waived_lines(offer, wording)))
        if offer.is_provisional:
            yield wording.say("plan.interest.provisional")
    yield wording.say("offer.else")
    yield wording.say("plan.due")
    yield wording.say("offer.consent")


def _waived_lines(offer: SettlementOffer, wording: Wording) -> Iterator[str]:
    # Where the law is not known there is no sum, but the waiver stands all the same.
    known = dict.fromkeys(offer.terms.waives, "") | {name: wording.show(amount) for name, amount in offer.waived or ()}
    for name, amount in known.items():
        label = wording.say(f"total.{name}")
        yield wording.say("offer.sum", name=label, amount=amount) if amount else label
