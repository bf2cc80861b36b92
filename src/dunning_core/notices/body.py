"""The body of a notice, paragraph by paragraph, and what stands around it: subject, mentions, enclosures."""

from datetime import date, timedelta

from attrs import frozen

from dunning_core.dunning import Action, Decision
from dunning_core.events import Channel, StageKind
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import SettlementOrder
from dunning_core.ledger import Receivable, list_promises
from dunning_core.money import Money
from dunning_core.notices.notice import NoticeItem
from dunning_core.notices.tables import align_columns
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor
from dunning_core.penalties import Penalties, impute_payments
from dunning_core.penalties.imputation import claim_payments_of

_NUMBERS_SHOWN = 3


@frozen
class Draft:
    """What a notice is written from: the action, the creditor, the wording, and the penalties claimed, by line."""

    action: Action
    creditor: Creditor
    wording: Wording
    claims: tuple[tuple[str, Penalties], ...]

    @property
    def day(self) -> date:
        """Return the day of the snapshot: the one up to which payments are counted."""
        return self.action.decisions[0].receivable.day

    @property
    def deadline(self) -> date | None:
        """Return the date that the notice sets, counted from the day it is to be sent."""
        days = self.action.stage.deadline_days
        return None if days is None else self.action.act_on + timedelta(days=days)

    @property
    def penalties(self) -> tuple[Penalties, ...]:
        """Return the penalties claimed."""
        return tuple(penalties for _, penalties in self.claims)

    @property
    def announced(self) -> Penalties | None:
        """Return the penalties of the first line whose stage announces them, where none are claimed yet."""
        for decision in () if self.claims else self.action.claimed:
            penalties = decision.penalties if decision.stage and decision.stage.announces_penalties else None
            if penalties is not None and penalties.compensation:
                return penalties
        return None

    @property
    def is_provisional(self) -> bool:
        """Return whether a figure, or the rate that is announced, is past the verified horizon of its series."""
        announced = self.announced
        unverified = announced is not None and not announced.is_rate_verified
        return unverified or any(penalties.is_provisional for penalties in self.penalties)

    @property
    def receivables(self) -> tuple[Receivable, ...]:
        """Return the receivables whose payment is asked for."""
        return tuple(decision.receivable for decision in self.action.claimed)

    @property
    def items(self) -> tuple[NoticeItem, ...]:
        """Return the lines of the table."""
        return tuple(self._item(decision) for decision in self.action.claimed)

    @property
    def totals(self) -> tuple[tuple[str, Money], ...]:
        """Return the sums by kind, and the total when it is one figure."""
        totals = [("principal", self.action.outstanding)]
        if self.claims:
            currency = self.action.currency
            interests, *fixed = zip(*(claim.unclaimed for claim in self.penalties), strict=True)
            totals.append(("interest", Money.sum(interests, currency=currency)))
            for name, amounts in zip(COMPONENTS[1:], fixed, strict=True):
                for code in sorted({amount.currency for amount in amounts if amount}):
                    same = (amount for amount in amounts if amount.currency == code)
                    totals.append((name, Money.sum(same, currency=code)))
            if self.action.total is not None:
                totals.append(("total", self.action.total))
        return tuple(totals)

    def _item(self, decision: Decision) -> NoticeItem:
        item = decision.receivable
        penalties = dict(self.claims).get(item.id)
        return NoticeItem(
            receivable=item.id,
            number=item.invoice.number,
            issued_on=item.invoice.issued_on,
            due_on=item.due_on,
            days_late=item.days_late,
            amount=item.amount,
            chased=decision.chased,
            penalties=_shown(penalties),
        )


def _shown(penalties: Penalties | None) -> Money | None:
    # One figure in the table, or none where two currencies mix: the totals below it tell them apart.
    totals = [] if penalties is None else [amount for amount in penalties.unclaimed_totals if amount]
    if penalties is None or len(totals) > 1:
        return None
    return totals[0] if totals else penalties.unclaimed[0]


