"""draft_notice: from an action to a complete text in a language, for a person to read before it leaves."""

from datetime import date, timedelta

from dunning_core._checks import check_instance
from dunning_core.dunning import Action, Decision
from dunning_core.errors import InvalidValueError, PolicyError, ProvisionalError
from dunning_core.events import Channel, StageKind
from dunning_core.ledger import last_promise
from dunning_core.money import Money
from dunning_core.notices.notice import Notice, NoticeItem
from dunning_core.notices.tables import align_columns
from dunning_core.notices.wording import Wording
from dunning_core.parties import Client, Creditor
from dunning_core.penalties import Penalties

# The language of a client who states none, where his country has one official language that we speak.
_LANGUAGES = {"FR": "fr", "MC": "fr", "GB": "en", "IE": "en", "US": "en"}
_NUMBERS_SHOWN = 3


def draft_notice(action: Action, creditor: Creditor, *, locale: str | None = None, provisional: bool = False) -> Notice:
    """Return the notice of an action: subject, body, table, totals, mentions, enclosures and deadline.

    `locale` None takes the language of the recipient, else of the client, else of his country. Raises ProvisionalError
    when an amount rests on a rate past its verified horizon, unless `provisional=True`; MissingTranslation for a
    language without vetted wording; PolicyError for a recourse, which is a file and not a text to the debtor.
    """
    check_instance("action", action, Action)
    check_instance("creditor", creditor, Creditor)
    if action.stage.kind is StageKind.RECOURSE:
        raise PolicyError("no_notice", "action.stage", action.stage.name, "a recourse is handed over, not written")
    wording = Wording.of(locale or _language(action))
    claims = _claims(action)
    is_provisional = any(penalties.is_provisional for penalties in claims.values())
    if is_provisional and not provisional:
        hint = "extend the regime with with_reference_rate(...), or pass provisional=True"
        raise ProvisionalError("provisional", "penalties", action.client.id, hint)
    items = tuple(_item(decision, claims) for decision in action.claimed)
    totals = _totals(action, claims)
    deadline = _deadline(action)
    return Notice(
        action=action,
        creditor=creditor,
        locale=str(wording.locale),
        subject=_subject(action, wording),
        body=_body(action, creditor, wording, items, totals, claims),
        items=items,
        totals=totals,
        mentions=_mentions(action, creditor, wording, claims),
        enclosures=_enclosures(action, wording, claims),
        deadline=deadline,
        counted_on=_day(action),
        is_provisional=is_provisional,
    )


def _language(action: Action) -> str:
    client: Client = action.client
    contact = action.recipient.language if action.recipient is not None else None
    language = contact or client.language or _LANGUAGES.get(client.country or "")
    if language is None:
        raise InvalidValueError("missing_locale", "locale", client.id, "pass a locale, or give the client a language")
    return language


def _day(action: Action) -> date:
    return action.decisions[0].receivable.day


def _deadline(action: Action) -> date | None:
    days = action.stage.deadline_days
    return None if days is None else action.act_on + timedelta(days=days)


def _claims(action: Action) -> dict[str, Penalties]:
    claims: dict[str, Penalties] = {}
    for decision in action.decisions:
        penalties = decision.penalties if decision.claims_penalties else None
        if penalties is not None:
            claims[decision.receivable.id] = penalties
    return claims


def _item(decision: Decision, claims: dict[str, Penalties]) -> NoticeItem:
    item = decision.receivable
    penalties = claims.get(item.id)
    return NoticeItem(
        receivable=item.id,
        number=item.invoice.number,
        issued_on=item.invoice.issued_on,
        due_on=item.due_on,
        days_late=item.days_late,
        amount=item.amount,
        chased=decision.chased,
        penalties=None if penalties is None else penalties.total,
    )


def _totals(action: Action, claims: dict[str, Penalties]) -> tuple[tuple[str, Money], ...]:
    totals = [("principal", action.outstanding)]
    if claims:
        interest = Money.sum((claim.interest for claim in claims.values()), currency=action.currency)
        totals.append(("interest", interest))
        fixed: dict[str, Money] = {}
        for claim in claims.values():
            if claim.compensation:
                code = claim.compensation.currency
                fixed[code] = fixed.get(code, Money.zero(code)) + claim.compensation
        totals.extend(("compensation", fixed[code]) for code in sorted(fixed))
        if action.total is not None:
            totals.append(("total", action.total))
    return tuple(totals)


def _subject(action: Action, wording: Wording) -> str:
    numbers = list(dict.fromkeys(decision.receivable.invoice.number for decision in action.claimed))
    shown = wording.enumerate(numbers)
    if len(numbers) > _NUMBERS_SHOWN:
        first = ", ".join(numbers[:_NUMBERS_SHOWN])
        shown = wording.say("subject.others", numbers=first, count=len(numbers) - _NUMBERS_SHOWN)
    return wording.say(f"subject.{action.stage.kind.name}", count=len(numbers), numbers=shown)


def _body(
    action: Action,
    creditor: Creditor,
    wording: Wording,
    items: tuple[NoticeItem, ...],
    totals: tuple[tuple[str, Money], ...],
    claims: dict[str, Penalties],
) -> str:
    kind = action.stage.kind.name
    total = action.total if action.total is not None else action.outstanding
    days = action.stage.deadline_days
    parts = [
        wording.say("greeting"),
        wording.say(f"opening.{kind}", count=len(items), total=total, days=days),
        *_facts(action, wording),
        _table(items, wording),
        "\n".join(
            wording.say("total.line", label=wording.say(f"total.{label}"), amount=amount) for label, amount in totals
        ),
        *_penalty_texts(action, wording, claims),
        _falling_due(action, wording),
        *_consequences(action, creditor, wording),
        wording.say(f"closing.{kind}"),
        "\n".join(filter(None, (creditor.contact, creditor.name, creditor.phone, creditor.email))),
    ]
    return "\n\n".join(filter(None, parts))


