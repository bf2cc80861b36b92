"""The German base rate (Basiszinssatz), which changes on 1 January and 1 July."""

from datetime import date

from dunning_core.law.series.building import build_series
from dunning_core.timeline import Verification

_TWO = Verification.TWO_SOURCES

#: § 247 BGB, published by the Bundesbank.
DE_BASE_RATE = build_series(
    "German base rate, by half-year",
    (
        (date(2002, 1, 1), "2.57", _TWO),
        (date(2002, 7, 1), "2.47", _TWO),
        (date(2003, 1, 1), "1.97", _TWO),
        (date(2003, 7, 1), "1.22", _TWO),
        (date(2004, 1, 1), "1.14", _TWO),
        (date(2004, 7, 1), "1.13", _TWO),
        (date(2005, 1, 1), "1.21", _TWO),
        (date(2005, 7, 1), "1.17", _TWO),
        (date(2006, 1, 1), "1.37", _TWO),
        (date(2006, 7, 1), "1.95", _TWO),
        (date(2007, 1, 1), "2.70", _TWO),
        (date(2007, 7, 1), "3.19", _TWO),
        (date(2008, 1, 1), "3.32", _TWO),
        (date(2008, 7, 1), "3.19", _TWO),
        (date(2009, 1, 1), "1.62", _TWO),
        (date(2009, 7, 1), "0.12", _TWO),
        (date(2010, 1, 1), "0.12", _TWO),
        (date(2010, 7, 1), "0.12", _TWO),
        (date(2011, 1, 1), "0.12", _TWO),
        (date(2011, 7, 1), "0.37", _TWO),
        (date(2012, 1, 1), "0.12", _TWO),
        (date(2012, 7, 1), "0.12", _TWO),
        (date(2013, 1, 1), "-0.13", _TWO),
        (date(2013, 7, 1), "-0.38", _TWO),
        (date(2014, 1, 1), "-0.63", _TWO),
        (date(2014, 7, 1), "-0.73", _TWO),
        (date(2015, 1, 1), "-0.83", _TWO),
        (date(2015, 7, 1), "-0.83", _TWO),
        (date(2016, 1, 1), "-0.83", _TWO),
        (date(2016, 7, 1), "-0.88", _TWO),
        (date(2017, 1, 1), "-0.88", _TWO),
        (date(2017, 7, 1), "-0.88", _TWO),
        (date(2018, 1, 1), "-0.88", _TWO),
        (date(2018, 7, 1), "-0.88", _TWO),
        (date(2019, 1, 1), "-0.88", _TWO),
        (date(2019, 7, 1), "-0.88", _TWO),
        (date(2020, 1, 1), "-0.88", _TWO),
        (date(2020, 7, 1), "-0.88", _TWO),
        (date(2021, 1, 1), "-0.88", _TWO),
        (date(2021, 7, 1), "-0.88", _TWO),
        (date(2022, 1, 1), "-0.88", _TWO),
        (date(2022, 7, 1), "-0.88", _TWO),
        (date(2023, 1, 1), "1.62", _TWO),
        (date(2023, 7, 1), "3.12", _TWO),
        (date(2024, 1, 1), "3.62", _TWO),
        (date(2024, 7, 1), "3.37", _TWO),
        (date(2025, 1, 1), "2.27", _TWO),
        (date(2025, 7, 1), "1.27", _TWO),
        (date(2026, 1, 1), "1.27", _TWO),
        (date(2026, 7, 1), "1.52", _TWO),
    ),
    act="Deutsche Bundesbank, Basiszinssatz nach § 247 BGB ab {start}",
    verified_until=date(2026, 12, 31),
    step_months=6,
)
