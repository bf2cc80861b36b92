"""An accounting-entries file read: what each line is, what its letters settle, and what is told of the rest."""

from datetime import date
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.documents import PaymentMeans, Refund, WriteOff
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import DunningError
from dunning_core.events import Hold, HoldReleased, Lettered, PaymentReturned
from dunning_core.interop import Read
from dunning_core.interop.fec import read_fec
from dunning_core.law import ClientKind
from tests.accounting import Entry, Habits, Leg, Row, compose, receipt, sale, transfer

NET_30 = dc.PaymentTerms.net(30)
MARCH = date(2026, 3, 31)


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def read(*entries: Entry, habits: Habits | None = None) -> Read[Any]:
    """The facts of entries that have nothing wrong."""
    found = read_fec(compose(entries, habits), NET_30)
    assert [problem.code for problem in found.problems] == []
    return found


def codes(found: Read[Any]) -> list[str]:
    return [problem.code for problem in found.problems]


def of_kind(found: Read[Any], kind: type) -> list[Any]:
    return [value for value in found.values if isinstance(value, kind)]


def position(found: Read[Any], on: date = MARCH) -> tuple[dict[str, int], dict[str, int]]:
    """What is open of each receivable and each credit when only the letters count, in cents."""
    snapshot = dc.Ledger.of(found.values).as_of(on)
    debits = {item.id: item.outstanding_minor for item in snapshot.open_items}
    return debits, {credit.id: credit.remainder_minor for credit in snapshot.unmatched}


def test_invoices_payments_and_credit_notes_are_recognized() -> None:
    """A sale is an invoice, its reverse a credit note, money a payment; turnover, VAT and bank are nobody's debt."""
    found = read(
        sale("F-1", day(1, 5), "ACME", 120_000),
        sale("A-1", day(1, 20), "ACME", -12_000),
        receipt("7", day(2, 3), "ACME", 100_000, label="VIR ACME F-1"),
    )
    assert found.values == (
        dc.Client.unknown("ACME", name="Société Acme"),
        dc.Invoice("F-1", client="ACME", amount=dc.Money("1200.00", "EUR"), issued_on=day(1, 5), terms=NET_30),
        dc.CreditNote("A-1", client="ACME", amount=dc.Money("120.00", "EUR"), issued_on=day(1, 20)),
        dc.Payment(
            "BQ 7", client="ACME", amount=dc.Money("1000.00", "EUR"), received_on=day(2, 3), reference="VIR ACME F-1"
        ),
    )


@pytest.mark.parametrize(
    "habits",
    [
        Habits(has_auxiliary=False),
        Habits(has_sense=True),
        Habits(decimal="."),
        Habits(numbers_rows=True),
        Habits(accounts_width=8),
    ],
    ids=["sub-accounts", "amount and sense", "decimal point", "a number for each row", "long accounts"],
)
def test_habits_of_programs_change_nothing(habits: Habits) -> None:
    """Whatever way it is written, the same is owed."""
    found = read(
        sale("F-1", day(1, 5), "ACME", 120_050),
        receipt("7", day(2, 3), "ACME", 20_000, piece="RLV-2", label="VIR F-1"),
        habits=habits,
    )
    debits, credits = position(found)
    assert (debits, list(credits.values())) == ({"F-1": 120_050}, [20_000])
    assert dc.Ledger.of(found.values).as_of(MARCH).lettered().open_items[0].outstanding_minor == 100_050


def test_a_client_is_his_auxiliary_account_or_his_own_account() -> None:
    """The newest name stands; kind, country and terms are the caller's."""
    acme = dc.Client.business("ACME", name="Acme SARL", country="FR", terms=dc.PaymentTerms.net(45))
    rows = compose([sale("F-1", day(1, 5), "ACME", 100), sale("F-2", day(1, 6), "BOIS", 100)])
    newer = [{**row, "CompAuxLib": row["CompAuxLib"].replace("Bois", "Bois et fils")} for row in rows[3:]]
    later = [{**row, "EcritureDate": "20260201", "PieceRef": "F-3"} for row in newer]
    found = read_fec([*rows, *later], NET_30, clients=[acme], kind=ClientKind.BUSINESS, country="BE")
    assert of_kind(found, dc.Client) == [acme, dc.Client.business("BOIS", name="Société Bois et fils", country="BE")]
    due = {item.id: item.due_on for item in dc.Ledger.of(found.values).as_of(MARCH).receivables}
    assert due == {"F-1": day(2, 19), "F-2": day(2, 5), "F-3": day(2, 5)}


def test_of_an_unknown_client_no_penalty_is_claimed() -> None:
    """Without a kind the client is chased, and nothing is claimed beyond the debt; with one, the law of France is."""
    rows = compose([sale("F-1", day(1, 5), "ACME", 120_000)])
    totals = []
    for kind in (None, ClientKind.BUSINESS):
        found = read_fec(rows, NET_30, kind=kind, country="FR")
        policy = FR_B2B_STANDARD.with_regime(None)
        run = dc.run_dunning(dc.Ledger.of(found.values), MARCH, policy, creditor=dc.Creditor("Nous", country="FR"))
        assert [line.receivable.id for action in run.actions for line in action.decisions] == ["F-1"]
        totals.append("penalties.unknown_kind" in {problem.code for problem in run.problems})
    assert totals == [True, False]


def test_without_terms_no_day_is_made_up() -> None:
    """A FEC says no due day: without terms the invoices are set aside, and their amount is told."""
    found = read_fec(compose([sale("F-1", day(1, 5), "ACME", 100), sale("F-2", day(1, 6), "ACME", 50)]))
    [told] = found.problems
    assert (told.code, told.subject, told.param("amount")) == ("fec.terms.missing", "ACME", dc.Money("1.50", "EUR"))
    assert dc.Ledger.of(found.values).as_of(MARCH).receivables == ()


# Letters


