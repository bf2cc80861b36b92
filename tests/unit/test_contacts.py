"""The contact log: calls that nobody answered, the next channel, and the reasons that clients give."""

from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError
from dunning_core.events import Channel, ContactMade, ContactOutcome, ContactReason, NoticeSent
from dunning_core.interop import read_events
from dunning_core.parties import Contact
from tests.books import ACME, CREDITOR, after_due, decide, invoice, lettered, sent

REACHED, NO_ANSWER, VOICEMAIL, WRONG_NUMBER, REFUSED = ContactOutcome
COURTEOUS = sent("courteous", after_due(3))  # so that the next stage is the call of day 10


def call(day: int, outcome: ContactOutcome = NO_ANSWER, **more: Any) -> ContactMade:
    return ContactMade(client="ACME", outcome=outcome, made_on=after_due(day), **more)


def action(
    day: int, *facts: object, client: dc.Client = ACME, policy: dc.DunningPolicy = FR_B2B_STANDARD
) -> dc.Action | None:
    """The action of a day about F-1, if any."""
    ledger = dc.Ledger.of(client, invoice(), COURTEOUS, *facts)  # type: ignore[arg-type]
    return next(iter(dc.run_dunning(ledger, after_due(day), policy, CREDITOR).actions), None)


def channel(day: int, *facts: object, **more: Any) -> Channel | None:
    found = action(day, *facts, **more)
    return found.channel if found is not None else None


def test_a_call_that_reached_him_is_the_notice() -> None:
    """The action recorded is the stage done; what he said is beside it, and counts as no stage by itself."""
    found = action(10)
    assert found is not None
    assert decide(after_due(11), invoice(), COURTEOUS, *found.sent(after_due(10))).reached == found.stage
    alone = decide(after_due(11), invoice(), COURTEOUS, call(10, REACHED, reason=ContactReason.FORGOTTEN))
    assert alone.reached is not None
    assert alone.reached.name == "courteous"
    assert alone.stage == found.stage


def test_an_unanswered_call_is_tried_again_the_next_working_day() -> None:
    """Nothing more on the day, the same call on the next one; after the Friday, or on the week-end, the Monday."""
    assert (channel(12, call(12)), channel(13, call(12))) == (None, Channel.PHONE)
    friday = call(15)
    assert [channel(day, friday) for day in (15, 16, 17, 18)] == [None, None, None, Channel.PHONE]
    thursday, saturday, sunday = call(14), call(16), call(17)
    assert [channel(day, thursday) for day in (14, 15)] == [None, Channel.PHONE]
    assert [channel(day, saturday) for day in (16, 17, 18)] == [None, None, Channel.PHONE]
    assert [channel(day, sunday) for day in (17, 18)] == [None, Channel.PHONE]


def test_after_so_many_calls_the_next_channel_is_used() -> None:
    """Two calls leave a third one, three make it an e-mail."""
    calls = (call(11), call(12, VOICEMAIL), call(13))
    assert channel(14, *calls[:2]) is Channel.PHONE
    assert channel(14, *calls) is Channel.EMAIL
    more = attrs.evolve(FR_B2B_STANDARD, unanswered_calls_max=4)
    assert channel(14, *calls, policy=more) is Channel.PHONE
    never = attrs.evolve(FR_B2B_STANDARD, unanswered_calls_max=None)
    assert channel(14, *calls, policy=never) is Channel.PHONE


def test_a_wrong_number_and_a_refusal_end_the_calls() -> None:
    """A wrong number is followed by another channel at once, a refusal to talk on the next working day."""
    assert channel(11, call(11, WRONG_NUMBER)) is Channel.EMAIL
    assert (channel(11, call(11, REFUSED)), channel(12, call(11, REFUSED))) == (None, Channel.EMAIL)


def test_calls_are_counted_anew_after_a_notice_or_a_talk() -> None:
    """Those before the last notice about the debt, or before he was reached, are over."""
    old = (call(1), call(2), call(3))
    assert channel(12, *old) is Channel.PHONE
    assert channel(15, call(11), call(12), call(13), call(14, REACHED)) is Channel.PHONE


def test_calls_about_another_debt_or_before_the_invoice_say_nothing() -> None:
    """A call names a debt, or all that the client owed on the day."""
    others = [ContactMade("F-2", outcome=NO_ANSWER, made_on=after_due(day)) for day in (11, 12, 13)]
    assert channel(14, invoice("F-2", due=after_due(60)), *others) is Channel.PHONE
    early = call(-70)
    assert lettered(after_due(1), invoice(), early).receivables[0].events == ()


