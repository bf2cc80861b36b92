"""Why the owner of a client is told of an action, by what his policy says."""

from collections.abc import Sequence

from dunning_core.dunning.cases import Reason, chased_minor
from dunning_core.dunning.escalation import Escalation
from dunning_core.events import StageKind
from dunning_core.ledger import Receivable, list_promises
from dunning_core.money import Money


def find_escalations(escalation: Escalation, items: Sequence[Receivable], *, kind: StageKind) -> tuple[Reason, ...]:
    """Return why the owner is told of what is asked for at a stage: none, or each reason with its operands."""
    found: list[Reason] = []
    if escalation.kind is not None and kind >= escalation.kind:
        found.append(Reason("escalation.stage", (("kind", kind), ("from_kind", escalation.kind))))
    minimum, currency = escalation.minimum, items[0].currency
    minor = sum(chased_minor(item) for item in items)
    if minimum is not None and minimum.currency == currency and minor >= minimum.minor:
        params = (("amount", Money.from_minor(minor, currency)), ("minimum", minimum))
        found.append(Reason("escalation.amount", params))
    if escalation.broken_promises is not None:
        # One word given for several invoices, or for one that has several parts, is one promise.
        promises = (standing for item in items for standing in list_promises(item) if standing.is_broken)
        broken = {(standing.made_on, standing.last_day) for standing in promises}
        if len(broken) >= escalation.broken_promises:
            told = (("broken", len(broken)), ("broken_promises", escalation.broken_promises))
            found.append(Reason("escalation.promises", told))
    return tuple(found)