def test_a_group_that_balances_is_settled() -> None:
    """The letters tie two invoices to one payment, on the day that stands beside them."""
    settled = {"code": "AAA", "lettered_on": "20260210"}
    found = read(
        sale("F-1", day(1, 5), "ACME", 70_000, **settled),
        sale("F-2", day(1, 9), "ACME", 30_000, **settled),
        receipt("7", day(2, 3), "ACME", 100_000, **settled),
        sale("F-3", day(1, 9), "ACME", 500),
    )
    assert position(found) == ({"F-3": 500}, {})
    assert position(found, day(2, 9)) == ({"F-1": 70_000, "F-2": 30_000, "F-3": 500}, {"BQ 7": 100_000})
    [group] = dc.Ledger.of(found.values).as_of(MARCH).lettered_groups
    assert (group.letter_code, group.debits, group.credits) == ("AAA", ("F-1", "F-2"), ("BQ 7",))
    assert group.lettered_on == day(2, 10)


def test_a_group_that_does_not_balance_is_partial_as_given() -> None:
    """Small letters: what was paid is taken off the oldest, and what is left stays open."""
    partial = {"code": "aa"}
    found = read(
        sale("F-1", day(1, 5), "ACME", 70_000, **partial),
        sale("F-2", day(1, 9), "ACME", 30_000, **partial),
        receipt("7", day(2, 3), "ACME", 80_000, **partial),
    )
    assert position(found) == ({"F-2": 20_000}, {})
    [group] = dc.Ledger.of(found.values).as_of(MARCH).lettered_groups
    assert (group.code, group.letter_code) == ("AA", "aa")
    assert position(found, day(2, 2)) == ({"F-1": 70_000, "F-2": 30_000}, {})


def test_the_same_letters_on_another_account_are_another_group() -> None:
    """Codes are given client by client: each AA is its own."""
    found = read(
        sale("F-1", day(1, 5), "ACME", 100, code="AA"),
        receipt("7", day(2, 3), "BOIS", 100, code="AA"),
        sale("F-2", day(1, 5), "BOIS", 300, code="AA"),
    )
    assert position(found) == ({"F-1": 100, "F-2": 200}, {})


def test_a_mark_is_no_code() -> None:
    """A star ties nothing together, and is told once for each row that bears one."""
    entries = [sale("F-1", day(1, 5), "ACME", 100, code="*"), receipt("7", day(2, 3), "ACME", 100, code="*")]
    found = read_fec(compose(entries), NET_30)
    assert codes(found) == ["fec.code.unreadable", "fec.code.unreadable"]
    assert of_kind(found, Lettered) == []


def test_lines_of_one_piece_are_one_invoice() -> None:
    """Three lines of one piece, lettered apart: one invoice, of which two payments leave the third line open."""
    legs = [
        Leg("411", 400, "ACME", "F-1", code="AA"),
        Leg("411", 600, "ACME", "F-1", code="AB"),
        Leg("411", 200, "ACME", "F-1"),
        Leg("707", -1_200, piece="F-1"),
    ]
    found = read(
        Entry("VE", "1", day(1, 5), legs),
        receipt("7", day(2, 3), "ACME", 400, code="AA"),
        receipt("8", day(2, 4), "ACME", 600, code="AB"),
    )
    assert [invoice.number for invoice in of_kind(found, dc.Invoice)] == ["F-1"]
    assert position(found) == ({"F-1": 200}, {})


# Names


def test_a_piece_that_names_several_things_is_told_apart() -> None:
    """Programs that write one piece for a whole month: each invoice has the name of its entry, and the piece."""
    found = read(
        sale("2026-01", day(1, 5), "ACME", 100, entry="1"),
        sale("2026-01", day(1, 6), "ACME", 200, entry="2"),
        sale("", day(1, 7), "ACME", 300, entry="3"),
    )
    invoices = {value.number: value.payment_reference for value in of_kind(found, dc.Invoice)}
    assert invoices == {"2026-01 VE 1": "2026-01", "2026-01 VE 2": "2026-01", "VE 3": None}


def test_a_statement_booked_as_one_entry_is_several_payments() -> None:
    """One line of the bank, and one for each client who paid, told apart by what they wrote."""
    legs = [
        Leg("512", 600, piece="RLV-3"),
        Leg("411", -100, "ACME", "RLV-3", "VIR F-1"),
        Leg("411", -200, "ACME", "RLV-3", "VIR F-2"),
        Leg("411", -300, "BOIS", "RLV-3", "VIR BOIS"),
    ]
    found = read(Entry("BQ", "3", day(2, 3), legs))
    payments = {value.id: value.minor for value in of_kind(found, dc.Payment)}
    same = "RLV-3 BQ 3 ACME 411000"
    assert payments == {"BOIS BQ 3": 300, f"{same} (1)": 200, f"{same} (2)": 100}


# What a line is


@pytest.mark.parametrize(
    ("bank", "means"),
    [
        ("512", None),
        ("5112", PaymentMeans.CHECK),
        ("5113", PaymentMeans.BILL_OF_EXCHANGE),
        ("530", PaymentMeans.CASH),
    ],
)
def test_how_it_was_paid(bank: str, means: PaymentMeans | None) -> None:
    """A cheque that waits in 5112 is paid from that day; its remittance to the bank is nobody's payment."""
    remitted = Entry("BQ", "9", day(2, 9), [Leg("512", 100), Leg(bank, -100)]) if bank != "512" else None
    entries = [sale("F-1", day(1, 5), "ACME", 100), receipt("7", day(2, 3), "ACME", 100, bank=bank, journal="CH")]
    found = read(*entries, *([remitted] if remitted else []))
    [payment] = of_kind(found, dc.Payment)
    assert (payment.means, payment.received_on) == (means, day(2, 3))


def test_a_set_off_with_a_supplier_pays() -> None:
    """What is owed to him as a supplier (401) pays what he owes as a client."""
    legs = [Leg("401", 100, piece="OD-1"), Leg("411", -100, "ACME", "OD-1")]
    [payment] = of_kind(read(Entry("OD", "1", day(2, 3), legs)), dc.Payment)
    assert payment.means is PaymentMeans.SET_OFF


