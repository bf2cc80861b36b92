"""lint_policy: what a policy allows and a careful creditor would not do; errors are refused before, on building."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dunning_core._checks import as_tuple
from dunning_core.dunning.books import PolicyBook, PolicyChoice, choose_policy, list_policies
from dunning_core.dunning.linting_options import GAP_DAYS, lint_options
from dunning_core.dunning.policies import CatchUp, DunningPolicy, Progression
from dunning_core.dunning.progression import interval_of
from dunning_core.dunning.stages import Stage, StageReference
from dunning_core.errors import Problem
from dunning_core.events import StageKind
from dunning_core.law import ClientKind
from dunning_core.parties import Client

#: Languages in which notices are written; a test holds it in step with the catalogs.
LANGUAGES = ("en", "fr")
# The last day of a month is at most so many days away.
_MONTH_DAYS = 30


def lint_policy(
    policy: PolicyChoice, clients: Sequence[Client] = (), *, languages: Sequence[str] = LANGUAGES
) -> tuple[Problem, ...]:
    """Return what is legal but unwise in a policy, in all policies of a book, or in those that clients lead to.

    It looks for stages that cannot be reached, a tone that goes back, silences and missing deadlines, repeats and calls
    without end, options that bind nobody or leave clients alone too long, a fixed compensation claimed from consumers
    and, among the `clients`, languages without a text. `languages` are
    those in which you can write. A function of the client is read through the clients given. Raises WrongTypeError for
    what is no policy.

    >>> from dunning_core import Client
    >>> from dunning_core.dunning.presets import FR_B2B_STANDARD
    >>> [problem] = lint_policy(FR_B2B_STANDARD, [Client.business("ACME", name="Acme", country="DE", language="de")])
    >>> problem.code, problem.subject
    ('policy.language.missing', 'de')
    """
    known = as_tuple("clients", clients, Client)
    found: dict[Problem, None] = {}
    for path, one in list_policies(policy, known):
        for problem in (*_lint_stages(one), *_lint_options(one), *lint_options(one)):
            place = ".".join(filter(None, (path, problem.path)))
            found[Problem(problem.code, problem.subject, path=place, params=problem.params)] = None
    found.update(dict.fromkeys(_lint_kinds(policy, known)))
    found.update(dict.fromkeys(_lint_languages(known, as_tuple("languages", languages, str))))
    return tuple(found)


def _lint_stages(policy: DunningPolicy) -> Iterator[Problem]:
    for index, stage in enumerate(policy.stages):
        path = f"stages[{index}]"
        if _is_unreachable(policy, index):
            yield Problem("policy.stage.unreachable", policy.name, path=path, params=(("stage", stage.name),))
        if index and stage.voice < policy.stages[index - 1].voice:
            before = policy.stages[index - 1]
            params = (("stage", stage.name), ("kind", stage.voice), ("before", before.name))
            yield Problem("policy.tone.falls", policy.name, path=path, params=params)
        if stage.kind is StageKind.FORMAL_NOTICE and stage.deadline_days is None:
            yield Problem("policy.deadline.missing", policy.name, path=path, params=(("stage", stage.name),))
        if not stage.is_early and not interval_of(policy, stage) and index:
            yield Problem("policy.interval.zero", policy.name, path=path, params=(("stage", stage.name),))


def _is_unreachable(policy: DunningPolicy, index: int) -> bool:
    stage = policy.stages[index]
    if stage.is_early:
        return False
    before = [earlier for earlier in policy.stages[:index] if _is_regular(earlier)]
    in_turn = policy.progression is Progression.SUCCESSION and policy.catch_up is CatchUp.ONE_BY_ONE
    # Where stages may be passed over, a formal notice needs one reminder before it, and recourse the formal notice too.
    needed = len(before) if in_turn else min(len(before), max(0, stage.kind - StageKind.LAST))
    if policy.notices_max is not None and needed >= policy.notices_max:
        return True
    # Where stages are passed over, one that never comes before a later one is never done; the first one of a chase is
    # passed over by elapsed days only.
    may_pass = policy.progression is Progression.ELAPSED or (policy.catch_up is CatchUp.LATEST and bool(before))
    later = [found for found in policy.stages[index + 1 :] if found.kind < StageKind.FORMAL_NOTICE]
    return may_pass and any(_never_comes_before(policy, stage, other) for other in later if other.statutory is None)


def _never_comes_before(policy: DunningPolicy, stage: Stage, other: Stage) -> bool:
    first, last = _day_range(policy, stage), _day_range(policy, other)
    return first is not None and last is not None and last[1] <= first[0]


def _day_range(policy: DunningPolicy, stage: Stage) -> tuple[int, int] | None:
    # The first and the last day, counted from the due day, on which a stage may come by its delay.
    if stage.reference not in (StageReference.DUE_DATE, StageReference.END_OF_MONTH):
        return None
    grace = policy.grace_days if stage.grace_days is None else stage.grace_days
    longest = stage.delay_days + (_MONTH_DAYS if stage.reference is StageReference.END_OF_MONTH else 0)
    least = grace + 1 if grace or stage.reference is StageReference.END_OF_MONTH else stage.delay_days
    return max(stage.delay_days, least), max(longest, least)


def _is_regular(stage: Stage) -> bool:
    return not stage.is_early and stage.reference is not StageReference.BROKEN_PROMISE


def _lint_options(policy: DunningPolicy) -> Iterator[Problem]:
    yield from _lint_gaps(policy)
    if policy.falls_back and policy.notices_max is None:
        yield Problem("policy.repeats.endless", policy.name, path="notices_max")
    regime = policy.regime
    claims = any(stage.claims_penalties or stage.announces_penalties for stage in policy.stages)
    if regime is not None and regime.compensation is not None and ClientKind.CONSUMER in regime.kinds and claims:
        params = (("regime", regime.code),)
        yield Problem("policy.compensation.consumer", policy.name, path="regime", params=params)


def _lint_gaps(policy: DunningPolicy) -> Iterator[Problem]:
    # Each stage is taken to be done on its first day; what counts from the issue is not known from the due day.
    regular = [(place, stage) for place, stage in enumerate(policy.stages) if _is_regular(stage)]
    if not regular:
        yield Problem("policy.stages.none_late", policy.name, path="stages")
    day, deadline = 0, 0
    for place, stage in regular:
        if stage.reference is StageReference.ISSUE_DATE:
            continue
        known = _day_range(policy, stage)
        counted_from = deadline if stage.reference is StageReference.DEADLINE else day
        opens_on = known[0] if known is not None else counted_from + stage.delay_days
        opens_on = max(opens_on, day + interval_of(policy, stage) if day else 0)
        silence = opens_on - max(day, deadline)
        if silence > GAP_DAYS:
            params = (("stage", stage.name), ("days", silence), ("gap_days", GAP_DAYS))
            yield Problem("policy.gap", policy.name, path=f"stages[{place}]", params=params)
        day = opens_on
        deadline = day + stage.deadline_days if stage.deadline_days is not None else deadline


def _lint_kinds(policy: PolicyChoice, clients: Sequence[Client]) -> Iterator[Problem]:
    # A law for businesses applied to a consumer claims nothing, and says so each day: better a policy of his own.
    pairs = [
        (f"entries[{index}]", own)
        for index, entry in enumerate(policy.entries if isinstance(policy, PolicyBook) else ())
        if entry.kind is ClientKind.CONSUMER
        for _, own in list_policies(entry.policy)
    ]
    for client in clients:
        if client.kind is ClientKind.CONSUMER:
            pairs += [("", own) for _, own in list_policies(choose_policy(policy, client))]
    for path, own in pairs:
        regime = own.regime
        if regime is not None and regime.compensation is not None and ClientKind.CONSUMER not in regime.kinds:
            params = (("regime", regime.code),)
            yield Problem("policy.compensation.consumer", own.name, path=path or "regime", params=params)


def _lint_languages(clients: Iterable[Client], languages: Sequence[str]) -> Iterator[Problem]:
    spoken: Counter[str] = Counter()
    for client in clients:
        named = {client.language, *(contact.language for contact in client.contacts)}
        spoken.update(language.replace("-", "_").partition("_")[0] for language in named if language)
    for language, count in sorted(spoken.items()):
        if language not in languages:
            yield Problem("policy.language.missing", language, path="clients", params=(("clients", count),))
