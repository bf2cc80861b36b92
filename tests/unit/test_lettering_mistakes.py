"""Mistakes in what a lettering is told, each refused by name; and the operands of what it tells."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.errors import DunningError, InvalidValueError, UnknownReferenceError, WrongTypeError
from dunning_core.events import Insolvency
from dunning_core.lettering import (
    Bounds,
    Candidate,
    Lettering,
    LetteringPolicy,
    Tolerance,
    exchange_differences,
)
from tests.books import ACME, DUE, after_due, eur, invoice, payment

ONE = Lettering.by_hand(DUE, [("P-1", "F-1", eur(1))])

MISTAKES: dict[str, tuple[Callable[[], Any], type[DunningError], str, str, str]] = {
    "a tolerance of no money": (lambda: Tolerance(5), WrongTypeError, "wrong_type", "amount", "5"),  # type: ignore[arg-type]
    "a tolerance below zero": (
        lambda: Tolerance(eur(-1)),
        InvalidValueError,
        "out_of_range",
        "amount",
        "Money('-1.00', 'EUR')",
    ),
    "a share of no fraction": (lambda: Tolerance(eur(1), share=1), WrongTypeError, "wrong_type", "share", "1"),  # type: ignore[arg-type]
    "a share above one": (
        lambda: Tolerance(eur(1), share=Fraction(3, 2)),
        InvalidValueError,
        "out_of_range",
        "share",
        "Fraction(3, 2)",
    ),
    "a share below zero": (
        lambda: Tolerance(eur(1), share=Fraction(-1, 2)),
        InvalidValueError,
        "out_of_range",
        "share",
        "Fraction(-1, 2)",
    ),
    "a tolerance for no reason": (lambda: Tolerance(eur(1), reason=""), InvalidValueError, "empty", "reason", ""),
    "an order of no function": (lambda: LetteringPolicy(imputation=3), WrongTypeError, "wrong_type", "imputation", "3"),  # type: ignore[arg-type]
    "a coincidence of no fraction": (
        lambda: LetteringPolicy(most_coincidence=0),  # type: ignore[arg-type]
        WrongTypeError,
        "wrong_type",
        "most_coincidence",
        "0",
    ),
    "a coincidence of all": (
        lambda: LetteringPolicy(most_coincidence=Fraction(1)),
        InvalidValueError,
        "out_of_range",
        "most_coincidence",
        "Fraction(1, 1)",
    ),
    "a coincidence below zero": (
        lambda: LetteringPolicy(most_coincidence=Fraction(-1, 9)),
        InvalidValueError,
        "out_of_range",
        "most_coincidence",
        "Fraction(-1, 9)",
    ),
    "bounds of no bounds": (lambda: LetteringPolicy(bounds=3), WrongTypeError, "wrong_type", "bounds", "3"),  # type: ignore[arg-type]
    "a tolerance that is none": (
        lambda: LetteringPolicy(tolerances=[eur(1)]),  # type: ignore[list-item]
        WrongTypeError,
        "wrong_type",
        "tolerances[0]",
        "Money('1.00', 'EUR')",
    ),
    "a name that is none": (lambda: LetteringPolicy(withheld=[3]), WrongTypeError, "wrong_type", "withheld[0]", "3"),  # type: ignore[list-item]
    "a bound that is too high": (lambda: Bounds(sweeps=21), InvalidValueError, "out_of_range", "sweeps", "21"),
    "a lettering of no day": (lambda: Lettering.by_hand("2026", []), WrongTypeError, "wrong_type", "day", "2026"),  # type: ignore[arg-type]
    "an entry of no credit": (
        lambda: Lettering.by_hand(DUE, [("", "F-1", eur(1))]),
        InvalidValueError,
        "empty",
        "entries[0].credit",
        "",
    ),
    "an entry of no debit": (
        lambda: Lettering.by_hand(DUE, [("P-1", "F-1", eur(1)), ("P-1", "", eur(1))]),
        InvalidValueError,
        "empty",
        "entries[1].debit",
        "",
    ),
    "an entry of no money": (
        lambda: Lettering.by_hand(DUE, [("P-1", "F-1", 5)]),  # type: ignore[list-item]
        WrongTypeError,
        "wrong_type",
        "entries[0].amount",
        "5",
    ),
    "an entry of nothing": (
        lambda: Lettering.by_hand(DUE, [("P-1", "F-1", eur(0))]),
        InvalidValueError,
        "out_of_range",
        "entries[0].amount",
        "Money('0.00', 'EUR')",
    ),
    "a name that a lettering has not": (
        lambda: ONE.without("P-9"),
        UnknownReferenceError,
        "unknown_entry",
        "id",
        "P-9",
    ),
    "a candidate of no lettering": (
        lambda: ONE.with_choice(Candidate("P-9", "several_combinations", (), "EUR")),
        UnknownReferenceError,
        "unknown_entry",
        "candidate",
        "P-9",
    ),
    "strategies of no sequence": (
        lambda: LetteringPolicy(3),  # type: ignore[arg-type]
        WrongTypeError,
        "wrong_type",
        "strategies",
        "3",
    ),
    "a strategy of no function": (
        lambda: LetteringPolicy([3]),  # type: ignore[list-item]
        InvalidValueError,
        "bad_strategy",
        "strategies[0]",
        "3",
    ),
    "a lettering of no lettering": (
        lambda: dc.Ledger.of().with_lettering(3),  # type: ignore[arg-type]
        WrongTypeError,
        "wrong_type",
        "lettering",
        "3",
    ),
    "an undoing of no name": (
        lambda: dc.Ledger.of().without_lettering("", unlettered_on=DUE),
        InvalidValueError,
        "empty",
        "name",
        "",
    ),
    "an allocation of no allocation": (
        lambda: exchange_differences([3], {}, currency="EUR"),  # type: ignore[list-item]
        WrongTypeError,
        "wrong_type",
        "allocations",
        "3",
    ),
    "books in no currency": (
        lambda: exchange_differences([], {}, currency="euro"),
        InvalidValueError,
        "bad_currency",
        "currency",
        "euro",
    ),
    "a rate that is missing": (
        lambda: exchange_differences([ONE.allocations[0]], {"F-1": 1}, currency="USD"),
        UnknownReferenceError,
        "unknown_rate",
        "rates",
        "P-1",
    ),
    "a rate of a float": (
        lambda: exchange_differences([ONE.allocations[0]], {"F-1": 0.5}, currency="USD"),  # type: ignore[dict-item]
        WrongTypeError,
        "wrong_type",
        "rates[F-1]",
        "0.5",
    ),
    "a rate below zero": (
        lambda: exchange_differences([ONE.allocations[0]], {"F-1": Decimal(-1)}, currency="USD"),
        InvalidValueError,
        "out_of_range",
        "rates[F-1]",
        "-1",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_named(case: str) -> None:
    """The error says which field, which value, and what kind of mistake."""
    call, error, kind, field, value = MISTAKES[case]
    with pytest.raises(error) as raised:
        call()
    assert (raised.value.kind, raised.value.field, raised.value.value) == (kind, field, value)
    # What to do reads on from what is wrong: a small letter first, no period last.
    assert raised.value.hint[:1].islower()
    assert raised.value.hint[-1] != "."


def test_a_share_may_be_nothing_or_all() -> None:
    """The bounds of a share are included."""
    assert Tolerance(eur(1), share=Fraction(1)).covers(100, of=100, currency="EUR")
    assert not Tolerance(eur(1), share=Fraction(0)).covers(1, of=100, currency="EUR")
    assert not Tolerance(eur(1)).covers(1, of=100, currency="USD")
    assert not Tolerance(eur(1)).covers(0, of=100, currency="EUR")


def propose(*facts: Any, **policy: Any) -> Lettering:
    """What is proposed for ACME ten days after the due day."""
    return dc.propose_lettering(dc.Ledger.of(ACME, *facts).as_of(after_due(10)), policy=LetteringPolicy(**policy))


def test_a_doubt_about_a_text_gives_what_it_saw() -> None:
    """The words, and for each debt that they may mean how much would be paid of it; the oldest first, a few at most."""
    facts = [invoice("FX-2026-0012", 300), invoice("FX-2026-0022", 100, due=after_due(-1))]
    proposal = propose(*facts, payment("P-1", 150, DUE, "FX-2026-0021"))
    [candidate] = proposal.candidates
    assert (candidate.reason, candidate.currency, candidate.is_kept) == ("ambiguous_reference", "EUR", True)
    assert candidate.facts == (("seen", "0021"),)
    assert [found.entries for found in candidate.explanations] == [
        (("FX-2026-0022", 10_000),),
        (("FX-2026-0012", 15_000),),
    ]
    assert proposal.remainders[0].facts == (("seen", "0021"), ("would_use", "choice"))
    few = propose(*facts, payment("P-1", 150, DUE, "FX-2026-0021"), bounds=Bounds(explanations=1))
    assert [found.debits for found in few.candidates[0].explanations] == [("FX-2026-0022",)]


def test_a_settled_debt_is_no_longer_meant() -> None:
    """Of two debts that a text may mean one is paid: the other is told alone, or taken as the only one open."""
    facts = [invoice("FX-2026-0012", 300), invoice("FX-2026-0022", 100), payment("P-1", 100, DUE, "FX-2026-0022")]
    weak = payment("P-2", 150, after_due(1), "FX-2026-0021")
    assert [entry.debit for entry in propose(*facts, weak).allocations] == ["FX-2026-0022", "FX-2026-0012"]
    [candidate] = propose(*facts, invoice("FY-7", 40), weak).candidates
    assert candidate.debits == ("FX-2026-0012",)


def test_a_choice_must_be_among_the_candidates() -> None:
    """A candidate of another lettering, or a place that it has not, is an error that names the credit."""
    facts = [invoice("FX-2026-0012", 300), invoice("FX-2026-0022", 100), payment("P-1", 150, DUE, "FX-2026-0021")]
    proposal = propose(*facts)
    [candidate] = proposal.candidates
    for wrong, place in ((attrs.evolve(candidate, credit="P-9"), 0), (candidate, 2), (candidate, -1)):
        with pytest.raises(UnknownReferenceError) as raised:
            proposal.with_choice(wrong, place=place)
        assert (raised.value.kind, raised.value.field, raised.value.value) == (
            "unknown_entry",
            "candidate",
            wrong.credit,
        )
    chosen = proposal.with_choice(candidate, place=1)
    [entry] = chosen.allocations
    assert (entry.credit, entry.debit, entry.minor, entry.currency, entry.on, entry.strategy, entry.strength) == (
        "P-1",
        "FX-2026-0022",
        10_000,
        "EUR",
        after_due(10),
        "by_hand",
        "certain",
    )
    assert (chosen.candidates, chosen.basis) == ((), ())


def test_the_facts_of_a_remainder() -> None:
    """What is told with each reason."""
    twice = propose(invoice("F-1", 100), payment("P-1", 100, DUE, "F-1"), payment("P-2", 100, DUE, "F-1"))
    assert twice.remainders[0].facts == (("duplicate_of", "P-1"), ("debit", "F-1"), ("would_use", "refund"))
    told = attrs.evolve(payment("P-1", 50, DUE), designates=("F-8", "F-9"))
    assert propose(invoice("F-1", 100), told).remainders[0].facts == (
        ("designates", "F-8, F-9"),
        ("would_use", "invoice"),
    )
    over = propose(invoice("F-1", 100), payment("P-1", 130, DUE, "F-1"))
    assert over.remainders[0].facts == (("would_use", "invoice_or_refund"),)
    swapped = propose(invoice("F-1", 450), invoice("F-2", 7), payment("P-1", 540, DUE), imputation=None)
    assert swapped.remainders[0].facts == (("digits_swapped", "F-1"), ("would_use", "designation"))
    nine = propose(invoice("F-1", 459), invoice("F-2", 7), payment("P-1", 540, DUE), imputation=None)
    assert nine.remainders[0].facts == (("would_use", "designation"),)
    held = propose(invoice("F-1", 100), payment("P-1", 100, DUE), withheld=["F-1"], strategies=[])
    assert held.remainders[0].facts == (("withheld", "F-1"), ("would_use", "choice"))
    two = propose(
        invoice("F-1", 100), invoice("F-2", 100), payment("P-1", 100, DUE), withheld=["F-1", "F-2"], strategies=[]
    )
    assert two.remainders[0].facts == (("withheld", "F-1, F-2"), ("would_use", "choice"))
    later = propose(invoice("F-1", 100), payment("P-1", 100, DUE), payment("P-2", 100, after_due(10)))
    assert later.remainders[0].facts == (("duplicate_of", "P-1"), ("would_use", "invoice_or_refund"))
    long_ago = propose(invoice("F-1", 100), payment("P-1", 100, after_due(-1)), payment("P-2", 100, after_due(10)))
    assert long_ago.remainders[0].facts == (("would_use", "invoice_or_refund"),)


def test_why_nothing_was_open_or_might_be_paid() -> None:
    """Before all invoices, beside barred ones, beside none: each with its reason and with what would use it."""
    early = propose(invoice("F-1", 100), payment("P-1", 50, after_due(-99)), payment("P-2", 100, DUE, "F-1"))
    reasons = {item.credit: (item.reasons, item.facts) for item in early.remainders}
    assert reasons == {"P-1": (("advance",), (("would_use", "invoice"),))}
    barred = propose(invoice("F-1", 100), Insolvency("ACME", opened_on=DUE), payment("P-1", 50, after_due(1)))
    assert [(item.reasons, item.facts) for item in barred.remainders] == [
        (("barred",), (("would_use", "designation"),))
    ]
    free = propose(invoice("F-1", 100), invoice("F-2", 7), payment("P-1", 40, DUE), imputation=None)
    assert [(item.reasons, item.facts) for item in free.remainders] == [
        (("unmatched",), (("would_use", "designation"),))
    ]
    none = propose(invoice("F-1", 100), payment("P-1", 100, DUE), payment("P-2", 40, after_due(1)))
    assert [(item.reasons, item.facts) for item in none.remainders] == [
        (("unmatched",), (("would_use", "invoice_or_refund"),))
    ]


def test_granted_shares_say_why() -> None:
    """The shortfall of a tolerance is a fact of it."""
    proposal = propose(invoice("F-1", 100), payment("P-1", 99, DUE, "F-1"), tolerances=[Tolerance(eur(2))])
    assert [(entry.kind, entry.evidence, entry.facts) for entry in proposal.allocations] == [
        ("payment", "F-1", ()),
        ("tolerance", "rounding", (("shortfall", 100),)),
    ]
