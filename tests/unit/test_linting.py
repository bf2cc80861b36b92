"""What is legal but unwise in a policy, and what a policy looks like in words."""

from datetime import date
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning import (
    CatchUp,
    Escalation,
    PolicyBook,
    PolicyEntry,
    PolicyVersions,
    Progression,
    StageReference,
    StatutoryDelay,
    lint_policy,
    presets,
)
from dunning_core.dunning.linting import LANGUAGES
from dunning_core.dunning.presets import FR_B2B_STANDARD, FR_CONSUMER
from dunning_core.errors import WrongTypeError
from dunning_core.events import Channel, ContactReason, StageKind
from dunning_core.law import ClientKind, fr
from dunning_core.notices import explain
from dunning_core.notices.catalogs import CATALOGS
from dunning_core.parties import Contact
from tests.books import ACME
from tests.unit.test_policies import LADDER, LAW, policy, step

MIXED = (step("polite", 3), step("firm", 40), step("last", 5, reference=StageReference.END_OF_MONTH))

KEPT_APART = attrs.evolve(MIXED[2], statutory=StatutoryDelay(14, LAW))


def codes(chosen: Any, *clients: dc.Client) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in lint_policy(chosen, clients)]


@pytest.mark.parametrize("wrong", [None, "FR_B2B_STANDARD", 7, []])
def test_what_is_no_policy_is_not_found_clean(wrong: Any) -> None:
    """A name is no policy: nothing would be found wrong with it."""
    with pytest.raises(WrongTypeError):
        lint_policy(wrong)


@pytest.mark.parametrize("name", [name for name in vars(presets) if name.isupper() and not name.startswith("_")])
def test_the_presets_are_clean(name: str) -> None:
    """A preset has nothing that its own linter warns of."""
    assert codes(getattr(presets, name)) == []


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (policy(*LADDER[:3], notices_max=2), [("policy.stage.unreachable", "stages[2]")]),
        (policy(*LADDER[:3], notices_max=3), []),
        (policy(*LADDER[:3], notices_max=2, progression=Progression.ELAPSED), []),
        # The end of the month comes thirty days after the due day at most: 35 days at most, against 40.
        (policy(*MIXED), []),
        (policy(*MIXED, progression=Progression.ELAPSED), [("policy.stage.unreachable", "stages[1]")]),
        (policy(*MIXED, catch_up=CatchUp.LATEST), [("policy.stage.unreachable", "stages[1]")]),
        (policy(*MIXED[1:], catch_up=CatchUp.LATEST), []),
        (policy(*MIXED[1:], progression=Progression.ELAPSED), [("policy.stage.unreachable", "stages[0]")]),
        # A stage that a statute keeps apart is not come to over another one's head.
        (policy(*MIXED[:2], KEPT_APART, progression=Progression.ELAPSED), []),
        # Twenty days of grace bring both stages to one day.
        (
            policy(*LADDER[:2], progression=Progression.ELAPSED, grace_days=20),
            [("policy.stage.unreachable", "stages[0]")],
        ),
        (policy(*LADDER[:2], progression=Progression.ELAPSED, grace_days=8), []),
    ],
)
def test_a_stage_that_is_never_done(chosen: dc.DunningPolicy, found: list[tuple[str, str]]) -> None:
    """The notices are used up before it, or where stages are passed over a later one always comes first."""
    assert codes(chosen) == found


def test_a_recourse_needs_two_notices_before_it() -> None:
    """However the chase progresses, a reminder and a formal notice go before recourse."""
    stages = (*LADDER[:3], attrs.evolve(LADDER[3], deadline_days=8), LADDER[4])
    chosen = policy(*stages, notices_max=2, progression=Progression.ELAPSED)
    assert codes(chosen) == [("policy.stage.unreachable", "stages[4]")]
    assert codes(attrs.evolve(chosen, notices_max=3)) == []


