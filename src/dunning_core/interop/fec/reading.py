"""read_fec: the clients, documents, payments and letterings that the rows of an accounting-entries file tell of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from dunning_core._checks import as_tuple, check_instance
from dunning_core.documents import CreditNote, Installment, Invoice, Payment, Refund, WriteOff, receivable_ids
from dunning_core.errors import Params, Problem
from dunning_core.events import PaymentReturned
from dunning_core.interop.cells import Row
from dunning_core.interop.fec.entries import Nature, group_lines
from dunning_core.interop.fec.groups import (
    Groups,
    find_groups,
    group_key,
    hold_transferred,
    match_returns,
    record_codes,
    side_name,
)
from dunning_core.interop.fec.lines import Line, Lines, read_lines
from dunning_core.interop.fec.pieces import Gathered, Piece, gather_pieces
from dunning_core.interop.reading import Read
from dunning_core.law import ClientKind
from dunning_core.ledger.books import Document, Fact
from dunning_core.money import Money
from dunning_core.parties import Client, check_country
from dunning_core.terms import PaymentTerms


@frozen
class Export:
    """The rows of a FEC, understood: lines, pieces, groups, what came back; the same whatever the terms and clients.

    `returns` gives, by the name of what was paid out, the payment or credit note that it undoes.
    """

    lines: Lines
    gathered: Gathered
    groups: Groups
    returns: Mapping[str, Piece]
    problems: tuple[Problem, ...]
    _owed: Mapping[tuple[str, str, str], Sequence[Piece]] = field(alias="owed")

    def owed_by_piece(self, piece: Piece) -> Sequence[Piece]:
        """Return what is owed by the client of a piece under the same reference (PieceRef), in its currency."""
        return self._owed.get(_piece_key(piece), ()) if piece.first.piece else ()


def read_export(rows: Iterable[Row]) -> Export:
    """Return what the rows of a FEC tell, by their order of columns and rows alone whatever it is."""
    read = read_lines(rows)
    entries, problems = group_lines(read.lines)
    gathered = gather_pieces(read.lines, entries)
    groups = find_groups(gathered)
    returns = match_returns(gathered.pieces, groups)
    told = [*read.problems, *problems, *_tell_lines(read.lines)]
    told += _tell_days("fec.opening.repeated", gathered.years.repeated)
    told += _tell_days("fec.closing.left_out", gathered.years.closed)
    owed: dict[tuple[str, str, str], list[Piece]] = {}
    for piece in gathered.pieces:
        if piece.is_debit:
            owed.setdefault(_piece_key(piece), []).append(piece)
    return Export(read, gathered, groups, returns, tuple(told), owed)


def _piece_key(piece: Piece) -> tuple[str, str, str]:
    return piece.client, piece.first.currency, piece.first.piece


def read_fec(
    rows: Iterable[Row],
    terms: PaymentTerms | None = None,
    *,
    clients: Sequence[Client] | None = None,
    kind: ClientKind | None = None,
    country: str | None = None,
) -> Read[Fact]:
    """Return the facts that the rows of an accounting-entries file (FEC, LPF article A47 A-1) tell of its clients.

    The rows are those of `csv.DictReader`, with Debit and Credit or Montant and Sens. Read are the accounts 411, 413
    and 416; what a line is follows from its sense and from the accounts on the other side. Letters are kept as a
    person's lettering. A FEC holds no due day, kind or country: `terms` give the first to invoices whose client has
    none of his own, `clients` are known by their auxiliary account, and `kind` and `country` are those of all others;
    a client of no known kind is chased without penalties.

    >>> sale = {"JournalCode": "VE", "JournalLib": "Ventes", "EcritureNum": "1", "EcritureDate": "20260105",
    ...         "CompteNum": "411000", "CompAuxNum": "ACME", "PieceRef": "F-101", "Debit": "1200,00", "Credit": "0,00"}
    >>> turnover = {**sale, "CompteNum": "701000", "CompAuxNum": "", "Debit": "0,00", "Credit": "1200,00"}
    >>> read_fec([sale, turnover], PaymentTerms.net(30)).values[1].amount
    Money('1200.00', 'EUR')
    """
    if terms is not None:
        check_instance("terms", terms, PaymentTerms)
    if kind is not None:
        check_instance("kind", kind, ClientKind)
    check_country(country)
    known = {client.id: client for client in as_tuple("clients", clients or (), Client)}
    export = read_export(rows)
    pieces = export.gathered.pieces
    missing = Client("-", kind or ClientKind.UNKNOWN, "-", country)
    debtors = dict(_find_clients(export.lines.lines, known, missing))
    returned = {side_name(name, is_debit=True) for name in export.returns}
    returned |= {side_name(piece.name, is_debit=False) for piece in export.returns.values()}
    holds, untied = hold_transferred(export.gathered, export.groups, returned=returned)
    named = {piece.client for piece in pieces} | {one.lines[0].client for one in export.gathered.transfers}
    values: list[Fact] = [debtors[name] for name in sorted(named)]
    values += (_make_fact(piece, export, client=debtors[piece.client], terms=terms) for piece in pieces)
    values += record_codes(export.groups, returned)
    values += holds
    problems = (*export.problems, *untied, *_tell_pieces(export, debtors, terms))
    return Read(tuple(values), problems, tuple(export.lines.columns.items()))


def _find_clients(lines: Sequence[Line], known: Mapping[str, Client], other: Client) -> Iterator[tuple[str, Client]]:
    # The newest name is the one that stands; two of one day are taken in the order of the alphabet.
    for line in sorted((line for line in lines if line.is_of_client), key=lambda line: (line.day, line.name)):
        own = Client(line.client, other.kind, line.name or line.client, other.country)
        yield line.client, known.get(line.client, own)


def _make_fact(
    piece: Piece, export: Export, *, client: Client, terms: PaymentTerms | None
) -> Document | PaymentReturned:
    if piece.is_debit:
        back = export.returns.get(piece.name)
        return _make_invoice(piece, client, terms=terms) if back is None else _make_return(piece, back)
    amount = Money.from_minor(piece.minor, piece.first.currency)
    if piece.nature is Nature.PAYMENT:
        text = " ".join(dict.fromkeys(filter(None, (piece.first.label, piece.first.piece))))
        return Payment(
            piece.name, client=client.id, amount=amount, received_on=piece.day, reference=text, means=piece.means
        )
    lost = _find_lost(piece, export) if piece.nature is Nature.LOSS else None
    if lost is not None:
        return WriteOff(piece.name, client=client.id, amount=amount, written_off_on=piece.day, writes_off=lost)
    corrected = _find_corrected(piece, export) if piece.nature is Nature.CREDIT_NOTE else None
    return CreditNote(piece.name, client=client.id, amount=amount, issued_on=piece.day, corrects=corrected)


def _make_invoice(piece: Piece, client: Client, *, terms: PaymentTerms | None) -> Invoice:
    line = piece.first
    amount = Money.from_minor(piece.minor, line.currency)
    due_on = None if line.due_on is None or line.is_retention else max(line.due_on, piece.day)
    own_terms = due_on is not None or client.terms is not None or line.is_retention
    invoice = Invoice(
        piece.name,
        client=client.id,
        amount=amount,
        issued_on=piece.day,
        due_on=due_on,
        terms=None if own_terms else terms,
        payment_reference=line.document if line.document not in ("", piece.name) else None,
        order_reference=line.piece if line.piece and line.is_named_by_entry else None,
    )
    if line.is_retention:
        return evolve(invoice, installments=(Installment(due_on=None, amount=amount, is_retention=True),))
    return invoice


def _make_return(piece: Piece, back: Piece) -> Refund | PaymentReturned:
    if back.nature is Nature.PAYMENT:
        return PaymentReturned(back.name, returned_on=piece.day)
    amount = Money.from_minor(piece.minor, piece.first.currency)
    return Refund(piece.name, client=piece.client, amount=amount, refunded_on=piece.day, refunds=back.name)


def _find_lost(piece: Piece, export: Export) -> str | None:
    """Return what a loss is about, by its letters or else by its piece, when that is one thing."""
    together = {one.name for line in piece.lines for one in export.groups.pieces(line) if one.is_debit}
    names = together or {one.name for one in export.owed_by_piece(piece)}
    return receivable_ids(names.pop(), 1)[0] if len(names) == 1 else None


def _find_corrected(piece: Piece, export: Export) -> str | None:
    """Return the invoice whose piece a credit note bears, when there is one and no letters say anything else."""
    same = export.owed_by_piece(piece)
    is_free = all(group_key(line) is None for line in piece.lines)
    return same[0].name if is_free and len(same) == 1 and same[0].nature is Nature.INVOICE else None


def _tell_lines(lines: Sequence[Line]) -> Iterator[Problem]:
    anonymous: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.is_of_client and line.minor and line.is_anonymous:
            anonymous.setdefault((line.account, line.currency), []).append(line)
        if line.is_of_client and line.code and group_key(line) is None:
            params: Params = (("row", line.number), ("value", line.code))
            yield Problem("fec.code.unreadable", f"row {line.number}", path="EcritureLet", params=params)
    for (account, currency), own in sorted(anonymous.items()):
        params = (("account", account), ("rows", len(own)), ("amount", _sum(own, currency)))
        yield Problem("fec.auxiliary.missing", account, path="CompAuxNum", params=params)


def _tell_days(code: str, lines: Sequence[Line]) -> Iterator[Problem]:
    by_day: dict[tuple[Any, str, str], list[Line]] = {}
    for line in lines:
        by_day.setdefault((line.day, line.journal, line.currency), []).append(line)
    for (day, journal, currency), own in sorted(by_day.items()):
        params = (("journal", journal), ("day", day), ("rows", len(own)), ("amount", _sum(own, currency)))
        yield Problem(code, journal, path="JournalCode", params=params)


def _tell_pieces(export: Export, clients: Mapping[str, Client], terms: PaymentTerms | None) -> Iterator[Problem]:
    undue: dict[tuple[str, str], int] = {}
    for piece in export.gathered.pieces:
        line = piece.first
        if not piece.is_debit or piece.name in export.returns:
            continue
        amount = Money.from_minor(piece.minor, line.currency)
        if piece.nature is Nature.MONEY_OUT:
            params: Params = (("client", piece.client), ("amount", amount), ("day", piece.day))
            yield Problem("fec.money_out.unexplained", piece.name, path="Debit", params=params)
        if line.due_on is not None and line.due_on < piece.day and not line.is_retention:
            column = export.lines.columns["due_on"]
            late = (("row", line.number), ("column", column), ("value", line.due_on), ("issued_on", piece.day))
            yield Problem("row.due_on.before_issue", f"row {line.number}", path=column, params=late)
        has_day = terms is not None or clients[piece.client].terms is not None or line.due_on is not None
        if not has_day and not line.is_retention:
            key = (piece.client, line.currency)
            undue[key] = undue.get(key, 0) + piece.minor
    for (client, currency), minor in sorted(undue.items()):
        params = (("client", client), ("amount", Money.from_minor(minor, currency)))
        yield Problem("fec.terms.missing", client, path="terms", params=params)


def _sum(lines: Iterable[Line], currency: str) -> Money:
    return Money.from_minor(sum(line.minor for line in lines), currency)
