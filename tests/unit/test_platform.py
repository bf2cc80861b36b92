"""What a platform of e-invoicing reported: checked when built, read from rows, and said in words."""

import pytest

import dunning_core as dc
from dunning_core.errors import InvalidValueError
from dunning_core.events import (
    DISPUTE_REASONS,
    PLATFORM_STATUSES,
    Dispute,
    DisputeResolved,
    PlatformStatus,
    find_dispute_reason,
)
from dunning_core.interop import read_events
from tests.books import DUE, after_due, decide, eur, invoice

#: Rejected on one day, taken in charge on another.
MENDED = ((213, 1), (204, 3))


@pytest.mark.parametrize(
    ("status", "reason", "kind", "field"),
    [(999, "x", "unknown_status", "status"), (210, " ", "missing", "reason"), (207, "", "missing", "reason")],
)
def test_a_status_is_one_of_the_life_cycle_with_its_reason(status: int, reason: str, kind: str, field: str) -> None:
    """An unknown code is refused, and so is a refusal without its reason."""
    with pytest.raises(InvalidValueError) as raised:
        PlatformStatus("F-1", status=status, reported_on=DUE, reason=reason)
    assert (raised.value.kind, raised.value.field) == (kind, field)


def test_the_codes_are_told_apart() -> None:
    """No code of a reason or of a status comes twice; a free text has no coded reason."""
    assert len({reason.code for reason in DISPUTE_REASONS}) == len(DISPUTE_REASONS) == 26
    assert len({status.code for status in PLATFORM_STATUSES}) == len(PLATFORM_STATUSES)
    assert find_dispute_reason("the parcel was wet") is None


@pytest.mark.parametrize(("locale", "words"), [("fr", ("refusée", "quantité")), ("en", ("refused", "quantity"))])
def test_codes_are_said_in_words(locale: str, words: tuple[str, str]) -> None:
    """The sentence says the status and the reason in its language, never their codes."""
    told = PlatformStatus("F-1", status=210, reported_on=DUE, reason="QTE_ERR")
    said = dc.explain(decide(after_due(5), invoice(), told), locale)
    assert all(word in said for word in words)
    assert "QTE_ERR" not in said
    disputed = decide(after_due(5), invoice(), Dispute("F-1", opened_on=DUE, reason="QTE_ERR"))
    assert words[1] in dc.explain(disputed, locale)


def test_only_a_rejection_stops_penalties() -> None:
    """By hand: 1,000 EUR × 12.15 % × 5/365 = 1.66, and 40 EUR; a document that never arrived bears nothing."""
    for code, interest, compensation in ((210, "1.66", 40), (207, "1.66", 40), (213, 0, 0), (220, 0, 0)):
        told = PlatformStatus("F-1", status=code, reported_on=after_due(2), reason="QTE_ERR")
        penalties = decide(after_due(5), invoice(), told).penalties
        assert penalties is not None
        assert (penalties.interest, penalties.compensation) == (eur(interest), eur(compensation)), code
        assert bool(penalties.per_day) is (code in (207, 210))


def test_a_rejection_that_was_mended_bears_penalties() -> None:
    """Once its platform takes it in charge the newest status counts, and no day is lost."""
    told = (PlatformStatus("F-1", status=code, reported_on=after_due(day), reason="ADR_ERR") for code, day in MENDED)
    penalties = decide(after_due(5), invoice(), *told).penalties
    assert penalties is not None
    assert penalties.totals == (eur("41.66"),)


def test_a_resolution_of_the_day_of_the_status_ends_its_wait() -> None:
    """A dispute that was resolved the day before was another one."""
    contested = PlatformStatus("F-1", status=207, reported_on=after_due(3), reason="QTE_ERR")
    for day, codes in ((2, ["platform.contested"]), (3, [])):
        resolved = DisputeResolved("F-1", resolved_on=after_due(day))
        assert [hold.code for hold in decide(after_due(5), invoice(), contested, resolved).holds] == codes


def test_a_free_text_stays_as_it_is() -> None:
    """A reason of one's own is said as it was written."""
    decision = decide(after_due(5), invoice(), Dispute("F-1", opened_on=DUE, reason="the parcel was wet"))
    assert "the parcel was wet" in dc.explain(decision, "fr")


def test_statuses_are_read_from_rows() -> None:
    """A row gives the status by its number; what is no number, or no status, is a problem."""
    rows = [
        {"event": "platform_status", "subject": "F-1", "day": "2026-05-01", "status": code, "reason": "QTE_ERR"}
        for code in ("213", "999", "x")
    ]
    found = read_events(rows)
    [status] = found.values
    assert isinstance(status, PlatformStatus)
    assert (status.status, status.reason) == (213, "QTE_ERR")
    assert [problem.param("kind") for problem in found.problems] == ["unknown_status", "bad_number_point"]
