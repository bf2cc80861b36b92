"""Sentences about decisions: each rule as it was asked, and what would change what was decided."""

from enum import Enum

from dunning_core.dunning import Counterfactual, Evaluation, Reason
from dunning_core.notices.reason_sentences import explain_reason
from dunning_core.notices.wording import Wording


def explain_evaluation(evaluation: Evaluation, wording: Wording) -> str:
    """Return a rule, whether it holds, and why, or what it compared."""
    rule = wording.say(f"rule.{evaluation.rule}")
    if evaluation.holds or evaluation.rule == "next_stage":
        until = wording.say("evaluation.until", day=evaluation.free_on) if evaluation.free_on is not None else ""
        reason = explain_reason(Reason(evaluation.code or evaluation.rule, evaluation.operands), wording)
        key = "evaluation.holds" if evaluation.holds else "evaluation.passes"
        return wording.say(key, rule=rule, until=until, reason=reason, operands=reason)
    shown = [
        wording.say("evaluation.operand", name=wording.say(f"operand.{name}"), value=_say_value(name, value, wording))
        for name, value in evaluation.operands
        if value is not None
    ]
    return wording.say("evaluation.passes" if shown else "evaluation.passes_bare", rule=rule, operands=", ".join(shown))


def _say_value(name: str, value: object, wording: Wording) -> object:
    # One of a few things has a word of its own.
    key = f"{name}.{value.value}" if isinstance(value, Enum) else ""
    return wording.say(key) if wording.has(key) else value


def explain_counterfactual(change: Counterfactual, wording: Wording) -> str:
    """Return what would change a decision, and what would come then."""
    if change.lifts is not None and change.lifts.code == "settled":
        return wording.say("counterfactual.settled")
    if change.events == ("Payment",):
        return wording.say("counterfactual.pay", amount=change.amount)
    means = [wording.say(f"event.{name}") for name in change.events]
    if change.amount is not None:
        means.append(wording.say("means.amount", amount=change.amount))
    if not means and change.day is None:
        return wording.say("counterfactual.never")
    told = wording.enumerate(means, last="list.or") or wording.say("means.day", day=change.day)
    if means and change.day is not None:
        told = wording.say("means.latest", means=told, day=change.day)
    if change.stage is None:
        return wording.say("counterfactual.blocked", means=told)
    return wording.say("counterfactual.then", means=told, kind=change.stage.kind, day=change.stage_on)
