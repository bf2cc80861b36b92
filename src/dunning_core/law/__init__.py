"""What statutes impose: dated, cited, verified until a day. Data first, code last.

`law.fr`, `law.de` and `law.uk` are complete; `law.others` is one table for other countries, with their marks.
"""

from dunning_core.law.agreed import IndexedRate
from dunning_core.law.choice import choose_regime, find_regime
from dunning_core.law.kinds import ClientKind, LegalReference
from dunning_core.law.limits import LimitationPeriod, TermsLimit, find_limitation_period
from dunning_core.law.mentions import (
    MENTIONS,
    Mention,
    find_capitalization_article,
    find_formal_notice_articles,
    find_missing_mentions,
    find_settlement_article,
)
from dunning_core.law.rates import DayCount, Rate
from dunning_core.law.regime import InterestRounding, InterestStart, RateRule, Regime, SettlementOrder
from dunning_core.law.sums import FixedSum

__all__ = [
    "MENTIONS",
    "ClientKind",
    "DayCount",
    "FixedSum",
    "IndexedRate",
    "InterestRounding",
    "InterestStart",
    "LegalReference",
    "LimitationPeriod",
    "Mention",
    "Rate",
    "RateRule",
    "Regime",
    "SettlementOrder",
    "TermsLimit",
    "choose_regime",
    "find_capitalization_article",
    "find_formal_notice_articles",
    "find_limitation_period",
    "find_missing_mentions",
    "find_regime",
    "find_settlement_article",
]
