"""Errors for the programmer, problems for the data.

A `DunningError` is raised where the caller made a mistake: a value that cannot exist, two
currencies in one sum, a rate that nobody has given. A `Problem` is returned where the user's data
are defective: it is a value, it says which subject and which field, and the run goes on.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from attrs import frozen

_SHOWN_MAX = 80


def show_value(value: object) -> str:
    """Return `value` as text cut at 80 characters, safe to print in any message.

    >>> show_value("a" * 100)[-1]
    '…'
    """
    try:
        text = str(value) if isinstance(value, str | int | Decimal | date) else repr(value)
    except Exception:  # a hostile repr, or an int too long to print, must not hide the mistake that is being told
        text = f"<{type(value).__name__}>"
    if not text.isprintable():
        text = repr(text[: _SHOWN_MAX + 1])[1:-1]
    return text if len(text) <= _SHOWN_MAX else text[: _SHOWN_MAX - 1] + "…"


class DunningError(Exception):
    """The root of every error that this library raises; never raised itself.

    `kind` is a stable code (`wrong_type`, `bad_scale` …), `field` names the argument, `value` is the
    value as text (80 characters at most) and `hint` says what to do. Two errors with the same four are equal.

    >>> from dunning_core import DunningError, Money
    >>> try:
    ...     Money(0.1, "EUR")
    ... except DunningError as error:
    ...     print(error.kind, error.field)
    wrong_type amount
    """

    def __init__(self, kind: str, field: str, value: object, hint: str) -> None:
        super().__init__(kind, field, show_value(value), hint)

    @classmethod
    def about(cls, field: str, value: object, *, kind: str, hint: str) -> Self:
        """Build the error for one field, the value it was given and what to do about it."""
        return cls(kind, field, value, hint)

    @property
    def kind(self) -> str:
        """Return the stable code of the mistake."""
        return str(self.args[0])

    @property
    def field(self) -> str:
        """Return the name of the argument that was wrong."""
        return str(self.args[1])

    @property
    def value(self) -> str:
        """Return the value that was given, as text of at most 80 characters."""
        return str(self.args[2])

    @property
    def hint(self) -> str:
        """Return what to do."""
        return str(self.args[3])

    def __str__(self) -> str:
        return f"{self.field}: {self.kind.replace('_', ' ')}, got {self.value!r}; {self.hint}"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.args == other.args

    def __hash__(self) -> int:
        return hash((type(self), self.args))


class InvalidValueError(DunningError, ValueError):
    """A value that cannot exist: its form, its range or its order is wrong."""


class WrongTypeError(DunningError, TypeError):
    """A value of a type that is refused, such as a float where an amount is expected."""


class CurrencyMismatchError(InvalidValueError):
    """Two currencies met where only one can be."""


class UnknownDateError(DunningError, LookupError):
    """A day for which no value is known: before the first step of a series, or in a gap."""


class UnknownReferenceError(DunningError, LookupError):
    """A name or an identifier that nothing answers to."""


class LetteringError(DunningError, ValueError):
    """A lettering that cannot stand: over-allocated, foreign, or computed on facts that have changed."""


class PolicyError(DunningError, ValueError):
    """A dunning policy that contradicts itself."""


class TemplateError(InvalidValueError):
    """A template that cannot be read or filled: an unknown placeholder, an open section, a value that is absent."""


class ProvisionalError(DunningError, ValueError):
    """A text was asked for with an amount that rests on a rate past its verified horizon."""


class MissingPackageError(DunningError, ImportError):
    """An extra of this library was asked for, and the package that it needs is not installed."""


class MissingTranslation(DunningError, LookupError):
    """A language for which no vetted wording exists."""


#: The operands of a problem or of a reason, by name, in a fixed order.
Params = tuple[tuple[str, Any], ...]


@frozen(order=False)
class Problem:
    """A defect in the data, as a value: a stable dotted code, the subject, the path and the operands.

    `params` are name and value pairs, in a fixed order; `explain(problem, "fr")` makes the sentence.

    >>> Problem("client.unknown", "F-101", path="client", params=(("client", "ACME"),)).param("client")
    'ACME'
    """

    code: str
    subject: str
    path: str = ""
    params: Params = ()

    def param(self, name: str) -> Any:
        """Return one operand by its name, or None when this problem has no such operand."""
        return next((value for key, value in self.params if key == name), None)
