"""Lettering (*lettrage*): which money settled which receivable, on one account, and why."""

from dunning_core.lettering.entries import Allocation, Candidate, Lettering, OpenCredit, OpenDebit, Remainder, allocate
from dunning_core.lettering.matching import STANDARD, LetteringPolicy, match_credits
from dunning_core.lettering.reading import FoundReference, ReferenceIndex, read_references
from dunning_core.lettering.strategies import (
    OpenDebits,
    Strategy,
    confirmed_reference,
    designation,
    exact_amount,
    natural_group,
    oldest_due_first,
    quoted_reference,
    unique_combination,
)

__all__ = [
    "STANDARD",
    "Allocation",
    "Candidate",
    "FoundReference",
    "Lettering",
    "LetteringPolicy",
    "OpenCredit",
    "OpenDebit",
    "OpenDebits",
    "ReferenceIndex",
    "Remainder",
    "Strategy",
    "allocate",
    "confirmed_reference",
    "designation",
    "exact_amount",
    "match_credits",
    "natural_group",
    "oldest_due_first",
    "quoted_reference",
    "read_references",
    "unique_combination",
]
