"""Sentences of reasons: a code and its operands, said as a clause."""

from enum import Enum

from dunning_core.dunning import Reason
from dunning_core.notices.coded_words import word_reason, word_status
from dunning_core.notices.sources import word_source
from dunning_core.notices.wording import Wording


def explain_reason(reason: Reason, wording: Wording) -> str:
    """Return one reason as a clause; a code of your own, which has no text here, is shown with its operands."""
    values = dict(reason.params)
    key = f"reason.{reason.code}"
    if not wording.has(key):
        return f"{reason.code} ({', '.join(f'{name}={wording.show(value)}' for name, value in reason.params)})"
    if reason.code.startswith("stage."):
        values["position"] = _position(values.get("days_from_due"), wording)
        last = values.get("last_sent_on")
        interval = values.get("interval_days")
        values["since"] = (
            wording.say("since.notice", day=last, count=interval) if isinstance(interval, int) and last else ""
        )
        closed = values.get("closed_on")
        values["closed"] = wording.say("closed.day", day=closed) if closed else ""
    if reason.code == "hold.in_force":
        until = values["until"]
        values["until"] = wording.say("until.day", day=until) if until else wording.say("until.open")
    for name in _SAID:
        value = values.get(name)
        if isinstance(value, Enum):
            values[name] = wording.say(f"{name}.{value.value}")
    if isinstance(values.get("article"), str):
        values["article"] = word_source(str(values["article"]), wording)
    values.update(_words(values, wording))
    return wording.fill(key, values)


#: Operands that are one of a few things, each with a word of its own.
_SAID = ("means", "outcome", "given")


def _words(values: dict[str, object], wording: Wording) -> dict[str, str]:
    # What is coded in a standard is said in its words; a free text stays as it is.
    words: dict[str, str] = {}
    reason = values.get("reason")
    if isinstance(reason, str):
        words["reason"] = word_reason(reason, wording)
    if wording.has(f"status.{values.get('status')}"):
        words["status"] = word_status(values["status"], wording)
    kind = f"client_kind.{values.get('client_kind')}"
    return {**words, "client_kind": wording.say(kind)} if wording.has(kind) else words


def _position(days: object, wording: Wording) -> str:
    if not isinstance(days, int) or not days:
        return wording.say("position.due")
    return wording.say("position.late" if days > 0 else "position.early", count=abs(days))
