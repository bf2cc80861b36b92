"""Plain data: what is written, what is read back, and what is refused, with the path to it."""

import functools
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

import dunning_core as dc
from dunning_core.documents import CreditNature, InvoiceKind, PaymentMeans, Refund, WriteOff, WriteOffNature
from dunning_core.dunning import PolicyBook
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import UnknownReferenceError
from dunning_core.events import (
    Accelerated,
    Assigned,
    Cancelled,
    ClaimedSum,
    ClaimIssued,
    ClaimWaived,
    CostIncurred,
    CourtStep,
    CourtStepKind,
    DebtAcknowledged,
    Dispute,
    DisputeResolved,
    Event,
    HandedOver,
    Hold,
    HoldReleased,
    Insolvency,
    Lettered,
    LetteredEntry,
    NoticePresented,
    NoticeReturned,
    NoticeSent,
    PayerIdentified,
    PaymentReturned,
    PlatformStatus,
    PromiseToPay,
    ReturnReason,
    StageKind,
    TakenBack,
    Unlettered,
)
from dunning_core.interop.plain import from_json, from_plain, json_schema, to_json, to_plain
from dunning_core.interop.plain.storing import upgrade
from dunning_core.law import IndexedRate, Rate, RateRule, find_regime, fr
from dunning_core.lettering import STANDARD_STRATEGIES, LetteringPolicy, statutory_de, statutory_fr
from dunning_core.parties import Contact, ContactRole
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from dunning_core.terms import EarlyPaymentDiscount, MonthEnd
from dunning_core.timeline import Step, Timeline
from tests.books import ACME, DUE, eur, invoice
from tests.specimens import BOOK, OWN_REGIME, PATIENT

