"""Letter codes, recording and undoing: facts that stand, under codes that are never used again."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.errors import LetteringError
from dunning_core.events import Lettered, LetteredEntry, Unlettered
from dunning_core.lettering import (
    Allocation,
    Candidate,
    Explanation,
    Lettering,
    group_entries,
    next_letter_code,
)
from dunning_core.lettering.codes import give_codes
from tests.books import ACME, DUE, after_due, eur, invoice, payment

BOB = dc.Client.business("BOB", name="Bob", country="FR")


def book(*facts: Any) -> dc.Ledger:
    """A ledger with ACME."""
    return dc.Ledger.of(ACME, *facts)


def codes(ledger: dc.Ledger, day: date) -> dict[str, str]:
    """The code that each debit shows on a day."""
    groups = ledger.as_of(day).lettered_groups
    return {debit: group.letter_code for group in groups for debit in group.debits}


def by_hand(day: date, *entries: tuple[str, str, str | int]) -> Lettering:
    """A lettering of a person."""
    return Lettering.by_hand(day, [(credit, debit, eur(amount)) for credit, debit, amount in entries])


@given(st.integers(1, 20_000))
def test_codes_count_up(steps: int) -> None:
    """AA, AB … ZZ, AAA: the nth code is n in letters, from 27 on."""
    number, text = steps + 26, ""
    while number:
        number, digit = divmod(number - 1, 26)
        text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + text
    previous = steps - 1 + 26
    before = ""
    while previous:
        previous, digit = divmod(previous - 1, 26)
        before = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + before
    assert next_letter_code([before]) == text


@pytest.mark.parametrize(
    ("used", "code"),
    [
        ([], "AA"),
        (["B"], "AA"),
        (["ZZ", "AA"], "AAA"),
        (["AAA", "ZZ"], "AAB"),
        (["AZZ", "BA"], "BAA"),
        (["", "aa", "A1", "ÀÀ"], "AA"),
        (["ABCDEFGHIJKLMNOPQRSTUVWXYZ"], "ABCDEFGHIJKLMNOPQRSTUVWXZA"),
    ],
)
def test_the_next_code_follows_the_greatest(used: list[str], code: str) -> None:
    """By length and then by letter; what is no code of capitals counts for nothing."""
    assert next_letter_code(used) == code


def test_groups_without_standings_or_codes() -> None:
    """What nothing is known of is not balanced, bears the day it was recorded on, and no code where none was given."""
    entries = [(LetteredEntry("P-1", "F-1", 100, "EUR"), DUE), (LetteredEntry("P-1", "F-2", 100, "EUR"), after_due(3))]
    [group] = group_entries(entries, {})
    assert (group.code, group.is_balanced, group.lettered_on, group.effective_on) == (
        "",
        False,
        after_due(3),
        after_due(3),
    )
    assert (group.credits, group.debits) == (("P-1",), ("F-1", "F-2"))


def test_groups_are_told_apart_and_ordered() -> None:
    """By their first debits, also when a credit bears the number of a debit; each recorded with a code of its own."""
    pairs = [("P-2", "F-1"), ("P-1", "F-2"), ("P-1", "F-3"), ("F-1", "F-4")]
    entries = [LetteredEntry(credit, debit, 100, "EUR") for credit, debit in pairs]
    groups = group_entries([(entry, DUE) for entry in entries], {})
    assert [(group.credits, group.debits) for group in groups] == [
        (("P-2",), ("F-1",)),
        (("P-1",), ("F-2", "F-3")),
        (("F-1",), ("F-4",)),
    ]
    coded = {entry.debit: entry.letter_code for entry in give_codes(entries, [], used=["AC"])}
    assert coded == {"F-1": "AD", "F-2": "AE", "F-3": "AE", "F-4": "AF"}
    # Of two codes that are tied together the shorter is the older.
    known = [LetteredEntry("P-8", "F-8", 100, "EUR", letter_code=code) for code in ("AAA", "ZZ")]
    [tied] = give_codes([LetteredEntry("P-8", "F-9", 100, "EUR")], known, used=["AAA", "ZZ"])
    assert tied.letter_code == "ZZ"


def test_a_lettering_is_recorded_by_an_event() -> None:
    """On its day, principal and what was granted apart; nothing is recorded by none."""
    granted = Allocation("P-1", "F-1", 5, "EUR", DUE, "designation", kind="tolerance")
    paid = Allocation("P-1", "F-1", 95, "EUR", DUE, "designation")
    assert Lettering(after_due(1), (paid, granted)).recorded() == Lettered(
        [LetteredEntry("P-1", "F-1", 95, "EUR"), LetteredEntry("P-1", "F-1", 5, "EUR", "tolerance")],
        lettered_on=after_due(1),
    )
    assert Lettering(DUE).recorded() is None


def test_a_lettering_by_hand() -> None:
    """From one cent on, on its day, as a person's."""
    [entry] = Lettering.by_hand(DUE, [("P-1", "F-1", eur("0.01"))]).allocations
    assert entry == Allocation("P-1", "F-1", 1, "EUR", DUE, "by_hand")
    assert (entry.strength, entry.fact("nothing")) == ("certain", None)


