"""Draft: what a notice is written from, with every figure taken once from the decisions of its action."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from dunning_core.dunning import Action, Decision
from dunning_core.events import StageKind
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import ClientKind
from dunning_core.ledger import Receivable
from dunning_core.ledger.contact import counted_notices
from dunning_core.money import Money, sum_by_currency
from dunning_core.notices.notice import NoticeItem
from dunning_core.notices.options import NoticeOptions
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor
from dunning_core.penalties import Penalties, PenaltyLine


@frozen
class Claim:
    """The penalties of one line, with their working and what is left to claim, each computed once.

    `amounts` are what is left to claim, one amount per currency; the nothing of interest where there is none.
    """

    penalties: Penalties
    lines: tuple[PenaltyLine, ...]
    unclaimed: tuple[Money, Money, Money]
    amounts: tuple[Money, ...]

    @classmethod
    def of(cls, penalties: Penalties) -> "Claim":
        """Return the claim that some penalties are, with their figures computed."""
        unclaimed = penalties.unclaimed
        return cls(penalties, penalties.lines, unclaimed, sum_by_currency(filter(None, unclaimed)) or unclaimed[:1])

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the components of which something is claimed."""
        return tuple(name for name, amount in zip(COMPONENTS, self.unclaimed, strict=True) if amount)

    @property
    def is_provisional(self) -> bool:
        """Return whether some day rests on a rate past the verified horizon of its series."""
        return any(line.is_provisional for line in self.lines)


@frozen
class Draft:
    """What a notice is written from: the action, the creditor, the wording, and the figures, each taken once.

    `claims` are the penalties claimed, by line; `announced` those of the lines whose stage announces them, where none
    are claimed yet. `law` is the country whose law governs what is claimed: that of the regime, else of the creditor.
    `sums` are what is asked for, penalties claimed included: one amount per currency, that of the debts first.
    """

    action: Action
    creditor: Creditor
    wording: Wording
    options: NoticeOptions
    receivables: tuple[Receivable, ...]
    claims: tuple[Claim, ...]
    announced: tuple[Claim, ...]
    law: str | None
    items: tuple[NoticeItem, ...]
    totals: tuple[tuple[str, Money], ...]
    sums: tuple[Money, ...]

    @classmethod
    def of(cls, action: Action, creditor: Creditor, *, wording: Wording, options: NoticeOptions) -> "Draft":
        """Return the draft of an action, its figures computed."""
        claimed = action.claimed
        claims = tuple(_claims(action))
        by_line = {claim.penalties.receivable.id: claim for claim in claims}
        items = tuple(_item(line, by_line.get(line.receivable.id)) for line in claimed)
        totals = _list_totals(action.currency, items, claims=claims)
        sums = sum_by_currency(amount for _, amount in totals)
        if claims:
            totals += [("total", amount) for amount in sums]
        return cls(
            action=action,
            creditor=creditor,
            wording=wording,
            options=options,
            receivables=tuple(line.receivable for line in claimed),
            claims=claims,
            announced=() if claims else _find_announced(claimed),
            law=_find_law(action, claims, creditor),
            items=items,
            totals=tuple(totals),
            sums=sums,
        )

    @property
    def asked(self) -> Money:
        """Return what is asked for in the currency of the debts."""
        return self.sums[0]

    @property
    def kind(self) -> StageKind:
        """Return the nature of the stage."""
        return self.action.stage.kind

    @property
    def voice(self) -> StageKind:
        """Return how the text speaks: as the nature of the stage, or the tone that the policy gave it."""
        return self.action.stage.voice

    @property
    def is_repeated(self) -> bool:
        """Return whether a notice of this stage that counts was sent before about a line."""
        stages = (counted.notice for item in self.receivables for counted in counted_notices(item))
        return any(notice.stage == self.action.stage.name or notice.kind is self.kind for notice in stages)

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
        return tuple(claim.penalties for claim in self.claims)

    @property
    def is_provisional(self) -> bool:
        """Return whether a figure, or the rate that is announced, is past the verified horizon of its series."""
        unverified = any(not claim.penalties.is_rate_verified for claim in self.announced)
        return unverified or any(claim.is_provisional for claim in self.claims)

    @property
    def follows_formal_notice(self) -> bool:
        """Return whether the policy has a formal notice, so that one can be announced."""
        return any(stage.kind is StageKind.FORMAL_NOTICE for stage in self.action.policy.stages)

    @property
    def client_kind(self) -> ClientKind | None:
        """Return what the debtors are in the eyes of the law; None where one notice is about several kinds."""
        kinds = {item.client.kind for item in self.receivables}
        return kinds.pop() if len(kinds) == 1 else None

    @property
    def reminded(self) -> tuple[Receivable, ...]:
        """Return the debts that travel with it below its stage: for each of them it is a mere reminder."""
        lines = self.action.claimed
        return tuple(line.receivable for line in lines if line.stage is not None and line.stage.kind < self.kind)


def _claims(action: Action) -> Iterator[Claim]:
    return (claim for claim in map(Claim.of, action.penalties) if any(claim.unclaimed))


def _find_announced(lines: Sequence[Decision]) -> tuple[Claim, ...]:
    found = (line.penalties for line in lines if line.stage is not None and line.stage.announces_penalties)
    known = (Claim.of(penalties) for penalties in found if penalties is not None)
    return tuple(claim for claim in known if claim.lines)


def _find_law(action: Action, claims: Sequence[Claim], creditor: Creditor) -> str | None:
    if claims:
        return claims[0].penalties.regime.country
    # Only a formal notice speaks of the law without claiming under it, as to a consumer before interest runs.
    penalties = action.claimed[0].penalties if action.stage.kind is StageKind.FORMAL_NOTICE else None
    return creditor.country if penalties is None else penalties.regime.country


def _list_totals(currency: str, items: Sequence[NoticeItem], *, claims: Sequence[Claim]) -> list[tuple[str, Money]]:
    totals = [("principal", Money.sum((item.chased for item in items), currency=currency))]
    if not claims:
        return totals
    interests, *fixed = zip(*(claim.unclaimed for claim in claims), strict=True)
    interest = Money.sum(interests, currency=currency)
    if interest:
        totals.append(("interest", interest))
    for name, amounts in zip(COMPONENTS[1:], fixed, strict=True):
        totals += [
            (name, amount) for amount in sorted(sum_by_currency(amount for amount in amounts if amount), key=_code)
        ]
    return totals


def _code(amount: Money) -> str:
    return amount.currency


def _item(decision: Decision, claim: Claim | None) -> NoticeItem:
    item = decision.receivable
    return NoticeItem(
        receivable=item.id,
        number=item.invoice.number,
        issued_on=item.invoice.issued_on,
        due_on=item.due_on,
        days_late=item.days_late,
        amount=item.amount,
        outstanding=item.outstanding,
        chased=decision.chased,
        penalties=claim.amounts[0] if claim is not None and len(claim.amounts) == 1 else None,
        order_reference=item.invoice.order_reference,
        delivery_reference=item.invoice.delivery_reference,
    )
