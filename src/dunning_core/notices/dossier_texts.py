"""The recovery file as a text: its contents, what is to be added or put right, and the chronology of the debts."""

from collections.abc import Iterator

from dunning_core._checks import check_instance
from dunning_core.dunning import Dossier, DossierEntry, FilePurpose
from dunning_core.events import StageKind
from dunning_core.notices.chronology_texts import table_facts
from dunning_core.notices.options import STANDARD_OPTIONS, NoticeOptions
from dunning_core.notices.reason_sentences import explain_reason
from dunning_core.notices.sheets import Listing, Piece, Sheet, Table, keep_told, table_of
from dunning_core.notices.wording import Wording


def write_dossier(dossier: Dossier, locale: str, *, options: NoticeOptions = STANDARD_OPTIONS) -> Sheet:
    """Return a recovery file as a sheet: table of contents, what to add, what to put right, chronology."""
    check_instance("dossier", dossier, Dossier)
    check_instance("options", options, NoticeOptions)
    wording = Wording.of(locale, options)
    subject = wording.say("dossier.subject", client=dossier.client.name, purpose=_name(dossier, wording))
    return Sheet(wording.code, subject, content=tuple(keep_told(_pieces(dossier, wording))))


def _name(dossier: Dossier, wording: Wording) -> str:
    purpose = dossier.purpose
    if isinstance(purpose, FilePurpose):
        return wording.show(purpose.name)
    if isinstance(purpose, StageKind):
        return wording.say(f"kind.{purpose.name}")
    key = f"procedure.{purpose.code}"
    return wording.say(key) if wording.has(key) else purpose.code


def ask_for(entry: DossierEntry, locale: str) -> str:
    """Return the sentence that asks for an exhibit of a file."""
    check_instance("entry", entry, DossierEntry)
    return _ask(entry, Wording.of(locale))


def _pieces(dossier: Dossier, wording: Wording) -> Iterator[Piece]:
    total = dossier.outstanding
    yield wording.say("dossier.opening", count=len(dossier.chronology.receivables), day=dossier.day, total=total)
    if dossier.is_complete:
        yield wording.say("dossier.complete")
    yield _contents(dossier, wording)
    listed = (
        ("missing", [_ask(entry, wording) for entry in dossier.missing]),
        ("contradictory", [explain_reason(one, wording) for entry in dossier.contradictory for one in entry.reasons]),
        ("strays", [paper.title for paper in dossier.strays]),
    )
    for name, lines in listed:
        if lines:
            yield Listing(wording.say(f"heading.{name}"), tuple(lines))
    yield table_facts(dossier.chronology, wording)


def _ask(entry: DossierEntry, wording: Wording) -> str:
    return wording.say(f"ask.{entry.exhibit.value}", invoice=entry.invoice)


def _contents(dossier: Dossier, wording: Wording) -> Table:
    header = (wording.say(f"column.{name}") for name in ("rank", "title", "exhibit", "day"))
    rows = (
        (str(rank), paper.title, wording.say(f"missing.{paper.exhibit.value}"), wording.show(paper.dated_on))
        for rank, paper in enumerate(dossier.contents, start=1)
    )
    return table_of(wording.say("caption.contents"), header, rows=rows)
