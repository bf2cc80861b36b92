"""Notices of every stage for the tests: one debt of 1,000 EUR, chased by the standard policy."""

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.notices import NoticeOptions
from tests.books import ACME, CREDITOR, after_due, invoice, sent

HISTORY = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))
#: The day of each stage after the due day, and how many notices came before it.
STAGES = {"reminder": (-10, 0), "courteous": (3, 0), "firm": (10, 1), "last": (17, 2), "formal_notice": (30, 3)}

PLAIN = NoticeOptions()


def plan(stage: str, *facts: object, client: dc.Client = ACME, policy: dc.DunningPolicy = FR_B2B_STANDARD) -> dc.Action:
    """The action of a stage about F-1, and whatever else the facts say."""
    day, known = STAGES[stage]
    ledger = dc.Ledger.of(client, *(facts or (invoice(),)), *HISTORY[:known])  # type: ignore[arg-type]
    run = dc.run_dunning(ledger, after_due(day), policy, creditor=CREDITOR)
    [action] = run.actions
    assert action.stage.name == stage
    return action


def draft(
    stage: str, *facts: object, client: dc.Client = ACME, locale: str = "fr", options: NoticeOptions = PLAIN
) -> dc.Notice:
    """The notice of a stage."""
    return dc.draft_notice(plan(stage, *facts, client=client), CREDITOR, locale=locale, options=options)
