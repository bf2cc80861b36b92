"""Strategies for a payment that settles several debts at once, or with others: groups, combinations, blocks."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import islice, pairwise, takewhile
from math import gcd

from dunning_core.errors import Params
from dunning_core.lettering.board import Board
from dunning_core.lettering.combinations import (
    NOISE,
    Search,
    count_stretches,
    find_combinations,
    find_stretches,
    may_reach,
    nearby,
    show_chance,
)
from dunning_core.lettering.entries import Doubt, Explanation, OpenCredit, Share

#: A combination that is likelier by chance than the policy grants, but not so many times, waits for a person.
_DOUBTFUL = 10
#: So many credit notes, or payments before this one, are looked at for a sum.
_MOST_CREDITS = 12


def whole_balance(credit: OpenCredit, board: Board) -> Iterable[Share]:
    """Put a payment on all that was due by its day, or on all that was open, when it is exactly that.

    Credit notes that are left on the account are taken off first, when the payment is what remains.
    """
    if not credit.is_payment or board.precedes_all(credit):
        return ()
    notes = _credit_notes(credit, board)
    taken = sum(note.minor for note in notes)
    for used in ((), notes) if notes else ((),):
        target = credit.minor + (taken if used else 0)
        places = _balance_of(target, credit, board)
        if len(places) > 1 or used:
            return _fill([*used, credit], places, board=board, facts=(("debts", len(places)),))
    return ()


def _balance_of(target: int, credit: OpenCredit, board: Board) -> list[int]:
    total = 0
    places: list[int] = []
    due: list[int] = []
    for place in board.open_places():
        if not board.may_take(place, credit):
            continue
        debit = board.debits[place]
        if total == target and debit.due_on > credit.received_on and places:
            due = list(places)
        total += debit.open_minor
        if total > target:
            return due
        places.append(place)
    return places if total == target else due


def natural_group(credit: OpenCredit, board: Board) -> Iterable[Share] | Doubt:
    """Put a payment on the one natural group of debts that it equals: a run of due days, or of issue days (a month).

    Only when no other such group makes the same sum, and when hardly any amount near it is made by one.
    """
    if not credit.is_payment or _is_hopeless(credit, board):
        return ()
    places = sorted(place for place, _ in board.nearest(credit))
    amounts = [board.debits[place].open_minor for place in places]
    by_issue = sorted(range(len(places)), key=lambda at: (board.debits[places[at]].invoice.issued_on, at))
    found = find_stretches(amounts, credit.minor, runs=[range(len(places)), by_issue])
    if not found:
        return ()
    step = gcd(*amounts)
    low, high = nearby(credit.minor, step)
    made = count_stretches(amounts, low=low * step, high=high * step) - 1
    coincidence = Fraction(max(0, made), high - low)
    if coincidence > NOISE:
        return ()
    return _choose([tuple(places[at] for at in group) for group in found], coincidence, credit, board)


def usual_delay(credit: OpenCredit, board: Board) -> Iterable[Share] | Doubt:
    """Put a payment on the debts that make it and are nearest to the days on which this payer usually pays.

    Debts are taken from the nearest on, and the search ends with the first day that completes a sum: the coincidence is
    the share of amounts nearby that would have been met by then. Says nothing until enough was paid to know a habit.
    """
    if not credit.is_payment or not board.knows_habit or _is_hopeless(credit, board):
        return ()
    near = [pair for pair in board.nearest(credit) if _open(pair[0], board) <= credit.minor]
    places = [place for place, _ in near]
    ends = [*(at for at, (one, other) in enumerate(pairwise(near), start=1) if one[1] != other[1]), len(near)]
    search = _search([_open(place, board) for place in places], credit.minor, credit, board, ends=ends)
    if search.is_cut or search.coincidence > _DOUBTFUL * board.coincidence:
        board.drowned.add(id(credit))
    habit = ("usual_days", board.usual_days)
    return _conclude(search, places, credit, board, facts=(habit,))


def unique_combination(credit: OpenCredit, board: Board) -> Iterable[Share] | Doubt:
    """Put a payment on the only debts that together make it, where hardly any amount near it is made by others.

    Of all that was open on its day, credit notes that are left on the account included.
    """
    if not credit.is_payment or board.precedes_all(credit):
        return ()
    notes = _credit_notes(credit, board)
    if id(credit) in board.drowned or (not notes and _is_hopeless(credit, board)):
        return ()
    places = sorted(place for place, _ in board.nearest(credit))
    if len(places) >= board.bounds.debits:
        board.limits.setdefault(f"debits:{credit.id}")
        return ()
    within = [place for place in places if _open(place, board) <= credit.minor]
    search = _search([_open(place, board) for place in within], credit.minor, credit, board)
    found = _conclude(search, within, credit, board)
    if search.combinations or not notes:
        return found
    return _combine_with_notes(credit, notes, places, board=board)


def _combine_with_notes(
    credit: OpenCredit, notes: Sequence[OpenCredit], places: Sequence[int], *, board: Board
) -> Iterable[Share] | Doubt:
    # A credit note that is not used counts like a debt that is paid: all amounts are above zero again.
    amounts = [*(note.minor for note in notes), *(_open(place, board) for place in places)]
    target = credit.minor + sum(note.minor for note in notes)
    search = _search(amounts, target, credit, board)
    count = len(notes)
    if len(search.combinations) != 1 or search.coincidence > board.coincidence:
        return ()
    (chosen,) = search.combinations
    used = [note for at, note in enumerate(notes) if at not in chosen]
    paid = [places[at - count] for at in chosen if at >= count]
    facts = (("coincidence", show_chance(search.coincidence)), ("credit_notes", len(used)))
    return _fill([*used, credit], paid, board=board, facts=facts) if used else ()


def several_payments(credit: OpenCredit, board: Board) -> Iterable[Share]:
    """Put several payments on the one debt that they make together, the last of them being this one.

    Only when no other debt, and no other payments, make such a sum, and not likely by chance.
    """
    if not credit.is_payment or board.precedes_all(credit):
        return ()
    before = board.payments_before(credit, most=_MOST_CREDITS)
    found: list[tuple[int, list[OpenCredit], Fraction]] = []
    # Alone, a payment has nothing to be joined with, and no debt need be looked at.
    for place, _ in board.nearest(credit)[: 2 * _MOST_CREDITS] if before else ():
        missing = _open(place, board) - credit.minor
        payers = [other for other in before if other.minor <= missing and board.may_take(place, other)]
        minors = [other.minor for other in payers]
        if not may_reach(minors, missing):
            continue
        search = find_combinations(minors, missing, most_steps=board.steps)
        found += [(place, [payers[at] for at in chosen], search.coincidence) for chosen in search.combinations]
    if len(found) != 1 or found[0][2] > board.coincidence:
        return ()
    place, others, coincidence = found[0]
    facts = (("coincidence", show_chance(coincidence)), ("payments", len(others) + 1))
    return _fill([*others, credit], [place], board=board, facts=facts)


def balanced_block(credit: OpenCredit, board: Board) -> Iterable[Share]:
    """Settle all that is open by a day when it is exactly all that came in by that day, oldest first.

    A running balance that is back at zero leaves nothing to explain, whatever was meant for what; so this comes last,
    when all effort was made to explain it better.
    """
    day = board.balanced_on(credit)
    if day is None:
        return ()
    places = [
        place
        for place in board.open_places()
        if board.may_take(place, credit) and board.debits[place].invoice.issued_on <= day
    ]
    shares = _fill([credit], places, board=board, facts=(("balanced_on", day),))
    return shares if sum(share.minor for share in shares) == credit.minor else ()


def _is_hopeless(credit: OpenCredit, board: Board) -> bool:
    """Return whether no debts that were there by its day make a credit; asked once, as long as nothing changes."""
    if board.precedes_all(credit):
        return True
    key = id(credit)
    if key not in board.hopeless:
        amounts = [minor for place, _ in board.nearest(credit) if (minor := _open(place, board)) <= credit.minor]
        board.hopeless[key] = len(amounts) < board.bounds.debits and not may_reach(amounts, credit.minor)
    return board.hopeless[key]


def _open(place: int, board: Board) -> int:
    return board.debits[place].open_minor


def _credit_notes(credit: OpenCredit, board: Board) -> list[OpenCredit]:
    # They stand in order of day: those of later days need not be looked at.
    known = takewhile(lambda note: note.received_on <= credit.received_on, board.credit_notes)
    return list(islice((note for note in known if note.minor), _MOST_CREDITS))


def _search(
    amounts: Sequence[int], target: int, credit: OpenCredit, board: Board, *, ends: Sequence[int] | None = None
) -> Search:
    most = board.bounds.explanations + 1
    search = find_combinations(amounts, target, ends=ends, most_steps=board.steps, most_found=most)
    if search.is_cut:
        board.limits.setdefault(f"steps:{credit.id}")
    return search


def _conclude(
    search: Search, places: Sequence[int], credit: OpenCredit, board: Board, *, facts: Params = ()
) -> Iterable[Share] | Doubt:
    groups = [tuple(places[at] for at in chosen) for chosen in search.combinations]
    return _choose(groups, search.coincidence, credit, board, facts=facts)


def _choose(
    groups: Sequence[tuple[int, ...]],
    coincidence: Fraction,
    credit: OpenCredit,
    board: Board,
    *,
    facts: Params = (),
) -> Iterable[Share] | Doubt:
    """Answer with the one group, unless there are others or it may be chance: then it is told, and not chosen."""
    facts = (*facts, ("coincidence", show_chance(coincidence)))
    if len(groups) == 1 and coincidence <= board.coincidence:
        return _fill([credit], groups[0], board=board, facts=(*facts, ("debts", len(groups[0]))))
    ways = [Explanation(tuple((board.debits[at].id, _open(at, board)) for at in group)) for group in groups]
    if not ways:
        return ()
    reason = "coincidence" if len(ways) == 1 else "several_combinations"
    most = board.bounds.explanations
    if len(ways) > most:
        facts = (*facts, ("more_than", most))
    return Doubt(reason, tuple(ways[:most]), facts, keeps=coincidence <= _DOUBTFUL * board.coincidence)


def _fill(credits: Sequence[OpenCredit], places: Sequence[int], *, board: Board, facts: Params = ()) -> list[Share]:
    """Return the shares that put credits on debits, one after the other, as far as they go."""
    shares: list[Share] = []
    left = {place: _open(place, board) for place in places}
    for credit in credits:
        minor = credit.minor
        for place in places:
            part = min(minor, left[place])
            if part:
                shares.append(Share(place, part, "", facts, credit))
                minor -= part
                left[place] -= part
    return shares
