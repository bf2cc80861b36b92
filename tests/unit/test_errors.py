"""Errors speak: each names its kind, its field and the value, is typed for naive callers, and survives a pickle."""

# mypy: disable-error-code="arg-type,operator,list-item,return-value"

import pickle
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

import dunning_core as dc
from dunning_core.dunning import decide_stages
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import (
    InvalidValueError,
    PolicyError,
    UnknownDateError,
    UnknownReferenceError,
    WrongTypeError,
    show_value,
)
from dunning_core.events import Cancelled, Dispute, Hold, Lettered, LetteredEntry, NoticeReturned, NoticeSent, StageKind
from dunning_core.law import Rate, fr
from dunning_core.lettering import LetteringPolicy, designation
from dunning_core.money import Rounding, share_out
from dunning_core.parties import Contact
from dunning_core.penalties import find_limitation, impute_payments, state_claim
from dunning_core.terms import EarlyPaymentDiscount, MonthEnd
from dunning_core.timeline import Step, Timeline
from tests.books import DUE, after_due, eur, invoice, lettered

M, T = dc.Money, dc.PaymentTerms
STEP = Step(date(2026, 1, 1), 1, "a")
LONG = "x" * 20_001
SNAPSHOT = lettered(after_due(1), invoice())
[ITEM] = SNAPSHOT.receivables
SHARE = dc.Installment(due_on=None, amount=eur(100), is_retention=True)
HELD = dc.Invoice("F-2", client="ACME", amount=eur(100), issued_on=DUE, installments=[SHARE])
[RETAINED] = lettered(after_due(1), HELD).receivables


def notice(**changes: object) -> NoticeSent:
    facts = {
        "client": "A",
        "stage": "s",
        "kind": StageKind.FIRM,
        "receivables": ["F"],
        "channel": "email",
        "sent_on": DUE,
    }
    return NoticeSent(**{**facts, **changes})


