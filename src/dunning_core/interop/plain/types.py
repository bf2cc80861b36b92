"""From a type, as it stands in an annotation, to its codec.

Types are read from the annotations, so that a new event or a new option of a policy needs nothing here.
"""

from collections.abc import Callable
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin

import attrs

from dunning_core.errors import WrongTypeError
from dunning_core.interop.plain.codecs import (
    SCALARS,
    Codec,
    Definitions,
    Plain,
    Schema,
    as_list,
    as_object,
    class_of,
    enum_codec,
)
from dunning_core.interop.plain.combining import (
    alternatives_codec,
    each,
    list_codec,
    optional_codec,
    read_tagged,
    row_codec,
    write_tagged,
)
from dunning_core.interop.plain.names import FUNCTIONS, NAMED, find_class, is_operand
from dunning_core.interop.plain.results import NEVER_PLAIN, RESULTS
from dunning_core.interop.plain.values import named_codec, result_codec, value_codec

#: Operands that JSON has, and those that are exact texts there.
_AS_THEY_ARE: tuple[type, ...] = (str, int, bool)
_EXACT: dict[str, type] = {kind.__name__: kind for kind in SCALARS if kind not in _AS_THEY_ARE}


@cache
def codec_of(kind: Any) -> Codec:
    """Return the codec of a type as it stands in an annotation; the same type always has the same."""
    if kind in SCALARS:
        return SCALARS[kind]
    if kind is Any or isinstance(kind, TypeVar):
        return Codec(_write_any, _read_any, _describe_any)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _union_codec(get_args(kind))
    if origin is tuple:
        items = get_args(kind)
        if len(items) == 2 and items[1] is Ellipsis:
            return list_codec(codec_of(items[0]))
        return row_codec([codec_of(item) for item in items])
    return FUNCTIONS if origin is Callable else _class_codec(kind, origin or kind)


def whole_codec_of(kind: Any) -> Codec:
    """Return the codec of a type whose values may stand alone; a bare text or number says nothing."""
    if kind in SCALARS and SCALARS[kind].is_bare:
        raise WrongTypeError("not_plain", "", kind, "pass a value or a result of this library, or its type")
    return codec_of(kind)


def _class_codec(kind: Any, owner: Any) -> Codec:
    if owner in RESULTS:
        return result_codec(owner, codec_of=codec_of)
    if _is_enumeration(owner):
        return enum_codec(owner)
    if attrs.has(owner) and owner not in NEVER_PLAIN:
        codec = value_codec(kind, owner, codec_of=codec_of)
        return named_codec(codec, NAMED[owner]) if owner in NAMED else codec
    hint = "pass a value, an enumeration or a result of this library; a choice by client is stored as a PolicyBook"
    raise WrongTypeError("not_plain", "", kind, hint)


def _is_enumeration(owner: Any) -> bool:
    return isinstance(owner, type) and issubclass(owner, Enum)


def _union_codec(kinds: tuple[Any, ...]) -> Codec:
    some = [kind for kind in kinds if kind is not NoneType]
    if len(some) == 1:
        codec = codec_of(some[0])
    else:
        codec = alternatives_codec({get_origin(kind) or kind: codec_of(kind) for kind in some})
    return codec if len(some) == len(kinds) else optional_codec(codec)


def _write_any(value: Any) -> Plain:
    kind = class_of(value)
    if value is None or kind in _AS_THEY_ARE:
        return value if value is None else SCALARS[kind].write(value)
    if kind is tuple:
        return each(_write_any, cast("tuple[Any, ...]", value))
    if kind not in SCALARS and not is_operand(kind):
        raise WrongTypeError("not_plain", "", value, "pass values of this library, texts, whole numbers and days")
    return write_tagged(codec_of(kind), value, name=kind.__name__)


def _read_any(data: Plain) -> Any:
    kind = class_of(data)
    if data is None or kind in _AS_THEY_ARE:
        return data if data is None else SCALARS[kind].write(data)
    if kind is list:
        return tuple(each(_read_any, as_list(data)))
    name = as_object(data).get("type")
    found = _EXACT.get(name) if type(name) is str else None
    return read_tagged(codec_of(found or find_class(name)), data, name=str(name))


def _describe_any(definitions: Definitions) -> Schema:
    here = {"$ref": "#/$defs/Any"}
    plain: Schema = {"type": ["null", "boolean", "integer", "string"]}
    value: Schema = {"type": "object", "required": ["type"]}
    definitions["Any"] = {"anyOf": [plain, {"type": "array", "items": here}, value]}
    return here
