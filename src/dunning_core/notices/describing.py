"""describe_policy: what a policy will do, as text for the person who chose it."""

from collections.abc import Iterator

from dunning_core._checks import check_instance
from dunning_core.dunning import CatchUp, DunningPolicy, Escalation, Progression, Stage
from dunning_core.events import Channel
from dunning_core.notices.formats import format_share
from dunning_core.notices.sources import word_source
from dunning_core.notices.wording import Wording
from dunning_core.parties import ContactRole


def describe_policy(policy: DunningPolicy, locale: str) -> str:
    """Return the calendar of a policy, one line per stage, then what holds for all of them.

    Raises MissingTranslation for a language without vetted wording.

    >>> from dunning_core.dunning.presets import FR_B2B_STANDARD
    >>> print(describe_policy(FR_B2B_STANDARD, "en").splitlines()[2])
    - 3 days after the due date: courteous notice (courteous), e-mail, else post
    """
    check_instance("policy", policy, DunningPolicy)
    wording = Wording.of(locale)
    source = word_source(policy.source, wording)
    head = wording.say("calendar.head", name=policy.name, source=source) if source else policy.name
    stages = (_describe_stage(stage, wording) for stage in policy.stages)
    return "\n".join((head, *stages, *_describe_rules(policy, wording)))


def _describe_stage(stage: Stage, wording: Wording) -> str:
    side = "on" if not stage.delay_days else "before" if stage.delay_days < 0 else "after"
    channel = wording.say(f"channel.{stage.channel.value}")
    if stage.fallback_channel is not None:
        fallback = wording.say(f"channel.{stage.fallback_channel.value}")
        channel = wording.say("calendar.otherwise", channel=channel, fallback=fallback)
    return wording.say(
        "calendar.stage",
        when=wording.say(f"calendar.{stage.reference.value}.{side}", count=abs(stage.delay_days)),
        kind=stage.kind,
        stage=stage.name,
        channel=channel,
        details="".join(f", {detail}" for detail in _details(stage, wording)),
    )


def _details(stage: Stage, wording: Wording) -> Iterator[str]:
    if stage.voice is not stage.kind:
        yield wording.say("calendar.tone", tone=stage.voice)
    if stage.minimum is not None:
        yield wording.say("calendar.least" if stage.is_early else "calendar.minimum", minimum=stage.minimum)
    for name, share in (
        ("minimum_share", stage.minimum_share),
        ("minimum_probability", stage.minimum_probability),
    ):
        if share is not None:
            yield wording.say(f"calendar.{name}", percent=format_share(share, wording.code))
    for name, days in (("interval_days", stage.interval_days), ("grace_days", stage.grace_days)):
        if days is not None:
            yield wording.say(f"calendar.{name}", count=days)
    if stage.statutory is not None:
        days, reference = stage.statutory.days, stage.statutory.reference.text
        yield wording.say("calendar.statutory", reference=reference, count=days)
    for name in ("announces_penalties", "claims_penalties"):
        if getattr(stage, name):
            yield wording.say(f"calendar.{name}")
    if stage.deadline_days is not None:
        yield wording.say("calendar.deadline_days", count=stage.deadline_days)
    if stage.role is not ContactRole.ACCOUNTING:
        yield wording.say("calendar.role", role=wording.say(f"role.{stage.role.value}"))
    if stage.needs_approval:
        yield wording.say("calendar.needs_approval")


def _describe_rules(policy: DunningPolicy, wording: Wording) -> Iterator[str]:
    yield wording.say(f"calendar.policy.{policy.progression.value}")
    if policy.progression is Progression.SUCCESSION:
        lapse = policy.lapse_days if policy.catch_up is CatchUp.NONE else 1
        yield wording.say(f"calendar.policy.{policy.catch_up.value}", count=lapse)
    yield wording.say("calendar.policy.interval", count=policy.interval_days)
    if policy.grace_days:
        yield wording.say("calendar.policy.grace", count=policy.grace_days)
    if policy.minimum is not None:
        yield wording.say("calendar.policy.minimum", minimum=policy.minimum)
    if policy.minimum_total is not None:
        yield wording.say("calendar.policy.minimum_total", minimum=policy.minimum_total)
    if policy.falls_back:
        yield wording.say("calendar.policy.falls_back")
    if policy.notices_max is not None:
        yield wording.say("calendar.policy.notices_max", count=policy.notices_max)
    if policy.caps:
        yield wording.say("calendar.policy.caps", count=len(policy.caps))
    yield from _describe_waits(policy, wording)
    yield from _describe_contacts(policy, wording)
    if policy.regime is not None:
        yield wording.say("calendar.policy.regime", regime=policy.regime.code)


def _describe_waits(policy: DunningPolicy, wording: Wording) -> Iterator[str]:
    if policy.late_probabilities:
        yield wording.say("calendar.policy.late_probabilities", count=len(policy.late_probabilities))
    for name in ("credit_hold_days", "arrival_days"):
        if getattr(policy, name):
            yield wording.say(f"calendar.policy.{name}", count=getattr(policy, name))
    if policy.bank_data_days is not None:
        yield wording.say("calendar.policy.bank_data_days", count=policy.bank_data_days)
    waits = [
        wording.say("calendar.policy.wait", given=wording.say(f"given.{reason.value}"), count=days)
        for reason, days in policy.waits_by_reason
        if days
    ]
    if waits:
        yield wording.say("calendar.policy.waits", waits=wording.say("list.apart").join(waits))


def _describe_contacts(policy: DunningPolicy, wording: Wording) -> Iterator[str]:
    may_change = any(stage.channel is Channel.PHONE and stage.fallback_channel is not None for stage in policy.stages)
    if may_change and policy.unanswered_calls_max is not None:
        yield wording.say("calendar.policy.unanswered_calls_max", count=policy.unanswered_calls_max)
    if policy.contacts_max is not None:
        yield wording.say("calendar.policy.contacts", contacts_max=policy.contacts_max, count=policy.contacts_days)
    if policy.tone_days:
        yield wording.say("calendar.policy.tone_days", count=policy.tone_days)
    if policy.calendar is not None:
        yield wording.say("calendar.policy.calendar", calendar=policy.calendar.name)
    if policy.escalation is not None:
        reasons = wording.enumerate(list(_escalations(policy.escalation, wording)), last="list.or")
        yield wording.say("calendar.policy.escalation", reasons=reasons)


def _escalations(escalation: Escalation, wording: Wording) -> Iterator[str]:
    if escalation.kind is not None:
        yield wording.say("calendar.policy.escalation.kind", kind=escalation.kind)
    if escalation.minimum is not None:
        yield wording.say("calendar.policy.escalation.minimum", minimum=escalation.minimum)
    if escalation.broken_promises is not None:
        yield wording.say("calendar.policy.escalation.broken_promises", count=escalation.broken_promises)