VERSION_1 = Path(__file__).parents[2] / "golden" / "plain_version_1.json"
ENTRY = LetteredEntry("P-1", "F-1", 10000, "EUR", letter_code="AA")
FACTS = (
    dc.Client.business(
        "ACME",
        name="Acme SARL",
        country="FR",
        contacts=[Contact("Siège", role=ContactRole.REGISTERED_OFFICE, address="2 rue B\n75002 Paris")],
        language="fr",
        identifiers=[("SIREN", "123456782")],
        terms=dc.PaymentTerms(
            days=45, month_end=MonthEnd.AFTER_DAYS, discount=EarlyPaymentDiscount(Rate.percent("2"), 8)
        ),
        tags=["good payer"],
        credit_limit=eur("50000.00"),
    ),
    dc.Client.consumer("ANA", name="Ana Durand", account="ACME"),
    dc.Invoice(
        "F-1",
        client="ACME",
        amount=eur("1200.00"),
        issued_on=date(2026, 1, 5),
        due_on=date(2026, 2, 4),
        agreed_rate=Rate.percent("12.5"),
        means=PaymentMeans.TRANSFER,
        kind=InvoiceKind.FINAL,
        net_amount=eur("1000.00"),
        deducts=["F-0"],
        recorded_on=date(2026, 1, 6),
    ),
    dc.Invoice(
        "F-2",
        client="ANA",
        amount=dc.Money(3000, "JPY"),
        issued_on=date(2026, 1, 5),
        installments=[
            dc.Installment(due_on=date(2026, 2, 4), amount=dc.Money(1000, "JPY")),
            dc.Installment(due_on=None, amount=dc.Money(2000, "JPY"), is_retention=True),
        ],
        agreed_rate=IndexedRate(Rate.percent("10"), rule=RateRule.FROZEN),
    ),
    dc.CreditNote(
        "A-1",
        client="ACME",
        amount=eur("50.00"),
        issued_on=date(2026, 1, 20),
        corrects="F-1",
        nature=CreditNature.COMMERCIAL,
    ),
    dc.Payment(
        "P-1",
        client=None,
        amount=eur("100.00"),
        received_on=date(2026, 2, 10),
        reference="VIR F-1",
        designates=["F-1"],
    ),
    Refund("R-1", client="ACME", amount=eur(5), refunded_on=date(2026, 2, 12), refunds="P-1"),
    WriteOff(
        "W-1",
        client="ACME",
        amount=eur(5),
        written_off_on=date(2026, 12, 12),
        writes_off="F-1",
        nature=WriteOffNature.REMISSION,
    ),
    NoticeSent(
        client="ACME",
        stage="formal_notice",
        kind=StageKind.FORMAL_NOTICE,
        receivables=["F-1"],
        channel="registered",
        sent_on=date(2026, 3, 6),
        deadline_days=8,
        proof="1A 000 000 0000 0",
        key="0123456789abcdef",
    ),
    NoticeReturned(
        client="ACME",
        stage="formal_notice",
        sent_on=date(2026, 3, 6),
        returned_on=date(2026, 3, 20),
        reason=ReturnReason.UNCLAIMED,
    ),
    NoticePresented(client="ACME", stage="formal_notice", sent_on=date(2026, 3, 6), presented_on=date(2026, 3, 9)),
    PromiseToPay("F-1", amount=eur(500), promised_on=date(2026, 3, 10), pay_on=date(2026, 3, 31)),
    Dispute("F-2", opened_on=date(2026, 2, 1), reason="quality"),
    DisputeResolved("F-2", resolved_on=date(2026, 2, 20), outcome="agreed"),
    Hold(client="ANA", since=date(2026, 2, 1), until=date(2026, 3, 1), reason="talks"),
    HoldReleased(client="ANA", released_on=date(2026, 2, 10)),
    Cancelled("F-9", cancelled_on=date(2026, 2, 10)),
    PaymentReturned("P-1", returned_on=date(2026, 2, 15), reason="insufficient funds"),
    PayerIdentified("P-1", client="ACME", identified_on=date(2026, 2, 11)),
    Lettered([ENTRY], lettered_on=date(2026, 2, 11)),
    Unlettered([ENTRY], unlettered_on=date(2026, 2, 16)),
    ClaimIssued(
        "C-1",
        client="ACME",
        sums=[ClaimedSum("F-1", "interest", 719, "EUR", date(2026, 3, 5))],
        issued_on=date(2026, 3, 6),
    ),
    ClaimWaived("F-1", component="compensation", waived_on=date(2026, 3, 30)),
    CostIncurred("F-1", amount=eur(90), incurred_on=date(2026, 4, 2), proof="invoice of the bailiff"),
    CourtStep("F-1", kind=CourtStepKind.ENFORCEABLE, taken_on=date(2026, 6, 1), reference="26/1234"),
    Insolvency("ANA", opened_on=date(2026, 7, 1), published_on=date(2026, 7, 5)),
    Accelerated("F-2", accelerated_on=date(2026, 5, 1), noticed_on=None),
    DebtAcknowledged("F-1", acknowledged_on=date(2026, 5, 2), proof="message"),
    HandedOver(client="ANA", agent="Agence Nord", handed_on=date(2026, 8, 1)),
    Assigned("F-1", assignee="Factor SA", assigned_on=date(2026, 8, 2)),
    TakenBack(client="ANA", taken_back_on=date(2026, 9, 1)),
    PlatformStatus("F-1", status=207, reported_on=date(2026, 1, 7), reason="QTE_ERR"),
)


def test_what_version_1_wrote_is_read() -> None:
    """A ledger of version 1, written by hand, is read for ever: the facts are these."""
    assert from_json(dc.Ledger, VERSION_1.read_text("utf-8")) == dc.Ledger.of(FACTS)


def test_a_saved_ledger_gives_the_same_run() -> None:
    """Saved and loaded, a ledger and a policy give the same run, the same notices and the same lettering."""
    ledger = from_json(dc.Ledger, to_json(sample_ledger()))
    policy = from_json(dc.DunningPolicy, to_json(FR_B2B_STANDARD))
    assert ledger == sample_ledger()
    runs = [
        dc.run_dunning(facts, SAMPLE_DAY, chosen, SAMPLE_CREDITOR)
        for facts, chosen in ((sample_ledger(), FR_B2B_STANDARD), (ledger, policy))
    ]
    texts = [
        (to_json(run), repr(run.to_records()), [notice.body for notice in run.notices("fr", provisional=True)])
        for run in runs
    ]
    assert texts[0] == texts[1]