def test_what_is_left_out_of_a_lettering_leaves_its_basis() -> None:
    """The rest still rests on what was left of its own debits and credits, and is refused when that has changed."""
    ledger = book(invoice("F-1", 100), invoice("F-2", 70), payment("P-1", 100, DUE), payment("P-2", 70, DUE))
    proposal = dc.propose_lettering(ledger.as_of(DUE))
    rest = proposal.without("P-1")
    assert [entry.credit for entry in rest.allocations] == ["P-2"]
    assert rest.basis == (("credit", "P-2", 7000), ("debit", "F-2", 7000))
    assert proposal.without("F-2").basis == (("credit", "P-1", 10_000), ("debit", "F-1", 10_000))
    changed = ledger.with_lettering(by_hand(DUE, ("P-2", "F-2", 30)))
    with pytest.raises(LetteringError) as raised:
        changed.with_lettering(rest)
    assert raised.value.kind == "stale"


def test_a_choice_drops_what_it_contradicts() -> None:
    """What was presumed of others on the debts chosen, and whatever was proposed for the credit; nothing else."""

    def entry(credit: str, debit: str, strategy: str) -> Allocation:
        return Allocation(credit, debit, 100, "EUR", DUE, strategy)

    ways = (Explanation((("F-1", 100),)), Explanation((("F-2", 100),)))
    candidate = Candidate("P-1", "several_combinations", ways, "EUR")
    kept = [entry("P-2", "F-1", "exact_amount"), entry("P-3", "F-2", "oldest_due_first")]
    dropped = [entry("P-2", "F-1", "oldest_due_first"), entry("P-1", "F-9", "oldest_due_first")]
    lettering = Lettering(DUE, (*kept, *dropped), (candidate,), basis=(("debit", "F-1", 100),))
    chosen = lettering.with_choice(candidate)
    assert chosen.allocations == (*kept, entry("P-1", "F-1", "by_hand"))
    assert (chosen.candidates, chosen.basis) == ((), ())


def test_a_code_is_small_while_something_is_left() -> None:
    """Partial in small letters, in capitals once completed, under the same code; back when a member leaves."""
    ledger = book(invoice("F-1", 100), payment("P-1", 60, DUE), payment("P-2", 40, after_due(1)))
    partial = ledger.with_lettering(by_hand(DUE, ("P-1", "F-1", 60)))
    assert codes(partial, DUE) == {"F-1": "aa"}
    whole = partial.with_lettering(by_hand(after_due(2), ("P-2", "F-1", 40)))
    assert codes(whole, after_due(2)) == {"F-1": "AA"}
    assert codes(whole, after_due(1)) == {"F-1": "aa"}
    [group] = whole.as_of(after_due(2)).lettered_groups
    assert (group.credits, group.lettered_on, group.effective_on) == (("P-1", "P-2"), after_due(2), after_due(1))
    undone = whole.without_lettering("P-1", unlettered_on=after_due(4), reason="wrong client")
    assert codes(undone, after_due(4)) == {"F-1": "aa"}
    assert codes(undone, after_due(3)) == {"F-1": "AA"}
    assert undone.as_of(after_due(4)).receivables[0].outstanding == eur(60)


