"""EN 16931: documents read from the dictionary of business terms; notes and the payment block written for it."""

from dunning_core.interop.en16931.notes import check_notes, write_notes
from dunning_core.interop.en16931.payment import write_payment_block
from dunning_core.interop.en16931.reading import read_invoice

__all__ = ["check_notes", "read_invoice", "write_notes", "write_payment_block"]
