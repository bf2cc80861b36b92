"""FixedSum: the compensation that a statute grants for a late debt, one sum for all or one for each size of debt."""

from attrs import frozen

from dunning_core._checks import check_instance
from dunning_core.errors import InvalidValueError
from dunning_core.money import Money


@frozen
class FixedSum:
    """A fixed compensation in tiers: the smallest debt of each tier, and its sum; sums may be in another currency.

    >>> FixedSum.tiered([(Money(0, "GBP"), Money(40, "GBP")), (Money(1000, "GBP"), Money(70, "GBP"))]).for_debt(
    ...     Money("999.99", "GBP")
    ... )
    Money('40.00', 'GBP')
    """

    tiers: tuple[tuple[Money, Money], ...]

    def __attrs_post_init__(self) -> None:
        for index, (start, amount) in enumerate(self.tiers):
            check_instance(f"tiers[{index}]", start, Money)
            check_instance(f"tiers[{index}]", amount, Money)
        starts = [start.minor for start, _ in self.tiers]
        if not starts or starts[0] or starts != sorted(set(starts)):
            raise InvalidValueError("bad_format", "tiers", starts, "start at zero, then rise")
        if len({start.currency for start, _ in self.tiers}) > 1:
            raise InvalidValueError("bad_format", "tiers", self.tiers, "give the debts of all tiers in one currency")

    @classmethod
    def flat(cls, amount: Money) -> "FixedSum":
        """Return one sum whatever the debt."""
        check_instance("amount", amount, Money)
        return cls(((Money.zero(amount.currency), amount),))

    @classmethod
    def tiered(cls, tiers: "list[tuple[Money, Money]]") -> "FixedSum":
        """Return a sum by size of debt; the first tier starts at zero, and each starts above the one before it.

        Raises InvalidValueError for tiers that are empty or out of order.
        """
        return cls(tuple(tiers))

    def knows(self, debt: Money) -> bool:
        """Return whether the sum for a debt is known: a debt in a currency other than that of the tiers is not."""
        return len(self.tiers) == 1 or debt.currency == self.tiers[0][0].currency

    def for_debt(self, debt: Money) -> Money:
        """Return the sum for a debt; the lowest one, for caution, when its tier is not known (see `knows`)."""
        if not self.knows(debt):
            return self.tiers[0][1]
        return next((amount for start, amount in reversed(self.tiers) if start.minor <= debt.minor), self.tiers[0][1])
