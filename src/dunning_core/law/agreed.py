"""IndexedRate: an agreed rate that follows a reference series, as "ECB + 12 points" does."""

from attrs import evolve, frozen

from dunning_core._checks import check_instance
from dunning_core.law.rates import Rate
from dunning_core.law.regime import RateRule
from dunning_core.law.series import ECB_MAIN_REFINANCING
from dunning_core.timeline import Timeline, check_values


@frozen
class IndexedRate:
    """A rate agreed as a margin over a reference series; the clause says whether it floats or is frozen.

    >>> IndexedRate(Rate.percent("12")).late_rate.steps[-1].value
    Rate.percent('14.40')
    """

    margin: Rate
    series: Timeline[Rate] = ECB_MAIN_REFINANCING
    rule: RateRule = RateRule.FLOAT

    def __attrs_post_init__(self) -> None:
        check_instance("margin", self.margin, Rate)
        check_instance("series", self.series, Timeline)
        check_values("series", self.series, kind=Rate)
        check_instance("rule", self.rule, RateRule)

    @property
    def late_rate(self) -> Timeline[Rate]:
        """Return the series with the margin added to each step."""
        steps = tuple(evolve(step, value=step.value + self.margin) for step in self.series.steps)
        return evolve(self.series, name=f"agreed rate, {self.series.name} + {self.margin}", steps=steps)
