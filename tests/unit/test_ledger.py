"""A ledger read on a day: what is seen, what is set aside, what settles what."""

from datetime import date, timedelta

import attrs
import pytest

import dunning_core as dc
from dunning_core.documents import CreditNature
from dunning_core.errors import LetteringError, UnknownReferenceError
from dunning_core.events import (
    Cancelled,
    Dispute,
    Hold,
    Lettered,
    LetteredEntry,
    NoticePresented,
    PaymentReturned,
    PromiseToPay,
)
from dunning_core.law import fr
from dunning_core.lettering import Lettering
from tests.books import ACME, DUE, after_due, eur, invoice, lettered, payment, sent


def open_amounts(snapshot: dc.Snapshot) -> dict[str, str]:
    return {item.id: item.outstanding.text for item in snapshot.receivables}


def codes(snapshot: dc.Snapshot) -> list[str]:
    return [problem.code for problem in snapshot.problems]


def test_nothing_later_than_the_day_is_seen() -> None:
    """The day before a payment, the invoice is still owed in full; on the day, it is settled."""
    paid = payment("P-1", 1000, after_due(3), "F-1")
    assert open_amounts(lettered(after_due(2), invoice(), paid)) == {"F-1": "1000.00"}
    assert open_amounts(lettered(after_due(3), invoice(), paid)) == {"F-1": "0.00"}


def test_a_position_can_be_asked_as_it_was_known() -> None:
    """With known_on, a payment recorded later is not seen, though it was received in time."""
    late_entry = dc.Payment("P-1", client="ACME", amount=eur(1000), received_on=after_due(1), recorded_on=after_due(20))
    assert open_amounts(lettered(after_due(5), invoice(), late_entry)) == {"F-1": "0.00"}
    known = lettered(after_due(5), invoice(), late_entry, known_on=after_due(5))
    assert open_amounts(known) == {"F-1": "1000.00"}


def test_references_are_whole_tokens() -> None:
    """F-1 is not found inside F-12, nor inside another series; the whole word is."""
    facts = (
        invoice("F-1", 100),
        invoice("F-12", 100, due=after_due(1)),
        payment("P-1", 100, DUE, "VIR SEPA F-12 MERCI"),
    )
    assert open_amounts(lettered(after_due(2), *facts)) == {"F-1": "100.00", "F-12": "0.00"}


def test_designation_comes_before_everything() -> None:
    """The debtor's own choice among his debts prevails over a quoted reference and over age."""
    chosen = dc.Payment("P-1", client="ACME", amount=eur(100), received_on=DUE, reference="F-1", designates=["F-2"])
    snapshot = lettered(after_due(2), invoice("F-1", 100), invoice("F-2", 100, due=after_due(1)), chosen)
    assert open_amounts(snapshot) == {"F-1": "100.00", "F-2": "0.00"}
    assert snapshot.receivables[1].settlements[0].strategy == "designation"


def test_exact_amount_before_oldest() -> None:
    """A payment without reference goes to the invoice of its exact amount; equal amounts to the oldest due."""
    facts = [invoice("F-1", 300), invoice("F-2", 120, due=after_due(1)), invoice("F-3", 120, due=after_due(2))]
    snapshot = lettered(after_due(3), *facts, payment("P-1", 120, after_due(3)))
    assert open_amounts(snapshot) == {"F-1": "300.00", "F-2": "0.00", "F-3": "120.00"}


def test_the_rest_goes_to_the_oldest_due_and_what_is_over_stays() -> None:
    """A round payment settles the oldest debts first; what nothing explains stays as a credit with its reason."""
    facts = (invoice("F-1", 300), invoice("F-2", 120, due=after_due(1)))
    snapshot = lettered(after_due(3), *facts, payment("P-1", 500, after_due(2)))
    assert open_amounts(snapshot) == {"F-1": "0.00", "F-2": "0.00"}
    assert [(credit.remainder, credit.reasons) for credit in snapshot.unmatched] == [(eur(80), ("overpaid",))]


def test_a_short_number_is_not_looked_for_inside_a_text() -> None:
    """An invoice numbered 12 is found when the text is 12, not when 12 stands in a sentence."""
    facts = (invoice("11", 100), invoice("12", 100, due=after_due(1)))
    assert open_amounts(lettered(after_due(2), *facts, payment("P", 100, DUE, "12")))["12"] == "0.00"
    assert open_amounts(lettered(after_due(2), *facts, payment("P", 100, DUE, "le 12 mai")))["11"] == "0.00"