@pytest.mark.parametrize("tie", ["letters", "piece", "nothing"])
def test_a_loss_is_written_off_what_it_is_about(tie: str) -> None:
    """Tied by its letters or its piece, a loss (654) is a write-off; else it is credited to the account."""
    code = "AA" if tie == "letters" else ""
    piece = "F-1" if tie == "piece" else "OD-1"
    legs = [Leg("654", 80, piece=piece), Leg("44571", 20, piece=piece), Leg("411", -100, "ACME", piece, code=code)]
    found = read(sale("F-1", day(1, 5), "ACME", 100, code=code), Entry("OD", "1", day(2, 3), legs))
    lost = of_kind(found, WriteOff)
    assert [value.writes_off for value in lost] == (["F-1"] if tie != "nothing" else [])
    assert len(of_kind(found, dc.CreditNote)) == (1 if tie == "nothing" else 0)
    if tie != "nothing":
        snapshot = dc.Ledger.of(found.values).as_of(MARCH).lettered()
        assert (snapshot.open_items, snapshot.unmatched) == ((), ())


def test_a_discount_booked_beside_money_is_part_of_the_payment() -> None:
    """980 from the bank and 20 of discount (665) take 1,000 off what the client owes."""
    legs = [Leg("512", 98_000), Leg("665", 2_000), Leg("411", -100_000, "ACME", label="VIR F-1")]
    found = read(sale("F-1", day(1, 5), "ACME", 100_000), Entry("BQ", "7", day(1, 9), legs))
    assert [value.minor for value in of_kind(found, dc.Payment)] == [100_000]


def test_a_sale_paid_at_once_is_an_invoice_and_its_payment() -> None:
    """One entry with the sale and the till: what was invoiced, and what was paid in cash."""
    legs = [
        Leg("411", 120, "ACME", "F-1"),
        Leg("707", -100, piece="F-1"),
        Leg("44571", -20, piece="F-1"),
        Leg("530", 120, piece="F-1"),
        Leg("411", -120, "ACME", "F-1"),
    ]
    found = read(Entry("VE", "1", day(1, 5), legs))
    [invoice], [payment] = of_kind(found, dc.Invoice), of_kind(found, dc.Payment)
    assert (invoice.minor, payment.minor, payment.means) == (120, 120, PaymentMeans.CASH)


@pytest.mark.parametrize(
    ("journal", "label", "kind"),
    [("BQ", "VIR", dc.Payment), ("OD", "AVOIR A-1", dc.CreditNote), ("OD", "", dc.Payment)],
)
def test_rows_of_clients_alone_are_told_apart_by_their_journal(journal: str, label: str, kind: type) -> None:
    """A caller who kept the rows of clients only: they do not balance, and are read by journal and label."""
    rows = compose([Entry(journal, "7", day(2, 3), [Leg("411", -100, "ACME", "", label)])])
    found = read_fec(rows, NET_30)
    assert codes(found) == ["fec.entry.unbalanced"]
    assert len(of_kind(found, kind)) == 1


# Money that went out again


def returned(*entries: Entry) -> tuple[dict[str, int], dict[str, int], list[Any]]:
    found = read(*entries)
    events = [value for value in found.values if isinstance(value, PaymentReturned | Refund)]
    return *position(found), events


@pytest.mark.parametrize("tie", ["letters of all three", "letters of the two", "piece", "amount alone"])
def test_an_unpaid_cheque_reopens_the_invoice(tie: str) -> None:
    """The reversal of a payment, however it is tied to it: the invoice is open since its own due day."""
    three, two = ("aa", "aa") if tie == "letters of all three" else ("", "AA" if tie == "letters of the two" else "")
    piece = "CHQ 12" if tie == "piece" else ""
    found = returned(
        sale("F-1", day(1, 5), "ACME", 100, code=three),
        receipt("7", day(2, 3), "ACME", 100, code=two, piece=piece),
        receipt("8", day(2, 9), "ACME", 100 if tie == "piece" else 99),
        receipt("9", day(2, 20), "ACME", -100, code=two, piece=piece, label="IMPAYE"),
    )
    assert found == (
        {"F-1": 100},
        {"BQ 8": 100 if tie == "piece" else 99},
        [PaymentReturned("BQ 7", returned_on=day(2, 20))],
    )


def test_a_payment_that_replaces_a_returned_one_settles() -> None:
    """Invoice, cheque, reversal and transfer under one code: the transfer is what paid."""
    found = read(
        sale("F-1", day(1, 5), "ACME", 100, code="AA"),
        receipt("7", day(2, 3), "ACME", 100, code="AA"),
        receipt("8", day(2, 20), "ACME", -100, code="AA"),
        receipt("9", day(3, 2), "ACME", 100, code="AA"),
    )
    assert position(found) == ({}, {})
    assert dc.Ledger.of(found.values).as_of(MARCH).receivables[0].settlements[0].credit == "BQ 9"


def test_a_credit_note_paid_out_is_refunded() -> None:
    """Money given back for a credit note: nothing is left of it, and nothing is owed."""
    found = returned(sale("A-1", day(1, 5), "ACME", -100), receipt("8", day(2, 20), "ACME", -100))
    refund = Refund("BQ 8", client="ACME", amount=dc.Money(1, "EUR"), refunded_on=day(2, 20), refunds="A-1")
    assert found == ({}, {}, [refund])


def test_between_two_payments_nobody_knows_which_came_back() -> None:
    """Two payments of the amount that went out: it is owed as it stands, and told."""
    entries = [receipt("7", day(2, 3), "ACME", 100), receipt("8", day(2, 4), "ACME", 100)]
    found = read_fec(compose([*entries, receipt("9", day(2, 20), "ACME", -100)]), NET_30)
    [told] = found.problems
    assert (told.code, told.subject, told.param("amount")) == ("fec.money_out.unexplained", "BQ 9", dc.Money(1, "EUR"))
    assert position(found) == ({"BQ 9": 100}, {"BQ 7": 100, "BQ 8": 100})


