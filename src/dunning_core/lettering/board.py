"""Board: the open debits and credits of one account and currency, as the strategies see them while it is settled."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from dunning_core.lettering.bounds import Bounds
from dunning_core.lettering.discounts import Tolerance, discount_terms
from dunning_core.lettering.entries import CREDIT_NOTE, Allocation, OpenCredit, OpenDebit
from dunning_core.lettering.reading import FoundReference, ReferenceIndex, read_references

#: From so many debts paid in full on, their median delay is a habit.
FEWEST_PAID = 3


class Board:
    """The debits in legal order (due date, issue date, number) by place, amount and name; and the credits by day.

    Only the engine changes it. `withheld` are the places on which no money is put without a person; `usual_days` is
    the payer's habit: the median of the days from due date to payment, as far as the account shows it.
    """

    def __init__(
        self,
        debits: Iterable[OpenDebit],
        credits: Iterable[OpenCredit],
        *,
        bounds: Bounds,
        withheld: Sequence[str] = (),
        tolerances: Sequence[Tolerance] = (),
    ) -> None:
        self.debits: list[OpenDebit] = sorted(debits, key=_legal_order)
        self.credits: list[OpenCredit] = sorted(
            (credit for credit in credits if credit.minor), key=lambda credit: (credit.received_on, credit.id)
        )
        self.credit_notes: list[OpenCredit] = [credit for credit in self.credits if credit.kind == CREDIT_NOTE]
        self.bounds: Bounds = bounds
        self.withheld: frozenset[int] = _places_of(self.debits, withheld)
        self.tolerances: Sequence[Tolerance] = tolerances
        #: How much a search may cost, and how likely by chance a combination may be, in the sweep that is going on.
        self.steps: int = bounds.steps_per_credit
        self.coincidence: Fraction = Fraction(0)
        self.limits: dict[str, None] = {}
        self._first: int = 0
        self._earliest_issue: date = min((debit.invoice.issued_on for debit in self.debits), default=date.max)
        self._by_amount: dict[int, list[int]] | None = None
        self._by_name: dict[str, list[int]] | None = None
        self._names: ReferenceIndex | None = None
        self._readings: dict[str, tuple[FoundReference, ...]] = {}
        self._open: tuple[list[int], list[int]] | None = None
        self._nearest: dict[int, tuple[list[tuple[int, int]], bool]] = {}
        #: Whether no debts make a credit, for those that were asked about since something changed.
        self.hopeless: dict[int, bool] = {}
        #: Credits of which a search among likely debts was cut short, or met too many sums: more debts make it worse.
        self.drowned: set[int] = set()
        self._delays: list[int] | None = None
        self._discounted: list[int] | None = None
        self._balanced: list[date] | None = None
        self._received: list[date] | None = None

    def note_allocated(self, position: int) -> None:
        """Learn that a debit was reduced; only the engine calls it."""
        debit = self.debits[position]
        left = debit.open_minor
        self._nearest.clear()
        self.hopeless.clear()
        self._balanced = None
        if left and self._by_amount is not None:
            insort(self._by_amount.setdefault(left, []), position)
        if self._delays is not None and not left:
            delay = paid_delay(debit.settlements, debit.due_on)
            if delay is not None:
                insort(self._delays, delay)

    def forget_settled(self) -> None:
        """Drop what is settled from what is looked at; the engine calls it when a strategy has found something."""
        self.credits = [credit for credit in self.credits if credit.minor]
        self._open = None
        self._received = None

    def payments_before(self, credit: OpenCredit, *, most: int) -> list[OpenCredit]:
        """Return the payments still waiting that came in shortly before one, the last of them, oldest first."""
        if self._received is None:
            self._received = [other.received_on for other in self.credits]
        at = self.credits.index(credit, bisect_left(self._received, credit.received_on))
        since = credit.received_on - timedelta(days=self.bounds.span_days)
        found: list[OpenCredit] = []
        while at > 0 and len(found) < most and self._received[at - 1] >= since:
            at -= 1
            other = self.credits[at]
            if other.minor and other.is_payment:
                found.append(other)
        return found[::-1]

    def balanced_on(self, credit: OpenCredit) -> date | None:
        """Return the first day, from that of a credit on, by which as much came in as was invoiced, or None."""
        if self._balanced is None:
            self._balanced = self._balanced_days()
        at = bisect_left(self._balanced, credit.received_on)
        return self._balanced[at] if at < len(self._balanced) else None

    def _balanced_days(self) -> list[date]:
        changes: dict[date, int] = {}
        for place in self.open_places():
            debit = self.debits[place]
            if debit.barred_on is not None or place in self.withheld:
                return []
            changes[debit.invoice.issued_on] = changes.get(debit.invoice.issued_on, 0) + debit.open_minor
        for credit in self.credits:
            changes[credit.received_on] = changes.get(credit.received_on, 0) - credit.minor
        balance = 0
        days: list[date] = []
        for day in sorted(changes):
            balance += changes[day]
            if not balance:
                days.append(day)
        return days

    @property
    def usual_days(self) -> int:
        """Return the payer's usual delay in days, below zero when he pays early; 0 while nothing is known of it."""
        delays = self._paid_delays()
        return delays[(len(delays) - 1) // 2] if delays else 0

    @property
    def knows_habit(self) -> bool:
        """Return whether enough was paid on the account to speak of a habit."""
        return len(self._paid_delays()) >= FEWEST_PAID

    def _paid_delays(self) -> list[int]:
        if self._delays is None:
            paid = (debit for debit in self.debits if not debit.open_minor)
            delays = (paid_delay(debit.settlements, debit.due_on) for debit in paid)
            self._delays = sorted(delay for delay in delays if delay is not None)
        return self._delays

    def tolerated(self, shortfall: int, *, of: int, currency: str) -> str | None:
        """Return the reason of the first tolerance that covers a shortfall, or None."""
        for tolerance in self.tolerances:
            if tolerance.covers(shortfall, of=of, currency=currency):
                return tolerance.reason
        return None

    def discounted(self) -> Sequence[int]:
        """Return the places of the debits for which an early-payment discount was agreed."""
        if self._discounted is None:
            self._discounted = [place for place, debit in enumerate(self.debits) if discount_terms(debit)]
        return self._discounted

    def open_places(self) -> Sequence[int]:
        """Return places among which are all those still open, oldest due first; check each."""
        return self._opened()[0]

    def _opened(self) -> tuple[list[int], list[int]]:
        if self._open is None:
            places = list(self.positions())
            self._open = places, [self.debits[place].due_on.toordinal() for place in places]
        return self._open

    def positions(self) -> Iterator[int]:
        """Give the positions that are still open, oldest due first."""
        while self._first < len(self.debits) and not self.debits[self._first].open_minor:
            self._first += 1
        for position in range(self._first, len(self.debits)):
            if self.debits[position].open_minor:
                yield position

    def may_take(self, position: int, credit: OpenCredit) -> bool:
        """Return whether money may be put on a debit that its payer did not name: open, there by its day, not barred.

        A guess must not put money on a debt that the law forbids to pay (C. com. L622-7), nor on one that is withheld.
        """
        debit = self.debits[position]
        if not debit.open_minor or debit.invoice.issued_on > credit.received_on or position in self.withheld:
            return False
        return not debit.bars(credit)

    def nearest(self, credit: OpenCredit) -> list[tuple[int, int]]:
        """Return the places that may take a credit, and how many days each is from the payer's habit, nearest first.

        At most as many as the bounds allow; of two as near the older one comes first.
        """
        key = id(credit)
        if key not in self._nearest:
            self._nearest[key] = self._find_nearest(credit)
        places, is_whole = self._nearest[key]
        if not is_whole:
            self.limits.setdefault(f"debits:{credit.id}")
        return places

    def _find_nearest(self, credit: OpenCredit) -> tuple[list[tuple[int, int]], bool]:
        most = self.bounds.debits
        places, dues = self._opened()
        usual = credit.received_on.toordinal() - self.usual_days
        after = bisect_left(dues, usual)
        before = after - 1
        found: list[tuple[int, int]] = []
        looked = 0
        # Settled and later debits are passed over; how many of them is bounded as well, and told.
        while len(found) < most and looked < 10 * most and (before >= 0 or after < len(places)):
            looked += 1
            if before >= 0 and (after == len(places) or usual - dues[before] <= dues[after] - usual):
                place, days = places[before], usual - dues[before]
                before -= 1
            else:
                place, days = places[after], dues[after] - usual
                after += 1
            if self.may_take(place, credit):
                found.append((place, days))
        # Beyond the most that are told apart there are always more; what is told is that the look itself was cut short.
        return found, len(found) == most or (before < 0 and after == len(places))

    def with_amount(self, minor: int) -> Sequence[int]:
        """Return positions among which are all those with exactly this open, oldest due first; check each."""
        if self._by_amount is None:
            self._by_amount = {}
            for position, debit in enumerate(self.debits):
                self._by_amount.setdefault(debit.open_minor, []).append(position)
        same = self._by_amount.get(minor, [])
        # An entry is left behind when its debit is reduced; those at the front are dropped here for good, so that
        # ten thousand debits of one amount are not read again for each payment.
        while same and self.debits[same[0]].open_minor != minor:
            same.pop(0)
        return same

    def precedes_all(self, credit: OpenCredit) -> bool:
        """Return whether a credit came before any of the debits existed, so that none of them need be looked at."""
        return credit.received_on < self._earliest_issue

    def named(self, name: str) -> list[int]:
        """Return the positions that answer to an invoice number, a receivable id, a payment or an order reference."""
        return self._known_names().get(name, [])

    def _known_names(self) -> dict[str, list[int]]:
        if self._by_name is None:
            self._by_name = _index_names(self.debits)
        return self._by_name

    def read(self, text: str) -> tuple[FoundReference, ...]:
        """Return the names of these debits that a text gives; it is read once, however many strategies ask."""
        if self._names is None:
            self._names = ReferenceIndex(self._known_names())
        if text not in self._readings:
            self._readings[text] = read_references(text, self._names)
        return self._readings[text]


def paid_delay(settlements: Iterable[Allocation], due_on: date) -> int | None:
    """Return the days from the due date of a debt to its last payment, or None when no money paid it."""
    last = max((entry.on for entry in settlements if entry.is_payment), default=None)
    return (last - due_on).days if last is not None else None


def _legal_order(debit: OpenDebit) -> tuple[date, date, str, str]:
    return debit.due_on, debit.invoice.issued_on, debit.invoice.number, debit.id


def _places_of(debits: Sequence[OpenDebit], names: Sequence[str]) -> frozenset[int]:
    wanted = set(names)
    return frozenset(
        position
        for position, debit in enumerate(debits)
        if not wanted.isdisjoint((debit.id, debit.invoice.number, debit.client.id))
    )


def _index_names(debits: Sequence[OpenDebit]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    references: dict[str, list[int]] = {}
    owners: dict[str, set[str]] = {}
    for position, debit in enumerate(debits):
        invoice = debit.invoice
        numbers.setdefault(invoice.number, []).append(position)
        if debit.id != invoice.number:
            numbers.setdefault(debit.id, []).append(position)
        for reference in (invoice.payment_reference, invoice.order_reference):
            if reference is not None:
                same = references.setdefault(reference, [])
                if not same or same[-1] != position:
                    same.append(position)
                owners.setdefault(reference, set()).add(invoice.number)
    # A reference that several invoices share (a contract number, say) singles out none of them.
    return {name: found for name, found in references.items() if len(owners[name]) == 1} | numbers