def test_without_another_channel_the_call_stays_and_is_told() -> None:
    """The phone is all there is: the problem says how often nobody answered."""
    only_phone = attrs.evolve(ACME, contacts=(Contact("Compta", phone="01 00 00 00 00"),))
    found = action(14, call(11), call(12), call(13), client=only_phone)
    assert found is not None
    assert found.channel is Channel.PHONE
    [problem] = found.problems
    assert (problem.code, dict(problem.params)["calls"]) == ("action.unanswered", 3)


def test_another_channel_than_the_phone_is_not_counted() -> None:
    """E-mails without an answer are no calls."""
    mails = [call(day, channel=Channel.EMAIL) for day in (11, 12, 13)]
    assert channel(13, *mails) is Channel.PHONE


def test_the_newest_reason_counts() -> None:
    """Approval was granted ten days, the administrative error that came to light none, not even its own."""
    policy = attrs.evolve(FR_B2B_STANDARD, waits_by_reason={ContactReason.APPROVAL: 10})
    first = call(10, REACHED, reason=ContactReason.APPROVAL)
    second = call(12, REACHED, reason=ContactReason.ADMINISTRATIVE_ERROR)
    assert decide(after_due(13), invoice(), first, policy=policy).stage is None
    for day in (12, 13):
        assert decide(after_due(day), invoice(), first, second, policy=policy).stage is not None
    unsaid = call(12, REACHED)
    assert decide(after_due(13), invoice(), first, unsaid, policy=policy).stage is None


def test_a_policy_compares_its_waits_as_a_value() -> None:
    """Pairs or a mapping, in any order, are one policy."""
    waits = {ContactReason.CASH: 5, ContactReason.APPROVAL: 10}
    one = attrs.evolve(FR_B2B_STANDARD, waits_by_reason=waits)
    assert one == attrs.evolve(FR_B2B_STANDARD, waits_by_reason=tuple(reversed(waits.items())))
    assert hash(one) != hash(FR_B2B_STANDARD)


@pytest.mark.parametrize("wrong", [{"cash": 5}, 5, {ContactReason.CASH: -1}, {ContactReason.CASH: 400}])
def test_impossible_waits_are_refused(wrong: Any) -> None:
    """The field is named."""
    with pytest.raises(DunningError) as caught:
        attrs.evolve(FR_B2B_STANDARD, waits_by_reason=wrong)
    assert "waits_by_reason" in caught.value.field


def test_impossible_contacts_and_limits_are_refused() -> None:
    """An outcome and a reason are one of ours, a target is one, a limit at least one call."""
    with pytest.raises(WrongTypeError):
        ContactMade("F-1", outcome="reached", made_on=after_due(1))  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError):
        call(1, reason="cash")
    with pytest.raises(InvalidValueError):
        ContactMade(outcome=REACHED, made_on=after_due(1))
    with pytest.raises(DunningError):
        attrs.evolve(FR_B2B_STANDARD, unanswered_calls_max=0)


def test_contacts_are_read_from_rows() -> None:
    """The channel is the phone unless it is said, the reason may be blank."""
    names = ("event", "client", "day", "channel", "outcome", "reason")
    rows = [
        ("contact", "ACME", "2026-05-01", "", "No_answer", ""),
        ("contact", "ACME", "2026-05-01", "email", "reached", "cash"),
        ("contact", "ACME", "2026-05-01", "", "busy", ""),
        ("contact", "ACME", "2026-05-01", "", "reached", "poor"),
    ]
    found = read_events([dict(zip(names, row, strict=True)) for row in rows])
    assert found.values == (call(1), call(1, REACHED, channel=Channel.EMAIL, reason=ContactReason.CASH))
    assert [problem.path for problem in found.problems] == ["outcome", "reason"]


@pytest.mark.parametrize(
    ("locale", "words"), [("fr", ("sans réponse", "validation")), ("en", ("no answer", "approval"))]
)
def test_outcome_and_reason_are_said_in_words(locale: str, words: tuple[str, str]) -> None:
    """Not by their codes."""
    policy = attrs.evolve(FR_B2B_STANDARD, waits_by_reason={ContactReason.APPROVAL: 10})
    said = call(11, REACHED, reason=ContactReason.APPROVAL)
    text = dc.explain(decide(after_due(12), invoice(), said, call(12), policy=policy), locale)
    assert all(word in text for word in words)


def test_a_notice_by_the_fallback_is_recorded_on_it() -> None:
    """What was done by e-mail is on record as an e-mail, and the next stage follows."""
    found = action(14, call(11), call(12), call(13))
    assert found is not None
    [event] = found.sent(after_due(14))
    assert isinstance(event, NoticeSent)
    assert (event.stage, event.channel) == ("firm", Channel.EMAIL)