def test_payments_of_one_amount_come_back_one_after_the_other() -> None:
    """Paid, returned, paid again, returned again: each return is of the only payment that is still there."""
    found = read(
        sale("F-1", day(1, 5), "ACME", 100),
        *(receipt(str(number), day(2, number), "ACME", 100 if number % 2 else -100) for number in range(1, 5)),
    )
    assert [(back.payment, back.returned_on) for back in of_kind(found, PaymentReturned)] == [
        ("BQ 1", day(2, 2)),
        ("BQ 3", day(2, 4)),
    ]


def test_each_return_of_a_group_is_of_a_payment_of_its_own() -> None:
    """Two payments and two returns of one amount under one code: both came back, each once."""
    found = read(
        sale("F-1", day(1, 5), "ACME", 100, code="AA"),
        *(receipt(str(number), day(2, number), "ACME", 100, code="AA") for number in (1, 2)),
        *(receipt(str(number), day(2, number), "ACME", -100, code="AA") for number in (3, 4)),
    )
    assert sorted(back.payment for back in of_kind(found, PaymentReturned)) == ["BQ 1", "BQ 2"]


def test_a_payment_that_came_back_is_no_longer_in_doubt() -> None:
    """The piece says which of two came back first; the next return is of the other one."""
    found = read(
        receipt("1", day(2, 1), "ACME", 100),
        receipt("2", day(2, 2), "ACME", 100, piece="CHQ2"),
        receipt("3", day(2, 3), "ACME", -100, piece="CHQ2"),
        receipt("4", day(2, 4), "ACME", -100),
    )
    assert [(back.payment, back.returned_on) for back in of_kind(found, PaymentReturned)] == [
        ("BQ 2", day(2, 3)),
        ("BQ 1", day(2, 4)),
    ]


def test_what_went_out_first_is_no_return() -> None:
    """Money that came in after it cannot be what went out."""
    entries = [receipt("9", day(2, 2), "ACME", -100), receipt("7", day(2, 3), "ACME", 100)]
    found = read_fec(compose(entries), NET_30)
    assert codes(found) == ["fec.money_out.unexplained"]


# Bills of exchange, doubtful clients


def test_a_bill_leaves_the_invoice_open_and_holds_it() -> None:
    """Moved to 413 and not cashed yet: it is owed, and not chased while the bill is out."""
    found = read(
        sale("F-1", day(1, 5), "ACME", 100, code="AA"),
        transfer("3", day(1, 20), "ACME", 100, source="411:AA"),
    )
    assert position(found) == ({"F-1": 100}, {})
    assert of_kind(found, Hold) == [Hold("F-1", since=day(1, 20), reason="compte 413, effets à recevoir")]
    run = dc.run_dunning(dc.Ledger.of(found.values), MARCH, FR_B2B_STANDARD)
    assert (run.actions, len(run.decisions)) == ((), 1)


def test_a_bill_that_is_cashed_settles_the_invoice() -> None:
    """The letters of 411 tie the invoice to the transfer, those of 413 the transfer to the money."""
    found = read(
        sale("F-1", day(1, 5), "ACME", 100, code="AA"),
        transfer("3", day(1, 20), "ACME", 100, source="411:AA", target="413:AA"),
        receipt("7", day(2, 28), "ACME", 100, root="413", code="AA", bank="5113"),
    )
    assert position(found) == ({}, {})
    assert dc.Ledger.of(found.values).as_of(MARCH).receivables[0].settlements[0].on == day(2, 28)


def test_a_bill_that_is_not_paid_frees_the_invoice() -> None:
    """Moved back from 413 to 411: it is chased again, as late as it ever was."""
    found = read(
        sale("F-1", day(1, 5), "ACME", 100, code="AA"),
        transfer("3", day(1, 20), "ACME", 100, source="411:AA", target="413:AA"),
        transfer("4", day(2, 28), "ACME", 100, source="413:AA", target="411"),
    )
    assert position(found) == ({"F-1": 100}, {})
    assert of_kind(found, HoldReleased) == [HoldReleased("F-1", released_on=day(2, 28))]
    run = dc.run_dunning(dc.Ledger.of(found.values), MARCH, FR_B2B_STANDARD)
    assert [action.decisions[0].receivable.days_late for action in run.actions] == [55]


def test_a_bill_tied_to_nothing_is_told_while_it_is_out() -> None:
    """A transfer without letters moves nothing, and says not which invoice waits; what was cashed is told no more."""
    entries = [sale("F-1", day(1, 5), "ACME", 100), transfer("3", day(1, 20), "ACME", 100)]
    found = read_fec(compose(entries), NET_30)
    [told] = found.problems
    assert (told.code, told.subject, told.param("amount")) == ("fec.bill.untied", "ACME", dc.Money(1, "EUR"))
    assert (position(found), of_kind(found, Hold)) == (({"F-1": 100}, {}), [])
    cashed = receipt("7", day(2, 28), "ACME", 60, root="413")
    [told] = read_fec(compose([*entries, cashed]), NET_30).problems
    assert told.param("amount") == dc.Money("0.40", "EUR")
    back = transfer("4", day(2, 28), "ACME", 100, source="413", target="411")
    assert codes(read_fec(compose([*entries, back]), NET_30)) == []


def test_a_bill_for_several_invoices_holds_them_all() -> None:
    """Two invoices moved in one entry with one line on 413."""
    legs = [
        Leg("411", -40, "ACME", "F-1", code="AA"),
        Leg("411", -60, "ACME", "F-2", code="AB"),
        Leg("413", 100, "ACME", "LCR-1"),
    ]
    found = read(
        sale("F-1", day(1, 5), "ACME", 40, code="AA"),
        sale("F-2", day(1, 6), "ACME", 60, code="AB"),
        Entry("EF", "1", day(1, 20), legs),
    )
    assert position(found) == ({"F-1": 40, "F-2": 60}, {})
    assert {hold.subject for hold in of_kind(found, Hold)} == {"F-1", "F-2"}