def _facts(action: Action, wording: Wording) -> list[str]:
    # From the second notice on a text cites a fact of this debt, which no template could have known.
    facts: list[str] = []
    items = [decision.receivable for decision in action.claimed]
    days = sorted({notice.sent_on for item in items for notice in item.notices if notice.kind > StageKind.BEFORE_DUE})
    if days:
        facts.append(
            wording.say("history", count=len(days), days=wording.enumerate([wording.show(day) for day in days]))
        )
    promises = [promise for item in items if (promise := last_promise(item)) and promise.pay_on < item.day]
    if promises:
        facts.append(wording.say("promise", day=max(promise.pay_on for promise in promises)))
    disputed = Money.sum((item.disputed for item in items), currency=action.currency)
    if disputed:
        facts.append(wording.say("disputed", amount=disputed))
    credit = action.decisions[0].context.account.credit_minor.get(action.currency, 0)
    if credit:
        facts.append(wording.say("credit", amount=Money.from_minor(credit, action.currency)))
    return facts


def _falling_due(action: Action, wording: Wording) -> str:
    # What is not due yet travels with the notice as information: it is announced, and no part of what is claimed.
    items = [decision.receivable for decision in action.decisions if decision not in action.claimed]
    told = [wording.say("falling_due.item", number=item.id, amount=item.outstanding, day=item.due_on) for item in items]
    return wording.say("falling_due", count=len(told), items=wording.enumerate(told)) if told else ""


def _table(items: tuple[NoticeItem, ...], wording: Wording) -> str:
    claimed = any(item.penalties is not None for item in items)
    names = ["number", "issued_on", "due_on", "days_late", "amount", "chased", *(["penalties"] if claimed else [])]
    rows = [[wording.say(f"column.{name}") for name in names]]
    for item in items:
        row = [
            item.receivable,
            wording.short_day(item.issued_on),
            wording.short_day(item.due_on),
            str(item.days_late),
            wording.show(item.amount),
            wording.show(item.chased),
        ]
        rows.append([*row, wording.show(item.penalties)] if claimed else row)
    return align_columns(rows, right=(3, 4, 5, 6))


def _penalty_texts(action: Action, wording: Wording, claims: dict[str, Penalties]) -> list[str]:
    if claims:
        per_day = Money.sum((claim.per_day for claim in claims.values()), currency=action.currency)
        texts = [wording.say("penalties.claimed", day=_day(action), per_day=per_day)]
        if any(claim.is_provisional for claim in claims.values()):
            texts.append(wording.say("provisional"))
        return texts
    announced = (decision for decision in action.decisions if decision.stage and decision.stage.announces_penalties)
    for decision in announced:
        penalties = decision.penalties
        if penalties is not None and penalties.regime.compensation_reference and penalties.compensation:
            return [
                wording.say(
                    "penalties.announced",
                    reference=penalties.regime.interest_reference.text,
                    rate=penalties.regime.late_rate.at(decision.receivable.day),
                    compensation=penalties.compensation,
                    compensation_reference=penalties.regime.compensation_reference.text,
                )
            ]
    return []


def _consequences(action: Action, creditor: Creditor, wording: Wording) -> list[str]:
    texts: list[str] = []
    key = f"consequence.{action.stage.kind.name}"
    if wording.has(key):
        texts.append(wording.say(key))
    deadline = _deadline(action)
    if deadline is not None:
        texts.append(wording.say("deadline", day=deadline))
    reference = (
        action.decisions[0].receivable.invoice.payment_reference or action.decisions[0].receivable.invoice.number
    )
    given = (("iban", creditor.iban), ("bic", creditor.bic), ("reference", reference if creditor.iban else None))
    told = [wording.fill(f"payment.{name}", {name: value}) for name, value in given if value]
    if told:
        texts.append(wording.say("payment", instructions=", ".join(told)))
    texts.append(wording.say("counted", day=_day(action)))
    return texts


def _mentions(action: Action, creditor: Creditor, wording: Wording, claims: dict[str, Penalties]) -> tuple[str, ...]:
    mentions: list[str] = []
    if action.channel is Channel.REGISTERED:
        mentions.append(wording.say("mention.registered"))
    if creditor.siren:
        mentions.append(wording.say("mention.siren", siren=creditor.siren))
    if creditor.vat_number:
        mentions.append(wording.say("mention.vat", vat_number=creditor.vat_number))
    articles = dict.fromkeys((line.kind, line.reference.text) for claim in claims.values() for line in claim.lines)
    mentions.extend(wording.say(f"mention.{kind}", reference=reference) for kind, reference in articles)
    return tuple(mentions)


def _enclosures(action: Action, wording: Wording, claims: dict[str, Penalties]) -> tuple[str, ...]:
    if action.stage.kind < StageKind.LAST:
        return ()
    numbers = dict.fromkeys(decision.receivable.invoice.number for decision in action.claimed)
    enclosures = [wording.say("enclosure.invoice", number=number) for number in numbers]
    if claims:
        enclosures.append(wording.say("enclosure.statement", day=_day(action)))
    return tuple(enclosures)
