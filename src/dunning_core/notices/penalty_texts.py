"""What a notice says of penalties: announced, claimed with their daily interest, and the second reading of the law."""

from dunning_core.events import StageKind
from dunning_core.law import SettlementOrder
from dunning_core.money import Money
from dunning_core.notices.drafts import Draft
from dunning_core.penalties import impute_payments
from dunning_core.penalties.imputation import claim_payments_of


def write_penalties(draft: Draft) -> list[str]:
    """Return the sentences about the penalties that a notice claims, or announces."""
    wording = draft.wording
    if draft.claims:
        per_day = Money.sum((claim.per_day for claim in draft.penalties), currency=draft.action.currency)
        texts = [wording.say("penalties.claimed", day=draft.day, per_day=per_day)]
        if not per_day:
            texts = [wording.say("penalties.stated", day=draft.day)]
        if any(claim.is_provisional for claim in draft.claims):
            texts.append(wording.say("provisional"))
        return texts
    announced = draft.announced
    if announced is None:
        return []
    granted = next(line.reference.text for line in announced.lines if line.kind == "compensation")
    told = [] if announced.is_rate_verified else [wording.say("provisional")]
    return [
        wording.say(
            "penalties.announced",
            reference=announced.regime.interest_reference.text,
            rate=announced.rate,
            compensation=announced.compensation,
            compensation_reference=granted,
        ),
        *told,
    ]


def write_second_reading(draft: Draft) -> str:
    """Return what a French court would read: from the formal notice on, part payments settle interest first.

    The legal order inside one debt is that of C. civ. 1343-1; empty where both readings give one figure.
    """
    french = all(claim.regime.country == "FR" for claim in draft.penalties)
    if draft.kind < StageKind.FORMAL_NOTICE or not draft.claims or not french:
        return ""
    account = draft.action.decisions[0].context.account
    payments = {per_part: claim_payments_of(account, per_part=per_part) for per_part in (False, True)}
    difference = Money.zero(draft.action.currency)
    left = dict.fromkeys(("principal", "interest"), difference)
    for claim in draft.penalties:
        own = payments[claim.regime.compensation_per_part].get(claim.receivable.id, ())
        ledger = impute_payments(claim, SettlementOrder.PRINCIPAL_FIRST, claim_payments=own)
        legal = impute_payments(claim, SettlementOrder.INTEREST_FIRST, claim_payments=own)
        for kind in left:
            left[kind] = left[kind] + legal.component(kind).outstanding
            difference = difference + legal.component(kind).outstanding - ledger.component(kind).outstanding
        left["principal"] = left["principal"] - claim.receivable.disputed
    if not difference:
        return ""
    return draft.wording.fill("second_reading", {**left, "difference": difference})