CASES: dict[str, tuple[Callable[[], object], type[dc.DunningError], str, str, str]] = {
    "minor of no int": (lambda: M.from_minor(1.0, "EUR"), WrongTypeError, "wrong_type", "minor", "1.0"),
    "minor too large": (lambda: M.from_minor(10**19, "EUR"), InvalidValueError, "out_of_range", "minor", str(10**19)),
    "float of no float": (lambda: M.from_float(1, "EUR"), WrongTypeError, "wrong_type", "amount", "1"),
    "float nan": (lambda: M.from_float(float("nan"), "EUR"), InvalidValueError, "not_finite", "amount", "nan"),
    "float inf": (lambda: M.from_float(float("-inf"), "EUR"), InvalidValueError, "not_finite", "amount", "-inf"),
    "float too large": (lambda: M.from_float(1e19, "EUR"), InvalidValueError, "out_of_range", "amount", "1e+19"),
    "float of no currency": (lambda: M.from_float(1.0, "E"), InvalidValueError, "bad_currency", "currency", "E"),
    "sum above the range": (
        lambda: M(9 * 10**15, "EUR") + M(9 * 10**15, "EUR"),
        InvalidValueError,
        "out_of_range",
        "minor",
        "1800000000000000000",
    ),
    "plus a number": (lambda: eur(1) + 1, WrongTypeError, "wrong_type", "other", "1"),
    "minus dollars": (
        lambda: eur(1) - M(1, "USD"),
        dc.DunningError,
        "currency_mismatch",
        "currency",
        "Money('1.00', 'USD')",
    ),
    "less than dollars": (
        lambda: eur(1) < M(1, "USD"),
        dc.DunningError,
        "currency_mismatch",
        "currency",
        "Money('1.00', 'USD')",
    ),
    "times a float": (lambda: eur(1).times(0.5, rounding=Rounding.UP), WrongTypeError, "wrong_type", "ratio", "0.5"),
    "times a bool": (lambda: eur(1).times(True, rounding=Rounding.UP), WrongTypeError, "wrong_type", "ratio", "True"),
    "times nan": (
        lambda: eur(1).times(Decimal("nan"), rounding=Rounding.UP),
        InvalidValueError,
        "not_finite",
        "ratio",
        "NaN",
    ),
    "no weight": (lambda: share_out(1, (0, 0)), InvalidValueError, "out_of_range", "weights", "(0, 0)"),
    "a weight below zero": (lambda: share_out(1, (3, -1)), InvalidValueError, "out_of_range", "weights", "(3, -1)"),
    "a day of no date": (lambda: Step("2026", 1, "a"), WrongTypeError, "wrong_type", "start", "2026"),
    "a source of no text": (lambda: Step(DUE, 1, 3), WrongTypeError, "wrong_type", "source", "3"),
    "a blank source": (lambda: Step(DUE, 1, " "), InvalidValueError, "empty", "source", " "),
    "a source too long": (lambda: Step(DUE, 1, LONG), InvalidValueError, "too_long", "source", "x" * 79 + "…"),
    "two steps a day": (
        lambda: Timeline("demo", (STEP, STEP)),
        InvalidValueError,
        "overlapping_steps",
        "steps",
        "2026-01-01",
    ),
    "a step of no step": (lambda: Timeline("demo", (STEP, 3)), WrongTypeError, "wrong_type", "steps[1]", "3"),
    "a horizon of no date": (
        lambda: Timeline("demo", (STEP,), "x"),
        WrongTypeError,
        "wrong_type",
        "verified_until",
        "x",
    ),
    "before the first step": (
        lambda: Timeline("demo", (STEP,)).at(date(2025, 1, 1)),
        UnknownDateError,
        "missing_value",
        "day",
        "2025-01-01",
    ),
    "a value at no date": (lambda: Timeline("demo", (STEP,)).at("x"), WrongTypeError, "wrong_type", "day", "x"),
    "segments to no date": (
        lambda: list(Timeline("demo", (STEP,)).segments(DUE, "x")),
        WrongTypeError,
        "wrong_type",
        "end",
        "x",
    ),
    "a step of another type": (
        lambda: Timeline("demo", (STEP,)).with_step(DUE, "x", source="s"),
        WrongTypeError,
        "wrong_type",
        "value",
        "x",
    ),
    "days below zero": (lambda: T.net(-1), InvalidValueError, "out_of_range", "days", "-1"),
    "days of no int": (lambda: T.net(True), WrongTypeError, "wrong_type", "days", "True"),
    "months above the range": (lambda: T.net_months(121), InvalidValueError, "out_of_range", "months", "121"),
    "too many days": (lambda: T.net(3661), InvalidValueError, "out_of_range", "days", "3661"),
    "a month end of no kind": (lambda: T(month_end="x"), WrongTypeError, "wrong_type", "month_end", "x"),
    "day 32": (lambda: T.end_of_month_on(0, day=32), InvalidValueError, "out_of_range", "day", "32"),
    "day 0": (lambda: T.end_of_month_on(0, day=0), InvalidValueError, "out_of_range", "day", "0"),
    "a day without month end": (lambda: T(day_of_month=3), InvalidValueError, "bad_terms", "month_end", "none"),
    "a day before the days": (
        lambda: T(month_end=MonthEnd.BEFORE_DAYS, day_of_month=3),
        InvalidValueError,
        "bad_terms",
        "month_end",
        "before_days",
    ),
    "issued at a time": (
        lambda: T.net(1).due_on(datetime(2026, 1, 1)),
        WrongTypeError,
        "wrong_type",
        "issued_on",
        "2026-01-01 00:00:00",
    ),
    "issued beyond the calendar": (
        lambda: T.net(1).due_on(date(9999, 12, 31)),
        InvalidValueError,
        "out_of_range",
        "issued_on",
        "9999-12-31",
    ),
    "a rate of another kind of client": (
        lambda: dc.accrue_penalties(ITEM, fr.B2C),
        PolicyError,
        "regime_unfit",
        "regime",
        "fr.b2c",
    ),
    "penalties on a number": (lambda: dc.accrue_penalties("F"), WrongTypeError, "wrong_type", "receivable", "F"),
    "penalties by a name": (
        lambda: dc.accrue_penalties(ITEM, fr.B2B, creditor="V"),
        WrongTypeError,
        "wrong_type",
        "creditor",
        "V",
    ),
    "penalties under a code": (
        lambda: dc.accrue_penalties(ITEM, "fr.b2b"),
        WrongTypeError,
        "wrong_type",
        "regime",
        "fr.b2b",
    ),
    "a claim on what is not there": (
        lambda: state_claim(SNAPSHOT.accounts[0], fr.B2B, only=["F-9"]),
        UnknownReferenceError,
        "unknown_receivable",
        "only",
        "F-9",
    ),
    "payments in no order": (
        lambda: impute_payments(dc.accrue_penalties(ITEM, fr.B2B), "interest_first"),
        WrongTypeError,
        "wrong_type",
        "order",
        "interest_first",
    ),
    "the limitation of retention money without a day": (
        lambda: find_limitation(RETAINED),
        InvalidValueError,
        "missing",
        "due_on",
        "F-2",
    ),
    "an amount of a float": (lambda: M(0.1, "EUR"), WrongTypeError, "wrong_type", "amount", "0.1"),
    "a discount of all": (
        lambda: EarlyPaymentDiscount(Rate.percent("100"), 8),
        InvalidValueError,
        "out_of_range",
        "rate",
        "Rate.percent('100.00')",
    ),
    "a discount before a VAT that is not given": (
        lambda: EarlyPaymentDiscount(Rate.percent("2"), 8, before_vat=True).discounted(eur(1)),
        InvalidValueError,
        "missing",
        "net_amount",
        "None",
    ),
    "a day of a series without steps": (
        lambda: Timeline("demo", ()).at(DUE),
        UnknownDateError,
        "missing_value",
        "day",
        "2026-04-30",
    ),
    "a rate of no figure": (lambda: Rate.percent("12,5"), InvalidValueError, "bad_format", "rate", "12,5"),
    "a rate too large": (lambda: Rate.percent(Decimal("1E+9")), InvalidValueError, "bad_format", "rate", "1E+9"),
    "an unknown channel": (lambda: notice(channel="pigeon"), InvalidValueError, "unknown_channel", "channel", "pigeon"),
    "no receivable": (lambda: notice(receivables=[]), InvalidValueError, "empty", "receivables", "()"),
    "a blank receivable": (lambda: notice(receivables=["F", " "]), InvalidValueError, "empty", "receivables[1]", " "),
    "a bare text of receivables": (
        lambda: notice(receivables="F-1"),
        WrongTypeError,
        "wrong_type",
        "receivables",
        "F-1",
    ),
    "back before it left": (
        lambda: NoticeReturned(client="A", stage="s", sent_on=DUE, returned_on=date(2026, 1, 1), reason="x"),
        WrongTypeError,
        "wrong_type",
        "reason",
        "x",
    ),
    "a dispute of nothing": (
        lambda: Dispute("F", amount=eur(0), opened_on=DUE, reason="x"),
        InvalidValueError,
        "out_of_range",
        "amount",
        "Money('0.00', 'EUR')",
    ),
    "a hold on nothing": (lambda: Hold(since=DUE, reason="x"), InvalidValueError, "bad_target", "subject", "None"),
    "a hold on two things": (
        lambda: Hold("F", client="A", since=DUE, reason="x"),
        InvalidValueError,
        "bad_target",
        "subject",
        "F",
    ),
    "a hold that ends before": (
        lambda: Hold("F", since=DUE, until=date(2026, 1, 1), reason="x"),
        InvalidValueError,
        "bad_date_order",
        "until",
        "2026-01-01",
    ),
    "a cancellation of no day": (
        lambda: Cancelled("F", cancelled_on=None),
        WrongTypeError,
        "wrong_type",
        "cancelled_on",
        "None",
    ),
    "an entry of nothing": (lambda: LetteredEntry("P", "F", 0, "EUR"), InvalidValueError, "out_of_range", "minor", "0"),
    "a lettering of nothing": (lambda: Lettered((), lettered_on=DUE), InvalidValueError, "empty", "entries", "()"),
    "a client in no country": (
        lambda: dc.Client.business("A", name="A", country="France"),
        InvalidValueError,
        "bad_country",
        "country",
        "France",
    ),
    "identifiers of three": (
        lambda: dc.Client.business("A", name="A", identifiers=[("a", "b", "c")]),
        InvalidValueError,
        "bad_format",
        "identifiers[0]",
        "('a', 'b', 'c')",
    ),
    "terms from a day too far": (
        lambda: T.net(30).due_on(date(9999, 12, 1)),
        InvalidValueError,
        "out_of_range",
        "issued_on",
        "9999-12-01",
    ),
    "an entry of no lettering": (
        lambda: dc.propose_lettering(dc.Ledger.of().as_of(DUE)).without("P"),
        UnknownReferenceError,
        "unknown_entry",
        "id",
        "P",
    ),
    "a strategy of no function": (
        lambda: LetteringPolicy([designation, 3]),
        InvalidValueError,
        "bad_strategy",
        "strategies[1]",
        "3",
    ),
    "strategies of no sequence": (lambda: LetteringPolicy(3), WrongTypeError, "wrong_type", "strategies", "3"),
    "a policy of no policy": (
        lambda: decide_stages(SNAPSHOT, lambda client: 3),
        WrongTypeError,
        "wrong_type",
        "policy",
        "3",
    ),
    "a snapshot of no snapshot": (
        lambda: decide_stages(3, FR_B2B_STANDARD),
        WrongTypeError,
        "wrong_type",
        "snapshot",
        "3",
    ),
    "a creditor of no creditor": (
        lambda: decide_stages(SNAPSHOT, FR_B2B_STANDARD, creditor=3),
        WrongTypeError,
        "wrong_type",
        "creditor",
        "3",
    ),
    "penalties on nothing": (lambda: dc.accrue_penalties(3), WrongTypeError, "wrong_type", "receivable", "3"),
    "penalties for nobody": (
        lambda: dc.accrue_penalties(ITEM, fr.B2B, creditor=3),
        WrongTypeError,
        "wrong_type",
        "creditor",
        "3",
    ),
    "penalties of no regime": (lambda: dc.accrue_penalties(ITEM, 3), WrongTypeError, "wrong_type", "regime", "3"),
    "an unfit regime": (lambda: dc.accrue_penalties(ITEM, fr.B2C), PolicyError, "regime_unfit", "regime", "fr.b2c"),
    "no country of the creditor": (
        lambda: dc.accrue_penalties(ITEM),
        UnknownReferenceError,
        "missing_country",
        "creditor.country",
        "None",
    ),
    "a currency of three small letters": (lambda: M(1, "eur"), InvalidValueError, "bad_currency", "currency", "eur"),
    "an amount of no figure": (lambda: M("x", "EUR"), InvalidValueError, "bad_format", "amount", "x"),
    "an amount of no type": (lambda: M(None, "EUR"), WrongTypeError, "wrong_type", "amount", "None"),
    "an amount of no end": (
        lambda: M(Decimal("Infinity"), "EUR"),
        InvalidValueError,
        "not_finite",
        "amount",
        "Infinity",
    ),
    "an amount too long": (lambda: M(10**17, "EUR"), InvalidValueError, "out_of_range", "amount", "int"),
    "a decimal too long": (lambda: M(Decimal("1E+17"), "EUR"), InvalidValueError, "out_of_range", "amount", "Decimal"),
    "a decimal far too long": (
        lambda: M(Decimal("1E+41"), "EUR"),
        InvalidValueError,
        "out_of_range",
        "amount",
        "Decimal",
    ),
    "a decimal too fine": (lambda: M(Decimal("1.234"), "EUR"), InvalidValueError, "bad_scale", "amount", "1.234"),
    "a text too fine": (lambda: M("1.234", "EUR"), InvalidValueError, "bad_scale", "amount", "1.234"),
    "a contact of no name": (lambda: Contact(""), InvalidValueError, "empty", "name", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_named(case: str) -> None:
    """The kind, the field and the value are on the error, and in its message."""
    build, error_type, kind, field, value = CASES[case]
    with pytest.raises(error_type) as raised:
        build()
    error = raised.value
    assert (error.kind, error.field, error.value) == (kind, field, value)
    assert all(type(argument) is str and argument for argument in error.args[:2] + error.args[3:])
    assert field in str(error)
    # What to do reads on from what is wrong: a small letter first, no period last.
    assert error.hint[:1].islower()
    assert error.hint[-1] != "."
    assert pickle.loads(pickle.dumps(error)) == error
    assert hash(error) == hash(type(error)(*error.args))


def test_values_are_shown_safely() -> None:
    """What is shown is cut at eighty characters, printable, and never fails, whatever the value."""

    class Hostile:
        def __repr__(self) -> str:
            raise RuntimeError

    assert show_value(Hostile()) == "<Hostile>"
    assert show_value(10**5000) == "<int>"
    assert show_value("a\x00b") == "a\\x00b"
    assert len(show_value("x" * 1000)) == 80
    assert show_value("x" * 80) == "x" * 80
    assert show_value(date(2026, 1, 2)) == "2026-01-02"
    assert show_value(Fraction(1, 2)) == "Fraction(1, 2)"
    assert InvalidValueError("k", "f", 1, "h") != WrongTypeError("k", "f", 1, "h")
    assert dc.DunningError.about("f", 1, kind="k", hint="h").field == "f"
