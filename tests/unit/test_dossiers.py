"""The file of a claim: what is asked for, what is there, missing, or at odds with the ledger."""

from datetime import date
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning import DOSSIER_COLUMNS, Dossier, ExhibitState, FilePurpose, HeldExhibit, assemble_dossier
from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError
from dunning_core.events import DebtAcknowledged, StageKind
from dunning_core.law.procedures import Exhibit, find_procedure
from dunning_core.notices import write_dossier
from tests.books import ACME, CREDITOR, after_due, eur, invoice, payment, sent

DAY = after_due(60)
ORDER = find_procedure("fr.payment_order")
NOTICE = sent("formal_notice", after_due(30))
PRESENT, RECORDED, MISSING, CONTRADICTORY = ExhibitState
FULL = (
    HeldExhibit(Exhibit.IDENTITY, "Kbis"),
    HeldExhibit(Exhibit.CONTRACT, "Order", about=["F-1"], dated_on=date(2026, 2, 1)),
    HeldExhibit(Exhibit.DELIVERY, "Note", about=["F-1"]),
    HeldExhibit(Exhibit.INVOICE, "F-1", about=["F-1"], dated_on=date(2026, 3, 1), amount=eur(1000)),
    HeldExhibit(Exhibit.STATEMENT, "Statement"),
    HeldExhibit(Exhibit.NOTICES, "Reminders"),
    HeldExhibit(Exhibit.FORMAL_NOTICE, "Formal notice", dated_on=after_due(30)),
    HeldExhibit(Exhibit.FORMAL_NOTICE_PROOF, "Receipt", dated_on=after_due(32)),
    HeldExhibit(Exhibit.CORRESPONDENCE, "E-mails"),
)


def assemble(*held: HeldExhibit, facts: tuple[object, ...] = (invoice(), NOTICE), **more: Any) -> Dossier:
    choices: dict[str, Any] = {"purpose": ORDER, "client": ACME, **more}
    ledger = dc.Ledger.of(choices.pop("client"), *facts)  # type: ignore[arg-type]
    account = ledger.as_of(DAY).lettered().accounts[0]
    return assemble_dossier(account, choices.pop("purpose"), held=held, creditor=CREDITOR, **choices)


def states(dossier: Dossier) -> dict[str, ExhibitState]:
    return {" ".join(filter(None, (entry.exhibit.value, entry.invoice))): entry.state for entry in dossier.entries}


def codes(*held: HeldExhibit, **more: Any) -> list[str]:
    return [reason.code for entry in assemble(*held, **more).contradictory for reason in entry.reasons]


def test_a_procedure_asks_for_its_exhibits_invoice_by_invoice() -> None:
    """Nothing is held: what the ledger knows is recorded, the rest is missing."""
    found = states(assemble(facts=(invoice(), invoice("F-2", 50), NOTICE)))
    assert found == {
        "identity": MISSING,
        "contract F-1": MISSING,
        "contract F-2": MISSING,
        "delivery F-1": MISSING,
        "delivery F-2": MISSING,
        "invoice F-1": RECORDED,
        "invoice F-2": RECORDED,
        "statement": RECORDED,
        "notices": MISSING,
        "formal_notice": MISSING,
        "formal_notice_proof": MISSING,
        "correspondence": MISSING,
    }
    assert states(assemble())["formal_notice"] is RECORDED
    assert states(assemble())["notices"] is RECORDED


