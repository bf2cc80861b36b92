"""DunningPolicy: the ordered stages of the chase and the guards around them, as the business chose them."""

from collections.abc import Sequence

from attrs import evolve, field, frozen

from dunning_core._checks import as_tuple, check_count, check_instance, check_text
from dunning_core.dunning.escalation import Escalation
from dunning_core.dunning.stages import Stage, StageReference
from dunning_core.errors import PolicyError
from dunning_core.law import Regime
from dunning_core.money import Money


def _stages(given: Sequence[Stage]) -> tuple[Stage, ...]:
    return as_tuple("stages", given, Stage)


@frozen
class DunningPolicy:
    """When to chase, how often, and from which amount; it says nothing of what happened, which is the ledger's.

    `interval_days` is the least number of days between two notices about one receivable. `minimum` leaves small debts
    alone: a line under it is chased only when what the account has late in that currency reaches it; equal is enough.
    `grace_days` puts off the first stage after the due day, and never shortens interest. `credit_hold_days` is how
    long a credit that is not explained holds back the lines that it could pay. `regime` is the law whose penalties the
    stages claim; None chooses it from creditor and client. `escalation` says when the owner of a client is told. Raises
    PolicyError for stages out of order.
    """

    name: str
    stages: tuple[Stage, ...] = field(converter=_stages)
    regime: Regime | None = None
    interval_days: int = 7
    minimum: Money | None = None
    grace_days: int = 0
    credit_hold_days: int = 15
    escalation: Escalation | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("name", self.name)
        for name in ("interval_days", "grace_days", "credit_hold_days"):
            check_count(name, getattr(self, name), highest=366)
        if self.minimum is not None:
            check_instance("minimum", self.minimum, Money)
        if self.regime is not None:
            check_instance("regime", self.regime, Regime)
        if self.escalation is not None:
            check_instance("escalation", self.escalation, Escalation)
        _check_stages(self.stages)

    def with_grace_days(self, days: int) -> "DunningPolicy":
        """Return the policy with another grace after the due day."""
        return evolve(self, grace_days=days)

    def with_minimum(self, minimum: Money | None) -> "DunningPolicy":
        """Return the policy with another minimum, or none."""
        return evolve(self, minimum=minimum)

    def with_regime(self, regime: Regime | None) -> "DunningPolicy":
        """Return the policy under another regime, or under the one that creditor and client call for."""
        return evolve(self, regime=regime)


def _check_stages(stages: tuple[Stage, ...]) -> None:
    if not stages:
        raise PolicyError("bad_policy", "stages", stages, "give at least one stage")
    names: set[str] = set()
    deadline = False
    for index, stage in enumerate(stages):
        if stage.name in names:
            raise PolicyError("bad_policy", f"stages[{index}].name", stage.name, "give each stage a name of its own")
        names.add(stage.name)
        if index:
            _check_order(stages[index - 1], stage, index)
        if stage.reference is StageReference.DEADLINE and not deadline:
            hint = "an earlier stage must set deadline_days"
            raise PolicyError("bad_policy", f"stages[{index}].reference", stage.reference.value, hint)
        deadline = deadline or stage.deadline_days is not None


def _check_order(earlier: Stage, later: Stage, index: int) -> None:
    same = earlier.reference is StageReference.DUE_DATE and later.reference is StageReference.DUE_DATE
    if same and later.delay_days <= earlier.delay_days:
        hint = f"it must be above {earlier.delay_days}, the delay of {earlier.name}"
        raise PolicyError("bad_policy", f"stages[{index}].delay_days", later.delay_days, hint)
    if later.kind < earlier.kind:
        hint = f"the tone must not fall after {earlier.name}"
        raise PolicyError("bad_policy", f"stages[{index}].kind", later.kind.name, hint)
    if earlier.reference is StageReference.DEADLINE and later.reference is StageReference.DUE_DATE:
        hint = f"a stage after {earlier.name} counts from the deadline too"
        raise PolicyError("bad_policy", f"stages[{index}].reference", later.reference.value, hint)
