"""Reference series: rates that the statutes refer to, one row per published value, with the act that sets it."""

from dunning_core.law.series.de import DE_BASE_RATE
from dunning_core.law.series.ecb import ECB_MAIN_REFINANCING, ECB_MAIN_REFINANCING_CHANGES
from dunning_core.law.series.fr import FR_LEGAL_INDIVIDUAL, FR_LEGAL_PROFESSIONAL
from dunning_core.law.series.others import (
    AT_BASE_RATE,
    AT_BASE_RATE_BY_HALF_YEAR,
    CH_DEFAULT_INTEREST,
    LU_LEGAL_RATE,
)
from dunning_core.law.series.uk import BANK_OF_ENGLAND_BASE, UK_REFERENCE_RATE

__all__ = [
    "AT_BASE_RATE",
    "AT_BASE_RATE_BY_HALF_YEAR",
    "BANK_OF_ENGLAND_BASE",
    "CH_DEFAULT_INTEREST",
    "DE_BASE_RATE",
    "ECB_MAIN_REFINANCING",
    "ECB_MAIN_REFINANCING_CHANGES",
    "FR_LEGAL_INDIVIDUAL",
    "FR_LEGAL_PROFESSIONAL",
    "LU_LEGAL_RATE",
    "UK_REFERENCE_RATE",
]
