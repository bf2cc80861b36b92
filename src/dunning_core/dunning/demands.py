"""Demand: what an action asks for, to the minor unit, each figure computed once, when it is first asked for."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import frozen

from dunning_core.dunning.cases import chased_minor
from dunning_core.dunning.decisions import Decision
from dunning_core.events import StageKind
from dunning_core.events.claims import COMPONENTS
from dunning_core.law import Rate, SettlementOrder
from dunning_core.ledger import disputed_minor
from dunning_core.money import Money, sum_by_currency
from dunning_core.penalties import Penalties, PenaltyLine, impute_payments
from dunning_core.penalties.imputation import claim_payments_of


class Claim:
    """The penalties of one line with their working, each figure computed once, when it is first asked for."""

    def __init__(self, penalties: Penalties) -> None:
        self.penalties: Penalties = penalties

    @cached_property
    def lines(self) -> tuple[PenaltyLine, ...]:
        """Return the working of what has accrued, line by line."""
        return self.penalties.lines

    @cached_property
    def unclaimed(self) -> tuple[Money, Money, Money]:
        """Return what is left to claim of interest, compensation and costs."""
        return self.penalties.unclaimed

    @cached_property
    def amounts(self) -> tuple[Money, ...]:
        """Return what is left to claim, one amount per currency; the nothing of interest where there is none."""
        return sum_by_currency(filter(None, self.unclaimed)) or self.unclaimed[:1]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Return the components of which something is left to claim."""
        return tuple(name for name, amount in zip(COMPONENTS, self.unclaimed, strict=True) if amount)

    @cached_property
    def rate(self) -> Rate:
        """Return the yearly rate that applies on the day."""
        return self.penalties.rate

    @cached_property
    def is_provisional(self) -> bool:
        """Return whether some day rests on a rate past the verified horizon of its series."""
        return any(line.is_provisional for line in self.lines)


@frozen
class SecondReading:
    """What a court would read that settles interest before principal: what is left of each, and how much more it is."""

    principal: Money
    interest: Money
    difference: Money


