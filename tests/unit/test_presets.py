"""The presets: their calendars, worked by hand, and what each of them claims under its law."""

from datetime import date
from typing import Any

import pytest

import dunning_core as dc
from dunning_core.dunning import presets
from dunning_core.events import PromiseToPay
from dunning_core.parties import Contact, ContactRole
from tests.books import CREDITOR, OFFICE, after_due, invoice

DESK = Contact("Desk", email="desk@x.example", phone="01 00 00 00 00", address="1 street\nTown")
HOME = Contact("Anna", email="anna@x.example", address="1 street\nTown")
FIRM = dc.Client.business("ACME", name="Acme", country="FR", contacts=(DESK, OFFICE), language="fr")
SERVED = {
    "FR_CONSUMER": dc.Client.consumer("ACME", name="Anna", country="FR", contacts=(HOME,), language="fr"),
    "FR_PUBLIC_BUYER": dc.Client.public_body(
        "ACME", name="Ville", country="FR", contacts=(DESK, OFFICE), language="fr"
    ),
    "UK_STATUTORY": dc.Client.business("ACME", name="Acme", country="GB", contacts=(DESK, OFFICE), language="en"),
    "DE_MAHNVERFAHREN": dc.Client.business("ACME", name="Acme", country="DE", contacts=(DESK, OFFICE), language="de"),
}
CREDITORS = {
    "UK_STATUTORY": dc.Creditor(name="Smith Ltd", country="GB"),
    "DE_MAHNVERFAHREN": dc.Creditor(name="Schmidt", country="DE"),
}
NAMES = sorted(name for name in vars(presets) if name.isupper() and not name.startswith("_"))

#: Days after the due date on which a debt that is never paid meets each stage.
CALENDARS = {
    "FR_B2B_STANDARD": "-10 reminder email, 3 courteous email, 10 firm phone, 17 last post, "
    "30 formal_notice registered, 39 recourse handover",
    "FR_B2B_GENTLE": "7 courteous email, 21 call phone, 35 firm email, 50 last post, 70 formal_notice registered, "
    "86 recourse handover",
    "FR_B2B_STRICT": "-7 reminder email, 1 courteous email, 6 firm phone, 12 last post, 20 formal_notice registered, "
    "29 recourse handover",
    "FR_B2B_PHONE_FIRST": "2 courteous phone, 9 firm phone, 17 last post, 30 formal_notice registered, "
    "39 recourse handover",
    "FR_B2B_THREE_STEPS": "3 courteous email, 10 firm email, 30 formal_notice registered",
    "FR_CONSUMER": "-5 reminder email, 5 courteous email, 15 firm email, 30 last post, 45 formal_notice registered, "
    "61 recourse handover",
    "FR_PUBLIC_BUYER": "5 courteous email, 15 firm phone, 30 last post, 45 formal_notice registered, "
    "76 recourse handover",
    "UK_STATUTORY": "3 courteous email, 10 firm phone, 17 final_demand post, 30 letter_before_action post, "
    "45 court_claim handover",
    "DE_MAHNVERFAHREN": "7 payment_reminder email, 14 first_mahnung post, 28 last_mahnung registered, "
    "36 mahnbescheid handover",
}


def live(name: str, *facts: Any) -> list[tuple[int, dc.Action]]:
    """Run every day, each run recorded, about one invoice that is never paid."""
    policy = getattr(presets, name)
    ledger = dc.Ledger.of(SERVED.get(name, FIRM), invoice(), facts)
    done = []
    for number in range(-20, 120):
        run = dc.run_dunning(ledger, after_due(number), policy, CREDITORS.get(name, CREDITOR))
        done += [(number, action) for action in run.actions]
        ledger = ledger.with_(event for action in run.actions for event in action.sent(run.day))
    return done


def test_every_preset_has_a_calendar_and_a_source() -> None:
    """None is left out of these tests, and each says under its own name where it comes from."""
    assert sorted(CALENDARS) == NAMES
    assert all(getattr(presets, name).name == name and getattr(presets, name).source for name in NAMES)


@pytest.mark.parametrize("name", CALENDARS)
def test_the_calendar_of_a_preset(name: str) -> None:
    """Each stage comes on its day, by its channel, to a contact who has the address."""
    done = live(name)
    assert ", ".join(f"{day} {action.stage.name} {action.channel.value}" for day, action in done) == CALENDARS[name]
    assert all(not action.problems for _, action in done)
    for _, action in done:
        assert action.needs_approval == (action.stage.kind >= 4)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"FR_CONSUMER"}))
def test_what_is_claimed_of_a_business(name: str) -> None:
    """Nothing before the last reminder; then interest and the fixed sum of the law of the preset."""
    for _, action in live(name):
        late = [found for found in action.penalties if found.unclaimed[0].minor]
        assert bool(late) == action.stage.claims_penalties
        assert all(found.compensation and found.regime == getattr(presets, name).regime for found in late)


def test_a_consumer_owes_interest_from_the_formal_notice_only() -> None:
    """At the legal rate, for the sixteen days after the notice; no fixed sum, and nothing announced before."""
    claimed = {day: action.penalties for day, action in live("FR_CONSUMER")}
    assert {day for day, found in claimed.items() if any(p.unclaimed[0].minor for p in found)} == {61}
    [penalties] = claimed[61]
    # Due on 30 April; the notice of day 45 is of 14 June, the recourse of day 61 of 30 June: 16 days at 2.62 %.
    assert after_due(45) == date(2026, 6, 14)
    assert penalties.unclaimed[0] == dc.Money("1.15", "EUR")  # 1000 × 2.62 % × 16 / 365 = 1.148…
    assert penalties.compensation is None or not penalties.compensation.minor
    # No stage announces what a consumer does not owe.
    assert not any(stage.announces_penalties for stage in presets.FR_CONSUMER.stages)


def test_a_strict_policy_answers_a_broken_promise() -> None:
    """Promised on day 7 for day 9 and not paid: an answer on day 10, and the last notice an interval later."""
    promise = PromiseToPay("F-1", promised_on=after_due(7), pay_on=after_due(9))
    names = [(day, action.stage.name) for day, action in live("FR_B2B_STRICT", promise)]
    assert names[2:5] == [(6, "firm"), (10, "broken_promise"), (15, "last")]


def test_the_roles_of_a_preset() -> None:
    """A formal notice goes to the registered office of a company, and to a consumer himself."""
    for name in NAMES:
        roles = {stage.role for stage in getattr(presets, name).stages if stage.kind >= 4}
        assert roles == {ContactRole.ACCOUNTING if name == "FR_CONSUMER" else ContactRole.REGISTERED_OFFICE}
