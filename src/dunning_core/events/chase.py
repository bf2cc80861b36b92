"""What the chase meets: promises, disputes, and our own choice to wait."""

from datetime import date

from attrs import field, frozen

from dunning_core._checks import check_count, check_date, check_free_text, check_optional_date, check_order, check_text
from dunning_core.events.checking import check_amount, check_days, check_target
from dunning_core.money import Money


@frozen
class PromiseToPay:
    """The debtor promised to pay an amount (None: all of it) by a day; so many days later still keep the promise."""

    subject: str
    amount: Money | None = field(default=None, kw_only=True)
    promised_on: date = field(kw_only=True)
    pay_on: date = field(kw_only=True)
    tolerance_days: int = field(default=0, kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_amount(self.amount)
        check_days("promised_on", self.promised_on, recorded_on=self.recorded_on)
        check_date("pay_on", self.pay_on)
        check_order("pay_on", self.pay_on, self.promised_on)
        check_count("tolerance_days", self.tolerance_days, highest=366)


@frozen
class Dispute:
    """The debtor contests an amount (None: all of it), for a reason; the rest is chased."""

    subject: str
    amount: Money | None = field(default=None, kw_only=True)
    opened_on: date = field(kw_only=True)
    reason: str = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_amount(self.amount)
        check_days("opened_on", self.opened_on, recorded_on=self.recorded_on)
        check_text("reason", self.reason)


@frozen
class DisputeResolved:
    """The disputes on a subject ended on a day; what they held back is chased again."""

    subject: str
    resolved_on: date = field(kw_only=True)
    outcome: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_free_text("outcome", self.outcome)
        check_days("resolved_on", self.resolved_on, recorded_on=self.recorded_on)


@frozen
class Hold:
    """We choose not to chase a subject, or a whole client, from a day, until another (not included) or for good."""

    subject: str | None = None
    client: str | None = field(default=None, kw_only=True)
    since: date = field(kw_only=True)
    until: date | None = field(default=None, kw_only=True)
    reason: str = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_target(self.subject, self.client)
        check_days("since", self.since, recorded_on=self.recorded_on)
        check_optional_date("until", self.until)
        if self.until is not None:
            check_order("until", self.until, self.since)
        check_text("reason", self.reason)


@frozen
class HoldReleased:
    """The holds on a subject, or on a client, ended on a day."""

    subject: str | None = None
    client: str | None = field(default=None, kw_only=True)
    released_on: date = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_target(self.subject, self.client)
        check_days("released_on", self.released_on, recorded_on=self.recorded_on)