def test_a_tone_that_goes_back() -> None:
    """A firm stage in a courteous tone after a firm one is told; the same tone twice is not."""
    firm, firmer = step("firm", 10), step("firmer", 20, tone=StageKind.COURTEOUS)
    assert codes(policy(step("polite", 3), firm, firmer)) == [("policy.tone.falls", "stages[2]")]
    assert codes(policy(step("polite", 3), firm, attrs.evolve(firmer, tone=StageKind.FIRM))) == []


def test_silences_and_missing_deadlines() -> None:
    """46 days of silence are told, 45 are not; they run from the deadline of a notice that set one."""
    assert codes(policy(step("polite", 45), step("firm", 90))) == []
    assert codes(policy(step("polite", 46), step("firm", 92))) == [
        ("policy.gap", "stages[0]"),
        ("policy.gap", "stages[1]"),
    ]
    assert codes(policy(step("polite", 3), step("firm", 10), interval_days=46)) == [("policy.gap", "stages[1]")]
    [late] = lint_policy(policy(step("polite", 46)))
    assert dict(late.params) == {"stage": "polite", "days": 46, "gap_days": 45}
    slow = step("recourse", 40, reference=StageReference.DEADLINE)
    assert codes(policy(step("polite", 3), step("formal", 10, deadline_days=40), slow)) == []
    assert codes(policy(step("polite", 3), step("formal", 10))) == [("policy.deadline.missing", "stages[1]")]
    assert codes(policy(step("early", -3))) == [("policy.stages.none_late", "stages")]
    # A stage that counts from the issue, or answers a broken promise, is on no day that is known here.
    by_issue = step("polite", 200, reference=StageReference.ISSUE_DATE)
    on_breach = step("firm", 100, reference=StageReference.BROKEN_PROMISE)
    assert codes(policy(by_issue, on_breach)) == []


def test_repeats_without_end_and_intervals_of_zero() -> None:
    """A repeat needs a greatest number; a stage that may come the day after is told."""
    assert codes(policy(*LADDER[:3], falls_back=True)) == [("policy.repeats.endless", "notices_max")]
    assert codes(policy(*LADDER[:3], falls_back=True, notices_max=9)) == []
    swift = policy(step("polite", 3), step("firm", 10, interval_days=0))
    assert codes(swift) == [("policy.interval.zero", "stages[1]")]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"credit_hold_days": 0}, ("policy.credit_hold.none", "credit_hold_days")),
        ({"credit_hold_days": 46}, ("policy.wait.long", "credit_hold_days")),
        ({"arrival_days": 46}, ("policy.wait.long", "arrival_days")),
        ({"tone_days": 46}, ("policy.wait.long", "tone_days")),
        ({"contacts_max": 1, "contacts_days": 46}, ("policy.wait.long", "contacts_days")),
        ({"waits_by_reason": {ContactReason.CASH: 46}}, ("policy.wait.long", "waits_by_reason[cash]")),
        ({"bank_data_days": 0}, ("policy.bank_data.same_day", "bank_data_days")),
        ({"contacts_max": 7}, ("policy.contacts.idle", "contacts_max")),
        (
            {"escalation": Escalation(kind=StageKind.FORMAL_NOTICE)},
            ("policy.escalation.unreachable", "escalation.kind"),
        ),
    ],
    ids=str,
)
def test_an_option_that_waits_too_long_or_binds_nobody(options: dict[str, Any], found: tuple[str, str]) -> None:
    """Each is told with the name of the option, once."""
    assert codes(policy(*LADDER[:3], **options)) == [found]


@pytest.mark.parametrize(
    "options",
    [
        {"credit_hold_days": 45},
        {"credit_hold_days": 1},
        {"arrival_days": 45},
        {"arrival_days": 0},
        {"tone_days": 45},
        {"contacts_max": 1, "contacts_days": 45},
        {"contacts_max": 2, "contacts_days": 46},
        {"waits_by_reason": {ContactReason.CASH: 45}},
        {"bank_data_days": 1},
        {"contacts_max": 6},
        {"escalation": Escalation(kind=StageKind.FIRM)},
        {"escalation": Escalation(broken_promises=1)},
    ],
    ids=str,
)
def test_options_within_reason_are_not_told(options: dict[str, Any]) -> None:
    """On the other side of each bound nothing is found."""
    assert codes(policy(*LADDER[:3], **options)) == []


