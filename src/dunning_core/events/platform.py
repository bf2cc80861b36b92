"""PlatformStatus: what a platform of e-invoicing reported about a document, and what each status does to the chase."""

from datetime import date
from enum import Enum

from attrs import field, frozen

from dunning_core._checks import check_count, check_free_text, check_text
from dunning_core.errors import InvalidValueError
from dunning_core.events.checking import check_days


class StatusEffect(Enum):
    """What a status does to the chase of a document.

    A document that was rejected, or cancelled, is not chased and bears no penalties; one that the client refused or
    contests, or that is suspended, waits, and bears them. What was paid, as the buyer or
    the seller reports, waits for its money for a few days. What was assigned, or is to be paid elsewhere than we
    would ask, waits until we record to whom (`Assigned`), or until it is not assigned any more.
    """

    NONE = "none"
    REJECTED = "rejected"
    CONTESTED = "contested"
    SUSPENDED = "suspended"
    PAID = "paid"
    ASSIGNED = "assigned"
    PAYEE_CHANGED = "payee_changed"
    NOT_ASSIGNED = "not_assigned"


@frozen
class StatusCode:
    """A status of the French e-invoice life cycle: its number, its effect, its words in two languages."""

    code: int
    effect: StatusEffect
    english: str
    french: str
    needs_reason: bool = False


_NONE, _REJECTED, _CONTESTED = StatusEffect.NONE, StatusEffect.REJECTED, StatusEffect.CONTESTED

#: The statuses of the French reform: the codes are the standard's, what each does to the chase is ours.
PLATFORM_STATUSES: tuple[StatusCode, ...] = (
    StatusCode(200, _NONE, "submitted", "déposée"),
    StatusCode(201, _NONE, "issued", "émise"),
    StatusCode(202, _NONE, "received", "reçue"),
    StatusCode(203, _NONE, "made available", "mise à disposition"),
    StatusCode(204, _NONE, "taken in charge", "prise en charge"),
    StatusCode(205, _NONE, "approved", "approuvée"),
    StatusCode(206, _CONTESTED, "approved in part", "approuvée partiellement", needs_reason=True),
    StatusCode(207, _CONTESTED, "contested", "en litige", needs_reason=True),
    StatusCode(208, StatusEffect.SUSPENDED, "suspended", "suspendue", needs_reason=True),
    StatusCode(209, _NONE, "completed", "complétée"),
    StatusCode(210, _CONTESTED, "refused", "refusée", needs_reason=True),
    StatusCode(211, StatusEffect.PAID, "payment sent", "paiement transmis"),
    StatusCode(212, StatusEffect.PAID, "cashed", "encaissée"),
    StatusCode(213, _REJECTED, "rejected", "rejetée", needs_reason=True),
    StatusCode(220, _REJECTED, "cancelled", "annulée"),
    StatusCode(225, StatusEffect.ASSIGNED, "assigned to a factor", "affacturée"),
    StatusCode(226, StatusEffect.ASSIGNED, "assigned in confidence", "affacturée confidentiel"),
    StatusCode(227, StatusEffect.PAYEE_CHANGED, "account to pay changed", "changement de compte à payer"),
    StatusCode(228, StatusEffect.NOT_ASSIGNED, "not assigned", "non affacturée"),
)
_BY_CODE = {status.code: status for status in PLATFORM_STATUSES}


@frozen
class PlatformStatus:
    """A platform reported a status of an invoice on a day; the newest one counts, assignments apart from the rest.

    `status` is the number of the life cycle; `reason` a code of DISPUTE_REASONS or a free text, and must be given
    where the life cycle asks for one.
    """

    subject: str
    status: int = field(kw_only=True)
    reported_on: date = field(kw_only=True)
    reason: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("subject", self.subject)
        check_count("status", self.status)
        if self.status not in _BY_CODE:
            known = ", ".join(str(code) for code in _BY_CODE)
            raise InvalidValueError("unknown_status", "status", self.status, f"pass one of {known}")
        check_days("reported_on", self.reported_on, recorded_on=self.recorded_on)
        check_free_text("reason", self.reason)
        if self.code.needs_reason and not self.reason.strip():
            raise InvalidValueError("missing", "reason", None, f"a document that is {self.code.english} needs a reason")

    @property
    def code(self) -> StatusCode:
        """Return what is known of the status: its effect and its words."""
        return _BY_CODE[self.status]
