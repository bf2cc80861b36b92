"""Plain data in and out: rows of any source read into values, with a Problem for each defect."""

from dunning_core.interop.detecting import Evidence
from dunning_core.interop.exporting import escape_formulas
from dunning_core.interop.fields import FieldMap
from dunning_core.interop.reading import Read
from dunning_core.interop.rows import read_clients, read_credit_notes, read_events, read_invoices, read_payments
from dunning_core.interop.streaming import AccountRows, SortedRows, iter_ledgers
from dunning_core.notices.payment_code import make_payment_code

__all__ = [
    "AccountRows",
    "Evidence",
    "FieldMap",
    "Read",
    "SortedRows",
    "escape_formulas",
    "iter_ledgers",
    "make_payment_code",
    "read_clients",
    "read_credit_notes",
    "read_events",
    "read_invoices",
    "read_payments",
]
