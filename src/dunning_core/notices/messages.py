"""Messages that no stage asks for: thanks for a settlement, a promise noted."""

from collections.abc import Sequence

from dunning_core._checks import as_tuple, check_instance
from dunning_core.errors import InvalidValueError
from dunning_core.ledger import PromiseState, Receivable, list_promises
from dunning_core.notices.instructions import Asking, instruct_payments, write_instructions
from dunning_core.notices.message import Envelope, Message, MessageKind
from dunning_core.notices.naming import list_numbers, name_debt
from dunning_core.notices.options import STANDARD_OPTIONS, NoticeOptions
from dunning_core.notices.sheets import table_of
from dunning_core.parties import Creditor


def thank_payer(
    receivables: Sequence[Receivable],
    creditor: Creditor,
    *,
    locale: str | None = None,
    options: NoticeOptions = STANDARD_OPTIONS,
) -> Message:
    """Return the thanks for debts that were paid; InvalidValueError for one that is open, or was only credited."""
    items = check_debts(receivables)
    for item in items:
        if item.is_open or not any(entry.is_payment for entry in item.settlements):
            raise InvalidValueError("not_settled", "receivables", item.id, "thank for what was paid whole")
    facts = [item.id for item in items]
    envelope = Envelope.of(
        MessageKind.THANKS, items[0].client, creditor, locale=locale, options=options, day=items[0].day, facts=facts
    )
    wording = envelope.wording
    payments = {item.id: [entry for entry in item.settlements if entry.is_payment] for item in items}
    paid_on = {id: max(entry.on for entry in entries) for id, entries in payments.items()}
    count = len({entry.credit for entries in payments.values() for entry in entries})
    header = (wording.say(f"column.{name}") for name in ("number", "due_on", "amount", "paid_on"))
    rows = (tuple(map(wording.show, (name_debt(item), item.due_on, item.amount, paid_on[item.id]))) for item in items)
    numbers = [item.invoice.number for item in items]
    return envelope.write(
        wording.say("thanks.subject", count=len(set(numbers)), numbers=list_numbers(numbers, wording)),
        (
            wording.say("thanks.opening", count=count, day=max(paid_on.values())),
            wording.say("thanks.settled", count=len(items)),
            table_of(wording.say("caption.items"), header, rows=rows, figures=(2,)),
            wording.say("thanks.closing"),
        ),
    )


def acknowledge_promise(
    receivable: Receivable,
    creditor: Creditor,
    *,
    locale: str | None = None,
    options: NoticeOptions = STANDARD_OPTIONS,
) -> Message:
    """Return the acknowledgement of the newest promise that runs. Raises InvalidValueError where none does."""
    check_instance("receivable", receivable, Receivable)
    running = [found for found in list_promises(receivable) if found.state is PromiseState.OPEN]
    if not running:
        raise InvalidValueError("no_promise", "receivable", receivable.id, "record the promise, or wait for one")
    standing = running[-1]
    facts = (receivable.id, standing.made_on, standing.pay_on, standing.amount)
    client, day = receivable.client, receivable.day
    envelope = Envelope.of(MessageKind.PROMISE, client, creditor, locale=locale, options=options, day=day, facts=facts)
    wording = envelope.wording
    told = {
        "number": name_debt(receivable),
        "amount": standing.amount,
        "promised_on": standing.made_on,
        "pay_on": standing.pay_on,
        "due_on": receivable.due_on,
    }
    payments = instruct_payments(Asking(creditor, client, standing.amount, options.payment_link), [receivable])
    texts = [wording.fill(f"promised.{name}", told) for name in ("opening", "pause", "due")]
    subject = wording.fill("promised.subject", told)
    return envelope.write(subject, (*texts, *write_instructions(wording, payments)), payments=payments)


def check_debts(receivables: Sequence[Receivable]) -> tuple[Receivable, ...]:
    """Return the debts that a message is about; refuse none at all, and those of several clients."""
    items = as_tuple("receivables", receivables, Receivable)
    if not items:
        raise InvalidValueError("empty", "receivables", items, "give at least one")
    clients = {item.client.id for item in items}
    if len(clients) > 1:
        shown = ", ".join(sorted(clients))
        raise InvalidValueError("several_clients", "receivables", shown, "write one message per client")
    return items
