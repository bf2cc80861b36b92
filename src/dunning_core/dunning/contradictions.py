"""What a paper of a file says against the ledger: its day, its amount, or a notice that nothing records."""

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_core.dunning.cases import Reason
from dunning_core.dunning.held_exhibits import HeldExhibit
from dunning_core.errors import Params
from dunning_core.events import DebtAcknowledged
from dunning_core.law.procedures import Exhibit
from dunning_core.ledger import Receivable
from dunning_core.ledger.contact import formal_notice
from dunning_core.money import Money

_NOTICE = (Exhibit.FORMAL_NOTICE, Exhibit.FORMAL_NOTICE_PROOF)


def find_contradictions(
    paper: HeldExhibit, items: Sequence[Receivable], *, claimed: Sequence[Money]
) -> Iterator[Reason]:
    """Give what a paper says against the ledger about some debts; `claimed` are the sums that a statement may say."""
    dated_on, day = paper.dated_on, items[0].day
    if dated_on is not None and dated_on > day:
        yield Reason("exhibit.future", (("title", paper.title), ("dated_on", dated_on), ("day", day)))
        return
    yield from _wrong_amounts(paper, items, claimed)
    if paper.exhibit is Exhibit.NOTICES and dated_on is not None:
        sent = {notice.sent_on for item in items for notice in item.notices}
        if dated_on not in sent:
            yield Reason("exhibit.no_notice", (("title", paper.title), ("dated_on", dated_on)))
    for item in items:
        if paper.exhibit in _NOTICE and formal_notice(item) is None:
            yield Reason("exhibit.unrecorded", (("title", paper.title), ("receivable", item.id)))
        if dated_on is not None:
            yield from _wrong_days(paper, item, dated_on)


def _wrong_days(paper: HeldExhibit, item: Receivable, dated_on: date) -> Iterator[Reason]:
    told: Params = (("title", paper.title), ("dated_on", dated_on), ("receivable", item.id))
    expected, notice, issued_on = _expected_days(paper.exhibit, item), formal_notice(item), item.invoice.issued_on
    if expected and dated_on not in expected:
        yield Reason("exhibit.day", (*told, ("expected", max(expected))))
    if paper.exhibit is Exhibit.CONTRACT and dated_on > issued_on:
        yield Reason("exhibit.after_invoice", (*told, ("issued_on", issued_on)))
    if paper.exhibit is Exhibit.FORMAL_NOTICE_PROOF and notice is not None and dated_on < notice.notice.sent_on:
        yield Reason("exhibit.before_notice", (*told, ("sent_on", notice.notice.sent_on)))
    paid_on = max((entry.on for entry in item.settlements), default=None)
    if paper.exhibit is Exhibit.STATEMENT and paid_on is not None and paid_on > dated_on:
        yield Reason("exhibit.outdated", (*told, ("paid_on", paid_on)))


def _expected_days(exhibit: Exhibit, item: Receivable) -> frozenset[date]:
    found: tuple[date | None, ...] = ()
    if exhibit is Exhibit.INVOICE:
        found = (item.invoice.issued_on,)
    elif exhibit is Exhibit.DELIVERY:
        found = (item.invoice.performed_on,)
    elif exhibit is Exhibit.ACKNOWLEDGEMENT:
        found = tuple(event.acknowledged_on for event in item.events if isinstance(event, DebtAcknowledged))
    elif exhibit is Exhibit.FORMAL_NOTICE:
        counted = formal_notice(item)
        found = () if counted is None else (counted.notice.sent_on,)
    return frozenset(day for day in found if day is not None)


def _wrong_amounts(paper: HeldExhibit, items: Sequence[Receivable], claimed: Sequence[Money]) -> Iterator[Reason]:
    expected: tuple[Money, ...] = ()
    if paper.exhibit is Exhibit.INVOICE and len({item.invoice.number for item in items}) == 1 and len(paper.about) < 2:
        expected = (items[0].invoice.amount,)
    elif paper.exhibit is Exhibit.STATEMENT and paper.dated_on in (None, items[0].day):
        # One of an earlier day claimed what had accrued by then.
        expected = tuple(claimed)
    if paper.amount is not None and expected and paper.amount not in expected:
        told = (("title", paper.title), ("amount", paper.amount), ("expected", expected[-1]))
        yield Reason("exhibit.amount", told)
