"""DunningPolicy: the ordered stages of the chase and the guards around them, as the business chose them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import cast

from attrs import evolve, field, frozen

from dunning_core._checks import as_tuple, check_free_text, check_instance, check_text, set_field
from dunning_core.calendars import BusinessCalendar
from dunning_core.dunning.checking import as_pairs, as_share, check_days, check_least
from dunning_core.dunning.escalation import Escalation
from dunning_core.dunning.stages import Stage, StageReference
from dunning_core.errors import PolicyError
from dunning_core.events import ContactReason, StageKind
from dunning_core.law import Regime
from dunning_core.money import Money

#: How long money may take that is on its way, in days, unless a policy says otherwise.
ARRIVAL_DAYS = 5


class Progression(Enum):
    """How a receivable goes up: one stage after the other, or to the highest whose day has come.

    Under ELAPSED too, the formal notice follows a reminder and recourse follows the formal notice.
    """

    SUCCESSION = "succession"
    ELAPSED = "elapsed"


class CatchUp(Enum):
    """What becomes of stages that were missed once the chase had begun.

    LATEST goes on with the last one whose day has come, ONE_BY_ONE with each in turn, an interval apart; with NONE a
    stage that was not done within `lapse_days` is never done, whether the chase has begun or not.
    """

    LATEST = "latest"
    ONE_BY_ONE = "one_by_one"
    NONE = "none"


def _stages(given: Sequence[Stage]) -> tuple[Stage, ...]:
    return as_tuple("stages", given, Stage)


def _caps(given: Sequence[tuple[str, StageKind]]) -> tuple[tuple[str, StageKind], ...]:
    pairs = as_pairs("caps", given)
    for index, (_, kind) in enumerate(pairs):
        check_instance(f"caps[{index}]", kind, StageKind)
    return pairs


def _probabilities(given: Sequence[tuple[str, Fraction | Decimal | int]]) -> tuple[tuple[str, Fraction], ...]:
    pairs = as_pairs("late_probabilities", given)
    return tuple((name, as_share(f"late_probabilities[{index}]", value)) for index, (name, value) in enumerate(pairs))


def _waits(
    given: Mapping[ContactReason, int] | Iterable[tuple[ContactReason, int]],
) -> tuple[tuple[ContactReason, int], ...]:
    try:
        # Names of a mapping, or pairs: as many as there are reasons, unless one is given twice.
        entries = tuple(given)
        waits = dict(given if hasattr(given, "keys") else cast("Iterable[tuple[ContactReason, int]]", entries))
    except (TypeError, ValueError):
        hint = "pass a mapping of ContactReason to days"
        raise PolicyError("bad_policy", "waits_by_reason", given, hint) from None
    for reason, days in waits.items():
        check_instance("waits_by_reason", reason, ContactReason)
        check_days(f"waits_by_reason[{reason.value}]", days)
    if len(waits) < len(entries):
        raise PolicyError("bad_policy", "waits_by_reason", entries, "give each reason once")
    return tuple(sorted(waits.items(), key=lambda pair: pair[0].value))


@frozen
class DunningPolicy:
    """When to chase, how often, and from which amount; it says nothing of what happened, which is the ledger's.

    `interval_days` is the least number of days between two notices about one receivable. `minimum` leaves small debts
    alone: a line under it is chased only when what the account has late in that currency reaches it; equal is enough.
    `minimum_total` is what the account must have late in that currency before any line of it is chased.
    `grace_days` puts off the first stage after the due day, and never shortens interest. `credit_hold_days` is how
    long a credit that is not explained holds back the lines that it could pay, `arrival_days` how long money may take
    that a platform reports as paid, or that is collected by direct debit or bill of exchange.
    `bank_data_days` is how many days old the bank data may be for anybody to be chased (None: not looked at). After
    `unanswered_calls_max` calls that nobody answered the fallback channel is used (None: never). `waits_by_reason` are
    the days for which a client is left alone who gave that reason for not having paid. `regime` is the law whose
    penalties the stages claim; None chooses it from creditor and client. `escalation` says when the owner of a client
    is told.

    With `falls_back`, where the minimum of the next stage is not met the last one is done again instead. `notices_max`
    is the most that is sent about one receivable, and `caps` are the highest kinds of stage for some of them, by
    receivable or invoice. `late_probabilities` are your own, by receivable, invoice or client, for the stages before
    the due day that ask for one. `source` says where the practice comes from.

    `contacts_max` is on how many days of any `contacts_days` an account may be contacted, over all of its invoices. For
    `tone_days` after a notice no lower tone goes to the account. `calendar` says on which days anything is done;
    without one every day is open. `escalation` says when the owner of a client is told. Raises PolicyError for stages
    out of order, and for options that contradict each other.
    """

    name: str
    stages: tuple[Stage, ...] = field(converter=_stages)
    regime: Regime | None = None
    interval_days: int = 7
    minimum: Money | None = None
    grace_days: int = 0
    credit_hold_days: int = 15
    arrival_days: int = field(default=ARRIVAL_DAYS, kw_only=True)
    bank_data_days: int | None = field(default=None, kw_only=True)
    unanswered_calls_max: int | None = field(default=3, kw_only=True)
    waits_by_reason: tuple[tuple[ContactReason, int], ...] = field(default=(), converter=_waits, kw_only=True)
    contacts_max: int | None = field(default=None, kw_only=True)
    contacts_days: int = field(default=7, kw_only=True)
    tone_days: int = field(default=0, kw_only=True)
    calendar: BusinessCalendar | None = field(default=None, kw_only=True)
    escalation: Escalation | None = field(default=None, kw_only=True)
    minimum_total: Money | None = field(default=None, kw_only=True)
    progression: Progression = field(default=Progression.SUCCESSION, kw_only=True)
    catch_up: CatchUp = field(default=CatchUp.ONE_BY_ONE, kw_only=True)
    lapse_days: int = field(default=7, kw_only=True)
    falls_back: bool = field(default=False, kw_only=True)
    notices_max: int | None = field(default=None, kw_only=True)
    caps: tuple[tuple[str, StageKind], ...] = field(default=(), kw_only=True, converter=_caps)
    late_probabilities: tuple[tuple[str, Fraction], ...] = field(default=(), kw_only=True, converter=_probabilities)
    source: str = field(default="", kw_only=True)
    # What is looked up for each line, compiled once.
    is_plain: bool = field(init=False, eq=False, repr=False)
    is_guarded: bool = field(init=False, eq=False, repr=False)
    _cap_by_name: Mapping[str, StageKind] = field(init=False, eq=False, repr=False)
    _probability_by_name: Mapping[str, Fraction] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        check_text("name", self.name)
        check_free_text("source", self.source)
        for name in ("interval_days", "grace_days", "credit_hold_days", "arrival_days", "tone_days"):
            check_days(name, getattr(self, name))
        for name in ("lapse_days", "contacts_days"):
            check_days(name, getattr(self, name), lowest=1)
        for name in ("notices_max", "unanswered_calls_max", "bank_data_days", "contacts_max"):
            if getattr(self, name) is not None:
                check_days(name, getattr(self, name), lowest=0 if name == "bank_data_days" else 1)
        check_least("minimum", self.minimum)
        check_least("minimum_total", self.minimum_total)
        check_instance("progression", self.progression, Progression)
        check_instance("catch_up", self.catch_up, CatchUp)
        check_instance("falls_back", self.falls_back, bool)
        for name, kind in (("regime", Regime), ("escalation", Escalation), ("calendar", BusinessCalendar)):
            if getattr(self, name) is not None:
                check_instance(name, getattr(self, name), kind)
        _check_stages(self.stages)
        _check_combination(self)
        set_field(self, "is_plain", _is_plain(self))
        set_field(self, "is_guarded", _is_guarded(self))
        set_field(self, "_cap_by_name", dict(self.caps))
        set_field(self, "_probability_by_name", dict(self.late_probabilities))

    @property
    def has_rests(self) -> bool:
        """Return whether contacts with the account leave it in peace for some days."""
        return self.contacts_max is not None or self.tone_days > 0

    def find_cap(self, *names: str) -> StageKind | None:
        """Return the highest kind of stage for the first of some names that has one."""
        return next((self._cap_by_name[name] for name in names if name in self._cap_by_name), None)

    def find_probability(self, *names: str) -> Fraction | None:
        """Return the probability of a late payment for the first of some names that has one."""
        return next((self._probability_by_name[name] for name in names if name in self._probability_by_name), None)

    def with_grace_days(self, days: int) -> "DunningPolicy":
        """Return the policy with another grace after the due day."""
        return evolve(self, grace_days=days)

    def with_minimum(self, minimum: Money | None) -> "DunningPolicy":
        """Return the policy with another minimum, or none."""
        return evolve(self, minimum=minimum)

    def with_regime(self, regime: Regime | None) -> "DunningPolicy":
        """Return the policy under another regime, or under the one that creditor and client call for."""
        return evolve(self, regime=regime)

    def with_late_probabilities(self, probabilities: Mapping[str, Fraction]) -> "DunningPolicy":
        """Return the policy with other probabilities of a late payment, by receivable, invoice or client."""
        check_instance("probabilities", probabilities, Mapping)
        return evolve(self, late_probabilities=sorted(as_pairs("probabilities", tuple(probabilities.items()))))


def _is_plain(policy: DunningPolicy) -> bool:
    is_in_turn = policy.progression is Progression.SUCCESSION and policy.catch_up is CatchUp.ONE_BY_ONE
    return (
        is_in_turn
        and not policy.falls_back
        and all(stage.reference is not StageReference.BROKEN_PROMISE for stage in policy.stages)
    )


def _is_guarded(policy: DunningPolicy) -> bool:
    own = any(stage.minimum is not None or stage.minimum_share is not None for stage in policy.stages)
    return own or policy.notices_max is not None or bool(policy.caps)


def _check_stages(stages: tuple[Stage, ...]) -> None:
    if not stages:
        raise PolicyError("bad_policy", "stages", stages, "give at least one stage")
    names: set[str] = set()
    for index, stage in enumerate(stages):
        if stage.name in names:
            raise PolicyError("bad_policy", f"stages[{index}].name", stage.name, "give each stage a name of its own")
        names.add(stage.name)
        if index and stage.kind < stages[index - 1].kind:
            hint = f"the tone must not fall after {stages[index - 1].name}"
            raise PolicyError("bad_policy", f"stages[{index}].kind", stage.kind.name, hint)
        _check_reference(stages, index)


def _check_reference(stages: tuple[Stage, ...], index: int) -> None:
    stage, before = stages[index], stages[:index]
    where = f"stages[{index}].reference"
    # What is sent for sure, so that something can be counted from it: a stage before the due day may lapse.
    sure = [found for found in before if not found.is_early and found.reference is not StageReference.BROKEN_PROMISE]
    if stage.reference is StageReference.DEADLINE and all(found.deadline_days is None for found in sure):
        hint = "an earlier stage must set deadline_days"
        raise PolicyError("bad_policy", where, stage.reference.value, hint)
    if stage.reference is StageReference.LAST_NOTICE and not sure:
        hint = "a stage after the due day must come first, to be counted from"
        raise PolicyError("bad_policy", where, stage.reference.value, hint)
    after = next((found for found in before if found.reference is StageReference.DEADLINE), None)
    if stage.is_fixed and after is not None:
        hint = f"a stage after {after.name} counts from the deadline too"
        raise PolicyError("bad_policy", where, stage.reference.value, hint)
    if not stage.is_fixed:
        return
    same = [found for found in before if found.reference is stage.reference]
    if same and stage.delay_days <= same[-1].delay_days:
        hint = f"it must be above {same[-1].delay_days}, the delay of {same[-1].name}"
        raise PolicyError("bad_policy", f"stages[{index}].delay_days", stage.delay_days, hint)


def _check_combination(policy: DunningPolicy) -> None:
    is_in_turn = policy.progression is Progression.SUCCESSION and policy.catch_up is CatchUp.ONE_BY_ONE
    later = [stage for stage in policy.stages if not stage.is_early][1:]
    if is_in_turn and not policy.interval_days and any(stage.interval_days is None for stage in later):
        hint = "stages that were missed would be caught up day after day: give at least 1, or another catch_up"
        raise PolicyError("bad_policy", "interval_days", policy.interval_days, hint)
    if policy.progression is Progression.ELAPSED and policy.catch_up is CatchUp.NONE:
        hint = "under ELAPSED nothing is caught up: leave it out"
        raise PolicyError("bad_policy", "catch_up", policy.catch_up.value, hint)
    if not policy.falls_back:
        return
    if policy.catch_up is CatchUp.NONE:
        hint = "with CatchUp.NONE a stage whose minimum is not met lapses: choose one of the two"
        raise PolicyError("bad_policy", "falls_back", policy.falls_back, hint)
    for index, stage in enumerate(policy.stages):
        interval = policy.interval_days if stage.interval_days is None else stage.interval_days
        if not interval:
            where = "interval_days" if stage.interval_days is None else f"stages[{index}].interval_days"
            raise PolicyError("bad_policy", where, interval, "a stage that is done again needs an interval above zero")