def test_a_shared_payment_reference_singles_out_nothing() -> None:
    """Two invoices under one payment reference: the text does not choose between them, age does."""
    one, two = (
        dc.Invoice(
            number, client="ACME", amount=eur(amount), issued_on=date(2026, 3, 1), due_on=due, payment_reference="CT-77"
        )
        for number, amount, due in (("F-1", 100, after_due(1)), ("F-2", 100, DUE))
    )
    snapshot = lettered(after_due(2), one, two, payment("P", 100, DUE, "CT-77"))
    assert open_amounts(snapshot) == {"F-1": "100.00", "F-2": "0.00"}


def test_a_returned_payment_was_never_made() -> None:
    """From the day it came back a payment counts for nothing, even if it was lettered by a person."""
    recorded = Lettered([LetteredEntry("P-1", "F-1", 100000, "EUR")], lettered_on=after_due(2))
    facts = (invoice(), payment("P-1", 1000, after_due(1)), recorded, PaymentReturned("P-1", returned_on=after_due(9)))
    assert open_amounts(lettered(after_due(8), *facts)) == {"F-1": "0.00"}
    back = lettered(after_due(9), *facts)
    assert open_amounts(back) == {"F-1": "1000.00"}
    assert codes(back) == []


def test_recorded_lettering_stands() -> None:
    """What was recorded stays, even when a later payment names the invoice better."""
    facts = (invoice("F-1", 100), invoice("F-2", 100, due=after_due(1)), payment("P-1", 100, DUE))
    ledger = dc.Ledger.of(ACME, *facts)
    proposal = dc.propose_lettering(ledger.as_of(after_due(1)))
    assert [entry.debit for entry in proposal.allocations] == ["F-1"]
    recorded = ledger.with_lettering(proposal).with_(payment("P-2", 100, after_due(2), "F-1"))
    snapshot = recorded.as_of(after_due(3)).lettered()
    assert open_amounts(snapshot) == {"F-1": "0.00", "F-2": "0.00"}
    assert snapshot.receivables[0].settlements[0].strategy == "recorded"
    assert dc.propose_lettering(ledger.with_lettering(proposal).as_of(after_due(1))).allocations == ()


def test_a_stale_lettering_is_refused() -> None:
    """A lettering computed on facts that have changed is refused, not applied; recorded again it changes nothing."""
    ledger = dc.Ledger.of(ACME, invoice("F-1", 100), payment("P-1", 100, DUE))
    proposal = dc.propose_lettering(ledger.as_of(DUE))
    assert ledger.with_lettering(proposal).with_lettering(proposal) == ledger.with_lettering(proposal)
    changed = ledger.with_(dc.CreditNote("A-1", client="ACME", amount=eur(10), issued_on=DUE, corrects="F-1"))
    noted = changed.with_lettering(Lettering.by_hand(DUE, [("A-1", "F-1", eur(10))]))
    with pytest.raises(LetteringError) as raised:
        noted.with_lettering(proposal)
    assert (raised.value.kind, raised.value.value) == ("stale", "F-1")
    assert ledger.with_lettering(proposal.without("P-1")) == ledger
    with pytest.raises(UnknownReferenceError):
        proposal.without("P-9")


def test_impossible_recorded_letterings_are_problems() -> None:
    """A recorded entry that cannot stand is a problem, and the rest of the account goes on."""
    entries = [
        LetteredEntry("P-1", "F-9", 100, "EUR"),
        LetteredEntry("P-1", "F-1", 20000, "EUR"),
        LetteredEntry("P-1", "F-1", 100, "USD"),
    ]
    snapshot = lettered(after_due(1), invoice("F-1", 100), payment("P-1", 100, DUE), Lettered(entries, lettered_on=DUE))
    assert sorted(codes(snapshot)) == [
        "lettering.currency_mismatch",
        "lettering.debit_unknown",
        "lettering.over_allocated",
    ]
    assert open_amounts(snapshot) == {"F-1": "0.00"}


def test_what_names_a_credit_as_a_debt_is_on_no_debt() -> None:
    """Debts and credits have names of their own: what takes a credit for a debt is told, not dropped."""
    note = dc.CreditNote("A-1", client="ACME", amount=eur(10), issued_on=DUE)
    facts = (invoice("F-1", 100), payment("P-1", 100, DUE), note)
    for name in ("A-1", "P-1"):
        told = Lettered([LetteredEntry("P-1", name, 100, "EUR")], lettered_on=DUE)
        assert codes(lettered(after_due(1), *facts, told)) == ["lettering.debit_unknown"]
        dispute = Dispute(name, opened_on=DUE, reason="quality")
        assert codes(lettered(after_due(1), *facts, dispute)) == ["event.subject.unknown"]


