"""The lettering of one account in one currency: strategies swept one after the other over all credits."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_callable, check_instance
from dunning_core.errors import InvalidValueError, Params
from dunning_core.lettering.board import Board
from dunning_core.lettering.bounds import STANDARD_BOUNDS, Bounds
from dunning_core.lettering.discounts import Tolerance
from dunning_core.lettering.entries import (
    GRANTED,
    WRITTEN_OFF,
    Allocation,
    Doubt,
    Explanation,
    OpenCredit,
    OpenDebit,
    Share,
    allocate,
)
from dunning_core.lettering.groups import (
    balanced_block,
    natural_group,
    several_payments,
    unique_combination,
    usual_delay,
    whole_balance,
)
from dunning_core.lettering.naming import confirmed_reference, designation, quoted_reference
from dunning_core.lettering.orders import DebtOrder, oldest_due_first
from dunning_core.lettering.proposal import Candidate
from dunning_core.lettering.remainders import explain_remainder, is_presumable, is_unheard
from dunning_core.lettering.strategies import (
    Strategy,
    closest_amount,
    discounted_amount,
    exact_amount,
    only_open_debt,
    sole_amount,
)

#: Strategies that follow the payer's own words, which the law heeds even where a guess is barred.
_TOLD = frozenset((designation, quoted_reference))
#: Strategies that say nothing of what was meant for what: they come when all others have been heard.
_LAST = frozenset((balanced_block,))
#: In the first half of the sweeps a combination must be so many times less likely by chance.
_SURER = 10


def _strategies(given: Sequence[Strategy]) -> tuple[Strategy, ...]:
    strategies = as_tuple("strategies", given, object)
    for index, strategy in enumerate(strategies):
        if not callable(strategy):
            raise InvalidValueError("bad_strategy", f"strategies[{index}]", strategy, "pass a function")
    return strategies  # type: ignore[return-value]


def _tolerances(given: Sequence[Tolerance]) -> tuple[Tolerance, ...]:
    return as_tuple("tolerances", given, Tolerance)


def _names(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(as_tuple("withheld", given, str))))


#: What the payer says, what the amount says, what several amounts say together: the surest first.
STANDARD_STRATEGIES: tuple[Strategy, ...] = (
    designation,
    quoted_reference,
    confirmed_reference,
    exact_amount,
    discounted_amount,
    only_open_debt,
    whole_balance,
    natural_group,
    usual_delay,
    unique_combination,
    several_payments,
    balanced_block,
)


@frozen
class LetteringPolicy:
    """How an account is lettered: strategies in order, and what the law presumes of money that none explains.

    Leave a strategy out, add a function of your own, or reorder them. `imputation` spreads what is left between debts
    (`oldest_due_first`, `statutory_fr`, `statutory_de`, `proportional`); with None it stays unallocated. No shortfall
    is forgiven without a tolerance. A combination is believed when at most `most_coincidence` of the amounts nearby
    are met by chance. `withheld` are receivables, invoices or clients on which no money is put without a person.
    """

    strategies: tuple[Strategy, ...] = field(default=STANDARD_STRATEGIES, converter=_strategies)
    imputation: DebtOrder | None = oldest_due_first
    tolerances: tuple[Tolerance, ...] = field(default=(), converter=_tolerances)
    most_coincidence: Fraction = Fraction(1, 100)
    withheld: tuple[str, ...] = field(default=(), converter=_names)
    bounds: Bounds = STANDARD_BOUNDS

    def __attrs_post_init__(self) -> None:
        if self.imputation is not None:
            check_callable("imputation", self.imputation)
        check_instance("most_coincidence", self.most_coincidence, Fraction)
        if not 0 <= self.most_coincidence < 1:
            hint = "pass a share from 0 to less than 1"
            raise InvalidValueError("out_of_range", "most_coincidence", self.most_coincidence, hint)
        check_instance("bounds", self.bounds, Bounds)


STANDARD = LetteringPolicy()
#: For payers who pay each invoice on its day: the habit comes before the legal order of equal debts.
BY_HABIT = LetteringPolicy(
    (
        designation,
        quoted_reference,
        confirmed_reference,
        sole_amount,
        usual_delay,
        closest_amount,
        discounted_amount,
        only_open_debt,
        whole_balance,
        natural_group,
        unique_combination,
        several_payments,
        balanced_block,
    )
)


@frozen
class Matches:
    """What the lettering of one account and currency gave: allocations, candidates, and the limits it reached."""

    allocations: tuple[Allocation, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    limits_reached: tuple[str, ...] = ()


def match_credits(debits: Iterable[OpenDebit], credits: Iterable[OpenCredit], *, policy: LetteringPolicy) -> Matches:
    """Allocate the credits to the debits of one account and currency, in place, and say what was done and not done.

    A strategy is tried on every credit, oldest first, before the next one is: a weak match of an early payment must
    not take what a strong match of a later one needs. What was found narrows what is left, so the sweep goes on until
    nothing more is found. No amount is ever allocated twice.
    """
    board = Board(debits, credits, bounds=policy.bounds, withheld=policy.withheld, tolerances=policy.tolerances)
    engine = _Engine(board, policy)
    engine.recognize()
    while engine.presume():
        # What was presumed may leave one explanation where there were two.
        engine.recognize()
    return engine.close()


class _Engine:
    """Carries the strategies through; used once."""

    def __init__(self, board: Board, policy: LetteringPolicy) -> None:
        self.board = board
        self.policy = policy
        self.found: list[Allocation] = []
        self.doubts: dict[int, Doubt] = {}
        #: What was in doubt about money that was then spread as presumed, and what was cut of the search for it.
        self.beside: dict[int, Doubt] = {}
        self.limits: dict[str, None] = {}
        self.all_credits = list(board.credits)
        self.unheard = {id(credit) for credit in board.credits if credit.designates and is_unheard(credit, board)}

    def recognize(self) -> None:
        """Sweep the strategies: the surest and cheapest matches first, then with more effort, as long as that helps."""
        board, bounds = self.board, self.policy.bounds
        most = min(bounds.steps_per_credit, max(1, bounds.steps_in_all // max(1, len(board.credits))))
        early = [strategy for strategy in self.policy.strategies if strategy not in _LAST]
        for left in range(bounds.sweeps - 1, -1, -1):
            board.steps = max(1, most >> 2 * left)
            board.coincidence = self.policy.most_coincidence / (_SURER if left >= bounds.sweeps // 2 and left else 1)
            board.limits.clear()
            board.drowned.clear()
            self.doubts.clear()
            for strategy in early:
                self._sweep(strategy)
            if not board.credits or not (board.limits or self.doubts):
                break
        for strategy in self.policy.strategies:
            if strategy in _LAST:
                self._sweep(strategy)

    def presume(self) -> bool:
        """Spread what nothing explains as the policy presumes, save what waits; return whether something did."""
        imputation = self.policy.imputation
        waiting = {credit.id for credit in self.board.credits}
        self.limits |= {limit: None for limit in self.board.limits if limit.partition(":")[2] in waiting}
        if imputation is None:
            return False
        before = len(self.found)
        kept = [doubt for doubt in self.doubts.values() if doubt.keeps]
        doubtful = {debit for doubt in kept for found in doubt.explanations for debit in found.debits}
        for credit in self.board.credits:
            doubt = self.doubts.get(id(credit))
            if (doubt is not None and doubt.keeps) or not is_presumable(credit, self.board):
                continue
            if doubt is not None:
                self.beside[id(credit)] = doubt
            # A debt that other money may have paid comes last: a presumption must not settle what a person is asked.
            for avoided in (doubtful, set[str]()):
                self._spread(credit, imputation, avoided=avoided)
        self.board.forget_settled()
        return len(self.found) > before and bool(self.board.credits)

    def _spread(self, credit: OpenCredit, imputation: DebtOrder, *, avoided: set[str]) -> None:
        name = getattr(imputation, "__name__", "presumed")
        for share in imputation(credit, self.board):
            if share.position not in self.board.withheld and self.board.debits[share.position].id not in avoided:
                self._put(credit, share, name)
            if not credit.minor:
                return

    def close(self) -> Matches:
        """Return what was found; what is left of each credit learns why."""
        candidates: list[Candidate] = []
        for credit in self.all_credits:
            doubt = self.doubts.get(id(credit)) or self.beside.get(id(credit))
            if doubt is not None:
                currency = credit.source.currency
                candidates.append(
                    Candidate(credit.id, doubt.reason, doubt.explanations, currency, doubt.facts, doubt.keeps)
                )
            if credit.minor:
                credit.reasons, credit.facts = explain_remainder(credit, self.board, doubt=doubt)
        return Matches(tuple(self.found), tuple(candidates), tuple(self.limits))

    def _sweep(self, strategy: Strategy) -> None:
        board = self.board
        name = getattr(strategy, "__name__", "own")
        is_told = strategy in _TOLD
        before = len(self.found)
        for credit in board.credits:
            if not credit.minor or (credit.designates and id(credit) in self.unheard):
                continue
            if credit.kind in WRITTEN_OFF and not is_told:
                continue
            answer = strategy(credit, board)
            if isinstance(answer, Doubt):
                self.doubts.setdefault(id(credit), answer)
                continue
            shares = list(answer)
            if shares and self._is_allowed(credit, shares, is_told=is_told):
                for share in shares:
                    self._put(share.credit or credit, share, name, is_told=is_told)
                    if not (share.credit or credit).minor:
                        self.doubts.pop(id(share.credit or credit), None)
        if len(self.found) > before:
            board.forget_settled()

    def _is_allowed(self, credit: OpenCredit, shares: Sequence[Share], *, is_told: bool) -> bool:
        """Return whether shares may be put: not on what is withheld, and never beside what is in doubt."""
        board = self.board
        if any(share.position in board.withheld for share in shares):
            entries = tuple((board.debits[share.position].id, share.minor) for share in shares)
            self.doubts.setdefault(id(credit), _withheld_doubt(entries))
            return False
        if is_told:
            return True
        others = (self.doubts.get(id(share.credit)) for share in shares if share.credit not in (None, credit))
        if any(other is not None and other.keeps for other in others):
            return False
        doubt = self.doubts.get(id(credit))
        if doubt is None:
            return True
        debits = {board.debits[share.position].id for share in shares}
        confirmed = any(debits == set(found.debits) for found in doubt.explanations)
        if confirmed:
            del self.doubts[id(credit)]
        return confirmed or not doubt.keeps

    def _put(self, credit: OpenCredit, share: Share, name: str, *, is_told: bool = False) -> None:
        debit = self.board.debits[share.position]
        minor = min(share.minor, debit.open_minor)
        if share.kind not in GRANTED:
            minor = min(minor, credit.minor)
        # A guess must not put money on a debt that the law forbids to pay; the payer's own words are a fact.
        if minor <= 0 or (not is_told and debit.bars(credit)):
            return
        if minor != share.minor:
            share = share._replace(minor=minor)
        allocation = allocate(credit, debit, share=share, strategy=name)
        self.found.append(allocation)
        self.board.note_allocated(share.position)


def _withheld_doubt(entries: tuple[tuple[str, int], ...]) -> Doubt:
    facts: Params = (("withheld", ", ".join(debit for debit, _ in entries)),)
    return Doubt("withheld", (Explanation(entries),), facts)
