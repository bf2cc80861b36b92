"""Every public class has a plain form and a schema, and comes back, or is a result that says that it does not."""

import json
from enum import Enum
from typing import Any, get_args

import attrs
import pytest
from jsonschema import Draft202012Validator

import dunning_core as dc
from dunning_core.documents import Refund, WriteOff
from dunning_core.dunning import PolicyBook
from dunning_core.events import Event
from dunning_core.interop.plain import from_json, from_plain, json_schema, to_json, to_plain
from dunning_core.interop.plain.names import find_class
from dunning_core.interop.plain.results import RESULTS
from dunning_core.interop.plain.types import codec_of
from dunning_core.law import Regime
from dunning_core.lettering import Lettering, LetteringPolicy
from tests.specimens import find_specimens, public_classes

#: What is no value: tables, iterables of rows and runs, trusted markup, an index, what a strategy hands to the engine.
NEVER_PLAIN = {
    "AccountRows",
    "AccountRuns",
    "Column",
    "DataTable",
    "Html",
    "ReferenceIndex",
    "Share",
    "SortedRows",
    "Tabular",
}
SPECIMENS = find_specimens()
CLASSES = public_classes()
PLAIN = {name: kind for name, kind in CLASSES.items() if name not in NEVER_PLAIN}
#: Results, and what is made of results: they go out, and are computed again.
OUT_ONLY = {name for name, kind in PLAIN.items() if codec_of(kind).read is None}


def specimens_of(name: str) -> list[Any]:
    kind = CLASSES[name]
    return list(kind) if issubclass(kind, Enum) else SPECIMENS.get(kind, [])


def test_a_value_of_every_public_class_is_at_hand() -> None:
    """A public class that is new needs a specimen, so that the tests below are about it too."""
    missing = {name for name, kind in PLAIN.items() if not issubclass(kind, Enum) and kind not in SPECIMENS}
    assert missing == set(), "let the walk of tests/specimens.py meet one"


def test_what_is_stored_comes_back() -> None:
    """Results go out only, and none of what people store is one: facts, policies, letterings, terms."""
    stored = {dc.Ledger, dc.DunningPolicy, PolicyBook, LetteringPolicy, Lettering, dc.Creditor, dc.PaymentTerms, Regime}
    stored |= {dc.Client, dc.Invoice, dc.CreditNote, dc.Payment, Refund, WriteOff, *get_args(Event)}
    assert OUT_ONLY & {kind.__name__ for kind in stored} == set()
    assert {kind.__name__ for kind in RESULTS} <= OUT_ONLY


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_every_public_value_comes_back(name: str) -> None:
    """Each value met comes back equal, and gives the same text again; a result is refused, with what to do instead."""
    for value in specimens_of(name):
        text = to_json(value)
        if name in OUT_ONLY:
            with pytest.raises(dc.DunningError) as caught:
                from_json(type(value), text)
            assert caught.value.kind == "not_read_back"
        else:
            assert from_json(type(value), text) == value
            assert to_json(from_json(type(value), text)) == text


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_every_public_value_is_as_its_schema_says(name: str) -> None:
    """The schema of each class is valid, and takes what is written; not with a key more, or one that it needs less."""
    schema = json_schema(CLASSES[name])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    plain: dict[str, Any] = {}
    for value in specimens_of(name):
        plain = json.loads(json.dumps(to_plain(value)))
        assert list(validator.iter_errors(plain)) == []
    assert not validator.is_valid(plain | {"unknown": 1})
    for key in ("dunning_core", "type"):
        assert not validator.is_valid({other: content for other, content in plain.items() if other != key})
        assert not validator.is_valid(plain | {key: 1.5})
    needed = {"dunning_core", "type"} | set(schema.get("required", ()))
    for key in needed & plain.keys():
        assert not validator.is_valid({other: content for other, content in plain.items() if other != key})


@pytest.mark.parametrize("name", sorted(NEVER_PLAIN))
def test_what_is_no_value_is_refused(name: str) -> None:
    """What is neither a value nor a result has no plain form and no schema, and cannot come in as an operand."""
    with pytest.raises(dc.DunningError) as caught:
        json_schema(CLASSES[name])
    assert (caught.value.kind, caught.value.field) == ("not_plain", "$")
    with pytest.raises(dc.DunningError):
        from_plain(CLASSES[name], {"dunning_core": 1, "type": name})
    operand = {"dunning_core": 1, "type": "Problem", "code": "a", "subject": "b", "params": [["x", {"type": name}]]}
    with pytest.raises(dc.DunningError) as caught:
        from_plain(dc.Problem, operand)
    assert caught.value.kind in ("unknown_type", "not_plain")


def test_every_value_may_be_an_operand() -> None:
    """A value can stand where any type may; the names are those of the public classes, one for each."""
    for name, kind in PLAIN.items():
        if kind.__module__.split(".")[1] not in ("interop", "comparing", "run"):
            assert find_class(name) is kind


def test_no_field_has_a_name_that_the_form_needs() -> None:
    """The keys `type`, `dunning_core` and a lone `value` say what an object is: no field may mean something else."""
    for name, kind in PLAIN.items():
        if attrs.has(kind):
            names = {field.alias for field in attrs.fields(kind)}
            assert not names & {"type", "dunning_core"}, name
            assert names != {"value"}, name