def test_amounts_days_and_rates_are_exact_texts() -> None:
    """An amount has the decimals of its currency, a day is ISO, a rate is in percent; nothing is a float."""
    assert to_plain(dc.Money(3000, "JPY")) == {
        "dunning_core": 1,
        "type": "Money",
        "amount": "3000",
        "currency": "JPY",
    }
    assert to_plain(Rate.percent("12.15")) == {"dunning_core": 1, "type": "Rate", "percent": "12.15"}
    plain = to_plain(invoice())
    assert (plain["amount"], plain["due_on"]) == ({"amount": "1000.00", "currency": "EUR"}, "2026-04-30")


def test_what_holds_nothing_is_left_out_and_defaults_are_written() -> None:
    """None, empty texts and empty lists are left out; a default that could change one day is not."""
    plain = to_plain(dc.PaymentTerms.net(30))
    assert plain == {"dunning_core": 1, "type": "PaymentTerms", "days": 30, "months": 0, "month_end": "none"}
    assert "terms" not in to_plain(invoice())
    assert to_plain(invoice())["kind"] == "invoice"
    assert from_plain(dc.PaymentTerms, {"dunning_core": 1, "type": "PaymentTerms"}) == dc.PaymentTerms()


def test_what_holds_nothing_is_written_where_it_says_something() -> None:
    """None that is not the default is written: here that no debt is presumed to be paid first."""
    policy = LetteringPolicy(imputation=None)
    assert to_plain(policy)["imputation"] is None
    assert from_json(LetteringPolicy, to_json(policy)) == policy


def test_a_regime_of_ours_goes_by_its_code() -> None:
    """A regime of the library is stored by its code; one that was changed is stored whole, and comes back equal."""
    policy = FR_B2B_STANDARD.with_regime(fr.B2B)
    assert to_plain(policy)["regime"] == "fr.b2b"
    assert to_plain(fr.B2B) == {"dunning_core": 1, "type": "Regime", "value": "fr.b2b"}
    assert from_plain(dc.DunningPolicy, to_plain(policy)).regime is fr.B2B
    changed = attrs.evolve(fr.B2B, margin=Rate.percent("11"))
    stored = to_plain(policy.with_regime(changed))["regime"]
    assert stored["code"] == "fr.b2b"
    assert stored["reference_rate"] == "ECB_MAIN_REFINANCING"
    assert from_plain(dc.DunningPolicy, to_plain(policy.with_regime(changed))).regime == changed
    assert to_plain(OWN_REGIME)["floor"]["steps"][0]["verification"] == "two_sources"


@pytest.mark.parametrize(("path", "name"), [(("regime",), "fr.none"), (("regime", "reference_rate"), "NO_SERIES")])
def test_a_name_that_is_none_is_refused_by_the_schema_too(path: tuple[str, ...], name: str) -> None:
    """What no library of this version can read is no valid data: the schema lists the names."""
    policy = to_plain(FR_B2B_STANDARD.with_regime(attrs.evolve(fr.B2B, margin=Rate.percent("11"))))
    validator = Draft202012Validator(json_schema(dc.DunningPolicy))
    assert validator.is_valid(policy)
    assert validator.is_valid(policy | {"regime": "uk.b2b"})
    holder = functools.reduce(lambda found, key: found[key], path[:-1], policy)
    holder[path[-1]] = name
    assert not validator.is_valid(policy)
    with pytest.raises(dc.DunningError):
        from_plain(dc.DunningPolicy, policy)


def test_a_series_of_your_own_is_stored_whole() -> None:
    """A series is read with its values of whatever type; told which one, it may be left out."""
    own = Timeline("own", (Step(DUE, Rate.percent("5"), "contract"),))
    plain = to_plain(own)
    assert plain["steps"][0]["value"] == {"type": "Rate", "percent": "5.00"}
    assert from_plain(Timeline, plain) == own
    assert from_plain(Timeline[Rate], plain) == own
    del plain["steps"][0]["value"]["type"]
    assert from_plain(Timeline[Rate], plain) == own