def test_a_doubtful_client_is_held_until_he_no_longer_is() -> None:
    """Moved to 416 without letters: the whole client waits, until the amount is moved back."""
    entries = [sale("F-1", day(1, 5), "ACME", 100), transfer("3", day(2, 20), "ACME", 100, target="416")]
    found = read(*entries)
    assert of_kind(found, Hold) == [Hold(client="ACME", since=day(2, 20), reason="compte 416, clients douteux")]
    assert dc.run_dunning(dc.Ledger.of(found.values), MARCH, FR_B2B_STANDARD).actions == ()
    back = transfer("4", day(3, 20), "ACME", 100, source="416", target="411")
    assert len(dc.run_dunning(dc.Ledger.of(read(*entries, back).values), MARCH, FR_B2B_STANDARD).actions) == 1
    paid = [receipt("7", day(3, 1), "ACME", 40, root="416"), receipt("8", day(3, 9), "ACME", 60, root="416")]
    found = read(*entries, *paid, sale("F-2", day(1, 9), "ACME", 300))
    assert of_kind(found, HoldReleased) == [HoldReleased(client="ACME", released_on=day(3, 9))]


def test_what_opens_on_416_is_held() -> None:
    """A doubtful debt of last year."""
    opening = [Leg("416", 100, "ACME", "F-0", piece_on=date(2025, 3, 1)), Leg("890", -100)]
    found = read(Entry("AN", "1", day(1, 1), opening))
    assert of_kind(found, Hold) == [Hold("F-0", since=day(1, 1), reason="compte 416, clients douteux")]
    assert dc.run_dunning(dc.Ledger.of(found.values), MARCH, FR_B2B_STANDARD).actions == ()


def test_a_correction_between_two_clients_is_a_credit_and_a_debt() -> None:
    """What was booked on the wrong client goes off one account, and onto the other."""
    legs = [Leg("411", -100, "ACME", "OD-1"), Leg("411", 100, "BOIS", "OD-1")]
    found = read(sale("F-1", day(1, 5), "ACME", 100), Entry("OD", "1", day(1, 9), legs))
    ledger = dc.Ledger.of(found.values).as_of(MARCH)
    assert [ledger.balance(name, currency="EUR").minor for name in ("ACME", "BOIS")] == [0, 100]


# Openings


def test_an_opening_tells_what_is_open_with_its_own_days() -> None:
    """Line by line with the piece and its day: the debt of last year is as old as it is."""
    legs = [
        Leg("411", 100, "ACME", "F-0", piece_on=date(2025, 11, 30)),
        Leg("411", 200, "ACME", "F-9", piece_on=date(2025, 12, 15)),
        Leg("411", -50, "ACME", "AV-1", "Avoir AV-1"),
        Leg("411", -70, "ACME", "RGT", "Acompte"),
        Leg("512", 0),
        Leg("101", -180),
    ]
    found = read(Entry("AN", "1", day(1, 1), legs))
    due = {item.id: item.due_on for item in dc.Ledger.of(found.values).as_of(MARCH).receivables}
    assert due == {"F-0": date(2025, 12, 30), "F-9": date(2026, 1, 14)}
    assert [value.number for value in of_kind(found, dc.CreditNote)] == ["AV-1"]
    assert [value.minor for value in of_kind(found, dc.Payment)] == [70]


def test_an_opening_without_pieces_has_a_debt_for_each_line() -> None:
    """All under one piece: two lines are two debts, told apart."""
    legs = [Leg("411", 100, "ACME", "AN", "A NOUVEAU"), Leg("411", 200, "ACME", "AN", "A NOUVEAU"), Leg("890", -300)]
    found = read(Entry("AN", "1", day(1, 1), legs))
    assert sorted(value.minor for value in of_kind(found, dc.Invoice)) == [100, 200]


@pytest.mark.parametrize(("opened_on", "repeats"), [(day(1, 1), False), (day(1, 2), True)])
def test_an_opening_that_repeats_earlier_rows_counts_once(opened_on: date, repeats: bool) -> None:
    """Two years in one file: the opening of the second is what is left of the first, with rows 183 days before."""
    entries = [
        sale("F-0", date(2025, 7, 2), "ACME", 100, code="AA"),
        receipt("1", date(2025, 7, 2), "ACME", 100, code="AA"),
        sale("F-1", date(2025, 12, 5), "ACME", 100),
        Entry("AN", "1", opened_on, [Leg("411", 150, "ACME", "F-1"), Leg("890", -150)]),
        sale("F-2", day(1, 5), "ACME", 200),
    ]
    found = read_fec(compose(entries), NET_30)
    if not repeats:
        assert (codes(found), sum(position(found)[0].values())) == ([], 450)
        return
    [told] = found.problems
    assert (told.code, told.param("rows"), told.param("amount")) == ("fec.opening.repeated", 1, dc.Money("1.50", "EUR"))
    assert position(found) == ({"F-1": 100, "F-2": 200}, {})


@pytest.mark.parametrize(("opened", "repeats"), [(100, True), (99, False)])
def test_the_opening_of_a_second_year_repeats_a_short_first_one(opened: int, repeats: bool) -> None:
    """A company of three months: the opening is what its rows come to, client by client; a cent less is another."""
    entries = [
        sale("F-1", date(2025, 10, 5), "ACME", 100),
        sale("F-0", date(2025, 10, 5), "BOIS", 300),
        receipt("1", date(2025, 11, 5), "BOIS", 300),
        Entry("AN", "1", day(1, 1), [Leg("411", opened, "ACME", "F-1"), Leg("110", -opened)]),
        sale("F-2", day(1, 5), "ACME", 200),
    ]
    found = read_fec(compose(entries), NET_30)
    assert codes(found) == (["fec.opening.repeated"] if repeats else [])
    assert sum(position(found)[0].values()) == (600 if repeats else 699)


