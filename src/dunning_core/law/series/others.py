"""Reference rates of other countries, as far as they are known here; each carries how it was verified."""

from datetime import date

from dunning_core.law.series.building import build_series, on_the_eve
from dunning_core.timeline import Verification

_TWO, _ONE = Verification.TWO_SOURCES, Verification.ONE_SOURCE

#: It moves only once the ECB rate has moved by half a point; a step on 16 September 2026 was expected, and not seen.
AT_BASE_RATE = build_series(
    "Austrian base rate",
    ((date(2025, 6, 11), "1.53", _ONE),),
    act="Oesterreichische Nationalbank, Basiszinssatz ab {start}",
    verified_until=date(2026, 9, 15),
)

#: The Austrian base rate on 30 June and 31 December, which governs the half-year that follows (UGB § 456).
AT_BASE_RATE_BY_HALF_YEAR = on_the_eve(
    AT_BASE_RATE, name="Austrian base rate, by half-year", first=date(2025, 7, 1), count=3
)

#: Default interest fixed by the code itself (CO art. 104 al. 1); it has no horizon, since only a new law changes it.
CH_DEFAULT_INTEREST = build_series(
    "Swiss default interest",
    ((date(1912, 1, 1), "5.00", _TWO),),
    act="Code des obligations, art. 104 al. 1",
    verified_until=None,
)

#: The legal rate of Luxembourg, set each year.
LU_LEGAL_RATE = build_series(
    "Luxembourg legal rate",
    ((date(2026, 1, 1), "3.75", _ONE),),
    act="règlement grand-ducal du 12 décembre 2025",
    verified_until=date(2026, 12, 31),
    step_months=12,
)
