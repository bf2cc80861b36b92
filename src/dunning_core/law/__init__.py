"""What statutes impose: dated, cited, verified until a day. Data first, code last.

`law.fr`, `law.de` and `law.uk` are complete; `law.others` is one table for other countries, with their marks.
"""

from dunning_core.law.agreed import IndexedRate
from dunning_core.law.choice import choose_regime, find_regime
from dunning_core.law.rates import DayCount, Rate
from dunning_core.law.regime import (
    ClientKind,
    InterestRounding,
    InterestStart,
    LegalReference,
    RateRule,
    Regime,
    SettlementOrder,
)
from dunning_core.law.sums import FixedSum

__all__ = [
    "ClientKind",
    "DayCount",
    "FixedSum",
    "IndexedRate",
    "InterestRounding",
    "InterestStart",
    "LegalReference",
    "Rate",
    "RateRule",
    "Regime",
    "SettlementOrder",
    "choose_regime",
    "find_regime",
]
