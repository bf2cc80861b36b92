"""Whole lives of a company: anything may happen on any day, and each step keeps the laws and agrees with the model."""

from collections.abc import Sequence
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.benchmarks.company_years import live
from tests.lives import Life
from tests.moves import MOVES


class Drawn:
    """Choices that hypothesis draws, and makes smaller when a life breaks."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def pick(self, options: Sequence[Any]) -> Any:
        """One of the options."""
        return self._data.draw(st.sampled_from(options))

    def between(self, lowest: int, highest: int) -> int:
        """A whole number from the lowest to the highest, both included."""
        return self._data.draw(st.integers(lowest, highest))


class CompanyLife(RuleBasedStateMachine):
    """A company, its ledger and its daily runs."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()

    @rule(data=st.data())
    def run(self, data: st.DataObject) -> None:
        """Run, and record what was done."""
        MOVES["run"][0](self.life, Drawn(data))

    @rule(data=st.data())
    def pass_days(self, data: st.DataObject) -> None:
        """Let time go by."""
        MOVES["pass_days"][0](self.life, Drawn(data))

    @rule(data=st.data())
    def issue(self, data: st.DataObject) -> None:
        """Issue an invoice."""
        MOVES["issue"][0](self.life, Drawn(data))

    @rule(data=st.data(), name=st.sampled_from(sorted(MOVES.keys() - {"run", "pass_days", "issue"})))
    def happen(self, data: st.DataObject, name: str) -> None:
        """Have one of the other things happen."""
        MOVES[name][0](self.life, Drawn(data))

    @invariant()
    def holds(self) -> None:
        """The laws that hold at every step."""
        self.life.check()


TestCompanyLife = CompanyLife.TestCase
TestCompanyLife.settings = settings(max_examples=settings().max_examples // 6, stateful_step_count=30)


def test_seeded_lives() -> None:
    """Lives told by a seed agree with the model too, year after year."""
    for seed in range(2):
        life, made = live(seed, days=365)
        assert made.keys() <= MOVES.keys()
        assert life.actions
