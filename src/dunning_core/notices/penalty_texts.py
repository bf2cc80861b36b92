"""What a notice says of penalties: announced, claimed with their daily interest, and the second reading of the law."""

from dunning_core.events import StageKind
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import SettlementOrder
from dunning_core.money import Money
from dunning_core.notices.drafts import Draft
from dunning_core.notices.naming import list_numbers
from dunning_core.penalties import Penalties, impute_payments
from dunning_core.penalties.imputation import claim_payments_of


def write_penalties(draft: Draft) -> list[str]:
    """Return the sentences about the penalties that a notice claims, or announces."""
    wording = draft.wording
    texts: list[str] = []
    if draft.claims:
        per_day = Money.sum((claim.per_day for claim in draft.penalties), currency=draft.action.currency)
        texts.append(
            wording.say("penalties.claimed" if per_day else "penalties.stated", day=draft.day, per_day=per_day)
        )
    elif rights := _list_rights(draft):
        texts.append(wording.say("penalties.announced", rights=wording.enumerate(rights)))
    if texts and draft.is_provisional:
        texts.append(wording.say("provisional"))
    return texts


def _list_rights(draft: Draft) -> list[str]:
    # What the lateness gives a right to, each rate and each sum once, with the invoices that it is for where it is not
    # for all of them; a sum that was waived or claimed before is announced no more.
    wording, rights = draft.wording, dict[tuple[str, object, str], list[str]]()
    for claim in draft.announced:
        penalties, number = claim.penalties, claim.penalties.receivable.invoice.number
        grounds = {line.kind: line.reference.text for line in claim.lines}
        compensation = claim.unclaimed[COMPONENTS.index("compensation")]
        if "interest" in grounds and penalties.rate.units > 0:
            rights.setdefault(("interest", penalties.rate, grounds["interest"]), []).append(number)
        if compensation:
            rights.setdefault(("compensation", compensation, grounds["compensation"]), []).append(number)
    every = {item.invoice.number for item in draft.receivables}
    told: list[str] = []
    for (name, value, reference), numbers in sorted(rights.items(), key=lambda found: found[0][0] != "interest"):
        bounds = "" if set(numbers) == every else ".for"
        shown = {"value": value, "reference": reference, "numbers": list_numbers(numbers, wording)}
        told.append(wording.fill(f"right.{name}{bounds}", shown))
    return told


def write_second_reading(draft: Draft) -> str:
    """Return what a French court would read: from the formal notice on, part payments settle interest first.

    The legal order inside one debt is that of C. civ. 1343-1; empty where both readings give one figure.
    """
    french = all(claim.regime.country == "FR" for claim in draft.penalties)
    if draft.kind < StageKind.FORMAL_NOTICE or not draft.claims or not french:
        return ""
    account = draft.action.decisions[0].context.account
    payments = {per_part: claim_payments_of(account, per_part=per_part) for per_part in (False, True)}
    if not any(payments.values()) and not any(_is_paid(claim) for claim in draft.penalties):
        # Without a payment there is nothing to read twice.
        return ""
    difference = Money.zero(draft.action.currency)
    left = dict.fromkeys(("principal", "interest"), difference)
    for claim in draft.penalties:
        own = payments[claim.regime.compensation_per_part].get(claim.receivable.id, ())
        legal = ledger = impute_payments(claim, SettlementOrder.INTEREST_FIRST, claim_payments=own)
        if own or _is_paid(claim):
            ledger = impute_payments(claim, SettlementOrder.PRINCIPAL_FIRST, claim_payments=own)
        for kind in left:
            left[kind] = left[kind] + legal.component(kind).outstanding
            difference = difference + legal.component(kind).outstanding - ledger.component(kind).outstanding
        left["principal"] = left["principal"] - claim.receivable.disputed
    if not difference:
        return ""
    return draft.wording.fill("second_reading", {**left, "difference": difference})


def _is_paid(claim: Penalties) -> bool:
    return any(entry.is_payment for entry in claim.receivable.settlements)