def test_a_return_on_the_number_of_an_invoice_is_of_no_payment() -> None:
    """An invoice is not returned by a bank: the event is told."""
    told = PaymentReturned("F-1", returned_on=DUE)
    assert codes(lettered(after_due(1), invoice("F-1", 100), told)) == ["event.subject.unknown"]


def test_currencies_never_mix() -> None:
    """Euros never settle pounds, whatever the reference says."""
    pounds = dc.Invoice("F-2", client="ACME", amount=dc.Money(100, "GBP"), issued_on=date(2026, 3, 1), due_on=DUE)
    snapshot = lettered(after_due(1), pounds, payment("P-1", 100, DUE, "F-2"))
    assert open_amounts(snapshot) == {"F-2": "100.00"}
    assert snapshot.balance("ACME", currency="GBP") == dc.Money(100, "GBP")
    assert snapshot.balance("ACME", currency="EUR") == eur(-100)


def test_a_group_pays_from_one_account_and_each_site_keeps_its_debts() -> None:
    """A head office pays for its sites; each invoice keeps its own client."""
    sites = [dc.Client.business(name, name=name, country="FR", account="ACME") for name in ("SITE-1", "SITE-2")]
    facts = (invoice("F-1", 100, client="SITE-1"), invoice("F-2", 100, client="SITE-2"), payment("P-1", 200, DUE))
    snapshot = lettered(after_due(1), sites, facts)
    assert open_amounts(snapshot) == {"F-1": "0.00", "F-2": "0.00"}
    assert [item.client.id for item in snapshot.receivables] == ["SITE-1", "SITE-2"]
    assert [account.client.id for account in snapshot.accounts] == ["ACME"]


def test_a_recorded_payer_is_not_doubted_for_a_number_to_come() -> None:
    """F-2 is Bob's today and will be Acme's as well: what was lettered today stands today."""
    bob = dc.Client.business("BOB", name="Bob", country="FR")
    own = attrs.evolve(invoice("F-2", 100), client="BOB")
    later = attrs.evolve(invoice("F-2", 50), issued_on=after_due(10), due_on=after_due(20))
    traced = dc.Payment("P-1", client=None, amount=eur(100), received_on=DUE, reference="VIR F-2")
    facts = (ACME, bob, own, later, traced, invoice("F-1", 70), payment("P-2", 70, DUE, "F-1"))
    ledger = dc.Ledger.of(*facts)
    recorded = ledger.with_lettering(dc.propose_lettering(ledger.as_of(DUE)))
    assert dc.propose_lettering(recorded.as_of(DUE)).allocations == ()
    assert recorded.as_of(DUE).balance("BOB", currency="EUR") == eur(0)


@pytest.mark.parametrize(
    ("text", "account"), [("VIR F-1", "ACME"), ("VIR F-9", None), ("VIR F-1 ET F-2", None)], ids=["one", "none", "two"]
)
def test_an_unknown_payer_is_placed_by_reference_only(text: str, account: str | None) -> None:
    """A payment from nobody goes to the account whose documents it quotes, if that is one account."""
    other = dc.Client.business("OTHER", name="Other", country="FR")
    facts = (
        other,
        invoice("F-1", 100),
        invoice("F-2", 100, client="OTHER"),
        payment("P-1", 100, DUE, text, client=None),
    )
    snapshot = lettered(after_due(1), *facts)
    placed = [account.id for account in snapshot.accounts if account.open_items == ()]
    assert placed == ([account] if account else [])
    reasons = [credit.reasons for credit in snapshot.unmatched]
    assert reasons == ([] if account else [("ambiguous_payer",) if "ET" in text else ("unknown_payer",)])


def test_a_recorded_lettering_names_the_payer() -> None:
    """A payment from nobody that a person lettered belongs to the account of the invoice."""
    facts = (
        invoice("F-1", 100),
        payment("P-1", 100, DUE, client=None),
        Lettered([LetteredEntry("P-1", "F-1", 10000, "EUR")], lettered_on=DUE),
    )
    assert open_amounts(lettered(after_due(1), *facts)) == {"F-1": "0.00"}
    returned = (*facts, PaymentReturned("P-1", returned_on=after_due(1)))
    assert open_amounts(lettered(after_due(1), *returned)) == {"F-1": "100.00"}


