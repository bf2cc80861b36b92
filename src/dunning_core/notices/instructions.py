"""How to pay: the account, the reference to quote, and the code where the payer's country uses one."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from dunning_core.errors import InvalidValueError
from dunning_core.events import Assigned
from dunning_core.identifiers import is_creditor_reference, make_creditor_reference
from dunning_core.ledger import Receivable, find_assignment
from dunning_core.money import Money
from dunning_core.notices.notice import PaymentInstructions
from dunning_core.notices.payment_code import make_payment_code
from dunning_core.notices.sheets import Link, Piece
from dunning_core.notices.wording import Wording
from dunning_core.parties import Client, Creditor

#: The countries whose banks' applications read the code of EPC069-12; elsewhere it is not a habit.
CODE_COUNTRIES = frozenset(("AT", "BE", "DE", "FI", "NL"))


_MOST_QUOTED = 10


@frozen
class Asking:
    """Who asks whom for how much, and the page that the caller gave to pay it on."""

    creditor: Creditor
    client: Client
    amount: Money
    link: str | None = None


def instruct_payments(asking: Asking, receivables: Sequence[Receivable]) -> tuple[PaymentInstructions, ...]:
    """Return how the payer is to pay what is asked for some debts, one for each payee.

    An assigned debt that we collect is paid to the assignee, where his bank details are known, and any other to us. The
    reference is what the invoices asked to quote, else their numbers or, for more than ten, the account. A structured
    reference is that of a single invoice or, where the payer's country uses codes, the one made of its number, which
    lettering reads back.
    """
    groups: dict[Assigned | None, list[Receivable]] = {}
    for item in receivables:
        assigned = find_assignment(item)
        groups.setdefault(assigned if assigned is not None and assigned.iban else None, []).append(item)
    return tuple(_instruct(asking, own, assigned, is_only=len(groups) == 1) for assigned, own in groups.items())


def _instruct(
    asking: Asking, items: list[Receivable], assigned: Assigned | None, *, is_only: bool
) -> PaymentInstructions:
    payee, invoices = _payee(asking.creditor, assigned), [item.invoice for item in items]
    references = dict.fromkeys(invoice.payment_reference or invoice.number for invoice in invoices)
    # Nobody copies thirty numbers into a transfer, and no bank carries them.
    quoted = ", ".join(references) if len(references) <= _MOST_QUOTED else asking.client.account
    structured = quoted if is_creditor_reference(quoted) else None
    uses_codes = asking.client.country in CODE_COUNTRIES and asking.amount.currency == "EUR"
    if structured is None and uses_codes and len({invoice.number for invoice in invoices}) == 1:
        structured = _structured(invoices[0].number)
    pays_by_transfer = payee.iban is not None
    # A code is made for all that is asked: what one of several payees is owed of the penalties is not known.
    code = _code(payee, asking.amount, structured or quoted) if uses_codes and pays_by_transfer and is_only else None
    return PaymentInstructions(
        iban=payee.iban,
        bic=payee.bic,
        reference=quoted if pays_by_transfer else None,
        creditor_reference=structured if pays_by_transfer else None,
        code=code,
        link=asking.link if assigned is None else None,
        payee=None if assigned is None else assigned.assignee,
        numbers=() if is_only else tuple(dict.fromkeys(invoice.number for invoice in invoices)),
    )


def write_instructions(wording: Wording, payments: Iterable[PaymentInstructions]) -> list[Piece]:
    """Return the sentences that say how to pay."""
    return [piece for payment in payments for piece in _write(wording, payment)]


def assignment_mentions(items: Iterable[Receivable]) -> list[str]:
    """Return the mentions of the assignments under which some receivables are collected, each once."""
    found = (find_assignment(item) for item in items)
    return list(dict.fromkeys(assigned.mention for assigned in found if assigned is not None and assigned.mention))


def _write(wording: Wording, payment: PaymentInstructions) -> Iterator[Piece]:
    given = [("payee", payment.payee), ("iban", payment.iban), ("bic", payment.bic), ("reference", payment.reference)]
    if payment.creditor_reference != payment.reference:
        given.append(("creditor_reference", payment.creditor_reference))
    instructions = ", ".join(wording.fill(f"payment.{name}", {name: value}) for name, value in given if value)
    if instructions and payment.numbers:
        numbers = wording.enumerate(list(payment.numbers))
        yield wording.say("payment.for", numbers=numbers, instructions=instructions)
    elif instructions:
        yield wording.say("payment", instructions=instructions)
    if payment.link is not None:
        yield Link(wording.say("payment.link", link=payment.link), payment.link)


def _payee(creditor: Creditor, assigned: Assigned | None) -> Creditor:
    if assigned is None:
        return creditor
    return evolve(creditor, name=assigned.assignee, iban=assigned.iban, bic=assigned.bic)


def _structured(number: str) -> str | None:
    try:
        return make_creditor_reference(number)
    except InvalidValueError:
        return None


def _code(payee: Creditor, asked: Money, reference: str) -> str | None:
    # What the guidelines do not allow has no code: the account and the reference still stand in the text.
    try:
        return make_payment_code(payee, asked, reference=reference)
    except InvalidValueError:
        return None
