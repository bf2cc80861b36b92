"""Accounting-entries files (FEC) for tests, composed after LPF article A47 A-1 as several programs would write them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

HEADER = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|"
    "EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise"
)
COLUMNS = HEADER.split("|")
JOURNALS = {
    "VE": "Journal des ventes",
    "BQ": "Banque Populaire",
    "CH": "Chèques à encaisser",
    "OD": "Opérations diverses",
    "AN": "À-nouveaux",
    "EF": "Effets à recevoir",
}
TITLES = {"411": "Clients", "413": "Clients - effets à recevoir", "416": "Clients douteux ou litigieux"}

Row = dict[str, str]


@frozen
class Leg:
    """One line of an entry: an account, an amount in cents that is above zero for a debit, and what stands beside."""

    account: str
    cents: int
    client: str = ""
    piece: str = ""
    label: str = ""
    code: str = ""
    lettered_on: str = ""
    foreign: tuple[str, str] = ("", "")
    piece_on: date | None = None


def _legs(given: Iterable[Leg]) -> tuple[Leg, ...]:
    return tuple(given)


@frozen
class Entry:
    """What was booked together in a journal on a day."""

    journal: str
    number: str
    on: date
    legs: tuple[Leg, ...] = field(converter=_legs)


@frozen
class Habits:
    """How a program writes its file: where clients stand, how amounts are written."""

    has_auxiliary: bool = True
    has_sense: bool = False
    decimal: str = ","
    numbers_rows: bool = False
    accounts_width: int = 6


def amount(cents: int, mark: str = ",") -> str:
    return f"{cents // 100}{mark}{cents % 100:02d}"


def compose(entries: Iterable[Entry], habits: Habits | None = None) -> list[Row]:
    """The rows of entries, as a program of these habits writes them."""
    own = habits or Habits()
    rows: list[Row] = []
    for entry in entries:
        for leg in entry.legs:
            row = compose_row(entry, leg, own)
            if own.numbers_rows:
                row["EcritureNum"] = str(len(rows) + 1)
            rows.append(row)
    return rows


def compose_row(entry: Entry, leg: Leg, habits: Habits) -> Row:
    account, auxiliary = leg.account.ljust(habits.accounts_width, "0"), ""
    if leg.client and habits.has_auxiliary:
        auxiliary = leg.client
    elif leg.client:
        account = leg.account + leg.client
    name = f"Société {leg.client.title()}" if leg.client else ""
    cells = (
        entry.journal,
        JOURNALS.get(entry.journal, entry.journal),
        entry.number,
        f"{entry.on:%Y%m%d}",
        account,
        name if name and not auxiliary else TITLES.get(leg.account[:3], f"Compte {leg.account}"),
        auxiliary,
        name if auxiliary else "",
        leg.piece,
        f"{leg.piece_on or entry.on:%Y%m%d}",
        leg.label,
        amount(max(0, leg.cents), habits.decimal),
        amount(max(0, -leg.cents), habits.decimal),
        leg.code,
        leg.lettered_on,
        f"{entry.on:%Y%m%d}",
        leg.foreign[0].replace(",", habits.decimal),
        leg.foreign[1],
    )
    row = dict(zip(COLUMNS, cells, strict=True))
    if habits.has_sense:
        row = {name: cell for name, cell in row.items() if name not in ("Debit", "Credit")}
        row |= {"Montant": amount(abs(leg.cents), habits.decimal), "Sens": "D" if leg.cents > 0 else "C"}
    return row


def sale(
    number: str, on: date, client: str, cents: int, *, entry: str = "", root: str = "411", **details: Any
) -> Entry:
    """An invoice with its turnover and its VAT at 20 %; a credit note when the amount is below zero."""
    vat = cents - round(cents / 1.2)
    label = f"{'Avoir' if cents < 0 else 'Facture'} {number}"
    legs = [
        Leg(root, cents, client, number, label),
        Leg("707", vat - cents, "", number),
        Leg("44571", -vat, "", number),
    ]
    return Entry("VE", entry or number, on, [evolve(legs[0], **details), *legs[1:]])


def receipt(number: str, on: date, client: str, cents: int, *, label: str = "", **details: Any) -> Entry:
    """Money that came in, or went out again when the amount is below zero."""
    journal, bank, root = (
        details.pop(name, usual) for name, usual in (("journal", "BQ"), ("bank", "512"), ("root", "411"))
    )
    own = evolve(Leg(root, -cents, client, "", label), **details)
    return Entry(journal, number, on, [Leg(bank, cents, "", own.piece, label), own])


def transfer(number: str, on: date, client: str, cents: int, **codes: str) -> Entry:
    """An amount moved from one account of a client to another; codes by `source` and `target`, as `411:AA`."""
    source, _, source_code = codes.get("source", "411").partition(":")
    target, _, target_code = codes.get("target", "413").partition(":")
    legs = [Leg(source, -cents, client, "", "", source_code), Leg(target, cents, client, "", "", target_code)]
    return Entry("OD", number, on, legs)
