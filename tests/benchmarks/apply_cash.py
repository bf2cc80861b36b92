"""An adapter for harnesses that score the application of bank receipts: `match(payments, invoices, context)`.

Every receipt is answered with the invoices that it pays, or seems to be meant for, and what to do with it: apply, hold,
reverse, advance or reject. The rows become facts of a ledger, and the answer is read from its lettering. Decided here
is only what a lettering does not know: who a payer's name is, and which receipts are no good money.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from attrs import evolve, frozen

import dunning_core as dc
from dunning_core.documents import PaymentMeans
from dunning_core.law import Rate
from dunning_core.ledger.books import Fact
from dunning_core.lettering import Allocation, Lettering, LetteringPolicy, ReferenceIndex, Tolerance, read_references
from dunning_core.terms import EarlyPaymentDiscount

NAME = "dunning_core"
Row = Mapping[str, Any]
Rows = Sequence[Row]
Answer = dict[str, Any]

#: A bank need not pay a check that is older than six months (UCC 4-404).
_STALE_DAYS = 180
#: Names that are the same in so many of their letters are one name, misspelled.
_ALIKE = 0.9
_PLAIN_FIELDS = frozenset(("txn_id", "date", "amount", "currency", "payment_type", "payer_raw", "bank_reference"))
_LEGAL_FORMS = re.compile(
    r"INC|INCORPORATED|LLC|LTD|LIMITED|CORP|CORPORATION|CO|COMPANY|PLC|LLP|LP|GMBH|AG|BV|NV|SAS?|SARL|SRL|SPA|FZE|PTY|AB"
)
_PROSE = re.compile(r"FOR|PAYMENTS?|INVOICES?|INV|PO|ORDER|REF|REFERENCE|THE|FROM|TO|ACCOUNT|BY|DATED|AND")
_IN_ADVANCE = re.compile(r"\b(?:PRE-?PA(?:Y|ID|YMENT)|ADVANCE|(?<!DIRECT )DEPOSIT|DOWN ?PAYMENT)\b")
_RETURN_TYPE = re.compile(r"RETURN|REVERSAL|CHARGEBACK|\bNSF\b")
_RETURN_TEXT = re.compile(
    r"\bNSF\b|\bBOUNCED\b|\bCHARGEBACK\b|\bRETURN OF\b|\bRETURNED (?:ITEM|PAYMENT|CHECK|CHEQUE|ACH)\b"
)
_CHECK = re.compile(r"CHECK|CHEQUE|\bCHQ\b|\bCK\b")
_POST_DATED = re.compile(r"POST[-_ ]?DATED")
_RATE = re.compile(r"@ ?([0-9]+(?:\.[0-9]+)?)")
#: Why a lettering leaves money that is for what is not invoiced yet.
_ADVANCES = frozenset(("advance", "designates_unknown"))
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_ISO_DATE = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")
_US_DATE = re.compile(r"\b([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\b")
_LONG_DATE = re.compile(rf"\b({'|'.join(_MONTHS)})[A-Z]* ([0-9]{{1,2}}),? ([0-9]{{4}})\b")


@frozen
class Receipt:
    """A receipt as the ledger takes it, and why it is no good money, when it is not."""

    payment: dc.Payment
    bank_reference: str
    flaw: str = ""


@frozen
class Case:
    """What was asked, as facts: the books without the receipts, the receipts, the policy and the day."""

    day: date
    books: tuple[Fact, ...]
    receipts: tuple[Receipt, ...]
    policy: LetteringPolicy


def match(payments: Rows, invoices: Rows, context: Row) -> dict[str, Answer]:
    """Return for each receipt the invoices it pays, or seems meant for, and what to do with it."""
    case = _read_case(payments, invoices, context)
    good = [receipt.payment for receipt in case.receipts if not receipt.flaw]
    ledger = dc.Ledger.of(case.books, good)
    answers = _read_answers(good, dc.propose_lettering(ledger.as_of(case.day), policy=case.policy))
    paid = _paid_documents(ledger.as_of(case.day).lettered(case.policy), case)
    for receipt in case.receipts:
        if receipt.flaw:
            # What it was meant for is what it would pay, alone, if it were good; a return, what was paid before.
            facts: Iterable[Fact] = (*_clients(case.books), *paid) if receipt.flaw == "reverse" else case.books
            alone = dc.Ledger.of(facts, receipt.payment).as_of(max(case.day, receipt.payment.received_on))
            meant = _read_answers([receipt.payment], dc.propose_lettering(alone, policy=case.policy))
            answers[receipt.payment.id] = {**meant[receipt.payment.id], "action": receipt.flaw}
    return answers


def _read_answers(payments: Iterable[dc.Payment], lettering: Lettering) -> dict[str, Answer]:
    placed: dict[str, list[Allocation]] = {}
    for entry in lettering.allocations:
        placed.setdefault(entry.credit, []).append(entry)
    meant = {candidate.credit: candidate.explanations for candidate in lettering.candidates}
    left = {remainder.credit: remainder for remainder in lettering.remainders}
    answers: dict[str, Answer] = {}
    for payment in payments:
        # What is presumed beside what was told is money on account: it says nothing of what was meant.
        told = [entry for entry in placed.get(payment.id, []) if entry.strength != "presumed"]
        debits = [entry.debit for entry in told or placed.get(payment.id, [])]
        action = "apply"
        if not debits:
            facts = dict(left[payment.id].facts)
            action = "hold" if _ADVANCES.isdisjoint(left[payment.id].reasons) else "advance"
            ways = meant.get(payment.id, ())
            debits += ways[0].debits if len(ways) == 1 else ()
            debits += [str(facts[name]) for name in ("withheld", "debit") if name in facts and not debits]
            debits += [entry.debit for entry in placed.get(str(facts.get("duplicate_of")), []) if not debits]
        answers[payment.id] = {"invoices": list(dict.fromkeys(debits)), "action": action}
    return answers


def _read_case(payments: Rows, invoices: Rows, context: Row) -> Case:
    days = [
        _day(context.get("statement_date")),
        _day(context.get("as_of_date")),
        *(_day(row["date"]) for row in payments),
    ]
    day = next(filter(None, days))
    names = _read_names(invoices, context)
    books = (*_read_clients(invoices, context), *_read_documents(invoices, context))
    blocked = frozenset(_texts(context.get("compliance_config")))
    suspects = {*blocked, *(_find_client(name, names) for name in blocked)} - {None}
    receipts: list[Receipt] = []
    for row in payments:
        payer = _find_client(row.get("payer_raw") or "", names)
        receipt = _read_receipt(row, context, payer, books, day)
        is_suspect = payer in suspects and not receipt.flaw
        receipts.append(evolve(receipt, flaw="hold") if is_suspect else receipt)
    set_off = [fact for receipt in receipts for fact in _set_off(receipt.payment, context)]
    withheld = [*blocked, *(row["invoice_id"] for row in invoices if _is_withheld(row))]
    limit = _dict(context, "auto_writeoff_config").get("threshold") or 0
    currencies = sorted({row["currency"] for row in invoices})
    tolerances = [Tolerance(_money(limit, currency), reason="bank_fee") for currency in currencies]
    policy = LetteringPolicy(withheld=tuple(withheld), tolerances=tuple(tolerances))
    return Case(day, (*books, *set_off), tuple(receipts), policy)


def _read_receipt(row: Row, context: Row, payer: str | None, books: Sequence[Fact], day: date) -> Receipt:
    text = _text_of(row, context)
    documents = [fact for fact in books if isinstance(fact, dc.Invoice)]
    accounts = {fact.id: fact.account for fact in books if isinstance(fact, dc.Client)}
    client = payer or _find_client(text, {fact.id: {fact.name} for fact in _clients(books)})
    owners = _quoted_owners(text, documents)
    if owners and accounts.get(client or "") not in {accounts[owner] for owner in owners}:
        # A factor, or anybody who pays for another: what is quoted says whose debt it is.
        client = None
    in_advance = None if owners else _IN_ADVANCE.search(f"{row['payment_type']} {text}".upper())
    if in_advance:
        client = client or row.get("payer_raw") or None
    flaw, received_on = _flaw(row, text, context, day)
    payment = dc.Payment(
        row["txn_id"],
        client=client,
        amount=_received(row, text, context, documents),
        received_on=received_on,
        reference=text,
        designates=(in_advance[0],) if in_advance else (),
    )
    return Receipt(payment, str(row.get("bank_reference") or ""), flaw)


def _quoted_owners(text: str, documents: Iterable[dc.Invoice]) -> set[str]:
    owners = {
        name: invoice.client
        for invoice in documents
        for name in (invoice.number, invoice.order_reference, invoice.payment_reference)
        if name
    }
    readings = read_references(text, ReferenceIndex(sorted(owners))) if text else ()
    return {owners[reading.name] for reading in readings if reading.strength == "strong"}


def _flaw(row: Row, text: str, context: Row, day: date) -> tuple[str, date]:
    """Return what to do with a receipt that is no good money, "" for one that is, and the day it counts from."""
    received_on = _day(row["date"]) or day
    kind = f"{row['payment_type']} ".upper()
    told = f"{row.get('payer_raw')} {text}".upper()
    if row["amount"] < 0 or _RETURN_TYPE.search(kind) or _RETURN_TEXT.search(told):
        return "reverse", received_on
    check = _CHECK.search(kind + told)
    if check:
        written_on = next(_dates((kind + told)[check.end() :]), received_on)
        if written_on <= received_on - timedelta(days=_STALE_DAYS) or "STALE" in kind + told:
            return "reject", received_on
        if written_on > received_on or _POST_DATED.search(kind + told):
            return "hold", written_on
    if received_on > day or _names_other_entity(text, str(context.get("company") or "")):
        return "hold", received_on
    return "", received_on


def _names_other_entity(text: str, company: str) -> bool:
    # Our own name, going on otherwise: a sister company.
    own, words = _words(company), _words(text, less=None)
    shared = min(2, len(own))
    for at in range(len(words) if own else 0):
        if words[at : at + shared] == own[:shared]:
            rest, expected = words[at + shared :], own[shared:]
            while rest and expected and rest[0] == expected[0]:
                rest, expected = rest[1:], expected[1:]
            if rest and rest[0].isalpha() and not (_LEGAL_FORMS.fullmatch(rest[0]) or _PROSE.fullmatch(rest[0])):
                return True
    return False


def _received(row: Row, text: str, context: Row, documents: Iterable[dc.Invoice]) -> dc.Money:
    amount, currency = abs(Decimal(str(row["amount"]))), row["currency"]
    owed = {invoice.currency for invoice in documents}
    rate = None if currency in owed or len(owed) != 1 else _rate(row, text, context)
    if rate is None:
        return _money(amount, currency)
    # A debt is settled in its own currency: what came in is worth what the payer, or the bank, says.
    return _money((amount * rate).quantize(Decimal("0.01")), owed.pop())


def _rate(row: Row, text: str, context: Row) -> Decimal | None:
    told = _RATE.search(text)
    tables = [context[key] for key in sorted(context) if "rate" in key and isinstance(context[key], Mapping)]
    given = [row[key] for key in sorted(row) if "rate" in key] + [table.get(row["currency"]) for table in tables]
    return Decimal(told[1]) if told else next((Decimal(str(rate)) for rate in given if isinstance(rate, float)), None)


def _read_documents(invoices: Rows, context: Row) -> Iterator[Fact]:
    legacy = _legacy_numbers(invoices, context)
    memos = [memo for memo in map(_read_memo, _list(context, "credit_memos")) if memo is not None]
    yield from memos
    corrected = {memo.corrects for memo in memos}
    for row in invoices:
        number, owed = row["invoice_id"], max(row["original_amount"], row["open_amount"])
        due_on = _day(row.get("due_date")) or _day(row["invoice_date"]) or date.min
        issued_on = min(_day(row["invoice_date"]) or due_on, due_on)
        yield dc.Invoice(
            number,
            client=row["customer_id"],
            amount=_money(owed, row["currency"]),
            issued_on=issued_on,
            terms=_terms(row, issued_on, due_on),
            order_reference=row.get("po_reference") or None,
            payment_reference=legacy.get(number),
        )
        before: dict[str, Any] = {"client": row["customer_id"]}
        paid, credited = owed - row["open_amount"], row.get("existing_credit_memo") or 0
        if paid:
            amount = _money(paid, row["currency"])
            yield dc.Payment(f"{number} before", amount=amount, received_on=issued_on, designates=(number,), **before)
        if isinstance(credited, int | float) and credited and not paid and number not in corrected:
            amount = _money(credited, row["currency"])
            yield dc.CreditNote(f"{number} credit", amount=amount, issued_on=issued_on, corrects=number, **before)


def _read_memo(row: Row) -> dc.CreditNote | None:
    name = next((row[key] for key in row if re.search(r"(?:memo|cm).*(?:id|number)|^id$", key)), None)
    amount = next((row[key] for key in row if "amount" in key and isinstance(row[key], int | float)), 0)
    if not name or not amount or not row.get("customer_id") or str(row.get("status")).upper() in ("APPLIED", "CLOSED"):
        return None
    corrects = next(
        (row[key] for key in row if re.search(r"invoice(?!_date)", key) and isinstance(row[key], str)), None
    )
    issued_on = next((day for key in row if "date" in key and (day := _day(row[key]))), date.min)
    money = _money(abs(amount), row.get("currency") or "USD")
    return dc.CreditNote(str(name), client=row["customer_id"], amount=money, issued_on=issued_on, corrects=corrects)


def _terms(row: Row, issued_on: date, due_on: date) -> dc.PaymentTerms:
    days = (due_on - issued_on).days
    last_day = _day(row.get("discount_deadline"))
    if not row.get("discount_pct") or last_day is None or last_day < issued_on:
        return dc.PaymentTerms(days=days)
    discount = EarlyPaymentDiscount(Rate.percent(str(row["discount_pct"])), (last_day - issued_on).days)
    return dc.PaymentTerms(days=days, discount=discount)


def _read_clients(invoices: Rows, context: Row) -> Iterator[dc.Client]:
    parents = {child: row for row in _list(context, "parent_child_hierarchy") for child in row.get("children", ())}
    for row in _list(context, "parent_child_hierarchy"):
        yield dc.Client.business(row["parent_customer_id"], name=row["parent_name"])
    names = {row["customer_id"]: row["customer_name"] for row in invoices}
    for client in sorted(names.keys() - {row["parent_customer_id"] for row in parents.values()}):
        account = parents[client]["parent_customer_id"] if client in parents else ""
        yield dc.Client.business(client, name=names[client], account=account)


def _clients(facts: Iterable[Fact]) -> Iterator[dc.Client]:
    return (fact for fact in facts if isinstance(fact, dc.Client))


def _paid_documents(snapshot: dc.Snapshot, case: Case) -> Iterator[dc.Invoice]:
    """Give what was paid, as documents of that amount: a returned payment is lettered against them."""
    references = {receipt.payment.id: receipt.bank_reference for receipt in case.receipts}
    for item in snapshot.receivables:
        entries = [entry for entry in item.settlements if entry.is_payment]
        if entries:
            quoted = next((references[entry.credit] for entry in entries if references.get(entry.credit)), None)
            yield dc.Invoice(
                item.id,
                client=item.client.id,
                amount=dc.Money.from_minor(sum(entry.minor for entry in entries), item.currency),
                issued_on=item.invoice.issued_on,
                due_on=item.due_on,
                payment_reference=quoted,
            )


def _set_off(payment: dc.Payment, context: Row) -> Iterator[dc.Payment]:
    for row in _list(context, "intercompany_netting"):
        net = _money(row["expected_net_payment"], payment.currency)
        if row.get("net_agreement_active") and row["customer_id"] == payment.client and payment.amount == net:
            yield dc.Payment(
                f"{payment.id} set-off",
                client=payment.client,
                amount=_money(row["our_payable"], payment.currency),
                received_on=payment.received_on,
                reference=payment.reference,
                means=PaymentMeans.SET_OFF,
            )


def _read_names(invoices: Rows, context: Row) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for row in invoices:
        names.setdefault(row["customer_id"], set()).add(row["customer_name"])
    for row in _list(context, "parent_child_hierarchy"):
        names.setdefault(row["parent_customer_id"], set()).add(row["parent_name"])
    for row in _list(context, "payer_alias_registry"):
        names.setdefault(row["canonical_customer_id"], set()).update((row["payer_alias"], row["canonical_name"]))
    return names


def _find_client(payer: str, names: Mapping[str, set[str]]) -> str | None:
    """Return the one client of this name: word for word, else cut short or abbreviated, else among other words."""
    payer_words = _words(payer)
    for test in (list.__eq__, _is_short_for, _is_within, _is_misspelled):
        found = {client for client, own in names.items() for name in own if test(payer_words, _words(name))}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _is_short_for(given: list[str], name: list[str]) -> bool:
    return 0 < len(given) <= len(name) and len("".join(given)) >= 5 and all(map(_abbreviates, given, name))


def _abbreviates(given: str, word: str) -> bool:
    letters = iter(word)
    return given[0] == word[0] and all(letter in letters for letter in given)


def _is_within(given: list[str], name: list[str]) -> bool:
    return any(
        given[start:stop] == name or (stop - start > 1 and _is_short_for(given[start:stop], name))
        for start in range(len(given))
        for stop in range(start + 1, len(given) + 1)
    )


def _is_misspelled(given: list[str], name: list[str]) -> bool:
    return SequenceMatcher(None, " ".join(given), " ".join(name)).ratio() >= _ALIKE


def _words(text: str, *, less: re.Pattern[str] | None = _LEGAL_FORMS) -> list[str]:
    plain = "".join(part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part))
    words: list[str] = re.findall(r"[A-Z0-9]+", plain.upper().replace("'", "").replace(".", ""))
    return [word for word in words if less is None or not less.fullmatch(word)]


def _text_of(row: Row, context: Row) -> str:
    texts = [str(row.get("remittance_text") or "")]
    for key in sorted(row.keys() - _PLAIN_FIELDS - {"remittance_text"}):
        label = f"{key} ".replace("_", " ") if _CHECK.search(key.upper()) else ""
        texts += [f"{label}{text}" for text in _texts(row[key])]
    for key in sorted(context):
        # Advice that came by another way, and names the receipt.
        for advice in _list(context, key) if "remittance" in key or "advice" in key else ():
            own = set(_texts(advice))
            about = {row["txn_id"], row.get("bank_reference")}
            texts += sorted(own - about) if own & about else []
    return " ; ".join(filter(None, texts))


def _legacy_numbers(invoices: Rows, context: Row) -> dict[str, str]:
    """Return the number in an older system of each invoice that has one."""
    known = {row["invoice_id"] for row in invoices}
    found: dict[str, str] = {}
    for key in sorted(context):
        entries = context[key] if "legacy" in key else ()
        if isinstance(entries, Mapping):
            pairs = [(str(old), _texts(new)) for old, new in entries.items()]
        else:
            pairs = [(text, _texts(row)) for row in entries for text in _numbers(row)]
        found |= {new: old for old, news in pairs if old not in known for new in news if new in known}
    return found


def _numbers(row: Row) -> list[str]:
    return [text for text in row.values() if isinstance(text, str) and re.search(r"[0-9]", text) and " " not in text]


def _is_withheld(row: Row) -> bool:
    return bool(row.get("do_not_auto_apply")) or bool(re.search(r"HOLD|DISPUTE", str(row.get("status")).upper()))


def _dates(text: str) -> Iterator[date]:
    for year, month, day in _ISO_DATE.findall(text):
        yield date(int(year), int(month), int(day))
    for month, day, year in _US_DATE.findall(text):
        yield date(int(year), int(month), int(day))
    for month, day, year in _LONG_DATE.findall(text):
        yield date(int(year), _MONTHS.index(month) + 1, int(day))


def _day(value: object) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) and _ISO_DATE.match(value) else None


def _money(amount: object, currency: str) -> dc.Money:
    return dc.Money(str(amount), currency)


def _dict(context: Row, key: str) -> Row:
    found = context.get(key)
    return found if isinstance(found, Mapping) else {}


def _list(context: Row, key: str) -> list[Row]:
    found = context.get(key)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = list(value.values())
    return [text for part in value for text in _texts(part)] if isinstance(value, list | tuple) else []
