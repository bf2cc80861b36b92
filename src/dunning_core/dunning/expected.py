"""What debts will be on a later day if what is proposed is paid: the penalties to expect, by the engine."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve, frozen

from dunning_core._checks import check_instance
from dunning_core.dunning.debts import check_claim
from dunning_core.dunning.decisions import Decision
from dunning_core.dunning.planning import Action
from dunning_core.errors import InvalidValueError, UnknownReferenceError
from dunning_core.events import Insolvency
from dunning_core.law import ClientKind, Regime
from dunning_core.ledger import PlanStanding, Receivable
from dunning_core.ledger.custody import find_assignment
from dunning_core.ledger.platforms import is_rejected
from dunning_core.lettering import Allocation
from dunning_core.money import Money, sum_by_currency
from dunning_core.parties import Client, Creditor
from dunning_core.penalties import Penalties, accrue_penalties


@frozen
class Line:
    """One debt of a proposal, the regime that a decision brought, and the creditor."""

    item: Receivable
    regime: Regime | None
    creditor: Creditor | None

    def accrue(self) -> Penalties:
        """Return its penalties on its day."""
        return accrue_penalties(self.item, self.regime, creditor=self.creditor)


def read_lines(
    debts: Action | Iterable[Decision] | Iterable[Receivable], *, creditor: Creditor | None
) -> tuple[Line, ...]:
    """Return the debts of a proposal, the oldest first; InvalidValueError for what is paid, or may not be."""
    given = check_claim("debts", debts.claimed if isinstance(debts, Action) else debts)
    if creditor is not None:
        check_instance("creditor", creditor, Creditor)
    lines: list[Line] = []
    for entry in given:
        if isinstance(entry, Decision):
            lines.append(Line(entry.receivable, entry.policy.regime, creditor or entry.context.creditor))
        else:
            lines.append(Line(entry, None, creditor))
    for line in lines:
        if not line.item.is_open:
            raise InvalidValueError("settled", "debts", line.item.id, "leave out what is paid")
        if any(isinstance(event, Insolvency) for event in line.item.events):
            hint = "insolvency proceedings bar its payment (C. com. L622-7): declare it"
            raise InvalidValueError("barred", "debts", line.item.id, hint)
        assignment = find_assignment(line.item)
        if assignment is not None and not assignment.is_collected_by_us:
            hint = f"it was assigned to {assignment.assignee}, who alone may agree on it"
            raise InvalidValueError("assigned", "debts", line.item.id, hint)
        if is_rejected(line.item):
            hint = "its platform rejected it: send the invoice again"
            raise InvalidValueError("rejected", "debts", line.item.id, hint)
    return tuple(sorted(lines, key=lambda line: (line.item.due_on, line.item.id)))


def accrue_lines(lines: Sequence[Line]) -> tuple[Penalties, ...] | None:
    """Return the penalties of the debts on their day, or None where no law is known for the client."""
    try:
        return tuple(line.accrue() for line in lines)
    except UnknownReferenceError:
        return None


def interest_of(found: Sequence[Penalties] | None) -> Money | None:
    """Return the interest of penalties, or None where they are not known."""
    if found is None:
        return None
    return Money.sum((penalties.interest for penalties in found), currency=found[0].interest.currency)


def compensation_of(found: Sequence[Penalties] | None) -> tuple[Money, ...]:
    """Return the fixed compensation that is left to claim, one amount per currency; none where no law is known."""
    left = (penalties.unclaimed[1] for penalties in found or ())
    return tuple(sorted(sum_by_currency(filter(None, left)), key=lambda amount: amount.currency))


def check_waiver(found: Sequence[Penalties] | None, name: str, *, client: Client) -> None:
    """Refuse a waiver of penalties that the law makes void, or may make void (CCP L2192-14)."""
    if found is None and client.kind is ClientKind.PUBLIC_BODY:
        hint = "whose law governs the debts is not known: pass the creditor, since a public buyer's waiver may be void"
        raise InvalidValueError("unknown_law", name, client.id, hint)
    for penalties in found or ():
        article = penalties.regime.waiver_reference
        if article is not None:
            raise InvalidValueError("void_waiver", name, article.text, "the law makes this waiver void: leave it out")


def age_line(line: Line, day: date, *, paid: Sequence[Allocation], plan: PlanStanding | None) -> Line:
    """Return a debt as it will be on a later day, with what is paid by then, under a plan."""
    item = line.item
    outstanding = item.outstanding_minor - sum(entry.minor for entry in paid)
    settlements = (*item.settlements, *paid)
    events = item.events if plan is None or plan == item.plan else (*item.events, plan.plan)
    aged = evolve(item, day=day, outstanding_minor=outstanding, settlements=settlements, plan=plan, events=events)
    return evolve(line, item=aged)
