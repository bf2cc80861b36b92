"""Every page and every picture that the library writes: of the sample, of an account that has it all, of hostile words.

python tests/pages/pages.py FOLDER
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import dunning_core as dc
from dunning_core.analysis import AccountForm, state_account, trace_debts
from dunning_core.dunning import (
    EqualInstallments,
    HeldExhibit,
    PlanTerms,
    SettlementTerms,
    assemble_dossier,
    offer_settlement,
    propose_plan,
)
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Insolvency, PromiseToPay, StageKind
from dunning_core.law.procedures import Exhibit, find_procedure
from dunning_core.notices import (
    Formality,
    Message,
    NoticeOptions,
    Picture,
    Representative,
    Sheet,
    acknowledge_promise,
    declare_claim,
    draft_call_sheet,
    draw_claim,
    draw_debt,
    render_html,
    thank_payer,
    write_chronology,
    write_claim,
    write_dossier,
    write_offer,
    write_plan,
    write_statement,
)
from dunning_core.parties import Contact
from dunning_core.penalties import state_claim
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from tests.books import after_due, eur
from tests.pages.story import STAGES, Words, creditor_of, find_action, read_account, tell

LOCALES = ("fr", "en")
#: Days around that of the sample, on which each stage comes at least once.
SAMPLED = (-12, -5, 0, 9)
_LINK = "https://pay.example/n/" + "8F3K" * 20

HOSTILE = {
    "markup": Words("</p><script>alert('x')</script>", "<b>F</b>", "<img src=x onerror=alert(1)> & \"'`", "<a\n<b"),
    "rtl": Words("\u202eevil\u2067אבג", "\u2067F\u2069א", "\u202eתשלום\u202d \u2066x", "\u202erue\n\u2067ירושלים"),
    "unbroken": Words("W" * 200, "M" * 190, "m" * 10_000, "W" * 10_000),
    "long": Words("Société " * 25, "F 2026 " * 27, "deux caisses abîmées " * 400, "rue de la Paix " * 600),
}
MANY = Words(debts=300)


def write_pages() -> Iterator[tuple[str, str]]:
    """Give the name of each file and what it holds."""
    yield from _sample()
    for locale in LOCALES:
        for formality in Formality:
            options = NoticeOptions(formality=formality, payment_link=_LINK)
            yield from _story("plain", Words(), locale, options)
        for name, words in HOSTILE.items():
            yield from _story(name, words, locale, NoticeOptions(payment_link=_LINK))
    yield from _story("many", MANY, "fr", NoticeOptions(payment_link=_LINK))


def _sample() -> Iterator[tuple[str, str]]:
    for days in SAMPLED:
        day = SAMPLE_DAY + timedelta(days=days)
        run = dc.run_dunning(sample_ledger(), day, FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR)
        for action in run.actions:
            if action.stage.kind is StageKind.RECOURSE:
                continue
            claimed = [decision.receivable.id for decision in action.claimed]
            chronology = trace_debts(action.decisions[0].context.account, only=claimed)
            for locale in LOCALES:
                name = f"sample{days:+}-{action.client.id}-{action.currency}-{action.stage.name}-{locale}"
                for formality in Formality:
                    options = NoticeOptions(formality=formality)
                    notice = dc.draft_notice(action, SAMPLE_CREDITOR, locale=locale, provisional=True, options=options)
                    yield f"{name}-{formality.value}.html", render_html(notice)
                drawn = notice.sheet.with_annex(draw_debt(chronology, locale))
                yield f"{name}-drawn.html", render_html(drawn)
                call = draft_call_sheet(action, SAMPLE_CREDITOR, locale=locale, provisional=True)
                yield f"{name}-call.html", render_html(call)


def _story(name: str, words: Words, locale: str, options: NoticeOptions) -> Iterator[tuple[str, str]]:
    start, creditor = f"{name}-{locale}-{options.formality.value}", creditor_of(words)
    pictures = _pictures(words, locale)
    for stage in STAGES:
        notice = dc.draft_notice(find_action(words, stage), creditor, locale=locale, options=options)
        yield f"{start}-notice-{stage}.html", render_html(notice)
        yield f"{start}-notice-{stage}-drawn.html", render_html(notice.sheet.with_annex(*pictures))
        call = draft_call_sheet(find_action(words, stage), creditor, locale=locale, options=options)
        yield f"{start}-call-{stage}.html", render_html(call)
    for kind, message in _messages(words, locale, options):
        yield f"{start}-{kind}.html", render_html(message)
    for kind, sheet in _papers(words, locale, options):
        yield f"{start}-{kind}.html", render_html(sheet)
    for picture in pictures:
        yield f"{start}-{picture.caption.key}.svg", str(picture.markup)


def _pictures(words: Words, locale: str) -> tuple[Picture, ...]:
    claims = [state_claim(read_account(words, after_due(days)), creditor=creditor_of(words)) for days in (20, 40, 75)]
    return draw_debt(trace_debts(read_account(words)), locale), draw_claim(claims, locale)


def _messages(words: Words, locale: str, options: NoticeOptions) -> Iterator[tuple[str, Message]]:
    creditor, ledger = creditor_of(words), tell(words, known=0)
    first = f"{words.number}-1"
    debts = ledger.as_of(after_due(5)).lettered().open_items
    paid = dc.Payment(
        "P-9",
        client="ACME",
        amount=dc.Money.sum((debt.outstanding for debt in debts), currency="EUR"),
        received_on=after_due(12),
        designates=tuple(debt.id for debt in debts),
    )
    settled = ledger.with_(paid).as_of(after_due(30)).lettered().receivables
    yield "thanks", thank_payer(settled, creditor, locale=locale, options=options)
    promise = PromiseToPay(first, amount=eur(600), promised_on=after_due(4), pay_on=after_due(10))
    [promised] = [item for item in ledger.with_(promise).as_of(after_due(5)).receivables if item.id == first]
    yield "promise", acknowledge_promise(promised, creditor, locale=locale, options=options)
    terms = PlanTerms(accelerates=True, tolerance_days=3, valid_until=after_due(9))
    schedule = EqualInstallments(6, after_due(14))
    plan = propose_plan(debts, id="PL-1", schedule=schedule, terms=terms, creditor=creditor)
    yield "plan", write_plan(plan, creditor, locale=locale, options=options)
    settlement = SettlementTerms(pay_on=after_due(15), rebate=eur(50), waives=("interest", "compensation"))
    offer = offer_settlement(debts, id="OF-1", terms=settlement, creditor=creditor)
    yield "offer", write_offer(offer, creditor, locale=locale, options=options)
    opened = Insolvency("ACME", opened_on=after_due(20), published_on=after_due(25))
    [account] = ledger.with_(opened).as_of(after_due(30)).lettered().accounts
    office = Representative(Contact(words.name, address=words.address), court=words.name, reference=words.number)
    claim = state_claim(account, creditor=creditor)
    yield "insolvency", declare_claim(claim, creditor, representative=office, locale=locale, options=options)
    for form in AccountForm:
        since = after_due(2) if form is AccountForm.RUNNING_BALANCE else None
        snapshot = tell(words, known=3).as_of(after_due(30)).lettered()
        [statement] = state_account(snapshot, "ACME", since=since, form=form)
        yield f"statement-{form.value}", write_statement(statement, creditor, locale=locale, options=options)


def _papers(words: Words, locale: str, options: NoticeOptions) -> Iterator[tuple[str, Sheet]]:
    creditor, account = creditor_of(words), read_account(words)
    claim = state_claim(account, creditor=creditor)
    yield "claim", write_claim(claim, creditor, locale=locale, provisional=True, options=options)
    number = f"{words.number}-1"
    held = [
        HeldExhibit(Exhibit.CONTRACT, words.name, about=[number], dated_on=after_due(-70)),
        HeldExhibit(Exhibit.INVOICE, words.name, about=[number], amount=eur(900)),
        HeldExhibit(Exhibit.DELIVERY, words.number, about=["unknown"]),
    ]
    procedure = find_procedure("fr.payment_order")
    dossier = assemble_dossier(account, procedure, held=held, creditor=creditor)
    yield "dossier", write_dossier(dossier, locale, options=options)
    yield "chronology", write_chronology(trace_debts(account), locale, options=options)


def main(folder: Path) -> None:
    """Write the pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in write_pages():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