def test_a_code_is_never_used_again() -> None:
    """Undone or not, a code is spent; the next group gets the next one, account by account."""
    facts = [invoice("F-1", 100), payment("P-1", 100, DUE), invoice("B-1", 70, client="BOB")]
    ledger = book(*facts, BOB, payment("Q-1", 70, DUE, client="BOB"))
    first = ledger.with_lettering(dc.propose_lettering(ledger.as_of(DUE)))
    assert codes(first, DUE) == {"F-1": "AA", "B-1": "AA"}
    undone = first.without_lettering("F-1", unlettered_on=after_due(1))
    assert codes(undone, after_due(1)) == {"B-1": "AA"}
    again = undone.with_lettering(dc.propose_lettering(undone.as_of(after_due(1))))
    assert codes(again, after_due(1)) == {"F-1": "AB", "B-1": "AA"}
    imported = book(*facts, Lettered([LetteredEntry("P-1", "F-1", 10000, "EUR", letter_code="ZZ")], lettered_on=DUE))
    more = imported.with_(invoice("F-2", 5), payment("P-2", 5, DUE))
    assert codes(more.with_lettering(dc.propose_lettering(more.as_of(DUE))), DUE)["F-2"] == "AAA"


def test_groups_that_are_tied_together_keep_the_oldest_code() -> None:
    """A payment of two invoices that were lettered apart makes one group of them."""
    facts = [invoice("F-1", 100), invoice("F-2", 100), payment("P-1", 60, DUE), payment("P-2", 60, DUE)]
    ledger = book(*facts, payment("P-3", 80, DUE))
    for day, entry in ((0, ("P-1", "F-1", 60)), (1, ("P-2", "F-2", 60))):
        ledger = ledger.with_lettering(by_hand(after_due(day), entry))
    assert codes(ledger, after_due(1)) == {"F-1": "aa", "F-2": "ab"}
    tied = ledger.with_lettering(by_hand(after_due(2), ("P-3", "F-1", 40), ("P-3", "F-2", 40)))
    assert codes(tied, after_due(2)) == {"F-1": "AA", "F-2": "AA"}


def test_recording_twice_changes_nothing() -> None:
    """The same lettering again gives the same ledger; its undoing, and then again, are events of their own."""
    ledger = book(invoice("F-1", 100), payment("P-1", 100, DUE))
    proposal = dc.propose_lettering(ledger.as_of(DUE))
    once = ledger.with_lettering(proposal)
    assert once.with_lettering(proposal) == once
    assert once.with_lettering(by_hand(DUE, ("P-1", "F-1", 100))) == once
    assert ledger.with_lettering(Lettering(DUE)) == ledger
    undone = once.without_lettering("P-1", unlettered_on=DUE)
    again = undone.with_lettering(proposal)
    assert codes(again, DUE) == {"F-1": "AB"}
    assert again.with_lettering(proposal) == again