def test_calls_that_nobody_answers() -> None:
    """Without another channel, or without a greatest number, a call leads nowhere or never ends."""
    call = attrs.evolve(step("polite", 3), channel=Channel.PHONE)
    assert codes(policy(call)) == [("policy.fallback.missing", "stages[0]")]
    assert codes(policy(attrs.evolve(call, fallback_channel=Channel.PHONE))) == [
        ("policy.fallback.missing", "stages[0]")
    ]
    other = attrs.evolve(call, fallback_channel=Channel.EMAIL)
    assert codes(policy(other)) == codes(policy(step("polite", 3), unanswered_calls_max=None)) == []
    assert codes(policy(call, unanswered_calls_max=None)) == [("policy.calls.endless", "unanswered_calls_max")]


def test_a_compensation_against_consumers() -> None:
    """A law of one's own that grants one to consumers, or a law of businesses chosen for consumers."""
    own = attrs.evolve(fr.B2B, code="own", kinds=(ClientKind.BUSINESS, ClientKind.CONSUMER))
    found = ("policy.compensation.consumer", "regime")
    assert codes(FR_B2B_STANDARD.with_regime(own)) == [found]
    assert codes(policy(*LADDER[:3], regime=own)) == []  # nothing is claimed
    anna = dc.Client.consumer("ANNA", name="Anna", country="FR")
    assert codes(FR_B2B_STANDARD, anna) == [found]
    assert codes(FR_CONSUMER, anna) == codes(FR_B2B_STANDARD.with_regime(None), anna) == []
    book = PolicyBook(FR_B2B_STANDARD, [PolicyEntry(FR_B2B_STANDARD, kind=ClientKind.CONSUMER)])
    assert codes(book) == [("policy.compensation.consumer", "entries[0]")]
    assert codes(PolicyBook(FR_B2B_STANDARD, [PolicyEntry(FR_CONSUMER, kind=ClientKind.CONSUMER)]), anna) == []


def test_a_language_without_a_text() -> None:
    """Of the languages that clients and contacts read, those in which nothing can be written are counted."""
    german = dc.Client.business("DE", name="Ha", country="DE", language="de-AT", contacts=[Contact("x", language="it")])
    problems = lint_policy(FR_B2B_STANDARD, [ACME, german, attrs.evolve(german, id="DE2", contacts=())])
    assert [(found.subject, found.params) for found in problems] == [
        ("de", (("clients", 2),)),
        ("it", (("clients", 1),)),
    ]
    assert lint_policy(FR_B2B_STANDARD, [german], languages=["de", "it"]) == ()
    assert sorted(LANGUAGES) == sorted(catalog.language for catalog in CATALOGS)


def test_every_policy_of_a_book_is_looked_at() -> None:
    """The path says which one: default, entry, version; a function is read through the clients given."""
    bad = policy(step("early", -3))
    versions = PolicyVersions([(date(2026, 1, 1), FR_B2B_STANDARD), (date(2026, 2, 1), bad)])
    book = PolicyBook(versions, [PolicyEntry(bad, tag="x")])
    code = "policy.stages.none_late"
    assert codes(book) == [(code, "default.versions[1].stages"), (code, "entries[0].stages")]
    assert codes(versions) == [(code, "versions[1].stages")]
    assert codes(lambda client: bad) == []
    assert codes(lambda client: bad, ACME, attrs.evolve(ACME, id="B")) == [(code, "stages")]


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_what_is_found_has_a_sentence(locale: str) -> None:
    """A sentence names the policy and the stage."""
    [problem] = lint_policy(policy(step("polite", 46)))
    assert "own" in explain(problem, locale)
    assert "polite" in explain(problem, locale)
