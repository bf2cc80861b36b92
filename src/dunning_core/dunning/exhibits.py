"""What is still missing before a procedure is begun: exhibits, a prior attempt, figures; and who objects."""

from collections.abc import Sequence

from dunning_core.dunning.cases import Reason
from dunning_core.dunning.debts import Debt
from dunning_core.dunning.openings import NOTHING, Claim, Finding, Sums, value_at
from dunning_core.dunning.recourse import ProcedureCosts
from dunning_core.law import ClientKind
from dunning_core.law.procedures import Exhibit, Procedure

#: What an acknowledgement of the debt stands for.
_ACKNOWLEDGED = (Exhibit.CONTRACT, Exhibit.DELIVERY)


def check_exhibits(claim: Claim, procedure: Procedure, *, debts: Sequence[Debt]) -> Finding:
    """Find which exhibits are missing: neither held by the caller nor on record for each debt."""
    held = claim.evidence | _on_record(claim, debts)
    missing = [exhibit for exhibit in procedure.exhibits if exhibit not in held]
    if Exhibit.ACKNOWLEDGEMENT in held:
        missing = [exhibit for exhibit in missing if exhibit not in _ACKNOWLEDGED]
    if Exhibit.FORMAL_NOTICE in missing:
        # The proof of a notice that was not sent is not what is missing.
        missing = [exhibit for exhibit in missing if exhibit is not Exhibit.FORMAL_NOTICE_PROOF]
    codes = [exhibit.value for exhibit in missing]
    running = [debt.notice_runs_until for debt in debts if debt.notice_runs_until is not None]
    if Exhibit.FORMAL_NOTICE in procedure.exhibits and running and max(running) >= claim.day:
        until = Reason("recourse.notice_running", (("until", max(running)),))
        return Finding((until,), (*codes, "formal_notice_deadline"))
    return Finding(missing=tuple(codes))


def _on_record(claim: Claim, debts: Sequence[Debt]) -> frozenset[Exhibit]:
    # What is on record for one debt proves nothing of another.
    found = {exhibit for exhibit in Exhibit if all(exhibit in debt.evidence for debt in debts)}
    client = claim.client
    is_private = client.kind is ClientKind.CONSUMER
    if client.identifiers or (is_private and any(contact.address for contact in client.contacts)):
        found.add(Exhibit.IDENTITY)
    return frozenset(found)


def check_prior_attempt(claim: Claim, procedure: Procedure, *, debts: Sequence[Debt], sums: Sums) -> Finding:
    """Find whether a conciliation has to be tried first: up to an amount, equal to it included (CPC 750-1).

    Where the amount is in another currency than the claim, the cautious reading is taken.
    """
    ceiling = value_at(procedure.prior_attempt, claim.day)
    if ceiling is None or claim.client.kind not in procedure.prior_attempt_kinds:
        return NOTHING
    if ceiling.currency == claim.currency and sums.total > ceiling:
        return NOTHING
    params = (("claimed", sums.total), ("ceiling", ceiling))
    held = claim.evidence | _on_record(claim, debts)
    done = Exhibit.PRIOR_ATTEMPT in held
    return Finding((Reason("recourse.prior_attempt", params),), () if done else (Exhibit.PRIOR_ATTEMPT.value,))


def check_debtor(procedure: Procedure, debts: Sequence[Debt]) -> Finding:
    """Find what on record says that the debtor refuses, and what of the debts can no longer be claimed in court."""
    refusals = [reason for debt in debts for reason in debt.refusals]
    barred = [debt.barred_reason for debt in debts if debt.is_barred]
    agreement = [Reason("recourse.agreement_needed")] if procedure.needs_agreement and refusals else []
    unknown = procedure.is_in_court and any(debt.last_day is None for debt in debts)
    return Finding((*agreement, *barred, *refusals), ("limitation",) if unknown else ())


def check_figures(procedure: Procedure, debts: Sequence[Debt], *, sums: Sums, costs: ProcedureCosts | None) -> Finding:
    """Find what is missing to say what the procedure brings: penalties, costs, chance; and which costs stay with us."""
    missing: list[str] = []
    if any(debt.accessories is None for debt in debts):
        missing.append("penalties")
    if costs is None or not costs.is_known:
        missing.append("costs")
    if costs is None or costs.chance is None:
        missing.append("chance")
    reasons = [Reason("recourse.other_currency", (("amount", amount),)) for amount in sums.elsewhere]
    if any(debt.is_provisional for debt in debts):
        reasons.append(Reason("recourse.provisional"))
    if procedure.costs_reference is not None:
        reasons.append(Reason("recourse.costs_stay", (("article", procedure.costs_reference.text),)))
    return Finding(tuple(reasons), tuple(missing))
