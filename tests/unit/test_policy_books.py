"""Which policy is for whom, and which version of it."""

from datetime import date
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.dunning import Applies, PolicyBook, PolicyEntry, PolicyVersions, outlook
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import PolicyError, WrongTypeError
from dunning_core.events import NoticeReturned, ReturnReason
from dunning_core.law import ClientKind
from tests.books import ACME, CREDITOR, after_due, invoice, lettered, sent

OWN, TAG, KIND, COUNTRY = (FR_B2B_STANDARD.with_grace_days(days) for days in (1, 2, 3, 4))
BOOK = PolicyBook(
    FR_B2B_STANDARD,
    [
        PolicyEntry(COUNTRY, country="DE"),
        PolicyEntry(KIND, kind=ClientKind.CONSUMER),
        PolicyEntry(TAG, tag="slow"),
        PolicyEntry(OWN, client="OWN"),
    ],
)
VERSIONS = ((after_due(-90), FR_B2B_STANDARD), (after_due(6), FR_B2B_STANDARD.with_grace_days(20)))


@pytest.mark.parametrize(
    ("client", "policy"),
    [
        (dc.Client.consumer("OWN", name="A", country="DE", tags=["slow"]), OWN),
        (dc.Client.consumer("X", name="A", country="DE", tags=["slow"]), TAG),
        (dc.Client.consumer("X", name="A", country="DE"), KIND),
        (dc.Client.business("X", name="A", country="DE"), COUNTRY),
        (ACME, FR_B2B_STANDARD),
    ],
)
def test_the_closest_entry_wins(client: dc.Client, policy: dc.DunningPolicy) -> None:
    """A client comes before a tag, a tag before a kind, a kind before a country; the default is for the rest."""
    assert BOOK.policy_for(client) is policy
    assert PolicyBook(FR_B2B_STANDARD, BOOK.entries[::-1]) != BOOK
    assert PolicyBook(FR_B2B_STANDARD, BOOK.entries) == BOOK
    assert hash(PolicyBook(FR_B2B_STANDARD, BOOK.entries)) == hash(BOOK)


def test_all_conditions_of_an_entry_must_hold() -> None:
    """An entry with a client and a country is not for that client elsewhere; of two tags the first given wins."""
    book = PolicyBook(
        FR_B2B_STANDARD,
        [PolicyEntry(OWN, client="ACME", country="DE"), PolicyEntry(TAG, tag="a"), PolicyEntry(KIND, tag="b")],
    )
    assert book.policy_for(ACME) is FR_B2B_STANDARD
    assert book.policy_for(dc.Client.business("ACME", name="A", country="DE")) is OWN
    assert book.policy_for(dc.Client.business("X", name="A", country="DE", tags=["b", "a"])) is TAG


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: PolicyEntry(OWN), "policy"),
        (lambda: PolicyEntry("none", client="A"), "policy"),  # type: ignore[arg-type]
        (lambda: PolicyEntry(OWN, kind="consumer"), "kind"),  # type: ignore[arg-type]
        (lambda: PolicyEntry(OWN, country="France"), "country"),
        (lambda: PolicyEntry(OWN, tag=" "), "tag"),
        (lambda: PolicyBook(None), "default"),  # type: ignore[arg-type]
        (lambda: PolicyBook(OWN, [PolicyEntry(OWN, tag="a"), PolicyEntry(TAG, tag="a")]), "entries[1]"),
        (lambda: PolicyVersions([]), "versions"),
        (lambda: PolicyVersions([(after_due(0),)]), "versions[0]"),  # type: ignore[list-item]
        (lambda: PolicyVersions([("today", OWN)]), "versions[0]"),  # type: ignore[list-item]
        (lambda: PolicyVersions([(after_due(0), OWN), (after_due(0), TAG)]), "versions[1]"),
        (lambda: PolicyVersions(VERSIONS, "current"), "applies"),  # type: ignore[arg-type]
    ],
)
def test_what_makes_no_sense_is_refused(make: Any, field: str) -> None:
    """A book or a version that contradicts itself is an error that names the field."""
    with pytest.raises(dc.DunningError) as caught:
        make()
    assert caught.value.field == field


def test_a_wrong_choice_is_an_error() -> None:
    """What does not lead to a policy is told as such."""
    with pytest.raises(WrongTypeError):
        dc.decide_stages(lettered(after_due(3), invoice()), lambda client: None)  # type: ignore[arg-type,return-value]
    with pytest.raises(PolicyError):
        PolicyBook(OWN, BOOK.entries * 2)


@pytest.mark.parametrize(
    ("applies", "next_on"),
    [(Applies.FROZEN, after_due(10)), (Applies.CURRENT, after_due(21))],
    ids=["frozen", "current"],
)
def test_a_receivable_stays_under_the_version_of_its_first_notice(applies: Applies, next_on: date) -> None:
    """Frozen keeps the version under which the chase began; current moves to the new one."""
    snapshot = lettered(after_due(8), invoice(), invoice("F-2"), sent("courteous", after_due(3)))
    policy = PolicyBook(OWN, [PolicyEntry(PolicyVersions(VERSIONS, applies), client="ACME")])
    begun, new = dc.decide_stages(snapshot, policy)
    assert (begun.next_on, new.next_on) == (next_on, after_due(21))


def test_an_outlook_sees_the_version_that_comes_into_force() -> None:
    """The calendar of notices has what a new version asks for, on the day from which it holds."""
    versions = PolicyVersions([(after_due(-90), VERSIONS[1][1]), (after_due(6), FR_B2B_STANDARD)])
    ledger = dc.Ledger.of(ACME, invoice())
    ahead = outlook(ledger, after_due(1), versions, until=after_due(30), creditor=CREDITOR)
    assert [(notice.day, notice.stage) for notice in ahead.notices][:2] == [
        (after_due(6), "courteous"),
        (after_due(13), "firm"),
    ]


def test_a_notice_that_came_back_freezes_nothing() -> None:
    """Only a notice that counts binds to its version; the first version holds before its day too."""
    back = NoticeReturned(
        client="ACME", stage="courteous", sent_on=after_due(3), returned_on=after_due(4), reason=ReturnReason.BOUNCED
    )
    facts = (invoice(), sent("courteous", after_due(3)), back)
    [decision] = dc.decide_stages(lettered(after_due(8), *facts), PolicyVersions(VERSIONS))
    assert decision.policy is VERSIONS[1][1]
    [early] = dc.decide_stages(lettered(after_due(3), *facts), lambda client: PolicyVersions(VERSIONS[1:]))
    assert early.policy is VERSIONS[1][1]
