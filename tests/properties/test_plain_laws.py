"""Laws of plain data: out and in is the identity, to the byte; damaged data are an error of the library, or a value."""

import copy
import json
from datetime import date
from functools import cache
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import dunning_core as dc
from dunning_core.documents import CreditNote, Refund, WriteOff
from dunning_core.dunning import Applies, CatchUp, PolicyBook, PolicyEntry, PolicyVersions, Progression
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import PolicyError
from dunning_core.events import Event, StageKind
from dunning_core.interop.plain import from_json, from_plain, json_schema, to_json, to_plain
from dunning_core.law import ClientKind, Rate, find_regime, fr
from dunning_core.lettering import (
    STANDARD_STRATEGIES,
    Bounds,
    LetteringPolicy,
    Tolerance,
    oldest_due_first,
    proportional,
    statutory_de,
    statutory_fr,
)
from tests.books import CREDITOR
from tests.strategies import books, days, moneys

Fact = dc.Client | dc.Invoice | CreditNote | dc.Payment | Refund | WriteOff | Event


@cache
def _validator(kind: Any) -> Draft202012Validator:
    schema = json_schema(kind)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults_of(kind: Any, data: Any) -> list[Any]:
    """What is not as the schema of a type says; the schema is itself a valid one."""
    return list(_validator(kind).iter_errors(data))


regimes = st.one_of(
    st.none(),
    st.sampled_from(["fr.b2b", "fr.public", "fr.b2c", "de.b2b", "uk.b2b", "nl.b2b", "pl.b2b"]).map(find_regime),
    st.integers(0, 10**9).map(lambda units: attrs.evolve(fr.B2B, margin=Rate(units))),
)
orders = st.sampled_from([None, oldest_due_first, statutory_fr, statutory_de, proportional])


@st.composite
def policies(draw: st.DrawFn) -> dc.DunningPolicy:
    """The standard policy with other stages, guards, ways to progress and regimes."""
    stages = FR_B2B_STANDARD.stages
    options: dict[str, Any] = {
        "name": draw(st.sampled_from(["standard", "Spécial", "a\u202fb"])),
        "stages": stages[: draw(st.integers(1, len(stages)))],
        "regime": draw(regimes),
        "interval_days": draw(st.integers(0, 30)),
        "grace_days": draw(st.integers(0, 30)),
        "minimum": draw(st.one_of(st.none(), moneys())),
        "progression": draw(st.sampled_from(Progression)),
        "catch_up": draw(st.sampled_from(CatchUp)),
        "notices_max": draw(st.sampled_from([None, 1, 5])),
        "caps": draw(st.sampled_from([(), (("F-1", StageKind.FIRM),)])),
        "late_probabilities": [("ANA", share) for share in draw(st.lists(st.fractions(0, 1), max_size=1))],
    }
    try:
        return attrs.evolve(FR_B2B_STANDARD, **options)
    except PolicyError:
        return attrs.evolve(FR_B2B_STANDARD, **options | {"interval_days": 1, "progression": Progression.SUCCESSION})


@st.composite
def policy_books(draw: st.DrawFn) -> PolicyBook:
    """A book of policies: by client, tag, kind and country, each with one policy or with versions."""

    def either() -> dc.DunningPolicy | PolicyVersions:
        since = sorted(draw(st.sets(days, min_size=1, max_size=3)))
        versions = PolicyVersions([(day, draw(policies())) for day in since], draw(st.sampled_from(Applies)))
        return versions if draw(st.booleans()) else draw(policies())

    names = draw(st.lists(st.sampled_from(["ANA", "BOB", "SITE"]), unique=True))
    entries = [PolicyEntry(either(), client=name, kind=draw(st.sampled_from([None, *ClientKind]))) for name in names]
    return PolicyBook(either(), [*entries, PolicyEntry(either(), tag="slow", country="FR")])