def test_a_policy_book_is_a_plain_value() -> None:
    """A book of policies, with versions and a regime of one's own, comes back equal; it is the same text each time."""
    text = to_json(BOOK)
    assert from_json(PolicyBook, text) == BOOK
    assert to_json(from_json(PolicyBook, text)) == text
    assert from_json(dc.DunningPolicy, to_json(PATIENT)) == PATIENT


def test_strategies_go_by_name() -> None:
    """The strategies and orders of the library are stored by their names, in their order."""
    policy = LetteringPolicy(strategies=STANDARD_STRATEGIES[::-1], imputation=statutory_fr)
    plain = to_plain(policy)
    assert plain["strategies"][-1] == "designation"
    assert plain["imputation"] == "statutory_fr"
    assert plain["most_coincidence"] == "1/100"
    assert from_plain(LetteringPolicy, plain) == policy


def own_strategy(*_: object) -> tuple[()]:
    return ()


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (LetteringPolicy(strategies=[*STANDARD_STRATEGIES[:2], own_strategy]), "$.strategies[2]"),
        (LetteringPolicy(imputation=functools.partial(statutory_de)), "$.imputation"),
        (lambda _: FR_B2B_STANDARD, "$"),
        (FR_B2B_STANDARD.with_minimum, "$"),
        (dc.Problem("a", "b", params=(("x", own_strategy),)), "$.params[0][1]"),
        (dc.Problem("a", "b", params=(("x", 1.5),)), "$.params[0][1]"),
        (dc.Problem("a", "b", params=(("x", {"a": 1}),)), "$.params[0][1]"),
        (dc.Problem("a", "b" * 20_001), "$.subject"),
        (dc.Problem("a", "b", params=(("x", 2**63),)), "$.params[0][1]"),
        (None, "$"),
        ("text", "$"),
        ([FR_B2B_STANDARD], "$"),
        (1.5, "$"),
    ],
)
def test_what_has_no_plain_form_is_refused(value: Any, field: str) -> None:
    """A function of one's own, a float, a container: the error has the path."""
    with pytest.raises(dc.DunningError) as caught:
        to_plain(value)
    assert caught.value.field == field


def test_operands_of_any_type_come_back() -> None:
    """Problems and reasons carry operands of several types; those that JSON has not say which they are."""
    params = (
        ("none", None),
        ("text", "é\n"),
        ("whole", -3),
        ("flag", True),
        ("day", DUE),
        ("share", Fraction(-1, 3)),
        ("amount", eur("1.50")),
        ("rate", Rate.percent("-0.5")),
        ("kind", StageKind.FIRM),
        ("several", (DUE, (1, "2"), ())),
        ("regime", fr.B2B),
        ("value", invoice()),
    )
    problem = dc.Problem("a.code", "F-1", params=params)
    plain = to_plain(problem)
    shown = dict(plain["params"])
    assert shown["day"] == {"type": "date", "value": "2026-04-30"}
    assert shown["share"] == {"type": "Fraction", "value": "-1/3"}
    assert shown["kind"] == {"type": "StageKind", "value": "firm"}
    assert shown["flag"] is True
    assert from_plain(dc.Problem, json.loads(json.dumps(plain))) == problem


def test_exact_decimals_come_back() -> None:
    """A Decimal among the operands is its digits, none lost and none added; one that is not finite is refused."""
    found = from_json(
        dc.Problem, to_json(dc.Problem("a", "b", params=(("x", Decimal("1E+3")), ("y", Decimal("0.10")))))
    )
    assert [str(value) for _, value in found.params] == ["1000", "0.10"]
    for hostile in ("NaN", "Infinity", "7E+400000"):
        with pytest.raises(dc.DunningError) as caught:
            to_plain(dc.Problem("a", "b", params=(("x", Decimal(hostile)),)))
        assert caught.value.field == "$.params[0][1]"


