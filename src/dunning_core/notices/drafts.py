"""Draft: what a notice is written from, with every figure taken once from the decisions of its action."""

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import frozen

from dunning_core.dunning import Action, Decision
from dunning_core.events import StageKind
from dunning_core.events.claims import COMPONENTS
from dunning_core.ledger import Receivable
from dunning_core.ledger.contact import counted_notices
from dunning_core.money import Money
from dunning_core.notices.notice import NoticeItem
from dunning_core.notices.options import NoticeOptions
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor
from dunning_core.penalties import Penalties, PenaltyLine


@frozen
class Claim:
    """The penalties claimed on one line, with their working and what is left to claim, each computed once."""

    penalties: Penalties
    lines: tuple[PenaltyLine, ...]
    unclaimed: tuple[Money, Money, Money]

    @property
    def is_provisional(self) -> bool:
        """Return whether some day rests on a rate past the verified horizon of its series."""
        return any(line.is_provisional for line in self.lines)


@frozen
class Draft:
    """What a notice is written from: the action, the creditor, the wording, and the figures, each taken once.

    `claims` are the penalties claimed, by line; `announced` those of the first line whose stage announces them, where
    none are claimed yet. `law` is the country whose law governs what is claimed: that of the regime, else of the
    creditor. `asked` includes the penalties claimed where they are in the currency of the debt.
    """

    action: Action
    creditor: Creditor
    wording: Wording
    options: NoticeOptions
    receivables: tuple[Receivable, ...]
    claims: tuple[Claim, ...]
    announced: Penalties | None
    law: str | None
    items: tuple[NoticeItem, ...]
    totals: tuple[tuple[str, Money], ...]
    asked: Money

    @classmethod
    def of(cls, action: Action, creditor: Creditor, *, wording: Wording, options: NoticeOptions) -> "Draft":
        """Return the draft of an action, its figures computed."""
        claimed = action.claimed
        claims = tuple(_claim(penalties) for penalties in action.penalties if any(penalties.unclaimed))
        totals = tuple(_sum_up(action, claims))
        by_line = {claim.penalties.receivable.id: claim for claim in claims}
        return cls(
            action=action,
            creditor=creditor,
            wording=wording,
            options=options,
            receivables=tuple(line.receivable for line in claimed),
            claims=claims,
            announced=None if claims else _find_announced(claimed),
            law=_find_law(action, claims, creditor),
            items=tuple(_item(line, by_line.get(line.receivable.id)) for line in claimed),
            totals=totals,
            asked=dict(totals).get("total", totals[0][1]),
        )

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
        unverified = self.announced is not None and not self.announced.is_rate_verified
        return unverified or any(claim.is_provisional for claim in self.claims)


def _claim(penalties: Penalties) -> Claim:
    return Claim(penalties, penalties.lines, penalties.unclaimed)


def _find_announced(lines: Sequence[Decision]) -> Penalties | None:
    for line in lines:
        penalties = line.penalties if line.stage is not None and line.stage.announces_penalties else None
        if penalties is not None and penalties.compensation:
            return penalties
    return None


def _find_law(action: Action, claims: Sequence[Claim], creditor: Creditor) -> str | None:
    if claims:
        return claims[0].penalties.regime.country
    # Only a formal notice speaks of the law without claiming under it, as to a consumer before interest runs.
    penalties = action.claimed[0].penalties if action.stage.kind is StageKind.FORMAL_NOTICE else None
    return creditor.country if penalties is None else penalties.regime.country


def _sum_up(action: Action, claims: Sequence[Claim]) -> list[tuple[str, Money]]:
    # The sums by kind, and the total when it is one figure.
    totals = [("principal", action.outstanding)]
    if not claims:
        return totals
    interests, *fixed = zip(*(claim.unclaimed for claim in claims), strict=True)
    totals.append(("interest", Money.sum(interests, currency=action.currency)))
    for name, amounts in zip(COMPONENTS[1:], fixed, strict=True):
        for code in sorted({amount.currency for amount in amounts if amount}):
            same = (amount for amount in amounts if amount.currency == code)
            totals.append((name, Money.sum(same, currency=code)))
    total = action.total
    return totals if total is None else [*totals, ("total", total)]


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
        penalties=None if claim is None else _shown(claim),
        order_reference=item.invoice.order_reference,
        delivery_reference=item.invoice.delivery_reference,
    )


def _shown(claim: Claim) -> Money | None:
    # One figure in the table, or none where two currencies mix: the totals below it tell them apart.
    totals = [amount for amount in claim.penalties.unclaimed_totals if amount]
    if len(totals) > 1:
        return None
    return totals[0] if totals else claim.unclaimed[0]
