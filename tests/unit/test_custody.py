"""Who pursues a debt: handed over, assigned, taken back; checked when built, read from rows, said in words."""

import pytest

import dunning_core as dc
from dunning_core.errors import InvalidValueError
from dunning_core.events import Assigned, HandedOver, TakenBack
from dunning_core.interop import read_events
from tests.books import ACME, DUE, after_due, decide, invoice, lettered


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


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_the_third_party_is_named(locale: str) -> None:
    """The sentence says who collects, or who pursues."""
    assigned = decide(after_due(5), invoice(), Assigned("F-1", assignee="Factor SA", assigned_on=DUE))
    handed = decide(after_due(5), invoice(), HandedOver("F-1", agent="Agency SARL", handed_on=DUE))
    assert "Factor SA" in dc.explain(assigned, locale)
    assert "Agency SARL" in dc.explain(handed, locale)
