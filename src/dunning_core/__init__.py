"""Lettering, late-payment penalties and dunning for receivables: a pure function of facts and a day.

The flow, each arrow one call: facts -> `Ledger.of` -> `as_of(day)` -> `lettered()` -> `decide_stages` ->
`plan_actions` -> `draft_notice`; `run_dunning` is all of it. The map of the package, in reading order:

errors, money, timeline, calendars, identifiers, markup: the ground
law: statutes as dated data (`dunning_core.law.fr.B2B` …)
terms, parties, documents, events: what you build
lettering, ledger: which money settled what, and how an account stands on a day
penalties, analysis, dunning: what may be claimed, how old it is, what to do next
notices: texts; run: the nightly call, and what changed since; interop: rows in; samples: a ledger to play with
"""

from dunning_core.documents import CreditNote, Installment, Invoice, Payment
from dunning_core.dunning import Action, Decision, DunningPolicy, Stage, decide_stages, plan_actions
from dunning_core.errors import DunningError, Problem
from dunning_core.ledger import Account, Ledger, Receivable, Snapshot, propose_lettering
from dunning_core.money import Money
from dunning_core.notices import Notice, draft_notice, explain
from dunning_core.parties import Client, Creditor
from dunning_core.penalties import Penalties, accrue_penalties
from dunning_core.run import DunningRun, run_dunning
from dunning_core.terms import PaymentTerms

__all__ = [
    "Account",
    "Action",
    "Client",
    "CreditNote",
    "Creditor",
    "Decision",
    "DunningError",
    "DunningPolicy",
    "DunningRun",
    "Installment",
    "Invoice",
    "Ledger",
    "Money",
    "Notice",
    "Payment",
    "PaymentTerms",
    "Penalties",
    "Problem",
    "Receivable",
    "Snapshot",
    "Stage",
    "accrue_penalties",
    "decide_stages",
    "draft_notice",
    "explain",
    "plan_actions",
    "propose_lettering",
    "run_dunning",
]
