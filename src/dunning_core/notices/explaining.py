"""explain: the sentence behind a Decision, Penalties, a part of a lettering, an Action, a recourse or a Problem."""

from collections.abc import Iterator
from datetime import timedelta

from dunning_core.dunning import Action, Counterfactual, Decision, Evaluation, Reason, RecourseOption, Score
from dunning_core.errors import Problem, WrongTypeError
from dunning_core.lettering import Allocation, Candidate, Remainder
from dunning_core.money import Money
from dunning_core.notices.decision_sentences import explain_counterfactual, explain_evaluation
from dunning_core.notices.lettering_sentences import explain_allocation, explain_candidate, explain_remainder
from dunning_core.notices.reason_sentences import explain_reason
from dunning_core.notices.recourse_sentences import explain_option
from dunning_core.notices.sources import word_source, word_year
from dunning_core.notices.wording import Wording
from dunning_core.penalties import Penalties

_OTHERS_SHOWN = 10
#: What a problem names by a code of ours, each with words of its own.
_NAMED = {
    "channel": "channel",
    "client_kind": "client_kind",
    "component": "component",
    "field": "field",
    "mention": "invoice_mention",
    "role": "role",
}

Explainable = (
    Decision
    | Evaluation
    | Counterfactual
    | Penalties
    | Allocation
    | Remainder
    | Candidate
    | Action
    | Score
    | RecourseOption
    | Problem
    | Reason
)


def explain(result: Explainable, locale: str) -> str:
    """Return why, in French or English: what was seen, what was computed, under which article.

    Raises MissingTranslation for a language without vetted wording, WrongTypeError for a value that explains nothing.

    >>> from dunning_core import Problem
    >>> explain(Problem("client.unknown", "F-1", params=(("client", "ACME"),)), "en")
    'client ACME unknown: chased without penalties; add it to the ledger'
    """
    wording = Wording.of(locale)
    if isinstance(result, Decision):
        return _decision(result, wording)
    if isinstance(result, Evaluation):
        return explain_evaluation(result, wording)
    if isinstance(result, Counterfactual):
        return explain_counterfactual(result, wording)
    if isinstance(result, Penalties):
        return _penalties(result, wording)
    if isinstance(result, Allocation):
        return explain_allocation(result, wording)
    if isinstance(result, Remainder):
        return explain_remainder(result, wording)
    if isinstance(result, Candidate):
        return explain_candidate(result, wording)
    if isinstance(result, Action):
        return _action(result, wording)
    if isinstance(result, Score):
        return _score(result, wording)
    if isinstance(result, RecourseOption):
        return explain_option(result, wording, reasons=[explain_reason(reason, wording) for reason in result.reasons])
    if isinstance(result, Problem):
        return _problem(result, wording)
    if isinstance(result, Reason):
        return explain_reason(result, wording)
    raise WrongTypeError(
        "wrong_type",
        "result",
        result,
        "pass a Decision, Penalties, Allocation, Remainder, Candidate, Action, Score or Problem",
    )


def _decision(decision: Decision, wording: Wording) -> str:
    item = decision.receivable
    parts = [
        wording.say(
            "decision.head" if item.is_day_known else "decision.head_no_day",
            id=item.id,
            client=item.client.name,
            outstanding=item.outstanding,
            due_on=item.due_on,
        )
    ]
    if decision.reached is not None:
        parts.append(wording.say("decision.reached", kind=decision.reached.kind))
    if decision.stage is not None:
        parts.append(wording.say("decision.now", kind=decision.stage.kind))
        if decision.chased != item.outstanding:
            parts.append(wording.say("decision.chased", chased=decision.chased))
    else:
        parts.append(wording.say("decision.none"))
    parts.extend(wording.say("decision.why", reason=explain_reason(reason, wording)) for reason in decision.reasons)
    if decision.holds:
        found = (explain_counterfactual(change, wording) for change in decision.counterfactuals)
        changes = wording.say("list.apart").join(found)
        parts.append(wording.say("decision.change", change=changes))
    if decision.next_on is not None:
        parts.append(wording.say("decision.next", day=decision.next_on))
    if decision.claims_penalties and decision.penalties is not None:
        parts.append(_penalties(decision.penalties, wording))
    return " ".join(parts)


