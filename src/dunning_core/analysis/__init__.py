"""Readings of a snapshot for the people who run the receivables: the aged balance."""

from dunning_core.analysis.aging import STANDARD_EDGES, AgedBalance, AgedBucket, age

__all__ = ["STANDARD_EDGES", "AgedBalance", "AgedBucket", "age"]
