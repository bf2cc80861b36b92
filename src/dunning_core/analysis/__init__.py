"""Readings of a snapshot for the people who run the receivables: the aged balance, the statement of an account."""

from dunning_core.analysis.account_statements import (
    ACCOUNT_COLUMNS,
    AccountForm,
    AccountLine,
    AccountStatement,
    state_account,
)
from dunning_core.analysis.aging import AGED_BALANCE_COLUMNS, STANDARD_EDGES, AgedBalance, AgedBucket, age

__all__ = [
    "ACCOUNT_COLUMNS",
    "AGED_BALANCE_COLUMNS",
    "STANDARD_EDGES",
    "AccountForm",
    "AccountLine",
    "AccountStatement",
    "AgedBalance",
    "AgedBucket",
    "age",
    "state_account",
]