def test_one_of_several_types_is_read() -> None:
    """Events stored one by one are read as any event; a type that is not among them is refused."""
    for fact in FACTS:
        if isinstance(fact, Event):
            assert from_plain(Event, to_plain(fact)) == fact
    assert from_plain(dc.Invoice | dc.Payment, to_plain(invoice())) == invoice()
    with pytest.raises(dc.DunningError) as caught:
        from_plain(Event, to_plain(invoice()))
    assert caught.value.field == "$.type"


def ledger_data() -> Any:
    return json.loads(to_json(dc.Ledger.of(FACTS)))


#: Where a ledger is damaged, what stands there then, and the kind and field of the error.
DAMAGES: list[tuple[tuple[str | int, ...], Any, str, str]] = [
    (("facts", 3, "due_date"), "2026-02-04", "unknown_key", "$.facts[3].due_date"),
    (("facts", 3, "number"), 7, "wrong_type", "$.facts[3].number"),
    (("facts", 3, "number"), "x" * 10**7, "too_long", "$.facts[3].number"),
    (("facts", 3, "number"), " ", "empty", "$.facts[3].number"),
    (("facts", 3, "due_on"), "2026-01-04", "bad_date_order", "$.facts[3].due_on"),
    (("facts", 3, "due_on"), "04/02/2026", "bad_format", "$.facts[3].due_on"),
    (("facts", 3, "due_on"), "2026-02-30", "bad_format", "$.facts[3].due_on"),
    (("facts", 3, "due_on"), "20260204", "bad_format", "$.facts[3].due_on"),
    (("facts", 3, "due_on"), "２０２６-02-04", "bad_format", "$.facts[3].due_on"),
    (("facts", 3, "due_on"), "9999-12-31", "out_of_range", "$.facts[3].due_on"),
    (("facts", 3, "due_on"), 20260204, "wrong_type", "$.facts[3].due_on"),
    (("facts", 3, "amount"), 1200, "wrong_type", "$.facts[3].amount"),
    (("facts", 3, "amount", "amount"), 1200, "wrong_type", "$.facts[3].amount.amount"),
    (("facts", 3, "amount", "amount"), 1200.0, "wrong_type", "$.facts[3].amount.amount"),
    (("facts", 3, "amount", "amount"), "1200.005", "bad_scale", "$.facts[3].amount.amount"),
    (("facts", 3, "amount", "amount"), "NaN", "bad_format", "$.facts[3].amount.amount"),
    (("facts", 3, "amount", "amount"), "-5.00", "out_of_range", "$.facts[3].amount"),
    (("facts", 3, "amount", "currency"), "EUX", "bad_currency", "$.facts[3].amount.currency"),
    (("facts", 3, "amount", "minor"), 5, "unknown_key", "$.facts[3].amount.minor"),
    (("facts", 3, "kind"), "bill", "unknown_value", "$.facts[3].kind"),
    (("facts", 3, "kind"), 1, "unknown_value", "$.facts[3].kind"),
    (("facts", 3, "agreed_rate", "type"), "Fraction", "unknown_type", "$.facts[3].agreed_rate.type"),
    (("facts", 3, "agreed_rate", "percent"), "a lot", "bad_format", "$.facts[3].agreed_rate.percent"),
    (("facts", 3, "agreed_rate"), "12.5", "wrong_type", "$.facts[3].agreed_rate"),
    (("facts", 4, "agreed_rate", "series"), "MY_SERIES", "unknown_series", "$.facts[4].agreed_rate.series"),
    (("facts", 4, "agreed_rate", "series"), 5, "wrong_type", "$.facts[4].agreed_rate.series"),
    (("facts", 4, "installments"), {}, "wrong_type", "$.facts[4].installments"),
    (("facts", 4, "installments", 1, "type"), "Invoice", "wrong_type", "$.facts[4].installments[1].type"),
    (("facts", 4, "installments", 1, "is_retention"), 1, "wrong_type", "$.facts[4].installments[1].is_retention"),
    (("facts", 4, "installments", 1, "is_retention"), False, "wrong_type", "$.facts[4].installments[1].due_on"),
    (("facts", 0, "identifiers", 0), ["SIREN"], "bad_format", "$.facts[0].identifiers[0]"),
    (("facts", 0, "identifiers", 0, 1), "", "empty", "$.facts[0].identifiers[0]"),
    (("facts", 0, "terms", "days"), True, "wrong_type", "$.facts[0].terms.days"),
    (("facts", 0, "terms", "days"), -1, "out_of_range", "$.facts[0].terms.days"),
    (("facts", 0, "terms", "days"), 10**30, "out_of_range", "$.facts[0].terms.days"),
    (("facts", 0, "type"), "Klient", "unknown_type", "$.facts[0].type"),
    (("facts", 0, "type"), ["Client"], "unknown_type", "$.facts[0].type"),
    (("facts", 0, "type"), "DunningPolicy", "unknown_type", "$.facts[0].type"),
    (("facts", 0), None, "wrong_type", "$.facts[0]"),
    (("facts",), None, "wrong_type", "$.facts"),
    (("facts",), "abc", "wrong_type", "$.facts"),
    (("events",), [], "unknown_key", "$.events"),
    (("type",), "Snapshot", "unknown_type", "$.type"),
    (("type",), None, "unknown_type", "$.type"),
    (("dunning_core",), 2, "unknown_version", "$.dunning_core"),
    (("dunning_core",), 0, "unknown_version", "$.dunning_core"),
    (("dunning_core",), "1", "wrong_type", "$.dunning_core"),
    (("dunning_core",), True, "wrong_type", "$.dunning_core"),
]


