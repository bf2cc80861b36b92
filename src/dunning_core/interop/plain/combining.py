"""Codecs made of codecs: lists, pairs, what may be missing, and alternatives that are told apart by their type."""

from collections.abc import Callable, Sequence
from typing import Any

from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError
from dunning_core.interop.plain.codecs import Codec, Definitions, Plain, Schema, as_list, as_object, class_of, moved


def write_tagged(codec: Codec, value: Any, *, name: str) -> dict[str, Plain]:
    """Return a value as an object that says its type."""
    plain = codec.write(value)
    return {"type": name, **plain} if type(plain) is dict else {"type": name, "value": plain}


def read_tagged(codec: Codec, data: dict[str, Plain], *, name: str) -> Any:
    """Return the value of an object that says its type; InvalidValueError for a result, which is not read back."""
    if codec.read is None:
        hint = f"a {name} is a result: compute it again from its ledger, or store that"
        raise InvalidValueError("not_read_back", "", name, hint)
    if not codec.is_bare or data.keys() != {"type", "value"}:
        return codec.read(data)
    try:
        return codec.read(data["value"])
    except DunningError as error:
        raise moved(error, ".value") from None


def describe_tagged(codec: Codec, definitions: Definitions, *, name: str) -> list[Schema]:
    """Return the schemas of the forms that an object which says its type may have."""
    found = codec.describe(definitions)
    return [
        {**form, "required": ["type"]}
        if "$ref" in form
        else {
            "type": "object",
            "properties": {"type": {"const": name}, "value": form},
            "required": ["type", "value"],
            "additionalProperties": False,
        }
        for form in found.get("anyOf", [found])
    ]


def list_codec(item: Codec) -> Codec:
    """Return the codec of a tuple of any number of items of one type."""

    def write(value: Any) -> Plain:
        return each(item.write, value)

    def read(data: Plain) -> Any:
        assert item.read is not None  # else there is no reader at all
        return tuple(each(item.read, as_list(data)))

    def describe(definitions: Definitions) -> Schema:
        return {"type": "array", "items": item.describe(definitions)}

    return Codec(write, read if item.read else None, describe)


def row_codec(codecs: Sequence[Codec]) -> Codec:
    """Return the codec of a tuple of so many items, each of its own type."""

    def write(value: Any) -> Plain:
        return _each_by_its_own([codec.write for codec in codecs], value)

    def read(data: Plain) -> Any:
        if len(as_list(data)) != len(codecs):
            raise InvalidValueError("bad_format", "", data, f"give {len(codecs)} items")
        return tuple(_each_by_its_own([codec.read for codec in codecs if codec.read], data))

    def describe(definitions: Definitions) -> Schema:
        items = [codec.describe(definitions) for codec in codecs]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}

    return Codec(write, read if all(codec.read for codec in codecs) else None, describe)


def each(work: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
    """Return what comes of each item; the path of an error says which one."""
    return _each_by_its_own([work] * len(items), items)


def _each_by_its_own(works: Sequence[Callable[[Any], Any]], items: Sequence[Any]) -> list[Any]:
    done: list[Any] = []
    try:
        for work, item in zip(works, items, strict=True):
            done.append(work(item))
    except DunningError as error:
        raise moved(error, f"[{len(done)}]") from None
    return done


def optional_codec(codec: Codec) -> Codec:
    """Return the codec of what may be None."""

    def write(value: Any) -> Plain:
        return None if value is None else codec.write(value)

    def read(data: Plain) -> Any:
        return None if data is None or codec.read is None else codec.read(data)

    def describe(definitions: Definitions) -> Schema:
        found = codec.describe(definitions)
        return {"anyOf": [*found.get("anyOf", [found]), {"type": "null"}]}

    return Codec(write, read if codec.read else None, describe)


#: What JSON itself tells apart: these need no type beside them.
_TOLD_APART: dict[type, type] = {str: str, int: int, bool: bool, tuple: list}


def alternatives_codec(codecs: dict[type, Codec]) -> Codec:
    """Return the codec of what may be of several types: each object says which; a text or a list is what it is."""
    names = {kind.__name__: kind for kind in codecs}
    bare = {_TOLD_APART[kind]: codec for kind, codec in codecs.items() if kind in _TOLD_APART}

    def write(value: Any) -> Plain:
        kind = class_of(value)
        if kind not in codecs:
            raise WrongTypeError("wrong_type", "", value, f"pass one of {', '.join(names)}")
        return (
            codecs[kind].write(value) if kind in _TOLD_APART else write_tagged(codecs[kind], value, name=kind.__name__)
        )

    def read(data: Plain) -> Any:
        codec = bare.get(class_of(data))
        if codec is not None and codec.read is not None:
            return codec.read(data)
        name = as_object(data).get("type")
        if type(name) is not str or name not in names or names[name] in _TOLD_APART:
            raise InvalidValueError("unknown_type", ".type", name, f"give one of {', '.join(names)}")
        return read_tagged(codecs[names[name]], data, name=name)

    def describe(definitions: Definitions) -> Schema:
        forms: list[Schema] = []
        for kind, codec in codecs.items():
            own = [codec.describe(definitions)] if kind in _TOLD_APART else []
            forms += own or describe_tagged(codec, definitions, name=kind.__name__)
        return {"anyOf": forms}

    return Codec(write, read if all(codec.read for codec in codecs.values()) else None, describe)
