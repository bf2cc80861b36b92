"""What is written by its name: the functions, regimes and series of this library; and its types, where any may stand.

A name means what the library that reads it says: a regime that was stored follows the law as it is published, while
one that you changed, or wrote yourself, is stored whole.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any

import attrs
from attrs import frozen

from dunning_core import (
    analysis,
    calendars,
    documents,
    dunning,
    errors,
    events,
    law,
    ledger,
    lettering,
    markup,
    money,
    notices,
    parties,
    penalties,
    terms,
    timeline,
)
from dunning_core.errors import UnknownReferenceError, WrongTypeError
from dunning_core.interop.plain.codecs import Codec, Plain
from dunning_core.law import Regime, find_regime, procedures, series
from dunning_core.law.choice import REGIME_CODES
from dunning_core.timeline import Timeline

_FAMILIES = (
    *(errors, money, timeline, calendars, law, procedures, terms, parties, documents, events),
    *(markup, lettering, ledger, penalties, analysis, dunning, notices),
)
#: The types of this library by their names, where an operand may be of any of them: not markup, which is trusted.
_CLASSES: dict[str, type] = {
    found.__name__: found
    for family in _FAMILIES
    for found in vars(family).values()
    if isinstance(found, type)
    and found is not markup.Html
    and (attrs.has(found) or (issubclass(found, Enum) and found is not Enum))
}


def is_operand(kind: type) -> bool:
    """Return whether values of a class may be operands, where a value of any type may stand."""
    return _CLASSES.get(kind.__name__) is kind


def find_class(name: object) -> type:
    """Return a value type of this library by its name."""
    found = _CLASSES.get(name) if type(name) is str else None
    if found is None:
        raise UnknownReferenceError("unknown_type", ".type", name, "give the name of a value of this library")
    return found


@frozen
class Named:
    """How values of one type are known by name: the name of one of ours, None for another; and the value of a name."""

    name_of: Callable[[Any], str | None]
    find: Callable[[str], Any]
    names: tuple[str, ...]


def _regime_name(regime: Regime) -> str | None:
    try:
        return regime.code if find_regime(regime.code) == regime else None
    except UnknownReferenceError:
        return None


_SERIES: dict[str, Timeline[Any]] = {name: getattr(series, name) for name in sorted(series.__all__)}
_SERIES_NAMES = {found: name for name, found in _SERIES.items()}


def _find_series(name: str) -> Timeline[Any]:
    if name not in _SERIES:
        raise UnknownReferenceError("unknown_series", "", name, f"give one of {', '.join(_SERIES)}, or all its steps")
    return _SERIES[name]


#: The types of which some values are the library's own.
NAMED: dict[type, Named] = {
    Regime: Named(_regime_name, find_regime, REGIME_CODES),
    Timeline: Named(_SERIES_NAMES.get, _find_series, tuple(_SERIES)),
}

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        *lettering.STANDARD_STRATEGIES,
        *lettering.BY_HABIT.strategies,
        *(lettering.oldest_due_first, lettering.statutory_fr, lettering.statutory_de, lettering.proportional),
    )
}


def _write_function(function: Any) -> str:
    name = getattr(function, "__name__", None)
    if not isinstance(name, str) or _FUNCTIONS.get(name) is not function:
        hint = "a function of your own cannot be stored: store the name that you gave it, and put it back with evolve"
        raise WrongTypeError("not_plain", "", function, hint)
    return name


def _read_function(name: Plain) -> Callable[..., Any]:
    found = _FUNCTIONS.get(name) if type(name) is str else None
    if found is None:
        raise UnknownReferenceError("unknown_function", "", name, f"give one of {', '.join(sorted(_FUNCTIONS))}")
    return found


FUNCTIONS = Codec(_write_function, _read_function, lambda _: {"enum": sorted(_FUNCTIONS)})
