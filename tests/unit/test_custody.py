"""Who pursues a debt: handed over, assigned, taken back; checked when built, read from rows, said in words."""

import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import InvalidValueError
from dunning_core.events import Assigned, HandedOver, PlatformStatus, TakenBack
from dunning_core.interop import read_events
from tests.books import ACME, CREDITOR, DUE, after_due, decide, invoice, lettered


def test_one_target_is_named() -> None:
    """A subject or a client, never both and never neither."""
    with pytest.raises(InvalidValueError):
        HandedOver(agent="agency", handed_on=DUE)
    with pytest.raises(InvalidValueError):
        Assigned("F-1", client="ACME", assignee="factor", assigned_on=DUE)
    with pytest.raises(InvalidValueError):
        TakenBack(taken_back_on=DUE)


def test_they_are_read_from_rows() -> None:
    """A row gives the third party, and either a subject or a client."""
    names = ("event", "subject", "client", "day", "third_party")
    rows = [
        ("handed_over", "", "ACME", "2026-05-01", "Agency"),
        ("assigned", "F-1", "", "2026-05-01", "Factor"),
        ("taken_back", "F-1", "", "2026-05-02", ""),
        ("assigned", "F-1", "", "2026-05-01", ""),
    ]
    found = read_events([dict(zip(names, row, strict=True)) for row in rows])
    assert found.values == (
        HandedOver(client="ACME", agent="Agency", handed_on=after_due(1)),
        Assigned("F-1", assignee="Factor", assigned_on=after_due(1)),
        TakenBack("F-1", taken_back_on=after_due(2)),
    )
    assert [problem.path for problem in found.problems] == ["third_party"]


def test_what_is_issued_later_is_not_handed_over() -> None:
    """A hand-over of a client is about what was owed on its day, and about no other client of the account."""
    given = HandedOver(client="ACME", agent="agency", handed_on=invoice().issued_on)
    later = invoice("F-2", due=after_due(10))
    sister = dc.Client.business("SIS", name="Sister", country="FR", account="ACME")
    facts = (sister, invoice(), later, invoice("F-3", client="SIS"), given)
    events = {item.id: item.events for item in lettered(after_due(20), *facts).receivables}
    assert events == {"F-1": (given,), "F-2": (), "F-3": ()}
    assert ACME.account == sister.account


def test_what_is_handed_over_stays_in_the_balance() -> None:
    """Only the chase stops: the debt is still owed to us."""
    snapshot = lettered(after_due(5), invoice(), HandedOver("F-1", agent="agency", handed_on=DUE))
    assert snapshot.balance("ACME", currency="EUR") == invoice().amount


def test_assigned_anew_after_it_came_back() -> None:
    """The newest of the assignments and the returns counts."""
    events = (
        Assigned("F-1", assignee="A", assigned_on=DUE),
        TakenBack("F-1", taken_back_on=after_due(2)),
        Assigned("F-1", assignee="B", assigned_on=after_due(4)),
    )
    [hold] = decide(after_due(5), invoice(), *events).holds
    assert (hold.code, hold.param("assignee")) == ("debt.assigned", "B")


def test_taken_back_from_a_factor_and_handed_to_an_agency_on_one_day() -> None:
    """What comes back ends what began before it: the agency, or the new factor, has it from that day."""
    factor = Assigned("F-1", assignee="A", assigned_on=DUE)
    back = TakenBack("F-1", taken_back_on=after_due(4))
    agency = HandedOver("F-1", agent="B", handed_on=after_due(4))
    assert [hold.code for hold in decide(after_due(5), invoice(), factor, back, agency).holds] == ["debt.handed_over"]
    anew = Assigned("F-1", assignee="C", assigned_on=after_due(4))
    [hold] = decide(after_due(5), invoice(), factor, back, anew).holds
    assert hold.param("assignee") == "C"
    assert not decide(after_due(5), invoice(), back, anew).holds