@pytest.mark.parametrize("second", [date(2026, 1, 1), date(2025, 2, 1)], ids=["a year later", "made again"])
def test_each_opening_repeats_the_rows_before_it(second: date) -> None:
    """Two openings of the same debt: the second is not compared with the first."""
    entries = [
        sale("F-1", date(2024, 12, 5), "ACME", 100),
        *(
            Entry("AN", "1", opened_on, [Leg("411", 100, "ACME", "F-1"), Leg("110", -100)])
            for opened_on in (date(2025, 1, 1), second)
        ),
    ]
    found = read_fec(compose(entries), NET_30)
    assert codes(found) == ["fec.opening.repeated"] * 2
    assert position(found)[0] == {"F-1": 100}


def test_an_opening_that_comes_first_repeats_nothing() -> None:
    """What a client owes and what he paid may cancel out in it: with no row before it, it tells of both."""
    legs = [Leg("411", 100, "ACME", "F-1"), Leg("411", -100, "ACME", "", "VIR")]
    found = read(Entry("AN", "1", day(1, 1), legs))
    assert position(found) == ({"F-1": 100}, {"AN 1": 100})


@pytest.mark.parametrize(
    ("code", "name", "is_opening"),
    [
        ("AN", "", True),
        ("X1", "Journal d'à-nouveaux", True),
        ("X1", "Report à nouveau", True),
        ("X1", "Journal d'ouverture", True),
        ("X1", "Balance initiale", True),
        ("X1", "Soldes initiaux", True),
        ("OUV", "", True),
        ("OUV", "Ventes Ouveillan", False),
        ("AN", "Ventes Annecy", False),
        ("X1", "Nouveau magasin", False),
        ("OD", "Opérations diverses", False),
    ],
)
def test_an_opening_is_known_by_its_journal(code: str, name: str, is_opening: bool) -> None:
    """By its code or its name; an opening has a debt for each line, any other entry one for each piece."""
    legs = [Leg("411", 100, "ACME", "F-1"), Leg("411", 200, "ACME", "F-1"), Leg("707", -300)]
    rows = [{**row, "JournalLib": name} for row in compose([Entry(code, "1", day(1, 1), legs)])]
    assert len(of_kind(read_fec(rows, NET_30), dc.Invoice)) == (2 if is_opening else 1)


# Currencies, retention money, anonymous accounts


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_debt_in_another_currency_is_owed_in_it(sign: str) -> None:
    """Montantdevise and Idevise: 108 dollars, whatever sign the program gives to a credit, or to a debit."""
    found = read(
        sale("F-1", day(1, 5), "ACME", 10_000, foreign=(f"{sign}108,00", "USD")),
        receipt("7", day(2, 3), "ACME", 9_000, foreign=(f"{sign}100,00", "USD")),
        sale("F-2", day(1, 5), "ACME", 5_000, foreign=("50,00", "EUR")),
    )
    snapshot = dc.Ledger.of(found.values).as_of(MARCH)
    assert [snapshot.balance("ACME", currency=code) for code in ("USD", "EUR")] == [
        dc.Money("8.00", "USD"),
        dc.Money("50.00", "EUR"),
    ]


@pytest.mark.parametrize(
    ("foreign", "column"),
    [(("", "USD"), "Montantdevise"), (("0,00", "USD"), "Montantdevise"), (("1,00", "XYZ"), "Idevise")],
)
def test_an_amount_that_its_currency_does_not_have_is_left_out(foreign: tuple[str, str], column: str) -> None:
    """An exchange difference, or a currency without its amount: the euros are told, and nobody is asked for them."""
    found = read_fec(compose([sale("F-1", day(1, 5), "ACME", 10_000, foreign=foreign)]), NET_30)
    [told] = found.problems
    assert (told.code, told.path, told.param("amount")) == ("fec.row.left_out", column, dc.Money(100, "EUR"))
    assert told.param("account") == "ACME"


def test_retention_money_waits_for_its_day() -> None:
    """Five per cent on 4117: owed, and due on a day that the file does not know."""
    legs = [Leg("411", 9_500, "ACME", "F-1"), Leg("4117", 500, "ACME", "F-1"), Leg("704", -10_000, piece="F-1")]
    found = read(Entry("VE", "1", day(1, 5), legs))
    items = {item.id: item.is_day_known for item in dc.Ledger.of(found.values).as_of(MARCH).receivables}
    assert items == {"F-1": True, "F-1 411700": False}


def test_a_sub_account_of_a_client_is_no_retention_money() -> None:
    """Without auxiliary accounts, 4117000 may be a client whose number is 7000, or all of them: it is told, and due."""
    found = read_fec(compose([sale("F-1", day(1, 5), "7000", 100)], Habits(has_auxiliary=False)), NET_30)
    assert codes(found) == ["fec.auxiliary.missing"]
    assert dc.Ledger.of(found.values).as_of(MARCH).receivables[0].is_day_known


def test_an_account_of_all_clients_is_told() -> None:
    """A line on 411000 that names no client: it is owed, and nobody knows by whom."""
    rows = compose([sale("F-1", day(1, 5), "ACME", 100)])
    rows[0]["CompAuxNum"] = ""
    found = read_fec(rows, NET_30)
    [told] = found.problems
    assert (told.code, told.subject, told.param("amount")) == ("fec.auxiliary.missing", "411000", dc.Money(1, "EUR"))
    assert position(found) == ({"F-1": 100}, {})


# What is wrong with a file


def test_an_entry_that_does_not_balance_is_told_and_read() -> None:
    """Both sums are told; the client owes what his line says."""
    rows = compose([sale("F-1", day(1, 5), "ACME", 120, entry="12"), sale("F-2", day(1, 5), "ACME", 120)])
    rows[1]["Credit"] = "0,90"
    found = read_fec(rows, NET_30)
    [told] = found.problems
    assert (told.code, told.subject) == ("fec.entry.unbalanced", "VE 12")
    assert (told.param("debit"), told.param("credit")) == (dc.Money("1.20", "EUR"), dc.Money("1.10", "EUR"))
    assert position(found) == ({"F-1": 120, "F-2": 120}, {})


