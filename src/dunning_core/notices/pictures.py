"""Pictures of a debt and of a claim, in words of a language: to look at, and to stand in a page."""

from collections.abc import Sequence

from dunning_core._checks import as_tuple, check_instance
from dunning_core.analysis import Chronology, ChronologyEntry
from dunning_core.errors import CurrencyMismatchError, InvalidValueError
from dunning_core.events.claims import COMPONENTS
from dunning_core.markup import Bar, Caption, Mark, Tone
from dunning_core.notices.chronology_texts import describe_fact
from dunning_core.notices.naming import list_numbers
from dunning_core.notices.sheets import Picture
from dunning_core.notices.wording import Wording
from dunning_core.penalties import StatementOfClaim

_TONES = {
    "payment": Tone.GOOD,
    "set_off": Tone.GOOD,
    "credit_note": Tone.GOOD,
    "payment_returned": Tone.BAD,
    "notice_returned": Tone.BAD,
    "dispute": Tone.BAD,
    "insolvency": Tone.BAD,
    "due": Tone.STRONG,
    "notice_sent": Tone.STRONG,
    "court_step": Tone.STRONG,
}
_BROKEN = ("broken", "late")
# More bars than these cannot be told apart.
_BARS_MOST = 8
#: The parts of a bar, from the bottom up.
_STACKED = ("principal", *COMPONENTS)


def draw_debt(chronology: Chronology, locale: str, *, key: str = "debt") -> Picture:
    """Return the timeline of a debt: its facts along a line of time; the description holds all of them in words.

    `key` tells two pictures of one page apart. Broken promises, returns and disputes have a shape of their own.
    """
    check_instance("chronology", chronology, Chronology)
    wording = Wording.of(locale)
    facts = [(entry, _within(_name(entry, chronology, wording))) for entry in chronology.entries]
    title = wording.say("picture.debt.title")
    told = " ".join(wording.say("picture.fact", day=entry.day, fact=fact) for entry, fact in facts)
    marks = tuple(
        Mark(entry.day.toordinal(), wording.show(entry.day), fact, _tone(entry.kind, entry.param("state")))
        for entry, fact in facts
    )
    caption = Caption(title, _within(told), _language(wording), key)
    return Picture(caption, told, marks=marks)


def draw_claim(claims: Sequence[StatementOfClaim], locale: str, *, key: str = "claim") -> Picture:
    """Return the course of a claim: one bar a statement, in order of their days, of what each claims by kind.

    State the claim on each of the days to show: `state_claim` of the account as of that day. Raises InvalidValueError
    without a statement, for two of one day, or for more than eight; CurrencyMismatchError for two currencies.
    """
    stated = sorted(as_tuple("claims", claims, StatementOfClaim), key=lambda claim: claim.day)
    if not 0 < len(stated) <= _BARS_MOST or len({claim.day for claim in stated}) < len(stated):
        hint = f"pass 1 to {_BARS_MOST} statements, each of another day"
        raise InvalidValueError("out_of_range", "claims", len(stated), hint)
    currencies = sorted({amount.currency for claim in stated for amount in claim.grand_totals})
    if len(currencies) > 1:
        raise CurrencyMismatchError("currency_mismatch", "claims", ", ".join(currencies), "draw one picture each")
    wording = Wording.of(locale)
    sums = [dict(claim.totals) for claim in stated]
    kinds = [kind for kind in _STACKED if any(kind in own for own in sums)] or [_STACKED[0]]
    totals = [", ".join(wording.show(amount) for amount in claim.grand_totals) or "0" for claim in stated]
    bars = tuple(
        Bar(wording.show(claim.day), [own[kind].minor if kind in own else 0 for kind in kinds], total)
        for claim, own, total in zip(stated, sums, totals, strict=True)
    )
    told = " ".join(
        wording.say("picture.sum", day=claim.day, total=total) for claim, total in zip(stated, totals, strict=True)
    )
    title = wording.say("picture.claim.title")
    caption = Caption(title, told, _language(wording), key)
    return Picture(caption, told, bars=bars, names=tuple(wording.say(f"total.{kind}") for kind in kinds))


def _name(entry: ChronologyEntry, chronology: Chronology, wording: Wording) -> str:
    # Of several debts, a fact says whose it is, unless it is of all.
    fact, own = describe_fact(entry, wording), entry.receivables
    return f"{fact} – {list_numbers(own, wording)}" if 0 < len(own) < len(chronology.receivables) else fact


def _tone(kind: str, state: object) -> Tone:
    return Tone.BAD if state in _BROKEN else Tone.GOOD if state == "kept" else _TONES.get(kind, Tone.PLAIN)


def _language(wording: Wording) -> str:
    return wording.code.replace("_", "-")


def _within(text: str) -> str:
    return text if len(text) <= 20_000 else text[:19_999] + "…"
