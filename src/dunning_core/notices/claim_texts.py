"""The statement of claim (décompte) as a text: every line with its working, the rules, the texts and the proofs."""

from collections.abc import Iterator

from dunning_core._checks import check_instance
from dunning_core.errors import ProvisionalError
from dunning_core.notices.body import write_head, write_identity
from dunning_core.notices.options import STANDARD_OPTIONS, NoticeOptions
from dunning_core.notices.sheets import Listing, Piece, Sheet, Table, keep_told, table_of
from dunning_core.notices.sources import word_source, word_year
from dunning_core.notices.wording import Wording
from dunning_core.parties import Creditor
from dunning_core.penalties import DebtClaim, StatementLine, StatementOfClaim

_SOURCED = ("payment", "credit_note")


def write_claim(
    claim: StatementOfClaim,
    creditor: Creditor,
    *,
    locale: str,
    provisional: bool = False,
    options: NoticeOptions = STANDARD_OPTIONS,
) -> Sheet:
    """Return a statement of claim as a sheet, so that each line can be worked out again by hand.

    Each debt is a table that ends with what is claimed of it; totals, rules, texts and proofs follow. The figures are
    those of the statement. Raises ProvisionalError where a line rests on a rate past its verified horizon, unless
    `provisional` is said; then it is told in the text.
    """
    check_instance("claim", claim, StatementOfClaim)
    check_instance("creditor", creditor, Creditor)
    check_instance("options", options, NoticeOptions)
    is_provisional = any(debt.penalties.is_provisional for debt in claim.debts)
    if is_provisional and not provisional:
        hint = "extend the series of the rate with with_step(...), or pass provisional=True"
        raise ProvisionalError("provisional", "claim", claim.day, hint)
    wording = Wording.of(locale, options)
    clients = dict.fromkeys(debt.receivable.client.name for debt in claim.debts)
    named = wording.enumerate(list(clients))
    content: list[Piece] = [
        wording.say("claim.opening", day=claim.day),
        wording.say("provisional") if is_provisional else "",
        *(piece for debt in claim.debts for piece in _debt(debt, claim, wording)),
        _totals(claim, wording),
        Listing(wording.say("heading.conventions"), tuple(_conventions(claim, wording))),
        Listing(wording.say("heading.sources"), tuple(word_source(text, wording) for text in claim.sources)),
    ]
    return Sheet(
        str(wording.locale),
        wording.say("claim.subject", client=named, day=claim.day),
        head=(*write_head(creditor, client=named, contact=None), wording.say("dated", day=claim.day)),
        content=tuple(keep_told(content)),
        annex=tuple(keep_told(("\n".join(write_identity(creditor, wording)),))),
    )


def _debt(debt: DebtClaim, claim: StatementOfClaim, wording: Wording) -> Iterator[Piece]:
    item = debt.receivable
    year = word_year(debt.penalties.regime.day_count, wording)
    names = ("line", "start", "end", "working", "amount", "text")
    header = (wording.say(f"column.{name}") for name in names)
    rows = (_row(line, year, wording) for line in claim.lines if line.receivable == item.id)
    yield table_of(wording.say("caption.claim", receivable=item.id), header, rows=rows, figures=(4,))
    if item.disputed:
        yield wording.say("claim.disputed", receivable=item.id, amount=item.disputed)
    total = tuple(amount for amount in debt.legal.totals if amount)
    yield wording.say("claim.debt", receivable=item.id, total=total)


def _row(line: StatementLine, year: str, wording: Wording) -> tuple[str, ...]:
    told = {"source": line.source, "component": wording.say(f"total.{line.component}")}
    working = ""
    if line.kind == "interest":
        shown = {"base": line.base, "rate": line.rate, "days": line.days, "year": year}
        working = wording.fill("claim.working", shown)
    named = dict.fromkeys(word_source(text, wording) for text in (line.reference, line.source) if text)
    proof = "" if line.kind in _SOURCED else ", ".join(named)
    days = (wording.show(line.start), wording.show(line.end))
    return wording.fill(f"claim.line.{line.kind}", told), *days, working, wording.show(line.amount), proof


def _totals(claim: StatementOfClaim, wording: Wording) -> Table:
    sums = [(wording.say(f"total.{kind}"), amount) for kind, amount in claim.totals]
    sums += [(wording.say("total.total"), amount) for amount in claim.grand_totals]
    rows = ((name, wording.show(amount)) for name, amount in sums)
    header = (wording.say("column.sum"), wording.say("column.amount"))
    return table_of(wording.say("caption.totals"), header, rows=rows, figures=(1,))


def _conventions(claim: StatementOfClaim, wording: Wording) -> Iterator[str]:
    for name, value in claim.conventions:
        yield wording.say(f"convention.{name}.{value}")
