"""What the law limits in time: payment terms, and the years after which a debt can no longer be claimed."""

from datetime import date, timedelta

from attrs import frozen

from dunning_core._checks import check_date, check_optional_date
from dunning_core.calendars import add_months, end_of_month
from dunning_core.errors import UnknownReferenceError
from dunning_core.law.kinds import ClientKind, LegalReference
from dunning_core.timeline import Verification

_TRANSIT = timedelta(days=2)


@frozen
class TermsLimit:
    """The longest payment terms that a statute lets the parties agree: days from the invoice, or to a month end.

    `from_receipt` where they are counted from the day on which the request was received: its date and two days where
    that is not known (CCP R2192-12 to R2192-14).
    """

    days: int
    end_of_month_days: int | None
    since: date
    reference: LegalReference
    verification: Verification
    from_receipt: bool = False

    def latest(self, issued_on: date, *, received_on: date | None = None, to_month_end: bool | None = None) -> date:
        """Return the last lawful due date of an invoice.

        `to_month_end` says whether the agreed terms run to a month end; None, when it is not known, takes the latest.

        >>> from dunning_core.law import fr
        >>> fr.B2B.terms_limit.latest(date(2025, 2, 15), to_month_end=True)
        datetime.date(2025, 4, 30)
        """
        check_date("issued_on", issued_on)
        check_optional_date("received_on", received_on)
        start = (received_on or issued_on + _TRANSIT) if self.from_receipt else issued_on
        net = start + timedelta(days=self.days)
        if self.end_of_month_days is None or to_month_end is False:
            return net
        span = timedelta(days=self.end_of_month_days)
        # Both readings of "45 days end of month" are lawful; the later one is the limit.
        by_month = max(end_of_month(issued_on + span), end_of_month(issued_on) + span)
        return by_month if to_month_end else max(net, by_month)


@frozen
class LimitationPeriod:
    """For how many years a debt can be claimed, and from when: its day, or the first day of the next year.

    `written_claim_interrupts` where any written claim starts the period anew; elsewhere only an acknowledgement, a
    claim in court or an enforcement measure does.
    """

    code: str
    country: str
    kind: ClientKind
    years: int
    reference: LegalReference
    verification: Verification
    from_next_year: bool = False
    written_claim_interrupts: bool = False

    def last_day(self, since: date) -> date:
        """Return the last day to act on a debt whose period runs since a day; that day itself does not count.

        >>> find_limitation_period(ClientKind.PUBLIC_BODY, country="FR").last_day(date(2026, 3, 1))
        datetime.date(2030, 12, 31)
        """
        if self.from_next_year:
            return date(since.year + self.years, 12, 31)
        return add_months(since, 12 * self.years)


LIMITATION_PERIODS = (
    LimitationPeriod(
        "fr.limitation.business",
        "FR",
        ClientKind.BUSINESS,
        5,
        LegalReference("C. civ. 2224", "cinq ans ; de même C. com. L110-4 entre commerçants"),
        Verification.STATUTE,
    ),
    LimitationPeriod(
        "fr.limitation.consumer",
        "FR",
        ClientKind.CONSUMER,
        2,
        LegalReference("C. conso. L218-2", "deux ans pour l'action des professionnels"),
        Verification.STATUTE,
    ),
    LimitationPeriod(
        "fr.limitation.public",
        "FR",
        ClientKind.PUBLIC_BODY,
        4,
        LegalReference("Loi 68-1250", "quatre ans à partir du premier jour de l'année suivante"),
        Verification.ONE_SOURCE,
        from_next_year=True,
        written_claim_interrupts=True,
    ),
)


def find_limitation_period(kind: ClientKind, *, country: str | None) -> LimitationPeriod:
    """Return the period after which a debt can no longer be claimed; UnknownReferenceError where none is known here."""
    for period in LIMITATION_PERIODS:
        if (period.kind, period.country) == (kind, country):
            return period
    hint = "no limitation period is known here for this country and kind of client: pass one of your own"
    raise UnknownReferenceError("unknown_limitation", "country", country, hint)
