"""What stands in the place of each placeholder of a template, and the sheet that comes out of it."""

import re
from collections.abc import Callable, Iterator

from attrs import frozen

from dunning_core.errors import TemplateError
from dunning_core.events import PaymentReturned
from dunning_core.ledger import list_promises
from dunning_core.money import Money
from dunning_core.notices.body import (
    instruct,
    write_consequences,
    write_falling_due,
    write_opening,
    write_signature,
    write_table,
    write_totals,
)
from dunning_core.notices.drafts import Draft
from dunning_core.notices.facts import write_facts, write_references
from dunning_core.notices.instructions import write_instructions
from dunning_core.notices.naming import list_numbers
from dunning_core.notices.penalty_texts import write_penalties
from dunning_core.notices.sheets import Link, Piece, Table
from dunning_core.notices.templates import Part, Template

_Value = object | None


def fill_subject(template: Template, draft: Draft) -> str:
    """Return the subject of a template, on one line."""
    told = "".join(str(text) for _, text in _Filler(draft).tokens("subject", template.subject_parts))
    subject = " ".join(line.strip() for line in told.splitlines()).strip()
    _check_told(subject, "subject", template.subject)
    return subject


def fill_body(template: Template, draft: Draft) -> tuple[Piece, ...]:
    """Return the body of a template: its paragraphs and tables; what is left empty by an absent section is dropped."""
    paragraphs: list[Piece] = [""]
    for is_literal, text in _merge(_Filler(draft).tokens("body", template.body_parts)):
        if isinstance(text, Table):
            paragraphs += (text, "")
            continue
        # Only the blank lines of the template part its paragraphs: those of a value are the user's own.
        first, *others = re.split(r"\n[ \t]*\n\s*", text) if is_literal else [text]
        paragraphs[-1] = f"{paragraphs[-1]}{first}"
        paragraphs += others
    pieces = (piece.strip("\n") if isinstance(piece, str) else piece for piece in paragraphs)
    told = tuple(piece for piece in pieces if not isinstance(piece, str) or piece.strip())
    _check_told(told, "body", template.body)
    return told


def _merge(tokens: Iterator[tuple[bool, str | Table]]) -> Iterator[tuple[bool, str | Table]]:
    # A section that fell leaves two literal texts side by side: they are one.
    waiting = ""
    for is_literal, text in tokens:
        if is_literal:
            waiting += str(text)
            continue
        yield True, waiting
        waiting = ""
        yield False, text
    yield True, waiting


def _check_told(told: object, name: str, text: str) -> None:
    if not told:
        raise TemplateError("nothing_left", name, text, "leave some text outside its sections")


@frozen
class _Filler:
    """Fills the parts of a template from a draft; what a notice has no value for is absent."""

    draft: Draft

    def tokens(self, field_name: str, parts: tuple[Part, ...]) -> Iterator[tuple[bool, str | Table]]:
        seen: dict[str, str | Table] = {}

        def value(name: str) -> str | Table:
            if name not in seen:
                seen[name] = self._value(name)
            return seen[name]

        for part in parts:
            if part.section and not value(part.section):
                continue
            if not part.name:
                yield True, part.text
                continue
            found = value(part.name)
            if not found:
                hint = f"put it in a section: {{?{part.name}}} … {{/{part.name}}}"
                raise TemplateError("missing_value", field_name, f"{{{part.name}}}", hint)
            yield False, found

    def _value(self, name: str) -> str | Table:
        found = VALUES[name](self.draft)
        if isinstance(found, Table):
            return found if found.rows else ""
        return self.draft.wording.show(found)


def _total(label: str) -> Callable[[Draft], _Value]:
    def find(draft: Draft) -> _Value:
        return dict(draft.demand.totals).get(label) or None

    return find


def _per_day(draft: Draft) -> _Value:
    return draft.demand.per_day or None


