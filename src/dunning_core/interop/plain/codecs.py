"""Codecs: how the values of one type are written as plain data, read back, and described as JSON Schema.

Reading never guesses: what is not exactly of the form is a DunningError whose field is the path to it.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, cast

from attrs import frozen

from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError, show_value
from dunning_core.law import Rate
from dunning_core.money import Money

#: A piece of plain data, a piece of a schema, and the definitions that a schema refers to by their names.
Plain = Any
Schema = dict[str, Any]
Definitions = dict[str, Schema]

_TEXT_MAX = 20_000
_WHOLE_MAX = 2**63 - 1
_DIGITS_MAX = 400
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FRACTION = re.compile(r"-?[0-9]{1,400}(?:/[0-9]{1,400})?")
_DECIMAL = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?")
_AMOUNT = re.compile(r"-?[0-9]{1,19}(?:\.[0-9]{1,4})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_PERCENT = re.compile(r"-?[0-9]{1,4}(?:\.[0-9]{1,6})?")


@frozen
class Codec:
    """How one type goes out and comes in; `is_bare` when it may be written as something else than an object.

    A type that does not come in has no `read`: it is a result, to be computed again from what it was computed of.
    """

    write: Callable[[Any], Plain]
    read: Callable[[Plain], Any] | None
    describe: Callable[[Definitions], Schema]
    is_bare: bool = True


def moved(error: DunningError, step: str) -> DunningError:
    """Return the same error one step further out: its field is the path from there."""
    return type(error)(error.kind, step + error.field, error.value, error.hint)


def step_of(name: str) -> str:
    """Return how a path goes on to a field, or to an error about the whole."""
    return f".{name}" if name else ""


def class_of(value: Any) -> Any:
    """Return the class of a value: what is told apart is exact, so that no subclass and no bool slips in."""
    return cast("Any", type(value))


def as_object(data: Plain) -> dict[str, Plain]:
    """Return data that is an object; refuse anything else."""
    if class_of(data) is not dict:
        raise WrongTypeError("wrong_type", "", data, "give an object, as a dict")
    found: dict[str, Plain] = data
    return found


def as_list(data: Plain) -> list[Plain]:
    """Return data that is a list; refuse anything else."""
    if class_of(data) is not list:
        raise WrongTypeError("wrong_type", "", data, "give a list")
    found: list[Plain] = data
    return found


def open_object(data: Plain, name: str, *, known: frozenset[str]) -> dict[str, Plain]:
    """Return data that is an object of a type, with no other keys; in silence such a key would be a fact that is lost.

    The type may be left out where it is known; when it is given it must be that one.
    """
    given = as_object(data)
    if not given.keys() <= known:
        for key in given:
            if key not in known and key != "type":
                hint = f"known keys: {', '.join(sorted(known))}"
                raise InvalidValueError("unknown_key", f".{show_value(key)}", given[key], hint)
    if given.get("type", name) != name:
        raise InvalidValueError("wrong_type", ".type", given["type"], f"give {name} here, or leave type out")
    return given


def _check_type(value: object, kind: type) -> None:
    if type(value) is not kind:
        raise WrongTypeError("wrong_type", "", value, f"pass a {kind.__name__}")


def _scalar(kind: type, check: Callable[[Any], None], schema: Schema) -> Codec:
    # A scalar that JSON has: it stays as it is.
    def keep(value: Any) -> Any:
        _check_type(value, kind)
        check(value)
        return value

    return Codec(keep, keep, lambda _: dict(schema))


def _check_length(value: str) -> None:
    if len(value) > _TEXT_MAX:
        raise InvalidValueError("too_long", "", value, f"give at most {_TEXT_MAX} characters")


def _check_whole(value: int) -> None:
    if not -_WHOLE_MAX <= value <= _WHOLE_MAX:
        raise InvalidValueError("out_of_range", "", value, "give a whole number of 64 bits")


def _accept(_: object) -> None:
    pass


def _as_text(kind: type, form: re.Pattern[str], parse: Callable[[str], Any], hint: str) -> Codec:
    # A scalar that JSON has not: its exact text, in one form only.
    def write(value: Any) -> str:
        _check_type(value, kind)
        return _check_form(_exact_text(value), form, field="", hint=hint)

    def read(text: Plain) -> Any:
        try:
            return parse(_check_form(text, form, field="", hint=hint))
        except (ValueError, ArithmeticError) as error:
            if isinstance(error, DunningError):
                raise
            raise InvalidValueError("bad_format", "", text, hint) from None

    schema = {"type": "string", "pattern": f"^(?:{form.pattern})$"}
    return Codec(write, read, lambda _: dict(schema))


def _check_form(text: Plain, form: re.Pattern[str], *, field: str, hint: str) -> str:
    if type(text) is not str:
        raise WrongTypeError("wrong_type", field, text, hint)
    if not form.fullmatch(text):
        raise InvalidValueError("bad_format", field, text, hint)
    return text


def _exact_text(value: Any) -> str:
    # Refused by magnitude before formatting: a huge exponent would fill the memory.
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() and -_DIGITS_MAX < value.adjusted() < _DIGITS_MAX else "not finite"
    return value.isoformat() if isinstance(value, date) else str(value)


def enum_codec(kind: type[Enum]) -> Codec:
    """Return the codec of an enumeration: the texts of its members, or their names where they are numbers."""
    texts = {member: member.value if type(member.value) is str else member.name.lower() for member in kind}
    members = {text: member for member, text in texts.items()}

    def write(value: Any) -> str:
        _check_type(value, kind)
        return texts[value]

    def read(text: Plain) -> Enum:
        if type(text) is not str or text not in members:
            raise InvalidValueError("unknown_value", "", text, f"give one of {', '.join(members)}")
        return members[text]

    return Codec(write, read, lambda _: {"enum": list(members)})


def _object_of_texts(kind: type, texts: dict[str, re.Pattern[str]], get: Callable[[Any], list[str]]) -> Codec:
    # An amount or a rate: an object of texts, which the constructor takes in the same order.
    build: Callable[..., Any] = kind if kind is Money else Rate.percent
    known = frozenset(texts)

    def write(value: Any) -> Plain:
        _check_type(value, kind)
        return dict(zip(texts, get(value), strict=True))

    def read(data: Plain) -> Any:
        given = open_object(data, kind.__name__, known=known)
        for name, form in texts.items():
            _check_form(given.get(name), form, field=f".{name}", hint="give an exact figure as a text")
        try:
            return build(*(given[name] for name in texts))
        except DunningError as error:
            name = error.field if error.field in texts else next(iter(texts))
            raise type(error)(error.kind, f".{name}", error.value, error.hint) from None

    def describe(definitions: Definitions) -> Schema:
        properties: Schema = {
            name: {"type": "string", "pattern": f"^(?:{form.pattern})$"} for name, form in texts.items()
        }
        return define(definitions, kind.__name__, properties=properties, required=list(texts))

    return Codec(write, read, describe, is_bare=False)


def define(definitions: Definitions, name: str, *, properties: Schema, required: list[str]) -> Schema:
    """Add the definition of an object, closed to other keys, and return the reference to it."""
    definitions[name] = {
        "type": "object",
        "properties": {"type": {"const": name.partition("_")[0]}, **properties},
        "required": required,
        "additionalProperties": False,
    }
    return {"$ref": f"#/$defs/{name}"}


def _parse_day(text: str) -> date:
    return date.fromisoformat(text)


NOTHING = Codec(lambda _: None, lambda _: None, lambda _: {"type": "null"})

#: The types that are not written field by field.
SCALARS: dict[Any, Codec] = {
    str: _scalar(str, _check_length, {"type": "string", "maxLength": _TEXT_MAX}),
    int: _scalar(int, _check_whole, {"type": "integer", "minimum": -_WHOLE_MAX, "maximum": _WHOLE_MAX}),
    bool: _scalar(bool, _accept, {"type": "boolean"}),
    date: _as_text(date, _DAY, _parse_day, 'give a day as "2026-02-04"'),
    Fraction: _as_text(Fraction, _FRACTION, Fraction, 'give an exact fraction as "1/100"'),
    Decimal: _as_text(Decimal, _DECIMAL, Decimal, 'give an exact figure as "12.15"'),
    Money: _object_of_texts(Money, {"amount": _AMOUNT, "currency": _CURRENCY}, lambda it: [it.text, it.currency]),
    Rate: _object_of_texts(Rate, {"percent": _PERCENT}, lambda it: [it.text]),
}
