"""Bounds: how much work lettering may do, in counters, so that the same facts give the same answer everywhere."""

from attrs import frozen

from dunning_core._checks import check_count

_MOST = 1 << 40


@frozen
class Bounds:
    """The counters that bound the search for combinations; a limit that was reached is told in the result.

    `steps_per_credit` is the most that one payment may cost (one step is a sum of some amounts); `steps_in_all` is
    shared out among the payments of one account and currency, so that no account takes long. The surest matches are
    looked for first: each of the `sweeps` may cost four times what the one before it could. `debits` are the open
    debits that are looked at for a group, `explanations` those that a candidate gives, `span_days` the days between
    several payments of one invoice.
    """

    steps_per_credit: int = 1 << 17
    steps_in_all: int = 1 << 23
    sweeps: int = 4
    debits: int = 200
    explanations: int = 5
    span_days: int = 60

    def __attrs_post_init__(self) -> None:
        check_count("steps_per_credit", self.steps_per_credit, lowest=1, highest=_MOST)
        check_count("steps_in_all", self.steps_in_all, lowest=1, highest=_MOST)
        check_count("sweeps", self.sweeps, lowest=1, highest=20)
        check_count("debits", self.debits, lowest=1, highest=100_000)
        check_count("explanations", self.explanations, lowest=1, highest=1000)
        check_count("span_days", self.span_days)


STANDARD_BOUNDS = Bounds()
