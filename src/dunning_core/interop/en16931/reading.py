"""read_invoice: an invoice or a credit note from the dictionary of its business terms (EN 16931)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from attrs import evolve, frozen

from dunning_core._checks import as_tuple, check_text
from dunning_core.documents import CreditNote, Invoice
from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError
from dunning_core.events import Assigned, Cancelled
from dunning_core.identifiers import is_iban, squeeze_reference
from dunning_core.interop.en16931.codes import CORRECTED, CREDIT_NOTES, FACTORED, INVOICE_KINDS, MEANS
from dunning_core.interop.en16931.dictionary import BusinessTerms, Dictionary, read_currency, read_day, read_line
from dunning_core.interop.en16931.words import StatedTerms, read_words
from dunning_core.interop.reading import Read
from dunning_core.money import Money
from dunning_core.parties import Client
from dunning_core.terms import PaymentTerms

# The longest terms that there are.
_DAYS_MAX = 3660

#: What one document tells: itself, and what it does to another one or to its own debt.
DocumentFact = Invoice | CreditNote | Cancelled | Assigned


@frozen
class _Head:
    """What every document has."""

    number: str
    code: str
    client: str
    issued_on: date
    amount: Money
    total: Money


def read_invoice(
    terms: BusinessTerms, client: str | None = None, *, clients: Sequence[Client] | None = None
) -> Read[DocumentFact]:
    """Return the invoice or the credit note that the business terms of EN 16931 tell of, or why it is refused.

    The terms are a mapping of "BT-1", "BT-9", "BG-7" … to texts, days and groups, as the package `factur-x` reads it
    from Factur-X, UBL and CII. What is owed is BT-115. The client is `client`; else the one of `clients` who bears an
    identifier of the buyer; else the buyer's identifier. An invoice that replaces another one (384) comes with the
    `Cancelled` of it, and one that a factor has bought with its `Assigned`.

    >>> terms = {"BT-1": "F-101", "BT-2": "20260105", "BT-3": "380", "BT-5": "EUR", "BT-20": "30 jours net",
    ...          "BT-112": "1200.00", "BT-113": "300.00", "BT-115": "900.00"}
    >>> [invoice] = read_invoice(terms, "ACME").values
    >>> invoice.amount, invoice.terms
    (Money('900.00', 'EUR'), PaymentTerms(30))
    """
    if not isinstance(cast("object", terms), Mapping):
        raise WrongTypeError("wrong_type", "terms", terms, "pass a mapping of business terms, as BT-1, to values")
    if client is not None:
        check_text("client", client)
    known = None if clients is None else as_tuple("clients", clients, Client)
    dictionary = Dictionary(terms)
    values: tuple[DocumentFact, ...] = ()
    try:
        head = _read_head(dictionary, client, known)
        if _totals_agree(dictionary, head):
            values = tuple(_read_facts(dictionary, head))
    except DunningError as error:
        dictionary.refuse(error)
    return Read(values, tuple(dictionary.problems))


def _read_head(dictionary: Dictionary, client: str | None, clients: tuple[Client, ...] | None) -> _Head:
    number = dictionary.needed("BT-1", read_line)
    code = dictionary.needed("BT-3", read_line)
    if code not in INVOICE_KINDS and code not in CREDIT_NOTES:
        hint = "it is no code of an invoice that is to be paid, nor of a credit note"
        raise InvalidValueError("unknown_type", "BT-3", code, hint)
    currency = dictionary.needed("BT-5", read_currency)
    amounts = [dictionary.money(name, currency) for name in ("BT-112", "BT-115")]
    for name, amount in zip(("BT-112", "BT-115"), amounts, strict=True):
        if amount is None:
            raise InvalidValueError("missing", name, None, "fill it in")
    total, due = cast("list[Money]", amounts)
    issued_on = dictionary.needed("BT-2", read_day)
    return _Head(number, code, _find_client(dictionary, client, clients), issued_on, amount=due, total=total)


def _totals_agree(dictionary: Dictionary, head: _Head) -> bool:
    """Return whether BT-115 = BT-112 - BT-113 + BT-114 (rule BR-CO-16), and tell it when they do not."""
    currency = head.amount.currency
    paid, rounding = (dictionary.money(name, currency) for name in ("BT-113", "BT-114"))
    # The smallest profile of Factur-X has no place for what was paid before.
    profile = dictionary.text("BT-24")
    if paid is None and profile is not None and profile.endswith(":minimum"):
        return True
    nothing = Money(0, currency)
    paid, rounding = paid or nothing, rounding or nothing
    expected = head.total - paid + rounding
    if expected != head.amount:
        amounts = {"total": head.total, "paid": paid, "rounding": rounding, "amount": head.amount}
        dictionary.tell("totals.disagree", "BT-115", expected=expected, **amounts)
    return expected == head.amount


def _find_client(dictionary: Dictionary, client: str | None, clients: tuple[Client, ...] | None) -> str:
    if client is not None:
        return client
    told = [text for name in ("BT-46", "BT-47", "BT-48") for text in dictionary.buyer(name)]
    if clients is not None:
        squeezed = {squeeze_reference(text) for text in told}
        found = {one.id for one in clients if squeezed & {squeeze_reference(text) for text in _names(one)}}
        if len(found) == 1:
            return found.pop()
        dictionary.tell("client.unknown", "BG-7", buyer=(told or dictionary.buyer("BT-44") or ("",))[0])
    if not told:
        hint = "pass the client"
        raise InvalidValueError("missing", "BT-46", None, hint)
    return told[0]


def _names(client: Client) -> tuple[str, ...]:
    return (client.id, *(value for _, value in client.identifiers))


def _read_facts(dictionary: Dictionary, head: _Head) -> Sequence[DocumentFact]:
    # A document that names itself says nothing of another one.
    preceding = tuple(name for name in dict.fromkeys(_preceding(dictionary)) if name != head.number)
    if head.code in CREDIT_NOTES or head.amount.minor < 0:
        return [_make_credit_note(dictionary, head, preceding)]
    facts: list[DocumentFact] = [_make_invoice(dictionary, head)]
    if head.code in CORRECTED:
        if len(preceding) == 1:
            dictionary.tell("replaces", "BT-25", replaced=preceding[0])
            facts.append(Cancelled(preceding[0], cancelled_on=head.issued_on))
        else:
            dictionary.tell("corrects.unclear", "BT-25", named=preceding or ("?",))
    payees = dictionary.lines("BT-59", (*dictionary.each("BT-59"), *map(_name_of, dictionary.group("BG-10"))))
    if payees or head.code in FACTORED:
        dictionary.tell("payee.other", "BT-59", payee=payees[0] if payees else "?")
    if payees and head.code in FACTORED:
        account = dictionary.text("BT-84")
        iban = account if account is not None and is_iban(account) else None
        facts.append(Assigned(head.number, assignee=payees[0], assigned_on=head.issued_on, iban=iban))
    return facts


def _name_of(party: Mapping[str, object]) -> object:
    # UBL has the name of a payee where CII has a trading name; some payees have a number alone.
    names = (party.get(name) for name in ("name", "biz_name", "legal_identifier"))
    return next((name for name in names if name), next(iter(_identifiers(party)), None))


def _identifiers(party: Mapping[str, object]) -> Iterable[object]:
    numbers = party.get("identifiers")
    return cast("Mapping[object, object]", numbers).values() if isinstance(numbers, Mapping) else ()


def _preceding(dictionary: Dictionary) -> tuple[str, ...]:
    cells = (*dictionary.each("BT-25"), *(group.get("BT-25") for group in dictionary.group("BG-3")))
    return dictionary.lines("BT-25", cells)


def _make_credit_note(dictionary: Dictionary, head: _Head, preceding: tuple[str, ...]) -> CreditNote:
    amount = head.amount
    if head.code in CREDIT_NOTES and amount.minor < 0:
        hint = "a credit note with an amount below zero may be either way; write it above zero"
        raise InvalidValueError("out_of_range", "BT-115", amount, hint)
    if head.code not in CREDIT_NOTES and head.total.minor > 0:
        # More was paid before than the invoice is for: the client has the difference, and corrects nothing with it.
        dictionary.tell("overpaid", "BT-115", total=head.total, amount=-amount)
        return CreditNote(head.number, client=head.client, amount=-amount, issued_on=head.issued_on)
    if len(preceding) > 1:
        dictionary.tell("corrects.unclear", "BT-25", named=preceding)
    return CreditNote(
        head.number,
        client=head.client,
        amount=abs(amount),
        issued_on=head.issued_on,
        corrects=preceding[0] if len(preceding) == 1 else None,
    )


def _make_invoice(dictionary: Dictionary, head: _Head) -> Invoice:
    currency = head.amount.currency
    net = dictionary.money("BT-109", currency)
    due_on, terms = _read_terms(dictionary, head.issued_on)
    means = set(dictionary.lines("BT-81", dictionary.each("BT-81")))
    return Invoice(
        head.number,
        client=head.client,
        amount=head.amount,
        issued_on=head.issued_on,
        due_on=due_on,
        terms=terms,
        payment_reference=dictionary.text("BT-83"),
        order_reference=dictionary.text("BT-13") or dictionary.text("BT-14"),
        delivery_reference=dictionary.text("BT-16"),
        performed_on=dictionary.day("BT-72"),
        means=MEANS.get(means.pop()) if len(means) == 1 else None,
        kind=INVOICE_KINDS[head.code],
        # What is left of a total says nothing of what is left before VAT.
        net_amount=net if head.amount == head.total else None,
    )


def _read_terms(dictionary: Dictionary, issued_on: date) -> tuple[date | None, PaymentTerms | None]:
    """Return the due day and the terms: the due day of the invoice (BT-9) prevails over its words (BT-20)."""
    text = dictionary.words("BT-20")
    stated = StatedTerms() if text is None else read_words(text, issued_on)
    for clause in stated.unread:
        dictionary.tell("terms.unread", "BT-20", value=clause)
    given = dictionary.day("BT-9")
    due_on = given or stated.due_on
    worded = [day for day in (stated.due_on, stated.terms and stated.terms.due_on(issued_on)) if day is not None]
    if due_on is not None and any(day != due_on for day in worded):
        other = next(day for day in worded if day != due_on)
        dictionary.tell("terms.contradict", "BT-9" if given else "BT-20", due_on=due_on, other=other, value=text)
    if due_on is not None and due_on < issued_on:
        dictionary.tell("due_on.before_issue", "BT-9" if given else "BT-20", value=due_on, issued_on=issued_on)
        due_on = issued_on
    last_on = due_on if due_on is not None or stated.terms is None else stated.terms.due_on(issued_on)
    discount = stated.discount
    if discount is not None and (last_on is None or discount.last_day(issued_on) > last_on):
        # Without a due day nothing is early, and after it nothing is.
        dictionary.tell("terms.unread", "BT-20", value=" ".join((text or "").split()))
        discount = None
    if due_on is not None:
        # Terms are there for their discount alone, and give the same day as the day itself.
        term = PaymentTerms(days=min((due_on - issued_on).days, _DAYS_MAX), discount=discount)
        return due_on, None if discount is None else term
    return None, stated.terms and evolve(stated.terms, discount=discount)