def without(name: str) -> list[Row]:
    return [{key: cell for key, cell in row.items() if key != name} for row in compose([SALE])]


SALE = sale("F-1", day(1, 5), "ACME", 120)


@pytest.mark.parametrize("name", ["CompteNum", "EcritureDate", "Debit", "Credit"])
def test_without_a_column_that_is_needed_nothing_is_read(name: str) -> None:
    """The column is named, with how many rows it failed; nothing is passed as whole."""
    found = read_fec(without(name), NET_30)
    [told] = found.problems
    assert (told.code, told.param("rows"), found.values) == ("row.column.missing", 3, ())


@pytest.mark.parametrize("name", ["JournalLib", "PieceDate", "ValidDate", "EcritureLet", "EcritureNum"])
def test_without_another_column_of_the_law_rows_are_read(name: str) -> None:
    """The column is named, and the rest is read."""
    found = read_fec(without(name), NET_30)
    assert [(problem.code, problem.subject) for problem in found.problems] == [("fec.column.missing", name)]
    assert position(found) == ({"F-1": 120}, {})


@pytest.mark.parametrize("mark", ["\ufeff", "ï»¿", '\ufeff"'])
def test_a_mark_before_the_first_column_does_not_hide_it(mark: str) -> None:
    """A byte-order mark, read as it is or as Latin-1."""
    rows = [
        {(f"{mark}{name}" if name == "JournalCode" else name): cell for name, cell in row.items()}
        for row in compose([SALE])
    ]
    found = read_fec(rows, NET_30)
    assert (codes(found), position(found)) == ([], ({"F-1": 120}, {}))


def test_the_order_of_columns_and_rows_changes_nothing() -> None:
    """Columns backwards, in small letters, and rows backwards."""
    rows = compose([SALE, receipt("7", day(2, 3), "ACME", 20, label="VIR F-1")])
    turned = [{name.lower(): cell for name, cell in reversed(row.items())} for row in reversed(rows)]
    assert read_fec(turned, NET_30).values == read_fec(rows, NET_30).values


@pytest.mark.parametrize(
    "name",
    [
        "Société Ã‰lan",
        "Soci\ufffdt\ufffd",
        "Société".encode("cp1252").decode("utf-8", "surrogateescape"),
        "So\x00ciété",
    ],
)
def test_a_wrong_encoding_is_told_and_costs_no_amount(name: str) -> None:
    """Characters of another encoding in names: told once, with how many rows, and the debt is read."""
    rows = compose([SALE, sale("F-2", day(1, 6), "ACME", 120)])
    rows = [{**row, "CompAuxLib": name} if row["CompAuxNum"] else row for row in rows]
    found = read_fec(rows, NET_30)
    [told] = found.problems
    assert (told.code, told.param("rows"), told.param("row")) == ("fec.text.damaged", 2, 1)
    assert position(found) == ({"F-1": 120, "F-2": 120}, {})


def change(**cells: object) -> list[dict[str, Any]]:
    first, *others = compose([SALE])
    return [{**first, **cells}, *others]


@pytest.mark.parametrize(
    ("cells", "column", "kind"),
    [
        ({"EcritureDate": "05/01/2026"}, "EcritureDate", "bad_day_ymd"),
        ({"EcritureDate": "20260230"}, "EcritureDate", "no_such_day"),
        ({"EcritureDate": ""}, "EcritureDate", "missing"),
        ({"EcritureDate": "00010101"}, "EcritureDate", "out_of_range"),
        ({"PieceDate": "hier"}, "PieceDate", "bad_day_ymd"),
        ({"DateLet": "2026"}, "DateLet", "bad_day_ymd"),
        ({"EcritureLib": "x" * 10_000_000}, "EcritureLib", "too_long"),
        ({"CompAuxNum": "x" * 101}, "CompAuxNum", "too_long"),
    ],
)
def test_a_row_of_a_client_that_cannot_be_read_is_told_with_its_amount(
    cells: dict[str, object], column: str, kind: str
) -> None:
    """What is wrong, where, and how much of what a client owes is not in what was read."""
    found = read_fec(change(**cells), NET_30)
    told = found.problems[0]
    assert (told.code, told.path, told.param("kind")) == ("fec.row.left_out", column, kind)
    assert (told.param("row"), told.param("amount")) == (1, dc.Money("1.20", "EUR"))
    # Where the entry itself is not known, what is left of it does not balance.
    unknown = column == "EcritureDate"
    assert codes(found)[1:] == (["fec.entry.unbalanced"] if unknown else [])
    assert found.values == ()


@pytest.mark.parametrize(
    ("cells", "code", "path"),
    [
        ({"Debit": "1.2.3"}, "row.value.refused", "Debit"),
        ({"Debit": "", "Credit": ""}, "row.value.missing", "Debit"),
        # A row cut short, as csv.DictReader gives it.
        ({"Debit": None, "Credit": None, "EcritureLet": None}, "row.value.missing", "Debit"),
        ({"CompteNum": ""}, "row.value.missing", "CompteNum"),
        ({None: ["x"]}, "row.shape", ""),
        ({"Debit": "9" * 13 + ",00"}, "fec.row.left_out", "Debit"),
    ],
)
def test_a_row_without_an_amount_or_an_account_is_told(cells: dict[str, object], code: str, path: str) -> None:
    """The row and the column; the entry then lacks it, which is told as well."""
    rows = compose([SALE])
    found = read_fec([{**rows[0], **cells}, *rows[1:]], NET_30)
    assert next((problem.code, problem.path) for problem in found.problems) == (code, path)
    assert codes(found)[1:] == ["fec.entry.unbalanced"]


