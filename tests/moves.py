"""The moves of a company's life, each chosen among what is possible; hypothesis and a seeded script make them alike."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from dunning_core.dunning import Applies
from tests.lives import ACCOUNTS, POLICIES, Debt, Life

#: Amounts that collide on purpose: the same few again, and the minimum of a policy with its neighbours.
MINORS = (1, 10000, 10000, 29999, 30000, 30001, 123456)


class Chooser(Protocol):
    """What makes the choices of a life."""

    def pick(self, options: Sequence[Any]) -> Any:
        """One of the options."""
        ...

    def between(self, lowest: int, highest: int) -> int:
        """A whole number from the lowest to the highest, both included."""
        ...


def _open(life: Life) -> list[Debt]:
    return [debt for debt in life.debts.values() if debt.open_minor]


def _issue(life: Life, choose: Chooser) -> None:
    life.issue(choose.pick(list(ACCOUNTS)), choose.pick(MINORS), choose.between(0, 45))


def _pay(life: Life, choose: Chooser) -> None:
    if debts := _open(life):
        debt = choose.pick(debts)
        life.pay(debt, choose.pick((debt.open_minor, debt.open_minor, *MINORS)), choose.between(0, 6))


def _reverse(life: Life, choose: Chooser) -> None:
    paid = [debt for debt in life.debts.values() if any(name.startswith("P") for name in debt.paid)]
    # What was credited since keeps its place only while the debt is larger than both.
    if debts := [debt for debt in paid if not debt.cancelled]:
        life.reverse(choose.pick(debts))


def _credit(life: Life, choose: Chooser) -> None:
    if debts := _open(life):
        life.credit(choose.pick(debts), choose.pick(MINORS))


def _cancel(life: Life, choose: Chooser) -> None:
    if debts := [debt for debt in _open(life) if not debt.paid]:
        life.cancel(choose.pick(debts))


def _sue(life: Life, choose: Chooser) -> None:
    if debts := _open(life):
        life.sue(choose.pick(debts))


def _dispute(life: Life, choose: Chooser) -> None:
    if debts := _open(life):
        life.dispute(choose.pick(debts), choose.pick((None, *MINORS)))


def _resolve(life: Life, choose: Chooser) -> None:
    if debts := [debt for debt in life.debts.values() if debt.disputed_minor]:
        life.resolve(choose.pick(debts))


def _hold(life: Life, choose: Chooser) -> None:
    if targets := [*_open(life), *ACCOUNTS]:
        life.hold(choose.pick(targets), choose.pick((None, 1, 10, 40)))


def _release(life: Life, choose: Chooser) -> None:
    held: list[Debt | str] = [debt for debt in life.debts.values() if debt.holds]
    if targets := [*held, *(name for name, holds in life.holds.items() if holds)]:
        life.release(choose.pick(targets))


def _promise(life: Life, choose: Chooser) -> None:
    if debts := _open(life):
        life.promise(choose.pick(debts), choose.between(0, 20))


def _announce(life: Life, choose: Chooser) -> None:
    if debts := _open(life):
        life.announce(choose.pick(debts), choose.between(0, 10))


def _hand_over(life: Life, choose: Chooser) -> None:
    if debts := _open(life):
        life.hand_over(choose.pick(debts), choose.pick(("agency", "lawyer")))


def _take_back(life: Life, choose: Chooser) -> None:
    if debts := [debt for debt in life.debts.values() if debt.handed]:
        life.take_back(choose.pick(debts))


def _plan(life: Life, choose: Chooser) -> None:
    debts = [debt for debt in _open(life) if not debt.plans or debt.plans[-1].on < life.day]
    if debts:
        life.plan(choose.pick(debts), choose.between(0, 20), choose.between(1, 20))


def _end_plan(life: Life, choose: Chooser) -> None:
    if debts := [debt for debt in life.debts.values() if debt.plans and not debt.plans[-1].ended]:
        life.end_plan(choose.pick(debts))


def _bring_back(life: Life, choose: Chooser) -> None:
    if debts := [debt for debt in life.debts.values() if debt.told]:
        life.bring_back(choose.pick(debts), arrived=choose.pick((True, False)))


def _present(life: Life, choose: Chooser) -> None:
    if debts := [debt for debt in life.debts.values() if debt.told]:
        life.present(choose.pick(debts))


def _reload(life: Life, _: Chooser) -> None:
    life.reload()


def _change_policy(life: Life, choose: Chooser) -> None:
    life.change_policy(choose.pick(POLICIES), choose.pick((Applies.CURRENT, Applies.FROZEN)))


def _pass_days(life: Life, choose: Chooser) -> None:
    life.pass_days(choose.between(1, 40))


def _run(life: Life, choose: Chooser) -> None:
    del choose
    life.run()


Move = Callable[[Life, Chooser], None]

#: Every move, with how often the seeded script makes it.
MOVES: dict[str, tuple[Move, int]] = {
    "issue": (_issue, 12),
    "pay": (_pay, 6),
    "reverse": (_reverse, 1),
    "credit": (_credit, 1),
    "cancel": (_cancel, 1),
    "sue": (_sue, 1),
    "dispute": (_dispute, 1),
    "resolve": (_resolve, 1),
    "hold": (_hold, 1),
    "release": (_release, 1),
    "promise": (_promise, 1),
    "announce": (_announce, 1),
    "hand_over": (_hand_over, 1),
    "take_back": (_take_back, 1),
    "plan": (_plan, 1),
    "end_plan": (_end_plan, 1),
    "bring_back": (_bring_back, 1),
    "present": (_present, 1),
    "change_policy": (_change_policy, 1),
    "reload": (_reload, 1),
    "pass_days": (_pass_days, 16),
    "run": (_run, 24),
}
