"""Interest against a day-by-day count: a few hundred random cases here, and as many as asked on the command line.

    python -m tests.properties.test_against_oracle 100000

The count shares no code with the library: whole numbers, one loop over the days, rates typed in again. Amounts go up
to the largest that are allowed; days run over leap years and changes of rate; part payments, periods of grace, agreed,
floating and frozen rates and every day count take part. It prints the number of cases, and the first that differs.
"""

import sys
from calendar import isleap, monthrange
from datetime import date
from random import Random
from typing import Any

import attrs

import dunning_core as dc
from dunning_core.events import CourtStep, CourtStepKind
from dunning_core.law import DayCount, Rate, RateRule, Regime, fr
from tests.oracle import ECB, half_year

FIRST, LAST = date(2024, 1, 1).toordinal(), date(2026, 12, 31).toordinal()
CLIENT = dc.Client.business("C", name="C", country="FR")
LARGEST = 10**18
#: Hundredths of a percent of each day, under the French default rate.
DEFAULT = {day: int(ECB[half_year(day)] * 100) + 1000 for day in range(FIRST, LAST + 1)}
REGIMES = {
    (rule, count): attrs.evolve(fr.B2B, rate_rule=rule, day_count=count) for rule in RateRule for count in DayCount
}


@attrs.frozen
class Case:
    """One debt: ordinals and minor units; `agreed` is in hundredths of a percent."""

    minor: int
    due: int
    until: int
    paid: tuple[tuple[int, int], ...]
    grace: tuple[int, int] | None
    agreed: int | None
    rule: RateRule
    count: DayCount


def draw_case(random: Random) -> Case:
    """Return a random debt; one in ten is as large as an amount can be."""
    minor = random.randrange(1, LARGEST if random.random() < 0.1 else 10 ** random.randrange(1, 9))
    due = random.randrange(FIRST, LAST)
    until = random.randrange(due, LAST + 1)
    paid: list[tuple[int, int]] = []
    left = minor
    for _ in range(random.randrange(4)):
        share = random.randrange(left + 1)
        if share:
            paid.append((random.randrange(FIRST, LAST + 1), share))
            left -= share
    start = random.randrange(FIRST, LAST)
    grace = (start, random.randrange(start, LAST + 1)) if random.random() < 0.2 else None
    agreed = random.randrange(2000) if random.random() < 0.3 else None
    return Case(
        minor, due, until, tuple(paid), grace, agreed, random.choice(list(RateRule)), random.choice([*DayCount])
    )


def place(ordinal: int, *, february: bool) -> int:
    """Where a day stands when every month has thirty days; `february` makes its last day a 30th."""
    day = date.fromordinal(ordinal)
    number = 30 if february and day.day == monthrange(day.year, day.month)[1] else min(day.day, 30)
    return 360 * day.year + 30 * day.month + number


def weigh(count: DayCount, ordinal: int) -> tuple[int, int]:
    """What one day weighs, and what a year does."""
    if count is DayCount.ACTUAL_365:
        return 1, 365
    if count is DayCount.ACTUAL_360:
        return 1, 360
    if count is DayCount.ACTUAL_ACTUAL:
        return (365 if isleap(date.fromordinal(ordinal).year) else 366), 365 * 366
    february = count is DayCount.THIRTY_360
    return place(ordinal, february=february) - place(ordinal - 1, february=february), 360


def expect(case: Case) -> int:
    """The interest in minor units: each day of (due, until] on what was open at the end of the day before."""
    total, year = 0, 365
    paid = [(max(on, FIRST), share) for on, share in case.paid if on <= case.until]
    for day in range(case.due + 1, case.until + 1):
        weight, year = weigh(case.count, day)
        if case.grace and case.grace[0] <= case.until and case.grace[0] <= day <= case.grace[1]:
            continue
        rate = DEFAULT[case.due + 1 if case.rule is RateRule.FROZEN else day] if case.agreed is None else case.agreed
        total += weight * rate * (case.minor - sum(share for on, share in paid if on < day))
    doubled, unit = 2 * total, 10_000 * year
    return (doubled + unit) // (2 * unit)


def compute(case: Case, regime: Regime) -> dc.Penalties:
    """The library's answer, from facts to penalties."""
    until = date.fromordinal(case.until)
    agreed = None if case.agreed is None else Rate(case.agreed * 10_000)
    facts: list[Any] = [
        CLIENT,
        dc.Invoice(
            "F-1",
            client="C",
            amount=dc.Money.from_minor(case.minor, "EUR"),
            issued_on=date.fromordinal(FIRST),
            due_on=date.fromordinal(case.due),
            agreed_rate=agreed,
        ),
    ]
    for index, (on, share) in enumerate(case.paid):
        amount = dc.Money.from_minor(share, "EUR")
        facts.append(dc.Payment(f"P-{index}", client="C", amount=amount, received_on=date.fromordinal(on)))
    if case.grace:
        since, end = (date.fromordinal(day) for day in case.grace)
        facts.append(CourtStep("F-1", kind=CourtStepKind.GRACE, taken_on=since, until=end, reference="RG"))
    [item] = dc.Ledger.of(facts).as_of(until).lettered().receivables
    return dc.accrue_penalties(item, regime)


def find_difference(cases: int, *, seed: int) -> str | None:
    """Return what differs in the first case that does, None when all agree."""
    random = Random(seed)
    for number in range(cases):
        case = draw_case(random)
        found = compute(case, REGIMES[case.rule, case.count])
        printed = sum(line.amount.minor for line in found.lines if line.kind == "interest")
        if not expect(case) == found.interest_minor == printed:
            return f"case {number}: expected {expect(case)}, found {found.interest_minor}, printed {printed}: {case}"
        late = case.until > case.due
        open_then = case.minor - sum(share for on, share in case.paid if on <= min(case.due, case.until))
        if (found.compensation.minor > 0) != (late and open_then > 0):
            return f"case {number}: compensation {found.compensation}: {case}"
    return None


def test_the_day_by_day_count_agrees() -> None:
    """A few hundred of the cases that the command runs by the hundred thousand."""
    assert find_difference(300, seed=7) is None


if __name__ == "__main__":
    wanted, chosen = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(find_difference(wanted, seed=chosen) or f"{wanted} cases agree to the cent")  # noqa: T201
