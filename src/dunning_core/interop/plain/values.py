"""Values, field by field, and results, by what they show; fields and their types are read from the classes."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_type_hints

import attrs
from attrs import frozen

from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError
from dunning_core.interop.plain.codecs import SCALARS, Codec, Definitions, Plain, Schema, define, moved, open_object
from dunning_core.interop.plain.names import Named
from dunning_core.interop.plain.results import shown_parts
from dunning_core.money import Money

#: From a type to its codec.
CodecOf = Callable[[Any], Codec]


@frozen
class Field:
    """One field of a value: its key and type, how it is taken, the arguments that it gives, its codec, its default."""

    key: str
    kind: Any
    take: Callable[[Any], Any]
    arguments: Callable[[Any], dict[str, Any]]
    codec: Codec
    default: Any

    @property
    def is_needed(self) -> bool:
        """Return whether it must be given."""
        return self.default is attrs.NOTHING

    def is_left_out(self, content: object) -> bool:
        """Return whether it holds nothing, as when it is not given.

        Any other default is written out, so that one that changes does not change what was stored.
        """
        return (content is None or content in ("", ())) and content == self.default


def fields_of(kind: Any, owner: Any, *, codec_of: CodecOf) -> tuple[Field, ...]:
    """Return what a value class holds, field by field, less what is derived from the rest."""
    hints = get_type_hints(owner)
    given: dict[Any, Any] = dict(zip(getattr(owner, "__parameters__", ()), get_args(kind), strict=False))
    # What is derived from the rest takes no part in comparisons, and is made again by the constructor.
    attributes = {attribute.name: attribute for attribute in attrs.fields(owner) if attribute.init and attribute.eq}
    is_flat = attributes.keys() >= {"minor", "currency"}
    found: list[Field] = []
    for name, attribute in attributes.items():
        if is_flat and name == "minor":
            found.append(_amount_field(attribute))
        elif not is_flat or name != "currency":
            alias, hint = attribute.alias, _substitute(hints[name], given)
            found.append(Field(alias, hint, attrgetter(name), _under(alias), codec_of(hint), attribute.default))
    return tuple(found)


def _under(alias: str) -> Callable[[Any], dict[str, Any]]:
    return lambda content: {alias: content}


def _amount_field(attribute: "attrs.Attribute[Any]") -> Field:
    # Many values hold an amount flat, as minor units and a currency; it goes out and in as the Money that it is.
    def take(value: Any) -> Money:
        return Money.from_minor(value.minor, value.currency)

    def split(money: Money) -> dict[str, Any]:
        return {"minor": money.minor, "currency": money.currency}

    arguments = _under("amount") if attribute.alias == "amount" else split
    return Field("amount", Money, take, arguments, SCALARS[Money], attribute.default)


def value_codec(kind: Any, owner: Any, *, codec_of: CodecOf) -> Codec:
    """Return the codec of a value class, or of a generic one with its parameter, as `Timeline[Rate]`."""
    fields = fields_of(kind, owner, codec_of=codec_of)
    name: str = owner.__name__
    full_name = "_".join((name, *(getattr(part, "__name__", "any") for part in get_args(kind))))

    def describe(definitions: Definitions) -> Schema:
        if full_name in definitions:
            return {"$ref": f"#/$defs/{full_name}"}
        define(definitions, full_name, properties={}, required=[])
        properties = {field.key: field.codec.describe(definitions) for field in fields}
        return define(
            definitions, full_name, properties=properties, required=[field.key for field in fields if field.is_needed]
        )

    is_read = all(field.codec.read for field in fields)
    return Codec(_writer(owner, fields), _reader(owner, fields) if is_read else None, describe, is_bare=False)


def _writer(owner: type, fields: tuple[Field, ...]) -> Callable[[Any], Plain]:
    def write(value: Any) -> Plain:
        if type(value) is not owner:
            raise WrongTypeError("wrong_type", "", value, f"pass a {owner.__name__}")
        plain: dict[str, Plain] = {}
        key = ""
        try:
            for field in fields:
                key, content = field.key, field.take(value)
                if not field.is_left_out(content):
                    plain[key] = field.codec.write(content)
        except DunningError as error:
            raise moved(error, f".{key}") from None
        return plain

    return write


def _reader(owner: type, fields: tuple[Field, ...]) -> Callable[[Plain], Any]:
    known = frozenset(field.key for field in fields)

    def read(data: Plain) -> Any:
        given = open_object(data, owner.__name__, known=known)
        contents: dict[str, Any] = {}
        key = ""
        try:
            for field in fields:
                key = field.key
                if key in given:
                    assert field.codec.read is not None  # all of them are, where there is a reader
                    contents |= field.arguments(field.codec.read(given[key]))
                elif field.is_needed:
                    raise InvalidValueError("missing", "", None, "give it")
        except DunningError as error:
            raise moved(error, f".{key}") from None
        try:
            return owner(**contents)
        except DunningError as error:
            name = "amount" if error.field == "minor" else error.field
            raise type(error)(error.kind, f".{name}", error.value, error.hint) from None

    return read


def named_codec(codec: Codec, named: Named) -> Codec:
    """Return the codec of a type of which some values go by name."""

    def write(value: Any) -> Plain:
        return named.name_of(value) or codec.write(value)

    def read(data: Plain) -> Any:
        if type(data) is not str:
            assert codec.read is not None  # what has names is read back
            return codec.read(data)
        try:
            return named.find(data)
        except DunningError as error:
            raise type(error)(error.kind, "", error.value, error.hint) from None

    def describe(definitions: Definitions) -> Schema:
        return {"anyOf": [{"enum": list(named.names)}, codec.describe(definitions)]}

    return Codec(write, read, describe)


def result_codec(owner: type, *, codec_of: CodecOf) -> Codec:
    """Return the codec of a result, which goes out only."""
    parts = [(part, codec_of(part.kind)) for part in shown_parts(owner)]

    def write(value: Any) -> Plain:
        plain: dict[str, Plain] = {}
        key = ""
        try:
            for part, codec in parts:
                key = part.key
                plain[key] = codec.write(part.take(value))
        except DunningError as error:
            raise moved(error, f".{key}") from None
        return plain

    def describe(definitions: Definitions) -> Schema:
        properties = {part.key: codec.describe(definitions) for part, codec in parts}
        return define(definitions, owner.__name__, properties=properties, required=list(properties))

    return Codec(write, None, describe, is_bare=False)


def _substitute(hint: Any, given: dict[Any, Any]) -> Any:
    if isinstance(hint, TypeVar):
        return given.get(hint, Any)
    parameters = getattr(hint, "__parameters__", ())
    return hint[tuple(given.get(parameter, Any) for parameter in parameters)] if parameters else hint