def test_a_file_with_all_that_is_asked_for_is_complete() -> None:
    """Each paper stands once in the contents, in the order of the file; take one out, and it is not complete."""
    dossier = assemble(*reversed(FULL))
    assert dossier.is_complete
    assert dossier.contents == FULL
    assert (dossier.missing, dossier.contradictory, dossier.outstanding) == ((), (), eur(1000))
    for paper in FULL:
        short = assemble(*(other for other in FULL if other != paper))
        assert [entry.exhibit for entry in short.missing] == [paper.exhibit]


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (StageKind.BEFORE_DUE, ["invoice F-1"]),
        (StageKind.COURTEOUS, ["invoice F-1"]),
        (StageKind.FIRM, ["contract F-1", "delivery F-1", "invoice F-1"]),
        (StageKind.LAST, ["contract F-1", "delivery F-1", "invoice F-1", "statement", "notices"]),
        (
            StageKind.FORMAL_NOTICE,
            ["identity", "contract F-1", "delivery F-1", "invoice F-1", "statement", "notices"],
        ),
    ],
)
def test_a_stage_asks_for_what_it_will_need(kind: StageKind, asked: list[str]) -> None:
    """More at each stage, so that the file is ready before it is needed."""
    assert list(states(assemble(purpose=kind))) == asked


def test_recourse_asks_for_the_whole_file() -> None:
    """All that an order for payment asks for."""
    assert states(assemble(purpose=StageKind.RECOURSE)) == states(assemble())


def test_an_acknowledgement_stands_for_contract_and_delivery() -> None:
    """Held, or on record and then still to be put in."""
    found = states(assemble(HeldExhibit(Exhibit.ACKNOWLEDGEMENT, "IOU", about=["F-1"])))
    assert found["acknowledgement F-1"] is PRESENT
    assert not {"contract F-1", "delivery F-1"} & found.keys()
    known = DebtAcknowledged("F-1", acknowledged_on=after_due(40), proof="e-mail")
    found = states(assemble(facts=(invoice(), NOTICE, known)))
    assert found["acknowledgement F-1"] is RECORDED
    assert "contract F-1" not in found
    both = states(assemble(facts=(invoice(), invoice("F-2", 50), known)))
    assert both["contract F-2"] is MISSING


def test_a_notice_about_one_debt_does_not_cover_another() -> None:
    """What is held about F-1 leaves F-2 without; about both, or about the whole file, it covers both."""
    both = sent("formal_notice", after_due(30), "F-1", "F-2")
    facts = (invoice(), invoice("F-2", 50), both)
    for about, expected in ((["F-1"], RECORDED), (["F-1", "F-2"], PRESENT), ([], PRESENT)):
        paper = HeldExhibit(Exhibit.FORMAL_NOTICE, "Formal notice", about=about)
        assert states(assemble(paper, facts=facts))["formal_notice"] is expected


def test_what_contradicts_the_ledger_is_told() -> None:
    """Amounts and days of invoices, a contract after them, a proof before its notice, a notice not on record."""
    first = date(2026, 3, 1)
    day_after = date(2026, 3, 2)
    assert codes(HeldExhibit(Exhibit.INVOICE, "x", about=["F-1"], amount=eur("999.99"))) == ["exhibit.amount"]
    assert codes(HeldExhibit(Exhibit.INVOICE, "x", dated_on=day_after)) == ["exhibit.day"]
    assert codes(HeldExhibit(Exhibit.CONTRACT, "x", dated_on=first)) == []
    assert codes(HeldExhibit(Exhibit.CONTRACT, "x", dated_on=day_after)) == ["exhibit.after_invoice"]
    assert codes(HeldExhibit(Exhibit.FORMAL_NOTICE, "x", dated_on=after_due(29))) == ["exhibit.day"]
    assert codes(HeldExhibit(Exhibit.FORMAL_NOTICE_PROOF, "x", dated_on=after_due(29))) == ["exhibit.before_notice"]
    assert codes(HeldExhibit(Exhibit.FORMAL_NOTICE_PROOF, "x", dated_on=after_due(30))) == []
    assert codes(HeldExhibit(Exhibit.FORMAL_NOTICE, "x"), facts=(invoice(),)) == ["exhibit.unrecorded"]
    assert codes(HeldExhibit(Exhibit.CORRESPONDENCE, "x", dated_on=after_due(61))) == ["exhibit.future"]
    assert codes(HeldExhibit(Exhibit.CORRESPONDENCE, "x", dated_on=DAY)) == []


