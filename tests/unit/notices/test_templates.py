"""Templates hold placeholders of a closed table and sections by presence; nothing else in them is ever read."""

import re
import time

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.dunning import Applies, DunningPolicy, PolicyBook, PolicyEntry, PolicyVersions, Stage
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import DunningError, TemplateError, WrongTypeError
from dunning_core.events import Channel, Dispute, PaymentReturned, PromiseToPay, StageKind
from dunning_core.notices import (
    PLACEHOLDERS,
    NoticeOptions,
    Spaces,
    Table,
    Template,
    check_templates,
    render_html,
    render_text,
)
from dunning_core.notices.filling import VALUES
from tests.books import ACME, CREDITOR, after_due, eur, invoice, lettered, payment
from tests.unit.notices.drafts import HISTORY, draft, plan

LINES = [placeholder.name for placeholder in PLACEHOLDERS if placeholder.form == "line"]
BUSY = (
    attrs.evolve(invoice(), order_reference="BC-77", payment_reference="RF18539007547034"),
    payment("P-1", 300, after_due(5), "RF18539007547034"),
    attrs.evolve(payment("P-8", 3, after_due(6)), designates=("X-9",)),
    PaymentReturned("P-2", returned_on=after_due(9)),
    payment("P-2", 30, after_due(6), "F-1"),
    PromiseToPay("F-1", promised_on=after_due(11), pay_on=after_due(14)),
    Dispute("F-1", amount=eur(100), opened_on=after_due(12), reason="quality"),
)


def write(
    body: str, *facts: object, subject: str = "{numbers}", stage: str = "last", client: dc.Client = ACME
) -> dc.Notice:
    options = NoticeOptions(templates=(Template(stage, "fr", subject=subject, body=body),), spaces=Spaces.PLAIN)
    return draft(stage, *facts, client=client, options=options)


def refusal(body: str, subject: str = "x") -> TemplateError:
    with pytest.raises(TemplateError) as refused:
        Template("last", "fr", subject=subject, body=body)
    return refused.value


def test_a_template_takes_the_place_of_the_text() -> None:
    """Subject and body are the user's, figures and days ours; what stands below the signature stays."""
    notice = write("Bonjour {contact_name},\n\nIl reste {total}, échu le {oldest_due_on}.\n\n{signature}")
    assert notice.subject == "F-1"
    assert notice.sheet.content == ("Bonjour Compta,", "Il reste 1 045,66 €, échu le 30 avril 2026.", "Valcourt SAS")
    assert notice.sheet.annex == draft("last", options=NoticeOptions(spaces=Spaces.PLAIN)).sheet.annex
    assert notice.items == draft("last").items
    assert "Intérêts de retard : C. com. L441-10 II" in render_text(notice)


def test_a_template_is_for_its_stage_and_its_language() -> None:
    """Another stage, and another language, keep the text that is written here."""
    options = NoticeOptions(templates=[Template("last", "fr", subject="S", body="B")])
    assert draft("last", options=options).body == "B"
    assert draft("last", locale="fr_CH", options=options).body == "B"
    assert draft("last", locale="en", options=options).body != "B"
    assert draft("firm", options=options).body != "B"


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_placeholder_has_a_value(name: str) -> None:
    """Each of the table stands for something in a notice that has it all, but for those that another stage has."""
    elsewhere = {
        "deadline": "formal_notice",
        "deadline_days": "formal_notice",
        "costs": None,
        "falling_due": None,
        "payment_link": None,
        "bic": None,
    }
    stage = elsewhere.get(name, "last")
    if stage is None:
        assert write(f"{{?{name}}}{{{name}}}{{/{name}}}.", *BUSY).body == "."
        return
    notice = write(f"{{{name}}}", *BUSY, stage=stage)
    assert len(notice.sheet.content) == 1
    assert "{" not in notice.body


def test_the_table_is_the_one_that_is_filled() -> None:
    """Each placeholder has one function and one form."""
    assert sorted(VALUES) == sorted(placeholder.name for placeholder in PLACEHOLDERS)
    assert {placeholder.form for placeholder in PLACEHOLDERS} == {"line", "text", "table"}


