"""The French legal rate of interest (taux de l'intérêt légal): one a year to 2014, two columns by half-year since."""

from datetime import date

from dunning_core.law.series.building import build_series, follow
from dunning_core.timeline import Verification

_TWO, _ONE = Verification.TWO_SOURCES, Verification.ONE_SOURCE

_SINGLE = build_series(
    "French legal rate, single",
    (
        (date(1990, 1, 1), "9.36", _TWO),
        (date(1991, 1, 1), "10.26", _TWO),
        (date(1992, 1, 1), "9.69", _TWO),
        (date(1993, 1, 1), "10.40", _TWO),
        (date(1994, 1, 1), "8.40", _TWO),
        (date(1995, 1, 1), "5.82", _TWO),
        (date(1996, 1, 1), "6.65", _TWO),
        (date(1997, 1, 1), "3.87", _TWO),
        (date(1998, 1, 1), "3.36", _TWO),
        (date(1999, 1, 1), "3.47", _TWO),
        (date(2000, 1, 1), "2.74", _TWO),
        (date(2001, 1, 1), "4.26", _TWO),
        (date(2002, 1, 1), "4.26", _TWO),
        (date(2003, 1, 1), "3.29", _TWO),
        (date(2004, 1, 1), "2.27", _TWO),
        (date(2005, 1, 1), "2.05", _TWO),
        (date(2006, 1, 1), "2.11", _TWO),
        (date(2007, 1, 1), "2.95", _TWO),
        (date(2008, 1, 1), "3.99", _TWO),
        (date(2009, 1, 1), "3.79", _TWO),
        (date(2010, 1, 1), "0.65", _TWO),
        (date(2011, 1, 1), "0.38", _TWO),
        (date(2012, 1, 1), "0.71", _TWO),
        (date(2013, 1, 1), "0.04", _TWO),
        (date(2014, 1, 1), "0.04", _TWO),
    ),
    act="décret fixant le taux de l'intérêt légal, en vigueur le {start}",
    verified_until=date(2014, 12, 31),
)

_BY_COLUMN = "arrêté fixant le taux de l'intérêt légal, semestre ouvert le {start}"

#: For the claims of professional creditors, whoever the debtor is (C. mon. fin. L313-2, D313-1-A).
FR_LEGAL_PROFESSIONAL = follow(
    _SINGLE,
    build_series(
        "French legal rate, professional creditors",
        (
            (date(2015, 1, 1), "0.93", _ONE),
            (date(2015, 7, 1), "0.99", _TWO, "arrêté du 24 juin 2015"),
            (date(2016, 1, 1), "1.01", _TWO, "arrêté du 23 décembre 2015"),
            (date(2016, 7, 1), "0.93", _ONE),
            (date(2017, 1, 1), "0.90", _ONE),
            (date(2017, 7, 1), "0.90", _TWO, "arrêté du 26 juin 2017"),
            (date(2018, 1, 1), "0.89", _TWO, "arrêté du 28 décembre 2017"),
            (date(2018, 7, 1), "0.88", _TWO, "arrêté du 27 juin 2018"),
            (date(2019, 1, 1), "0.86", _TWO, "arrêté du 21 décembre 2018"),
            (date(2019, 7, 1), "0.87", _ONE, "arrêté du 26 juin 2019"),
            (date(2020, 1, 1), "0.87", _ONE),
            (date(2020, 7, 1), "0.84", _ONE),
            (date(2021, 1, 1), "0.79", _TWO),
            (date(2021, 7, 1), "0.76", _TWO),
            (date(2022, 1, 1), "0.76", _TWO),
            (date(2022, 7, 1), "0.77", _TWO),
            (date(2023, 1, 1), "2.06", _TWO),
            (date(2023, 7, 1), "4.22", _TWO, "arrêté du 27 juin 2023"),
            (date(2024, 1, 1), "5.07", _TWO),
            (date(2024, 7, 1), "4.92", _TWO),
            (date(2025, 1, 1), "3.71", _TWO),
            (date(2025, 7, 1), "2.76", _TWO),
            (date(2026, 1, 1), "2.62", _TWO, "arrêté du 15 décembre 2025 (JO du 26 décembre 2025)"),
            (date(2026, 7, 1), "2.75", _TWO),
        ),
        act=_BY_COLUMN,
        verified_until=date(2026, 12, 31),
        step_months=6,
    ),
)

#: For the claims of natural persons who do not act for professional needs (C. mon. fin. L313-2, D313-1-A).
FR_LEGAL_INDIVIDUAL = follow(
    _SINGLE,
    build_series(
        "French legal rate, individual creditors",
        (
            (date(2015, 1, 1), "4.06", _ONE),
            (date(2015, 7, 1), "4.29", _TWO, "arrêté du 24 juin 2015"),
            (date(2016, 1, 1), "4.54", _TWO, "arrêté du 23 décembre 2015"),
            (date(2016, 7, 1), "4.35", _ONE),
            (date(2017, 1, 1), "4.16", _ONE),
            (date(2017, 7, 1), "3.94", _TWO, "arrêté du 26 juin 2017"),
            (date(2018, 1, 1), "3.73", _TWO, "arrêté du 28 décembre 2017"),
            (date(2018, 7, 1), "3.60", _TWO, "arrêté du 27 juin 2018"),
            (date(2019, 1, 1), "3.40", _ONE, "arrêté du 21 décembre 2018"),
            (date(2019, 7, 1), "3.26", _ONE, "arrêté du 26 juin 2019"),
            (date(2020, 1, 1), "3.15", _ONE),
            (date(2020, 7, 1), "3.11", _ONE),
            (date(2021, 1, 1), "3.14", _TWO),
            (date(2021, 7, 1), "3.12", _TWO),
            (date(2022, 1, 1), "3.13", _TWO),
            (date(2022, 7, 1), "3.15", _TWO),
            (date(2023, 1, 1), "4.47", _TWO),
            (date(2023, 7, 1), "6.82", _TWO, "arrêté du 27 juin 2023"),
            (date(2024, 1, 1), "8.01", _TWO),
            (date(2024, 7, 1), "8.16", _TWO),
            (date(2025, 1, 1), "7.21", _TWO),
            (date(2025, 7, 1), "6.65", _TWO),
            (date(2026, 1, 1), "6.67", _TWO, "arrêté du 15 décembre 2025 (JO du 26 décembre 2025)"),
            (date(2026, 7, 1), "6.84", _ONE),
        ),
        act=_BY_COLUMN,
        verified_until=date(2026, 12, 31),
        step_months=6,
    ),
)
