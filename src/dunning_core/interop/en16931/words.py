"""Payment terms in words (BT-20), read where a whole clause can mean one thing: French, English, German and Dutch."""

import re
from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from dunning_core.errors import DunningError, InvalidValueError
from dunning_core.interop.en16931.clauses import CLAUSES, DAYS, MONTHS, PENALTIES
from dunning_core.interop.parsing import parse_day
from dunning_core.law import Rate
from dunning_core.terms import EarlyPaymentDiscount, PaymentTerms

_TEXT_MAX = 1000
# A comma or a point between digits belongs to a figure or to a day; before a blank or at the end, it ends a clause,
# unless it is the point of a German day, as in "4. Februar".
_BREAKS = re.compile(r"[;\n]|,(?=\s|$)|(?<![^0-9][0-9])(?<![^0-9][0-9]{2})\.(?=\s|$)")
_LABEL = re.compile(
    r"(?:conditions de (?:paiement|règlement)|modalités de (?:paiement|règlement)|payment terms|terms of payment|terms"
    r"|zahlungsbedingung(?:en)?|betalingsvoorwaarden|betalingscondities)\s*:\s*"
)


@frozen
class StatedTerms:
    """What words say: terms, a day, a discount; and the clauses that were not read, which make the others void."""

    terms: PaymentTerms | None = None
    due_on: date | None = None
    discount: EarlyPaymentDiscount | None = None
    unread: tuple[str, ...] = ()


@frozen
class _Clause:
    terms: PaymentTerms | None = None
    due_on: date | None = None
    discount: EarlyPaymentDiscount | None = None


def read_words(text: str, issued_on: date) -> StatedTerms:
    """Return what the words of an invoice say about its payment; a clause that is not understood voids the others.

    "45 days end of month" has two lawful readings, and days that run from the receipt have no known start: they are
    not read. Nor are two tiers of discount. A clause on penalties moves no day, and voids nothing.

    >>> read_words("Zahlbar innerhalb 30 Tagen netto, 3% Skonto innerhalb 10 Tagen", date(2026, 1, 5)).terms
    PaymentTerms(30)
    """
    if len(text) > _TEXT_MAX:
        return StatedTerms(unread=(_one_line(text),))
    clauses: list[_Clause] = []
    unread: list[str] = []
    for written in _split(text):
        try:
            clauses.append(_read_clause(written, issued_on))
        except DunningError:
            unread.append(written)
    if not all(_is_about_penalties(written.casefold()) for written in unread):
        return StatedTerms(unread=(_one_line(text),))
    found = _join(clauses)
    return StatedTerms(unread=(_one_line(text),)) if found is None else evolve(found, unread=tuple(unread))


def _one_line(text: str) -> str:
    return " ".join(text[:_TEXT_MAX].split())


def _is_about_penalties(clause: str) -> bool:
    # One that counts days of its own may set a term: "30 days, or 8 under pain of late payment interest".
    return PENALTIES.search(clause) is not None and DAYS.search(clause) is None


def _split(text: str) -> Iterator[str]:
    for part in _BREAKS.split(text.replace("’", "'")):
        clause = " ".join(part.split()).strip(" -–.")
        if clause:
            yield clause


def _read_clause(written: str, issued_on: date) -> _Clause:
    clause = _LABEL.sub("", written.casefold(), count=1)
    for order, pattern, make in CLAUSES:
        match = pattern.fullmatch(clause)
        if match is None:
            continue
        parts = match.groupdict()
        due_on = _read_day(parts["date"], order) if parts.get("date") else None
        if parts.get("percent"):
            return _Clause(discount=_read_discount(parts, due_on=due_on, issued_on=issued_on))
        return _Clause(terms=make(int(parts.get("days") or 0)) if make is not None else None, due_on=due_on)
    raise InvalidValueError("unreadable", "BT-20", written, "write it as a day, or as a number of days")


def _read_discount(parts: dict[str, str | None], *, due_on: date | None, issued_on: date) -> EarlyPaymentDiscount:
    rate = Rate.percent((parts["percent"] or "").replace(",", "."))
    discount = EarlyPaymentDiscount(rate, int(parts["days"] or 0))
    if due_on is not None and due_on != discount.last_day(issued_on):
        raise InvalidValueError("unreadable", "BT-20", due_on, "the days and the day of the discount disagree")
    return discount


def _read_day(text: str, order: str | None) -> date:
    words = re.fullmatch(r"([0-9]{1,2})(?:\.|er|st|nd|rd|th)? ([^0-9 ]+)\.? ([0-9]{4})", text)
    if words is None:
        return parse_day(text, order=order)
    month = next((number for number, names in enumerate(MONTHS, start=1) if words[2] in names), 0)
    return parse_day(f"{words[3]}-{month}-{words[1]}", order="YMD")


def _join(clauses: list[_Clause]) -> StatedTerms | None:
    """Return what several clauses say together; None when two of them say two things."""
    terms = {clause.terms for clause in clauses if clause.terms is not None}
    days = {clause.due_on for clause in clauses if clause.due_on is not None}
    discounts = {clause.discount for clause in clauses if clause.discount is not None}
    if max(len(terms), len(days), len(discounts)) > 1:
        return None
    return StatedTerms(next(iter(terms), None), next(iter(days), None), next(iter(discounts), None))
