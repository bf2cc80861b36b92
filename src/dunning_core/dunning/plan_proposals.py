"""PlanProposal: installments put to a client, exact, with the interest expected by each day; a plan once accepted."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from dunning_core._checks import check_count, check_date, check_instance, check_optional_date, check_order, check_text
from dunning_core._tables import Column, Tabular
from dunning_core.dunning.decisions import Decision
from dunning_core.dunning.expected import (
    Line,
    accrue_lines,
    age_line,
    check_waiver,
    compensation_of,
    interest_of,
    read_lines,
)
from dunning_core.dunning.planning import Action
from dunning_core.dunning.schedules import CustomInstallments, DeferredDays, EqualInstallments, Schedule, ScheduledPart
from dunning_core.errors import InvalidValueError, Problem, WrongTypeError
from dunning_core.events import PaymentPlan, PlanInstallment
from dunning_core.ledger import PlanStanding, PlanState, Receivable
from dunning_core.lettering import Allocation
from dunning_core.money import Money
from dunning_core.parties import Client, Creditor
from dunning_core.penalties import Penalties

#: The columns of `PlanProposal.to_records()`, one row per installment.
PLAN_COLUMNS = (
    Column("plan", "text", "name that the plan will have"),
    Column("client", "text", "id of the client who owes"),
    Column("rank", "count", "place of the installment, from 1"),
    Column("due_on", "date", "day by which to pay it"),
    Column("meant_on", "date", "day that was asked for, when it is closed"),
    Column("currency", "text", "ISO 4217 code of the amounts"),
    Column("amount", "decimal", "amount of the installment"),
    Column("remaining", "decimal", "what is left of the debts after it"),
    Column("interest", "decimal", "interest accrued on the debts by that day, if known"),
    Column("is_provisional", "flag", "whether that interest rests on a rate past its verified horizon"),
)


@frozen(kw_only=True)
class PlanTerms:
    """What a plan says beside its installments.

    `tolerance_days`, `waives_interest` and `accelerates` are those of a `PaymentPlan`. `notice_days` is the deadline of
    the formal notice after which a plan that accelerates may be ended; the proposal lapses after `valid_until`.
    """

    tolerance_days: int = 0
    waives_interest: bool = False
    accelerates: bool = False
    notice_days: int = 8
    valid_until: date | None = None

    def __attrs_post_init__(self) -> None:
        check_count("tolerance_days", self.tolerance_days, highest=366)
        check_instance("waives_interest", self.waives_interest, bool)
        check_instance("accelerates", self.accelerates, bool)
        check_count("notice_days", self.notice_days, lowest=1, highest=366)
        check_optional_date("valid_until", self.valid_until)


STANDARD_TERMS = PlanTerms()


@frozen
class ProposedInstallment:
    """One installment of a proposal: so much by a day, and what interest will have accrued by then.

    `interest` is all that will have accrued on the debts since they are late, if each installment is paid on its day;
    None where no law is known for the client. `meant_on` is the day that was asked for, where it is closed.
    """

    due_on: date
    amount: Money
    meant_on: date
    interest: Money | None
    is_provisional: bool


@frozen
class PlanProposal(Tabular):
    """Installments put to a client for debts that he owes: nothing is agreed before he accepts.

    They add up to what is left of the debts, to the minor unit. `accrued` is the interest that has accrued by the day
    of the proposal; what each installment tells beyond it is what waiting costs, or would have cost. `compensation` is
    the fixed sum that is left to claim beside the installments, one amount per currency.
    """

    _columns = PLAN_COLUMNS

    id: str
    receivables: tuple[Receivable, ...]
    installments: tuple[ProposedInstallment, ...]
    terms: PlanTerms
    accrued: Money | None = None
    compensation: tuple[Money, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), eq=False)

    @property
    def day(self) -> date:
        """Return the day of the proposal."""
        return self.receivables[0].day

    @property
    def client(self) -> Client:
        """Return the client who owes."""
        return self.receivables[0].client

    @property
    def total(self) -> Money:
        """Return what the installments add up to: what is left of the debts."""
        currency = self.receivables[0].currency
        return Money.sum((part.amount for part in self.installments), currency=currency)

    @property
    def interest(self) -> Money | None:
        """Return the interest that will have accrued in all by the last installment, if each is paid on its day."""
        return self.installments[-1].interest

    @property
    def is_provisional(self) -> bool:
        """Return whether some interest rests on a rate past its verified horizon."""
        return any(part.is_provisional for part in self.installments)

    def accepted(self, day: date, *, recorded_on: date | None = None) -> PaymentPlan:
        """Return the plan that the client accepted on a day, to be recorded.

        Raises InvalidValueError for a day before the proposal, after its last day, or after the first installment, and
        for that of another plan for one of the debts: nothing would say which of the two is meant.
        """
        check_date("day", day)
        check_order("day", day, self.day)
        until = self.terms.valid_until
        if until is not None and day > until:
            raise InvalidValueError("lapsed", "day", day, f"the proposal held until {until}; make another")
        if any(plan.agreed_on == day for item in self.receivables for plan in _plans_of(item)):
            hint = "another plan of that day is on record: agree on another day"
            raise InvalidValueError("contradictory", "day", day, hint)
        plan = _agree(self.id, self.receivables, parts=self.installments, terms=self.terms, day=day)
        return evolve(plan, recorded_on=recorded_on)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per installment, by the names of PLAN_COLUMNS."""
        left, records = self.total, list[dict[str, Any]]()
        for rank, part in enumerate(self.installments, start=1):
            left = left - part.amount
            records.append(
                {
                    "plan": self.id,
                    "client": self.client.id,
                    "rank": rank,
                    "due_on": part.due_on,
                    "meant_on": None if part.meant_on == part.due_on else part.meant_on,
                    "currency": left.currency,
                    "amount": part.amount.amount,
                    "remaining": left.amount,
                    "interest": None if part.interest is None else part.interest.amount,
                    "is_provisional": part.is_provisional,
                }
            )
        return records


