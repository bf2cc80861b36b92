"""Draft: what a notice is written from, with every figure taken from the decisions of its action."""

from datetime import date, timedelta

from attrs import frozen

from dunning_core.dunning import Action, Decision
from dunning_core.events import StageKind
from dunning_core.events.claims import COMPONENTS
from dunning_core.ledger import Receivable
from dunning_core.ledger.contact import counted_notices
from dunning_core.money import Money
from dunning_core.notices.notice import NoticeItem
from dunning_core.notices.options import STANDARD_OPTIONS, NoticeOptions
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor
from dunning_core.penalties import Penalties


@frozen
class Draft:
    """What a notice is written from: the action, the creditor, the wording, and the penalties claimed, by line."""

    action: Action
    creditor: Creditor
    wording: Wording
    claims: tuple[tuple[str, Penalties], ...]
    options: NoticeOptions = STANDARD_OPTIONS

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
    def law(self) -> str | None:
        """Return the country whose law governs what is claimed: that of the regime, else that of the creditor."""
        for penalties in (*self.penalties, *(decision.penalties for decision in self.action.claimed[:1])):
            if penalties is not None:
                return penalties.regime.country
        return self.creditor.country

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
        claims = dict(self.claims)
        return tuple(_item(decision, claims.get(decision.receivable.id)) for decision in self.action.claimed)

    @property
    def asked(self) -> Money:
        """Return the sum asked for: with the penalties claimed where they are in the currency of the debt."""
        return self.action.total if self.action.total is not None else self.action.outstanding

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


def _item(decision: Decision, penalties: Penalties | None) -> NoticeItem:
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
        penalties=_shown(penalties),
        order_reference=item.invoice.order_reference,
        delivery_reference=item.invoice.delivery_reference,
    )


def _shown(penalties: Penalties | None) -> Money | None:
    # One figure in the table, or none where two currencies mix: the totals below it tell them apart.
    totals = [] if penalties is None else [amount for amount in penalties.unclaimed_totals if amount]
    if penalties is None or len(totals) > 1:
        return None
    return totals[0] if totals else penalties.unclaimed[0]
