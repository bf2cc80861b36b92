"""What a payer may take off what he pays: an early-payment discount in its window, a small difference by policy."""

from fractions import Fraction

from attrs import frozen

from dunning_core._checks import check_instance, check_text
from dunning_core.documents import InvoiceKind
from dunning_core.errors import InvalidValueError
from dunning_core.lettering.entries import CREDIT_NOTE, DISCOUNT, OpenCredit, OpenDebit
from dunning_core.money import Money
from dunning_core.terms import EarlyPaymentDiscount


@frozen
class Tolerance:
    """A shortfall that is forgiven: at most an amount and, when given, at most a share of what was to pay.

    It is for a stated reason, such as rounding or bank fees, and never for an overpayment; it is granted only where
    the payment names what it pays, or nothing else is open.

    >>> Tolerance(Money("15.00", "EUR"), share=Fraction(1, 100), reason="bank_fee").covers(Money("12.00", "EUR").minor,
    ...     of=120_000, currency="EUR")
    True
    """

    amount: Money
    share: Fraction | None = None
    reason: str = "rounding"

    def __attrs_post_init__(self) -> None:
        check_instance("amount", self.amount, Money)
        check_text("reason", self.reason)
        if self.amount.minor < 0:
            raise InvalidValueError("out_of_range", "amount", self.amount, "pass an amount of zero or more")
        if self.share is not None:
            check_instance("share", self.share, Fraction)
            if not 0 <= self.share <= 1:
                raise InvalidValueError("out_of_range", "share", self.share, "pass a share from 0 to 1")

    def covers(self, shortfall: int, *, of: int, currency: str) -> bool:
        """Return whether a shortfall, in minor units, may be forgiven; one that is equal to the tolerance may."""
        if currency != self.amount.currency or not 0 < shortfall <= self.amount.minor:
            return False
        return self.share is None or shortfall <= self.share * of


def discount_terms(debit: OpenDebit) -> EarlyPaymentDiscount | None:
    """Return the early-payment discount that was agreed for a debit, None when there is none."""
    invoice = debit.invoice
    if invoice.installments or invoice.kind is InvoiceKind.CLAIM:
        return None
    terms = invoice.terms or (debit.client.terms if invoice.due_on is None else None)
    return terms.discount if terms is not None else None


def discount_minor(debit: OpenDebit, credit: OpenCredit) -> int:
    """Return the early-payment discount that a payment may take off a debit, in minor units; 0 for none.

    The window is that of the invoice as it was issued; payments made before in the same window count, and a discount is
    taken once. It is reckoned on the invoice less its credit notes.
    """
    terms = discount_terms(debit)
    if terms is None or not credit.is_payment or credit.received_on < debit.invoice.issued_on:
        return 0
    last_day = terms.last_day(debit.invoice.issued_on)
    credited = 0
    for entry in debit.settlements:
        if entry.kind == CREDIT_NOTE:
            credited += entry.minor
        elif entry.kind == DISCOUNT or entry.on > last_day:
            return 0
    net = debit.invoice.net_amount
    if credit.received_on > last_day or (terms.before_vat and (net is None or credited)):
        return 0
    base = Money.from_minor(debit.minor - credited, debit.invoice.currency)
    return base.minor - terms.discounted(base, net_amount=net).minor
