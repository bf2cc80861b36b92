"""Notices and explanations: complete, truthful, inert, in French and English."""

import re
import unicodedata
from datetime import date

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning import Reason
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import InvalidValueError, MissingTranslation, PolicyError, ProvisionalError
from dunning_core.events import Channel, Dispute, PromiseToPay, StageKind
from dunning_core.law import Rate
from dunning_core.law import fr as fr_law
from dunning_core.law import uk as uk_law
from dunning_core.money import currency_digits
from dunning_core.notices import en, fr, render_text
from dunning_core.notices.formats import format_money
from dunning_core.notices.wording import Wording
from dunning_core.parties import ContactRole
from tests.books import ACME, CREDITOR, DUE, after_due, decide, eur, invoice, lettered, payment, sent

STAGES = FR_B2B_STANDARD.stages
HISTORY = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))
DAYS = {"reminder": (-10, 0), "courteous": (3, 0), "firm": (10, 1), "last": (17, 2), "formal_notice": (30, 3)}

#: Of every script and habit: grouped by twos, from right to left, with digits of their own.
LOCALES = (
    "fr",
    "fr_CH",
    "fr_CA",
    "fr_BE",
    "en",
    "en_GB",
    "en_IN",
    "de",
    "de_AT",
    "de_CH",
    "es",
    "it",
    "nl",
    "pt",
    "pt_BR",
    "pl",
    "cs",
    "sv",
    "da",
    "fi",
    "hu",
    "ja",
    "zh",
    "ar_EG",
    "he",
    "fa",
    "hi",
)


def draft(stage: str, *facts: object, locale: str | None = None) -> dc.Notice:
    day, known = DAYS[stage]
    snapshot = lettered(after_due(day), *(facts or (invoice(),)), *HISTORY[:known])
    [action] = dc.plan_actions(dc.decide_stages(snapshot, FR_B2B_STANDARD))
    assert action.stage.name == stage
    return dc.draft_notice(action, CREDITOR, locale=locale)


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("stage", DAYS)
def test_every_stage_has_a_complete_text(stage: str, locale: str) -> None:
    """Each stage gives a text with its invoice, its amount, the creditor, and the day payments are counted to."""
    notice = draft(stage, locale=locale)
    text = render_text(notice)
    for part in ("F-1", "Valcourt SAS", "FR7630006000011234567890189", "Acme SARL"):
        assert part in text
    assert "{" not in text
    assert "\n" not in notice.subject
    assert notice.counted_on == after_due(DAYS[stage][0])
    assert Wording.of(locale).show(notice.counted_on) in notice.body


def test_penalties_stand_only_where_the_stage_claims_them() -> None:
    """The firm notice announces penalties; the last one claims them, by kind, with totals that add up."""
    assert [label for label, _ in draft("firm").totals] == ["principal"]
    assert "12,15" in draft("firm").body
    last = draft("last")
    amounts = dict(last.totals)
    assert list(amounts) == ["principal", "interest", "compensation", "total"]
    assert amounts["principal"] + amounts["interest"] + amounts["compensation"] == amounts["total"]
    assert (amounts["interest"], amounts["total"]) == (eur("5.66"), eur("1045.66"))
    assert last.items[0].penalties == eur("45.66")


@pytest.mark.parametrize("stage", DAYS)
def test_a_consumer_is_never_told_of_what_a_business_owes(stage: str) -> None:
    """Nothing accrues before a consumer's formal notice: no rate, no fixed sum, no column of zeros."""
    day, known = DAYS[stage]
    consumer = dc.Client.consumer("ACME", name="Jeanne Roy", country="FR", contacts=ACME.contacts)
    ledger = dc.Ledger.of(consumer, invoice(), *HISTORY[:known])
    run = dc.run_dunning(ledger, after_due(day), FR_B2B_STANDARD.with_regime(None), creditor=CREDITOR)
    [action] = run.actions
    notice = dc.draft_notice(action, CREDITOR, locale="fr")
    assert dict(notice.totals) == {"principal": eur(1000)}
    for told in ("Pénalités", "pénalités", "indemnité", "D441-5", "L441-10", "0,00 €"):
        assert told not in render_text(notice).replace("1 000,00", "")


