"""How to pay: the account, the reference to quote, and the code where the payer's country uses one."""

from dunning_core.errors import InvalidValueError
from dunning_core.identifiers import is_creditor_reference, make_creditor_reference
from dunning_core.notices.drafts import Draft
from dunning_core.notices.notice import PaymentInstructions
from dunning_core.notices.payment_code import make_payment_code
from dunning_core.notices.sheets import Link, Piece

#: The countries whose banks' applications read the code of EPC069-12; elsewhere it is not a habit.
CODE_COUNTRIES = frozenset(("AT", "BE", "DE", "FI", "NL"))


def instruct_payment(draft: Draft) -> PaymentInstructions:
    """Return how the payer is to pay what a notice asks for.

    The reference is what the invoices asked to quote, else their numbers. A structured reference is that of a single
    invoice or, where the payer's country uses codes, the one made of its number, which lettering reads back.
    """
    creditor, invoices = draft.creditor, [item.invoice for item in draft.receivables]
    quoted = ", ".join(dict.fromkeys(invoice.payment_reference or invoice.number for invoice in invoices))
    structured = quoted if is_creditor_reference(quoted) else None
    uses_codes = draft.action.client.country in CODE_COUNTRIES and draft.action.currency == "EUR"
    if structured is None and uses_codes and len({invoice.number for invoice in invoices}) == 1:
        structured = _structured(invoices[0].number)
    pays_by_transfer = creditor.iban is not None
    return PaymentInstructions(
        iban=creditor.iban,
        bic=creditor.bic,
        reference=quoted if pays_by_transfer else None,
        creditor_reference=structured if pays_by_transfer else None,
        code=_code(draft, structured or quoted) if uses_codes and pays_by_transfer else None,
        link=draft.options.payment_link,
    )


def write_instructions(draft: Draft, payment: PaymentInstructions) -> list[Piece]:
    """Return the sentences that say how to pay."""
    given = [("iban", payment.iban), ("bic", payment.bic), ("reference", payment.reference)]
    if payment.creditor_reference != payment.reference:
        given.append(("creditor_reference", payment.creditor_reference))
    told = [draft.wording.fill(f"payment.{name}", {name: value}) for name, value in given if value]
    texts: list[Piece] = [draft.wording.say("payment", instructions=", ".join(told))] if told else []
    if payment.link is not None:
        texts.append(Link(draft.wording.say("payment.link", link=payment.link), payment.link))
    return texts


def _structured(number: str) -> str | None:
    try:
        return make_creditor_reference(number)
    except InvalidValueError:
        return None


def _code(draft: Draft, reference: str) -> str | None:
    # What the guidelines do not allow has no code: the account and the reference still stand in the text.
    try:
        return make_payment_code(draft.creditor, draft.asked, reference=reference)
    except InvalidValueError:
        return None