def write_subject(draft: Draft) -> str:
    """Return the subject: one line, that names three invoices at most."""
    numbers = list(dict.fromkeys(item.invoice.number for item in draft.receivables))
    shown = draft.wording.enumerate(numbers)
    if len(numbers) > _NUMBERS_SHOWN:
        first = ", ".join(numbers[:_NUMBERS_SHOWN])
        shown = draft.wording.say("subject.others", numbers=first, count=len(numbers) - _NUMBERS_SHOWN)
    return draft.wording.say(f"subject.{draft.action.stage.voice.name}", count=len(numbers), numbers=shown)


def write_body(draft: Draft) -> str:
    """Return the whole text, from the greeting to the signature, paragraphs apart."""
    kind, wording, creditor = draft.action.stage.voice.name, draft.wording, draft.creditor
    asked = draft.action.total if draft.action.total is not None else draft.action.outstanding
    days = draft.action.stage.deadline_days
    sums = (
        wording.say("total.line", label=wording.say(f"total.{label}"), amount=amount) for label, amount in draft.totals
    )
    parts = [
        wording.say("greeting"),
        wording.say(f"opening.{kind}", count=len(draft.items), total=asked, days=days),
        *_facts(draft),
        _table(draft),
        "\n".join(sums),
        *_penalty_texts(draft),
        _second_reading(draft),
        _falling_due(draft),
        *_consequences(draft),
        wording.say(f"closing.{kind}"),
        "\n".join(filter(None, (creditor.contact, creditor.name, creditor.phone, creditor.email))),
    ]
    return "\n\n".join(filter(None, parts))


def write_mentions(draft: Draft) -> tuple[str, ...]:
    """Return the mentions that must stand on the notice: how it is sent, who claims, under which articles."""
    mentions: list[str] = []
    if draft.action.channel is Channel.REGISTERED:
        mentions.append(draft.wording.say("mention.registered"))
    if draft.creditor.siren:
        mentions.append(draft.wording.say("mention.siren", siren=draft.creditor.siren))
    if draft.creditor.vat_number:
        mentions.append(draft.wording.say("mention.vat", vat_number=draft.creditor.vat_number))
    articles = dict.fromkeys((line.kind, line.reference.text) for claim in draft.penalties for line in claim.lines)
    mentions.extend(draft.wording.say(f"mention.{kind}", reference=reference) for kind, reference in articles)
    return tuple(mentions)


def write_enclosures(draft: Draft) -> tuple[str, ...]:
    """Return what to enclose from the last notice on: the invoices, and the statement of penalties."""
    if draft.action.stage.kind < StageKind.LAST:
        return ()
    numbers = dict.fromkeys(item.invoice.number for item in draft.receivables)
    enclosures = [draft.wording.say("enclosure.invoice", number=number) for number in numbers]
    if draft.claims:
        enclosures.append(draft.wording.say("enclosure.statement", day=draft.day))
    return tuple(enclosures)


def _facts(draft: Draft) -> list[str]:
    # From the second notice on a text cites a fact of this debt, which no template could have known.
    wording, items, facts = draft.wording, draft.receivables, list[str]()
    days = sorted({notice.sent_on for item in items for notice in item.notices if notice.kind > StageKind.BEFORE_DUE})
    if days:
        shown = wording.enumerate([wording.show(day) for day in days])
        facts.append(wording.say("history", count=len(days), days=shown))
    broken = [found.promise.pay_on for item in items for found in list_promises(item) if found.is_broken]
    if broken:
        facts.append(wording.say("promise", day=max(broken)))
    disputed = Money.sum((item.disputed for item in items), currency=draft.action.currency)
    if disputed:
        facts.append(wording.say("disputed", amount=disputed))
    credit = draft.action.decisions[0].context.account.credit_minor.get(draft.action.currency, 0)
    if credit:
        facts.append(wording.say("credit", amount=Money.from_minor(credit, draft.action.currency)))
    return facts


