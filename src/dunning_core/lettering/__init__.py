"""Lettering (*lettrage*): which money settled which receivable, on one account, and why."""

from dunning_core.lettering.entries import Allocation, Candidate, Lettering, OpenCredit, OpenDebit, Remainder, allocate
from dunning_core.lettering.matching import STANDARD, LetteringPolicy, match_credits
from dunning_core.lettering.references import NameIndex, find_names
from dunning_core.lettering.strategies import (
    OpenDebits,
    Strategy,
    designation,
    exact_amount,
    oldest_due_first,
    quoted_reference,
)

__all__ = [
    "STANDARD",
    "Allocation",
    "Candidate",
    "Lettering",
    "LetteringPolicy",
    "NameIndex",
    "OpenCredit",
    "OpenDebit",
    "OpenDebits",
    "Remainder",
    "Strategy",
    "allocate",
    "designation",
    "exact_amount",
    "find_names",
    "match_credits",
    "oldest_due_first",
    "quoted_reference",
]
