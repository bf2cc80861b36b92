"""Reference series: rates that the statutes refer to, one line per published value, with the act that sets it."""

from datetime import date

from dunning_core.law.rates import Rate
from dunning_core.timeline import Step, Timeline, Verification

_TWO, _ONE = Verification.TWO_SOURCES, Verification.ONE_SOURCE


def _half_years(name: str, act: str, rows: tuple[tuple[int, int, str, str, Verification], ...]) -> Timeline[Rate]:
    steps: list[Step[Rate]] = []
    for year, half, percent, order, verification in rows:
        start = date(year, 1 if half == 1 else 7, 1)
        steps.append(Step(start, Rate.percent(percent), order or act.format(start=start), verification))
    last = steps[-1].start
    horizon = date(last.year, 6, 30) if last.month == 1 else date(last.year, 12, 31)
    return Timeline(name, tuple(steps), verified_until=horizon, step_months=6)


#: The rate of the ECB's main refinancing operations on 1 January and 1 July, which governs the whole half-year
#: (C. com. L441-10 II). Verified against a second publication for each half-year.
ECB_MAIN_REFINANCING = _half_years(
    "ECB main refinancing rate, by half-year",
    "ECB, main refinancing operations, rate in force on {start}",
    (
        (2013, 1, "0.75", "", _TWO),
        (2013, 2, "0.50", "", _TWO),
        (2014, 1, "0.25", "", _TWO),
        (2014, 2, "0.15", "", _TWO),
        (2015, 1, "0.05", "", _TWO),
        (2015, 2, "0.05", "", _TWO),
        (2016, 1, "0.05", "", _TWO),
        (2016, 2, "0.00", "", _TWO),
        (2017, 1, "0.00", "", _TWO),
        (2017, 2, "0.00", "", _TWO),
        (2018, 1, "0.00", "", _TWO),
        (2018, 2, "0.00", "", _TWO),
        (2019, 1, "0.00", "", _TWO),
        (2019, 2, "0.00", "", _TWO),
        (2020, 1, "0.00", "", _TWO),
        (2020, 2, "0.00", "", _TWO),
        (2021, 1, "0.00", "", _TWO),
        (2021, 2, "0.00", "", _TWO),
        (2022, 1, "0.00", "", _TWO),
        (2022, 2, "0.00", "", _TWO),
        (2023, 1, "2.50", "", _TWO),
        (2023, 2, "4.00", "", _TWO),
        (2024, 1, "4.50", "", _TWO),
        (2024, 2, "4.25", "", _TWO),
        (2025, 1, "3.15", "", _TWO),
        (2025, 2, "2.15", "", _TWO),
        (2026, 1, "2.15", "", _TWO),
        (2026, 2, "2.40", "", _TWO),
    ),
)

#: The French legal rate of interest for claims of professional creditors (C. mon. fin. L313-2, D313-1-A), set by
#: order for each half-year since 2015. Rows with one source rest on it and on memory; the mark follows into results.
FR_LEGAL_PROFESSIONAL = _half_years(
    "French legal rate, professional creditors",
    "arrêté fixant le taux de l'intérêt légal, semestre ouvert le {start}",
    (
        (2015, 1, "0.93", "", _ONE),
        (2015, 2, "0.99", "arrêté du 24 juin 2015", _TWO),
        (2016, 1, "1.01", "arrêté du 23 décembre 2015", _TWO),
        (2016, 2, "0.93", "", _ONE),
        (2017, 1, "0.90", "", _ONE),
        (2017, 2, "0.90", "arrêté du 26 juin 2017", _TWO),
        (2018, 1, "0.89", "arrêté du 28 décembre 2017", _TWO),
        (2018, 2, "0.88", "arrêté du 27 juin 2018", _TWO),
        (2019, 1, "0.86", "arrêté du 21 décembre 2018", _TWO),
        (2019, 2, "0.87", "arrêté du 26 juin 2019", _ONE),
        (2020, 1, "0.87", "", _ONE),
        (2020, 2, "0.84", "", _ONE),
        (2021, 1, "0.79", "", _TWO),
        (2021, 2, "0.76", "", _TWO),
        (2022, 1, "0.76", "", _TWO),
        (2022, 2, "0.77", "", _TWO),
        (2023, 1, "2.06", "", _TWO),
        (2023, 2, "4.22", "arrêté du 27 juin 2023", _TWO),
        (2024, 1, "5.07", "", _TWO),
        (2024, 2, "4.92", "", _TWO),
        (2025, 1, "3.71", "", _TWO),
        (2025, 2, "2.76", "", _TWO),
        (2026, 1, "2.62", "arrêté du 15 décembre 2025 (JO du 26 décembre 2025)", _TWO),
        (2026, 2, "2.75", "", _TWO),
    ),
)
