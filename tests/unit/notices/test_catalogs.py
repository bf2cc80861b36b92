"""Languages hold the same texts, with the same placeholders and all their plural forms; another one can be given."""

import copy
import pickle

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import InvalidValueError, MissingTranslation, WrongTypeError
from dunning_core.notices import (
    ENGLISH,
    FRENCH,
    Catalog,
    Formality,
    NoticeOptions,
    Spaces,
    check_catalog,
    render_html,
    render_text,
)
from dunning_core.notices.catalogs import Forms
from dunning_core.notices.wording import Wording
from tests.books import CREDITOR, after_due, invoice, lettered

POLISH_FORMS = ("one", "few", "many")


def polish(text: Forms) -> Forms:
    """A text of the test language: the English one, marked, with three plural forms that can be told apart."""
    if isinstance(text, str):
        return f"PL {text}"
    one, other = text
    return (f"PL {one}", *(f"PL-{form} {other}" for form in POLISH_FORMS[1:]))


TEXTS = {key: polish(text) for key, text in ENGLISH.texts.items() if not key.startswith("informal.")}
POLISH = Catalog("pl", TEXTS, plurals=POLISH_FORMS)


@pytest.mark.parametrize("catalog", [ENGLISH, FRENCH, POLISH], ids=lambda catalog: catalog.language)
def test_a_language_is_complete(catalog: Catalog) -> None:
    """French, English and the test language have every text, with its placeholders and plural forms."""
    assert check_catalog(catalog) == ()


def test_what_a_catalog_lacks_is_told() -> None:
    """A missing text, an unknown key, a lost or invented placeholder and a missing plural form each have a code."""
    texts: dict[str, Forms] = dict(TEXTS)
    del texts["greeting"]
    texts["greting"] = "Hello"
    texts["promise"] = "{amount} promised for {dya}"
    texts["position.late"] = ("one", "other {count}")
    texts["informal.counted"] = "no day here"
    found = {problem.code: problem for problem in check_catalog(Catalog("pl", texts, plurals=POLISH_FORMS))}
    assert {code: problem.subject for code, problem in found.items()} == {
        "catalog.text.missing": "greeting",
        "catalog.text.unknown": "greting",
        "catalog.text.forms": "position.late",
        "catalog.text.placeholders": "informal.counted",
    }
    [promise] = [problem for problem in check_catalog(Catalog("pl", texts)) if problem.subject == "promise"]
    assert promise.params == (("missing", ("day",)), ("unknown", ("dya",)))
    for problem in found.values():
        assert "{" not in dc.explain(problem, "fr").replace("{dya}", "")


def test_another_language_is_never_replaced_by_one_that_exists() -> None:
    """Without its catalog a language is an error; with it the whole notice is in that language."""
    snapshot = lettered(after_due(3), invoice())
    [action] = dc.plan_actions(dc.decide_stages(snapshot, FR_B2B_STANDARD))
    with pytest.raises(MissingTranslation):
        dc.draft_notice(action, CREDITOR, locale="pl")
    notice = dc.draft_notice(action, CREDITOR, locale="pl", options=NoticeOptions(catalog=POLISH))
    assert notice.locale == "pl"
    assert notice.subject.startswith("PL ")
    assert "PL Dear Sir or Madam," in notice.body
    assert "3 maja 2026" in render_text(notice)
    assert '<html lang="pl">' in render_html(notice)
    with pytest.raises(MissingTranslation):
        dc.draft_notice(action, CREDITOR, locale="de", options=NoticeOptions(catalog=POLISH))


@pytest.mark.parametrize(
    ("count", "form"), [(1, "PL "), (3, "PL-few"), (5, "PL-many"), (22, "PL-few"), (25, "PL-many")]
)
def test_a_language_chooses_among_its_own_plural_forms(count: int, form: str) -> None:
    """Polish says 1, 3 and 5 in three ways, by the rules of CLDR."""
    wording = Wording.of("pl", NoticeOptions(catalog=POLISH))
    assert wording.say("position.late", count=count).startswith(form)


def test_a_language_without_plurals_has_one_form() -> None:
    """Japanese has a single form, which every number takes."""
    texts = {key: text if isinstance(text, str) else text[-1:] for key, text in ENGLISH.texts.items()}
    japanese = Catalog("ja", texts, plurals=("other",))
    assert check_catalog(japanese) == ()
    wording = Wording.of("ja", NoticeOptions(catalog=japanese))
    assert wording.say("position.late", count=1) == "1 days late"


