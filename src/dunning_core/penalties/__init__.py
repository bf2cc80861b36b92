"""Penalties: interest on a balance under a rate, and what may be claimed on a receivable."""

from dunning_core.penalties.accrual import accrue_penalties
from dunning_core.penalties.lines import PenaltyLine
from dunning_core.penalties.result import Penalties

__all__ = ["Penalties", "PenaltyLine", "accrue_penalties"]
