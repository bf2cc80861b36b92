"""Draft: what a notice is written from: an action, with the figures of its demand and of its debts."""

from datetime import date, timedelta

from attrs import frozen

from dunning_core.dunning import Action
from dunning_core.dunning.demands import Demand
from dunning_core.dunning.line_penalties import LinePenalties
from dunning_core.events import NoticeSent, StageKind
from dunning_core.law import ClientKind
from dunning_core.ledger import Receivable
from dunning_core.ledger.contact import counted_notices
from dunning_core.money import Money
from dunning_core.notices.notice import NoticeItem
from dunning_core.notices.options import NoticeOptions
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor


@frozen
class Draft:
    """What a notice is written from: the action with its figures, the creditor, the wording, how to write.

    `counted` are the notices sent about these debts that count.
    """

    action: Action
    creditor: Creditor
    wording: Wording
    options: NoticeOptions
    receivables: tuple[Receivable, ...]
    items: tuple[NoticeItem, ...]
    counted: tuple[NoticeSent, ...]

    @classmethod
    def of(cls, action: Action, creditor: Creditor, *, wording: Wording, options: NoticeOptions) -> "Draft":
        """Return the draft of an action."""
        demand = action.demand
        by_line = {claim.penalties.receivable.id: claim for claim in demand.claims}
        lines = zip(demand.lines, demand.chased, strict=True)
        items = tuple(_item(line.receivable, chased, by_line.get(line.receivable.id)) for line, chased in lines)
        receivables = tuple(line.receivable for line in demand.lines)
        counted = tuple(found.notice for debt in receivables for found in counted_notices(debt))
        return cls(action, creditor, wording, options, receivables, items, counted)

    @property
    def demand(self) -> Demand:
        """Return the figures of what is asked for."""
        return self.action.demand

    @property
    def asked(self) -> Money:
        """Return what is asked for in the currency of the debts."""
        return self.demand.sums[0]

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
        stage = self.action.stage
        return any(notice.stage == stage.name or notice.kind is stage.kind for notice in self.counted)

    @property
    def law(self) -> str | None:
        """Return the country whose law governs what is claimed: that of the regime, else of the creditor."""
        # Only a formal notice speaks of the law without claiming under it, as to a consumer before interest runs.
        speaks = self.demand.claims or self.kind is StageKind.FORMAL_NOTICE
        found = self.demand.law if speaks else None
        return self.creditor.country if found is None else found

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
        kind = self.kind
        below = (line for line in self.demand.lines if line.stage is not None and line.stage.kind < kind)
        return tuple(line.receivable for line in below)


def _item(debt: Receivable, chased: Money, claim: LinePenalties | None) -> NoticeItem:
    invoice = debt.invoice
    return NoticeItem(
        receivable=debt.id,
        number=invoice.number,
        issued_on=invoice.issued_on,
        due_on=debt.due_on,
        days_late=debt.days_late,
        amount=debt.amount,
        outstanding=debt.outstanding,
        chased=chased,
        penalties=claim.amounts[0] if claim is not None and len(claim.amounts) == 1 else None,
        order_reference=invoice.order_reference,
        delivery_reference=invoice.delivery_reference,
    )
