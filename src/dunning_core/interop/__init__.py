"""Plain data in and out: rows of any source read into values, with a Problem for each defect."""

from dunning_core.interop.fields import FieldMap
from dunning_core.interop.rows import Read, read_clients, read_invoices, read_payments

__all__ = ["FieldMap", "Read", "read_clients", "read_invoices", "read_payments"]
