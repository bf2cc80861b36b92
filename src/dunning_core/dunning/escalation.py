"""Escalation: when the person in charge of a client, on the creditor's side, is told of an action."""

from attrs import frozen

from dunning_core._checks import check_count, check_instance
from dunning_core.errors import PolicyError
from dunning_core.events import StageKind
from dunning_core.money import Money


@frozen(kw_only=True)
class Escalation:
    """From when on the owner of a client is told: a kind of stage, an amount asked for, a number of broken promises.

    Any one of them is enough; equal is enough. The notice still goes to the client: the owner is told beside it.
    Raises PolicyError when none is given.
    """

    kind: StageKind | None = None
    minimum: Money | None = None
    broken_promises: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.kind is not None:
            check_instance("kind", self.kind, StageKind)
        if self.minimum is not None:
            check_instance("minimum", self.minimum, Money)
            if self.minimum.minor <= 0:
                raise PolicyError("bad_policy", "minimum", self.minimum, "give an amount above zero")
        if self.broken_promises is not None:
            check_count("broken_promises", self.broken_promises, lowest=1)
        if (self.kind, self.minimum, self.broken_promises) == (None, None, None):
            raise PolicyError("bad_policy", "kind", None, "give a kind, a minimum or a number of broken promises")
