"""What a notice says of penalties: announced, claimed with their daily interest, and the second reading of the law."""

from dunning_core.events import StageKind
from dunning_core.events.claims import COMPONENTS
from dunning_core.notices.drafts import Draft
from dunning_core.notices.naming import list_numbers


def write_penalties(draft: Draft) -> list[str]:
    """Return the sentences about the penalties that a notice claims, or announces."""
    wording = draft.wording
    texts: list[str] = []
    if draft.demand.claims:
        per_day = draft.demand.per_day
        texts.append(
            wording.say("penalties.claimed" if per_day else "penalties.stated", day=draft.day, per_day=per_day)
        )
    elif draft.demand.announced and (rights := _list_rights(draft)):
        texts.append(wording.say("penalties.announced", rights=wording.enumerate(rights)))
    if texts and draft.demand.is_provisional:
        texts.append(wording.say("provisional"))
    return texts


def _list_rights(draft: Draft) -> list[str]:
    # What the lateness gives a right to, each rate and each sum once, with the invoices that it is for where it is not
    # for all of them; a sum that was waived or claimed before is announced no more.
    wording, rights = draft.wording, dict[tuple[str, object, str], list[str]]()
    for claim in draft.demand.announced:
        number = claim.penalties.receivable.invoice.number
        grounds = dict(claim.grounds)
        compensation = claim.unclaimed[COMPONENTS.index("compensation")]
        if "interest" in grounds and claim.rate.units > 0:
            rights.setdefault(("interest", claim.rate, grounds["interest"]), []).append(number)
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

    Empty where both readings give one figure.
    """
    reading = draft.demand.second_reading if draft.kind >= StageKind.FORMAL_NOTICE else None
    if reading is None:
        return ""
    told = {"principal": reading.principal, "interest": reading.interest, "difference": reading.difference}
    return draft.wording.fill("second_reading", told)
