"""Penalties: interest on a balance under a rate, and what may be claimed on a receivable."""

from dunning_core.penalties.accrual import accrue_penalties
from dunning_core.penalties.checks import check_receivable
from dunning_core.penalties.debt_claims import DebtClaim, StatementLine
from dunning_core.penalties.imputation import Component, Imputation, ImputedPayment, impute_payments
from dunning_core.penalties.limitation import Limitation, find_limitation
from dunning_core.penalties.lines import PenaltyLine
from dunning_core.penalties.result import Penalties
from dunning_core.penalties.statement import STATEMENT_COLUMNS, StatementOfClaim, state_claim

__all__ = [
    "STATEMENT_COLUMNS",
    "Component",
    "DebtClaim",
    "Imputation",
    "ImputedPayment",
    "Limitation",
    "Penalties",
    "PenaltyLine",
    "StatementLine",
    "StatementOfClaim",
    "accrue_penalties",
    "check_receivable",
    "find_limitation",
    "impute_payments",
    "state_claim",
]
