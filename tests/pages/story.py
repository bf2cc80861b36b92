"""One account whose life has a bit of everything, in whatever words the outsiders used."""

from datetime import date, timedelta

from attrs import evolve, frozen

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import (
    ContactMade,
    ContactOutcome,
    ContactReason,
    CostIncurred,
    CourtStep,
    CourtStepKind,
    Dispute,
    NoticeSent,
    PaymentReturned,
    PromiseToPay,
)
from dunning_core.parties import Contact, ContactRole
from tests.books import CREDITOR, DUE, after_due, eur


@frozen
class Words:
    """What outsiders wrote: names, numbers of documents, remarks, an address; and how many debts there are."""

    name: str = "Acme SARL"
    number: str = "F"
    remark: str = "deux caisses abîmées à la livraison"
    address: str = "1 rue A\n75001 Paris"
    debts: int = 3


#: The day of each stage after the due day, and the stages sent before it.
STAGES = {"reminder": (-10, 0), "courteous": (3, 0), "firm": (10, 1), "last": (17, 2), "formal_notice": (30, 3)}
_SENT = (("courteous", 3), ("firm", 10), ("last", 17))
#: The day on which the file is made.
FILED = after_due(75)


def creditor_of(words: Words) -> dc.Creditor:
    """Who claims, in the same words."""
    return evolve(CREDITOR, contact=words.name, legal_notice="SAS au capital de 10 000 €, RCS Lyon 123 456 782")


def tell(words: Words, *, known: int, ends: bool = False) -> dc.Ledger:
    """The account when so many notices were sent; `ends` adds the formal notice, the costs and the court."""
    desk = Contact(words.name, email="compta@acme.example", phone="01 00 00 00 00", address=words.address)
    office = Contact(words.name, role=ContactRole.REGISTERED_OFFICE, address=words.address)
    client = dc.Client.business("ACME", name=words.name, country="FR", contacts=(desk, office), language="fr")
    numbers = [f"{words.number}-{rank}" for rank in range(1, words.debts + 1)]
    first, last = numbers[0], numbers[-1]
    facts: list[object] = [client, *(_invoice(number, rank, words) for rank, number in enumerate(numbers))]
    facts += [_sent(stage, days, numbers) for stage, days in _SENT[:known]]
    if known:
        facts += [
            dc.Payment("P-1", client="ACME", amount=eur(400), received_on=after_due(5), reference=first),
            dc.Payment("P-2", client="ACME", amount=eur(90), received_on=after_due(6), reference=last),
            PaymentReturned("P-2", returned_on=after_due(8), reason=words.remark[:200]),
            Dispute(last, amount=eur(50), opened_on=after_due(7), reason=words.remark[:200]),
            PromiseToPay(first, amount=eur(600), promised_on=after_due(4), pay_on=after_due(8)),
            ContactMade(
                first,
                outcome=ContactOutcome.REACHED,
                reason=ContactReason.CASH,
                made_on=after_due(9),
                note=words.remark,
            ),
        ]
    if ends:
        facts += [
            _sent("formal_notice", 30, numbers),
            CostIncurred(first, amount=eur(95), incurred_on=after_due(50), proof=words.remark[:200]),
            CourtStep(first, kind=CourtStepKind.CLAIM_BROUGHT, taken_on=after_due(70), reference=words.remark[:200]),
        ]
    return dc.Ledger.of(*facts)  # type: ignore[arg-type]


def find_action(words: Words, stage: str) -> dc.Action:
    """The action of a stage on that account."""
    days, known = STAGES[stage]
    run = dc.run_dunning(tell(words, known=known), after_due(days), FR_B2B_STANDARD, creditor=creditor_of(words))
    return next(action for action in run.actions if action.stage.name == stage)


def read_account(words: Words, day: date = FILED) -> dc.Account:
    """The account as its file is made, or on an earlier day."""
    [account] = tell(words, known=3, ends=True).as_of(day).lettered().accounts
    return account


def _invoice(number: str, rank: int, words: Words) -> dc.Invoice:
    amount, references = eur(1000 if rank == 0 else 90 + rank), (words.remark[:200], words.number)
    issued_on = DUE - timedelta(days=60)
    order, delivery = references if rank == 0 else (None, None)
    return dc.Invoice(
        number,
        client="ACME",
        amount=amount,
        issued_on=issued_on,
        due_on=DUE,
        order_reference=order,
        delivery_reference=delivery,
    )


def _sent(name: str, days: int, receivables: list[str]) -> NoticeSent:
    stage = next(known for known in FR_B2B_STANDARD.stages if known.name == name)
    return NoticeSent(
        client="ACME",
        stage=name,
        kind=stage.kind,
        receivables=receivables,
        channel=stage.channel,
        sent_on=after_due(days),
        deadline_days=stage.deadline_days,
    )
