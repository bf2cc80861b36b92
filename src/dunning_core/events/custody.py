"""Who pursues a debt: handed over to an agency or a lawyer, assigned to a factor, taken back."""

from datetime import date

from attrs import field, frozen

from dunning_core._checks import check_free_text, check_instance, check_text
from dunning_core.errors import InvalidValueError
from dunning_core.events.checking import check_days, check_target
from dunning_core.identifiers import is_iban


@frozen
class HandedOver:
    """A debt, or all that a client owed on the day, was handed over to an agency or a lawyer, who pursues it.

    It stays ours, in the balance and the aged balance; only the chase stops, until it is taken back.
    """

    subject: str | None = None
    client: str | None = field(default=None, kw_only=True)
    agent: str = field(kw_only=True)
    handed_on: date = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_target(self.subject, self.client)
        check_text("agent", self.agent)
        check_days("handed_on", self.handed_on, recorded_on=self.recorded_on)


@frozen
class Assigned:
    """A debt, or all that a client owed on the day, was assigned to a factor or another assignee, who collects it.

    The assignee is paid, and asks: we do not, until it is taken back. The balance keeps it. Where it is collected by us
    (`is_collected_by_us`), it is chased, and a notice names the assignee's `iban` and `bic`, and prints the `mention`
    that the contract or the law calls for; without an `iban` our own bank details stand. Raises InvalidValueError for
    an IBAN that cannot exist.
    """

    subject: str | None = None
    client: str | None = field(default=None, kw_only=True)
    assignee: str = field(kw_only=True)
    assigned_on: date = field(kw_only=True)
    is_collected_by_us: bool = field(default=False, kw_only=True)
    iban: str | None = field(default=None, kw_only=True)
    bic: str | None = field(default=None, kw_only=True)
    mention: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_target(self.subject, self.client)
        check_text("assignee", self.assignee)
        check_days("assigned_on", self.assigned_on, recorded_on=self.recorded_on)
        check_instance("is_collected_by_us", self.is_collected_by_us, bool)
        if self.iban is not None and not is_iban(self.iban):
            raise InvalidValueError("bad_iban", "iban", self.iban, "copy it again from the assignee's letter")
        if self.bic is not None:
            check_text("bic", self.bic)
        check_free_text("mention", self.mention)


@frozen
class TakenBack:
    """What was handed over or assigned came back on a day, and is chased again from that day."""

    subject: str | None = None
    client: str | None = field(default=None, kw_only=True)
    taken_back_on: date = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_target(self.subject, self.client)
        check_days("taken_back_on", self.taken_back_on, recorded_on=self.recorded_on)