def _rate(draft: Draft) -> _Value:
    return next((claim.rate for claim in (*draft.demand.announced, *draft.demand.claims)), None)


def _last_notice(draft: Draft) -> _Value:
    return max((notice.sent_on for notice in draft.counted), default=None)


def _promised(draft: Draft) -> _Value:
    standing = (found for item in draft.receivables for found in list_promises(item))
    return max((found.pay_on for found in standing if found.is_broken), default=None)


def _returned(draft: Draft) -> _Value:
    events = draft.action.decisions[0].context.account.events
    return max((event.returned_on for event in events if isinstance(event, PaymentReturned)), default=None)


def _disputed(draft: Draft) -> _Value:
    return draft.demand.disputed or None


def _credit(draft: Draft) -> _Value:
    currency = draft.action.currency
    minor = draft.action.decisions[0].context.account.credit_minor.get(currency, 0)
    return Money.from_minor(minor, currency) if minor else None


def _last_payment(name: str) -> Callable[[Draft], _Value]:
    def find(draft: Draft) -> _Value:
        found = draft.demand.last_payment
        return None if found is None else getattr(found, name)

    return find


def _payment(name: str) -> Callable[[Draft], _Value]:
    def find(draft: Draft) -> _Value:
        # Of several payees, the first who has it: each has a sentence of its own in {instructions}.
        given: Iterator[_Value] = (getattr(payment, name) for payment in instruct(draft))
        return next((value for value in given if value), None)

    return find


def _instructions(draft: Draft) -> _Value:
    told = write_instructions(draft.wording, instruct(draft))
    return " ".join(piece.text if isinstance(piece, Link) else str(piece) for piece in told)


def _said(key: str) -> Callable[[Draft], _Value]:
    def find(draft: Draft) -> _Value:
        return draft.wording.say(key.format(voice=draft.voice.name), day=draft.day)

    return find


#: One function per placeholder; a test holds them to the table.
VALUES: dict[str, Callable[[Draft], _Value]] = {
    "client_name": lambda draft: draft.action.client.name,
    "contact_name": lambda draft: draft.action.recipient.name if draft.action.recipient else None,
    "creditor_name": lambda draft: draft.creditor.name,
    "dated": lambda draft: draft.action.act_on,
    "numbers": lambda draft: list_numbers((item.invoice.number for item in draft.receivables), draft.wording),
    "oldest_due_on": lambda draft: min(item.due_on for item in draft.receivables),
    "days_late": lambda draft: max(item.days_late for item in draft.receivables) or None,
    "total": lambda draft: draft.demand.sums,
    "principal": _total("principal"),
    "interest": _total("interest"),
    "compensation": _total("compensation"),
    "costs": _total("costs"),
    "per_day": _per_day,
    "rate": _rate,
    "deadline": lambda draft: draft.deadline,
    "deadline_days": lambda draft: draft.action.stage.deadline_days,
    "counted_on": lambda draft: draft.day,
    "last_notice_on": _last_notice,
    "last_payment": _last_payment("amount"),
    "last_payment_on": _last_payment("day"),
    "promised_on": _promised,
    "returned_on": _returned,
    "disputed": _disputed,
    "credit": _credit,
    "iban": _payment("iban"),
    "bic": _payment("bic"),
    "reference": _payment("reference"),
    "creditor_reference": _payment("creditor_reference"),
    "payment_link": _payment("link"),
    "greeting": _said("greeting"),
    "opening": write_opening,
    "facts": lambda draft: " ".join(write_facts(draft)),
    "references": write_references,
    "penalties": lambda draft: " ".join(write_penalties(draft)),
    "falling_due": write_falling_due,
    "consequence": lambda draft: " ".join(write_consequences(draft)),
    "instructions": _instructions,
    "counted": _said("counted"),
    "closing": _said("closing.{voice}"),
    "signature": lambda draft: write_signature(draft.creditor),
    "items": write_table,
    "totals": write_totals,
}