def test_a_contradiction_is_set_aside_from_the_day_it_is_visible() -> None:
    """A number with two contents is chased on neither; before the second was known, the first stands."""
    second = dc.Invoice("F-1", client="ACME", amount=eur(12), issued_on=after_due(1), due_on=after_due(31))
    assert open_amounts(lettered(DUE, invoice(), second)) == {"F-1": "1000.00"}
    snapshot = lettered(after_due(1), invoice(), second)
    assert snapshot.receivables == ()
    assert codes(snapshot) == ["invoice.contradictory", "invoice.contradictory"]


def test_contradictory_payments_are_both_kept_and_not_lettered() -> None:
    """Two payments under one id are both shown as credits, so that nobody who has paid is chased."""
    snapshot = lettered(after_due(1), invoice(), payment("P-1", 400, DUE), payment("P-1", 500, DUE))
    assert [credit.remainder for credit in snapshot.unmatched] == [eur(400), eur(500)]
    assert {credit.reasons for credit in snapshot.unmatched} == {("contradictory",)}
    assert "credit.contradictory" in codes(snapshot)


def test_the_same_fact_twice_counts_once() -> None:
    """Identical facts collapse; two payments that merely look alike do not."""
    twice = lettered(DUE, invoice(), invoice(), payment("P-1", 400, DUE), payment("P-1", 400, DUE))
    assert open_amounts(twice) == {"F-1": "600.00"}
    alike = lettered(DUE, invoice(), payment("P-1", 400, DUE), payment("P-2", 400, DUE))
    assert open_amounts(alike) == {"F-1": "200.00"}


def test_an_unknown_client_is_kept_with_a_problem() -> None:
    """An invoice whose client is not in the ledger is still owed; contradictory clients are as good as none."""
    snapshot = lettered(DUE, invoice("F-1", 100, client="WHO"))
    assert open_amounts(snapshot) == {"F-1": "100.00"}
    assert codes(snapshot) == ["client.unknown"]
    twin = dc.Client.consumer("ACME", name="Acme", country="FR")
    assert codes(lettered(DUE, twin, invoice())) == ["client.contested"]


def test_due_days_come_from_the_invoice_else_its_terms_else_the_client() -> None:
    """A written due date wins, a contradiction is told; without any, the invoice is set aside with a problem."""
    terms = dc.PaymentTerms.net(10)
    bare = dc.Invoice("F-1", client="ACME", amount=eur(1), issued_on=date(2026, 3, 1))
    told = dc.Invoice("F-2", client="ACME", amount=eur(1), issued_on=date(2026, 3, 1), due_on=DUE, terms=terms)
    snapshot = lettered(DUE, bare, told)
    assert open_amounts(snapshot) == {"F-2": "1.00"}
    assert codes(snapshot) == ["invoice.due_on.missing", "invoice.due_on.contradicts_terms"]
    client = dc.Client.business("C", name="C", terms=terms)
    owed = dc.Invoice("F-3", client="C", amount=eur(1), issued_on=date(2026, 3, 1))
    assert lettered(DUE, client, owed).receivables[0].due_on == date(2026, 3, 11)


def test_a_cancelled_invoice_is_gone_and_its_money_free() -> None:
    """From its cancellation an invoice is as if it had never been."""
    facts = (invoice("F-1", 100), invoice("F-2", 100, due=after_due(1)), payment("P-1", 100, DUE, "F-1"))
    cancelled = Cancelled("F-1", cancelled_on=after_due(2))
    assert open_amounts(lettered(after_due(2), *facts, cancelled)) == {"F-2": "0.00"}


def test_a_corrective_credit_note_counts_from_the_due_date_a_commercial_one_from_its_own() -> None:
    """What a corrective note takes off was never due; a commercial gesture counts when it is made."""
    for nature, day in (("corrective", DUE), ("commercial", after_due(30))):
        note = dc.CreditNote(
            "A-1",
            client="ACME",
            amount=eur(100),
            issued_on=after_due(30),
            corrects="F-1",
            nature=CreditNature(nature),
        )
        receivable = lettered(after_due(40), invoice(), note).receivables[0]
        assert receivable.settlements[0].on == day
        assert receivable.balance_history.at(day) == eur(900)


