"""Dossier: the file of a claim: which exhibits its purpose asks for, which are there, missing or at odds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from attrs import field, frozen

from dunning_core._checks import as_tuple, show_count
from dunning_core._tables import Column, Tabular
from dunning_core.analysis import Chronology, trace_debts
from dunning_core.analysis.chronologies import choose_items
from dunning_core.dunning.cases import Reason
from dunning_core.dunning.contradictions import find_contradictions
from dunning_core.dunning.debts import Debt, read_debts
from dunning_core.dunning.file_purposes import PROOF, Purpose, list_exhibits
from dunning_core.dunning.held_exhibits import HeldExhibit
from dunning_core.errors import DunningError, InvalidValueError, WrongTypeError
from dunning_core.events import Channel, NoticeSent, StageKind
from dunning_core.law import ClientKind
from dunning_core.law.procedures import Exhibit
from dunning_core.ledger import Account, Receivable
from dunning_core.money import Money
from dunning_core.parties import Client, Creditor
from dunning_core.penalties import state_claim

#: The columns of `Dossier.to_records()`, one row per exhibit asked for.
DOSSIER_COLUMNS = (
    Column("exhibit", "text", "code of the exhibit"),
    Column("invoice", "text", "number of the invoice that it is about; none for one about the whole file"),
    Column("state", "text", "present, recorded, missing or contradictory"),
    Column("titles", "text", "titles of what is held, joined by semicolons"),
    Column("reasons", "text", "codes of what contradicts the ledger, joined by spaces"),
)

#: In the order in which a judge reads them: what was agreed, done, invoiced, asked for, and by whom it is owed.
_ORDER = (
    Exhibit.IDENTITY,
    Exhibit.CONTRACT,
    Exhibit.DELIVERY,
    Exhibit.ACKNOWLEDGEMENT,
    Exhibit.INVOICE,
    Exhibit.STATEMENT,
    Exhibit.NOTICES,
    Exhibit.FORMAL_NOTICE,
    Exhibit.FORMAL_NOTICE_PROOF,
    Exhibit.PRIOR_ATTEMPT,
    Exhibit.CORRESPONDENCE,
)
_PER_INVOICE = frozenset((Exhibit.CONTRACT, Exhibit.DELIVERY, Exhibit.ACKNOWLEDGEMENT, Exhibit.INVOICE))


class ExhibitState(Enum):
    """Whether an exhibit is there: held, known from the ledger but not held, missing, or held and at odds with it."""

    PRESENT = "present"
    RECORDED = "recorded"
    MISSING = "missing"
    CONTRADICTORY = "contradictory"


@frozen
class DossierEntry:
    """One exhibit that is asked for: of an invoice, or of the whole file (None); what is held of it, and its state."""

    exhibit: Exhibit
    invoice: str | None
    state: ExhibitState
    held: tuple[HeldExhibit, ...] = ()
    reasons: tuple[Reason, ...] = ()


@frozen
class Dossier(Tabular):
    """The file of a claim on a day: the exhibits that its purpose asks for, in order, and the chronology of the debts.

    `outstanding` is what is left of the debts; `others` is what is held and not asked for; `strays` what names none of
    the debts.
    """

    _columns = DOSSIER_COLUMNS

    day: date
    client: Client
    purpose: Purpose
    outstanding: Money
    entries: tuple[DossierEntry, ...] = field(repr=show_count)
    chronology: Chronology
    others: tuple[HeldExhibit, ...] = ()
    strays: tuple[HeldExhibit, ...] = ()

    @property
    def missing(self) -> tuple[DossierEntry, ...]:
        """Return what is still to be put in: missing, or known and not held."""
        return tuple(entry for entry in self.entries if entry.state in (ExhibitState.MISSING, ExhibitState.RECORDED))

    @property
    def contradictory(self) -> tuple[DossierEntry, ...]:
        """Return what is held and at odds with the ledger."""
        return tuple(entry for entry in self.entries if entry.state is ExhibitState.CONTRADICTORY)

    @property
    def is_complete(self) -> bool:
        """Return whether all that is asked for is there, and nothing of it is at odds with the ledger."""
        return all(entry.state is ExhibitState.PRESENT for entry in self.entries)

    @property
    def contents(self) -> tuple[HeldExhibit, ...]:
        """Return what is held, each paper once, in the order of the file: the table of its contents."""
        asked = (paper for entry in self.entries for paper in entry.held)
        return tuple(dict.fromkeys((*asked, *self.others)))

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dict per exhibit asked for, by the names of DOSSIER_COLUMNS."""
        return [
            {
                "exhibit": entry.exhibit.value,
                "invoice": entry.invoice,
                "state": entry.state.value,
                "titles": "; ".join(paper.title for paper in entry.held),
                "reasons": " ".join(reason.code for reason in entry.reasons),
            }
            for entry in self.entries
        ]


