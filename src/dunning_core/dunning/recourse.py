"""Recourse: what can be done about a claim once the formal notice has had no effect, ranked, with what is missing."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from dunning_core._checks import check_instance, check_text
from dunning_core._tables import Column, Tabular
from dunning_core.dunning.cases import Reason
from dunning_core.errors import InvalidValueError, WrongTypeError
from dunning_core.law.procedures import Procedure, ProcedureKind
from dunning_core.money import Money, Rounding
from dunning_core.parties import Client

#: The columns of `Recourse.to_records()`, one row per procedure, the first to consider first.
RECOURSE_COLUMNS = (
    Column("rank", "count", "place in the order, from 1"),
    Column("day", "date", "day on which it was asked"),
    Column("client", "text", "id of the client who owes"),
    Column("currency", "text", "ISO 4217 code of the amounts"),
    Column("procedure", "text", "code of the procedure"),
    Column("kind", "text", "what the procedure is"),
    Column("is_open", "flag", "whether it may be used"),
    Column("receivables", "text", "ids of what it would claim, joined by spaces"),
    Column("claimed", "decimal", "what it would claim, with penalties"),
    Column("net_expected", "decimal", "chance times what is left after the commission, less the fixed costs, if known"),
    Column("act_by", "date", "last day to act, if known"),
    Column("missing", "text", "what is missing, joined by spaces"),
    Column("reasons", "text", "codes of the reasons, joined by spaces"),
)


_DIGITS_MAX = 100


def _exact_part(name: str, given: object) -> Fraction | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | Fraction | Decimal):
        raise WrongTypeError("wrong_type", name, given, "pass a Fraction or a Decimal from 0 to 1")
    # A decimal is bounded before it is converted: the fraction of a huge exponent would not fit in memory.
    if isinstance(given, Decimal) and (not given.is_finite() or abs(given.adjusted()) > _DIGITS_MAX):
        raise InvalidValueError("out_of_range", name, given, "pass a number from 0 to 1")
    if not 0 <= given <= 1:
        raise InvalidValueError("out_of_range", name, given, "pass a number from 0 to 1")
    return Fraction(given)


def _share(given: Fraction | Decimal | int | None) -> Fraction | None:
    return _exact_part("share", given)


def _chance(given: Fraction | Decimal | int | None) -> Fraction | None:
    return _exact_part("chance", given)


@frozen
class ProcedureCosts:
    """What a procedure costs by the caller's own figures, and the chance that it brings the money.

    `fixed` is spent whatever comes of it; `share` is kept of what comes in, as an agency does; either alone says the
    other is nothing. `chance` is that of being paid all that is claimed. Both are exact, from 0 to 1.
    Raises WrongTypeError for a float, InvalidValueError for what lies outside.

    >>> ProcedureCosts("fr.agency", share=Fraction(15, 100), chance=Decimal("0.4")).chance
    Fraction(2, 5)
    """

    procedure: str
    fixed: Money | None = field(default=None, kw_only=True)
    share: Fraction | None = field(default=None, converter=_share, kw_only=True)
    chance: Fraction | None = field(default=None, converter=_chance, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("procedure", self.procedure)
        if self.fixed is not None:
            check_instance("fixed", self.fixed, Money)
            if self.fixed.minor < 0:
                raise InvalidValueError("out_of_range", "fixed", self.fixed, "pass zero or more")

    @property
    def is_known(self) -> bool:
        """Return whether the costs are known; a chance alone says nothing of them."""
        return self.fixed is not None or self.share is not None


@frozen
class RecourseOption:
    """One procedure put before a claim: whether it may be used, why, what it would claim, and what is missing.

    `principal` is what is outstanding, `accessories` the interest, compensation and costs left to claim on it.
    `reasons` of a closed one are what closes it; of an open one, what was left out, compared, or is to be heeded.
    `missing` are codes of the evidence and of the facts that are not there: what is open can be begun, and may need
    them. `deadlines` are the last days to act, by name.
    """

    procedure: Procedure
    day: date
    client: Client
    receivables: tuple[str, ...]
    is_open: bool
    principal: Money
    accessories: Money
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    deadlines: tuple[tuple[str, date], ...]
    costs: ProcedureCosts | None = None

    @property
    def claimed(self) -> Money:
        """Return what it would claim, with penalties."""
        return self.principal + self.accessories

    @property
    def net_expected(self) -> Money | None:
        """Return what it brings on average: the chance of what is left after the commission, less the fixed costs.

        None unless it is open and the caller gave both its costs and its chance. Rounded once, half-up.
        """
        costs = self.costs
        if not self.is_open or costs is None or costs.chance is None or not costs.is_known:
            return None
        kept = costs.chance * (1 - (costs.share or 0))
        fixed = costs.fixed or Money.zero(self.claimed.currency)
        return self.claimed.times(kept, rounding=Rounding.HALF_UP) - fixed

    @property
    def act_by(self) -> date | None:
        """Return the first of its last days to act, or None when none is known."""
        return min((day for _, day in self.deadlines), default=None)

    @property
    def is_refused(self) -> bool:
        """Return whether it needs the agreement of a debtor who has refused."""
        return any(reason.code == "recourse.agreement_needed" for reason in self.reasons)


_ORDER = tuple(ProcedureKind)


def rank_options(options: Sequence[RecourseOption]) -> tuple[RecourseOption, ...]:
    """Return the options in the order in which to consider them; the order is total.

    What is open comes first. Of that, what needs the agreement of a debtor who has refused comes last. Of the rest:
    what is expected to bring most, when that can be said and it is not a loss; then what nobody has given figures for,
    in the order of custom (agency, small claims, order, interim payment, ordinary claim, mediation, declaration); then
    what is expected to lose money.
    """
    return tuple(sorted(options, key=_rank))


def _rank(option: RecourseOption) -> tuple[bool, bool, int, int, int, str]:
    net = option.net_expected
    told = 1 if net is None else 0 if net.minor >= 0 else 2
    return (
        not option.is_open,
        option.is_refused,
        told,
        -net.minor if net is not None else 0,
        _ORDER.index(option.procedure.kind),
        option.procedure.code,
    )


@frozen
class Recourse(Tabular):
    """What can be done about one client's claim in one currency, the first to consider first, closed ones last."""

    _columns = RECOURSE_COLUMNS

    day: date
    client: Client
    currency: str
    options: tuple[RecourseOption, ...]

    @property
    def open_options(self) -> tuple[RecourseOption, ...]:
        """Return the options that may be used."""
        return tuple(option for option in self.options if option.is_open)

    def option(self, code: str) -> RecourseOption | None:
        """Return the option of a procedure by its code, or None."""
        return next((option for option in self.options if option.procedure.code == code), None)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per option, by the names of RECOURSE_COLUMNS."""
        return [
            {
                "rank": rank,
                "day": self.day,
                "client": self.client.id,
                "currency": self.currency,
                "procedure": option.procedure.code,
                "kind": option.procedure.kind.value,
                "is_open": option.is_open,
                "receivables": " ".join(option.receivables),
                "claimed": option.claimed.amount,
                "net_expected": None if option.net_expected is None else option.net_expected.amount,
                "act_by": option.act_by,
                "missing": " ".join(option.missing),
                "reasons": " ".join(reason.code for reason in option.reasons),
            }
            for rank, option in enumerate(self.options, start=1)
        ]