def test_the_rate_announced_is_the_one_that_applies() -> None:
    """The agreed rate where one was agreed, and a frozen one as it was on the first day."""
    agreed = attrs.evolve(invoice(), agreed_rate=Rate.percent("9"))
    assert "9,00" in draft("firm", agreed, locale="fr").body
    city = dc.Client.public_body("ACME", name="Ville", country="FR", contacts=ACME.contacts)
    debt = invoice("F-1", 1000, due=date(2026, 6, 25))
    ledger = dc.Ledger.of(city, debt, sent("courteous", date(2026, 6, 28)))
    run = dc.run_dunning(ledger, date(2026, 7, 5), FR_B2B_STANDARD.with_regime(None), creditor=CREDITOR)
    body = dc.draft_notice(run.actions[0], CREDITOR, locale="fr").body
    assert "10,15" in body
    assert "10,40" not in body


def test_a_rate_that_nobody_verified_is_not_announced() -> None:
    """Past the horizon, the rate that a notice would announce is provisional, as its amounts would be."""
    debt = invoice("F-1", 1000, due=date(2027, 1, 20))
    facts = (debt, sent("courteous", date(2027, 1, 23)))
    run = dc.run_dunning(dc.Ledger.of(ACME, *facts), date(2027, 2, 1), FR_B2B_STANDARD, creditor=CREDITOR)
    [action] = run.actions
    with pytest.raises(ProvisionalError):
        dc.draft_notice(action, CREDITOR)
    assert dc.draft_notice(action, CREDITOR, provisional=True).is_provisional
    known = fr_law.B2B.with_reference_rate(date(2027, 1, 1), Rate.percent("2.65"), source="ECB decision")
    run = dc.run_dunning(
        dc.Ledger.of(ACME, *facts), date(2027, 2, 1), FR_B2B_STANDARD.with_regime(known), creditor=CREDITOR
    )
    notice = dc.draft_notice(run.actions[0], CREDITOR)
    assert "12,65" in notice.body
    assert not notice.is_provisional


def test_interest_that_does_not_run_on_is_not_announced_to() -> None:
    """With a rate of zero agreed, the fixed sum is claimed and no daily interest is threatened."""
    free = attrs.evolve(invoice(), agreed_rate=Rate.percent("0"))
    notice = draft("last", free, locale="fr")
    assert dict(notice.totals)["compensation"] == eur(40)
    assert "par jour" not in notice.body


def test_the_formal_notice_is_one() -> None:
    """It says the words, the sum, the deadline of eight days, and goes to the registered office."""
    notice = draft("formal_notice")
    assert "MISE EN DEMEURE" in notice.subject
    assert "mettons en demeure" in notice.body
    assert "8 jours" in notice.body
    assert notice.deadline == after_due(38)
    assert notice.recipient is not None
    assert notice.recipient.name == "Siège"
    assert notice.enclosures[0] == "Facture F-1"
    assert notice.key == notice.action.key
    assert draft("courteous").deadline is None


def test_the_language_is_that_of_the_contact_else_of_the_client_else_of_the_country() -> None:
    """Without a locale the recipient's language is used; nobody's language is an error, an unknown one too."""
    assert draft("courteous").locale == "fr"
    assert draft("courteous", locale="en_GB").locale == "en_GB"
    with pytest.raises(MissingTranslation):
        draft("courteous", locale="de")
    with pytest.raises(InvalidValueError):
        draft("courteous", locale="not a locale")
    abroad = dc.Client.business("ACME", name="Acme", country="PL")
    snapshot = dc.Ledger.of(abroad, invoice()).as_of(after_due(3)).lettered()
    [action] = dc.plan_actions(dc.decide_stages(snapshot, FR_B2B_STANDARD))
    with pytest.raises(InvalidValueError):
        dc.draft_notice(action, CREDITOR)
    run = dc.run_dunning(dc.Ledger.of(abroad, invoice()), after_due(3), FR_B2B_STANDARD, CREDITOR)
    assert [problem.code for problem in run.notices().problems] == ["notice.missing_locale"]


