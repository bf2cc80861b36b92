"""Procedure: one way to be paid once notices have failed, with what it asks for, as dated and cited data."""

from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from dunning_core._checks import as_tuple, check_count, check_date, check_instance, check_text
from dunning_core.calendars import add_months
from dunning_core.errors import InvalidValueError
from dunning_core.law.kinds import ClientKind, LegalReference
from dunning_core.money import Money
from dunning_core.timeline import Timeline, Verification, check_values


class ProcedureKind(Enum):
    """What a procedure is, in the order of custom: from the lightest to the heaviest, then what does not compel."""

    AGENCY = "agency"
    SMALL_CLAIMS = "small_claims"
    PAYMENT_ORDER = "payment_order"
    INTERIM_PAYMENT = "interim_payment"
    ORDINARY_CLAIM = "ordinary_claim"
    MEDIATION = "mediation"
    DECLARATION = "declaration"


class DebtNature(Enum):
    """What a debt has to be: from a contract, of a fixed amount, not seriously disputed."""

    CONTRACTUAL = "contractual"
    FIXED = "fixed"
    UNDISPUTED = "undisputed"


class Exhibit(Enum):
    """A piece of evidence, by what it proves.

    CONTRACT is the order, the accepted quotation or the contract; DELIVERY the signed delivery note or the acceptance
    of the work; IDENTITY the registration or the address of the debtor; PRIOR_ATTEMPT the failed conciliation,
    mediation or small-claims procedure. An ACKNOWLEDGEMENT of the debt stands for the contract and the delivery. Every
    file holds the INVOICE, the STATEMENT of what is claimed, the NOTICES that were sent and other CORRESPONDENCE.
    """

    CONTRACT = "contract"
    DELIVERY = "delivery"
    ACKNOWLEDGEMENT = "acknowledgement"
    FORMAL_NOTICE = "formal_notice"
    FORMAL_NOTICE_PROOF = "formal_notice_proof"
    IDENTITY = "identity"
    PRIOR_ATTEMPT = "prior_attempt"
    INVOICE = "invoice"
    STATEMENT = "statement"
    NOTICES = "notices"
    CORRESPONDENCE = "correspondence"


class LimitationEffect(Enum):
    """What a procedure does to the limitation of the debt: nothing, start it anew, or let it stand still."""

    NONE = "none"
    INTERRUPTS = "interrupts"
    SUSPENDS = "suspends"


@frozen
class Span:
    """A length of time that a procedure gives: months, or days; the day from which it is counted is not counted.

    >>> Span(months=1).last_day(date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    """

    months: int = 0
    days: int = 0

    def __attrs_post_init__(self) -> None:
        check_count("months", self.months, highest=1200)
        check_count("days", self.days)
        if bool(self.months) == bool(self.days):
            raise InvalidValueError("bad_format", "months", self.months, "give months or days, and not both")

    def last_day(self, start: date) -> date:
        """Return the last day of the span counted from a day; a month ends on the same day number, or on its last."""
        check_date("start", start)
        return add_months(start, self.months) + timedelta(days=self.days)


@frozen
class TimeLimit:
    """A time limit of a procedure: what has to be done, counted from what, within how long, and by which text."""

    name: str
    counted_from: str
    spans: Timeline[Span]
    reference: LegalReference

    def __attrs_post_init__(self) -> None:
        check_text("name", self.name)
        check_text("counted_from", self.counted_from)
        check_instance("spans", self.spans, Timeline)
        check_values("spans", self.spans, kind=Span)
        check_instance("reference", self.reference, LegalReference)

    def last_day(self, start: date) -> date:
        """Return the last day to act, from the day of what it is counted from; the law is that of that day.

        Raises UnknownDateError for a day of which the length is not held.
        """
        return self.spans.at(start).last_day(start)


@frozen(kw_only=True)
class Procedure:
    """One way to be paid: who may use it, for what, up to how much, within which limits, by which text.

    It is open against debtors of `countries` and `kinds`; `is_cross_border` where the creditor has to be in another
    one of these countries. `ceiling_counts` are the components that the ceiling counts, equal to it is within it.
    `needs_agreement` where the debtor has to agree to the debt. `exhibits` are asked for by the text, or by custom.
    `prior_attempt` is the amount up to which a conciliation has to be tried first against debtors of
    `prior_attempt_kinds`. `costs_reference` is the text by which its costs stay with the creditor. It is held from
    `since` on; past `verified_until` it is used all the same, and told.
    """

    code: str
    kind: ProcedureKind
    countries: tuple[str, ...]
    kinds: tuple[ClientKind, ...]
    reference: LegalReference
    since: date
    verified_until: date
    verification: Verification
    is_in_court: bool = False
    is_cross_border: bool = False
    needs_agreement: bool = False
    debts: tuple[DebtNature, ...] = ()
    ceiling: Timeline[Money] | None = None
    ceiling_counts: tuple[str, ...] = ("principal", "interest")
    exhibits: tuple[Exhibit, ...] = ()
    limits: tuple[TimeLimit, ...] = ()
    limitation_effect: LimitationEffect = LimitationEffect.NONE
    limitation_reference: LegalReference | None = None
    prior_attempt: Timeline[Money] | None = None
    prior_attempt_kinds: tuple[ClientKind, ...] = ()
    costs_reference: LegalReference | None = None

    def __attrs_post_init__(self) -> None:
        check_text("code", self.code)
        check_instance("kind", self.kind, ProcedureKind)
        for name, kind in _SEQUENCES.items():
            as_tuple(name, getattr(self, name), kind)
        check_date("since", self.since)
        check_date("verified_until", self.verified_until)
        check_instance("reference", self.reference, LegalReference)
        check_instance("verification", self.verification, Verification)
        for series in (self.ceiling, self.prior_attempt):
            if series is not None:
                check_values("ceiling", series, kind=Money)
        if (self.limitation_effect is LimitationEffect.NONE) != (self.limitation_reference is None):
            hint = "name the text that sets the effect on limitation, and none without an effect"
            raise InvalidValueError("missing", "limitation_reference", self.limitation_reference, hint)
        if self.prior_attempt is not None and not self.prior_attempt_kinds:
            raise InvalidValueError("empty", "prior_attempt_kinds", (), "say against whom it has to be tried first")

    def limit(self, name: str) -> TimeLimit | None:
        """Return one of its time limits by its name, or None."""
        return next((limit for limit in self.limits if limit.name == name), None)


_SEQUENCES: dict[str, type] = {
    "countries": str,
    "kinds": ClientKind,
    "debts": DebtNature,
    "ceiling_counts": str,
    "exhibits": Exhibit,
    "limits": TimeLimit,
    "prior_attempt_kinds": ClientKind,
}