def propose_plan(
    debts: Action | Iterable[Decision] | Iterable[Receivable],
    *,
    id: str,
    schedule: Schedule,
    terms: PlanTerms = STANDARD_TERMS,
    creditor: Creditor | None = None,
) -> PlanProposal:
    """Return a payment plan to put to a client: installments to the minor unit, and the interest by each of them.

    The interest is what `accrue_penalties` gives on each day, if every installment is paid on its day, the oldest debt
    first (C. civ. 1342-10), and the plan is agreed on the day of the proposal. Of an action, what it claims is taken.
    Raises InvalidValueError for debts of several clients, or none, for what is paid, assigned, rejected by a platform,
    barred by insolvency proceedings, or to be paid before the day, for a waiver of interest that the law makes void, a
    validity beyond the first installment, and the name of a plan on record; whatever the schedule raises.

    >>> from dunning_core.documents import Invoice
    >>> from dunning_core.ledger import Ledger
    >>> invoice = Invoice(
    ...     "F-1", client="ACME", amount=Money(1000, "EUR"), issued_on=date(2026, 3, 1), due_on=date(2026, 3, 31)
    ... )
    >>> acme = Client.business("ACME", name="Acme SARL", country="FR")
    >>> snapshot = Ledger.of(acme, invoice).as_of(date(2026, 6, 1)).lettered()
    >>> proposal = propose_plan(
    ...     snapshot.receivables,
    ...     id="PLAN-1",
    ...     schedule=EqualInstallments(3, date(2026, 6, 30)),
    ...     creditor=Creditor(name="Valcourt SAS", country="FR"),
    ... )
    >>> [(str(part.due_on), part.amount.text, part.interest.text) for part in proposal.installments]
    [('2026-06-30', '333.34', '30.29'), ('2026-07-30', '333.33', '37.09'), ('2026-08-30', '333.33', '40.60')]
    """
    check_text("id", id)
    check_instance("terms", terms, PlanTerms)
    if not isinstance(schedule, EqualInstallments | CustomInstallments | DeferredDays):
        hint = "pass EqualInstallments, CustomInstallments or DeferredDays"
        raise WrongTypeError("wrong_type", "schedule", schedule, hint)
    lines = read_lines(debts, creditor=creditor)
    items = tuple(line.item for line in lines)
    parts = schedule.split(items)
    check_order("schedule", parts[0].due_on, items[0].day)
    _check_terms(terms, id, items, first_on=parts[0].due_on)
    accrued = accrue_lines(lines)
    if terms.waives_interest:
        check_waiver(accrued, "terms.waives_interest", client=items[0].client)
    plan, zero = _agree(id, items, parts=parts, terms=terms, day=items[0].day), Money.zero(items[0].currency)
    standing = PlanStanding(plan, PlanState.KEPT, paid=zero, missing=zero)
    expected: list[tuple[tuple[Penalties, ...] | None, bool]] = [(None, False)] * len(parts)
    if accrued is not None:
        expected = list(_expect(lines, parts, standing))
    installments = tuple(
        ProposedInstallment(part.due_on, part.amount, part.meant_on, interest_of(found), is_provisional)
        for part, (found, is_provisional) in zip(parts, expected, strict=True)
    )
    last = expected[-1][0] or ()
    problems = tuple(dict.fromkeys(problem for penalties in last for problem in penalties.problems))
    left = compensation_of(accrued)
    return PlanProposal(id, items, installments, terms, interest_of(accrued), left, problems)