def assemble_dossier(
    account: Account,
    purpose: Purpose,
    *,
    held: Iterable[HeldExhibit] = (),
    only: Collection[str] | None = None,
    creditor: Creditor | None = None,
) -> Dossier:
    """Return the file of what is open and late on an account, or of the receivables named by `only`.

    What a stage asks for is custom, what a procedure asks for is that of its text or of custom; a FilePurpose asks for
    what you say. A conciliation is asked for up to the amount below which it is tried first (CPC 750-1), counted
    without accessories, which is cautious. An acknowledgement of a debt stands for its contract and its delivery.
    Reminders are there when those of each day on record are, or one paper that bears no day. Raises InvalidValueError
    for debts of several clients or currencies, and whatever `trace_debts` raises.
    """
    if not isinstance(purpose, Purpose):
        raise WrongTypeError("wrong_type", "purpose", purpose, "pass a StageKind, a Procedure or a FilePurpose")
    papers = as_tuple("held", held, HeldExhibit)
    items = choose_items(account, only=only)
    client = _check_items(items)
    debts = {debt.item.id: debt for debt in read_debts(items, creditor=creditor)}
    own = [paper for paper in papers if any(paper.is_about(item) for item in items)]
    claimed = _claimed(account, items, own, creditor)
    entries = tuple(
        _weigh(place, own, [debts[item.id] for item in place.items], claimed=claimed)
        for place in _places(list_exhibits(purpose, items), items, own, debts)
    )
    used = {paper for entry in entries for paper in entry.held}
    others = tuple(paper for paper in own if paper not in used)
    strays = tuple(paper for paper in papers if paper not in own)
    chronology = trace_debts(account, only=[item.id for item in items])
    owed = Money.sum((item.outstanding for item in items), currency=items[0].currency)
    return Dossier(account.day, client, purpose, owed, entries, chronology, others, strays)


def _check_items(items: Sequence[Receivable]) -> Client:
    for what, values in (
        ("client", sorted({item.client.id for item in items})),
        ("currency", sorted({item.currency for item in items})),
    ):
        if len(values) > 1:
            hint = f"a file is about one {what}: name its receivables"
            raise InvalidValueError(f"several_{what}", "only", ", ".join(values), hint)
    return items[0].client


def _claimed(
    account: Account, items: Sequence[Receivable], papers: Sequence[HeldExhibit], creditor: Creditor | None
) -> tuple[Money, ...]:
    # What a statement may say: what is left of the debts, or what is claimed of them where the law is known.
    if not any(paper.exhibit is Exhibit.STATEMENT and paper.amount is not None for paper in papers):
        return ()
    try:
        totals = state_claim(account, creditor=creditor, only=[item.id for item in items]).grand_totals
    except DunningError:
        return ()
    return (Money.sum((item.outstanding for item in items), currency=items[0].currency), *totals)


@frozen
class _Place:
    """Where an exhibit stands in a file: for one invoice, or for the whole of it, and the debts that it is about."""

    exhibit: Exhibit
    invoice: str | None
    items: tuple[Receivable, ...]


def _places(
    asked: Collection[Exhibit],
    items: Sequence[Receivable],
    own: Sequence[HeldExhibit],
    debts: Mapping[str, Debt],
) -> Iterator[_Place]:
    # Each invoice has its own papers; what is about the whole file stands there once.
    groups: dict[str, list[Receivable]] = {}
    for item in items:
        groups.setdefault(item.invoice.number, []).append(item)
    papers = [paper for paper in own if paper.exhibit is Exhibit.ACKNOWLEDGEMENT]
    acknowledged = {
        number
        for number, group in groups.items()
        if any(paper.is_about(item) for paper in papers for item in group)
        or all(Exhibit.ACKNOWLEDGEMENT in debts[item.id].evidence for item in group)
    }
    for exhibit in _ORDER:
        if exhibit in asked and exhibit not in _PER_INVOICE:
            yield _Place(exhibit, None, tuple(items))
        for number, group in groups.items():
            is_replaced = number in acknowledged and exhibit in PROOF
            replaces = exhibit is Exhibit.ACKNOWLEDGEMENT and number in acknowledged and set(PROOF) & set(asked)
            if (exhibit in asked and exhibit in _PER_INVOICE and not is_replaced) or replaces:
                yield _Place(exhibit, number, tuple(group))


def _weigh(
    place: _Place, own: Sequence[HeldExhibit], group: Sequence[Debt], *, claimed: Sequence[Money]
) -> DossierEntry:
    exhibit, items = place.exhibit, place.items
    held = tuple(paper for paper in own if paper.exhibit is exhibit and any(map(paper.is_about, items)))
    found = (
        find_contradictions(paper, [item for item in items if paper.is_about(item)], claimed=claimed) for paper in held
    )
    reasons = tuple(dict.fromkeys(reason for one in found for reason in one))
    state = ExhibitState.PRESENT
    if reasons:
        state = ExhibitState.CONTRADICTORY
    elif not held or (place.invoice is None and _lacks(exhibit, held, items)):
        state = ExhibitState.RECORDED if _is_recorded(exhibit, group) else ExhibitState.MISSING
    return DossierEntry(exhibit, place.invoice, state, held, reasons)


def _lacks(exhibit: Exhibit, held: Sequence[HeldExhibit], items: Sequence[Receivable]) -> bool:
    # A debt that none of the papers is about, or a reminder on record that none of them is.
    for item in items:
        own = [paper for paper in held if paper.is_about(item)]
        days = {paper.dated_on for paper in own}
        sent = {notice.sent_on for notice in item.notices if exhibit is Exhibit.NOTICES and _is_written(notice)}
        if not own or (None not in days and not sent <= days):
            return True
    return False


def _is_written(notice: NoticeSent) -> bool:
    # A call leaves no paper, and a formal notice is an exhibit of its own.
    return notice.channel is not Channel.PHONE and notice.kind < StageKind.FORMAL_NOTICE


def _is_recorded(exhibit: Exhibit, group: Sequence[Debt]) -> bool:
    if exhibit is Exhibit.IDENTITY:
        client = group[0].item.client
        is_private = client.kind is ClientKind.CONSUMER
        return bool(client.identifiers) or (is_private and any(contact.address for contact in client.contacts))
    if exhibit is Exhibit.NOTICES:
        return all(debt.item.notices for debt in group)
    # The statement and the copy of an invoice are made from the ledger.
    return exhibit in (Exhibit.INVOICE, Exhibit.STATEMENT) or all(exhibit in debt.evidence for debt in group)
