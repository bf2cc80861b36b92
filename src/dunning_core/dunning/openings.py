"""What is checked of a procedure before a claim: the debts it can take, who may use it, up to how much, with what."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from dunning_core.dunning.agreements import find_pending_means, plan_kept
from dunning_core.dunning.cases import Reason
from dunning_core.dunning.debts import Debt
from dunning_core.dunning.holds import claim_in_court, debt_assigned, debt_handed_over, document_rejected
from dunning_core.dunning.rules import find_insolvency, grace_granted
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import ClientKind
from dunning_core.law.procedures import DebtNature, Exhibit, Procedure, ProcedureKind
from dunning_core.money import Money
from dunning_core.parties import Client, Creditor
from dunning_core.timeline import Timeline, Verification


@frozen
class Claim:
    """What is put before the procedures: the debts of one client in one currency, and what the caller holds."""

    client: Client
    creditor: Creditor | None
    day: date
    currency: str
    debts: tuple[Debt, ...]
    evidence: frozenset[Exhibit]


@frozen
class Finding:
    """What a check found: reasons, codes of what is missing, and whether it closes the procedure."""

    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    closes: bool = False


NOTHING = Finding()


@frozen
class Sums:
    """What a procedure would claim, by component, in the currency of the claim; `elsewhere` is in another one."""

    currency: str
    by_component: tuple[tuple[str, int], ...]
    elsewhere: tuple[Money, ...] = ()

    def of(self, components: Sequence[str]) -> Money:
        """Return the sum of some components."""
        return Money.from_minor(sum(minor for name, minor in self.by_component if name in components), self.currency)

    @property
    def principal(self) -> Money:
        """Return the principal."""
        return self.of(("principal",))

    @property
    def accessories(self) -> Money:
        """Return interest, compensation and costs."""
        return self.of(COMPONENTS)

    @property
    def total(self) -> Money:
        """Return all of it."""
        return self.principal + self.accessories


def sum_debts(claim: Claim, procedure: Procedure, *, debts: Sequence[Debt]) -> Sums:
    """Return what a procedure would claim: all that is outstanding, or the undisputed part where it asks for that."""
    undisputed = DebtNature.UNDISPUTED in procedure.debts
    found = [("principal", debt.undisputed_minor if undisputed else debt.item.outstanding_minor) for debt in debts]
    elsewhere: list[Money] = []
    for debt in debts:
        for name, amount in debt.accessories or ():
            if amount.currency == claim.currency:
                found.append((name, amount.minor))
            else:
                elsewhere.append(amount)
    return Sums(claim.currency, tuple(found), tuple(elsewhere))


#: What keeps a debt out of any claim: it was rejected, is before a court, in other hands, or paid by a plan.
_OBSTACLES = (document_rejected, claim_in_court, grace_granted, debt_assigned, debt_handed_over, plan_kept)


def select_debts(claim: Claim, procedure: Procedure) -> tuple[tuple[Debt, ...], Finding]:
    """Return the debts that a procedure can take, and why the others are left out; it is closed when none is left.

    What was owed when insolvency proceedings were opened is declared, and nothing else is done about it
    (C. com. L622-21); only that is declared. What is time-barred is not brought before a court.
    """
    obstacles = [_find_obstacle(debt, procedure, claim.creditor) for debt in claim.debts]
    taken = tuple(debt for debt, reason in zip(claim.debts, obstacles, strict=True) if reason is None)
    reasons = tuple(dict.fromkeys(reason for reason in obstacles if reason is not None))
    return taken, Finding(reasons, closes=not taken)


def _find_obstacle(debt: Debt, procedure: Procedure, creditor: Creditor | None) -> Reason | None:
    item = debt.item
    insolvency = find_insolvency(item, creditor=creditor)
    if not item.outstanding_minor and not debt.accessories:
        return Reason("settled")
    if procedure.kind is ProcedureKind.DECLARATION:
        return Reason("recourse.no_insolvency") if insolvency is None else _undeclarable(debt, insolvency.reason)
    if insolvency is not None:
        return insolvency.reason
    block = next((block for rule in _OBSTACLES if (block := rule(debt)) is not None), None)
    block = block or find_pending_means(item, arrival_days=debt.arrival_days)
    if block is not None:
        return block.reason
    if not debt.is_due:
        due_on = item.due_on if item.is_day_known else None
        return Reason("recourse.not_due", (("receivable", item.id), ("due_on", due_on)))
    if procedure.is_in_court and debt.is_barred:
        return debt.barred_reason
    if DebtNature.UNDISPUTED in procedure.debts and item.outstanding_minor and not debt.undisputed_minor:
        return debt.refusals[0]
    return None


def _undeclarable(debt: Debt, opened: Reason) -> Reason | None:
    # What was assigned is declared by the assignee. Until the publication is known the last day is counted from the
    # opening, which is cautious: it closes nothing.
    assigned, declare_by = debt_assigned(debt), opened.param("declare_by")
    if assigned is not None:
        return assigned.reason
    if opened.param("published_on") is not None and declare_by < debt.day:
        return Reason("recourse.declaration_over", (("receivable", debt.item.id), ("declare_by", declare_by)))
    return None


def check_country(claim: Claim, procedure: Procedure) -> Finding:
    """Find whether the debtor is sued where the procedure is, and the creditor elsewhere if it is between countries."""
    debtor = claim.client.country
    creditor = claim.creditor.country if claim.creditor is not None else None
    if debtor is None:
        return Finding(missing=("client_country",), closes=True)
    if debtor not in procedure.countries:
        return Finding((Reason("recourse.country", (("client_country", debtor),)),), closes=True)
    if not procedure.is_cross_border:
        return NOTHING
    if creditor is None:
        return Finding(missing=("creditor_country",), closes=True)
    if creditor == debtor or creditor not in procedure.countries:
        params = (("client_country", debtor), ("creditor_country", creditor))
        return Finding((Reason("recourse.not_cross_border", params),), closes=True)
    return NOTHING


def check_kind(claim: Claim, procedure: Procedure) -> Finding:
    """Find whether the procedure may be used against that kind of client."""
    kind = claim.client.kind
    if kind in procedure.kinds:
        return NOTHING
    if kind is ClientKind.UNKNOWN:
        return Finding(missing=("client_kind",), closes=True)
    return Finding((Reason("recourse.client_kind", (("client_kind", kind.value),)),), closes=True)


def check_day(claim: Claim, procedure: Procedure) -> Finding:
    """Find whether the procedure is held on the day, and say when it was not read since, or was only recalled."""
    if claim.day < procedure.since:
        return Finding((Reason("recourse.not_held", (("since", procedure.since),)),), closes=True)
    reasons: list[Reason] = []
    if procedure.verification is Verification.RECALLED:
        reasons.append(Reason("recourse.law_recalled", (("article", procedure.reference.text),)))
    elif claim.day > procedure.verified_until:
        params = (("article", procedure.reference.text), ("verified_until", procedure.verified_until))
        reasons.append(Reason("recourse.law_read", params))
    return Finding(tuple(reasons))


def check_ceiling(claim: Claim, procedure: Procedure, *, sums: Sums) -> Finding:
    """Find whether what the ceiling counts is within it, all debts of the claim together; equal is within."""
    if procedure.ceiling is None:
        return NOTHING
    ceiling = value_at(procedure.ceiling, claim.day)
    if ceiling is None:
        return Finding((Reason("recourse.not_held", (("since", procedure.ceiling.steps[0].start),)),), closes=True)
    counted = sums.of(procedure.ceiling_counts)
    params = (("counted", counted), ("ceiling", ceiling))
    if counted.currency != ceiling.currency:
        return Finding((Reason("recourse.ceiling_currency", params),), ("amount_in_currency_of_ceiling",), closes=True)
    if counted > ceiling:
        return Finding((Reason("recourse.ceiling_exceeded", (*params, ("excess", counted - ceiling))),), closes=True)
    return Finding((Reason("recourse.ceiling_kept", params),))


def check_declaration(claim: Claim, debts: Sequence[Debt]) -> tuple[Finding, date | None]:
    """Find until when what is owed has to be declared (C. com. R622-24), the first last day; None when nothing is."""
    blocks = [find_insolvency(debt.item, creditor=claim.creditor) for debt in debts]
    reasons = tuple(dict.fromkeys(block.reason for block in blocks if block is not None))
    if not reasons:
        return NOTHING, None
    is_published = all(reason.param("published_on") is not None for reason in reasons)
    declare_by = min(reason.param("declare_by") for reason in reasons)
    return Finding(reasons, () if is_published else ("publication",)), declare_by


def value_at(series: Timeline[Money] | None, day: date) -> Money | None:
    """Return the amount of a series on a day, None without a series or before its first day."""
    return series.at(day) if series is not None and series.steps[0].start <= day else None