@pytest.mark.parametrize(("place", "content", "kind", "field"), DAMAGES, ids=lambda part: str(part)[:40])
def test_what_is_damaged_is_refused_with_its_path(
    place: tuple[str | int, ...], content: Any, kind: str, field: str
) -> None:
    """One thing in a stored ledger is not as it must be: the error says what, where, and which value, cut."""
    data = ledger_data()
    assert data["facts"][3]["number"] == "F-1"
    assert data["facts"][4]["number"] == "F-2"
    inside = data
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = content
    with pytest.raises(dc.DunningError) as caught:
        from_plain(dc.Ledger, data)
    assert (caught.value.kind, caught.value.field) == (kind, field)
    assert isinstance(caught.value, ValueError | TypeError | LookupError)
    assert len(str(caught.value)) < 1500


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (("dunning_core",), "$.dunning_core"),
        (("type",), "$.type"),
        (("facts",), "$.facts"),
        (("facts", 3, "number"), "$.facts[3].number"),
        (("facts", 3, "amount"), "$.facts[3].amount"),
        (("facts", 3, "amount", "currency"), "$.facts[3].amount.currency"),
        (("facts", 3, "type"), "$.facts[3].type"),
    ],
)
def test_what_is_missing_is_refused_with_its_path(place: tuple[str | int, ...], field: str) -> None:
    """What has no default must be there."""
    data = ledger_data()
    inside = data
    for step in place[:-1]:
        inside = inside[step]
    del inside[place[-1]]
    with pytest.raises(dc.DunningError) as caught:
        from_plain(dc.Ledger, data)
    assert caught.value.field == field


@pytest.mark.parametrize("data", [None, [], "x", 1.5, b"{}", {1: 2}, {"dunning_core": 1, 2: 3, "type": "Money"}])
def test_what_is_no_object_is_refused(data: Any) -> None:
    """Anything that is not an object of texts is refused."""
    with pytest.raises(dc.DunningError):
        from_plain(dc.Money, data)


@pytest.mark.parametrize("kind", [int, str, None, "Invoice", list[dc.Invoice], dict[str, int], 5, int | None, object])
def test_only_types_of_the_library_are_asked_for(kind: Any) -> None:
    """A type that is none of the library's is refused, for reading and for a schema."""
    with pytest.raises(dc.DunningError):
        json_schema(kind)
    with pytest.raises(dc.DunningError):
        from_plain(kind, {"dunning_core": 1, "type": "Invoice"})


