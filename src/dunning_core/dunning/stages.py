"""Stage: one step of a dunning policy, as the business chose it."""

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from dunning_core._checks import check_instance, check_text
from dunning_core.dunning.checking import as_share, check_days, check_least
from dunning_core.errors import PolicyError
from dunning_core.events import Channel, StageKind
from dunning_core.law import LegalReference
from dunning_core.money import Money
from dunning_core.parties import ContactRole


class StageReference(Enum):
    """The day from which the delay of a stage is counted.

    The first three are known when the invoice is; the others depend on the chase: the sending of the last notice that
    counts, the deadline that a notice set, the day by which a promise that was not kept was to be paid.
    """

    DUE_DATE = "due_date"
    END_OF_MONTH = "end_of_month"
    ISSUE_DATE = "issue_date"
    LAST_NOTICE = "last_notice"
    DEADLINE = "deadline"
    BROKEN_PROMISE = "broken_promise"


#: References that are days of the invoice itself, in the order of the calendar or not.
FIXED_REFERENCES = (StageReference.DUE_DATE, StageReference.END_OF_MONTH, StageReference.ISSUE_DATE)

_TONES = (StageKind.COURTEOUS, StageKind.FIRM, StageKind.LAST)


@frozen
class StatutoryDelay:
    """The days that the law puts between the notice before and this step, with the text that says so.

    They run from the presentation of the last notice that counts, and no setting of the policy shortens them.

    >>> from dunning_core.law import LegalReference
    >>> StatutoryDelay(14, LegalReference("Collection Act, s. 9", "fourteen days to answer")).days
    14
    """

    days: int
    reference: LegalReference

    def __attrs_post_init__(self) -> None:
        check_days("days", self.days, lowest=1)
        check_instance("reference", self.reference, LegalReference)


def _share(given: Fraction | Decimal | int | None) -> Fraction | None:
    return None if given is None else as_share("minimum_share", given)


def _probability(given: Fraction | Decimal | int | None) -> Fraction | None:
    return None if given is None else as_share("minimum_probability", given)


@frozen
class Stage:
    """A step of the chase: when it comes, by which channel, to whom, and what it claims.

    `delay_days` is counted from the `reference`, and is negative for a stage before the due day; day `due + delay` is
    enough. `interval_days` and `grace_days` take the place of the policy's. `fallback_channel` is used when the
    recipient has no address for the channel. `tone` is the tone of its text, where it is not that of its kind.

    `minimum` and `minimum_share` (of all that is open) are what must be late on the account, or on the line alone; a
    stage before the due day is passed over for a line under its `minimum`, or less likely than `minimum_probability`
    to be paid late. `statutory` are the days that the law wants before it. Raises PolicyError for a stage that
    contradicts itself.
    """

    name: str
    kind: StageKind
    delay_days: int
    channel: Channel
    reference: StageReference = StageReference.DUE_DATE
    fallback_channel: Channel | None = None
    role: ContactRole = ContactRole.ACCOUNTING
    announces_penalties: bool = False
    claims_penalties: bool = False
    deadline_days: int | None = None
    needs_approval: bool = False
    interval_days: int | None = field(default=None, kw_only=True)
    grace_days: int | None = field(default=None, kw_only=True)
    minimum: Money | None = field(default=None, kw_only=True)
    minimum_share: Fraction | None = field(default=None, kw_only=True, converter=_share)
    minimum_probability: Fraction | None = field(default=None, kw_only=True, converter=_probability)
    tone: StageKind | None = field(default=None, kw_only=True)
    statutory: StatutoryDelay | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_text("name", self.name)
        check_instance("kind", self.kind, StageKind)
        check_days("delay_days", self.delay_days, lowest=-366, highest=3660)
        check_instance("channel", self.channel, Channel)
        check_instance("reference", self.reference, StageReference)
        if self.fallback_channel is not None:
            check_instance("fallback_channel", self.fallback_channel, Channel)
        check_instance("role", self.role, ContactRole)
        for name in ("announces_penalties", "claims_penalties", "needs_approval"):
            # A text such as "no" would count as yes: who must approve is not left to chance.
            check_instance(name, getattr(self, name), bool)
        for name in ("deadline_days", "interval_days", "grace_days"):
            if getattr(self, name) is not None:
                check_days(name, getattr(self, name))
        check_least("minimum", self.minimum)
        if self.statutory is not None:
            check_instance("statutory", self.statutory, StatutoryDelay)
        _check_delay(self)
        _check_before_due(self)
        if self.tone is not None:
            _check_tone(self, self.tone)

    @property
    def is_early(self) -> bool:
        """Return whether it comes before the due day."""
        return self.kind is StageKind.BEFORE_DUE

    @property
    def is_fixed(self) -> bool:
        """Return whether its day is known when the invoice is, whatever was sent about it."""
        return self.reference in FIXED_REFERENCES

    @property
    def voice(self) -> StageKind:
        """Return the tone in which its text is written: its own, else that of its kind."""
        return self.kind if self.tone is None else self.tone


def _check_delay(stage: Stage) -> None:
    reference, days = stage.reference, stage.delay_days
    if reference in (StageReference.DUE_DATE, StageReference.END_OF_MONTH):
        if stage.is_early != (days < 0):
            raise PolicyError("bad_policy", "delay_days", days, "BEFORE_DUE stages, and only they, are negative")
        return
    least = 1 if reference is StageReference.BROKEN_PROMISE else 0
    if days < least:
        raise PolicyError("bad_policy", "delay_days", days, f"at least {least} when counted from {reference.value}")
    if stage.is_early and not stage.is_fixed:
        hint = "a stage before the due day counts from a day of the invoice"
        raise PolicyError("bad_policy", "reference", reference.value, hint)


def _check_before_due(stage: Stage) -> None:
    if not stage.is_early:
        if stage.minimum_probability is not None:
            hint = "only a stage before the due day depends on a probability"
            raise PolicyError("bad_policy", "minimum_probability", stage.minimum_probability, hint)
        return
    if stage.claims_penalties:
        raise PolicyError("bad_policy", "claims_penalties", stage.name, "nothing is late before the due day")
    if stage.minimum_share is not None:
        raise PolicyError("bad_policy", "minimum_share", stage.minimum_share, "nothing is late before the due day")
    if stage.statutory is not None:
        raise PolicyError("bad_policy", "statutory", stage.name, "no notice comes before one before the due day")


def _check_tone(stage: Stage, tone: StageKind) -> None:
    check_instance("tone", tone, StageKind)
    if tone is not stage.kind and (tone not in _TONES or stage.kind not in _TONES):
        hint = f"a stage {stage.kind.name} is written as what it is; only reminders after the due day have a tone"
        raise PolicyError("bad_policy", "tone", tone.name, hint)
