"""A formal notice has everything that makes it effective, under the law that governs the debt and no other."""

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import InvalidValueError
from dunning_core.law import find_formal_notice_articles
from dunning_core.notices import Formality, NoticeOptions, render_text
from tests.books import ACME, CREDITOR, after_due, eur, invoice
from tests.unit.notices.drafts import HISTORY, draft

BERLIN = dc.Creditor("Valcourt GmbH", country="DE", address="Lindenstr. 1\n10969 Berlin", iban="DE02120300000000202051")
LONDON = dc.Creditor("Valcourt Ltd", country="GB", address="1 High Street\nLondon")


def formal(
    creditor: dc.Creditor, locale: str, *, client: dc.Client = ACME, policy: dc.DunningPolicy | None = None
) -> dc.Notice:
    chosen = policy or FR_B2B_STANDARD.with_regime(None)
    run = dc.run_dunning(dc.Ledger.of(client, invoice(), *HISTORY), after_due(30), chosen, creditor=creditor)
    [action] = run.actions
    return dc.draft_notice(action, creditor, locale=locale)


def test_a_french_one_says_what_the_code_asks_for() -> None:
    """The words, the sum by kind, the article, eight days, what follows, the office, the receipt, the enclosures."""
    notice = draft("formal_notice")
    text = render_text(notice)
    for part in ("mettons en demeure", "article 1344 du code civil", "8 jours", "1344-1", "commissaire de justice"):
        assert part in notice.body
    for part in ("avec avis de réception", "2 rue B", "14 rue des Copeaux", "SIREN 123456782", "30 mai 2026"):
        assert part in text
    # 1,000.00 at 12.15 % over thirty days: 1000 × 0.1215 × 30 / 365 = 9.986; and 40 EUR.
    assert dict(notice.totals) == {
        "principal": eur(1000),
        "interest": eur("9.99"),
        "compensation": eur(40),
        "total": eur("1049.99"),
    }
    assert notice.asked == eur("1049.99")
    assert notice.enclosures == ("Facture F-1", "Décompte des pénalités au 30 mai 2026")
    assert notice.deadline == after_due(38)


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("creditor", [BERLIN, LONDON], ids=["DE", "GB"])
def test_no_other_law_cites_the_french_code(creditor: dc.Creditor, locale: str) -> None:
    """German and British debts are asked for without a word of the French Civil Code."""
    text = render_text(formal(creditor, locale))
    for word in ("1344", "code civil", "French", "commissaire", "bailiff", "L441"):
        assert word not in text


def test_each_law_has_its_own_articles() -> None:
    """The German one rests on the reminder of § 286 (1) BGB and on § 288, the British one on the Act of 1998."""
    german, british = formal(BERLIN, "en"), formal(LONDON, "en")
    assert "§ 286 (1) BGB" in german.body
    assert "Late-payment interest: § 288 (2) BGB" in german.mentions
    assert "Late-payment interest: Late Payment Act 1998, s. 6; SI 2002/1675" in british.mentions
    assert [article.text for article in find_formal_notice_articles("DE")] == ["§ 286 (1) BGB"]
    assert find_formal_notice_articles("GB") == find_formal_notice_articles(None) == ()


def test_a_policy_with_a_french_regime_stays_french_for_a_client_abroad() -> None:
    """The law is that of the regime that the figures rest on."""
    abroad = attrs.evolve(ACME, country="BE")
    assert "article 1344 du code civil" in formal(CREDITOR, "fr", client=abroad, policy=FR_B2B_STANDARD).body


def test_a_consumer_is_put_on_notice_under_the_law_of_his_country() -> None:
    """Before interest runs nothing is claimed beside the debt, and the law is still his, wherever the seller is."""
    consumer = dc.Client.consumer("ACME", name="Mme Acme", country="FR", contacts=ACME.contacts)
    notice = formal(BERLIN, "fr", client=consumer)
    assert [name for name, _ in notice.totals] == ["principal"]
    assert "article 1344 du code civil" in notice.body
    assert "BGB" not in render_text(notice)


def test_a_period_that_the_policy_does_not_set_is_not_written() -> None:
    """Without a number of days the notice says: without delay; it never says None."""
    stages = tuple(attrs.evolve(stage, deadline_days=None) for stage in FR_B2B_STANDARD.stages[:5])
    notice = formal(CREDITOR, "fr", policy=attrs.evolve(FR_B2B_STANDARD, stages=stages))
    assert "sans délai" in notice.body
    assert "None" not in notice.body
    assert notice.deadline is None


@pytest.mark.parametrize(
    ("field", "bare"),
    [("address", attrs.evolve(CREDITOR, address=None)), ("siren", attrs.evolve(CREDITOR, siren=None))],
)
def test_who_claims_is_not_left_out(field: str, bare: dc.Creditor) -> None:
    """A formal notice without the address or the SIREN of a French creditor is refused, and the run tells it."""
    with pytest.raises(InvalidValueError) as refused:
        formal(bare, "fr")
    assert (refused.value.kind, refused.value.field) == ("missing", f"creditor.{field}")
    run = dc.run_dunning(dc.Ledger.of(ACME, invoice(), *HISTORY), after_due(30), FR_B2B_STANDARD, creditor=bare)
    drafts = run.notices()
    assert len(drafts) == 0
    assert [(problem.code, problem.path) for problem in drafts.problems] == [("notice.missing", f"creditor.{field}")]
    for locale, words in (("fr", {"address": "l'adresse", "siren": "le SIREN"}), ("en", {"address": "the address"})):
        assert f"{words.get(field, 'the SIREN')} " in dc.explain(drafts.problems[0], locale)
        assert f"(creditor.{field})" in dc.explain(drafts.problems[0], locale)
    # A reminder needs neither, and a company abroad has no SIREN.
    before = dc.run_dunning(dc.Ledger.of(ACME, invoice()), after_due(3), FR_B2B_STANDARD, creditor=bare)
    assert len(before.notices()) == 1


def test_it_is_formal_whatever_the_tone_and_names_its_means() -> None:
    """Nobody is put on notice informally; electronic registered delivery is named as such."""
    electronic = NoticeOptions(formality=Formality.INFORMAL, registered_electronically=True)
    notice = draft("formal_notice", options=electronic)
    assert notice.body == draft("formal_notice").body
    assert notice.mentions[0] == "Lettre recommandée électronique avec avis de réception"


def test_the_legal_notice_of_the_creditor_is_printed() -> None:
    """Legal form, capital and register, as the creditor gave them, stand among the mentions."""
    known = attrs.evolve(CREDITOR, legal_notice="SAS au capital de 10 000 €, RCS Lyon")
    assert "SAS au capital de 10 000 €, RCS Lyon" in formal(known, "fr").mentions
