"""The three notes that a French invoice between businesses must bear (C. com. L441-9), by their codes (BT-21).

PMD tells the late-payment rate, PMT the fixed sum for recovery costs, AAB the discount for early payment or that there
is none; each once (rules BR-FR-05 and BR-FR-06 of the French profile).
"""

import re
from collections.abc import Mapping
from typing import cast

from dunning_core._checks import check_instance
from dunning_core.errors import InvalidValueError, Problem, WrongTypeError
from dunning_core.interop.en16931.dictionary import BusinessTerms, Dictionary, read_day
from dunning_core.law import FixedSum, IndexedRate, Rate
from dunning_core.law.fr import B2B
from dunning_core.law.mentions import MENTIONS, find_missing_mentions
from dunning_core.law.series import ECB_MAIN_REFINANCING
from dunning_core.notices.wording import Wording
from dunning_core.terms import EarlyPaymentDiscount
from dunning_core.timeline import Timeline

# The mention of the law that each note makes.
_MENTIONS = {"compensation": "PMT", "late_rate": "PMD", "early_payment_terms": "AAB"}
# The fixed sum for recovery costs (C. com. D441-5).
_FIXED_SUM = cast("Timeline[FixedSum]", B2B.compensation).steps[-1].value
# In UBL the code stands before the text.
_CODED = re.compile(r"#([A-Z]{3})#(.*)", re.DOTALL)


def write_notes(
    late_rate: Rate | IndexedRate | None = None, *, discount: EarlyPaymentDiscount | None = None, locale: str = "fr"
) -> tuple[dict[str, str], ...]:
    """Return the notes PMT, PMD and AAB (C. com. L441-9), for the group BG-1: code and text.

    Without a rate of the parties' own, it is the one that the law gives (C. com. L441-10 II). Raises InvalidValueError
    for a rate that follows another series than the one of the European Central Bank: write that note yourself.

    >>> [note["BT-21"] for note in write_notes()], write_notes()[2]["BT-22"]
    (['PMT', 'PMD', 'AAB'], "Pas d'escompte pour paiement anticipé.")
    """
    if discount is not None:
        check_instance("discount", discount, EarlyPaymentDiscount)
    wording = Wording.of(locale)
    texts = {
        "PMT": wording.say("note.compensation", amount=_FIXED_SUM.for_debt(_FIXED_SUM.tiers[0][0])),
        "PMD": _say_rate(wording, IndexedRate(B2B.margin) if late_rate is None else late_rate),
        "AAB": _say_discount(wording, discount),
    }
    return tuple({"BT-21": code, "BT-22": text} for code, text in texts.items())


def check_notes(terms: BusinessTerms) -> tuple[Problem, ...]:
    """Return a Problem for each of the notes PMT, PMD and AAB (C. com. L441-9) that is missing or comes twice.

    Raises InvalidValueError when the day of the invoice (BT-2), on which the law of its day depends, cannot be read.

    >>> [problem.param("note") for problem in check_notes({"BT-2": "20260105", "BG-1": write_notes()[1:]})]
    ['PMT']
    """
    if not isinstance(cast("object", terms), Mapping):
        raise WrongTypeError("wrong_type", "terms", terms, "pass a mapping of business terms, as BT-1, to values")
    dictionary = Dictionary(terms)
    issued_on = dictionary.needed("BT-2", read_day)
    codes = [code for note in dictionary.group("BG-1") if (code := _code(note)) is not None]
    printed = {one.code for one in MENTIONS if one.code not in _MENTIONS or _MENTIONS[one.code] in codes}
    for mention in find_missing_mentions(printed, issued_on):
        dictionary.tell("note.missing", "BG-1", note=_MENTIONS[mention.code], article=mention.reference.text)
    for code in _MENTIONS.values():
        if codes.count(code) > 1:
            dictionary.tell("note.repeated", "BG-1", note=code)
    return tuple(dictionary.problems)


def _code(note: Mapping[str, object]) -> str | None:
    code, text = note.get("BT-21"), note.get("BT-22")
    if not isinstance(text, str) or not text.strip():
        return None
    coded = _CODED.fullmatch(text) if code is None else None
    if coded is not None:
        return coded[1] if coded[2].strip() else None
    return code if isinstance(code, str) else None


def _say_rate(wording: Wording, rate: Rate | IndexedRate) -> str:
    if isinstance(rate, Rate):
        return wording.say("note.late_rate", rate=rate)
    check_instance("late_rate", rate, IndexedRate)
    if rate.series.name != ECB_MAIN_REFINANCING.name:
        hint = "write the note of this rate yourself"
        raise InvalidValueError("unknown_series", "late_rate", rate.series.name, hint)
    return wording.say("note.late_margin", points=wording.show(rate.margin).removesuffix("%").strip())


def _say_discount(wording: Wording, discount: EarlyPaymentDiscount | None) -> str:
    if discount is None:
        return wording.say("note.no_discount")
    key = "note.discount_before_vat" if discount.before_vat else "note.discount"
    return wording.say(key, count=discount.days, rate=discount.rate, days=discount.days)
