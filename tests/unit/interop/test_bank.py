"""Entries of bank statements: what came in is a payment with all its text, what was taken back is a return."""

from datetime import date
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.events import PaymentReturned
from dunning_core.interop.bank import flatten_camt, read_bank_entries

ROW: dict[str, Any] = {
    "id": "B-1",
    "amount": "80.00",
    "currency": "EUR",
    "direction": "CRDT",
    "received_on": "2026-02-04",
    "reference": "FACTURE F-101",
    "structured_reference": None,
    "end_to_end": "E-1",
    "payer_iban": None,
    "reversal": None,
    "status": "BOOK",
    "returned": None,
    "reason": None,
    "batch": None,
    "batch_amount": None,
}
BACK = {"id": "B-2", "direction": "DBIT", "received_on": "2026-02-06", "reference": "RETOUR", "reason": "AC04"}


def row(**changes: Any) -> dict[str, Any]:
    return {**ROW, **changes}


def codes(*rows: dict[str, Any]) -> list[str]:
    return [problem.code for problem in read_bank_entries(rows).problems]


def test_the_texts_that_came_with_money_are_its_reference() -> None:
    """Structured reference, text and end-to-end id, each once; a word for nothing is left out."""
    found = read_bank_entries([row(structured_reference="RF18539007547034")])
    assert found.problems == ()
    assert found.values == (
        dc.Payment(
            "B-1",
            client=None,
            amount=dc.Money("80.00", "EUR"),
            received_on=date(2026, 2, 4),
            reference="RF18539007547034\nFACTURE F-101\nE-1",
        ),
    )
    [payment] = read_bank_entries([row(end_to_end="NOTPROVIDED", structured_reference="FACTURE F-101")]).values
    assert isinstance(payment, dc.Payment)
    assert payment.reference == "FACTURE F-101"


@pytest.mark.parametrize(
    ("direction", "amount", "is_received"),
    [
        ("CRDT", "80.00", True),
        ("C", "-80.00", True),
        ("", "80.00", True),
        ("", "-80.00", False),
        ("DBIT", "80.00", False),
        ("D", "80.00", False),
        ("RD", "80.00", False),
    ],
)
def test_the_direction_prevails_over_the_sign(direction: str, amount: str, is_received: bool) -> None:
    """Some parsers give the reversal of a credit above zero: its mark says which way the money went."""
    values = read_bank_entries([row(direction=direction, amount=amount)]).values
    assert [value.amount for value in values if isinstance(value, dc.Payment)] == (
        [dc.Money("80.00", "EUR")] if is_received else []
    )


def test_the_amounts_of_parsers_have_a_point() -> None:
    """Three decimals after a point are decimals: in EUR they are refused unless the last is zero, never thousands."""
    [payment] = read_bank_entries([row(amount="105.750")]).values
    assert isinstance(payment, dc.Payment)
    assert payment.amount == dc.Money("105.75", "EUR")
    assert read_bank_entries([row(amount="105.751")]).values == ()


def test_what_is_no_payment_is_counted_and_told() -> None:
    """Debits, undone debits and what is not booked: how many, how much; an unknown direction is refused."""
    assert codes(row(id="1", direction="DBIT", amount="10.00"), row(id="2", direction="DBIT", amount="2.50")) == [
        "bank.debits.left_out"
    ]
    found = read_bank_entries(
        [row(id="1", direction="DBIT", amount="10.00"), row(id="2", direction="D", amount="2.50")]
    )
    assert found.problems[0].params == (("rows", 2), ("amount", dc.Money("12.50", "EUR")))
    assert codes(row(direction="RD")) == ["bank.reversals.left_out"]
    assert codes(row(reversal="true")) == ["bank.reversals.left_out"]
    assert codes(row(status="PDNG")) == ["bank.pending"]
    refused = read_bank_entries([row(direction="BOTH")])
    assert (refused.values, refused.problems[0].param("kind")) == ((), "unknown_direction")


