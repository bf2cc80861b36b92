"""The file of a claim: what is asked for, what is there, missing, or at odds with the ledger."""

from datetime import date
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.dunning import DOSSIER_COLUMNS, Dossier, ExhibitState, HeldExhibit, assemble_dossier
from dunning_core.errors import InvalidValueError, WrongTypeError
from dunning_core.events import DebtAcknowledged, StageKind
from dunning_core.law.procedures import Exhibit, find_procedure
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
    assert caught.value.kind == "several_client"
    dossier = assemble(facts=(invoice(), invoice("F-2", 50), payment("P-1", 50, after_due(1), "F-2")))
    assert dossier.chronology.receivables == ("F-1",)
    with pytest.raises(WrongTypeError):
        assemble(purpose="fr.payment_order")
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