def test_installments_are_receivables_of_their_own() -> None:
    """Each installment has its id and its due day; an amount stated for the invoice is spread oldest first."""
    parts = [dc.Installment(due_on=after_due(days), amount=eur(200)) for days in (0, 30)]
    split = dc.Invoice("F-1", client="ACME", amount=eur(400), issued_on=date(2026, 3, 1), installments=parts)
    dispute = Dispute("F-1", amount=eur(300), opened_on=DUE, reason="quality")
    snapshot = lettered(after_due(40), split, dispute, payment("P-1", 50, DUE, "F-1#2"))
    assert open_amounts(snapshot) == {"F-1#1": "200.00", "F-1#2": "150.00"}
    assert [item.disputed for item in snapshot.receivables] == [eur(200), eur(100)]
    assert [item.installment.amount for item in snapshot.receivables] == [eur(200), eur(200)]
    # The first part is disputed whole: the second is the first that is owed and late.
    assert [item.is_first_late for item in snapshot.receivables] == [False, True]


def test_events_about_nothing_are_problems() -> None:
    """An event about an unknown subject is told with its day, and only from that day."""
    facts = (
        invoice(),
        Dispute("F-9", opened_on=DUE, reason="quality"),
        PaymentReturned("P-9", returned_on=DUE),
        NoticePresented(client="ACME", stage="last", sent_on=DUE, presented_on=DUE),
        Hold(client="NOBODY", since=DUE, reason="?"),
        sent("last", DUE, "F-8"),
        PromiseToPay("F-1", promised_on=DUE, pay_on=DUE),
    )
    assert codes(lettered(DUE - timedelta(days=1), *facts)) == []
    assert sorted(codes(lettered(DUE, *facts))) == ["event.notice.unknown", *["event.subject.unknown"] * 4]


def test_snapshot_views() -> None:
    """A predicate filters receivables for tables; a filtered snapshot is not lettered again."""
    snapshot = lettered(after_due(1), invoice("F-1", 100), invoice("F-2", 50, due=after_due(5)))
    late = snapshot.where(lambda item: item.days_late > 0)
    assert [item.id for item in late.open_items] == ["F-1"]
    with pytest.raises(dc.DunningError):
        late.lettered()
    with pytest.raises(UnknownReferenceError):
        snapshot.balance("NOBODY", currency="EUR")
    assert snapshot.receivables[0].installment.amount == eur(100)


def test_a_ledger_takes_facts_and_iterables_of_facts_only() -> None:
    """Anything that is no fact is refused with its place."""
    endless: list[object] = []
    endless.append(endless)
    for bad in ("F-1", 3, None, {"number": 1}, endless):
        with pytest.raises(dc.DunningError):
            dc.Ledger.of(ACME, bad)  # type: ignore[arg-type]
    assert repr(dc.Ledger.of(ACME)) == "<Ledger of 1 facts, 1 accounts>"


def test_unlettered_snapshots_apply_recorded_lettering_only() -> None:
    """Before lettered() is called, payments stay credits."""
    snapshot = dc.Ledger.of(ACME, invoice(), payment("P-1", 400, DUE, "F-1")).as_of(DUE)
    assert not snapshot.is_lettered
    assert open_amounts(snapshot) == {"F-1": "1000.00"}
    assert [credit.id for credit in snapshot.unmatched] == ["P-1"]


def test_a_correction_after_the_payment_was_lettered_takes_interest_off() -> None:
    """1,000 paid 30 days late and recorded, then 200 credited as never due: 200 are his, and 800 bore interest."""
    paid = dc.Ledger.of(ACME, invoice("F-1", 1000), payment("P-1", 1000, after_due(30)))
    recorded = paid.with_lettering(dc.propose_lettering(paid.as_of(after_due(30))))
    note = dc.CreditNote("A-1", client="ACME", amount=eur(200), issued_on=after_due(40), corrects="F-1")
    snapshot = recorded.with_(note).as_of(after_due(50)).lettered()
    [item] = snapshot.receivables
    assert (item.outstanding, item.corrected_minor) == (eur(0), 20_000)
    assert [(credit.id, credit.remainder) for credit in snapshot.unmatched] == [("A-1", eur(200))]
    alone = lettered(after_due(50), invoice("F-1", 800), payment("P-1", 800, after_due(30)))
    expected = dc.accrue_penalties(alone.receivables[0], fr.B2B)
    found = dc.accrue_penalties(item, fr.B2B)
    assert (found.interest, found.compensation) == (expected.interest, expected.compensation)
    assert dc.accrue_penalties(recorded.as_of(after_due(50)).receivables[0], fr.B2B).interest > found.interest
