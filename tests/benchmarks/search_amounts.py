"""How long the search for combinations takes, on friendly and on hostile amounts, and where its limits lie.

For each shape of amounts and number of open items: the median and the longest search of a payment under the default
bounds, how many of the payments were explained by one combination that is unlikely by chance, how many searches were
cut by the limit, and how many gave up since nearly every amount is made by some combination.

    python tests/benchmarks/search_amounts.py [N ...]
"""

import argparse
from collections.abc import Callable
from fractions import Fraction
from random import Random
from statistics import median
from time import process_time

from dunning_core.lettering import Bounds, find_combinations
from dunning_core.lettering.combinations import NOISE

MOST = Bounds().steps_per_credit
LIKELY = Fraction(1, 100)
PRICES = (4_990, 7_450, 11_980, 15_600, 23_940, 31_500, 47_880, 59_000, 83_750, 119_600)


def draw_cents(random: Random) -> int:
    """An amount in cents, most of them around a thousand euros."""
    return 100 + int(random.lognormvariate(11.5, 1))


def draw_with_vat(random: Random) -> int:
    """A whole number of euros, with 20 % of VAT."""
    return 120 * (10 + int(random.lognormvariate(6.5, 1)))


def draw_from_prices(random: Random) -> int:
    """One of ten prices."""
    return random.choice(PRICES)


SHAPES: dict[str, Callable[[Random], int]] = {
    "cents": draw_cents,
    "with VAT": draw_with_vat,
    "ten prices": draw_from_prices,
    "all equal": lambda _: 10_000,
    "even, odd target": lambda random: 2 * random.randrange(500, 250_000),
    "up to 10^16": lambda random: random.randrange(10**15, 10**16),
    "powers of two": lambda random: 1 << random.randrange(10, 50),
}


def measure(shape: str, count: int, *, payments: int = 25) -> str:
    """Return a line of the table."""
    random = Random(11)
    seconds: list[float] = []
    found = cut = drowned = 0
    for _ in range(payments):
        amounts = [SHAPES[shape](random) for _ in range(count)]
        target = sum(random.sample(amounts, min(count, random.randint(2, 6)))) + ("odd" in shape)
        started = process_time()
        search = find_combinations(amounts, target, most_steps=MOST)
        seconds.append(process_time() - started)
        cut += search.is_cut
        drowned += search.coincidence > NOISE
        found += len(search.combinations) == 1 and search.coincidence <= LIKELY
    times = f"{1e3 * median(seconds):9.2f} {1e3 * max(seconds):9.2f}"
    return f"{shape:18} {count:5} {times} {found:6} {cut:5} {drowned:8}   of {payments}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time the search for combinations.")
    parser.add_argument("counts", nargs="*", type=int, default=[10, 20, 30, 60, 100, 400])
    print(f"{'amounts':18} {'open':>5} {'median ms':>9} {'worst ms':>9} {'found':>6} {'cut':>5} {'drowned':>8}")
    given = parser.parse_args().counts
    for shape in SHAPES:
        for count in given:
            print(measure(shape, count))


if __name__ == "__main__":
    main()