def test_provisional_amounts_are_refused_unless_asked_for() -> None:
    """A notice past the verified horizon of a rate is refused, and marked when it is asked for by name."""
    due = date(2026, 12, 20)
    history = [sent(name, date(2026, 12, day), "F-1") for name, day in (("courteous", 23), ("firm", 30))]
    ledger = dc.Ledger.of(ACME, invoice(due=due), history)
    run = dc.run_dunning(ledger, date(2027, 1, 6), FR_B2B_STANDARD, CREDITOR)
    with pytest.raises(ProvisionalError):
        dc.draft_notice(run.actions[0], CREDITOR)
    assert [problem.code for problem in run.notices().problems] == ["notice.provisional"]
    [notice] = run.notices(provisional=True)
    assert notice.is_provisional
    assert "provisoires" in notice.body
    assert "law.rate_unverified" in [problem.code for problem in run.problems]


def test_a_recourse_is_no_text_to_the_debtor() -> None:
    """A recourse is a file to hand over: drafting it is an error, and a run skips it."""
    facts = (invoice(), *HISTORY, sent("formal_notice", after_due(30)))
    run = dc.run_dunning(dc.Ledger.of(ACME, *facts), after_due(39), FR_B2B_STANDARD, CREDITOR)
    assert [action.stage.name for action in run.actions] == ["recourse"]
    with pytest.raises(PolicyError):
        dc.draft_notice(run.actions[0], CREDITOR)
    assert len(run.notices()) == 0
    with pytest.raises(InvalidValueError):
        dc.run_dunning(dc.Ledger.of(ACME), DUE, FR_B2B_STANDARD).notices()


def test_a_later_text_cites_facts_of_this_debt() -> None:
    """Earlier notices, a broken promise and a dispute are told; what is not due yet is announced, never claimed."""
    facts = (
        invoice(),
        invoice("F-2", 77, due=after_due(25)),
        PromiseToPay("F-1", promised_on=after_due(11), pay_on=after_due(14)),
        Dispute("F-1", amount=eur(100), opened_on=after_due(12), reason="quality"),
    )
    notice = draft("last", *facts)
    for words in ("10 mai 2026", "14 mai 2026", "100,00", "Arrive prochainement à échéance\u00a0: F-2"):
        assert words in notice.body
    assert [item.number for item in notice.items] == ["F-1"]
    assert dict(notice.totals)["principal"] == eur(900)


def test_many_invoices_make_a_short_subject() -> None:
    """A subject names three invoices and counts the others."""
    notice = draft("courteous", *(invoice(f"F-{rank}", 10 + rank) for rank in range(1, 6)))
    assert notice.subject == "Factures F-1, F-2, F-3 et 2 autres\u00a0: règlement attendu"


def test_text_of_users_is_never_read_as_a_template() -> None:
    """Braces and percent signs in a name or a number come out as they went in."""
    odd = dc.Client.business(
        "ACME", name="{subject} %s {0.__class__}", country="FR", language="fr", contacts=ACME.contacts
    )
    ledger = dc.Ledger.of(odd, invoice("F-{day}"))
    [notice] = dc.run_dunning(ledger, after_due(3), FR_B2B_STANDARD, CREDITOR).notices()
    assert "{subject} %s {0.__class__}" in render_text(notice)
    assert "F-{day}" in notice.subject


@pytest.mark.parametrize("currency", ["EUR", "JPY", "TND", "ALL", "CLF", "HUF", "IQD"])
@pytest.mark.parametrize("locale", LOCALES)
def test_digits_survive_formatting(currency: str, locale: str) -> None:
    """Whatever the locale, the digits of an amount are all there, with those of its currency after ISO 4217."""
    amount = dc.Money.from_minor(-123456789, currency)
    text = format_money(amount, locale)
    digits = [str(unicodedata.decimal(character)) for character in text if character.isdecimal()]
    assert "".join(digits) == "123456789"
    assert any(sign in text for sign in "-−")
    assert currency_digits(currency) in (0, 2, 3, 4)