@pytest.mark.parametrize("changes", [BACK, {**BACK, "reason": None, "direction": "RC"}, {**BACK, "reversal": "true"}])
def test_money_taken_back_returns_its_payment(changes: dict[str, Any]) -> None:
    """A debit with a reason, or the reversal of a credit, of the same amount and end-to-end id."""
    found = read_bank_entries([row(**changes), row()])
    assert found.problems == ()
    assert found.values[1:] == (PaymentReturned("B-1", returned_on=date(2026, 2, 6), reason=changes["reason"] or ""),)


def test_a_return_finds_the_payment_of_an_earlier_statement() -> None:
    """By the end-to-end id that its reference holds as a line of its own; not by a part of it."""
    earlier = [value for value in read_bank_entries([row()]).values if isinstance(value, dc.Payment)]
    found = read_bank_entries([row(**BACK)], payments=earlier)
    assert found.values == (PaymentReturned("B-1", returned_on=date(2026, 2, 6), reason="AC04"),)
    other = read_bank_entries([row(**BACK, end_to_end="E")], payments=earlier)
    assert (other.values, [problem.code for problem in other.problems]) == ((), ["bank.return.untied"])


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": "79.99"},
        {"currency": "CHF"},
        {"end_to_end": None},
        {"end_to_end": "E-2"},
        {"received_on": "2026-02-03"},
    ],
)
def test_a_return_that_fits_no_payment_is_told(changes: dict[str, Any]) -> None:
    """Another amount, currency or id, or a day before the payment: nothing is returned on a guess."""
    found = read_bank_entries([row(), row(**{**BACK, **changes})])
    assert len(found.values) == 1
    assert [problem.code for problem in found.problems] == ["bank.return.untied"]


def test_of_two_payments_that_fit_none_is_chosen() -> None:
    """Two payments of one id and amount: the return is told, unless it names one."""
    twice = [row(), row(id="B-9")]
    assert codes(*twice, row(**BACK)) == ["bank.return.untied"]
    found = read_bank_entries([*twice, row(**BACK, returned="B-9")])
    assert found.values[2:] == (PaymentReturned("B-9", returned_on=date(2026, 2, 6), reason="AC04"),)


def test_the_payer_is_known_by_his_account() -> None:
    """An IBAN of one client names him; of two, nobody; a client in the row prevails."""
    iban = "FR76 3000 6000 0112 3456 7890 189"
    acme = dc.Client.business("ACME", name="Acme", identifiers=[("IBAN", iban)])
    zeta = dc.Client.business("ZETA", name="Zeta", identifiers=[("iban", iban.replace(" ", ""))])

    def payer(clients: list[dc.Client], **changes: Any) -> str | None:
        [payment] = read_bank_entries([row(payer_iban=iban, **changes)], clients=clients).values
        assert isinstance(payment, dc.Payment)
        return payment.client

    assert payer([acme]) == "ACME"
    assert payer([acme, zeta]) is None
    assert payer([]) is None
    assert payer([acme], client="OTHER") == "OTHER"


def test_a_batch_must_come_to_its_entry() -> None:
    """Two transactions of 30 and 50 make an entry of 80; a cent more is told, and both are read."""
    parts = [row(id="B/1", amount="30.00", batch="B"), row(id="B/2", amount="50.00", batch="B")]
    assert codes(*[part | {"batch_amount": "80.00"} for part in parts]) == []
    found = read_bank_entries([part | {"batch_amount": "80.01"} for part in parts])
    assert len(found.values) == 2
    assert [problem.code for problem in found.problems] == ["bank.batch.disagrees"]
    debit = [part | {"batch_amount": "80.00", "batch_direction": "DBIT", "direction": "DBIT"} for part in parts]
    assert codes(*debit) == ["bank.debits.left_out"]
    assert codes(*[part | {"batch_amount": None} for part in parts]) == []


@pytest.mark.parametrize(
    ("name", "hostile"),
    [("reference", "x" * 30_000), ("reference", "\x00"), ("reason", "\x1b["), ("returned", "\x00"), ("id", "x" * 999)],
)
def test_a_hostile_cell_is_refused_by_its_name(name: str, hostile: str) -> None:
    """The row is left out and told, and the others go on."""
    found = read_bank_entries([row(**{name: hostile}), row(id="B-9")])
    assert [value.id for value in found.values if isinstance(value, dc.Payment)] == ["B-9"]
    assert [(problem.code, problem.path) for problem in found.problems] == [("row.value.refused", name)]
    assert len(dc.explain(found.problems[0], "fr")) < 400


