"""The aged balance: what is outstanding, by how late it is."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from dunning_core._checks import as_tuple, check_instance
from dunning_core._tables import Column, Tabular
from dunning_core.errors import InvalidValueError
from dunning_core.ledger import Snapshot
from dunning_core.money import Money

STANDARD_EDGES = (0, 30, 60, 90)

#: The columns of `AgedBalance.to_records()`, one row per currency and bucket.
AGED_BALANCE_COLUMNS = (
    Column("currency", "text", "ISO 4217 code of the amount"),
    Column("over_days", "count", "more days late than these; none for what is not late"),
    Column("up_to_days", "count", "days late up to these; none in the last bucket"),
    Column("count", "count", "receivables in the bucket"),
    Column("amount", "decimal", "what they have outstanding"),
)


@frozen
class AgedBucket:
    """What is outstanding in one currency between two ages in days late: more than `over_days`, up to `up_to_days`.

    The first bucket (`over_days` None) is what is not late; the last (`up_to_days` None) has no upper edge.
    """

    currency: str
    over_days: int | None
    up_to_days: int | None
    count: int
    amount: Money


@frozen
class AgedBalance(Tabular):
    """The aged balance of a snapshot: buckets by currency, that add up to what is outstanding; credits apart."""

    _columns = AGED_BALANCE_COLUMNS

    buckets: tuple[AgedBucket, ...]
    credits: tuple[Money, ...]

    def total(self, currency: str) -> Money:
        """Return what is outstanding in a currency."""
        return Money.sum((item.amount for item in self.buckets if item.currency == currency), currency=currency)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per bucket, in order, by the names of AGED_BALANCE_COLUMNS."""
        return [
            {
                "currency": bucket.currency,
                "over_days": bucket.over_days,
                "up_to_days": bucket.up_to_days,
                "count": bucket.count,
                "amount": bucket.amount.amount,
            }
            for bucket in self.buckets
        ]


def age(snapshot: Snapshot, *, edges: Sequence[int] = STANDARD_EDGES) -> AgedBalance:
    """Return the aged balance by due date: every open amount is in one bucket, by its days past due.

    Edges belong to the bucket below them: with the standard edges an item 30 days late is in 1 to 30. Raises
    InvalidValueError for edges that do not rise.
    """
    check_instance("snapshot", snapshot, Snapshot)
    bounds = as_tuple("edges", edges, int)
    if not bounds or sorted(set(bounds)) != list(bounds):
        raise InvalidValueError("bad_order", "edges", edges, "give rising edges, as (0, 30, 60, 90)")
    sums: dict[str, list[list[int]]] = {}
    for item in snapshot.open_items:
        rows = sums.setdefault(item.currency, [[0, 0] for _ in range(len(bounds) + 1)])
        late = (snapshot.day - item.due_on).days
        row = rows[sum(late > edge for edge in bounds)]
        row[0] += 1
        row[1] += item.outstanding_minor
    limits = [(None, bounds[0]), *zip(bounds, (*bounds[1:], None), strict=True)]
    buckets = tuple(
        AgedBucket(currency, over, up_to, count, Money.from_minor(minor, currency))
        for currency in sorted(sums)
        for (over, up_to), (count, minor) in zip(limits, sums[currency], strict=True)
    )
    return AgedBalance(buckets, _credits(snapshot))


def _credits(snapshot: Snapshot) -> tuple[Money, ...]:
    left: dict[str, int] = {}
    for credit in snapshot.unmatched:
        left[credit.currency] = left.get(credit.currency, 0) + credit.remainder_minor
    return tuple(Money.from_minor(left[currency], currency) for currency in sorted(left))
