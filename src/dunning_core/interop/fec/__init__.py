"""The accounting-entries file (FEC) of French companies, LPF article A47 A-1: rows in, and its letters back out."""

from dunning_core.interop.fec.reading import read_fec
from dunning_core.interop.fec.writing import write_lettering

__all__ = ["read_fec", "write_lettering"]
