"""Entries of bank statements, as a parser gives them: what came in, what was taken back, and what is left out."""

from dunning_core.interop.bank.camt import flatten_camt
from dunning_core.interop.bank.reading import read_bank_entries

__all__ = ["flatten_camt", "read_bank_entries"]
