"""The dunning engine: what to do next about each receivable, why, why not, and when."""

from dunning_core.dunning.cases import Context, Reason
from dunning_core.dunning.decisions import Decision, decide_account, decide_stages
from dunning_core.dunning.planning import Action, plan_actions
from dunning_core.dunning.policies import DunningPolicy, PolicyChoice
from dunning_core.dunning.stages import Stage, StageReference

__all__ = [
    "Action",
    "Context",
    "Decision",
    "DunningPolicy",
    "PolicyChoice",
    "Reason",
    "Stage",
    "StageReference",
    "decide_account",
    "decide_stages",
    "plan_actions",
]
