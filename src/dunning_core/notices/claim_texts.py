"""The statement of claim (décompte) as a text: every line with its working, the rules, the texts and the proofs."""

from collections.abc import Iterator

from dunning_core._checks import check_instance
from dunning_core.errors import InvalidValueError, ProvisionalError
from dunning_core.notices.body import write_head, write_identity
from dunning_core.notices.naming import name_debt
from dunning_core.notices.options import STANDARD_OPTIONS, NoticeOptions
from dunning_core.notices.sheets import Listing, Piece, Sheet, Table, keep_told, table_of
from dunning_core.notices.sources import word_source, word_year
from dunning_core.notices.wording import Wording
from dunning_core.parties import Client, ContactRole, Creditor
from dunning_core.penalties import DebtClaim, StatementLine, StatementOfClaim

_WORKED = ("interest", "costs", "capitalization")
# What takes off a debt names its document in the line itself.
_UNNAMED = ("invoice", "waiver", *_WORKED, "compensation")


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
    those of the statement. Raises InvalidValueError for a statement without a debt, or of the debts of several clients,
    who owe each their own; ProvisionalError where a line rests on a rate past its verified horizon, unless
    `provisional` is said; then it is told in the text.
    """
    check_instance("claim", claim, StatementOfClaim)
    check_instance("creditor", creditor, Creditor)
    check_instance("options", options, NoticeOptions)
    client = _check_client(claim)
    is_provisional = any(debt.penalties.is_provisional for debt in claim.debts)
    if is_provisional and not provisional:
        hint = "extend the series of the rate with with_step(...), or pass provisional=True"
        raise ProvisionalError("provisional", "claim", claim.day, hint)
    wording = Wording.of(locale, options)
    office = next((own for own in client.contacts if own.role is ContactRole.REGISTERED_OFFICE), None)
    own = {debt.receivable.id: list(_rules(debt, wording)) for debt in claim.debts}
    common = [rule for rule in next(iter(own.values())) if all(rule in rules for rules in own.values())]
    content: list[Piece] = [
        wording.say("claim.opening", day=claim.day),
        wording.say("provisional") if is_provisional else "",
    ]
    for debt in claim.debts:
        content += _debt(debt, wording)
        content.append(" ".join(rule for rule in own[debt.receivable.id] if rule not in common))
    content += [
        _totals(claim, wording),
        Listing(wording.say("heading.conventions"), tuple(common)),
        Listing(wording.say("heading.sources"), tuple(word_source(source, wording) for source in claim.sources)),
    ]
    return Sheet(
        wording.code,
        wording.say("claim.subject", client=client.name, day=claim.day),
        head=(*write_head(creditor, client=client.name, contact=office), wording.say("dated", day=claim.day)),
        content=tuple(keep_told(content)),
        annex=tuple(keep_told(("\n".join(write_identity(creditor, wording)),))),
    )


def _check_client(claim: StatementOfClaim) -> Client:
    clients = {debt.receivable.client.id: debt.receivable.client for debt in claim.debts}
    if not clients:
        hint = "nothing is late: name receivables by state_claim(account, only=...)"
        raise InvalidValueError("empty", "claim", claim.day, hint)
    if len(clients) > 1:
        hint = "a claim is against one client: name his receivables by state_claim(account, only=...)"
        raise InvalidValueError("several_client", "claim", ", ".join(sorted(clients)), hint)
    return next(iter(clients.values()))


def _debt(debt: DebtClaim, wording: Wording) -> Iterator[Piece]:
    item, name, surplus = debt.receivable, name_debt(debt.receivable), debt.legal.surplus
    year = word_year(debt.penalties.regime.day_count, wording)
    names = ("line", "start", "end", "working", "amount", "text")
    header = (wording.say(f"column.{name}") for name in names)
    rows = (_row(line, year, wording) for line in debt.lines)
    yield table_of(wording.say("caption.claim", receivable=name), header, rows=rows, figures=(4,))
    for key, amount in (("disputed", item.disputed), ("lost", debt.lost), ("surplus", surplus)):
        if amount:
            yield wording.say(f"claim.{key}", receivable=name, amount=amount)
    total = tuple(amount for amount in debt.legal.totals if amount)
    yield wording.say("claim.debt" if total else "claim.debt.nothing", receivable=name, total=total)


def _row(line: StatementLine, year: str, wording: Wording) -> tuple[str, ...]:
    told = {"source": line.source, "component": wording.say(f"total.{line.component}")}
    working = ""
    # Costs of which nothing was taken off are what they are.
    if line.kind in _WORKED and not (line.kind == "costs" and line.base == line.amount):
        shown = {"base": line.base, "rate": line.rate, "days": line.days, "year": year}
        working = wording.fill(f"claim.working.{line.kind}", shown)
    proofs = (line.reference, word_source(line.source, wording) if line.kind in _UNNAMED else "")
    days = (wording.show(line.start), wording.show(line.end))
    amount = "" if line.kind == "capitalization" else wording.show(line.amount)
    proof = ", ".join(dict.fromkeys(filter(None, proofs)))
    return wording.fill(f"claim.line.{line.kind}", told), *days, working, amount, proof


def _totals(claim: StatementOfClaim, wording: Wording) -> Table:
    sums = [(wording.say(f"total.{kind}"), amount) for kind, amount in claim.totals]
    sums += [(wording.say("total.total"), amount) for amount in claim.grand_totals]
    rows = ((name, wording.show(amount)) for name, amount in sums)
    header = (wording.say("column.sum"), wording.say("column.amount"))
    return table_of(wording.say("caption.totals"), header, rows=rows, figures=(1,))


def _rules(debt: DebtClaim, wording: Wording) -> Iterator[str]:
    for name, value in debt.conventions:
        yield wording.say(f"convention.{name}.{value}")
    regime, agreed = debt.penalties.regime, debt.receivable.invoice.agreed_rate
    if agreed is None and regime.margin.units:
        key = "claim.margin" if regime.rounded_up_to is None else "claim.margin.rounded"
        yield wording.say(key, margin=regime.margin, step=regime.rounded_up_to)
