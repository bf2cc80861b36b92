"""What a run proposes, written into Tryton: letterings as reconciliations, notices as dunning levels."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from trytond.pool import Pool

from dunning_core import Action, DunningPolicy, Money
from dunning_core.dunning import StageReference
from dunning_core.lettering import LetteredGroup, Lettering
from tests.tryton.reading import Books


def create_procedure(policy: DunningPolicy) -> Any:
    """Return a new dunning procedure with a level for each stage; what no due day tells is no level Tryton reaches."""
    levels = [
        {
            "sequence": rank,
            "overdue": timedelta(days=stage.delay_days) if stage.reference is StageReference.DUE_DATE else None,
        }
        for rank, stage in enumerate(policy.stages)
    ]
    [procedure] = (
        Pool().get("account.dunning.procedure").create([{"name": policy.name, "levels": [("create", levels)]}])
    )
    return procedure


def write_lettering(books: Books, lettering: Lettering, *, write_off: Any = None) -> None:
    """Reconcile what a lettering settles, and link to its invoice what pays one in part.

    Tryton reconciles only what balances: a credit that pays more than what it is reconciled with is first given in
    parts. What the lettering forgives (a tolerance, a discount) is booked by the method of write-off.
    """
    recorded = books.ledger.with_lettering(lettering).as_of(lettering.day)
    still_open = {item.id for item in recorded.open_items}
    for group in recorded.lettered_groups:
        debits = {name: books.debits[name] for name in group.debits}
        if any(line.reconciliation for line in debits.values()):
            continue  # Tryton has it.
        credits = {name: books.credits[name] for name in group.credits}
        forgiven = write_off if any(entry.component != "principal" for entry in group.entries) else None
        if group.is_balanced:
            _reconcile([*debits.values(), *credits.values()], lettering.day, forgiven)
            continue
        for name, parts in _give_parts(group, credits, lettering.day).items():
            if name in still_open:
                _link(debits[name], parts)
            else:
                _reconcile([debits[name], *parts], lettering.day, forgiven)


def write_notices(books: Books, actions: Iterable[Action], day: date, *, policy: DunningPolicy, procedure: Any) -> None:
    """Record that actions were done on a day: the line of each receivable is at the level of its stage."""
    Dunning = Pool().get("account.dunning")
    levels = dict(zip((stage.name for stage in policy.stages), procedure.levels, strict=True))
    known = {dunning.line: dunning for dunning in Dunning.search([])}
    for event in (event for action in actions for event in action.sent(day)):
        for line in (books.debits[name] for name in event.receivables):
            dunning = known.get(line) or Dunning(line=line, company=line.company)
            dunning.procedure, dunning.level = procedure, levels[event.stage]
            dunning.state, dunning.date = "waiting", day
            dunning.save()


def _reconcile(lines: Sequence[Any], day: date, write_off: Any) -> None:
    Pool().get("account.move.line").reconcile(lines, date=day, writeoff=write_off)


def _link(debit: Any, parts: Sequence[Any]) -> None:
    if debit.move.origin and debit.move.origin.__name__ == "account.invoice":
        Pool().get("account.move.line").write(list(parts), {"invoice_payment": debit.move.origin.id})


def _give_parts(group: LetteredGroup, credits: dict[str, Any], day: date) -> dict[str, list[Any]]:
    parts = defaultdict(list)
    for name, line in credits.items():
        own = [entry for entry in group.entries if entry.credit == name and entry.component == "principal"]
        amounts = [Money.from_minor(entry.minor, entry.currency).amount for entry in own]
        for entry, part in zip(own, _split(line, amounts, day), strict=True):
            parts[entry.debit].append(part)
    return parts


def _split(line: Any, amounts: Sequence[Decimal], day: date) -> list[Any]:
    """Return lines of the given amounts that take the place of a credit; what is left of it becomes one more.

    They name it as their origin, and so does the line that takes it back.
    """
    rest = -line.amount - sum(amounts)
    if len(amounts) == 1 and not rest:
        return [line]
    Reschedule = Pool().get("account.move.line.reschedule", type="wizard")
    terms = [
        SimpleNamespace(date=line.maturity_date, amount=-amount) for amount in (*amounts, *([rest] if rest else []))
    ]
    move, balance = Reschedule.get_reschedule_move(
        line.amount,
        line.debit - line.credit,
        line.move.journal,
        terms,
        line.account,
        date=day,
        second_currency=line.second_currency,
        party=line.party,
    )
    parts = list(move.lines)
    for part in (*parts, balance):
        part.origin = line
    move.origin = line.move.origin
    move.lines = [*parts, balance]
    move.save()
    Move = Pool().get("account.move")
    Move.post([move])
    *parts, balance = sorted(move.lines, key=lambda one: one.id)
    Invoice = Pool().get("account.invoice")
    notes = Invoice.search([("move", "=", line.move.id)])
    Invoice.write(notes, {"additional_moves": [("add", [move.id])]})
    Pool().get("account.move.line").reconcile([line, balance])
    return parts[: len(amounts)]