def _penalties(penalties: Penalties, wording: Wording) -> str:
    lines = penalties.lines
    total = penalties.total if penalties.total is not None else penalties.totals
    parts = [wording.say("penalties.head", id=penalties.receivable.id, total=total, regime=penalties.regime.code)]
    for line in lines:
        if line.kind == "compensation":
            parts.append(wording.say("penalties.compensation", amount=line.amount, reference=line.reference.text))
            continue
        if line.kind == "costs":
            shown = {"amount": line.amount, "spent": line.base, "reference": line.reference.text, "proofs": line.source}
            parts.append(wording.fill("penalties.costs", shown))
            continue
        parts.append(
            wording.say(
                "penalties.interest",
                base=line.base,
                rate=line.rate,
                days=line.days,
                year=word_year(penalties.regime.day_count, wording),
                amount=line.amount,
                start=line.start,
                end=line.end - timedelta(days=1),
                reference=line.reference.text,
                source=word_source(line.source, wording),
            )
        )
    if not lines:
        parts.append(wording.say("penalties.none"))
    if penalties.unclaimed_totals != penalties.totals:
        parts.append(wording.say("penalties.left", unclaimed=penalties.unclaimed_totals))
    if penalties.is_provisional:
        horizon = penalties.regime.reference_rate.verified_until
        parts.append(wording.say("penalties.provisional", verified_until=horizon))
    return " ".join(parts)


def _action(action: Action, wording: Wording) -> str:
    claimed = action.total if action.total is not None else action.outstanding
    channel = wording.say(f"channel.{action.channel.value}")
    parts = [
        wording.say("action.head", client=action.client.name, kind=action.stage.kind, channel=channel, total=claimed)
    ]
    for decision in action.decisions:
        reason = explain_reason(decision.reasons[-1], wording)
        parts.append(wording.say("action.line", id=decision.receivable.id, reason=reason))
    if action.needs_approval:
        parts.append(wording.say("action.approval"))
    if action.escalations:
        owner = action.escalate_to or wording.say("action.no_owner")
        reasons = wording.enumerate([explain_reason(reason, wording) for reason in action.escalations])
        parts.append(wording.say("action.escalated", owner=owner, reasons=reasons))
    parts.extend(_beside(action, wording))
    return " ".join(parts)


def _beside(action: Action, wording: Wording) -> Iterator[str]:
    others = action.others
    for decision in others[:_OTHERS_SHOWN]:
        reason = explain_reason((*decision.holds, *decision.reasons[-1:])[0], wording)
        item = decision.receivable
        yield wording.say("action.other", id=item.id, outstanding=item.outstanding, reason=reason)
    if len(others) > _OTHERS_SHOWN:
        yield wording.say("action.others", count=len(others) - _OTHERS_SHOWN)
    if action.not_due:
        total = Money.sum((line.receivable.outstanding for line in action.not_due), currency=action.currency)
        yield wording.say("action.not_due", count=len(action.not_due), amount=total)
    if action.credits:
        total = Money.sum((credit.remainder for credit in action.credits), currency=action.currency)
        yield wording.say("action.credits", amount=total)


def _score(score: Score, wording: Wording) -> str:
    told = [
        wording.fill(f"score.{part.name}", {**dict(part.params), "points": part.points}, count=part.points)
        for part in score.parts
        if part.points
    ]
    head = wording.say("score.head", total=score.total, most=score.most)
    return f"{head} {wording.say('score.parts', parts=wording.enumerate(told))}" if told else head


def _problem(problem: Problem, wording: Wording) -> str:
    key = f"problem.{problem.code}"
    values = {"subject": problem.subject, **dict(problem.params)}
    advice = f"hint.{values.get('kind')}"
    if wording.has(advice):
        values["hint"] = wording.say(advice)
    # What the user reads in a sentence is in its language; names that are the policy's own stay as they are.
    for name, family in _NAMED.items():
        if wording.has(f"{family}.{values.get(name)}"):
            values[name] = wording.say(f"{family}.{values[name]}")
    for name in ("article", "source"):
        if isinstance(values.get(name), str):
            values[name] = word_source(str(values[name]), wording)
    if not wording.has(key):
        shown = ", ".join(f"{name}={wording.show(value)}" for name, value in values.items())
        return f"{problem.code} ({shown})"
    return wording.fill(key, values)