def test_functions_are_known_by_their_names_only() -> None:
    """A name that is none of the library's strategies is refused, and nothing is looked up anywhere else."""
    for name in ("own_strategy", "os.system", "eval", "__import__", 3, None):
        data = to_plain(LetteringPolicy()) | {"strategies": [name]}
        with pytest.raises(UnknownReferenceError) as caught:
            from_plain(LetteringPolicy, data)
        assert caught.value.field == "$.strategies[0]"


def test_an_operand_of_an_unknown_type_is_refused() -> None:
    """Only the library's values can be operands; markup, which would be trusted, cannot."""
    for name in ("Html", "Exception", "Path", "Ledgers", None, 5, ["Money"]):
        data = {"dunning_core": 1, "type": "Problem", "code": "a", "subject": "b", "params": [["x", {"type": name}]]}
        with pytest.raises(dc.DunningError) as caught:
            from_plain(dc.Problem, data)
        assert caught.value.field == "$.params[0][1].type"


def test_a_result_is_not_read_back() -> None:
    """A run goes out; coming in, it is refused with what to do instead, alone or inside something else."""
    run = dc.run_dunning(sample_ledger(), SAMPLE_DAY, FR_B2B_STANDARD, SAMPLE_CREDITOR)
    for result in (run, run.decisions[0], run.snapshot, run.actions[0], run.notices("fr", provisional=True)):
        with pytest.raises(dc.DunningError) as caught:
            from_plain(type(result), to_plain(result))
        assert (caught.value.kind, caught.value.field) == ("not_read_back", "$")
    data = {"dunning_core": 1, "type": "Problem", "code": "a", "subject": "b", "params": [["x", {"type": "Decision"}]]}
    with pytest.raises(dc.DunningError) as caught:
        from_plain(dc.Problem, data)
    assert caught.value.kind == "not_read_back"


def test_a_run_shows_what_a_reader_needs() -> None:
    """Each decision has its debt, stage, reasons and penalties; each action its lines by their ids."""
    plain = to_plain(dc.run_dunning(sample_ledger(), SAMPLE_DAY, FR_B2B_STANDARD, SAMPLE_CREDITOR))
    found = {decision["receivable"]["id"]: decision for decision in plain["decisions"]}
    late = found["F-1009"]
    assert late["receivable"]["outstanding"] == {"amount": "5350.00", "currency": "EUR"}
    assert (late["account"], late["policy"], late["stage"]) == ("ESTUAIRE", "FR_B2B_STANDARD", "formal_notice")
    assert late["penalties"]["regime"] == "fr.b2b"
    assert late["penalties"]["compensation"] == {"amount": "40.00", "currency": "EUR"}
    action = next(action for action in plain["actions"] if "F-1009" in action["receivables"])
    assert action["stage"]["name"] == "formal_notice"
    assert action["client"]["id"] == "ESTUAIRE"
    assert plain["lettering"]["allocations"]
    assert plain["unmatched"][0]["id"] == "P-6"
    assert plain["unmatched"][0]["client"] is None


def test_a_figure_that_does_not_exist_is_none() -> None:
    """On a day before the law there is no rate: the result says so, and goes out all the same."""
    old = dc.Invoice("F-1", client="ACME", amount=eur(10), issued_on=date(2012, 1, 2), due_on=date(2012, 12, 31))
    run = dc.run_dunning(dc.Ledger.of(ACME, old), date(2012, 12, 31), FR_B2B_STANDARD, SAMPLE_CREDITOR)
    penalties = to_plain(run)["decisions"][0]["penalties"]
    assert penalties["rate"] is None
    assert penalties["interest"] == {"amount": "0.00", "currency": "EUR"}


def test_a_rate_that_begins_to_be_missed_is_none() -> None:
    """On the due day of a law of which no rate is known yet, what tomorrow would bear does not exist."""
    policy = FR_B2B_STANDARD.with_regime(find_regime("pl.b2b"))
    run = dc.run_dunning(dc.Ledger.of(ACME, invoice()), DUE, policy, SAMPLE_CREDITOR)
    penalties = to_plain(run)["decisions"][0]["penalties"]
    assert (penalties["rate"], penalties["per_day"], penalties["per_day_until"]) == (None, None, None)


