"""Actions: what they show of the account around them, and keys under which nothing is sent twice."""

import attrs

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import Dispute, NoticeReturned, ReturnReason
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