def camt(*entries: object) -> dict[str, Any]:
    """A statement as a parser gives it, with a prefix to its tags."""
    return {"camt:Document": {"camt:BkToCstmrStmt": {"camt:Stmt": {"camt:Id": "S-1", "camt:Ntry": list(entries)}}}}


def entry(amount: str, *details: object, **changes: object) -> dict[str, Any]:
    side = {"CdtDbtInd": "CRDT", "Sts": {"Cd": "BOOK"}, "BookgDt": {"DtTm": "2026-02-04T10:00:00"}}
    return {"Amt": {"@Ccy": "EUR", "#text": amount}, **side, "NtryDtls": {"TxDtls": list(details)}, **changes}


def detail(amount: str | None, text: object, **changes: object) -> dict[str, Any]:
    amounts = {} if amount is None else {"Amt": {"@Ccy": "EUR", "#text": amount}}
    return {**amounts, "RmtInf": {"Ustrd": text}, **changes}


def test_a_batch_of_a_camt_is_one_row_for_each_transaction() -> None:
    """Each with its amount and text; without amounts, or in another currency, one row with all texts."""
    rows = list(flatten_camt(camt(entry("80.00", detail("30.00", "F-1"), detail("50.00", ["F-2", "F-3"])))))
    assert [(one["id"], one["amount"], one["reference"], one["batch"]) for one in rows] == [
        ("S-1/1/1", "30.00", "F-1", "S-1/1"),
        ("S-1/1/2", "50.00", "F-2\nF-3", "S-1/1"),
    ]
    assert read_bank_entries(rows).problems == ()
    [whole] = flatten_camt(camt(entry("80.00", detail("30.00", "F-1"), detail(None, "F-2"))))
    assert (whole["amount"], whole["reference"]) == ("80.00", "F-1\nF-2")
    foreign = {"Amt": {"@Ccy": "USD", "#text": "95.00"}}
    [single] = flatten_camt(camt(entry("80.00", detail(None, "F-1", **foreign), AcctSvcrRef="R-1")))
    assert (single["id"], single["amount"], single["currency"]) == ("R-1", "80.00", "EUR")


def test_a_return_of_a_camt_has_its_reason_and_its_id() -> None:
    """RtrInf says why, EndToEndId which payment; structured references come before the text."""
    refs = {"Refs": {"EndToEndId": "E-1", "AcctSvcrRef": "R-2"}}
    remittance = {"RmtInf": {"Strd": {"CdtrRefInf": {"Ref": "RF18539007547034"}, "RfrdDocInf": {"Nb": "F-7"}}}}
    paid = entry("80.00", {**refs, **remittance, "Refs": {"EndToEndId": "E-1", "AcctSvcrRef": "R-1"}})
    back = entry("80.00", {**refs, "RtrInf": {"Rsn": {"Cd": "MD06"}}}, CdtDbtInd="DBIT", BookgDt={"Dt": "2026-02-09"})
    found = read_bank_entries(flatten_camt(camt(paid, back)))
    assert found.problems == ()
    payment, returned = found.values
    assert isinstance(payment, dc.Payment)
    assert payment.reference == "RF18539007547034\nF-7\nE-1"
    assert returned == PaymentReturned("R-1", returned_on=date(2026, 2, 9), reason="MD06")


@pytest.mark.parametrize("hostile", [None, 3, "x", [], [[]], {"Amt": []}, {"NtryDtls": "x"}, {1: 2}])
def test_a_broken_entry_is_a_row_that_is_refused(hostile: object) -> None:
    """What is no mapping is no entry; one without amount is a row without amount."""
    rows = list(flatten_camt(camt(hostile, entry("80.00"))))
    found = read_bank_entries(rows)
    assert len([value for value in found.values if isinstance(value, dc.Payment)]) == 1
    assert len(found.values) + len(found.problems) == len(rows)


