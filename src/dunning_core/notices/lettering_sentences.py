"""Sentences of lettering: why a credit went to a debit, why it did not, and what a person may choose."""

from dunning_core.lettering import Allocation, Candidate, Explanation, Remainder
from dunning_core.lettering.entries import GRANTED
from dunning_core.money import Money
from dunning_core.notices.wording import Wording


def explain_allocation(allocation: Allocation, wording: Wording) -> str:
    """Return which rule put how much on which debit, on which facts, and how strong that is."""
    key = f"strategy.{allocation.strategy}"
    values = {**dict(allocation.facts), "evidence": allocation.evidence}
    if allocation.kind in GRANTED:
        key = f"granted.{allocation.kind}"
        values["reason"] = _reason(allocation.evidence, wording)
    elif allocation.strategy == "designation" and not allocation.is_payment:
        # A credit note names its invoice by itself: only a debtor who pays designates a debt.
        key = "strategy.designation.document"
    why = wording.fill(key, values) if wording.has(key) else allocation.strategy
    return wording.say(
        "allocation.granted" if allocation.kind in GRANTED else "allocation",
        amount=allocation.amount,
        credit=allocation.credit,
        debit=allocation.debit,
        day=allocation.on,
        why=why,
        strength=wording.say(f"strength.{allocation.strength}"),
    )


def _reason(evidence: str, wording: Wording) -> str:
    key = f"tolerance.{evidence}"
    return wording.say(key) if wording.has(key) else evidence


def explain_remainder(remainder: Remainder, wording: Wording) -> str:
    """Return why what is left of a credit was not used, and what would use it."""
    facts = dict(remainder.facts)
    parts = [wording.say("remainder.head", amount=remainder.amount, credit=remainder.credit)]
    for code in remainder.reasons:
        key = f"remainder.{code}"
        parts.append(wording.fill(key, facts) if wording.has(key) else f"{code}.")
    for name in ("duplicate_of", "digits_swapped"):
        if name in facts and "possible_duplicate" not in remainder.reasons:
            parts.append(wording.fill(f"hint.{name}", facts))
    if "would_use" in facts:
        parts.append(wording.say(f"would_use.{facts['would_use']}"))
    return " ".join(parts)


def explain_candidate(candidate: Candidate, wording: Wording) -> str:
    """Return the explanations among which a person chooses, and why the library does not."""
    key = f"remainder.{candidate.reason}"
    facts = dict(candidate.facts)
    parts = [wording.say("candidate.head", credit=candidate.credit)]
    parts.append(wording.fill(key, facts) if wording.has(key) else f"{candidate.reason}.")
    ways = [_way(found, candidate.currency, wording) for found in candidate.explanations]
    parts.append(wording.say("candidate.ways", ways=wording.say("candidate.or").join(ways)))
    if "more_than" in facts:
        parts.append(wording.say("candidate.more", most=facts["more_than"]))
    if not candidate.is_kept:
        parts.append(wording.say("candidate.presumed"))
    return " ".join(parts)


def _way(found: Explanation, currency: str, wording: Wording) -> str:
    items = (f"{debit} ({wording.show(Money.from_minor(minor, currency))})" for debit, minor in found.entries)
    return " + ".join(items)
