"""The penalties of the lines of a demand: what is claimed or announced of each, and what a court would read."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import frozen

from dunning_core.dunning.decisions import Decision
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import Rate, SettlementOrder
from dunning_core.ledger import disputed_minor
from dunning_core.money import Money, sum_by_currency
from dunning_core.penalties import Penalties, impute_payments
from dunning_core.penalties.imputation import claim_payments_of


class LinePenalties:
    """The penalties of one line: what takes long is computed once, when it is first asked for."""

    def __init__(self, penalties: Penalties) -> None:
        self.penalties: Penalties = penalties

    @cached_property
    def unclaimed(self) -> tuple[Money, Money, Money]:
        """Return what is left to claim of interest, compensation and costs."""
        return self.penalties.unclaimed

    @cached_property
    def amounts(self) -> tuple[Money, ...]:
        """Return what is left to claim, one amount per currency."""
        return sum_by_currency(filter(None, self.unclaimed))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the components of which something is left to claim."""
        return tuple(name for name, amount in zip(COMPONENTS, self.unclaimed, strict=True) if amount)

    @property
    def grounds(self) -> tuple[tuple[str, str], ...]:
        """Return the components that have accrued, each with its article, in the order of the working."""
        return self._working[0]

    @property
    def is_provisional(self) -> bool:
        """Return whether some day rests on a rate past the verified horizon of its series."""
        return self._working[1]

    @cached_property
    def rate(self) -> Rate:
        """Return the yearly rate that applies on the day."""
        return self.penalties.rate

    @cached_property
    def _working(self) -> tuple[tuple[tuple[str, str], ...], bool]:
        # What texts need of the lines, which are not kept: a run may hold a hundred thousand of them.
        lines = self.penalties.lines
        grounds = dict.fromkeys((line.kind, line.reference.text) for line in lines)
        return tuple(grounds), any(line.is_provisional for line in lines)


def list_totals(principal: Money, claimed: Sequence[LinePenalties]) -> Iterator[tuple[str, Money]]:
    """Give the sums by kind, that of the debts first, one amount per currency and kind."""
    yield "principal", principal
    if not claimed:
        return
    interests, *fixed = zip(*(line.unclaimed for line in claimed), strict=True)
    interest = Money.sum(interests, currency=principal.currency)
    if interest:
        yield "interest", interest
    for name, amounts in zip(COMPONENTS[1:], fixed, strict=True):
        for amount in sorted(sum_by_currency(filter(None, amounts)), key=lambda amount: amount.currency):
            yield name, amount


@frozen
class SecondReading:
    """What a court would read that settles interest before principal: what is left of each, and how much more it is."""

    principal: Money
    interest: Money
    difference: Money


def read_again(claimed: Sequence[LinePenalties], decision: Decision) -> SecondReading | None:
    """Return what a French court would read of some lines of an account, where it is another figure; else None.

    The legal order inside one debt is that of C. civ. 1343-1.
    """
    own = [line.penalties for line in claimed]
    if not own or not all(penalties.regime.country == "FR" for penalties in own):
        return None
    if not any(map(_is_paid, own)):
        # Without a payment there is nothing to read twice: what was paid on a claim document settles what that claims.
        return None
    account = decision.context.account
    payments = {per_part: claim_payments_of(account, per_part=per_part) for per_part in (False, True)}
    principal = interest = difference = 0
    for penalties in own:
        on_claims = payments[penalties.regime.compensation_per_part].get(penalties.receivable.id, ())
        legal = ledger = impute_payments(penalties, SettlementOrder.INTEREST_FIRST, claim_payments=on_claims)
        if _is_paid(penalties):
            ledger = impute_payments(penalties, SettlementOrder.PRINCIPAL_FIRST, claim_payments=on_claims)
        left, lettered = (
            [reading.component(kind).outstanding.minor for kind in ("principal", "interest")]
            for reading in (legal, ledger)
        )
        principal += left[0] - disputed_minor(penalties.receivable)
        interest += left[1]
        difference += sum(left) - sum(lettered)
    if not difference:
        return None
    currency = own[0].receivable.currency
    return SecondReading(*(Money.from_minor(minor, currency) for minor in (principal, interest, difference)))


def _is_paid(penalties: Penalties) -> bool:
    return any(entry.is_payment for entry in penalties.receivable.settlements)
