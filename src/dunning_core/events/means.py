"""Money on its way: a payment that was announced, a direct debit or a bill of exchange that was presented."""

from datetime import date
from enum import Enum

from attrs import field, frozen

from dunning_core._checks import check_count, check_date, check_instance, check_order, check_text
from dunning_core.events.checking import check_amount, check_days
from dunning_core.money import Money


@frozen
class PaymentAnnounced:
    """The debtor, or his bank, said that an amount (None: all of it) is on its way, and is expected by a day.

    It waits to the expected day, and so many days more; nothing is paid before it comes in.
    """

    subject: str
    amount: Money | None = field(default=None, kw_only=True)
    announced_on: date = field(kw_only=True)
    expected_on: date = field(kw_only=True)
    tolerance_days: int = field(default=0, kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_amount(self.amount)
        check_days("announced_on", self.announced_on, recorded_on=self.recorded_on)
        check_date("expected_on", self.expected_on)
        check_order("expected_on", self.expected_on, self.announced_on)
        check_count("tolerance_days", self.tolerance_days, highest=366)


class PresentedMeans(Enum):
    """What the creditor presents to be paid with: a direct debit, or a bill of exchange."""

    DIRECT_DEBIT = "direct_debit"
    BILL_OF_EXCHANGE = "bill_of_exchange"


@frozen
class MeansPresented:
    """A direct debit was sent to the bank, or a bill of exchange drawn, to be paid on a day: its maturity.

    The debt is not chased before that day, and its acceptance by the debtor is no payment. `payment` is the id of the
    payment that the books record for it; when that one comes back (`PaymentReturned`), the wait is over.
    """

    subject: str
    means: PresentedMeans = field(kw_only=True)
    presented_on: date = field(kw_only=True)
    payable_on: date = field(kw_only=True)
    payment: str | None = field(default=None, kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_instance("means", self.means, PresentedMeans)
        check_days("presented_on", self.presented_on, recorded_on=self.recorded_on)
        check_date("payable_on", self.payable_on)
        check_order("payable_on", self.payable_on, self.presented_on)
        if self.payment is not None:
            check_text("payment", self.payment)