class Demand:
    """What is asked for of some lines in one currency: the debts, what is held back of them, the penalties.

    `claims` are the penalties claimed, by line, where something is left to claim; `announced` those of the lines whose
    stage announces them, where none are claimed. `totals` are what is asked for by kind, and in `sums` one amount per
    currency, that of the debts first.
    """

    def __init__(self, decisions: tuple[Decision, ...], currency: str) -> None:
        self.decisions: tuple[Decision, ...] = decisions
        self.currency: str = currency

    @cached_property
    def lines(self) -> tuple[Decision, ...]:
        """Return the lines whose payment is asked for: those past due, or all of them before the due day."""
        past_due = tuple(line for line in self.decisions if line.stage and line.stage.kind > StageKind.BEFORE_DUE)
        return past_due or self.decisions

    @cached_property
    def chased(self) -> tuple[Money, ...]:
        """Return what is asked for of each line: what is outstanding, not disputed, not promised."""
        return tuple(Money.from_minor(chased_minor(line.receivable), self.currency) for line in self.lines)

    @cached_property
    def outstanding(self) -> Money:
        """Return what is asked for of the debts, before penalties."""
        return Money.sum(self.chased, currency=self.currency)

    @cached_property
    def disputed(self) -> Money:
        """Return what is open of the lines and under dispute."""
        minor = sum(disputed_minor(line.receivable) for line in self.lines)
        return Money.from_minor(minor, self.currency)

    @cached_property
    def promised(self) -> Money:
        """Return what is open of the lines, not disputed, and promised or announced."""
        minor = sum(line.receivable.outstanding_minor for line in self.lines)
        return Money.from_minor(minor - self.disputed.minor - self.outstanding.minor, self.currency)

    @cached_property
    def penalties(self) -> tuple[Penalties, ...]:
        """Return the penalties of the lines whose stage claims them."""
        found = (line.penalties for line in self.decisions if line.claims_penalties)
        return tuple(penalties for penalties in found if penalties is not None)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Return the penalties claimed, of the lines of which something is left to claim."""
        return tuple(claim for claim in map(Claim, self.penalties) if any(claim.unclaimed))

    @cached_property
    def announced(self) -> tuple[Claim, ...]:
        """Return the penalties that are announced and not claimed yet."""
        if self.claims:
            return ()
        found = (line.penalties for line in self.lines if line.stage is not None and line.stage.announces_penalties)
        known = (Claim(penalties) for penalties in found if penalties is not None)
        return tuple(claim for claim in known if claim.lines)

    @cached_property
    def law(self) -> str | None:
        """Return the country whose law grants the penalties of the first line; None when no law is known for it."""
        penalties = self.claims[0].penalties if self.claims else self.lines[0].penalties
        return None if penalties is None else penalties.regime.country

    @cached_property
    def per_day(self) -> Money:
        """Return the interest of the next day on what is claimed."""
        return Money.sum((claim.penalties.per_day for claim in self.claims), currency=self.currency)

    @cached_property
    def is_provisional(self) -> bool:
        """Return whether a figure, or the rate that is announced, is past the verified horizon of its series."""
        unverified = any(not claim.penalties.is_rate_verified for claim in self.announced)
        return unverified or any(claim.is_provisional for claim in self.claims)

    @cached_property
    def totals(self) -> tuple[tuple[str, Money], ...]:
        """Return the sums by kind and, where penalties are claimed, the total in each currency."""
        totals = tuple(_list_totals(self.outstanding, self.claims))
        if not self.claims:
            return totals
        return (*totals, *(("total", amount) for amount in sum_by_currency(amount for _, amount in totals)))

    @cached_property
    def sums(self) -> tuple[Money, ...]:
        """Return what is asked for in all: one amount per currency, that of the debts first."""
        return tuple(amount for name, amount in self.totals if name == "total") or (self.outstanding,)

    @cached_property
    def second_reading(self) -> SecondReading | None:
        """Return what a French court would read, where that is another figure: payments settle interest first.

        The legal order inside one debt is that of C. civ. 1343-1.
        """
        own = [claim.penalties for claim in self.claims]
        if not own or not all(penalties.regime.country == "FR" for penalties in own):
            return None
        return _read_again(own, self.decisions[0], currency=self.currency)


def _list_totals(principal: Money, claims: Sequence[Claim]) -> Iterator[tuple[str, Money]]:
    yield "principal", principal
    if not claims:
        return
    interests, *fixed = zip(*(claim.unclaimed for claim in claims), strict=True)
    interest = Money.sum(interests, currency=principal.currency)
    if interest:
        yield "interest", interest
    for name, amounts in zip(COMPONENTS[1:], fixed, strict=True):
        for amount in sorted(sum_by_currency(filter(None, amounts)), key=lambda amount: amount.currency):
            yield name, amount


def _read_again(claimed: Sequence[Penalties], decision: Decision, *, currency: str) -> SecondReading | None:
    account = decision.context.account
    payments = {per_part: claim_payments_of(account, per_part=per_part) for per_part in (False, True)}
    if not any(payments.values()) and not any(map(_is_paid, claimed)):
        # Without a payment there is nothing to read twice.
        return None
    principal = interest = difference = 0
    for penalties in claimed:
        own = payments[penalties.regime.compensation_per_part].get(penalties.receivable.id, ())
        legal = ledger = impute_payments(penalties, SettlementOrder.INTEREST_FIRST, claim_payments=own)
        if own or _is_paid(penalties):
            ledger = impute_payments(penalties, SettlementOrder.PRINCIPAL_FIRST, claim_payments=own)
        left, lettered = (
            [reading.component(kind).outstanding.minor for kind in ("principal", "interest")]
            for reading in (legal, ledger)
        )
        principal += left[0] - disputed_minor(penalties.receivable)
        interest += left[1]
        difference += sum(left) - sum(lettered)
    if not difference:
        return None
    amounts = (Money.from_minor(minor, currency) for minor in (principal, interest, difference))
    return SecondReading(*amounts)


def _is_paid(penalties: Penalties) -> bool:
    return any(entry.is_payment for entry in penalties.receivable.settlements)
