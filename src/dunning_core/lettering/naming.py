"""Strategies for a credit whose payer says what it is for: by designation, by a reference, or by a text."""

from collections.abc import Iterable, Iterator, Sequence

from dunning_core.lettering.board import Board
from dunning_core.lettering.discounts import discount_minor, discount_terms
from dunning_core.lettering.entries import DISCOUNT, TOLERANCE, Doubt, Explanation, OpenCredit, Share
from dunning_core.lettering.reading import AMBIGUOUS, STRONG

Named = tuple[int, str]


def designation(credit: OpenCredit, board: Board) -> Iterable[Share]:
    """Follow the debtor's own choice among his debts (C. civ. 1342-10, first sentence), oldest due first."""
    if not credit.designates:
        return ()
    return pay_named(credit, [(place, name) for name in credit.designates for place in board.named(name)], board=board)


def quoted_reference(credit: OpenCredit, board: Board) -> Iterable[Share]:
    """Put a credit on the documents whose number or reference its text quotes as whole words."""
    text = credit.reference
    if not text:
        return ()
    direct = board.named(text)
    if direct:
        return pay_named(credit, [(place, text) for place in direct], board=board)
    names = [reading.name for reading in board.read(text) if reading.strength == STRONG]
    named = sorted((place, name) for name in names for place in board.named(name))
    return pay_named(credit, named, board=board)


def confirmed_reference(credit: OpenCredit, board: Board) -> Iterable[Share] | Doubt:
    """Put a credit on the one document that its text may mean, and whose open amount is exactly what is left of it.

    A counter without its year, a slip of the finger, one of several series: no proof alone, nor is an amount; both are.
    Without that proof, what the text may mean is told, and nothing is chosen.
    """
    # A text that is empty need not be read, which would index every name of the account for nothing.
    if not credit.reference or board.named(credit.reference):
        return ()
    meant = {
        place: reading
        for reading in board.read(credit.reference)
        if reading.strength != STRONG
        for place in board.named(reading.name)
        if board.debits[place].open_minor
    }
    exact = [place for place in meant if board.debits[place].open_minor == credit.minor]
    if len(exact) == 1:
        return [Share(exact[0], credit.minor, meant[exact[0]].seen)]
    if not meant:
        return ()
    ways = tuple(
        Explanation(((board.debits[place].id, min(credit.minor, board.debits[place].open_minor)),))
        for place in sorted(exact or meant)[: board.bounds.explanations]
    )
    is_ambiguous = len(meant) > 1 or any(reading.strength == AMBIGUOUS for reading in meant.values())
    seen = tuple(dict.fromkeys(reading.seen for reading in meant.values()))
    return Doubt("ambiguous_reference" if is_ambiguous else "weak_reference", ways, (("seen", ", ".join(seen)),))


def pay_named(credit: OpenCredit, named: Sequence[Named], *, board: Board) -> list[Share]:
    """Return the shares that pay named debits: as far as the money goes, less what their payer may take off.

    When it is short by exactly the discounts of all that are in their window, each is granted its own; when it is short
    by no more than a tolerance of the policy, the difference is.
    """
    owed: dict[int, str] = {}
    for place, evidence in named:
        if board.debits[place].open_minor:
            owed.setdefault(place, evidence)
    total = sum(board.debits[place].open_minor for place in owed)
    short = total - credit.minor
    if short > 0 and credit.is_payment:
        discounts = {place: discount_minor(board.debits[place], credit) for place in owed}
        if short == sum(discounts.values()):
            return [
                share for place, seen in owed.items() for share in _less(place, discounts[place], seen, board=board)
            ]
    shares: list[Share] = []
    left = credit.minor
    reason = board.tolerated(short, of=total, currency=credit.source.currency) if credit.is_payment else None
    for place, evidence in owed.items():
        minor = board.debits[place].open_minor
        paid = min(left, minor)
        left -= paid
        if paid:
            shares.append(Share(place, paid, evidence))
        if paid < minor and reason is not None:
            shares.append(Share(place, minor - paid, reason, (("shortfall", short),), kind=TOLERANCE))
    return shares


def _less(place: int, minor: int, evidence: str, *, board: Board) -> Iterator[Share]:
    debit = board.debits[place]
    yield Share(place, debit.open_minor - minor, evidence)
    terms = discount_terms(debit)
    if minor and terms is not None:
        facts = (("rate", terms.rate), ("last_day", terms.last_day(debit.invoice.issued_on)))
        yield Share(place, minor, evidence, facts, kind=DISCOUNT)
