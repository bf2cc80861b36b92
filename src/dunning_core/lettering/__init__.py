"""Lettering (*lettrage*): which money settled which receivable, on one account, and why."""

from dunning_core.lettering.board import Board
from dunning_core.lettering.bounds import Bounds
from dunning_core.lettering.codes import LetteredGroup, group_entries, next_letter_code
from dunning_core.lettering.combinations import Search, find_combinations
from dunning_core.lettering.discounts import Tolerance
from dunning_core.lettering.entries import Allocation, Doubt, Explanation, OpenCredit, OpenDebit, Share, allocate
from dunning_core.lettering.exchange import ExchangeDifference, exchange_differences
from dunning_core.lettering.groups import (
    balanced_block,
    natural_group,
    several_payments,
    unique_combination,
    usual_delay,
    whole_balance,
)
from dunning_core.lettering.matching import (
    BY_HABIT,
    STANDARD,
    STANDARD_STRATEGIES,
    LetteringPolicy,
    Matches,
    match_credits,
)
from dunning_core.lettering.naming import confirmed_reference, designation, quoted_reference
from dunning_core.lettering.orders import (
    DebtOrder,
    agreed_burden,
    oldest_due_first,
    proportional,
    statutory_de,
    statutory_fr,
)
from dunning_core.lettering.proposal import Candidate, Lettering, Remainder
from dunning_core.lettering.reading import FoundReference, ReferenceIndex, read_references
from dunning_core.lettering.strategies import (
    Strategy,
    closest_amount,
    discounted_amount,
    exact_amount,
    only_open_debt,
    sole_amount,
)

__all__ = [
    "BY_HABIT",
    "STANDARD",
    "STANDARD_STRATEGIES",
    "Allocation",
    "Board",
    "Bounds",
    "Candidate",
    "DebtOrder",
    "Doubt",
    "ExchangeDifference",
    "Explanation",
    "FoundReference",
    "LetteredGroup",
    "Lettering",
    "LetteringPolicy",
    "Matches",
    "OpenCredit",
    "OpenDebit",
    "ReferenceIndex",
    "Remainder",
    "Search",
    "Share",
    "Strategy",
    "Tolerance",
    "agreed_burden",
    "allocate",
    "balanced_block",
    "closest_amount",
    "confirmed_reference",
    "designation",
    "discounted_amount",
    "exact_amount",
    "exchange_differences",
    "find_combinations",
    "group_entries",
    "match_credits",
    "natural_group",
    "next_letter_code",
    "oldest_due_first",
    "only_open_debt",
    "proportional",
    "quoted_reference",
    "read_references",
    "several_payments",
    "sole_amount",
    "statutory_de",
    "statutory_fr",
    "unique_combination",
    "usual_delay",
    "whole_balance",
]
