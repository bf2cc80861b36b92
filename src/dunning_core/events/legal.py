"""What the law attaches effects to: court steps, insolvency, acceleration, acknowledgement of the debt."""

from datetime import date
from enum import Enum

from attrs import field, frozen

from dunning_core._checks import check_instance, check_optional_date, check_order, check_text
from dunning_core.errors import InvalidValueError
from dunning_core.events.checking import check_days, check_target


class CourtStepKind(Enum):
    """A step before a court, a bailiff or a mediator, by what it does to a debt.

    A claim that was brought and an enforcement measure interrupt limitation; a mediation suspends it. Two months after
    a decision became enforceable the legal rate rises by 5 points. While a period of grace lasts nothing accrues.
    Capitalization makes the interest of full years bear interest from that day on.
    """

    CLAIM_BROUGHT = "claim_brought"
    ENFORCEABLE = "enforceable"
    ENFORCEMENT = "enforcement"
    GRACE = "grace"
    CAPITALIZATION = "capitalization"
    MEDIATION = "mediation"


#: The steps that last: they need the day on which they end.
_LASTING = (CourtStepKind.GRACE,)


@frozen
class CourtStep:
    """A step was taken about a subject, or about all debts of a client; `until` is the last day of one that lasts."""

    subject: str | None = None
    client: str | None = field(default=None, kw_only=True)
    kind: CourtStepKind = field(kw_only=True)
    taken_on: date = field(kw_only=True)
    until: date | None = field(default=None, kw_only=True)
    reference: str = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_target(self.subject, self.client)
        check_instance("kind", self.kind, CourtStepKind)
        check_days("taken_on", self.taken_on, recorded_on=self.recorded_on)
        check_optional_date("until", self.until)
        if self.until is not None:
            check_order("until", self.until, self.taken_on)
        elif self.kind in _LASTING:
            raise InvalidValueError("missing", "until", None, f"say when the {self.kind.value} ends")
        check_text("reference", self.reference)


@frozen
class Insolvency:
    """A court opened insolvency proceedings against a client, on a day; `published_on` starts the time to declare.

    What the client owed before that day is neither chased nor paid, and bears no interest from then on
    (C. com. L622-7, L622-28); what arises after it is payable when due (L622-17).
    """

    client: str
    opened_on: date = field(kw_only=True)
    published_on: date | None = field(default=None, kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("client", self.client)
        check_days("opened_on", self.opened_on, recorded_on=self.recorded_on)
        check_optional_date("published_on", self.published_on)
        if self.published_on is not None:
            check_order("published_on", self.published_on, self.opened_on)


@frozen
class Accelerated:
    """All installments of an invoice became due on a day (déchéance du terme), after the notice that the law asks for.

    `noticed_on` is the day of the formal notice that announced it, None where the contract dispenses with one.
    """

    subject: str
    accelerated_on: date = field(kw_only=True)
    noticed_on: date | None = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_days("accelerated_on", self.accelerated_on, recorded_on=self.recorded_on)
        check_optional_date("noticed_on", self.noticed_on)
        if self.noticed_on is not None:
            check_order("accelerated_on", self.accelerated_on, self.noticed_on)


@frozen
class DebtAcknowledged:
    """The debtor acknowledged the debt, which starts its limitation anew (C. civ. 2240); `proof` says in what."""

    subject: str
    acknowledged_on: date = field(kw_only=True)
    proof: str = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_days("acknowledged_on", self.acknowledged_on, recorded_on=self.recorded_on)
        check_text("proof", self.proof)