@st.composite
def lettering_policies(draw: st.DrawFn) -> LetteringPolicy:
    """Strategies in any order, tolerances, bounds."""
    return LetteringPolicy(
        strategies=draw(st.permutations(STANDARD_STRATEGIES))[: draw(st.integers(0, 12))],
        imputation=draw(orders),
        tolerances=[
            Tolerance(amount, share=draw(st.fractions(0, 1))) for amount in draw(st.lists(moneys(), max_size=2))
        ],
        most_coincidence=draw(st.fractions(0, 1).filter(lambda share: share < 1)),
        withheld=draw(st.lists(st.sampled_from(["F-1", "ANA"]))),
        bounds=Bounds(sweeps=draw(st.integers(1, 20))),
    )


@given(st.one_of(policies(), policy_books(), lettering_policies()))
def test_policies_come_back(value: Any) -> None:
    """A policy of any kind is the same after it was stored, and is stored as the same text again."""
    text = to_json(value)
    back = from_json(type(value), text)
    assert back == value
    assert to_json(back) == text
    assert faults_of(type(value), json.loads(text)) == []


@given(books(), days, st.randoms(use_true_random=False))
def test_a_ledger_comes_back_with_the_same_run(facts: list[Any], day: date, random: Any) -> None:
    """Facts stored together or one by one, in any order, give the same ledger, the same text, and the same run."""
    ledger = dc.Ledger.of(facts)
    text = to_json(ledger)
    back = from_json(dc.Ledger, text)
    assert back == ledger
    one_by_one = [json.dumps(to_plain(fact), sort_keys=True) for fact in facts]
    random.shuffle(one_by_one)
    again = dc.Ledger.of(from_json(Fact, line) for line in one_by_one)
    assert to_json(again) == text
    runs = [to_json(dc.run_dunning(found, day, FR_B2B_STANDARD, CREDITOR)) for found in (ledger, back, again)]
    assert runs[0] == runs[1] == runs[2]


@given(books(), days, policy_books())
def test_results_are_as_their_schema_says(facts: list[Any], day: date, policy: PolicyBook) -> None:
    """Whatever a book holds, a ledger and its run have a plain form, which their schemas describe."""
    ledger = dc.Ledger.of(facts)
    run = dc.run_dunning(ledger, day, policy, CREDITOR)
    for result in (ledger, run, run.snapshot, run.lettering, run.aged_balance):
        assert faults_of(type(result), json.loads(to_json(result))) == []
    for value in (run.lettering, run.aged_balance, *run.problems):
        assert from_json(type(value), to_json(value)) == value


JUNK: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    " ",
    "x",
    "2026-02-30",
    "2026-03-01",
    "EUR",
    [],
    {},
    [[]],
    ["F-1"],
)


@st.composite
def ledgers(draw: st.DrawFn) -> dc.Ledger:
    """The ledger of a book."""
    facts: list[Any] = draw(books())
    return dc.Ledger.of(facts)


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """The plain data of a ledger, of a policy or of a book, with some of it taken out, replaced or added."""
    value: Any = draw(st.one_of(ledgers(), policy_books(), lettering_policies()))
    data: Any = copy.deepcopy(to_plain(value))
    for _ in range(draw(st.integers(1, 3))):
        places = list(walk(data))
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        change = draw(st.sampled_from(["drop", "junk", "swap", "rename"]))
        if change == "drop":
            del holder[key]
        elif change == "junk":
            holder[key] = draw(st.sampled_from(JUNK))
        elif change == "swap":
            other, place = places[draw(st.integers(0, len(places) - 1))]
            holder[key] = copy.deepcopy(other[place])
        elif isinstance(holder, dict):
            holder[draw(st.sampled_from(["type", "amount", "due_on", "client", "x"]))] = holder.pop(key)
        if not data:
            break
    return type(value), data


def walk(data: Any) -> Any:
    """Every place of the data: what holds it, and under which key or index."""
    for key, content in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(content, dict | list):
            yield from walk(content)


@given(damaged())
def test_damaged_data_are_refused_or_are_a_value(found: tuple[type, Any]) -> None:
    """Nothing but an error of the library comes of damaged data; what is taken all the same is as the schema says."""
    kind, data = found
    value: Any = None
    field = ""
    try:
        value = from_plain(kind, data)
    except dc.DunningError as error:
        field = error.field
    if value is None:
        assert field.startswith("$")
    else:
        assert faults_of(kind, data) == []
        assert from_json(kind, to_json(value)) == value