def _table(draft: Draft) -> str:
    wording = draft.wording
    names = ["number", "issued_on", "due_on", "days_late", "amount", "chased", *(["penalties"] if draft.claims else [])]
    rows = [[wording.say(f"column.{name}") for name in names]]
    for item in draft.items:
        row = [
            item.receivable,
            wording.short_day(item.issued_on),
            wording.short_day(item.due_on),
            str(item.days_late),
            wording.show(item.amount),
            wording.show(item.chased),
        ]
        rows.append([*row, wording.show(item.penalties)] if draft.claims else row)
    return align_columns(rows, right=(3, 4, 5, 6))


def _penalty_texts(draft: Draft) -> list[str]:
    wording = draft.wording
    if draft.claims:
        per_day = Money.sum((claim.per_day for claim in draft.penalties), currency=draft.action.currency)
        texts = [wording.say("penalties.claimed", day=draft.day, per_day=per_day)]
        if not per_day:
            texts = [wording.say("penalties.stated", day=draft.day)]
        if any(claim.is_provisional for claim in draft.penalties):
            texts.append(wording.say("provisional"))
        return texts
    announced = draft.announced
    if announced is None:
        return []
    granted = next(line.reference.text for line in announced.lines if line.kind == "compensation")
    told = [] if announced.is_rate_verified else [wording.say("provisional")]
    return [
        wording.say(
            "penalties.announced",
            reference=announced.regime.interest_reference.text,
            rate=announced.rate,
            compensation=announced.compensation,
            compensation_reference=granted,
        ),
        *told,
    ]


def _second_reading(draft: Draft) -> str:
    # From the formal notice on, the debtor is told what a French court would read: part payments settle interest first.
    french = all(claim.regime.country == "FR" for claim in draft.penalties)
    if draft.action.stage.kind < StageKind.FORMAL_NOTICE or not draft.claims or not french:
        return ""
    account = draft.action.decisions[0].context.account
    payments = {per_part: claim_payments_of(account, per_part=per_part) for per_part in (False, True)}
    difference = Money.zero(draft.action.currency)
    left = dict.fromkeys(("principal", "interest"), difference)
    for claim in draft.penalties:
        own = payments[claim.regime.compensation_per_part].get(claim.receivable.id, ())
        ledger = impute_payments(claim, SettlementOrder.PRINCIPAL_FIRST, claim_payments=own)
        legal = impute_payments(claim, SettlementOrder.INTEREST_FIRST, claim_payments=own)
        for kind in left:
            left[kind] = left[kind] + legal.component(kind).outstanding
            difference = difference + legal.component(kind).outstanding - ledger.component(kind).outstanding
        left["principal"] = left["principal"] - claim.receivable.disputed
    if not difference:
        return ""
    return draft.wording.fill("second_reading", {**left, "difference": difference})


def _falling_due(draft: Draft) -> str:
    # What is not due yet travels with the notice as information: it is announced, and no part of what is claimed.
    wording, claimed = draft.wording, {item.id for item in draft.receivables}
    told = [
        wording.say("falling_due.item", number=item.id, amount=item.outstanding, day=item.due_on)
        for item in (decision.receivable for decision in draft.action.decisions)
        if item.id not in claimed
    ]
    return wording.say("falling_due", count=len(told), items=wording.enumerate(told)) if told else ""


def _consequences(draft: Draft) -> list[str]:
    wording, creditor, texts = draft.wording, draft.creditor, list[str]()
    key = f"consequence.{draft.action.stage.voice.name}"
    if wording.has(key):
        texts.append(wording.say(key))
    if draft.deadline is not None:
        texts.append(wording.say("deadline", day=draft.deadline))
    invoice = draft.receivables[0].invoice
    reference = (invoice.payment_reference or invoice.number) if creditor.iban else None
    given = (("iban", creditor.iban), ("bic", creditor.bic), ("reference", reference))
    told = [wording.fill(f"payment.{name}", {name: value}) for name, value in given if value]
    if told:
        texts.append(wording.say("payment", instructions=", ".join(told)))
    texts.append(wording.say("counted", day=draft.day))
    return texts
