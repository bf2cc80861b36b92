"""Live through simulated years of a company, with everything that may happen to it, and check each step.

    python tests/benchmarks/company_years.py 1000

lives a thousand company-years, each company three of them unless told otherwise, and prints what happened. A life that
breaks a law stops the script, and its seed tells it again.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.lives import BIRTH, Life
from tests.moves import MOVES

YEAR = 365


class Seeded:
    """Choices by a seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def pick(self, options: Sequence[Any]) -> Any:
        """One of the options."""
        return self._random.choice(options)

    def between(self, lowest: int, highest: int) -> int:
        """A whole number from the lowest to the highest, both included."""
        return self._random.randint(lowest, highest)

    def move(self) -> str:
        """The next move, by weight."""
        return self._random.choices(list(MOVES), [weight for _, weight in MOVES.values()])[0]


def live(seed: int, *, days: int = 3 * YEAR) -> tuple[Life, Counter[str]]:
    """Live one life, and return it with its moves by name; raises what breaks in it, with the seed."""
    life, choose, made = Life(), Seeded(seed), Counter[str]()
    while (life.day - BIRTH).days < days:
        name = choose.move()
        try:
            MOVES[name][0](life, choose)
            life.check()
        except Exception as error:
            error.add_note(f"seed {seed}, move {sum(made.values())}: {name}, {life.day}")
            raise
        made[name] += 1
    return life, made


def main() -> None:
    """Print how many years were lived, how many moves and notices they had."""
    parser = argparse.ArgumentParser(description="Live through simulated years, each step checked.")
    parser.add_argument("years", nargs="?", type=int, default=30, help="company-years to live")
    parser.add_argument("--life", type=int, default=3, help="years of each company")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first life")
    given = parser.parse_args()
    moves, actions, days = Counter[str](), 0, 0
    seed = given.seed
    while days < given.years * YEAR:
        life, made = live(seed, days=given.life * YEAR)
        moves += made
        actions += life.actions
        days += (life.day - BIRTH).days
        seed += 1
    print(f"{days / YEAR:.1f} company-years, {seed - given.seed} lives, {sum(moves.values())} moves, {actions} actions")
    print(", ".join(f"{name} {count}" for name, count in moves.most_common()))


if __name__ == "__main__":
    main()
