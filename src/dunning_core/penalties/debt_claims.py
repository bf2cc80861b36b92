"""DebtClaim: one debt of a statement of claim under both readings of its payments, and its lines."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from dunning_core.events import ClaimWaived, CourtStep, CourtStepKind
from dunning_core.law import Rate, SettlementOrder, find_capitalization_article, find_settlement_article
from dunning_core.ledger import Receivable
from dunning_core.ledger.contact import formal_notice
from dunning_core.lettering.entries import CREDIT_NOTE, WRITE_OFF
from dunning_core.money import Money
from dunning_core.penalties.imputation import Component, Imputation, ImputedPayment
from dunning_core.penalties.interest import InterestPeriod
from dunning_core.penalties.lines import PenaltyLine, compensation_lines, cost_lines, interest_lines
from dunning_core.penalties.result import Penalties


@frozen
class StatementLine:
    """One line of a statement of claim: so much of a component is added, or taken off, and why.

    `kind` is "invoice" for the principal, the component's own name for what accrued, and else what takes off: "waiver",
    or the kind of an `ImputedPayment`. A "capitalization" takes off nothing: from its day on, `base` is what of the
    interest bears interest. The period is `[start, end]`, both days included; for an invoice, from its issue to its due
    day, None when none is known. The amounts of a component add up to what is claimed of it.
    """

    client: str
    receivable: str
    component: str
    kind: str
    start: date
    end: date | None
    amount: Money
    days: int = 0
    base: Money | None = None
    rate: Rate | None = None
    reference: str = ""
    source: str = ""


@frozen
class DebtClaim:
    """One debt under both readings of its payments: as it was lettered, and in the order of the law.

    Until a formal notice counts, the first is the one to tell a debtor; from then on, and before a court, the second.
    """

    penalties: Penalties
    ledger: Imputation
    legal: Imputation

    @property
    def receivable(self) -> Receivable:
        """Return the receivable."""
        return self.penalties.receivable

    @property
    def applied(self) -> Imputation:
        """Return the reading to go by on the day: the legal one from the formal notice on (C. civ. 1343-1)."""
        return self.ledger if formal_notice(self.receivable) is None else self.legal

    @property
    def lines(self) -> tuple[StatementLine, ...]:
        """Return the lines of the debt: the invoice, what accrued, what was paid or credited, what was waived."""
        return tuple(_lines(self))

    @property
    def conventions(self) -> tuple[tuple[str, str], ...]:
        """Return the conventions that hold for this debt, as (name, value)."""
        has_notes = any(payment.kind == CREDIT_NOTE for payment in self.legal.payments)
        notes = (("credit_notes", "corrective_from_due_day"),) if has_notes else ()
        return (("payments", self.legal.order.value), *self.penalties.conventions, *notes)

    @property
    def lost(self) -> Money:
        """Return what was written off as a loss: no remission (C. civ. 1350), it stays owed, unclaimed here."""
        lost = (entry.minor for entry in self.legal.payments if entry.kind == WRITE_OFF)
        return Money.from_minor(sum(lost), self.receivable.currency)

    @property
    def difference(self) -> Money:
        """Return by how much the legal reading exceeds the ledger: the interest on the principal left unpaid."""
        currency = self.receivable.currency
        legal, ledger = (
            Money.sum((total for total in reading.totals if total.currency == currency), currency=currency)
            for reading in (self.legal, self.ledger)
        )
        return legal - ledger


def _lines(debt: DebtClaim) -> Iterator[StatementLine]:
    item, penalties, reading = debt.receivable, debt.penalties, debt.legal
    invoice = item.invoice
    due_on = item.due_on if item.is_day_known else None
    days = (invoice.issued_on, due_on)
    yield StatementLine(item.client.id, item.id, "principal", "invoice", *days, item.amount, source=invoice.number)
    yield from _interest(debt)
    for line in compensation_lines(item, penalties.regime, compensation=penalties.compensation):
        yield _accrued(item, line)
    for line in cost_lines(item, penalties.regime, costs=penalties.costs):
        yield _accrued(item, line)
    for payment in reading.payments:
        yield _payment(debt, payment)
    for component in reading.components:
        yield from _waivers(debt, component)


def _interest(debt: DebtClaim) -> Iterator[StatementLine]:
    item, reading, capital = debt.receivable, debt.legal, 0
    minor = reading.component("interest").accrued.minor
    lines = interest_lines(item, debt.penalties.regime, periods=reading.periods, minor=minor)
    for line, period in zip(lines, reading.periods, strict=True):
        if period.capital > capital:
            yield _capitalization(debt, period)
        capital = period.capital
        yield _accrued(item, line)


def _capitalization(debt: DebtClaim, period: InterestPeriod) -> StatementLine:
    item, regime = debt.receivable, debt.penalties.regime
    article = find_capitalization_article(regime.country)
    orders = (event for event in item.events if isinstance(event, CourtStep) and event.taken_on <= period.start)
    named = (event.reference for event in orders if event.kind is CourtStepKind.CAPITALIZATION)
    return StatementLine(
        item.client.id,
        item.id,
        "interest",
        "capitalization",
        period.start,
        period.start,
        Money.zero(item.currency),
        base=Money.from_minor(period.capital, item.currency),
        reference="" if article is None else article.text,
        source=", ".join(dict.fromkeys(named)),
    )


def _accrued(item: Receivable, line: PenaltyLine) -> StatementLine:
    return StatementLine(
        item.client.id,
        item.id,
        line.kind,
        line.kind,
        line.start,
        max(line.start, line.end - timedelta(days=1)),
        line.amount,
        days=line.days,
        base=line.base,
        rate=line.rate,
        reference=line.reference.text,
        source=line.source,
    )


def _payment(debt: DebtClaim, payment: ImputedPayment) -> StatementLine:
    item, regime, order = debt.receivable, debt.penalties.regime, debt.legal.order
    article = find_settlement_article(regime.country)
    # Another order than that of the law is the creditor's own choice.
    is_legal = payment.is_payment and order is regime.settlement_order is not SettlementOrder.PRINCIPAL_FIRST
    return StatementLine(
        item.client.id,
        item.id,
        payment.component,
        payment.kind,
        payment.on,
        payment.on,
        Money.from_minor(-payment.minor, payment.currency),
        reference=article.text if article is not None and is_legal else "",
        source=payment.credit,
    )


def _waivers(debt: DebtClaim, component: Component) -> Iterator[StatementLine]:
    item, told = debt.receivable, 0
    waivers = [event for event in item.events if isinstance(event, ClaimWaived) and event.component == component.kind]
    for day in sorted({event.waived_on for event in waivers}) if component.waived else ():
        minor = min(component.waived, debt.penalties.waived(component.kind, by=day)).minor
        if minor > told:
            reasons = dict.fromkeys(event.reason for event in waivers if event.waived_on == day and event.reason)
            amount = Money.from_minor(told - minor, component.waived.currency)
            named = ", ".join(reasons)
            yield StatementLine(item.client.id, item.id, component.kind, "waiver", day, day, amount, source=named)
        told = max(told, minor)
