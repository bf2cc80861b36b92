"""Every notice of the sample, at every stage, in both languages, against the list of what must stand in it.

The list is written in words of its own: it reads no catalog, so that a text that is lost there is missed here.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Channel, StageKind
from dunning_core.law import ClientKind
from dunning_core.notices import ENGLISH, FRENCH, Catalog, NoticeOptions, Spaces, render_html, render_text
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger

CATALOGS = {"fr": FRENCH, "en": ENGLISH}
MONTHS = {
    "fr": "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
#: The words that a text of its stage must say, whatever the debt; the later ones with what the earlier ones have not.
SAID: dict[str, dict[object, tuple[str, ...]]] = {
    "fr": {
        "always": ("Si vous avez payé depuis", "Règlement par virement : IBAN", "référence à rappeler", "SIREN"),
        StageKind.BEFORE_DUE: (
            "Vo(?:tre|s) factures? F.* à échéance",
            "ci-dessous arrive(?:nt)? prochainement",
            "Cordialement",
        ),
        StageKind.COURTEOUS: ("Factures? F.* : règlement attendu", "oubli|Nous revenons vers vous", "Cordialement"),
        StageKind.FIRM: (
            "impayées? : relance",
            "soldée",
            "sans délai|par retour",
            "poursuivrons le recouvrement",
            "Salutations distinguées",
        ),
        StageKind.LAST: (
            "impayées? : dernière relance avant mise en demeure",
            "notre dernière relance amiable : nous vous demandons de nous régler",
            "vous adresserons une mise en demeure",
            "Salutations distinguées",
            "Pièces jointes",
        ),
        StageKind.FORMAL_NOTICE: (
            "MISE EN DEMEURE de payer",
            "nous vous mettons (?:de nouveau )?en demeure, au sens de l'article 1344 du code civil, de nous payer",
            "dans un délai de 8 jours à compter de la présentation",
            "À défaut de paiement dans ce délai, nous saisirons sans autre avis",
            "si la présentation a lieu le jour de l'envoi",
            "Lettre recommandée avec avis de réception",
            "Mise en demeure : C\\. civ\\. 1344 et C\\. civ\\. 1344-1",
            "nos salutations distinguées",
        ),
        "consumer": ("intérêt au taux légal",),
        "business": ("commissaire de justice",),
        "announced": ("intérêts de retard au taux actuel de", "l'an", "indemnité forfaitaire de"),
        "claimed": ("Les pénalités sont arrêtées au", "continuent de courir à raison de", "Décompte des pénalités au"),
        "history": ("Ceci fait suite à (?:notre relance du|nos relances des) ",),
    },
    "en": {
        "always": ("If you have paid since", "Payment by transfer: IBAN", "reference to quote", "SIREN"),
        StageKind.BEFORE_DUE: ("Your invoices? F.* due soon", "below falls? due soon", "Kind regards"),
        StageKind.COURTEOUS: ("Invoices? F.*: payment awaited", "oversight|come back to you", "Kind regards"),
        StageKind.FIRM: (
            "overdue: reminder",
            "not been paid in full",
            "without delay|by return",
            "pursue the recovery",
            "Yours faithfully",
        ),
        StageKind.LAST: (
            "overdue: last reminder before formal notice",
            "our last amicable reminder: please pay us",
            "send you a formal notice",
            "Yours faithfully",
            "Enclosures",
        ),
        StageKind.FORMAL_NOTICE: (
            "FORMAL NOTICE to pay",
            "give you formal notice \\(mise en demeure, article 1344 of the French Civil Code\\) to pay us",
            "within 8 days of the presentation",
            "Failing payment within this period, we shall",
            "if this notice is presented on the day it is sent",
            "Registered post with acknowledgement of receipt",
            "Formal notice: C\\. civ\\. 1344 and C\\. civ\\. 1344-1",
            "Yours faithfully",
        ),
        "consumer": ("interest at the legal rate",),
        "business": ("commissaire de justice",),
        "announced": ("late-payment interest at the current rate of", "a year", "a fixed compensation of"),
        "claimed": ("Penalties are stated up to", "interest continues to run at", "Statement of penalties at"),
        "history": ("This follows our reminders? of ",),
    },
}
#: How each sum is called in the table of totals, and its ground below the signature.
SUMS = {
    "fr": {
        "principal": "Principal",
        "interest": "Intérêts de retard",
        "compensation": "Indemnité forfaitaire",
        "total": "Total",
    },
    "en": {
        "principal": "Principal",
        "interest": "Late-payment interest",
        "compensation": "Fixed compensation",
        "total": "Total",
    },
}
COLON = {"fr": " : ", "en": ": "}


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


def draft(action: dc.Action, locale: str, catalog: Catalog | None = None) -> dc.Notice:
    options = NoticeOptions(spaces=Spaces.PLAIN, catalog=catalog)
    return dc.draft_notice(action, SAMPLE_CREDITOR, locale=locale, provisional=True, options=options)


def day_in(day: date, locale: str) -> str:
    month = MONTHS[locale].split(",")[day.month - 1]
    if locale == "en":
        return f"{month} {day.day}, {day.year}"
    return f"{day.day}{'er' if day.day == 1 else ''} {month} {day.year}"


def sum_in(amount: dc.Money, locale: str) -> str:
    whole, cents = divmod(amount.minor, 100)
    symbol = {"EUR": "€", "GBP": "£" if locale == "en" else "£GB"}[amount.currency]
    return (
        f"{whole:,}".replace(",", " ") + f",{cents:02d} {symbol}"
        if locale == "fr"
        else f"{symbol}{whole:,}.{cents:02d}"
    )


def find_missing(notice: dc.Notice, locale: str) -> list[str]:
    """What must stand in the printed text of a notice and does not."""
    text, action = render_text(notice), notice.action
    said, kind = SAID[locale], action.stage.kind
    wanted: list[str] = [*said["always"], *said[kind]]
    wanted += [re.escape(part) for part in _facts(notice, locale)]
    if kind is StageKind.FORMAL_NOTICE:
        wanted += said["consumer" if action.client.kind is ClientKind.CONSUMER else "business"]
        opening = "de nous payer " if locale == "fr" else "to pay us "
        wanted.append(re.escape(opening + sum_in(notice.asked, locale)))
    if kind >= StageKind.FIRM:
        wanted += said["history"] if any(item.notices for item in _debts(action)) else ()
    announced = [line for line in action.claimed if line.stage is not None and line.stage.announces_penalties]
    if any(line.penalties is not None and line.penalties.lines for line in announced):
        wanted += [*said["announced"], "L441-10", "D441-5"]
    if action.penalties and any(penalties.lines for penalties in action.penalties):
        wanted += said["claimed"]
        wanted += [
            re.escape(SUMS[locale][line.kind] + COLON[locale] + line.reference.text)
            for penalties in action.penalties
            for line in penalties.lines
        ]
        wanted += [f"(?m)^{SUMS[locale][name]} +{re.escape(sum_in(amount, locale))}$" for name, amount in notice.totals]
    dated = ("Le " if locale == "fr" else "") + day_in(action.act_on, locale)
    wanted.append(f"(?m)^{re.escape(dated)}$")
    return [part for part in wanted if not re.search(part, text)]


def _debts(action: dc.Action) -> list[dc.Receivable]:
    return [line.receivable for line in action.claimed]


def _facts(notice: dc.Notice, locale: str) -> Iterator[str]:
    action = notice.action
    for line in (SAMPLE_CREDITOR.name, SAMPLE_CREDITOR.siren, SAMPLE_CREDITOR.iban, SAMPLE_CREDITOR.bic):
        yield str(line)
    yield from (SAMPLE_CREDITOR.address or "").splitlines()
    yield from (SAMPLE_CREDITOR.contact or "", SAMPLE_CREDITOR.phone or "", SAMPLE_CREDITOR.email or "")
    yield action.client.name
    assert action.recipient is not None
    yield from (action.recipient.address or action.recipient.email or "").splitlines()
    yield day_in(notice.counted_on, locale)
    yield "Madame, Monsieur," if locale == "fr" else "Dear Sir or Madam,"
    for item in notice.items:
        yield item.number
        yield from (day_in(day, locale) for day in (item.issued_on, item.due_on))
        yield from (sum_in(amount, locale) for amount in (item.amount, item.outstanding, item.chased))
        if item.penalties is not None:
            yield sum_in(item.penalties, locale)
        if item.days_late:
            yield f" {item.days_late} "
        if action.stage.kind >= StageKind.LAST:
            yield ("- Facture " if locale == "fr" else "- Invoice ") + item.number
    if notice.deadline is not None:
        yield day_in(notice.deadline, locale)


def test_every_stage_is_there() -> None:
    """The sample has a notice of each stage, so that the list is held against all of them."""
    assert {action.stage.kind for action in ACTIONS} == set(StageKind) - {StageKind.RECOURSE}
    assert {action.client.kind for action in ACTIONS if action.stage.kind is StageKind.FORMAL_NOTICE} >= {
        ClientKind.BUSINESS,
        ClientKind.CONSUMER,
    }


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.client.id}-{action.stage.name}")
def test_what_must_stand_in_a_notice_does(action: dc.Action, locale: str) -> None:
    """Who, to whom, when, for what, how much by kind, how to pay, what counts, what follows, under which article."""
    notice = draft(action, locale)
    assert find_missing(notice, locale) == []
    assert notice.totals[0][1] == action.outstanding
    assert sum(item.chased.minor for item in notice.items) == action.outstanding.minor
    assert notice.asked == action.total
    assert bool(notice.enclosures) is (action.stage.kind >= StageKind.LAST)
    if action.channel is Channel.REGISTERED:
        assert "avis de réception" in notice.mentions[0] or "acknowledgement" in notice.mentions[0]
    assert not re.search(r"\d\d/\d\d/\d{4}|\d{4}-\d\d-\d\d|None|\{|\}|#", render_text(notice))
    assert render_html(notice).count("<table>") == sum(
        1 for piece in notice.sheet.content if not isinstance(piece, str)
    )


#: One notice of each stage, and those of a consumer, of a public buyer, of a part payment, of a reminder of others.
FEW = list({(action.stage.kind, action.client.kind, len(action.claimed) > 1): action for action in ACTIONS}.values())
#: What a notice may well do without, each with why: headings that name nothing new, and signs of politeness.
MAY_GO = {
    "list.last",  # two names in a row are still there
    "reminded",  # an account may have no line below the stage
    "falling_due",  # information, no part of what is claimed
    "falling_due.item",
    "paid",  # a fact of the debt among others
    "promise",
    "returned",
    "disputed",
    "column.sum",  # headings of columns whose cells speak for themselves
    "column.amount",
    "column.number",
    "column.issued_on",
    "column.due_on",
    "column.days_late",
    "column.outstanding",
    "column.chased",
    "column.penalties",
}


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_text_that_is_lost_is_missed(locale: str) -> None:
    """With any of its texts blank, some notice fails the list: it can fail, and nothing that must stand is left out."""
    whole = {id(action): render_text(draft(action, locale)) for action in FEW}
    texts = CATALOGS[locale].texts
    unheeded: set[str] = set()
    used: set[str] = set()
    for key in sorted(texts):
        if not key.startswith(FAMILIES):
            continue
        blank = Catalog(locale, {**texts, key: "" if isinstance(texts[key], str) else ("", "")})
        notices = [draft(action, locale, blank) for action in FEW]
        changed = [notice for notice in notices if render_text(notice) != whole[id(notice.action)]]
        if changed:
            used.add(key)
            unheeded |= set() if any(find_missing(notice, locale) for notice in changed) else {key}
    assert unheeded <= MAY_GO, sorted(unheeded - MAY_GO)
    assert len(used) > 40


#: The keys of the texts of a notice.
FAMILIES = (
    "dated",
    "subject",
    "greeting",
    "opening",
    "basis",
    "within",
    "history",
    "list.",
    "promise",
    "paid",
    "deducted",
    "returned",
    "disputed",
    "credit",
    "since_due",
    "references",
    "penalties.a",
    "penalties.c",
    "penalties.s",
    "right",
    "reminded",
    "falling_due",
    "deadline",
    "consequence",
    "payment",
    "counted",
    "closing",
    "mention",
    "heading.enclosures",
    "enclosure",
    "column",
    "total",
)
