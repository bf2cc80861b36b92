"""JSON Schema of plain data: what any language can check before it sends or stores."""

from typing import Any, cast

from dunning_core.errors import DunningError
from dunning_core.interop.plain.codecs import Schema, moved
from dunning_core.interop.plain.combining import describe_tagged
from dunning_core.interop.plain.storing import ENVELOPE, VERSION, alternatives_of
from dunning_core.interop.plain.types import whole_codec_of


def json_schema(kind: Any) -> Schema:
    """Return the JSON Schema (2020-12) of what `to_plain` writes for a type, and `from_plain` reads.

    It says the form; what two fields say of each other, such as a due day before the issue, is for the constructors.

    >>> json_schema(dict[str, int])
    Traceback (most recent call last):
    dunning_core.errors.WrongTypeError: $: not plain, ...
    """
    definitions: dict[str, Schema] = {}
    try:
        forms = [
            _with_envelope(form, definitions)
            for name, part in alternatives_of(kind).items()
            for form in describe_tagged(whole_codec_of(part), definitions, name=name)
        ]
    except DunningError as error:
        raise moved(error, "$") from None
    whole = forms[0] if len(forms) == 1 else {"anyOf": forms}
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, **whole, "$defs": dict(sorted(definitions.items()))}


def _with_envelope(form: Schema, definitions: dict[str, Schema]) -> Schema:
    inside = definitions[form["$ref"].rpartition("/")[2]] if "$ref" in form else form
    own = {ENVELOPE: {"const": VERSION}, **cast("Schema", inside["properties"])}
    required = [ENVELOPE, "type", *(key for key in inside["required"] if key != "type")]
    return {**inside, "properties": own, "required": required}
