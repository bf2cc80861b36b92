"""What is known of a book as a whole: until when its bank data goes, and where the chase of old debts starts."""

from datetime import date

from attrs import field, frozen

from dunning_core._checks import check_free_text, check_instance, check_text
from dunning_core.events.checking import check_days, check_target
from dunning_core.events.notices import StageKind


@frozen
class BankDataUntil:
    """All that came in by a day, the day included, is in the ledger, as far as one bank account goes.

    `bank` names it where there are several: the one whose data is oldest counts. A policy may want the data to be
    recent (`bank_data_days`), so that nobody is chased who has paid.
    """

    until: date
    bank: str = field(default="", kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_days("until", self.until, recorded_on=self.recorded_on)
        check_free_text("bank", self.bank)


@frozen
class TakenOver:
    """The chase of a debt, or of all that a client owed on the day, was taken over from elsewhere, to start at a stage.

    What comes before that stage counts as done: it is the next one. A stage is found by its name, else by its kind.
    Where the notices that were sent are known, record them (`NoticeSent`) instead.
    """

    subject: str | None = None
    client: str | None = field(default=None, kw_only=True)
    stage: str = field(kw_only=True)
    kind: StageKind = field(kw_only=True)
    taken_on: date = field(kw_only=True)
    recorded_on: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_target(self.subject, self.client)
        check_text("stage", self.stage)
        check_instance("kind", self.kind, StageKind)
        check_days("taken_on", self.taken_on, recorded_on=self.recorded_on)