def test_the_values_are_those_of_the_notice() -> None:
    """Sums, days and references are the ones that the built-in text gives."""
    body = "|".join(
        f"{{{name}}}"
        for name in (
            "principal",
            "interest",
            "compensation",
            "last_payment",
            "last_payment_on",
            "promised_on",
            "returned_on",
            "disputed",
            "credit",
            "last_notice_on",
            "days_late",
            "rate",
            "creditor_reference",
        )
    )
    notice = write(body, *BUSY)
    assert notice.body.split("|") == [
        "600,00 €", "3,89 €", "40,00 €", "300,00 €", "5 mai 2026", "14 mai 2026", "9 mai 2026", "100,00 €", "3,00 €",
        "10 mai 2026", "17", "12,15 %", "RF18539007547034",
    ]  # fmt: skip


def test_a_section_stands_or_falls_with_its_value() -> None:
    """What is absent takes its section away, and an empty paragraph with it."""
    sections = (
        "{?last_payment}, après {last_payment}{/last_payment}",
        "{?promised_on}Promis le {promised_on}.{/promised_on}",
    )
    body = f"Solde : {{total}}{sections[0]}.\n\n{sections[1]}\n\nFin"
    assert write(body).sheet.content == ("Solde : 1 045,66 €.", "Fin")
    promised = PromiseToPay("F-1", promised_on=after_due(11), pay_on=after_due(14))
    # 12.15 % on 1,000 for five days and on 700 for twelve: 13,400 × 0.1215 / 365 = 4.46; and 40 EUR.
    assert write(body, invoice(), payment("P-1", 300, after_due(5), "F-1"), promised).sheet.content == (
        "Solde : 744,46 €, après 300,00 €.",
        "Promis le 14 mai 2026.",
        "Fin",
    )


def test_a_table_takes_a_paragraph() -> None:
    """It is laid out as a table between two paragraphs; among words it is refused."""
    notice = write("Avant\n\n{items}\n\n{?totals}\n\n{totals}\n\n{/totals}\n\nAprès")
    assert [type(piece) for piece in notice.sheet.content] == [str, Table, Table, str]
    assert "<caption>" in render_html(notice)
    for body in ("Voici {items}", "{items} voici", "Voici\n{items}", "{items}\nvoici", "{items}{totals}"):
        assert refusal(body).kind == "misplaced_placeholder"


def test_a_table_stays_where_it_was_put() -> None:
    """A section that falls with the blank line before a table does not move it, nor does it part a paragraph."""
    kept = write("Avant{?disputed}\n\n{/disputed}{items}\n\nAprès").sheet.content
    assert (kept[0], type(kept[1]), kept[2]) == ("Avant", Table, "Après")
    assert write("un\n{?disputed}deux{/disputed}\n\ntrois").sheet.content == ("un", "trois")
    assert write("un{?disputed}\n\n{/disputed}deux").sheet.content == ("undeux",)
    assert write("un\n{?disputed}deux{/disputed}\ntrois").sheet.content == ("un", "trois")


def test_a_table_is_placed_in_time_that_grows_with_the_text() -> None:
    """The longest text that is taken, of blanks and of tables, is read at once."""
    started = time.process_time()
    Template("last", "fr", subject="x", body="x" + " " * 19_000 + "y\n\n{items}")
    assert time.process_time() - started < 0.2


def test_a_text_of_which_nothing_is_left_is_told() -> None:
    """A blank template is refused; one that was all sections holds its notice back, as a Problem of the run."""
    for body in ("", " \n\n "):
        assert refusal(body).kind == "empty"
    fallen = "{?disputed}Contesté : {disputed}.{/disputed}"
    for subject, body, field in ((fallen, "x", "subject"), ("x", fallen, "body")):
        with pytest.raises(TemplateError) as refused:
            write(body, subject=subject)
        assert (refused.value.kind, refused.value.field) == ("nothing_left", field)
    problem = dc.Problem("notice.nothing_left", "ACME", params=(("stage", "last"), ("value", fallen)))
    for locale in ("fr", "en"):
        assert "ACME" in dc.explain(problem, locale)


@pytest.mark.parametrize("language", ["fr_FR", "FR", "français", "f", ""])
def test_a_template_is_for_a_language_and_no_locale(language: str) -> None:
    """A code that no notice would ever ask for is refused, rather than never used."""
    with pytest.raises(DunningError) as refused:
        Template("last", language, subject="x", body="x")
    assert refused.value.field == "language"


