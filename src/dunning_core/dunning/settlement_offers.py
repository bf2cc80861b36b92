"""SettlementOffer: pay so much by a day and the rest is given up; nothing is given up before it was paid."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_date, check_instance, check_order, check_text
from dunning_core.documents import WriteOff, WriteOffNature
from dunning_core.dunning.decisions import Decision
from dunning_core.dunning.expected import Line, accrue_lines, age_line, check_waiver, read_lines
from dunning_core.dunning.planning import Action
from dunning_core.errors import CurrencyMismatchError, InvalidValueError
from dunning_core.events import ClaimWaived, PromiseToPay
from dunning_core.events.claims import COMPONENTS
from dunning_core.ledger import Receivable
from dunning_core.lettering import Allocation
from dunning_core.money import Money
from dunning_core.parties import Client, Creditor
from dunning_core.penalties import Penalties


def _components(given: Sequence[str]) -> tuple[str, ...]:
    names = as_tuple("waives", given, str)
    for name in names:
        if name not in COMPONENTS:
            raise InvalidValueError("unknown_value", "waives", name, f"pass some of {', '.join(COMPONENTS)}")
    return tuple(name for name in COMPONENTS if name in names)


@frozen(kw_only=True)
class SettlementTerms:
    """What is offered to a client who pays by a day, the day included: a rebate, or penalties waived, or both.

    `waives` names components: "interest", "compensation", "costs".
    """

    pay_on: date
    rebate: Money | None = None
    waives: tuple[str, ...] = field(default=(), converter=_components)

    def __attrs_post_init__(self) -> None:
        check_date("pay_on", self.pay_on)
        if self.rebate is not None:
            check_instance("rebate", self.rebate, Money)
            if self.rebate.minor <= 0:
                raise InvalidValueError("out_of_range", "rebate", self.rebate, "pass an amount above zero, or none")
        elif not self.waives:
            raise InvalidValueError("empty", "rebate", None, "offer a rebate, or waive penalties")


@frozen
class OfferedDebt:
    """One debt of an offer: what is to be paid of it, and what is given up of it."""

    receivable: Receivable
    to_pay: Money
    remitted: Money


@frozen
class SettlementOffer:
    """An offer to settle debts early: nothing is agreed before the client accepts, nothing given up before he pays.

    `waived` are the penalties that would be given up, by component, as they are expected on the day to pay by; None
    where no law is known for the client. `is_provisional` says whether they rest on a rate past its verified horizon.
    """

    id: str
    debts: tuple[OfferedDebt, ...]
    terms: SettlementTerms
    waived: tuple[tuple[str, Money], ...] | None
    is_provisional: bool = False

    @property
    def day(self) -> date:
        """Return the day of the offer."""
        return self.debts[0].receivable.day

    @property
    def client(self) -> Client:
        """Return the client who owes."""
        return self.debts[0].receivable.client

    @property
    def to_pay(self) -> Money:
        """Return what is to be paid in all."""
        return Money.sum((debt.to_pay for debt in self.debts), currency=self.debts[0].to_pay.currency)

    @property
    def remitted(self) -> Money:
        """Return what is given up of the debts in all."""
        return Money.sum((debt.remitted for debt in self.debts), currency=self.debts[0].remitted.currency)

    def accepted(self, day: date, *, recorded_on: date | None = None) -> tuple[PromiseToPay, ...]:
        """Return the promises of the client who accepted on a day: one per debt, to be recorded.

        Raises InvalidValueError for a day before the offer, or after the day to pay by.
        """
        self._check_day(day)
        return tuple(
            PromiseToPay(
                debt.receivable.id,
                amount=debt.to_pay,
                promised_on=day,
                pay_on=self.terms.pay_on,
                recorded_on=recorded_on,
            )
            for debt in self.debts
            if debt.to_pay
        )

    def settled(self, day: date) -> tuple[WriteOff | ClaimWaived, ...]:
        """Return what is given up once all that was to be paid came in on a day: to be recorded with the payment.

        Remissions (C. civ. 1350) named after the offer, and waivers of what has accrued by the day. Raises
        InvalidValueError for a day before the offer, or after the day to pay by: then nothing is given up.
        """
        self._check_day(day)
        remissions = (
            WriteOff(
                f"{self.id}-{rank}",
                client=debt.receivable.client.id,
                amount=debt.remitted,
                written_off_on=day,
                writes_off=debt.receivable.id,
                nature=WriteOffNature.REMISSION,
            )
            for rank, debt in enumerate(self.debts, start=1)
            if debt.remitted
        )
        waivers = (
            ClaimWaived(debt.receivable.id, component=name, waived_on=day, reason=self.id)
            for debt in self.debts
            for name in self.terms.waives
        )
        return (*remissions, *waivers)

    def _check_day(self, day: date) -> None:
        check_date("day", day)
        check_order("day", day, self.day)
        if day > self.terms.pay_on:
            hint = f"the offer held until {self.terms.pay_on}; make another"
            raise InvalidValueError("lapsed", "day", day, hint)


def offer_settlement(
    debts: Action | Iterable[Decision] | Iterable[Receivable],
    *,
    id: str,
    terms: SettlementTerms,
    creditor: Creditor | None = None,
) -> SettlementOffer:
    """Return an offer to settle debts early; the rebate is spread over them by what is left of each.

    To the minor unit, by the largest remainder, the units that are left going to the oldest. Of an action, what it
    claims is taken. Raises InvalidValueError for debts that are paid, assigned, rejected by a platform, barred, or of
    several clients, for a rebate that leaves nothing to pay, and for a waiver that the law makes void;
    CurrencyMismatchError for a rebate in another currency.
    """
    check_text("id", id)
    check_instance("terms", terms, SettlementTerms)
    lines = read_lines(debts, creditor=creditor)
    items = [line.item for line in lines]
    check_order("terms.pay_on", terms.pay_on, items[0].day)
    currency = items[0].currency
    total = Money.sum((item.outstanding for item in items), currency=currency)
    rebate = terms.rebate or Money.zero(currency)
    if rebate.currency != currency:
        raise CurrencyMismatchError("currency_mismatch", "terms.rebate", rebate, f"the debts are in {currency}")
    if rebate >= total:
        raise InvalidValueError("out_of_range", "terms.rebate", rebate, f"leave something to pay of {total}")
    shares = rebate.allocate([item.outstanding_minor for item in items])
    offered = tuple(
        OfferedDebt(item, item.outstanding - share, share) for item, share in zip(items, shares, strict=True)
    )
    expected = accrue_lines([_settle(line, terms.pay_on, id) for line in lines])
    if terms.waives:
        check_waiver(expected, "terms.waives", client=items[0].client)
    is_provisional = "interest" in terms.waives and any(penalties.is_provisional for penalties in expected or ())
    return SettlementOffer(id, offered, terms, _waived(expected, terms.waives), is_provisional)


def _settle(line: Line, day: date, id: str) -> Line:
    item = line.item
    paid = Allocation(id, item.id, item.outstanding_minor, item.currency, day, strategy="offer")
    return age_line(line, day, paid=(paid,), plan=item.plan)


def _waived(found: Sequence[Penalties] | None, waives: Sequence[str]) -> tuple[tuple[str, Money], ...] | None:
    if found is None:
        return None
    sums: dict[tuple[str, str], Money] = {}
    for penalties in found:
        for name, amount in zip(COMPONENTS, penalties.unclaimed, strict=True):
            if name in waives:
                key = (name, amount.currency)
                sums[key] = sums.get(key, Money.zero(amount.currency)) + amount
    return tuple((name, amount) for (name, _), amount in sorted(sums.items()) if amount)
