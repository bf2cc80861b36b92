"""The tables of a small company, with all that ties accounts together and with rows that cannot be read."""

from datetime import date
from typing import Any

from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.events import BankDataUntil, Lettered, LetteredEntry, PayerIdentified
from dunning_core.interop.column_runs import ColumnRun
from dunning_core.interop.plain import to_json

DAY = date(2026, 3, 16)
RUN = ColumnRun(DAY, FR_B2B_STANDARD)


def turn(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns, with None where a row has no such cell."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _client(name: str, **cells: Any) -> dict[str, Any]:
    return {"id": name, "name": name.title(), "kind": "business", "country": "FR", "email": f"a@{name}.fr", **cells}


def _invoice(number: str, client: str, amount: str = "100.00", **cells: Any) -> dict[str, Any]:
    days = {"issued_on": "2026-01-05", "due_on": "2026-02-04"}
    return {"number": number, "client": client, "amount": amount, "currency": "EUR", **days, **cells}


def _payment(id: str, client: str | None, amount: str, **cells: Any) -> dict[str, Any]:
    received: dict[str, Any] = {"received_on": date(2026, 3, 2), "reference": ""}
    return {"id": id, "client": client, "amount": amount, "currency": "EUR", **received, **cells}


TABLES_OF_ROWS: dict[str, dict[str, list[Any]]] = {
    # BOURG pays for its sites; AVEN is known by its documents alone.
    "clients": turn(
        [
            _client("ACACIA"),
            _client("BOURG"),
            _client("SITE-1", account="BOURG"),
            _client("SITE-2", account="BOURG"),
            _client("CHENE", kind="consumer"),
            _client("DUNE", kind="a good one"),
        ]
    ),
    "invoices": turn(
        [
            _invoice("F-1", "ACACIA"),
            _invoice("F-2", "ACACIA", "250.00", due_on="2026-03-20"),
            _invoice("F-3", "SITE-1", "300.00"),
            _invoice("F-4", "SITE-2", "400.00"),
            _invoice("F-5", "CHENE", "50.00"),
            _invoice("F-6", "AVEN", "60.00"),
            _invoice("F-7", "AVEN", "70.00"),
            _invoice("F-8", "CHENE", "twelve"),
            _invoice("F-9", "ACACIA", "90.00", due_on="2026-01-01"),
            # The same twice, and one number for two accounts.
            _invoice("F-1", "ACACIA"),
            _invoice("F-10", "ACACIA", "10.00"),
            _invoice("F-10", "CHENE", "10.00"),
            # Typed twice, it seems.
            _invoice("f6", "AVEN", "60.00"),
            # Nobody can say whose it is.
            {"number": None, "client": None, "amount": "1.00", "currency": "EUR"},
        ]
    ),
    "credit_notes": turn([_invoice("A-1", "SITE-1", "30.00", corrects="F-3")]),
    "payments": turn(
        [
            _payment("P-1", "BOURG", "400.00", reference="F-4"),
            _payment("P-2", "ACACIA", "100.00", reference="F-1"),
            # Two payments from nobody known: one whose payer was recorded, one that quotes and stays where it is.
            _payment("P-8", None, "70.00", reference="VIR"),
            _payment("P-9", None, "70.00"),
        ]
    ),
    "events": turn(
        [
            {"event": "dispute", "subject": "F-5", "day": "2026-02-10", "reason": "quality"},
            {"event": "hold", "client": "SITE-1", "day": "2026-03-10", "until": "2026-04-10", "reason": "talks"},
            {"event": "payment_returned", "subject": "P-2", "day": "2026-03-05"},
            {"event": "cancelled", "subject": "F-99", "day": "2026-03-05"},
            {"event": "applause", "subject": "F-5", "day": "2026-03-05"},
        ]
    ),
    "facts": {
        "fact": [
            to_json(BankDataUntil(date(2026, 3, 15))),
            to_json(PayerIdentified("P-8", client="AVEN", identified_on=date(2026, 3, 3))),
            to_json(Lettered([LetteredEntry("P-8", "F-7", 7000, "EUR")], lettered_on=date(2026, 3, 4))),
        ]
    },
}
