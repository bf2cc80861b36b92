"""The nightly call, for a whole ledger or one account at a time, and what changed since the call before."""

from dunning_core.run.comparing import COMPARISON_OF_RUNS_COLUMNS, ChangeKind, RunChange, RunComparison, compare_runs
from dunning_core.run.running import ACTION_COLUMNS, RUN_COLUMNS, AccountRuns, DunningRun, iter_run, run_dunning
from dunning_core.run.texts import CallSheets, Drafts

__all__ = [
    "ACTION_COLUMNS",
    "COMPARISON_OF_RUNS_COLUMNS",
    "RUN_COLUMNS",
    "AccountRuns",
    "CallSheets",
    "ChangeKind",
    "Drafts",
    "DunningRun",
    "RunChange",
    "RunComparison",
    "compare_runs",
    "iter_run",
    "run_dunning",
]
