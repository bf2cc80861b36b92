"""What every event checks: its days, its amount, and what it is about."""

from datetime import date

from dunning_core._checks import check_date, check_instance, check_optional_date, check_text
from dunning_core.errors import InvalidValueError
from dunning_core.money import Money


def check_days(name: str, day: object, *, recorded_on: date | None) -> None:
    """Refuse a day, or a day of recording, that is not a plain date."""
    check_date(name, day)
    check_optional_date("recorded_on", recorded_on)


def check_amount(amount: Money | None) -> None:
    """Refuse an amount that is not above zero; None stands for all of it."""
    if amount is not None:
        check_instance("amount", amount, Money)
        if amount.minor <= 0:
            raise InvalidValueError(
                "out_of_range", "amount", amount, "pass an amount above zero, or None for all of it"
            )


def check_target(subject: str | None, client: str | None) -> None:
    """Refuse an event that names neither a subject nor a client, or both."""
    if (subject is None) == (client is None):
        raise InvalidValueError("bad_target", "subject", subject, "name either a subject or a client")
    check_text("subject" if client is None else "client", subject if client is None else client)
