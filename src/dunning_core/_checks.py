"""Hand-written checks that the value types share; each raises a `DunningError` naming the field."""

import unicodedata
from collections.abc import Sized
from datetime import date, datetime
from typing import Any, TypeVar

from attrs import Attribute, fields

from dunning_core.errors import InvalidValueError, WrongTypeError

T = TypeVar("T")

_TEXT_MAX = 200
_LONG_TEXT_MAX = 20_000
# Outside these years a day is a placeholder (9999-12-31, 0001-01-01) or a slip, and day arithmetic overflows.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_LINE_BREAKS = "\n\r\t"


def check_text(field: str, value: object) -> None:
    """Refuse what is not a non-blank, single-line text of at most 200 characters."""
    if type(value) is not str:
        raise WrongTypeError("wrong_type", field, value, "pass a text")
    if len(value) > _TEXT_MAX:
        raise InvalidValueError("too_long", field, value, f"pass at most {_TEXT_MAX} characters")
    if not value.isprintable():
        _check_characters(field, value, allowed="")
    if not value or value.isspace():
        raise InvalidValueError("empty", field, value, "pass a text that is not blank")


def check_free_text(field: str, value: object) -> None:
    """Refuse what is not a text of at most 20,000 characters; it may be empty or hold line breaks."""
    if type(value) is not str:
        raise WrongTypeError("wrong_type", field, value, "pass a text")
    if len(value) > _LONG_TEXT_MAX:
        raise InvalidValueError("too_long", field, value, f"pass at most {_LONG_TEXT_MAX} characters")
    if not value.isprintable():
        _check_characters(field, value, allowed=_LINE_BREAKS)


def check_language(field: str, value: object) -> None:
    """Refuse what is not the code of a language alone, two or three small letters (ISO 639), as `fr` or `pl`."""
    check_text(field, value)
    text = str(value)
    if not (text.isascii() and text.isalpha() and text.islower() and len(text) in (2, 3)):
        raise InvalidValueError(
            "bad_language", field, value, "pass the code of a language, as fr; a locale adds regions"
        )


def _check_characters(field: str, value: str, *, allowed: str) -> None:
    # A NUL or an escape sequence in a name ends up in a terminal, a file name or a page; a lone
    # surrogate cannot even be written out. Accents, bidi text and non-breaking spaces are fine.
    for character in value:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in allowed:
            raise InvalidValueError("unsafe_text", field, value, "remove control characters and lone surrogates")


def check_date(field: str, value: object) -> None:
    """Refuse what is not a plain `datetime.date`; a `datetime` hides a choice of time zone."""
    if type(value) is not date:
        hint = "pass a datetime.date"
        if isinstance(value, datetime):
            hint = "pass value.date() once you have chosen the time zone"
        raise WrongTypeError("wrong_type", field, value, hint)
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        hint = f"pass a day of the years {_FIRST_YEAR} to {_LAST_YEAR}; leave the field out when there is none"
        raise InvalidValueError("out_of_range", field, value, hint)


def check_optional_date(field: str, value: object) -> None:
    """Refuse what is neither None nor a plain `datetime.date`."""
    if value is not None:
        check_date(field, value)


def check_order(field: str, later: date, earlier: date) -> None:
    """Refuse a day that comes before the day that it must follow."""
    if later < earlier:
        raise InvalidValueError("bad_date_order", field, later, f"give a day on or after {earlier}")


def check_instance(field: str, value: object, kind: type[Any]) -> None:
    """Refuse what is not an instance of `kind`."""
    if not isinstance(value, kind):
        raise WrongTypeError("wrong_type", field, value, f"pass a {kind.__name__}")


def check_count(field: str, value: object, *, lowest: int = 0, highest: int = 36_500) -> None:
    """Refuse what is not a whole number within the bounds; a bool is not a number."""
    if type(value) is not int:
        raise WrongTypeError("wrong_type", field, value, "pass a whole number")
    if not lowest <= value <= highest:
        raise InvalidValueError("out_of_range", field, value, f"pass a number from {lowest} to {highest}")


def check_callable(field: str, value: object) -> None:
    """Refuse what cannot be called."""
    if not callable(value):
        raise WrongTypeError("wrong_type", field, value, "pass a function")


def as_tuple(field: str, value: Any, kind: type[T]) -> tuple[T, ...]:
    """Return a sequence as a tuple of `kind`; a bare text is refused, since it would be split in characters."""
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise WrongTypeError("wrong_type", field, value, f"pass a sequence of {kind.__name__}")
    items = tuple(value)
    for index, item in enumerate(items):
        check_instance(f"{field}[{index}]", item, kind)
    return items


def set_field(value: object, name: str, content: object) -> None:
    """Set one field of a frozen value that is being built; only `__attrs_post_init__` calls it."""
    object.__setattr__(value, name, content)


def show_count(values: Sized) -> str:
    """Return how many values there are, as the repr of a result shows them: each can be asked for by itself."""
    return f"<{len(values)}>"


def show_fields(self: Any) -> str:
    """Return a repr that shows only what differs from the defaults, under the names of the constructor."""
    shown: list[str] = []
    for position, attribute in enumerate(fields(self.__class__)):
        content = _content(self, attribute)
        if not attribute.init or content == attribute.default:
            continue
        shown.append(repr(content) if position == 0 else f"{attribute.alias}={content!r}")
    return f"{type(self).__name__}({', '.join(shown)})"


def _content(value: Any, attribute: "Attribute[Any]") -> Any:
    # Hot values store an amount as `minor` and `currency`; their repr shows the Money that made them.
    if attribute.alias == "amount":
        return value.amount
    if attribute.name == "currency" and hasattr(value, "amount"):
        return attribute.default
    return getattr(value, attribute.name)