def test_explanations_say_why_and_why_not() -> None:
    """explain() speaks of decisions, penalties, allocations, actions and problems in both languages."""
    decision = decide(after_due(17), invoice(), payment("P-1", 400, after_due(5), "F-1"), *HISTORY[:2])
    [action] = dc.plan_actions([decision])
    allocation = decision.receivable.settlements[0]
    penalties = decision.penalties
    assert penalties is not None
    for locale, words in (
        ("fr", ("dus", "Pénalités", "lettrés", "réclamés")),
        ("en", ("owed", "Penalties", "lettered", "claimed")),
    ):
        texts = [dc.explain(result, locale) for result in (decision, penalties, allocation, action)]
        for word, text in zip(words, texts, strict=True):
            assert word in text
            assert "{" not in text
    promised = decide(after_due(2), invoice(), PromiseToPay("F-1", promised_on=DUE, pay_on=after_due(9)))
    assert "promesse" in dc.explain(promised, "fr")
    assert "Look again" in dc.explain(promised, "en")
    assert "hold" in dc.explain(promised.reasons[0], "en") or "promise" in dc.explain(promised.reasons[0], "en")
    with pytest.raises(dc.DunningError):
        dc.explain(3, "fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(("locale", "texts"), [("en", en.TEXTS), ("fr", fr.TEXTS)])
@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("role", ContactRole)
def test_a_problem_names_channel_and_role_in_the_language_of_its_sentence(
    locale: str, texts: dict[str, str], channel: Channel, role: ContactRole
) -> None:
    """A sentence in French holds no code in English for what has a name in French."""
    params = (("stage", "x"), ("channel", channel.value), ("role", role.value))
    text = dc.explain(dc.Problem("action.recipient.missing", "A", params=params), locale)
    assert texts[f"channel.{channel.value}"] in text
    assert texts[f"role.{role.value}"] in text


def test_every_problem_and_reason_of_the_source_has_a_sentence() -> None:
    """Each code of a Problem, of a Reason and of a strategy that the source builds has a text in both languages."""
    import importlib.resources as resources

    codes = set()
    for path in resources.files("dunning_core").iterdir():
        for file in [path, *(path.iterdir() if path.is_dir() else [])]:
            if file.name.endswith(".py"):
                source = file.read_text(encoding="utf-8")
                codes |= {f"problem.{code}" for code in re.findall(r'Problem\(\s*"([a-z_.]+)"', source)}
                codes |= {f"problem.{code}" for code in re.findall(r'return "(lettering\.[a-z_]+)"', source)}
                codes |= {f"reason.{code}" for code in re.findall(r'Reason\(\s*"([a-z_.]+)"', source)}
    assert len(codes) > 20
    codes.discard("problem.lettering.credit_gone")
    assert sorted(codes - fr.TEXTS.keys()) == []


def test_a_code_of_ones_own_is_shown_with_its_operands() -> None:
    """A problem or a reason that has no sentence here is shown as code and operands."""
    own = dc.Problem("erp.frozen", "F-1", params=(("since", DUE),))
    assert dc.explain(own, "en") == "erp.frozen (subject=F-1, since=April 30, 2026)"
    assert "erp.rule (limit=€1.00)" in dc.explain(Reason("erp.rule", (("limit", eur(1)),)), "en")


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_formal_notice_cites_the_law_that_applies(locale: str) -> None:
    """French articles stand in the notice of a French debt, and in no other."""
    for regime, cited in ((None, True), (fr_law.B2B, True), (uk_law.B2B, False)):
        policy = attrs.evolve(FR_B2B_STANDARD, regime=regime)
        snapshot = lettered(after_due(30), invoice(), *HISTORY)
        [action] = dc.plan_actions(dc.decide_stages(snapshot, policy, creditor=CREDITOR))
        body = dc.draft_notice(action, CREDITOR, locale=locale).body
        assert ("1344" in body) == cited


def test_a_stage_is_written_in_its_tone() -> None:
    """A firm stage in a courteous tone has the courteous text, from the subject to the closing."""
    stages = [attrs.evolve(s, tone=StageKind.COURTEOUS) if s.name == "firm" else s for s in STAGES]
    snapshot = lettered(after_due(10), invoice(), HISTORY[0])
    [action] = dc.plan_actions(dc.decide_stages(snapshot, attrs.evolve(FR_B2B_STANDARD, stages=stages)))
    notice = dc.draft_notice(action, CREDITOR, locale="en")
    assert notice.subject == "Invoice F-1: payment awaited"
    assert "oversight" in notice.body
    assert "shall pursue" not in notice.body
