"""Dossier: the file of a claim: which exhibits its purpose asks for, which are there, missing or at odds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_instance, check_optional_date, check_text
from dunning_core._tables import Column, DataTable
from dunning_core.analysis import Chronology, trace_debts
from dunning_core.analysis.chronologies import choose_items
from dunning_core.dunning.cases import Reason
from dunning_core.dunning.debts import Debt, read_debts
from dunning_core.dunning.openings import value_at
from dunning_core.errors import InvalidValueError, Params, WrongTypeError
from dunning_core.events import StageKind
from dunning_core.law import ClientKind
from dunning_core.law.procedures import Exhibit, Procedure
from dunning_core.ledger import Account, Receivable
from dunning_core.ledger.contact import formal_notice
from dunning_core.money import Money
from dunning_core.parties import Client, Creditor

#: The columns of `Dossier.to_records()`, one row per exhibit asked for.
DOSSIER_COLUMNS = (
    Column("exhibit", "text", "code of the exhibit"),
    Column("invoice", "text", "number of the invoice that it is about; none for one about the whole file"),
    Column("state", "text", "present, recorded, missing or contradictory"),
    Column("titles", "text", "titles of what is held, joined by semicolons"),
    Column("reasons", "text", "codes of what contradicts the ledger, joined by spaces"),
)

_BASIS = (Exhibit.INVOICE,)
_PROOF = (Exhibit.CONTRACT, Exhibit.DELIVERY)
#: What a file is to hold at each stage, so that it is ready before it is needed.
STAGE_EXHIBITS: dict[StageKind, tuple[Exhibit, ...]] = {
    StageKind.BEFORE_DUE: _BASIS,
    StageKind.COURTEOUS: _BASIS,
    StageKind.FIRM: (*_PROOF, *_BASIS),
    StageKind.LAST: (*_PROOF, *_BASIS, Exhibit.STATEMENT, Exhibit.NOTICES),
    StageKind.FORMAL_NOTICE: (*_PROOF, *_BASIS, Exhibit.STATEMENT, Exhibit.NOTICES, Exhibit.IDENTITY),
    StageKind.RECOURSE: (
        *_PROOF,
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
_NOTICE = (Exhibit.FORMAL_NOTICE, Exhibit.FORMAL_NOTICE_PROOF)
_PER_INVOICE = frozenset((Exhibit.CONTRACT, Exhibit.DELIVERY, Exhibit.ACKNOWLEDGEMENT, Exhibit.INVOICE))


class ExhibitState(Enum):
    """Whether an exhibit is there: held, known from the ledger but not held, missing, or held and at odds with it."""

    PRESENT = "present"
    RECORDED = "recorded"
    MISSING = "missing"
    CONTRADICTORY = "contradictory"


def _about(given: Iterable[str]) -> tuple[str, ...]:
    return as_tuple("about", given, str)


@frozen
class HeldExhibit:
    """A paper that the caller holds: what it proves, its title, and what it says of day and amount, if known.

    `about` are numbers of invoices or ids of receivables; without any, it is about the whole file.
    """

    exhibit: Exhibit
    title: str
    about: tuple[str, ...] = field(default=(), converter=_about, kw_only=True)
    dated_on: date | None = field(default=None, kw_only=True)
    amount: Money | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_instance("exhibit", self.exhibit, Exhibit)
        check_text("title", self.title)
        check_optional_date("dated_on", self.dated_on)
        if self.amount is not None:
            check_instance("amount", self.amount, Money)


@frozen
class DossierEntry:
    """One exhibit that is asked for: of an invoice, or of the whole file (None); what is held of it, and its state."""

    exhibit: Exhibit
    invoice: str | None
    state: ExhibitState
    held: tuple[HeldExhibit, ...] = ()
    reasons: tuple[Reason, ...] = ()


@frozen
class Dossier:
    """The file of a claim on a day: the exhibits that its purpose asks for, in order, and the chronology of the debts.

    `outstanding` is what is left of the debts; `others` is what is held and not asked for; `strays` what names none of
    the debts.
    """

    day: date
    client: Client
    purpose: StageKind | Procedure
    outstanding: Money
    entries: tuple[DossierEntry, ...]
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

    def to_table(self) -> DataTable:
        """Return the same table as data frames take it: with the type of each column."""
        return DataTable.of(DOSSIER_COLUMNS, self.to_records())

    def to_columns(self) -> dict[str, list[Any]]:
        """Return the same table as one list per column."""
        return self.to_table().to_columns()


def assemble_dossier(
    account: Account,
    purpose: StageKind | Procedure,
    *,
    held: Iterable[HeldExhibit] = (),
    only: Collection[str] | None = None,
    creditor: Creditor | None = None,
) -> Dossier:
    """Return the file of what is open and late on an account, or of the receivables named by `only`.

    What a stage asks for is custom, what a procedure asks for is that of its text or of custom; a conciliation is asked
    for up to the amount below which it is tried first (CPC 750-1), counted without accessories, which is cautious. An
    acknowledgement of a debt stands for its contract and its delivery. Raises InvalidValueError for debts of several
    clients or currencies, and whatever `trace_debts` raises.
    """
    if not isinstance(purpose, StageKind | Procedure):
        raise WrongTypeError("wrong_type", "purpose", purpose, "pass a StageKind or a Procedure")
    papers = as_tuple("held", held, HeldExhibit)
    items = choose_items(account, only=only)
    client = _check_items(items)
    debts = {debt.item.id: debt for debt in read_debts(items, creditor=creditor)}
    names = {name for item in items for name in (item.id, item.invoice.number)}
    own = [paper for paper in papers if not paper.about or names.intersection(paper.about)]
    asked = _asked(purpose, items)
    entries = tuple(
        _weigh(exhibit, own, [debts[item.id] for item in group], invoice=invoice)
        for exhibit, invoice, group in _places(asked, items, own, debts)
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


def _asked(purpose: StageKind | Procedure, items: Sequence[Receivable]) -> tuple[Exhibit, ...]:
    if isinstance(purpose, StageKind):
        return STAGE_EXHIBITS[purpose]
    asked = {*purpose.exhibits, *_PROCEDURE_BASIS}
    item = items[0]
    ceiling = value_at(purpose.prior_attempt, item.day)
    if ceiling is not None and item.client.kind in purpose.prior_attempt_kinds:
        owed = Money.sum((item.outstanding for item in items), currency=item.currency)
        if ceiling.currency != owed.currency or owed <= ceiling:
            asked.add(Exhibit.PRIOR_ATTEMPT)
    return tuple(asked)


def _places(
    asked: Collection[Exhibit],
    items: Sequence[Receivable],
    own: Sequence[HeldExhibit],
    debts: Mapping[str, Debt],
) -> Iterator[tuple[Exhibit, str | None, Sequence[Receivable]]]:
    # Each invoice has its own papers; what is about the whole file stands there once.
    groups: dict[str, list[Receivable]] = {}
    for item in items:
        groups.setdefault(item.invoice.number, []).append(item)
    acknowledged = {
        number
        for number, group in groups.items()
        if any(_is_about(paper, group) for paper in own if paper.exhibit is Exhibit.ACKNOWLEDGEMENT)
        or all(Exhibit.ACKNOWLEDGEMENT in debts[item.id].evidence for item in group)
    }
    for exhibit in _ORDER:
        if exhibit in asked and exhibit not in _PER_INVOICE:
            yield exhibit, None, items
        for number, group in groups.items():
            is_replaced = number in acknowledged and exhibit in _PROOF
            replaces = exhibit is Exhibit.ACKNOWLEDGEMENT and number in acknowledged and set(_PROOF) & set(asked)
            if (exhibit in asked and exhibit in _PER_INVOICE and not is_replaced) or replaces:
                yield exhibit, number, group


def _is_about(paper: HeldExhibit, group: Sequence[Receivable]) -> bool:
    names = {name for item in group for name in (item.id, item.invoice.number)}
    return not paper.about or bool(names.intersection(paper.about))


def _weigh(exhibit: Exhibit, own: Sequence[HeldExhibit], group: Sequence[Debt], *, invoice: str | None) -> DossierEntry:
    items = [debt.item for debt in group]
    held = tuple(paper for paper in own if paper.exhibit is exhibit and _is_about(paper, items))
    reasons = tuple(dict.fromkeys(reason for paper in held for reason in _contradictions(paper, items)))
    state = ExhibitState.PRESENT
    if reasons:
        state = ExhibitState.CONTRADICTORY
    elif not held or (invoice is None and _uncovered(held, items)):
        state = ExhibitState.RECORDED if _is_recorded(exhibit, group) else ExhibitState.MISSING
    return DossierEntry(exhibit, invoice, state, held, reasons)


def _uncovered(held: Sequence[HeldExhibit], items: Sequence[Receivable]) -> bool:
    return any(not any(_is_about(paper, [item]) for paper in held) for item in items)


def _is_recorded(exhibit: Exhibit, group: Sequence[Debt]) -> bool:
    if exhibit is Exhibit.IDENTITY:
        client = group[0].item.client
        is_private = client.kind is ClientKind.CONSUMER
        return bool(client.identifiers) or (is_private and any(contact.address for contact in client.contacts))
    if exhibit is Exhibit.NOTICES:
        return all(debt.item.notices for debt in group)
    # The statement and the copy of an invoice are made from the ledger.
    return exhibit in (Exhibit.INVOICE, Exhibit.STATEMENT) or all(exhibit in debt.evidence for debt in group)


def _contradictions(paper: HeldExhibit, items: Sequence[Receivable]) -> Iterator[Reason]:
    dated_on, day = paper.dated_on, items[0].day
    if dated_on is not None and dated_on > day:
        yield Reason("exhibit.future", (("title", paper.title), ("dated_on", dated_on), ("day", day)))
        return
    yield from _wrong_amounts(paper, items)
    for item in items:
        if paper.exhibit in _NOTICE and formal_notice(item) is None:
            yield Reason("exhibit.unrecorded", (("title", paper.title), ("receivable", item.id)))
        if dated_on is not None:
            yield from _wrong_days(paper, item, dated_on)


def _wrong_days(paper: HeldExhibit, item: Receivable, dated_on: date) -> Iterator[Reason]:
    told: Params = (("title", paper.title), ("dated_on", dated_on), ("receivable", item.id))
    expected, notice, issued_on = _expected_day(paper.exhibit, item), formal_notice(item), item.invoice.issued_on
    if expected is not None and dated_on != expected:
        yield Reason("exhibit.day", (*told, ("expected", expected)))
    if paper.exhibit is Exhibit.CONTRACT and dated_on > issued_on:
        yield Reason("exhibit.after_invoice", (*told, ("issued_on", issued_on)))
    if paper.exhibit is Exhibit.FORMAL_NOTICE_PROOF and notice is not None and dated_on < notice.notice.sent_on:
        yield Reason("exhibit.before_notice", (*told, ("sent_on", notice.notice.sent_on)))


def _expected_day(exhibit: Exhibit, item: Receivable) -> date | None:
    if exhibit is Exhibit.INVOICE:
        return item.invoice.issued_on
    if exhibit is Exhibit.DELIVERY:
        return item.invoice.performed_on
    counted = formal_notice(item) if exhibit is Exhibit.FORMAL_NOTICE else None
    return None if counted is None else counted.notice.sent_on


def _wrong_amounts(paper: HeldExhibit, items: Sequence[Receivable]) -> Iterator[Reason]:
    expected = None
    if paper.exhibit is Exhibit.INVOICE and len({item.invoice.number for item in items}) == 1 and len(paper.about) < 2:
        expected = items[0].invoice.amount
    if paper.amount is not None and expected is not None and paper.amount != expected:
        told = (("title", paper.title), ("amount", paper.amount), ("expected", expected))
        yield Reason("exhibit.amount", told)
