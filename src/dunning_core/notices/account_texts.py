"""The statement of an account as a text: the cover, the lines with the balance after each, and what to do."""

from collections.abc import Iterator

from dunning_core._checks import check_instance
from dunning_core.analysis import AccountForm, AccountStatement
from dunning_core.money import Money
from dunning_core.notices.instructions import write_instructions
from dunning_core.notices.message import Envelope, Message, MessageKind
from dunning_core.notices.notice import PaymentInstructions
from dunning_core.notices.options import STANDARD_OPTIONS, NoticeOptions
from dunning_core.notices.sheets import Table, table_of
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor


def write_statement(
    statement: AccountStatement,
    creditor: Creditor,
    *,
    locale: str | None = None,
    options: NoticeOptions = STANDARD_OPTIONS,
) -> Message:
    """Return a statement of account as a message: what it is, its lines, the balance and whose it is."""
    check_instance("statement", statement, AccountStatement)
    facts = (statement.currency, statement.form.value, statement.since, statement.until, statement.closing)
    client, day = statement.client, statement.until
    envelope = Envelope.of(
        MessageKind.STATEMENT, client, creditor, locale=locale, options=options, day=day, facts=facts
    )
    wording, balance = envelope.wording, statement.closing
    side = "owed" if balance.minor > 0 else "credit" if balance else "even"
    ways = (PaymentInstructions(iban=creditor.iban, bic=creditor.bic, link=options.payment_link),)
    payments = ways if side == "owed" and any((creditor.iban, options.payment_link)) else ()
    content = (
        _opening(statement, wording),
        _table(statement, wording),
        wording.say(f"account.{side}", balance=abs(balance)),
        _losses(statement, wording),
        *write_instructions(wording, payments),
        wording.say("account.check"),
    )
    subject = wording.say("account.subject", until=statement.until)
    return envelope.write(subject, content, payments=payments)


def _opening(statement: AccountStatement, wording: Wording) -> str:
    told = {
        "account": statement.account,
        "currency": statement.currency,
        "since": statement.since,
        "until": statement.until,
    }
    key = "account.open_items" if statement.form is AccountForm.OPEN_ITEMS else "account.opening"
    return wording.fill(key if statement.since is None else f"{key}.since", told)


def _losses(statement: AccountStatement, wording: Wording) -> str:
    # A loss is an entry of our books: nobody may read in it that a debt was given up (C. civ. 1350).
    lost = [line.amount for line in statement.lines if line.move.kind == "write_off"]
    if not lost:
        return ""
    return wording.say("account.lost", amount=-Money.sum(lost, currency=statement.currency))


def _table(statement: AccountStatement, wording: Wording) -> Table:
    # An account that pays for several clients says whose each line is.
    own = ("client",) if len({line.move.client for line in statement.lines}) > 1 else ()
    names = ("day", "move", "name", *own, "due_on", "debit", "credit", "balance")
    caption = wording.say("caption.account", account=statement.account)
    header = (wording.say(f"column.{name}") for name in names)
    rows = _rows(statement, wording, is_shared=bool(own))
    return table_of(caption, header, rows=rows, figures=tuple(range(len(names) - 3, len(names))))


def _rows(statement: AccountStatement, wording: Wording, *, is_shared: bool) -> Iterator[tuple[str, ...]]:
    since = statement.since
    blank = ("", "", "") if is_shared else ("", "")
    if since is not None:
        is_open = statement.form is AccountForm.OPEN_ITEMS
        carried = wording.say("account.carried.open" if is_open else "account.carried")
        yield wording.show(since), carried, *blank, *_sides(statement.opening, wording), wording.show(statement.opening)
    for line in statement.lines:
        move = line.move
        whose = (wording.show(move.client),) if is_shared else ()
        about = (wording.show(move.day), wording.say(f"move.{move.kind}"), wording.show(move.name), *whose)
        yield *about, wording.show(move.due_on), *_sides(line.amount, wording), wording.show(line.balance)
    closing = wording.show(statement.closing)
    yield wording.show(statement.until), wording.say("account.closing"), *blank, "", "", closing


def _sides(amount: Money, wording: Wording) -> tuple[str, str]:
    if not amount:
        return "", ""
    return (wording.show(amount), "") if amount.minor > 0 else ("", wording.show(-amount))