# Charges, and what the bank says in the place of the payer


def test_a_return_with_charges_is_of_the_payment_before_them() -> None:
    """83.50 taken back for 80.00: the payment comes back whole, and the charges are told."""
    back = row(**BACK, amount="83.50", original_amount="80.00")
    found = read_bank_entries([row(), back])
    assert found.values[1:] == (PaymentReturned("B-1", returned_on=date(2026, 2, 6), reason="AC04"),)
    [told] = found.problems
    assert (told.code, told.subject, told.param("difference")) == ("bank.charges", "B-2", dc.Money("3.50", "EUR"))
    assert dc.explain(told, "fr") != dc.explain(told, "en")


def test_charges_on_the_way_are_told() -> None:
    """990 came in of 1,000: the payment is what came in; the same amount, or a debit of nobody's, tells nothing."""
    found = read_bank_entries([row(amount="990.00", original_amount="1000.00")])
    assert [getattr(value, "amount", None) for value in found.values] == [dc.Money("990.00", "EUR")]
    assert [problem.code for problem in found.problems] == ["bank.charges"]
    assert codes(row(original_amount="80.00"), row(id="B-2", original_amount=None)) == []
    assert codes(row(direction="DBIT", original_amount="75.00")) == ["bank.debits.left_out"]


def amount(figure: str, currency: str = "EUR") -> dict[str, Any]:
    return {"Amt": {"@Ccy": currency, "#text": figure}}


def test_an_entry_and_its_only_transaction_that_disagree_are_told() -> None:
    """1,000 transferred and 995 booked: the client paid 1,000, and the five are told."""
    detail = {"AmtDtls": {"TxAmt": amount("1000.00")}}
    found = read_bank_entries(flatten_camt(camt(entry("995.00", detail))))
    assert [getattr(value, "amount", None) for value in found.values] == [dc.Money("1000.00", "EUR")]
    [told] = found.problems
    assert (told.code, told.subject, told.param("stated")) == (
        "bank.batch.disagrees",
        "S-1/1",
        dc.Money("995.00", "EUR"),
    )
    assert codes(*flatten_camt(camt(entry("1000.00", detail), entry("7.00", {"Refs": None})))) == []


def test_what_was_instructed_is_read_in_the_currency_of_the_account_only() -> None:
    """In euros it tells the charges; in dollars it is another figure."""
    for currency, told in (("EUR", "1000.00"), ("USD", None)):
        instructed = {"InstdAmt": amount("1000.00", currency), "TxAmt": amount("990.00")}
        [read] = flatten_camt(camt(entry("990.00", {"AmtDtls": instructed})))
        assert (read["amount"], read["original_amount"]) == ("990.00", told)


@pytest.mark.parametrize(
    ("detail", "reference"),
    [
        ({"AddtlTxInf": "CUSNO 90782"}, "CUSNO 90782"),
        ({"AddtlTxInf": "VIR SEPA", "RmtInf": {"Ustrd": "F-101"}}, "F-101"),
        (
            {"RmtInf": {"Strd": {"CdtrRefInf": {"Ref": "RF18539007547034"}, "AddtlRmtInf": "F-101"}}},
            "RF18539007547034\nF-101",
        ),
        ({"Refs": {"InstrId": "1"}}, "VIREMENT RECU"),
    ],
    ids=["of the transaction", "of the payer", "with a reference", "of the entry"],
)
def test_the_text_is_the_payers_else_the_banks(detail: dict[str, Any], reference: str) -> None:
    """What the payer wrote; without it what the bank says of the transaction, and else of the entry."""
    [read] = flatten_camt(camt(entry("80.00", detail, AddtlNtryInf="VIREMENT RECU")))
    assert read["reference"] == reference


def test_a_batch_after_an_entry_without_details_is_checked() -> None:
    """Whatever the first entry has, the batches that follow must come to what was booked."""
    single = {key: value for key, value in entry("7.00").items() if key != "NtryDtls"}
    batch = entry("81.00", amount("50.00"), amount("30.00"))
    assert codes(*flatten_camt(camt(single, batch))) == ["bank.batch.disagrees"]
