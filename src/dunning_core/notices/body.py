"""The body of a notice, piece by piece, and what stands around it: head, subject, mentions, enclosures."""

from collections.abc import Sequence
from functools import partial

from dunning_core.errors import InvalidValueError
from dunning_core.events import Channel, StageKind
from dunning_core.law import find_formal_notice_articles
from dunning_core.money import Money
from dunning_core.notices.drafts import Draft
from dunning_core.notices.facts import write_facts, write_references
from dunning_core.notices.instructions import Asking, assignment_mentions, instruct_payments, write_instructions
from dunning_core.notices.naming import list_numbers, name_debt
from dunning_core.notices.notice import PaymentInstructions
from dunning_core.notices.penalty_texts import write_penalties, write_second_reading
from dunning_core.notices.sheets import Listing, Piece, Sheet, Table, keep_told, table_of
from dunning_core.notices.wording import Wording
from dunning_core.parties import Contact, Creditor


def write_sheet(
    draft: Draft, *, payments: Sequence[PaymentInstructions], mentions: Sequence[str], enclosures: tuple[str, ...]
) -> Sheet:
    """Return the whole text of a notice, laid out, with how to pay, and what stands and is listed below it."""
    wording, action = draft.wording, draft.action
    dated = wording.say("dated", day=action.act_on)
    return Sheet(
        locale=wording.code,
        subject=write_subject(draft),
        head=(*write_head(draft.creditor, client=action.client.name, contact=action.recipient), dated),
        content=tuple(keep_told(_write_content(draft, payments))),
        annex=tuple(keep_told(_write_annex(mentions, enclosures, wording))),
    )


def write_head(creditor: Creditor, *, client: str, contact: Contact | None) -> tuple[str, ...]:
    """Return who writes and to whom: two blocks of lines."""
    sender = [line for line in (creditor.name, creditor.address) if line]
    to = [client]
    if contact is not None:
        to += [line for line in (contact.name, contact.address or contact.email) if line and line not in to]
    return "\n".join(sender), "\n".join(to)


def write_subject(draft: Draft) -> str:
    """Return the subject: one line, that names three invoices at most, of those at the stage of the notice."""
    reminded = {item.id for item in draft.reminded}
    numbers = dict.fromkeys(item.invoice.number for item in draft.receivables if item.id not in reminded)
    shown = list_numbers(numbers, draft.wording)
    return draft.wording.say(f"subject.{_tell_voice(draft)}", count=len(numbers), numbers=shown)


def _tell_voice(draft: Draft) -> str:
    # A policy without a formal notice announces none.
    is_last = draft.voice is StageKind.LAST and not draft.follows_formal_notice
    return f"{draft.voice.name}.other" if is_last else draft.voice.name


def write_mentions(draft: Draft) -> tuple[str, ...]:
    """Return the mentions that must stand on the notice: how it is sent, who claims or is paid, which articles."""
    mentions: list[str] = []
    wording = draft.wording
    if draft.action.channel is Channel.REGISTERED:
        means = "registered_electronically" if draft.options.registered_electronically else "registered"
        mentions.append(wording.say(f"mention.{means}"))
    mentions.extend(write_identity(draft.creditor, wording))
    mentions.extend(assignment_mentions(draft.receivables))
    grounds: dict[str, dict[str, None]] = {}
    if draft.kind is StageKind.FORMAL_NOTICE:
        articles = find_formal_notice_articles(draft.law)
        grounds["formal_notice"] = dict.fromkeys(article.text for article in articles)
    for claim in draft.demand.claims:
        for kind, article in claim.grounds:
            if kind in claim.kinds:
                grounds.setdefault(kind, {})[article] = None
    told = {kind: wording.enumerate(list(texts)) for kind, texts in grounds.items() if texts}
    mentions.extend(wording.say(f"mention.{kind}", reference=texts) for kind, texts in told.items())
    return tuple(mentions)


def write_identity(creditor: Creditor, wording: Wording) -> list[str]:
    """Return what identifies the creditor below his signature."""
    told = [creditor.legal_notice] if creditor.legal_notice else []
    if creditor.siren:
        told.append(wording.say("mention.siren", siren=creditor.siren))
    if creditor.vat_number:
        told.append(wording.say("mention.vat", vat_number=creditor.vat_number))
    return told


def write_enclosures(draft: Draft) -> tuple[str, ...]:
    """Return what to enclose from the last notice on: the invoices, and the statement of penalties."""
    if draft.kind < StageKind.LAST:
        return ()
    numbers = dict.fromkeys(item.invoice.number for item in draft.receivables)
    enclosures = [draft.wording.say("enclosure.invoice", number=number) for number in numbers]
    if draft.demand.claims:
        enclosures.append(draft.wording.say("enclosure.statement", day=draft.day))
    return tuple(enclosures)


def write_signature(creditor: Creditor) -> str:
    """Return who signs and how to reach him, one line each."""
    return "\n".join(filter(None, (creditor.contact, creditor.name, creditor.phone, creditor.email)))


def instruct(draft: Draft) -> tuple[PaymentInstructions, ...]:
    """Return how what a notice asks for is to be paid, one for each payee."""
    asking = Asking(draft.creditor, draft.action.client, draft.asked, draft.options.payment_link)
    return instruct_payments(asking, draft.receivables)


def check_formal(draft: Draft) -> None:
    """Refuse a formal notice without what identifies its author: his address, and his SIREN for a French company."""
    if draft.kind is not StageKind.FORMAL_NOTICE:
        return
    needed = [("address", draft.creditor.address)]
    if draft.creditor.country == "FR":
        needed.append(("siren", draft.creditor.siren))
    for name, value in needed:
        if not value:
            hint = "a formal notice says who claims: give it to the Creditor"
            raise InvalidValueError("missing", f"creditor.{name}", value, hint)


