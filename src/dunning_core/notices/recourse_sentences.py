"""The sentences behind a recourse: whether a procedure is open, what it would claim, what is missing, until when."""

from decimal import Decimal
from fractions import Fraction

from dunning_core.dunning import RecourseOption
from dunning_core.law import Rate
from dunning_core.money import Money
from dunning_core.notices.sources import word_source
from dunning_core.notices.wording import Wording


def explain_option(option: RecourseOption, wording: Wording, *, reasons: list[str]) -> str:
    """Return why a procedure is open or not, what it would claim and bring, what is missing, and until when."""
    procedure = option.procedure
    name = f"procedure.{procedure.code}"
    shown: dict[str, object] = {
        "procedure": wording.say(name) if wording.has(name) else procedure.code,
        "client": option.client.name,
        "claimed": option.claimed,
        "receivables": option.receivables,
    }
    parts = [wording.fill("recourse.open" if option.is_open else "recourse.closed", shown)]
    parts += [wording.say("decision.why", reason=reason) for reason in reasons]
    if option.missing:
        missing = [wording.say(f"missing.{code}") for code in option.missing]
        parts.append(wording.say("recourse.missing", missing=", ".join(missing)))
    parts += [wording.say(f"recourse.deadline.{what}", day=day) for what, day in option.deadlines]
    net, costs = option.net_expected, option.costs
    if net is not None and costs is not None:
        shown |= {"net": net, "chance": _part(costs.chance, wording), "share": _part(costs.share, wording)}
        parts.append(wording.fill("recourse.net", {**shown, "fixed": costs.fixed or Money.zero(net.currency)}))
    limits = _limits(option, wording) if option.is_open else []
    if limits:
        parts.append(wording.say("recourse.limits", limits=wording.say("recourse.next_limit").join(limits)))
    parts.append(wording.say("recourse.article", article=word_source(procedure.reference.text, wording)))
    return " ".join(parts)


def _limits(option: RecourseOption, wording: Wording) -> list[str]:
    # A limit of a procedure of one's own has no words here, and one that is not held on the day no length.
    found: list[str] = []
    for limit in option.procedure.limits:
        key = f"limit.{limit.name}"
        if wording.has(key) and limit.spans.steps[0].start <= option.day:
            span = limit.spans.at(option.day)
            unit = "span.months" if span.months else "span.days"
            found.append(wording.say(key, span=wording.say(unit, count=span.months or span.days)))
    return found


def _part(part: Fraction | None, wording: Wording) -> str:
    # A share in percent when it has two decimals at most, else as the fraction that it is.
    percent = (part or Fraction(0)) * 100
    if (percent * 100).denominator > 1:
        return str(part)
    return wording.show(Rate.percent(Decimal(int(percent * 100)).scaleb(-2)))