def test_a_doubled_brace_is_a_brace() -> None:
    """And nothing more: what stands between is no placeholder."""
    assert write("{{total}} }}{{ {total}").body == "{total} }{ 1 045,66 €"


@pytest.mark.parametrize(
    ("body", "kind", "value", "hint"),
    [
        ("{totl}", "unknown_placeholder", "{totl}", "{total}"),
        ("{?promised}x{/promised}", "unknown_placeholder", "{promised}", "{promised_on}"),
        ("{client_name.__class__}", "unknown_placeholder", "{client_name.__class__}", "{client_name}"),
        ("{0}", "unknown_placeholder", "{0}", "{"),
        ("{client_name!r}", "unknown_placeholder", "{client_name!r}", "{client_name}"),
        ("{total:>9}", "unknown_placeholder", "{total:>9}", "{total}"),
        ("{}", "unknown_placeholder", "{}", "{"),
        ("{ total }", "unknown_placeholder", "{ total }", "{total}"),
        ("{total", "unclosed_brace", "{total", "double"),
        ("total}", "unclosed_brace", "}", "double"),
        ("{?total}x", "unclosed_section", "{?total}", "{/total}"),
        ("{?total}{?credit}x{/credit}{/total}", "misplaced_section", "{?credit}", "{/total}"),
        ("x{/total}", "misplaced_section", "{/total}", "open"),
        ("{?total}x{/credit}", "misplaced_section", "{/credit}", "{/total}"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(body: str, kind: str, value: str, hint: str) -> None:
    """It names the field, what stands there, and the nearest placeholder or the mark that is missing."""
    error = refusal(body)
    assert (error.kind, error.field, error.value) == (kind, "body", value)
    assert hint in error.hint


def test_a_subject_is_one_line() -> None:
    """Sentences and tables have no place in it; its mistakes name it."""
    assert refusal("x", subject="{facts}").field == "subject"
    assert refusal("x", subject="{items}").kind == "misplaced_placeholder"
    assert refusal("x", subject="{nombers}").field == "subject"
    with pytest.raises(DunningError):
        Template("last", "fr", subject="a\nb", body="x")


def test_an_absent_value_holds_its_notice_back_and_no_other() -> None:
    """Outside a section it is an error that names it; in a run, a Problem beside the notices that were written."""
    with pytest.raises(TemplateError) as refused:
        write("{last_payment}")
    assert (refused.value.kind, refused.value.value) == ("missing_value", "{last_payment}")
    assert "{?last_payment}" in refused.value.hint


def test_a_template_that_would_never_be_used_is_told() -> None:
    """For a stage that no policy has, with the nearest; for a file that is handed over; or as the second of a kind."""
    stages = ("last", "curteous", "recourse", "last", "last")
    languages = ("fr", "fr", "fr", "en", "fr")
    templates = [
        Template(stage, language, subject="x", body="x") for stage, language in zip(stages, languages, strict=True)
    ]
    found = check_templates(templates, FR_B2B_STANDARD)
    assert [(problem.code, problem.subject, problem.path) for problem in found] == [
        ("template.stage.unknown", "curteous", "templates[1].stage"),
        ("template.stage.untold", "recourse", "templates[2].stage"),
        ("template.repeated", "last", "templates[4]"),
    ]
    assert [dc.explain(problem, "en").partition(": ")[2] for problem in found] == [
        "no policy has this stage, the nearest is courteous; it is never used",
        "this stage sends the client no text, being a file handed over or a call; it is never used",
        "a first one is there in language fr; this one is never used",
    ]
    assert "la plus proche est courteous" in dc.explain(found[0], "fr")
    assert check_templates([], FR_B2B_STANDARD) == ()


def test_templates_are_held_against_every_policy_of_a_book() -> None:
    """Its default, its entries and their versions; of a function, those that the clients given lead to."""
    fresh = DunningPolicy("fresh", stages=[Stage("hello", StageKind.COURTEOUS, 3, Channel.EMAIL)])
    versions = PolicyVersions([(after_due(-900), FR_B2B_STANDARD), (after_due(0), fresh)], applies=Applies.CURRENT)
    book = PolicyBook(FR_B2B_STANDARD, [PolicyEntry(versions, tag="new")])
    templates = [Template("hello", "fr", subject="x", body="x")]
    assert check_templates(templates, book) == check_templates(templates, versions) == ()
    [problem] = check_templates(templates, FR_B2B_STANDARD)
    assert problem.subject == "hello"

    def choose(client: dc.Client) -> dc.DunningPolicy:
        return fresh if client.id == "ACME" else FR_B2B_STANDARD

    assert check_templates(templates, choose, clients=[ACME]) == ()
    assert len(check_templates(templates, choose, clients=[attrs.evolve(ACME, id="B")])) == 1
    # Without a client nothing is known of its stages, but what stands twice.
    assert check_templates(templates, choose) == ()
    assert [problem.code for problem in check_templates(templates * 2, choose)] == ["template.repeated"]


@pytest.mark.parametrize("fallback", [None, Channel.HANDOVER, Channel.PHONE])
@pytest.mark.parametrize("channel", [Channel.HANDOVER, Channel.PHONE])
def test_a_call_and_a_file_have_no_text(channel: Channel, fallback: Channel | None) -> None:
    """Neither is written to the client, whichever of them takes the place of the other."""
    stage = Stage("ring", StageKind.COURTEOUS, 3, channel, fallback_channel=fallback)
    [problem] = check_templates([Template("ring", "fr", subject="x", body="x")], DunningPolicy("own", stages=[stage]))
    assert (problem.code, problem.subject) == ("template.stage.untold", "ring")


def test_a_stage_that_may_be_posted_instead_is_told() -> None:
    """What is handed over unless nobody takes it has a text; what is handed over by all policies has none."""
    handed = Stage("file", StageKind.LAST, 9, Channel.HANDOVER)
    posted = attrs.evolve(handed, fallback_channel=Channel.POST)
    template = Template("file", "fr", subject="x", body="x")
    found = [check_templates([template], DunningPolicy("own", stages=[stage])) for stage in (handed, posted)]
    assert [[problem.code for problem in problems] for problems in found] == [["template.stage.untold"], []]
    book = PolicyBook(
        DunningPolicy("own", stages=[posted]), [PolicyEntry(DunningPolicy("b", stages=[handed]), tag="b")]
    )
    assert check_templates([template], book) == ()


def test_templates_are_values() -> None:
    """They are compared by what they say, and only templates are taken."""
    template = Template("last", "fr", subject="S", body="B")
    assert template == Template("last", "fr", subject="S", body="B")
    assert hash(template) == hash(attrs.evolve(template))
    assert template != attrs.evolve(template, body="C")
    with pytest.raises(WrongTypeError):
        NoticeOptions(templates=("B",))  # type: ignore[arg-type]


@given(st.text(alphabet="{}?/.![]_ totalcrediFn\n", max_size=60))
def test_any_text_is_a_template_or_a_mistake(body: str) -> None:
    """Whatever is written between braces is one of the names, or is refused before anything is filled."""
    try:
        template = Template("last", "fr", subject="x", body=body)
    except TemplateError:
        return
    names = {part.name for part in template.body_parts if part.name} | {part.section for part in template.body_parts}
    assert names - {""} <= VALUES.keys()


@given(st.sampled_from(LINES), st.text(min_size=1, max_size=40))
def test_what_is_filled_in_is_never_read_again(name: str, hostile: str) -> None:
    """A client's name that looks like a template stands in the text as it is, whatever it holds."""
    try:
        client = attrs.evolve(ACME, name="{total}{?credit}" + hostile)
    except DunningError:
        return
    notice = write(f"{{client_name}}|{{?{name}}}x{{/{name}}}", client=client)
    # A name with letters written from right to left is isolated from what follows it.
    assert notice.body.removeprefix("\u2068").startswith("{total}{?credit}" + hostile)
    assert not re.search(r"\d{3},\d\d", notice.body.replace(hostile, ""))


def test_a_run_tells_what_a_template_lacks() -> None:
    """The sentence names the placeholder, in both languages."""
    snapshot = lettered(after_due(17), invoice(), *HISTORY[:2])
    [action] = dc.plan_actions(dc.decide_stages(snapshot, FR_B2B_STANDARD))
    assert action == plan("last")
    problem = dc.Problem("notice.missing_value", "ACME", params=(("stage", "last"), ("value", "{credit}")))
    for locale in ("fr", "en"):
        assert "{credit}" in dc.explain(problem, locale)
    assert CREDITOR.name == "Valcourt SAS"
