"""The chronology of a debt in words: one sentence a fact, as a table or as the sentences of a picture."""

from enum import Enum

from dunning_core._checks import check_instance
from dunning_core.analysis import Chronology, ChronologyEntry
from dunning_core.events import (
    ContactReason,
    CourtStepKind,
    ReturnReason,
    StageKind,
)
from dunning_core.notices.coded_words import word_reason, word_status
from dunning_core.notices.options import STANDARD_OPTIONS, NoticeOptions
from dunning_core.notices.sheets import Sheet, Table, table_of
from dunning_core.notices.wording import Wording

# What becomes of a word given, by the kind of fact that holds it.
_STATES = {
    "promise_to_pay": "promise_state",
    "payment_announced": "announcement_state",
    "payment_plan": "plan_state",
}
_DETAILS = ("reason", "outcome", "until", "note", "proof")
_ALL_OF_IT = ("dispute", "promise_to_pay", "payment_announced", "claim_waived")


def write_chronology(chronology: Chronology, locale: str, *, options: NoticeOptions = STANDARD_OPTIONS) -> Sheet:
    """Return a chronology as a sheet: a table of days, facts and debts."""
    check_instance("chronology", chronology, Chronology)
    check_instance("options", options, NoticeOptions)
    wording = Wording.of(locale, options)
    subject = wording.say("chronology.subject", account=chronology.account, day=chronology.day)
    return Sheet(wording.code, subject, content=(table_facts(chronology, wording),))


def table_facts(chronology: Chronology, wording: Wording) -> Table:
    """Return the facts of a chronology as a table, the oldest first."""
    header = (wording.say(f"column.{name}") for name in ("day", "fact", "debts"))
    rows = (
        (wording.show(entry.day), describe_fact(entry, wording), wording.show(entry.receivables))
        for entry in chronology.entries
    )
    return table_of(wording.say("caption.chronology"), header, rows=rows)


def describe_fact(entry: ChronologyEntry, wording: Wording) -> str:
    """Return one fact in words, with what was said of it in brackets."""
    values = {name: _word(entry, name, value, wording) for name, value in entry.params}
    if entry.kind in _ALL_OF_IT:
        values.setdefault("amount", wording.say("fact.all"))
    if "until" in values:
        values["until"] = wording.say("fact.until", until=values["until"])
    fact = wording.fill(f"fact.{entry.kind}", values)
    # What stands in the sentence is not said again: the outcome of a contact is, that of a dispute is not.
    told = ("outcome",) if entry.kind == "contact_made" else ()
    details = [str(values[name]) for name in _DETAILS if values.get(name) and name not in told]
    return wording.say("fact.detail", fact=fact, details=", ".join(details)) if details else fact


def _word(entry: ChronologyEntry, name: str, value: object, wording: Wording) -> object:
    if name == "state":
        return wording.say(f"{_STATES[entry.kind]}.{value}")
    if name == "component":
        return wording.say(f"component.{value}")
    if name == "status":
        return word_status(value, wording)
    if isinstance(value, ContactReason):
        return wording.say(f"given.{value.value}")
    if isinstance(value, ReturnReason):
        return wording.say(f"return_reason.{value.value}")
    if isinstance(value, CourtStepKind):
        return wording.say(f"court.{value.value}")
    if isinstance(value, Enum) and not isinstance(value, StageKind):
        return wording.say(f"{name}.{value.value}")
    if name == "reason":
        return word_reason(str(value), wording)
    return value