def _write_content(draft: Draft, payments: Sequence[PaymentInstructions]) -> list[Piece]:
    wording = draft.wording
    return [
        wording.say("greeting"),
        write_opening(draft),
        *write_facts(draft),
        write_table(draft),
        write_references(draft),
        write_totals(draft),
        *write_penalties(draft),
        write_second_reading(draft),
        write_reminded(draft),
        write_falling_due(draft),
        *write_consequences(draft),
        *write_instructions(wording, payments),
        wording.say("counted", day=draft.day),
        wording.say(f"closing.{draft.voice.name}"),
        write_signature(draft.creditor),
    ]


def _write_annex(mentions: Sequence[str], enclosures: tuple[str, ...], wording: Wording) -> list[Piece]:
    listed = [Listing(wording.say("heading.enclosures"), enclosures)] if enclosures else []
    return ["\n".join(mentions), *listed]


def write_opening(draft: Draft) -> str:
    """Return the first sentences: what is asked, from the courteous word to the formal demand."""
    wording = draft.wording
    days = draft.action.stage.deadline_days
    basis = f"basis.{draft.law}"
    runs = "presented" if draft.action.channel is Channel.REGISTERED else "days"
    return wording.say(
        f"opening.{draft.voice.name}{'.again' if draft.is_repeated else ''}",
        count=len({item.invoice.number for item in draft.receivables}),
        total=partial(_list_sums, draft.demand.sums, wording),
        basis=wording.say(basis) if wording.has(basis) else "",
        within=wording.say("within.none") if days is None else wording.say(f"within.{runs}", count=days),
    )


def write_table(draft: Draft) -> Table:
    """Return the table of what is asked for, line by line; without what says nothing of any line."""
    wording, items = draft.wording, draft.items
    columns = {"number": [wording.show(name_debt(debt)) for debt in draft.receivables]}
    if any(debt.client.id != draft.action.client.id for debt in draft.receivables):
        # Debts of a group stay those of each of its companies, whoever pays them.
        columns["client"] = [wording.show(debt.client.name) for debt in draft.receivables]
    words = len(columns) + 2
    for name, is_told in (
        ("issued_on", True),
        ("due_on", True),
        ("days_late", any(item.days_late for item in items)),
        ("amount", True),
        ("outstanding", True),
        ("chased", any(item.chased != item.outstanding for item in items)),
    ):
        if is_told:
            columns[name] = [wording.show(getattr(item, name)) for item in items]
    if draft.demand.claims:
        claimed = {claim.penalties.receivable.id: claim.amounts for claim in draft.demand.claims}
        columns["penalties"] = [_list_sums(claimed.get(item.receivable, ()), wording) for item in items]
    return table_of(
        wording.say("caption.items"),
        (wording.say(f"column.{name}") for name in columns),
        rows=zip(*columns.values(), strict=True),
        figures=tuple(range(words, len(columns))),
    )


def _list_sums(amounts: Sequence[Money], wording: Wording) -> str:
    return wording.enumerate([wording.show(amount) for amount in amounts])


def write_totals(draft: Draft) -> Table:
    """Return the table of the sums by kind; without rows where the table of the lines has said it all."""
    wording = draft.wording
    header = (wording.say("column.sum"), wording.say("column.amount"))
    # Of one invoice without penalties, the table above has said it all; of several, their sum is the total.
    totals = draft.demand.totals if len(draft.demand.totals) + len(draft.items) > 2 else ()
    named = ((label if len(totals) > 1 else "total", amount) for label, amount in totals)
    rows = ((wording.say(f"total.{label}"), wording.show(amount)) for label, amount in named)
    return table_of(wording.say("caption.totals"), header, rows=rows, figures=(1,))


def write_reminded(draft: Draft) -> str:
    """Return for which debts the notice is a mere reminder, from the firm notice on; empty where it is for none."""
    if draft.kind < StageKind.FIRM:
        return ""
    numbers = dict.fromkeys(item.invoice.number for item in draft.reminded)
    if not numbers:
        return ""
    return draft.wording.say("reminded", count=len(numbers), numbers=list_numbers(numbers, draft.wording))


def write_falling_due(draft: Draft) -> str:
    """Return what is not due yet, as information; empty where there is nothing."""
    # What is not due yet travels with the notice as information: it is announced, and no part of what is claimed.
    wording, claimed = draft.wording, {item.id for item in draft.receivables}
    told = [
        wording.say("falling_due.item", number=name_debt(item), amount=item.outstanding, day=item.due_on)
        for item in (decision.receivable for decision in draft.action.decisions)
        if item.id not in claimed
    ]
    return wording.say("falling_due", count=len(told), items=wording.enumerate(told)) if told else ""


def write_consequences(draft: Draft) -> list[str]:
    """Return what follows without payment, and the day that the notice sets."""
    wording, texts = draft.wording, list[str]()
    base = f"consequence.{_tell_voice(draft)}"
    if wording.has(base):
        kind = draft.client_kind.value if draft.client_kind is not None else ""
        keys = (f"{base}.{draft.law}.{kind}", f"{base}.{draft.law}", base)
        texts.append(wording.say(next(key for key in keys if wording.has(key))))
    if draft.deadline is not None:
        presented = ".presented" if draft.action.channel is Channel.REGISTERED else ""
        texts.append(wording.say(f"deadline{presented}", day=draft.deadline))
    return texts