def _check_terms(terms: PlanTerms, id: str, items: Sequence[Receivable], *, first_on: date) -> None:
    until = terms.valid_until
    if until is not None:
        check_order("terms.valid_until", until, items[0].day)
        # A plan that is agreed after its first installment would begin late.
        if until > first_on:
            hint = f"the first installment is due on {first_on}: let it lapse by then"
            raise InvalidValueError("bad_date_order", "terms.valid_until", until, hint)
    if any(plan.id == id for item in items for plan in _plans_of(item)):
        raise InvalidValueError("duplicate", "id", id, "a plan of that name is on record: give another")


def _plans_of(item: Receivable) -> Iterator[PaymentPlan]:
    return (event for event in item.events if isinstance(event, PaymentPlan))


def _agree(
    id: str,
    items: Sequence[Receivable],
    *,
    parts: Sequence[ScheduledPart] | Sequence[ProposedInstallment],
    terms: PlanTerms,
    day: date,
) -> PaymentPlan:
    return PaymentPlan(
        id,
        client=items[0].client.id,
        receivables=tuple(item.id for item in items),
        installments=tuple(PlanInstallment(part.due_on, part.amount) for part in parts),
        agreed_on=day,
        tolerance_days=terms.tolerance_days,
        waives_interest=terms.waives_interest,
        accelerates=terms.accelerates,
    )


def _expect(
    lines: Sequence[Line], parts: Sequence[ScheduledPart], standing: PlanStanding
) -> Iterator[tuple[tuple[Penalties, ...], bool]]:
    # What the debts will be on the day of each part, once every part was paid on its day, the oldest debt first; and
    # whether some of it rests on a rate past its horizon, which stays so from the first day on which it does.
    paid: dict[str, list[Allocation]] = {line.item.id: [] for line in lines}
    left = {line.item.id: line.item.outstanding_minor for line in lines}
    final: dict[str, Penalties] = {}
    is_provisional = False
    for part in parts:
        wanted = part.amount.minor
        for name in left:
            minor = min(wanted, left[name])
            wanted -= minor
            left[name] -= minor
            if minor:
                credit = standing.plan.id
                paid[name].append(Allocation(credit, name, minor, part.amount.currency, part.due_on, strategy="plan"))
        waiting = [line for line in lines if line.item.id not in final]
        aged = [age_line(line, part.due_on, paid=paid[line.item.id], plan=standing) for line in waiting]
        found = accrue_lines(aged) or ()
        known = {penalties.receivable.id: penalties for penalties in found} | final
        # What is paid bears nothing more, unless its interest does.
        final = {name: known[name] for name, minor in left.items() if not minor and not _compounds(known[name])}
        is_provisional = is_provisional or any(penalties.is_provisional for penalties in found)
        yield tuple(known[line.item.id] for line in lines), is_provisional


def _compounds(penalties: Penalties) -> bool:
    return ("interest_on_interest", "none") not in penalties.conventions
