"""draft_notice: from an action to a complete text in a language, for a person to read before it leaves."""

from attrs import evolve

from dunning_core._checks import check_instance
from dunning_core.dunning import Action
from dunning_core.errors import PolicyError, ProvisionalError
from dunning_core.events import Channel, StageKind
from dunning_core.notices.body import check_formal, instruct, write_enclosures, write_mentions, write_sheet
from dunning_core.notices.drafts import Draft
from dunning_core.notices.filling import fill_body, fill_subject
from dunning_core.notices.languages import choose_language
from dunning_core.notices.notice import Notice
from dunning_core.notices.options import STANDARD_OPTIONS, Formality, NoticeOptions
from dunning_core.notices.sheets import Sheet
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor


def draft_notice(
    action: Action,
    creditor: Creditor,
    *,
    locale: str | None = None,
    provisional: bool = False,
    options: NoticeOptions = STANDARD_OPTIONS,
) -> Notice:
    """Return the notice of an action: subject, body, table, totals, mentions, enclosures and deadline.

    `locale` None takes the language of the recipient, else of the client, else of his country. Raises ProvisionalError
    when an amount, or the rate announced, is past the verified horizon of its series, unless `provisional=True`;
    MissingTranslation for a language without vetted wording; InvalidValueError for a formal notice whose creditor has
    no address, or no SIREN in France; PolicyError for a recourse, which is a file and not a text to the debtor.
    """
    draft = prepare_draft(action, creditor, locale=locale, provisional=provisional, options=options)
    check_formal(draft)
    payments, mentions, enclosures = instruct(draft), write_mentions(draft), write_enclosures(draft)
    sheet = write_sheet(draft, payments=payments, mentions=mentions, enclosures=enclosures)
    return Notice(
        action=action,
        creditor=creditor,
        sheet=_fill(sheet, draft),
        items=draft.items,
        totals=draft.demand.totals,
        asked=draft.asked,
        payments=payments,
        mentions=mentions,
        enclosures=enclosures,
        deadline=draft.deadline,
        counted_on=draft.day,
        is_provisional=draft.demand.is_provisional,
    )


def _fill(sheet: Sheet, draft: Draft) -> Sheet:
    template = draft.options.find_template(draft.action.stage.name, draft.wording.language)
    if template is None:
        return sheet
    return evolve(sheet, subject=fill_subject(template, draft), content=fill_body(template, draft))


def is_told(action: Action) -> bool:
    """Return whether an action tells the client something: a recourse, or any file that is handed over, does not."""
    return action.stage.kind is not StageKind.RECOURSE and action.channel is not Channel.HANDOVER


def prepare_draft(
    action: Action, creditor: Creditor, *, locale: str | None, provisional: bool, options: NoticeOptions
) -> Draft:
    """Return what the text of an action is written from, or raise what makes it impossible."""
    check_instance("action", action, Action)
    check_instance("creditor", creditor, Creditor)
    check_instance("options", options, NoticeOptions)
    if not is_told(action):
        raise PolicyError(
            "no_notice", "action.stage", action.stage.name, "what is handed over tells the client nothing"
        )
    # From the formal notice on, nobody is addressed informally.
    if action.stage.kind >= StageKind.FORMAL_NOTICE:
        options = evolve(options, formality=Formality.FORMAL)
    wording = Wording.of(choose_language(action.recipient, action.client) if locale is None else locale, options)
    draft = Draft.of(action, creditor, wording=wording, options=options)
    if draft.demand.is_provisional and not provisional:
        hint = "extend the regime with with_reference_rate(...), or pass provisional=True"
        raise ProvisionalError("provisional", "penalties", action.client.id, hint)
    return draft
