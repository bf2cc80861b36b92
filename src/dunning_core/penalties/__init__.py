"""Penalties: interest on a balance under a rate, and what may be claimed on a receivable."""

from dunning_core.penalties.accrual import accrue_penalties
from dunning_core.penalties.claims import Penalties, PenaltyLine

__all__ = ["Penalties", "PenaltyLine", "accrue_penalties"]
