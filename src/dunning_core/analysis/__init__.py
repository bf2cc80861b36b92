"""Readings of a snapshot for the people who run the receivables: aged balance, statement of account, chronology."""

from dunning_core.analysis.account_statements import (
    ACCOUNT_COLUMNS,
    AccountForm,
    AccountLine,
    AccountStatement,
    state_account,
)
from dunning_core.analysis.aging import AGED_BALANCE_COLUMNS, STANDARD_EDGES, AgedBalance, AgedBucket, age
from dunning_core.analysis.chronologies import CHRONOLOGY_COLUMNS, Chronology, ChronologyEntry, trace_debts

__all__ = [
    "ACCOUNT_COLUMNS",
    "AGED_BALANCE_COLUMNS",
    "CHRONOLOGY_COLUMNS",
    "STANDARD_EDGES",
    "AccountForm",
    "AccountLine",
    "AccountStatement",
    "AgedBalance",
    "AgedBucket",
    "Chronology",
    "ChronologyEntry",
    "age",
    "state_account",
    "trace_debts",
]