def test_a_sense_that_is_none_is_told() -> None:
    """D or C, +1 or -1; anything else is no sense."""
    rows = compose([SALE], Habits(has_sense=True))
    for sense, expected in (("D", 120), ("+1", 120), ("1", 120), ("X", 0)):
        changed = [{**rows[0], "Sens": sense}, *rows[1:]]
        found = read_fec(changed, NET_30)
        assert sum(position(found)[0].values()) == expected
    assert codes(found) == ["row.value.refused", "fec.entry.unbalanced"]


def test_a_blank_side_is_nothing_and_a_negative_debit_a_credit() -> None:
    """Programs that leave one side blank, or that cancel with a minus sign."""
    rows = compose([SALE, sale("A-1", day(1, 6), "ACME", -60)])
    for row in rows:
        for name, other in (("Debit", "Credit"), ("Credit", "Debit")):
            if row["PieceRef"] == "A-1" and row[name] != "0,00" and not row[name].startswith("-"):
                row[name], row[other] = "", f"-{row[name]}"
    found = read_fec(rows, NET_30)
    assert codes(found) == []
    assert [value.minor for value in of_kind(found, dc.CreditNote)] == [60]


@pytest.mark.parametrize("rows", [[], [None], ["x"]])
def test_no_row_at_all_is_told(rows: list[Any]) -> None:
    """Nothing, or nothing that is a row."""
    found = read_fec(rows, NET_30)
    assert (codes(found), found.values) == (["rows.empty" if not rows else "row.shape"], ())


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("a file",), {}),
        (({"JournalCode": "VE"},), {}),
        ((3,), {}),
        (([], 30), {}),
        (([],), {"kind": "business"}),
        (([],), {"country": "France"}),
        (([],), {"clients": ["ACME"]}),
    ],
)
def test_wrong_arguments_are_refused(arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
    """A programmer's mistake is an error that names the argument."""
    with pytest.raises(DunningError):
        read_fec(*arguments, **named)


def test_every_problem_is_told_in_both_languages() -> None:
    """Each sentence names what it is about."""
    rows: list[dict[str, Any]] = [*change(PieceDate="hier"), *compose([sale("", day(1, 5), "ACME", 100, code="-")])]
    found = read_fec(rows)
    for problem in found.problems:
        assert dc.explain(problem, "fr") != dc.explain(problem, "en")
    assert {problem.code for problem in found.problems} == {
        "fec.row.left_out",
        "fec.code.unreadable",
        "fec.terms.missing",
    }


def test_a_row_of_another_account_that_cannot_be_read_is_told_as_such() -> None:
    """Turnover on a day that is none: a refused row, of which no client owes anything, and an entry that lacks it."""
    rows = compose([SALE])
    rows[1]["EcritureDate"] = "hier"
    found = read_fec(rows, NET_30)
    assert codes(found) == ["row.value.refused", "fec.entry.unbalanced"]
    assert position(found) == ({"F-1": 120}, {})


@pytest.mark.parametrize(
    ("days", "read_as"),
    [
        (("05/01/2026", "03/02/2026"), (day(1, 5), day(2, 3))),
        (("05/01/2026", "13/02/2026"), (day(1, 5), day(2, 13))),
        (("01/05/2026", "02/13/2026"), (day(1, 5), day(2, 13))),
        (("20260105", "13/02/2026"), (day(1, 5), None)),
        (("31/01/2026", "02/13/2026"), (None, None)),
    ],
    ids=["unproved", "day first", "month first", "of both kinds", "at odds"],
)
def test_a_file_that_a_spreadsheet_saved_has_days_of_its_own(
    days: tuple[str, str], read_as: tuple[date | None, date | None]
) -> None:
    """05/01/2026 is 5 January in a French file, unless another row proves that the month is first."""
    rows = compose([sale("F-1", day(1, 5), "ACME", 120), sale("F-2", day(1, 5), "ACME", 150)])
    rows = [row | {"EcritureDate": days[row["PieceRef"] == "F-2"], "PieceDate": "", "ValidDate": ""} for row in rows]
    found = read_fec(rows, NET_30)
    assert [one.issued_on for one in of_kind(found, dc.Invoice)] == [one for one in read_as if one is not None]
    assert codes(found).count("fec.row.left_out") == read_as.count(None)


def test_days_that_nobody_can_read_are_asked_for_as_the_law_has_them() -> None:
    """No day in the file says how it is written: the hint is the form of the law."""
    rows = [row | {"EcritureDate": "hier"} for row in compose([SALE])]
    assert {problem.param("kind") for problem in read_fec(rows, NET_30).problems} == {"bad_day_ymd"}


def test_days_of_noughts_are_no_days() -> None:
    """Some programs write 00000000 where there is nothing."""
    found = read_fec(change(PieceDate="00000000", DateLet="00000000"), NET_30)
    assert (codes(found), of_kind(found, dc.Invoice)[0].issued_on) == ([], day(1, 5))


def test_a_line_of_nothing_is_nothing() -> None:
    """Nought euros, and nought dollars: neither a debt nor a defect."""
    rows = compose([Entry("OD", "1", day(1, 5), [Leg("411", 0, "ACME", foreign=("0,00", "USD"))]), SALE])
    found = read_fec(rows, NET_30)
    assert (codes(found), position(found)) == ([], ({"F-1": 120}, {}))


def test_no_two_debts_share_a_name() -> None:
    """A piece that bears the very name that would tell two others apart."""
    same = [Leg("411", 100, "ACME", "AN"), Leg("411", 200, "ACME", "AN"), Leg("890", -300)]
    taken = "AN AN 1 ACME 411000 (1)"
    found = read(Entry("AN", "1", day(1, 1), same), sale(taken, day(1, 5), "ACME", 500))
    debits, _ = position(found)
    assert debits == {taken: 500, "AN AN 1 ACME 411000 (2)": 100, "AN AN 1 ACME 411000 (3)": 200}
