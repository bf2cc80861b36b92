"""Where a value comes from is told in the language of the text, and what is counted is in the right number."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core import law
from dunning_core.dunning import DunningPolicy, Reason, StatutoryDelay, presets
from dunning_core.law import MENTIONS, DayCount, LegalReference, Rate, Regime, fr
from dunning_core.notices import describe_policy
from dunning_core.notices.sources import word_source, word_year
from dunning_core.notices.wording import Wording
from dunning_core.timeline import Timeline
from tests.books import ACME, CREDITOR, after_due, decide, eur, invoice, lettered, payment, sent

#: What names an act of a country by its own name, which no language changes, and holds no words to tell.
CITATION = re.compile(
    r"[§\d A-Z.,:;/()-]*|(?:BW|D\.Lgs\.|DL|Ley|NV|S\.I\.|UGB|korkolaki|renteloven|räntelagen|C\. com\.|CCP)\b.*"
)


def find_sources(value: object) -> Iterator[str]:
    """The sources of the steps of whatever timelines a value of the law holds."""
    if isinstance(value, Timeline):
        yield from (step.source for step in value.steps)
    elif isinstance(value, Regime):
        yield from (source for own in attrs.fields(Regime) for source in find_sources(getattr(value, own.name)))
    elif isinstance(value, tuple | list):
        yield from (source for own in value for source in find_sources(own))
    elif isinstance(value, dict):
        yield from (source for own in value.values() for source in find_sources(own))


def all_sources() -> list[str]:
    """The sources of every series and every regime of the library, and of every preset."""
    modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(law.__path__, f"{law.__name__}.")]
    found = {source for module in modules for value in vars(module).values() for source in find_sources(value)}
    found |= {policy.source for policy in vars(presets).values() if isinstance(policy, DunningPolicy)}
    return sorted(found)


SOURCES = all_sources()
HISTORY = (("courteous", 3), ("firm", 10), ("last", 17), ("formal_notice", 30))


def test_the_sources_of_the_library_are_there() -> None:
    """Those of the rates, of the fixed sums and of the presets are all looked at."""
    assert len(SOURCES) > 100
    assert {"C. com. D441-5", presets.FR_CONSUMER.source} <= set(SOURCES)


@pytest.mark.parametrize(
    ("locale", "others"),
    [
        (
            "fr",
            r"\b(rate|force|from|decided|decision|on|the|of|law|custom|claimed|what|for|and|Basiszinssatz|nach|EU)\b",
        ),
        ("en", r"\b(taux|décret|arrêté|semestre|règlement|loi|du|le|délais|réclamé|Basiszinssatz|nach|janvier|mars)\b"),
    ],
)
def test_each_source_is_told_in_the_language_of_the_text(locale: str, others: str) -> None:
    """Every one of them has its words in both languages, with its days in full; a bare citation stays as it is."""
    wording = Wording.of(locale)
    for source in SOURCES:
        told = word_source(source, wording)
        foreign = re.search(others, told.replace("Late Payment of Commercial Debts (Interest) Act 1998", ""))
        assert foreign is None or CITATION.fullmatch(source), (source, told)
        assert not re.search(r"\d{4}-\d\d-\d\d", told)


def test_a_rate_says_where_it_comes_from() -> None:
    """The rate of the central bank, a decree, an order, a rate raised after a judgment, in words and days of each."""
    french, english = Wording.of("fr"), Wording.of("en_GB")
    raised = (
        "ECB, main refinancing operations, rate in force on 2026-07-01, decided on 2026-06-11;"
        " C. mon. fin. L313-3, + 5.00 points"
    )
    assert word_source(raised, french) == (
        "BCE, opérations principales de refinancement, taux en vigueur le 1er juillet 2026, décidé le 11 juin 2026 ;"
        " C. mon. fin. L313-3, majoré de 5,00 points"
    )
    order = "arrêté du 15 décembre 2025 (JO du 26 décembre 2025)"
    assert word_source(order, french) == order
    assert word_source(order, english) == "French order of 15 December 2025 (Journal officiel of 26 December 2025)"
    assert word_source("Regulation 861/2007", french) == "règlement (CE) n° 861/2007"
    assert word_source("Loi 68-1250", english) == "French Act 68-1250"


def test_articles_of_other_texts_are_told_in_the_language_too() -> None:
    """The regulation of a European procedure in a recourse, and in the reason that its rules are only recalled."""
    ledger = dc.Ledger.of(ACME, invoice(), *(sent(stage, after_due(day)) for stage, day in HISTORY))
    [action] = dc.run_dunning(ledger, after_due(39), presets.FR_B2B_STANDARD, creditor=CREDITOR).actions
    option = action.recourse().option("eu.small_claims")
    assert option is not None
    assert "Texte : règlement (CE) n° 861/2007." in dc.explain(option, "fr")
    recalled = Reason("recourse.law_recalled", (("article", "Loi 68-1250"),))
    assert "(French Act 68-1250)" in dc.explain(recalled, "en")
    problem = dc.Problem("law.limitation_over", "F-1", params=(("last_day", after_due(1)), ("article", "Loi 68-1250")))
    assert "loi n° 68-1250" in dc.explain(problem, "fr")


def test_a_credit_note_is_no_designation_by_the_debtor() -> None:
    """It names its invoice by itself; a payment is designated by who pays (C. civ. 1342-10)."""
    note = dc.CreditNote("A-1", client="ACME", amount=eur(10), issued_on=after_due(2), corrects="F-1")
    paid = attrs.evolve(payment("P-1", 20, after_due(3)), designates=("F-1",))
    [item] = lettered(after_due(5), invoice(), note, paid).receivables
    told = {entry.credit: dc.explain(entry, "fr") for entry in item.settlements}
    assert "désignée par le document lui-même (F-1)" in told["A-1"]
    assert "désignée par le débiteur (F-1), article 1342-10" in told["P-1"]


@given(st.one_of(st.text(), st.sampled_from(SOURCES), st.just("arrêté du 31 juin 2026, Act of 30 February 2026")))
def test_a_source_of_ones_own_stays_as_it_is(source: str) -> None:
    """Whatever it holds, it never fails, and a day that no calendar has is left alone."""
    assert word_source(f"{source} {{day}}", Wording.of("fr")).endswith("{day}")
    if "ECB" not in source and "juin 2026" in source:
        assert word_source(source, Wording.of("en")) == source


def test_the_explanation_of_penalties_is_in_one_language() -> None:
    """In French there is no English word in it, in English no French one."""
    decision = decide(after_due(17), invoice(), sent("courteous", after_due(3)), sent("firm", after_due(10)))
    assert "BCE, opérations principales de refinancement, taux en vigueur le 1er janvier 2026" in dc.explain(
        decision, "fr"
    )
    assert "ECB, main refinancing operations, rate in force on January 1, 2026" in dc.explain(decision, "en")
    assert word_year(DayCount.ACTUAL_ACTUAL, Wording.of("fr")) == "365 ou 366"
    assert word_year(DayCount.THIRTY_360, Wording.of("fr")) == "360"


@pytest.mark.parametrize("policy", [policy for policy in vars(presets).values() if isinstance(policy, DunningPolicy)])
def test_the_calendar_of_a_preset_is_in_french(policy: DunningPolicy) -> None:
    """What the policy rests on is told in the language of its calendar."""
    head = describe_policy(policy, "fr").splitlines()[0]
    assert "sont d'usage" in head or "usage français" in head
    assert policy.source in describe_policy(policy, "en")


def test_what_a_problem_names_by_a_code_has_words() -> None:
    """Components, mentions, kinds of clients and fields are told in the language of the sentence."""
    told = {
        "claim.waiver.void": (("component", "interest"), ("article", "CCP L2192-14")),
        "law.mention_missing": (("mention", "due_date"), ("article", "C. com. L441-9"), ("says", "x")),
        "penalties.regime_unfit": (("client_kind", "consumer"),),
        "notice.missing": (("field", "creditor.address"),),
    }
    words = {
        "fr": ("intérêts", "date à laquelle le règlement doit intervenir", "un consommateur", "l'adresse du créancier"),
        "en": ("(interest)", "date on which payment is due", "a consumer", "the address of the creditor"),
    }
    for locale, expected in words.items():
        for (code, params), word in zip(told.items(), expected, strict=True):
            assert word in dc.explain(dc.Problem(code, "F-1", params=params), locale)
    for mention in MENTIONS:
        assert Wording.of("fr").has(f"invoice_mention.{mention.code}")


def test_one_day_is_not_one_days() -> None:
    """What is counted is in the singular for one, whatever sentence it stands in."""
    problems = (
        ("history.missing", "days_late", "1 jour de retard", "2 jours de retard", "1 day late", "2 days late"),
        ("action.unanswered", "calls", "1 appel sans", "2 appels sans", "1 call without", "2 calls without"),
        ("fec.auxiliary.missing", "rows", "1 ligne,", "2 lignes,", "1 row,", "2 rows,"),
        ("policy.gap", "days", "1 jour de silence", "2 jours de silence", "1 day before", "2 days before"),
        (
            "policy.language.missing",
            "clients",
            "1 client ou contact lit",
            "2 clients ou",
            "1 client or",
            "2 clients or",
        ),
    )
    for code, name, *texts in problems:
        told = [
            dc.explain(dc.Problem(code, "S", params=((name, count),)), locale)
            for locale in ("fr", "en")
            for count in (1, 2)
        ]
        assert [text in found for text, found in zip(texts, told, strict=True)] == [True] * 4, told
    delay = StatutoryDelay(1, LegalReference("Act, s. 9", "one day to answer"))
    stages = [
        attrs.evolve(stage, statutory=delay) if stage.name == "last" else stage
        for stage in presets.FR_B2B_STANDARD.stages
    ]
    policy = attrs.evolve(presets.FR_B2B_STANDARD, stages=stages, interval_days=1)
    assert "Act, s. 9 veut 1 jour depuis" in describe_policy(policy, "fr")
    assert "Act, s. 9 wants 1 day since" in describe_policy(policy, "en")
    decision = decide(after_due(4), invoice(), sent("courteous", after_due(3)), policy=policy)
    assert "intervalle de 1 jour)" in dc.explain(decision, "fr")
    assert "interval of 1 day)" in dc.explain(decision, "en")


def test_a_rate_is_written_as_the_language_does() -> None:
    """With a space before the sign in French, and none in English."""
    assert Wording.of("fr").show(Rate.percent("12.15")) == "12,15 %"
    assert Wording.of("en").show(Rate.percent("12.15")) == "12.15%"
    assert Wording.of("en").show(fr.B2B.margin) == "10.00%"
