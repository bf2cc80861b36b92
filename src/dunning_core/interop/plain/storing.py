"""Out and in: plain data in their envelope, which says the version of the form; and the same as JSON text."""

import json
from collections.abc import Callable
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, overload

from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError
from dunning_core.interop.plain.codecs import Plain, as_object, class_of, moved
from dunning_core.interop.plain.combining import read_tagged, write_tagged
from dunning_core.interop.plain.types import whole_codec_of

T = TypeVar("T")
Upgrade = Callable[[dict[str, Plain]], dict[str, Plain]]

#: How data of each older version become data of the next one: the first turns version 1 into 2. None is needed yet.
UPGRADES: tuple[Upgrade, ...] = ()
#: The version of the form that is written. A key that is added, and may be absent, does not change it.
VERSION = 1 + len(UPGRADES)
ENVELOPE = "dunning_core"
_WHOLE_DIGITS_MAX = 20


def to_plain(value: object) -> dict[str, Plain]:
    """Return a value or a result as plain data, which `json.dumps` takes as they are.

    The same value gives the same data in the same order. What holds nothing is left out; every other field is written,
    defaults included. What is the library's own (a regime, a series, a strategy) goes by its name. Raises
    WrongTypeError with the path for what has no plain form, such as a function of your own.

    >>> from dunning_core import Money
    >>> to_plain(Money("1200.00", "EUR"))
    {'dunning_core': 1, 'type': 'Money', 'amount': '1200.00', 'currency': 'EUR'}
    """
    kind = class_of(value)
    try:
        return {ENVELOPE: VERSION, **write_tagged(whole_codec_of(kind), value, name=kind.__name__)}
    except RecursionError:
        raise InvalidValueError("too_deep", "$", kind.__name__, "pass values that are not nested so deep") from None
    except DunningError as error:
        raise moved(error, "$") from None


@overload
def from_plain(kind: type[T], data: object) -> T: ...
@overload
def from_plain(kind: Any, data: object) -> Any: ...
def from_plain(kind: Any, data: object) -> Any:
    """Return the value of plain data, of a type, or of one of several, as `Invoice | Payment` or `events.Event`.

    Data of older versions are read. A key that is not known, one that is missing, a value of another form: each is a
    DunningError whose field is the path, as `$.facts[3].due_on`; so is all that the constructors refuse. Raises
    InvalidValueError (`not_read_back`) for a result, which is computed again instead.

    >>> from dunning_core import Money
    >>> from_plain(Money, {"dunning_core": 1, "type": "Money", "amount": "1200.00", "currency": "EUR"})
    Money('1200.00', 'EUR')
    """
    try:
        given = upgrade(data, UPGRADES)
        codecs = alternatives_of(kind)
        name = given.get("type")
        if type(name) is not str or name not in codecs:
            raise InvalidValueError("unknown_type", ".type", name, f"pass data of {', '.join(codecs)}")
        return read_tagged(whole_codec_of(codecs[name]), given, name=name)
    except RecursionError:
        raise InvalidValueError("too_deep", "$", type(data).__name__, "give data that are not nested so deep") from None
    except DunningError as error:
        raise moved(error, "$") from None


def upgrade(data: object, upgrades: tuple[Upgrade, ...]) -> dict[str, Plain]:
    """Return data of any version as those of the newest, without the version; refuse one that is not known yet."""
    given = dict(as_object(data))
    version = given.pop(ENVELOPE, None)
    if type(version) is not int:
        raise WrongTypeError("wrong_type", f".{ENVELOPE}", version, "give the version, as to_plain writes it")
    if not 1 <= version <= 1 + len(upgrades):
        hint = (
            f"this library reads versions 1 to {1 + len(upgrades)}: a later one reads what was written by a later one"
        )
        raise InvalidValueError("unknown_version", f".{ENVELOPE}", version, hint)
    for step in upgrades[version - 1 :]:
        given = step(given)
    return given


def to_json(value: object) -> str:
    """Return a value or a result as JSON text, ASCII only and without blanks: the same bytes for the same value.

    >>> from dunning_core import Money
    >>> to_json(Money("1200.00", "EUR"))
    '{"dunning_core":1,"type":"Money","amount":"1200.00","currency":"EUR"}'
    """
    return json.dumps(to_plain(value), separators=(",", ":"))


@overload
def from_json(kind: type[T], text: str) -> T: ...
@overload
def from_json(kind: Any, text: str) -> Any: ...
def from_json(kind: Any, text: str) -> Any:
    """Return the value of JSON text; what `from_plain` does, and a text that is cut, or says a key twice, is refused.

    >>> from dunning_core import Money
    >>> from_json(Money, to_json(Money("1200.00", "EUR")))
    Money('1200.00', 'EUR')
    """
    return from_plain(kind, parse_json(text))


def parse_json(text: object) -> Plain:
    """Return the data of JSON text; a text that is cut, a key given twice and any float are errors at `$`."""
    if type(text) is not str:
        raise WrongTypeError("wrong_type", "$", text, "give a text: decode bytes first")
    try:
        return json.loads(
            text,
            object_pairs_hook=_no_key_twice,
            parse_float=_no_float,
            parse_constant=_no_float,
            parse_int=_whole_number,
        )
    except RecursionError:
        raise InvalidValueError("too_deep", "$", text, "give data that are not nested so deep") from None
    except json.JSONDecodeError as error:
        hint = f"it is no JSON from character {error.pos} on ({error.msg}): was it cut?"
        raise InvalidValueError("bad_json", "$", text[error.pos :], hint) from None


def _no_key_twice(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for index, (key, _) in enumerate(pairs) if key in dict(pairs[:index]))
        raise InvalidValueError("duplicate_key", "$", twice, "give each key once")
    return found


def _no_float(text: str) -> Plain:
    raise WrongTypeError("wrong_type", "$", text, "give exact figures as texts, and whole numbers without a point")


def _whole_number(text: str) -> int:
    if len(text) > _WHOLE_DIGITS_MAX:
        raise InvalidValueError("out_of_range", "$", text, "give a whole number of 64 bits")
    return int(text)


def alternatives_of(kind: Any) -> dict[str, Any]:
    """Return the types that are meant, by their names: a class, or the members of a union."""
    found: dict[str, Any] = {}
    for part in get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,):
        owner = get_origin(part) or part
        if isinstance(owner, type):
            found[owner.__name__] = part
    if not found:
        raise WrongTypeError("not_plain", "", kind, "pass a type of this library, or several, as Invoice | Payment")
    return found