def test_taken_back_on_the_day_of_the_status_of_an_assignment_is_chased() -> None:
    """What the platform reports later than the return is news."""
    told = PlatformStatus("F-1", status=225, reported_on=after_due(3))
    for day, codes in ((3, []), (2, ["platform.assigned"])):
        back = TakenBack("F-1", taken_back_on=after_due(day))
        assert [hold.code for hold in decide(after_due(5), invoice(), told, back).holds] == codes


def test_handed_over_and_taken_back_on_one_day_is_chased() -> None:
    """The return has the last word; handed over the day after it, the debt is gone again."""
    back = TakenBack("F-1", taken_back_on=after_due(2))
    for day, codes in ((2, []), (3, ["debt.handed_over"])):
        given = HandedOver("F-1", agent="Agency", handed_on=after_due(day))
        assert [hold.code for hold in decide(after_due(5), invoice(), given, back).holds] == codes


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_the_third_party_is_named(locale: str) -> None:
    """The sentence says who collects, or who pursues."""
    assigned = decide(after_due(5), invoice(), Assigned("F-1", assignee="Factor SA", assigned_on=DUE))
    handed = decide(after_due(5), invoice(), HandedOver("F-1", agent="Agency SARL", handed_on=DUE))
    assert "Factor SA" in dc.explain(assigned, locale)
    assert "Agency SARL" in dc.explain(handed, locale)


OURS = Assigned(
    "F-1",
    assignee="Factor SA",
    assigned_on=DUE,
    is_collected_by_us=True,
    iban="DE89370400440532013000",
    bic="COBADEFFXXX",
    mention="Seul le règlement à Factor SA est libératoire.",
)


def notice(*facts: object) -> dc.Notice:
    """The notice of the action about what is due five days ago."""
    ledger = dc.Ledger.of(ACME, *facts)  # type: ignore[arg-type]
    run = dc.run_dunning(ledger, after_due(5), FR_B2B_STANDARD, CREDITOR)
    return dc.draft_notice(run.actions[0], CREDITOR)


def test_a_notice_names_the_bank_details_of_the_assignee() -> None:
    """His IBAN, his BIC and the mention, and nowhere ours."""
    found = notice(invoice(), OURS)
    assert "DE89370400440532013000" in found.body
    assert "COBADEFFXXX" in found.body
    assert "Factor SA" in found.body
    assert CREDITOR.iban is not None
    assert CREDITOR.iban not in found.body
    assert OURS.mention in found.mentions


def test_a_notice_about_two_payees_says_which_invoice_goes_to_whom() -> None:
    """One paragraph for each payee, that names its invoices."""
    found = notice(invoice(), invoice("F-2", 500), OURS)
    paragraphs = [text for text in found.body.split("\n\n") if "IBAN" in text]
    assert [("F-1" in text, "F-2" in text) for text in paragraphs] == [(True, False), (False, True)]
    assert CREDITOR.iban is not None
    assert CREDITOR.iban in paragraphs[1]


def test_an_assignment_that_is_not_told_changes_no_payee() -> None:
    """Without bank details of the assignee ours stand."""
    discreet = Assigned("F-1", assignee="Factor SA", assigned_on=DUE, is_collected_by_us=True)
    assert CREDITOR.iban is not None
    assert CREDITOR.iban in notice(invoice(), discreet).body
    assert "Factor SA" not in notice(invoice(), discreet).body


def test_a_wrong_iban_is_refused() -> None:
    """One digit wrong."""
    with pytest.raises(InvalidValueError) as caught:
        Assigned("F-1", assignee="Factor SA", assigned_on=DUE, iban="DE88370400440532013000")
    assert caught.value.field == "iban"


def test_an_assignment_collected_by_us_is_read_from_rows() -> None:
    """The columns of the assignee's bank details."""
    names = ("event", "subject", "day", "third_party", "is_collected_by_us", "iban", "bic", "mention")
    row = ("assigned", "F-1", "2026-04-30", "Factor SA", "oui", OURS.iban, OURS.bic, OURS.mention)
    assert read_events([dict(zip(names, row, strict=True))]).values == (OURS,)