def test_an_older_version_is_brought_up_to_date_step_by_step() -> None:
    """Each upgrade turns data of one version into those of the next; data of the newest are taken as they are."""

    def rename(data: dict[str, Any]) -> dict[str, Any]:
        return {("currency" if key == "unit" else key): content for key, content in data.items()}

    def add_cents(data: dict[str, Any]) -> dict[str, Any]:
        return data | {"amount": f"{data['amount']}.00"}

    upgrades = (rename, add_cents)
    newest = {"type": "Money", "amount": "12.00", "currency": "EUR"}
    oldest = {"dunning_core": 1, "type": "Money", "amount": "12", "unit": "EUR"}
    assert upgrade(oldest, upgrades) == newest
    assert upgrade({"dunning_core": 2, "type": "Money", "amount": "12", "currency": "EUR"}, upgrades) == newest
    assert upgrade({"dunning_core": 3, **newest}, upgrades) == newest
    with pytest.raises(dc.DunningError) as caught:
        upgrade({"dunning_core": 4, **newest}, upgrades)
    assert caught.value.kind == "unknown_version"
    assert oldest["unit"] == "EUR"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (to_json(sample_ledger())[:-1], "bad_json"),
        (to_json(sample_ledger())[:5000], "bad_json"),
        ("", "bad_json"),
        ("\ufeff{}", "bad_json"),
        ("{'a': 1}", "bad_json"),
        ('{"dunning_core":1,"type":"Money","amount":"1","amount":"2","currency":"EUR"}', "duplicate_key"),
        ('{"dunning_core":1,"type":"Money","amount":1.0,"currency":"EUR"}', "wrong_type"),
        ('{"dunning_core":1,"type":"Money","amount":NaN,"currency":"EUR"}', "wrong_type"),
        ('{"dunning_core":1,"type":"Money","amount":-Infinity,"currency":"EUR"}', "wrong_type"),
        (f'{{"dunning_core":{"9" * 10_000}}}', "out_of_range"),
        ("[" * 100_000, "too_deep"),
        ("[" * 500 + "]" * 500, "wrong_type"),
        ("null", "wrong_type"),
    ],
    ids=lambda part: part[:30],
)
def test_a_text_that_is_cut_or_hostile_is_refused(text: str, kind: str) -> None:
    """JSON that is cut, says a key twice, holds a float, a huge number or endless brackets."""
    with pytest.raises(dc.DunningError) as caught:
        from_json(dc.Ledger, text)
    assert caught.value.kind == kind
    assert caught.value.field.startswith("$")


def test_bytes_are_to_be_decoded_first() -> None:
    """What encoding bytes are in is not guessed."""
    with pytest.raises(dc.DunningError) as caught:
        from_json(dc.Money, to_json(eur(1)).encode())  # type: ignore[call-overload]
    assert caught.value.kind == "wrong_type"


def test_data_that_are_nested_without_end_are_refused() -> None:
    """Brackets in brackets, in data or in a value, end in an error of the library."""
    nested: Any = ()
    data: Any = []
    for _ in range(100_000):
        nested, data = (nested,), [data]
    with pytest.raises(dc.DunningError) as caught:
        to_plain(dc.Problem("a", "b", params=(("x", nested),)))
    assert caught.value.kind == "too_deep"
    plain = {"dunning_core": 1, "type": "Problem", "code": "a", "subject": "b", "params": [["x", data]]}
    with pytest.raises(dc.DunningError) as caught:
        from_plain(dc.Problem, plain)
    assert caught.value.kind == "too_deep"


def test_the_text_is_ascii_and_has_no_blanks() -> None:
    """The text passes through anything: ASCII, no blanks, the version and the type first."""
    client = dc.Client.business("É", name="Île \U0001f600 & Fils", country="FR")
    text = to_json(client)
    assert text.isascii()
    assert text.startswith('{"dunning_core":1,"type":"Client","id":"\\u00c9"')
    assert from_json(dc.Client, text) == client
