"""Every notice of the sample, at every stage, in both languages, against the list of what must stand in it."""

import re
from datetime import timedelta

import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Channel, StageKind
from dunning_core.notices import NoticeOptions, Spaces, render_html, render_text
from dunning_core.notices.wording import Wording
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger

PLAIN = NoticeOptions(spaces=Spaces.PLAIN)
#: The words that make a formal notice one, and those of the step before it.
DEMAND = {"fr": "mettons en demeure", "en": "formal notice"}
LAST = {"fr": "dernière relance", "en": "last"}


def sample_actions() -> list[dc.Action]:
    """The actions of the sample on its day and in the weeks around it, those that are texts."""
    found: list[dc.Action] = []
    for days in (-12, -5, 0, 9):
        run = dc.run_dunning(
            sample_ledger(), SAMPLE_DAY + timedelta(days=days), FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR
        )
        found += [action for action in run.actions if action.stage.kind is not StageKind.RECOURSE]
    return found


ACTIONS = sample_actions()


def test_every_stage_is_there() -> None:
    """The sample has a notice of each stage, so that the list is held against all of them."""
    assert {action.stage.kind for action in ACTIONS} == set(StageKind) - {StageKind.RECOURSE}


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.client.id}-{action.stage.name}")
def test_what_must_stand_in_a_notice_does(action: dc.Action, locale: str) -> None:
    """Who, to whom, when, for what, how much by kind, how to pay, what counts, what follows, under which article."""
    notice = dc.draft_notice(action, SAMPLE_CREDITOR, locale=locale, provisional=True, options=PLAIN)
    text, wording = render_text(notice), Wording.of(locale, PLAIN)
    told: list[object] = [SAMPLE_CREDITOR.name, SAMPLE_CREDITOR.siren, SAMPLE_CREDITOR.iban, action.client.name]
    told += [
        SAMPLE_CREDITOR.address.splitlines()[0] if SAMPLE_CREDITOR.address else "",
        action.act_on,
        notice.counted_on,
    ]
    for item in notice.items:
        told += [
            item.receivable,
            item.issued_on,
            item.due_on,
            item.days_late,
            item.amount,
            item.outstanding,
            item.chased,
        ]
        told += [item.penalties]
    told += [amount for _, amount in notice.totals if len(notice.totals) + len(notice.items) > 2]
    assert [part for part in map(wording.show, told) if part not in text] == []
    assert notice.totals[0][1] == action.outstanding
    assert sum(item.chased.minor for item in notice.items) == action.outstanding.minor
    kind = action.stage.kind
    assert (DEMAND[locale] in notice.body) or kind is not StageKind.FORMAL_NOTICE
    assert (LAST[locale] in notice.subject) or kind is not StageKind.LAST
    assert bool(notice.enclosures) is (kind >= StageKind.LAST)
    for claim in action.penalties:
        for line in claim.lines if any(claim.unclaimed) else ():
            assert any(line.reference.text in mention for mention in notice.mentions)
    if action.channel is Channel.REGISTERED:
        assert notice.mentions[0] in {wording.say("mention.registered")}
        assert str(action.stage.deadline_days) in notice.body
        assert wording.show(notice.deadline) in notice.body
    assert not re.search(r"\d\d/\d\d/\d{4}|None|\{|\}", text)
    assert render_html(notice).count("<table>") == sum(
        1 for piece in notice.sheet.content if not isinstance(piece, str)
    )