def test_a_delivery_note_bears_the_day_of_the_performance() -> None:
    """Where the invoice says it; else its day is its own."""
    paper = HeldExhibit(Exhibit.DELIVERY, "Note", about=["F-1"], dated_on=after_due(-61))
    for performed_on, expected in ((None, []), (after_due(-61), []), (after_due(-62), ["exhibit.day"])):
        assert codes(paper, facts=(attrs.evolve(invoice(), performed_on=performed_on), NOTICE)) == expected


def test_a_paper_is_at_odds_about_its_own_debts_only() -> None:
    """A formal notice about F-1 says nothing of F-2, for which none was sent: that one is what is missing."""
    facts = (invoice(), invoice("F-2", 50), NOTICE)
    paper = HeldExhibit(Exhibit.FORMAL_NOTICE, "Formal notice", about=["F-1"], dated_on=after_due(30))
    dossier = assemble(paper, facts=facts)
    assert states(dossier)["formal_notice"] is MISSING
    assert dossier.contradictory == ()


def test_a_statement_says_what_is_left_or_what_is_claimed() -> None:
    """1,000 with 60 days at 12.15 %, 19.97, and 40 EUR: 1,059.97. An older one is out of date once money came in."""
    for amount, expected in (
        ("1000.00", []),
        ("1059.97", []),
        ("1059.96", ["exhibit.amount"]),
        ("999.99", ["exhibit.amount"]),
    ):
        for dated_on in (None, DAY):
            paper = HeldExhibit(Exhibit.STATEMENT, "x", amount=eur(amount), dated_on=dated_on)
            assert codes(paper) == expected, amount
    old = HeldExhibit(Exhibit.STATEMENT, "x", amount=eur("1010.00"), dated_on=after_due(40))
    assert codes(old) == []
    paid = (invoice(), NOTICE, payment("P-1", 100, after_due(50), "F-1"))
    assert codes(old, facts=paid) == ["exhibit.outdated"]
    later = HeldExhibit(Exhibit.STATEMENT, "x", dated_on=after_due(50))
    assert codes(later, facts=paid) == []


def test_a_statement_is_not_checked_where_no_law_is_known() -> None:
    """What may be claimed of a client of unknown kind is not known either."""
    unknown = dc.Client.unknown("ACME", name="Acme", country="FR")
    assert codes(HeldExhibit(Exhibit.STATEMENT, "x", amount=eur(7)), client=unknown) == []


def test_reminders_are_those_on_record_day_by_day() -> None:
    """One without its paper is still to be put in; one that nothing records is at odds; a call leaves no paper."""
    facts = (
        invoice(),
        sent("courteous", after_due(3)),
        sent("firm", after_due(10)),
        sent("last", after_due(17)),
        NOTICE,
    )
    papers = [HeldExhibit(Exhibit.NOTICES, f"of {day}", dated_on=after_due(day)) for day in (3, 17)]
    bundle = HeldExhibit(Exhibit.NOTICES, "all of them")
    for held, expected in (
        (papers[:1], RECORDED),
        (papers, PRESENT),
        ([bundle], PRESENT),
        ([bundle, papers[0]], PRESENT),
    ):
        assert states(assemble(*held, facts=facts))["notices"] is expected
    assert codes(HeldExhibit(Exhibit.NOTICES, "x", dated_on=after_due(4)), facts=facts) == ["exhibit.no_notice"]
    assert codes(HeldExhibit(Exhibit.NOTICES, "x", dated_on=after_due(4)), facts=(invoice(),)) == ["exhibit.no_notice"]