MISTAKES = {
    "more than is left of the debit": (("P-1", "F-1", "100.01"), "over_allocated", "F-1"),
    "more than is left of the credit": (("P-2", "F-1", "60.00"), "over_allocated", "P-2"),
    "an unknown invoice": (("P-1", "F-9", "1.00"), "unknown_entry", "F-9"),
    "an unknown payment": (("P-9", "F-1", "1.00"), "unknown_entry", "P-9"),
    "a payment of another account": (("Q-1", "F-1", "1.00"), "foreign", "Q-1"),
    "the number of a payment of no one as an invoice": (("P-1", "S-1", "1.00"), "unknown_entry", "S-1"),
    "two currencies": (("P-D", "F-1", "1.00"), "currency_mismatch", "EUR"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_lettering_that_cannot_stand_is_refused(case: str) -> None:
    """Each mistake is an error that names what is wrong; nothing is recorded."""
    dollars = dc.Payment("P-D", client="ACME", amount=dc.Money(5, "USD"), received_on=DUE)
    ledger = book(invoice("F-1", 100), payment("P-1", 500, DUE), payment("P-2", 50, DUE), dollars, BOB)
    ledger = ledger.with_(payment("Q-1", 70, DUE, client="BOB"), invoice("B-1", 70, client="BOB"))
    ledger = ledger.with_(payment("S-1", 40, DUE, client=None))
    entry, kind, value = MISTAKES[case]
    with pytest.raises(LetteringError) as raised:
        ledger.with_lettering(by_hand(DUE, entry))
    assert (raised.value.kind, raised.value.value) == (kind, value)


def test_what_changed_since_is_stale() -> None:
    """Another lettering came in between: the proposal is refused, and a new one fits."""
    ledger = book(invoice("F-1", 100), payment("P-1", 60, DUE), payment("P-2", 60, DUE))
    proposal = dc.propose_lettering(ledger.as_of(DUE))
    changed = ledger.with_lettering(by_hand(DUE, ("P-2", "F-1", 30)))
    with pytest.raises(LetteringError) as raised:
        changed.with_lettering(proposal)
    assert raised.value.kind == "stale"
    fresh = changed.with_lettering(dc.propose_lettering(changed.as_of(DUE)))
    assert fresh.as_of(DUE).receivables[0].outstanding == eur(0)


def test_what_is_not_lettered_cannot_be_undone() -> None:
    """An unknown name is an error; an event that undoes what does not stand is a problem, and changes nothing."""
    ledger = book(invoice("F-1", 100), payment("P-1", 100, DUE))
    with pytest.raises(LetteringError) as raised:
        ledger.without_lettering("F-1", unlettered_on=DUE)
    assert raised.value.kind == "unknown_entry"
    wrong = Unlettered([LetteredEntry("P-1", "F-1", 100, "EUR")], unlettered_on=DUE)
    assert [problem.code for problem in ledger.with_(wrong).as_of(DUE).problems] == ["lettering.not_in_force"]


def test_a_persons_own_lettering_stands() -> None:
    """It comes before every rule, and whatever comes later."""
    facts = [invoice("F-1", 100), invoice("F-2", 100, due=after_due(1)), payment("P-1", 100, DUE, "F-1")]
    ledger = book(*facts).with_lettering(by_hand(DUE, ("P-1", "F-2", 100)))
    later = ledger.with_(payment("P-2", 100, after_due(3), "F-2")).as_of(after_due(5)).lettered()
    assert [item.settlements[0].credit for item in later.receivables] == ["P-2", "P-1"]


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("component", "interest", "unknown_value"),
        ("letter_code", "aa", "bad_letter_code"),
        ("letter_code", "A" * 13, "bad_letter_code"),
        ("minor", 0, "out_of_range"),
    ],
)
def test_an_entry_is_checked(field: str, value: Any, kind: str) -> None:
    """What an entry cannot be is refused, naming the field."""
    with pytest.raises(dc.DunningError) as raised:
        LetteredEntry(**{"credit": "P-1", "debit": "F-1", "minor": 100, "currency": "EUR", field: value})
    assert (raised.value.kind, raised.value.field) == (kind, field)


def test_an_amount_by_hand_is_above_zero() -> None:
    """A person's own lettering has amounts of money, above zero."""
    with pytest.raises(dc.DunningError) as raised:
        by_hand(DUE, ("P-1", "F-1", 0))
    assert (raised.value.kind, raised.value.field) == ("out_of_range", "entries[0].amount")
