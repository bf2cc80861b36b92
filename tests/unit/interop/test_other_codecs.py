"""The codecs that others use, msgspec and cattrs, take our values, and none of them makes an impossible one."""

from datetime import date
from typing import Any, get_args

import attrs
import cattrs
import msgspec
import pytest

import dunning_core as dc
from dunning_core.documents import Refund, WriteOff
from dunning_core.events import Event
from dunning_core.interop.plain import from_plain, to_json, to_plain
from tests.house.test_plain_covers import OUT_ONLY, PLAIN, SPECIMENS, specimens_of

READ_BACK = sorted(PLAIN.keys() - OUT_ONLY)
FACTS = (dc.Client, dc.CreditNote, dc.Payment, Refund, WriteOff, *get_args(Event))


@pytest.mark.parametrize("name", READ_BACK)
def test_msgspec_writes_and_reads_the_plain_form(name: str) -> None:
    """As the engine for JSON msgspec says the same as our text, and what it reads is the value again."""
    for value in specimens_of(name):
        encoded = msgspec.json.encode(to_plain(value))
        assert msgspec.json.decode(encoded) == msgspec.json.decode(to_json(value))
        assert from_plain(type(value), msgspec.json.decode(encoded)) == value


@pytest.mark.parametrize("kind", [dc.Money, dc.PaymentTerms, dc.Creditor, dc.Stage, *FACTS])
def test_msgspec_takes_our_classes_as_they_are(kind: type) -> None:
    """Facts, stages and amounts need no hook at all; the values are equal again."""
    for value in SPECIMENS[kind]:
        assert msgspec.json.decode(msgspec.json.encode(value), type=kind) == value
        assert msgspec.convert(msgspec.to_builtins(value), kind) == value


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (dc.Money, {"minor": 5, "currency": "XXX"}),
        (dc.Money, {"minor": 10**19, "currency": "EUR"}),
        (dc.Payment, {"id": "P", "client": "A", "minor": -5, "currency": "EUR", "received_on": "2026-01-01"}),
        (dc.Payment, {"id": "", "client": "A", "minor": 5, "currency": "EUR", "received_on": "2026-01-01"}),
        (dc.Payment, {"id": "P", "client": "A", "minor": 5, "currency": "eur", "received_on": "2026-01-01"}),
        (dc.Payment, {"id": "P", "client": "A", "minor": 5, "currency": "EUR", "received_on": "9999-01-01"}),
        (dc.Client, {"id": "A", "kind": "business", "name": "A", "country": "France"}),
        (dc.PaymentTerms, {"days": -1}),
    ],
)
def test_msgspec_makes_no_impossible_value(kind: type, data: dict[str, Any]) -> None:
    """The checks of our values run under msgspec as well."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(data, kind)


def is_ours(kind: Any) -> bool:
    # Enumerations cattrs takes by itself.
    return attrs.has(kind) and kind in PLAIN.values()


def converter() -> cattrs.Converter:
    made = cattrs.Converter()
    made.register_unstructure_hook_func(is_ours, to_plain)
    made.register_structure_hook_func(is_ours, lambda data, kind: from_plain(kind, data))
    return made


def leaves(error: BaseException) -> list[BaseException]:
    """The errors that stand at the ends of what cattrs raised."""
    if not isinstance(error, cattrs.BaseValidationError):
        return [error]
    return [leaf for inner in error.exceptions for leaf in leaves(inner)]


@attrs.frozen
class Case:
    """A class of somebody else, which holds our values."""

    reference: str
    invoice: dc.Invoice
    payments: list[dc.Payment]
    policy: dc.DunningPolicy | None = None


@pytest.mark.parametrize("name", READ_BACK)
def test_cattrs_takes_our_values_by_two_hooks(name: str) -> None:
    """With the plain form as its hooks cattrs takes each of our values apart and puts it together again."""
    hooks = converter()
    for value in specimens_of(name):
        assert hooks.structure(hooks.unstructure(value), type(value)) == value


def test_cattrs_takes_classes_that_hold_our_values() -> None:
    """Our values may stand anywhere in somebody else's, and what is wrong in them is an error that says where."""
    hooks = converter()
    case = Case("D-1", SPECIMENS[dc.Invoice][0], SPECIMENS[dc.Payment][:3], SPECIMENS[dc.DunningPolicy][0])
    plain = hooks.unstructure(case)
    assert plain["invoice"]["type"] == "Invoice"
    assert hooks.structure(plain, Case) == case
    plain["payments"][1]["received_on"] = date(2026, 1, 1)
    with pytest.raises(cattrs.ClassValidationError) as caught:
        hooks.structure(plain, Case)
    [where] = cattrs.transform_error(caught.value)
    assert where.endswith("@ $.payments[1]")
    [ours] = leaves(caught.value)
    assert isinstance(ours, dc.DunningError)
    assert ours.field == "$.received_on"