def test_an_acknowledgement_bears_the_day_on_record() -> None:
    """Of two, either; where none is on record, its day is its own."""
    known = [DebtAcknowledged("F-1", acknowledged_on=after_due(day), proof="e-mail") for day in (5, 9)]
    for day, facts, expected in ((9, known, []), (5, known, []), (7, known, ["exhibit.day"]), (7, [], [])):
        paper = HeldExhibit(Exhibit.ACKNOWLEDGEMENT, "x", about=["F-1"], dated_on=after_due(day))
        assert codes(paper, facts=(invoice(), NOTICE, *facts)) == expected


def test_a_purpose_of_your_own_asks_for_what_you_say() -> None:
    """A credit insurer has a list of his own; the file bears his name."""
    insurer = FilePurpose("Credit insurer", [Exhibit.STATEMENT, Exhibit.INVOICE, Exhibit.CONTRACT])
    dossier = assemble(purpose=insurer)
    assert list(states(dossier)) == ["contract F-1", "invoice F-1", "statement"]
    assert write_dossier(dossier, "en").subject == "Recovery file: Acme SARL, Credit insurer"
    for name, exhibits, kind, field in (
        ("Nobody", [], "empty", "exhibits"),
        (" ", [Exhibit.INVOICE], "empty", "name"),
        ("x", ["invoice"], "wrong_type", "exhibits[0]"),
    ):
        with pytest.raises(DunningError) as refused:
            FilePurpose(name, exhibits)  # type: ignore[arg-type]
        assert (refused.value.kind, refused.value.field) == (kind, field)


def test_every_contradiction_has_its_sentence() -> None:
    """With the title, the days and the debts that it is about."""
    papers = (
        HeldExhibit(Exhibit.NOTICES, "a", dated_on=after_due(4)),
        HeldExhibit(Exhibit.STATEMENT, "b", dated_on=after_due(40)),
        HeldExhibit(Exhibit.CORRESPONDENCE, "c", dated_on=after_due(61)),
        HeldExhibit(Exhibit.CONTRACT, "d", dated_on=date(2026, 3, 2)),
        HeldExhibit(Exhibit.INVOICE, "e", dated_on=date(2026, 3, 2)),
        HeldExhibit(Exhibit.FORMAL_NOTICE_PROOF, "f", dated_on=after_due(29)),
    )
    paid = (invoice(), NOTICE, payment("P-1", 100, after_due(50), "F-1"))
    reasons = [reason for entry in assemble(*papers, facts=paid).contradictory for reason in entry.reasons]
    reasons += assemble(HeldExhibit(Exhibit.FORMAL_NOTICE, "g"), facts=(invoice(),)).contradictory[0].reasons
    assert sorted(dc.explain(reason, "en") for reason in reasons) == [
        "a: no notice of May 4, 2026 is on record; record it",
        "b: dated June 9, 2026, before F-1 was reduced on June 19, 2026; make it again",
        "c: dated June 30, 2026, after the day of the file, June 29, 2026",
        "d: dated March 2, 2026, after invoice F-1 of March 1, 2026",
        "e: dated March 2, 2026, the ledger says March 1, 2026 for F-1",
        "f: dated May 29, 2026, before the formal notice of May 30, 2026",
        "g: no formal notice is on record for F-1; record it",
    ]
    french = {dc.explain(reason, "fr").replace("\u202f", " ").replace("\xa0", " ") for reason in reasons}
    assert "a : aucune relance du 4 mai 2026 n'est enregistrée ; l'enregistrer" in french


def test_a_statement_is_that_of_the_debts_of_the_file() -> None:
    """Of one invoice out of two, its own claim: 1,059.97 and not that of both."""
    facts = (invoice(), invoice("F-2", 500), NOTICE)
    for amount, expected in (("1059.97", []), ("1609.95", ["exhibit.amount"])):
        paper = HeldExhibit(Exhibit.STATEMENT, "x", amount=eur(amount))
        assert codes(paper, facts=facts, only=["F-1"]) == expected
    dossier = assemble(facts=facts, only=["F-1"])
    assert (dossier.day, dossier.chronology.receivables, dossier.outstanding) == (DAY, ("F-1",), eur(1000))


