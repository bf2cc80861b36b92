"""Where a value comes from, in the language of the text: the acts that set rates, the practice behind a policy.

The series and the policies of the library name their sources in one language each. Here every such name has its words
in both, with its days in full; what a source of your own says is left as you wrote it.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from dunning_core.dunning import presets
from dunning_core.law import DayCount, Rate
from dunning_core.notices.wording import Wording

_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_ISO = r"(?P<iso>\d{4}-\d\d-\d\d)"
_LONG = rf"(?P<number>\d{{1,2}})(?:er)? (?P<month>{'|'.join((*_MONTHS['fr'], *_MONTHS['en']))}) (?P<year>\d{{4}})"
_POINTS = r"(?P<points>\d{1,4}\.\d{2,6})"

#: The pieces of which sources are made, and the key of the words of each.
_PIECES = (
    ("source.ecb", f"ECB, main refinancing operations, rate in force on {_ISO}"),
    ("source.ecb_change", f"ECB, decision on the main refinancing rate, applied from {_ISO}"),
    ("source.decided", f", decided on {_ISO}"),
    ("source.fr_decree", f"décret fixant le taux de l'intérêt légal, en vigueur le {_ISO}"),
    ("source.fr_half_year", f"arrêté fixant le taux de l'intérêt légal, semestre ouvert le {_ISO}"),
    ("source.fr_order", f"arrêté du {_LONG}"),
    ("source.fr_journal", rf"\(JO du {_LONG}\)"),
    ("source.lu_regulation", f"règlement grand-ducal du {_LONG}"),
    ("source.act", f"(?:loi du|Act of) {_LONG}"),
    ("source.bank_rate", f"Bank of England, Bank Rate in force from {_ISO}"),
    ("source.bank_rate_eve", f"Bank of England, Bank Rate on the eve of {_ISO}"),
    ("source.de_base_rate", f"Deutsche Bundesbank, Basiszinssatz nach § 247 BGB ab {_ISO}"),
    ("source.at_base_rate", f"Oesterreichische Nationalbank, Basiszinssatz ab {_ISO}"),
    ("source.ch_code", re.escape("Code des obligations, art. 104 al. 1")),
    ("source.directive", re.escape("directive 2011/7/EU")),
    ("source.contract", r"\Acontract, invoice (?=.)"),
    ("source.eu_regulation", r"\bRegulation (?P<name>\d{1,4}/\d{4})"),
    ("source.fr_act_number", r"\bLoi (?P<name>\d{2,4}-\d{1,4})"),
    ("source.after_judgment", rf"; C\. mon\. fin\. L313-3, \+ {_POINTS} points"),
    ("source.policy.french", re.escape(presets.FR_B2B_STANDARD.source)),
    ("source.policy.consumer", re.escape(presets.FR_CONSUMER.source)),
    ("source.policy.public_buyer", re.escape(presets.FR_PUBLIC_BUYER.source)),
    ("source.policy.uk", re.escape(presets.UK_STATUTORY.source)),
    ("source.policy.de", re.escape(presets.DE_MAHNVERFAHREN.source)),
)
_READ = tuple((key, re.compile(pattern)) for key, pattern in _PIECES)


def word_source(source: str, wording: Wording) -> str:
    """Return a source in the words of a language; what is known to none of them stays as it is."""
    for key, pattern in _READ:
        source = pattern.sub(partial(_word, key=key, wording=wording), source)
    return source


def word_year(count: DayCount, wording: Wording) -> str:
    """Return the days of a year as they stand under a fraction."""
    return wording.say("year.either") if count is DayCount.ACTUAL_ACTUAL else str(count.year)


def _word(found: re.Match[str], *, key: str, wording: Wording) -> str:
    try:
        return wording.fill(key, dict(_values(found, wording)))
    except ValueError:
        # A day that the calendar does not have is no act of ours.
        return found[0]


def _values(found: re.Match[str], wording: Wording) -> Iterator[tuple[str, object]]:
    groups = found.groupdict()
    if groups.get("iso"):
        yield "day", date.fromisoformat(groups["iso"])
    elif groups.get("month"):
        months = next(names for names in _MONTHS.values() if groups["month"] in names)
        yield "day", date(int(groups["year"]), months.index(groups["month"]) + 1, int(groups["number"]))
    if groups.get("name"):
        yield "name", groups["name"]
    if groups.get("points"):
        yield "points", wording.show(Rate.percent(groups["points"])).rstrip("% \u00a0\u202f")
