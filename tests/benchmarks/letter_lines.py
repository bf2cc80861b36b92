"""An adapter for harnesses that score the lettering of ledger lines: `letter(lines)` gives groups of line ids.

A line has `id`, `date`, `amount` (Decimal, a debit above zero), `due` and `label`. Nothing is spread over the oldest
debts here, since a harness asks for what was recognized, not for what the law presumes.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import dunning_core as dc
from dunning_core.lettering import (
    LetteringPolicy,
    OpenCredit,
    OpenDebit,
    confirmed_reference,
    exact_amount,
    match_credits,
    natural_group,
    quoted_reference,
    unique_combination,
)

NAME = "dunning_core"
RECOGNIZED = (quoted_reference, confirmed_reference, exact_amount, natural_group, unique_combination)
#: What one payment leaves may make another one unique.
POLICY = LetteringPolicy((*RECOGNIZED, *RECOGNIZED))
_CLIENT = dc.Client.business("C", name="C", country="FR")
_CENT = Decimal("0.01")


def letter(lines: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return the groups of lines that settle each other, one per payment."""
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
    groups: dict[str, list[str]] = {}
    for entry in match_credits(debits, credits, policy=POLICY):
        groups.setdefault(entry.credit, [entry.credit]).append(entry.debit)
    return list(groups.values())