def test_an_invoice_copied_with_another_is_not_checked_by_its_amount() -> None:
    """One paper for two invoices bears no amount of either."""
    paper = HeldExhibit(Exhibit.INVOICE, "x", about=["F-1", "F-2"], amount=eur(1500))
    assert codes(paper, facts=(invoice(), invoice("F-2", 500), NOTICE)) == []


def test_a_debtor_is_identified_by_his_number_or_a_consumer_by_his_address() -> None:
    """A company without a number, and a consumer without an address, are still to be identified."""
    person = dc.Client.consumer("ACME", name="Mme Roux", country="FR")
    for client, expected in (
        (ACME, MISSING),
        (attrs.evolve(ACME, identifiers=(("siren", "123456782"),)), RECORDED),
        (person, MISSING),
        (attrs.evolve(person, contacts=ACME.contacts), RECORDED),
    ):
        assert states(assemble(client=client))["identity"] is expected


def test_what_is_not_asked_for_or_about_other_debts_is_set_apart() -> None:
    """A conciliation that nobody asks for is in the contents; a paper of another invoice is not."""
    more = HeldExhibit(Exhibit.PRIOR_ATTEMPT, "Conciliation")
    other = HeldExhibit(Exhibit.DELIVERY, "Note", about=["F-9"])
    dossier = assemble(more, other)
    assert (dossier.others, dossier.strays, dossier.contents) == ((more,), (other,), (more,))


def test_a_conciliation_is_asked_for_up_to_its_amount() -> None:
    """Against a consumer, before an ordinary claim: 5,000 EUR is within it, a cent more is not (CPC 750-1)."""
    claim = find_procedure("fr.ordinary_claim")
    consumer = dc.Client.consumer("ACME", name="Ada", country="FR")
    for client, amount, is_asked in (
        (consumer, "5000.00", True),
        (consumer, "5000.01", False),
        (ACME, "5000.00", False),
    ):
        found = states(assemble(facts=(invoice("F-1", amount),), purpose=claim, client=client))
        assert ("prior_attempt" in found) is is_asked


def test_a_file_is_about_one_client_and_one_currency() -> None:
    """Debts of a group are legally separate; what is paid is not in it."""
    site = dc.Client.business("SITE", name="Site", country="FR", account="ACME")
    with pytest.raises(InvalidValueError) as caught:
        assemble(facts=(site, invoice(), invoice("F-2", 5, client="SITE")))
    assert (caught.value.kind, caught.value.field) == ("several_client", "only")
    dossier = assemble(facts=(invoice(), invoice("F-2", 50), payment("P-1", 50, after_due(1), "F-2")))
    assert dossier.chronology.receivables == ("F-1",)
    with pytest.raises(WrongTypeError) as refused:
        assemble(purpose="fr.payment_order")
    assert (refused.value.kind, refused.value.field, refused.value.value) == (
        "wrong_type",
        "purpose",
        "fr.payment_order",
    )
    with pytest.raises(WrongTypeError):
        assemble("Kbis")  # type: ignore[arg-type]


def test_a_file_is_a_table() -> None:
    """One row per exhibit that is asked for."""
    dossier = assemble(FULL[0], HeldExhibit(Exhibit.INVOICE, "x", amount=eur(1)))
    columns = dossier.to_columns()
    assert list(columns) == [column.name for column in DOSSIER_COLUMNS]
    place = columns["exhibit"].index("invoice")
    row = [columns[name][place] for name in ("invoice", "state", "titles", "reasons")]
    assert row == ["F-1", "contradictory", "x", "exhibit.amount"]
    two = [HeldExhibit(Exhibit.INVOICE, title, amount=eur(1), dated_on=date(2026, 3, 2)) for title in ("x", "y")]
    row = [assemble(*two).to_columns()[name][place] for name in ("titles", "reasons")]
    assert row == ["x; y", "exhibit.amount exhibit.day exhibit.amount exhibit.day"]
