"""Actions: what they show of the account around them, and keys under which nothing is sent twice."""

from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.dunning import Escalation
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Channel, Dispute, NoticeReturned, PromiseToPay, ReturnReason, StageKind
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, lettered, payment, sent


def plan(day: int, *facts: object) -> tuple[dc.Action, ...]:
    return dc.plan_actions(dc.decide_stages(lettered(after_due(day), *facts), FR_B2B_STANDARD, creditor=CREDITOR))


DOLLARS = dc.Invoice("U-1", client="ACME", amount=dc.Money(70, "USD"), issued_on=after_due(-60), due_on=after_due(-9))
AROUND = (
    invoice("F-1", 900),
    invoice("F-2", 500, due=after_due(-40)),
    Dispute("F-2", opened_on=DUE, reason="quality"),
    invoice("F-3", 300, due=after_due(4)),
    invoice("F-4", 200, due=after_due(5)),
    invoice("F-5", 100, due=after_due(6)),
    invoice("F-6", 55, due=after_due(-90)),
    payment("P-1", 55, after_due(-90), "F-6"),
    attrs.evolve(payment("P-2", 30, DUE), designates=("X-9",)),
    DOLLARS,
)


def test_an_action_shows_what_else_stands_on_the_account() -> None:
    """What is late and held, what is not due on the day, the credits: in its currency, settled lines left out."""
    euros, dollars = sorted(plan(5, *AROUND), key=lambda action: action.currency)
    assert [line.receivable.id for line in euros.decisions] == ["F-1", "F-5"]
    assert [line.receivable.id for line in euros.others] == ["F-2", "F-3"]
    assert euros.others[0].holds[0].code == "dispute.open"
    assert [line.receivable.id for line in euros.not_due] == ["F-4"]
    assert [(credit.id, credit.remainder) for credit in euros.credits] == [("P-2", eur(30))]
    assert (dollars.others, dollars.not_due, dollars.credits) == ((), (), ())


def test_settled_lines_are_not_shown() -> None:
    """Decisions about settled lines, given when asked for, show nothing that is open."""
    decisions = dc.decide_stages(lettered(after_due(5), *AROUND), FR_B2B_STANDARD, creditor=CREDITOR, settled=True)
    shown = [line.receivable.id for action in dc.plan_actions(decisions) for line in (*action.others, *action.not_due)]
    assert "F-6" in {decision.receivable.id for decision in decisions}
    assert shown == ["F-2", "F-3", "F-4"]


def test_what_stands_around_an_action_is_explained() -> None:
    """The sentence says what is held and why, what is not due, and what is not lettered."""
    [euros] = [action for action in plan(5, *AROUND) if action.currency == "EUR"]
    english, french = dc.explain(euros, "en"), dc.explain(euros, "fr")
    assert all(said in english for said in ("F-2 (€500.00): ", "Not due yet: 1 line, €200.00", "€30.00"))
    assert all(said in french for said in ("F-2 (500,00", "Non échu : 1 ligne, 200,00", "30,00"))
    held = [fact for number in range(12) for fact in (invoice(f"H-{number}", 10), dispute(f"H-{number}"))]
    [many] = plan(5, invoice("F-1"), *held)
    assert "And 2 other late lines." in dc.explain(many, "en")
    assert "Et 2 autres lignes en retard." in dc.explain(many, "fr")


def dispute(name: str) -> Dispute:
    return Dispute(name, opened_on=DUE, reason="quality")


def test_two_currencies_and_two_clients_have_keys_of_their_own() -> None:
    """A group account has one action per currency, each with its key, and a second run has nothing left."""
    site = dc.Client.business("SITE", name="Site", country="FR", account="ACME")
    facts = (site, *AROUND, invoice("S-1", 40, client="SITE"))
    actions = plan(5, *facts)
    assert [action.client.id for action in actions] == ["ACME", "ACME"]
    assert len({action.key for action in actions}) == 2
    events = [event for action in actions for event in action.sent(after_due(5))]
    assert plan(5, *facts, events) == ()
    assert plan(5, *facts, events, events) == ()


