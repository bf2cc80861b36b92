"""The dunning engine: what to do next about each receivable, why, why not, and when."""

from dunning_core.dunning.backtests import (
    BACKTEST_COLUMNS,
    COMPARISON_COLUMNS,
    Backtest,
    PolicyComparison,
    ReplayedLine,
    ReplayedNotice,
    StageCount,
    backtest,
    compare_policies,
)
from dunning_core.dunning.books import Applies, PolicyBook, PolicyChoice, PolicyEntry, PolicyVersions
from dunning_core.dunning.cases import Context, Reason
from dunning_core.dunning.counterfactuals import Counterfactual
from dunning_core.dunning.decisions import Decision, decide_account, decide_stages
from dunning_core.dunning.dossiers import (
    DOSSIER_COLUMNS,
    Dossier,
    DossierEntry,
    ExhibitState,
    assemble_dossier,
)
from dunning_core.dunning.escalation import Escalation
from dunning_core.dunning.evaluations import Evaluation
from dunning_core.dunning.file_purposes import FilePurpose
from dunning_core.dunning.held_exhibits import HeldExhibit
from dunning_core.dunning.hypotheses import suppose_plans_kept, suppose_promises_kept
from dunning_core.dunning.linting import lint_policy
from dunning_core.dunning.outlooks import (
    BALANCE_COLUMNS,
    OUTLOOK_COLUMNS,
    Outlook,
    PlannedBalance,
    PlannedNotice,
    outlook,
)
from dunning_core.dunning.plan_proposals import PLAN_COLUMNS, PlanProposal, PlanTerms, ProposedInstallment, propose_plan
from dunning_core.dunning.planning import Action, Order, largest_first, oldest_first, plan_actions
from dunning_core.dunning.policies import CatchUp, DunningPolicy, Progression
from dunning_core.dunning.priorities import STANDARD_WEIGHTS, PriorityWeights, Score, ScorePart
from dunning_core.dunning.proposing import propose_recourse
from dunning_core.dunning.recourse import RECOURSE_COLUMNS, ProcedureCosts, Recourse, RecourseOption
from dunning_core.dunning.schedules import CustomInstallments, DeferredDays, EqualInstallments, Schedule
from dunning_core.dunning.settlement_offers import OfferedDebt, SettlementOffer, SettlementTerms, offer_settlement
from dunning_core.dunning.stages import Stage, StageReference, StatutoryDelay

__all__ = [
    "BACKTEST_COLUMNS",
    "BALANCE_COLUMNS",
    "COMPARISON_COLUMNS",
    "DOSSIER_COLUMNS",
    "OUTLOOK_COLUMNS",
    "PLAN_COLUMNS",
    "RECOURSE_COLUMNS",
    "STANDARD_WEIGHTS",
    "Action",
    "Applies",
    "Backtest",
    "CatchUp",
    "Context",
    "Counterfactual",
    "CustomInstallments",
    "Decision",
    "DeferredDays",
    "Dossier",
    "DossierEntry",
    "DunningPolicy",
    "EqualInstallments",
    "Escalation",
    "Evaluation",
    "ExhibitState",
    "FilePurpose",
    "HeldExhibit",
    "OfferedDebt",
    "Order",
    "Outlook",
    "PlanProposal",
    "PlanTerms",
    "PlannedBalance",
    "PlannedNotice",
    "PolicyBook",
    "PolicyChoice",
    "PolicyComparison",
    "PolicyEntry",
    "PolicyVersions",
    "PriorityWeights",
    "ProcedureCosts",
    "Progression",
    "ProposedInstallment",
    "Reason",
    "Recourse",
    "RecourseOption",
    "ReplayedLine",
    "ReplayedNotice",
    "Schedule",
    "Score",
    "ScorePart",
    "SettlementOffer",
    "SettlementTerms",
    "Stage",
    "StageCount",
    "StageReference",
    "StatutoryDelay",
    "assemble_dossier",
    "backtest",
    "compare_policies",
    "decide_account",
    "decide_stages",
    "largest_first",
    "lint_policy",
    "offer_settlement",
    "oldest_first",
    "outlook",
    "plan_actions",
    "propose_plan",
    "propose_recourse",
    "suppose_plans_kept",
    "suppose_promises_kept",
]
