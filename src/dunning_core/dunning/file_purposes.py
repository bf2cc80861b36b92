"""What a file is for: a stage, a procedure, or a purpose of your own; and which exhibits each of them asks for."""

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_text
from dunning_core.dunning.openings import value_at
from dunning_core.errors import InvalidValueError
from dunning_core.events import StageKind
from dunning_core.law.procedures import Exhibit, Procedure
from dunning_core.ledger import Receivable
from dunning_core.money import Money

_BASIS = (Exhibit.INVOICE,)
#: What an acknowledgement of the debt stands for.
PROOF = (Exhibit.CONTRACT, Exhibit.DELIVERY)
#: What a file is to hold at each stage, so that it is ready before it is needed.
STAGE_EXHIBITS: dict[StageKind, tuple[Exhibit, ...]] = {
    StageKind.BEFORE_DUE: _BASIS,
    StageKind.COURTEOUS: _BASIS,
    StageKind.FIRM: (*PROOF, *_BASIS),
    StageKind.LAST: (*PROOF, *_BASIS, Exhibit.STATEMENT, Exhibit.NOTICES),
    StageKind.FORMAL_NOTICE: (*PROOF, *_BASIS, Exhibit.STATEMENT, Exhibit.NOTICES, Exhibit.IDENTITY),
    StageKind.RECOURSE: (
        *PROOF,
        *_BASIS,
        Exhibit.STATEMENT,
        Exhibit.NOTICES,
        Exhibit.FORMAL_NOTICE,
        Exhibit.FORMAL_NOTICE_PROOF,
        Exhibit.IDENTITY,
        Exhibit.CORRESPONDENCE,
    ),
}
_PROCEDURE_BASIS = (Exhibit.INVOICE, Exhibit.STATEMENT, Exhibit.NOTICES, Exhibit.CORRESPONDENCE)


def _exhibits(given: Iterable[Exhibit]) -> tuple[Exhibit, ...]:
    return as_tuple("exhibits", given, Exhibit)


@frozen
class FilePurpose:
    """A purpose of your own, such as a credit insurer: its name, and the exhibits that he asks for."""

    name: str
    exhibits: tuple[Exhibit, ...] = field(converter=_exhibits)

    def __attrs_post_init__(self) -> None:
        check_text("name", self.name)
        if not self.exhibits:
            raise InvalidValueError("empty", "exhibits", self.exhibits, "name at least one exhibit")


#: What a file is for.
Purpose = StageKind | Procedure | FilePurpose


def list_exhibits(purpose: Purpose, items: Sequence[Receivable]) -> tuple[Exhibit, ...]:
    """Return the exhibits that a purpose asks for about some debts, in no order."""
    if isinstance(purpose, StageKind):
        return STAGE_EXHIBITS[purpose]
    if isinstance(purpose, FilePurpose):
        return purpose.exhibits
    asked = {*purpose.exhibits, *_PROCEDURE_BASIS}
    item = items[0]
    ceiling = value_at(purpose.prior_attempt, item.day)
    if ceiling is not None and item.client.kind in purpose.prior_attempt_kinds:
        owed = Money.sum((item.outstanding for item in items), currency=item.currency)
        if ceiling.currency != owed.currency or owed <= ceiling:
            asked.add(Exhibit.PRIOR_ATTEMPT)
    return tuple(asked)
