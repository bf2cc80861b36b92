"""An adapter for harnesses that score the lettering of ledger lines: `letter(lines)` gives groups of line ids.

A line has `id`, `date`, `amount` (Decimal, a debit above zero), `due` and `label`. Nothing is spread over the oldest
debts here, since a harness asks for what was recognized, not for what the law presumes.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs

import dunning_core as dc
from dunning_core.events import LetteredEntry
from dunning_core.lettering import BY_HABIT, OpenCredit, OpenDebit, group_entries, match_credits
from dunning_core.lettering.codes import Standing

NAME = "dunning_core"
POLICY = attrs.evolve(BY_HABIT, imputation=None)
_CLIENT = dc.Client.business("C", name="C", country="FR")
_CENT = Decimal("0.01")


def letter(lines: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return the groups of lines that settle each other; what is lettered in part only is in none."""
    debits: list[OpenDebit] = []
    credits: list[OpenCredit] = []
    for line in lines:
        amount, day = dc.Money(abs(line["amount"]).quantize(_CENT), "EUR"), line["date"]
        if line["amount"] > 0:
            due = max(line["due"] or day, day)
            invoice = dc.Invoice(line["id"], client="C", amount=amount, issued_on=day, due_on=due)
            debits.append(OpenDebit(line["id"], invoice, rank=0, client=_CLIENT, due_on=due, minor=amount.minor))
        else:
            text = str(line.get("label") or "")
            credits.append(
                OpenCredit(dc.Payment(line["id"], client="C", amount=amount, received_on=day, reference=text))
            )
    allocations = match_credits(debits, credits, policy=POLICY).allocations
    entries = [(LetteredEntry(entry.credit, entry.debit, entry.minor, "EUR"), entry.on) for entry in allocations]
    standings = {("debit", debit.id): Standing(debit.open_minor, debit.due_on) for debit in debits}
    standings |= {("credit", credit.id): Standing(credit.minor, credit.received_on) for credit in credits}
    groups = group_entries(entries, standings)
    return [[*group.credits, *group.debits] for group in groups if group.is_balanced]