def test_what_is_handed_over_is_apart_from_what_the_client_is_told() -> None:
    """On one day the file of F-1 is handed over and F-2 is reminded by e-mail: nobody reads a reminder in a file."""
    history = [sent("last", after_due(17)), sent("formal_notice", after_due(30))]
    facts = (invoice(), *history, invoice("F-2", 500, due=after_due(30)))
    file, notice = plan(39, *facts)
    assert [(line.receivable.id, line.stage and line.stage.name) for line in file.decisions] == [("F-1", "recourse")]
    assert (file.channel, file.outstanding, file.needs_approval) == (Channel.HANDOVER, eur(1000), True)
    assert [event.receivables for event in notice.sent(after_due(39))] == [("F-2",)]
    assert (notice.stage.name, notice.channel, notice.needs_approval) == ("courteous", Channel.EMAIL, False)
    assert ([line.receivable.id for line in file.others], [line.receivable.id for line in notice.others]) == (
        ["F-2"],
        ["F-1"],
    )
    run = dc.DunningRun.of(lettered(after_due(39), *facts), FR_B2B_STANDARD, creditor=CREDITOR)
    assert [draft.key for draft in run.notices("fr")] == [notice.key]
    both = [event for action in (file, notice) for event in action.sent(after_due(39))]
    assert plan(39, *facts, both) == ()
    # While nobody has approved the file, the reminder goes its way.
    assert [action.stage.name for action in plan(46, *facts, *notice.sent(after_due(39)))] == ["recourse", "firm"]


def test_a_retry_after_part_of_an_action_was_recorded_sends_nothing_that_day() -> None:
    """Any one of the events of an action keeps the account silent for the day; the same events again change nothing."""
    facts = (invoice("F-1", 100), invoice("F-2", 200, due=after_due(7)), sent("courteous", after_due(3), "F-1"))
    [action] = plan(10, *facts)
    events = action.sent(after_due(10))
    assert len(events) == 2
    for event in events:
        assert plan(10, *facts, event) == ()
    assert plan(11, *facts, *events, *action.sent(after_due(10))) == plan(11, *facts, *events) == ()


def test_a_notice_that_came_back_is_done_again_under_another_key() -> None:
    """Whoever refuses a key twice lets the second attempt pass: it is another notice about the same claim."""
    [first] = plan(3, invoice())
    [event] = first.sent(after_due(3))
    back = NoticeReturned(
        client="ACME",
        stage="courteous",
        sent_on=after_due(3),
        returned_on=after_due(4),
        reason=ReturnReason.BOUNCED,
    )
    assert plan(9, invoice(), event, back) == ()
    [again] = plan(10, invoice(), event, back)
    assert (again.stage, again.outstanding) == (first.stage, first.outstanding)
    assert again.key != first.key
    assert plan(11, invoice(), event, back)[0].key == again.key


def test_the_key_tells_apart_what_reads_alike() -> None:
    """Names that hold the marks of a list make no two claims one."""
    clients = [attrs.evolve(ACME, id="A|1", account="A|1"), attrs.evolve(ACME, id="A", account="A")]
    keys = [action.key for action in plan(3, clients, invoice("F|1", client="A"), invoice("F", client="A|1"))]
    assert len(set(keys)) == 2


OWNED = attrs.evolve(ACME, owner="Dana")
PROMISES = [
    PromiseToPay("F-1", amount=eur(500), promised_on=after_due(1), pay_on=after_due(2)),
    PromiseToPay("F-2", amount=eur(100), promised_on=after_due(1), pay_on=after_due(2)),
    PromiseToPay("F-1", amount=eur(500), promised_on=after_due(4), pay_on=after_due(8)),
]


def escalate(day: int, escalation: Escalation | None, *facts: object, client: dc.Client = OWNED) -> dc.Action:
    policy = attrs.evolve(FR_B2B_STANDARD, escalation=escalation)
    snapshot = dc.Ledger.of(client, invoice("F-1", 900), invoice("F-2", 100), facts).as_of(after_due(day))  # type: ignore[arg-type]
    [action] = dc.plan_actions(dc.decide_stages(snapshot.lettered(), policy, creditor=CREDITOR))
    return action


