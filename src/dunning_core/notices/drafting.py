"""draft_notice: from an action to a complete text in a language, for a person to read before it leaves."""

from attrs import evolve

from dunning_core._checks import check_instance
from dunning_core.dunning import Action
from dunning_core.errors import InvalidValueError, PolicyError, ProvisionalError
from dunning_core.events import StageKind
from dunning_core.notices.body import check_formal, write_enclosures, write_mentions, write_sheet
from dunning_core.notices.drafts import Draft
from dunning_core.notices.instructions import instruct_payments
from dunning_core.notices.notice import Notice
from dunning_core.notices.options import STANDARD_OPTIONS, NoticeOptions, Tone
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor
from dunning_core.penalties import Penalties

# The language of a client who states none, where his country has one official language that we speak.
_LANGUAGES = {"FR": "fr", "MC": "fr", "GB": "en", "IE": "en", "US": "en"}


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
    check_instance("action", action, Action)
    check_instance("creditor", creditor, Creditor)
    check_instance("options", options, NoticeOptions)
    if action.stage.kind is StageKind.RECOURSE:
        raise PolicyError("no_notice", "action.stage", action.stage.name, "a recourse is handed over, not written")
    draft = Draft(action, creditor, _wording(action, locale, options), _claims(action), options)
    check_formal(draft)
    if draft.is_provisional and not provisional:
        hint = "extend the regime with with_reference_rate(...), or pass provisional=True"
        raise ProvisionalError("provisional", "penalties", action.client.id, hint)
    return Notice(
        action=action,
        creditor=creditor,
        sheet=write_sheet(draft),
        items=draft.items,
        totals=draft.totals,
        asked=draft.asked,
        payments=instruct_payments(draft),
        mentions=write_mentions(draft),
        enclosures=write_enclosures(draft),
        deadline=draft.deadline,
        counted_on=draft.day,
        is_provisional=draft.is_provisional,
    )


def _wording(action: Action, locale: str | None, options: NoticeOptions) -> Wording:
    # From the formal notice on, nobody is addressed informally.
    if action.stage.kind >= StageKind.FORMAL_NOTICE:
        options = evolve(options, tone=Tone.FORMAL)
    return Wording.of(locale or _language(action), options)


def _language(action: Action) -> str:
    contact = action.recipient.language if action.recipient is not None else None
    language = contact or action.client.language or _LANGUAGES.get(action.client.country or "")
    if language is None:
        hint = "pass a locale, or give the client a language"
        raise InvalidValueError("missing_locale", "locale", action.client.id, hint)
    return language


def _claims(action: Action) -> tuple[tuple[str, Penalties], ...]:
    # A consumer owes nothing before the formal notice: a column of zeros would announce what is not claimed.
    found = ((line.receivable.id, line.penalties) for line in action.decisions if line.claims_penalties)
    return tuple((id, penalties) for id, penalties in found if penalties is not None and any(penalties.unclaimed))