def test_a_catalog_of_your_own_stays_your_own() -> None:
    """It takes the place of the French one where it is passed, each with its own texts, and nowhere else."""
    curt, long = (Catalog("fr", {**FRENCH.texts, "greeting": greeting}) for greeting in ("Cher {name},", "Salut,"))
    told = [Wording.of("fr", NoticeOptions(catalog=own)).say("greeting", name="M. Weiß") for own in (curt, None, long)]
    assert told == ["Cher M. Weiß,", Wording.of("fr").say("greeting"), "Salut,"]


def test_plural_forms_may_be_given_in_a_list() -> None:
    """A catalog is a value whatever sequence named its forms, and is used wherever it is passed."""
    listed = Catalog("pl", TEXTS, plurals=["one", "few", "many"])
    assert listed == attrs.evolve(POLISH, texts=TEXTS)
    for locale, start in (("pl", "PL "), ("fr", "Madame")):
        assert Wording.of(locale, NoticeOptions(catalog=listed)).say("greeting").startswith(start)
    with pytest.raises(WrongTypeError) as refused:
        Catalog("pl", TEXTS, plurals="one")
    assert refused.value.field == "plurals"


def test_a_percent_sign_is_printed_as_it_is() -> None:
    """Beside a placeholder too."""
    own = Catalog("fr", {**FRENCH.texts, "greeting": "100 % pour {name}, 5%s"})
    wording = Wording.of("fr", NoticeOptions(catalog=own, spaces=Spaces.PLAIN))
    assert wording.say("greeting", name="50 %s") == "100 % pour 50 %s, 5%s"


@pytest.mark.parametrize(("written", "code"), [("fr-FR", "fr_FR"), ("en_GB", "en_GB"), ("fr", "fr")])
def test_a_locale_is_written_with_a_hyphen_too(written: str, code: str) -> None:
    """As in the language of a page, or with the underscore of Babel."""
    assert Wording.of(written) == Wording.of(code)
    assert Wording.of(written).code == code


def test_a_wording_is_told_from_another() -> None:
    """By its locale, its catalog, how the debtor is addressed and which spaces it writes."""
    options = (
        NoticeOptions(),
        NoticeOptions(formality=Formality.INFORMAL),
        NoticeOptions(spaces=Spaces.PLAIN),
        NoticeOptions(catalog=Catalog("fr", {**FRENCH.texts, "greeting": "Salut,"})),
    )
    assert len({Wording.of(locale, own) for locale in ("fr", "fr_CH") for own in options}) == 8


def test_spaces_are_those_that_were_asked_for() -> None:
    """Whatever was written before in the same language with other spaces."""
    amount = dc.Money("1234.50", "EUR")
    chosen = (Spaces.TYPOGRAPHIC, Spaces.PLAIN, Spaces.NON_BREAKING, Spaces.TYPOGRAPHIC)
    told = [Wording.of("fr", NoticeOptions(spaces=spaces)).show(amount) for spaces in chosen]
    assert told == ["1\u202f234,50\u00a0€", "1 234,50 €", "1\u00a0234,50\u00a0€", "1\u202f234,50\u00a0€"]


def test_a_catalog_is_a_value() -> None:
    """It has equals and a hash; what is not a text is refused by its key."""
    assert attrs.evolve(POLISH, texts=dict(POLISH.texts)) == POLISH
    assert hash(Catalog("pl", TEXTS)) == hash(Catalog("pl", TEXTS))
    assert hash(pickle.loads(pickle.dumps(POLISH))) == hash(POLISH)
    assert pickle.loads(pickle.dumps(POLISH)) == copy.deepcopy(POLISH) == POLISH
    with pytest.raises(TypeError):
        ENGLISH.texts["greeting"] = "Hi"  # type: ignore[index]
    with pytest.raises(WrongTypeError) as refused:
        Catalog("pl", {"greeting": 3})  # type: ignore[dict-item]
    assert refused.value.field == "texts[greeting]"
    with pytest.raises(InvalidValueError):
        Catalog("pl", {}, plurals=())
    with pytest.raises(WrongTypeError):
        Catalog("pl", ["greeting"])  # type: ignore[list-item]
    with pytest.raises(WrongTypeError):
        check_catalog("pl")  # type: ignore[arg-type]