@pytest.mark.parametrize(
    ("escalation", "day", "codes"),
    [
        (Escalation(kind=StageKind.COURTEOUS), 9, ["escalation.stage"]),
        (Escalation(kind=StageKind.FIRM), 9, []),
        (Escalation(minimum=eur(1000)), 9, ["escalation.amount"]),
        (Escalation(minimum=eur("1000.01")), 9, []),
        (Escalation(minimum=dc.Money(1, "USD")), 9, []),
        (Escalation(broken_promises=2), 9, ["escalation.promises"]),
        (Escalation(broken_promises=2), 3, []),
        (Escalation(broken_promises=1), 3, ["escalation.promises"]),
        (Escalation(broken_promises=3), 9, []),
        (
            Escalation(kind=StageKind.COURTEOUS, minimum=eur(5), broken_promises=1),
            9,
            ["escalation.stage", "escalation.amount", "escalation.promises"],
        ),
        (None, 9, []),
    ],
)
def test_the_owner_is_told(escalation: Escalation | None, day: int, codes: list[str]) -> None:
    """From a stage, an amount or a number of broken promises on, equal is enough; one word about two debts is one."""
    action = escalate(day, escalation, PROMISES)
    assert [reason.code for reason in action.escalations] == codes
    assert action.escalate_to == ("Dana" if codes else None)
    assert action.recipient is not None
    assert action.problems == ()


def test_an_owner_who_is_not_known_is_a_problem() -> None:
    """The action is planned all the same, with a Problem."""
    action = escalate(3, Escalation(kind=StageKind.COURTEOUS), client=ACME)
    assert action.escalate_to is None
    assert [(problem.code, problem.param("stage")) for problem in action.problems] == [
        ("action.owner.missing", "courteous")
    ]
    assert "courteous" in dc.explain(action.problems[0], "en")
    assert "courteous" in dc.explain(action.problems[0], "fr")
    assert escalate(3, Escalation(kind=StageKind.FIRM), client=ACME).problems == ()


def test_an_escalation_is_explained() -> None:
    """Who is told, and why, in both languages."""
    every = Escalation(kind=StageKind.COURTEOUS, minimum=eur(5), broken_promises=2)
    action = escalate(9, every, PROMISES)
    english, french = dc.explain(action, "en"), dc.explain(action, "fr")
    assert all(said in english for said in ("To be told: Dana", "€1,000.00", "€5.00", "2 promises"))
    assert all(said in french for said in ("À prévenir : Dana", "2 promesses"))
    assert "the owner of the client" in dc.explain(escalate(3, every, client=ACME), "en")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "kind"),
        ({"kind": 4}, "kind"),
        ({"minimum": 10}, "minimum"),
        ({"minimum": eur(0)}, "minimum"),
        ({"broken_promises": 0}, "broken_promises"),
        ({"broken_promises": True}, "broken_promises"),
    ],
)
def test_an_escalation_that_says_nothing_is_refused(given: dict[str, Any], field: str) -> None:
    """The field at fault is named, and so is one of a policy or a client."""
    with pytest.raises(dc.DunningError) as caught:
        Escalation(**given)
    assert caught.value.field == field
    with pytest.raises(dc.DunningError, match="escalation"):
        attrs.evolve(FR_B2B_STANDARD, escalation=StageKind.FIRM)  # type: ignore[arg-type]
    with pytest.raises(dc.DunningError, match="owner"):
        attrs.evolve(ACME, owner="")


def test_who_approved_an_action_is_on_record() -> None:
    """A formal notice needs a person; its events say who approved it and what proves the sending."""
    history = (sent("courteous", after_due(3)), sent("firm", after_due(10)), sent("last", after_due(17)))
    [action] = plan(30, invoice(), *history)
    assert action.needs_approval
    [event] = action.sent(after_due(30), proof="RAR 1A", approved_by="Dana")
    assert (event.approved_by, event.proof, event.key) == ("Dana", "RAR 1A", action.key)
    assert action.sent(after_due(30))[0].approved_by is None
    with pytest.raises(dc.DunningError, match="approved_by"):
        action.sent(after_due(30), approved_by="")
