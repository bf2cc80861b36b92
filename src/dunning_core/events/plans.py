"""Payment plans: an agreed schedule for debts that are late, and what ends it."""

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen

from dunning_core._checks import (
    as_tuple,
    check_count,
    check_date,
    check_free_text,
    check_instance,
    check_order,
    check_text,
)
from dunning_core.errors import CurrencyMismatchError, InvalidValueError
from dunning_core.events.checking import check_days
from dunning_core.events.notices import as_ids
from dunning_core.money import Money


@frozen
class PlanInstallment:
    """So much to pay by a day of a payment plan."""

    due_on: date
    amount: Money

    def __attrs_post_init__(self) -> None:
        check_date("due_on", self.due_on)
        check_instance("amount", self.amount, Money)
        if self.amount.minor <= 0:
            raise InvalidValueError("out_of_range", "amount", self.amount, "pass an amount above zero")


def _installments(given: Sequence[PlanInstallment]) -> tuple[PlanInstallment, ...]:
    return tuple(sorted(as_tuple("installments", given, PlanInstallment), key=lambda part: part.due_on))


@frozen
class PaymentPlan:
    """A client and we agreed to pay some debts in installments; while it is kept, they are not chased.

    The installments add up to what was left of the debts on the day of the agreement, as it was known then and before
    or after what came in on it, else the plan is told as a Problem and does not count. The due dates of the debts do
    not change. Interest runs on, unless the plan
    `waives_interest` from the day of the agreement, for as long as it is kept. An installment that is paid within the
    days of tolerance is not late. Where the plan `accelerates`, a late installment lets us end it for good
    (`PlanAccelerated`). A later plan about one of the debts takes the place of this one.
    """

    id: str
    client: str = field(kw_only=True)
    receivables: tuple[str, ...] = field(converter=as_ids, kw_only=True)
    installments: tuple[PlanInstallment, ...] = field(converter=_installments, kw_only=True)
    agreed_on: date = field(kw_only=True)
    tolerance_days: int = field(default=0, kw_only=True)
    waives_interest: bool = field(default=False, kw_only=True)
    accelerates: bool = field(default=False, kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("id", self.id)
        check_text("client", self.client)
        check_days("agreed_on", self.agreed_on, recorded_on=self.recorded_on)
        check_count("tolerance_days", self.tolerance_days, highest=366)
        check_instance("waives_interest", self.waives_interest, bool)
        check_instance("accelerates", self.accelerates, bool)
        if not self.receivables:
            raise InvalidValueError("empty", "receivables", self.receivables, "name the debts that the plan covers")
        if not self.installments:
            raise InvalidValueError("empty", "installments", self.installments, "give at least one installment")
        check_order("installments[0].due_on", self.installments[0].due_on, self.agreed_on)
        if len({part.amount.currency for part in self.installments}) > 1:
            shown = ", ".join(sorted({part.amount.currency for part in self.installments}))
            raise CurrencyMismatchError("currency_mismatch", "installments", shown, "agree on one plan per currency")

    @property
    def total(self) -> Money:
        """Return what the installments add up to."""
        return Money.sum((part.amount for part in self.installments), currency=self.installments[0].amount.currency)


@frozen
class PlanAccelerated:
    """We declared all of a plan due at once, as its clause allows when an installment is late: it is broken."""

    plan: str
    client: str = field(kw_only=True)
    accelerated_on: date = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("plan", self.plan)
        check_text("client", self.client)
        check_days("accelerated_on", self.accelerated_on, recorded_on=self.recorded_on)


@frozen
class PlanEnded:
    """A plan was given up on a day, by whomever: its debts are again what they were without it."""

    plan: str
    client: str = field(kw_only=True)
    ended_on: date = field(kw_only=True)
    reason: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("plan", self.plan)
        check_text("client", self.client)
        check_free_text("reason", self.reason)
        check_days("ended_on", self.ended_on, recorded_on=self.recorded_on)
