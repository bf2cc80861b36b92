"""propose_recourse: each procedure put before a claim, with why it is open or not, and what is missing."""

from collections.abc import Iterable, Sequence
from datetime import date

from dunning_core._checks import as_tuple, check_instance
from dunning_core.dunning.debts import Debt, check_claim, read_debts
from dunning_core.dunning.decisions import Decision
from dunning_core.dunning.exhibits import check_debtor, check_exhibits, check_figures, check_prior_attempt
from dunning_core.dunning.openings import (
    Claim,
    check_ceiling,
    check_country,
    check_day,
    check_declaration,
    check_kind,
    select_debts,
    sum_debts,
)
from dunning_core.dunning.recourse import ProcedureCosts, Recourse, RecourseOption, rank_options
from dunning_core.errors import CurrencyMismatchError, InvalidValueError, UnknownReferenceError
from dunning_core.law.procedures import PROCEDURES, Exhibit, Procedure
from dunning_core.ledger import Receivable
from dunning_core.parties import Creditor


def propose_recourse(
    claim: Iterable[Decision] | Iterable[Receivable],
    *,
    evidence: Iterable[Exhibit] = (),
    costs: Iterable[ProcedureCosts] = (),
    creditor: Creditor | None = None,
    procedures: Iterable[Procedure] = PROCEDURES,
) -> Recourse:
    """Return what can be done about the debts of one client in one currency, the first to consider first.

    `evidence` is what the caller holds beside what is on record; `costs` his figures, at most one per procedure. The
    creditor of decisions is that of their run. A procedure is open only where all that it needs is known to hold. All
    that is past due is one claim, so that a ceiling counts its sum. Raises InvalidValueError for debts of several
    clients, days, or none; CurrencyMismatchError for two currencies, also in the costs; UnknownReferenceError for costs
    of a procedure that is not among `procedures`.

    >>> from dunning_core.documents import Invoice
    >>> from dunning_core.ledger import Ledger
    >>> from dunning_core.money import Money
    >>> from dunning_core.parties import Client
    >>> invoice = Invoice(
    ...     "F-1", client="ACME", amount=Money(900, "EUR"), issued_on=date(2026, 3, 1), due_on=date(2026, 3, 31)
    ... )
    >>> acme = Client.business("ACME", name="Acme SARL", country="FR")
    >>> snapshot = Ledger.of(acme, invoice).as_of(date(2026, 6, 1)).lettered()
    >>> recourse = propose_recourse(snapshot.receivables, creditor=Creditor(name="Valcourt SAS", country="FR"))
    >>> recourse.options[0].procedure.code, recourse.options[0].claimed
    ('fr.agency', Money('958.57', 'EUR'))
    """
    given = check_claim("claim", claim)
    known = as_tuple("procedures", procedures, Procedure)
    if creditor is not None:
        check_instance("creditor", creditor, Creditor)
    elif isinstance(given[0], Decision):
        creditor = given[0].context.creditor
    debts = read_debts(given, creditor=creditor)
    item = debts[0].item
    own = _check_costs(as_tuple("costs", costs, ProcedureCosts), known, currency=item.currency)
    held = frozenset(as_tuple("evidence", evidence, Exhibit))
    claimed = Claim(item.client, creditor, item.day, item.currency, debts, held)
    options = [_put(claimed, procedure, costs=own.get(procedure.code)) for procedure in known]
    return Recourse(item.day, item.client, item.currency, rank_options(options))


def _check_costs(
    costs: Sequence[ProcedureCosts], procedures: Sequence[Procedure], *, currency: str
) -> dict[str, ProcedureCosts]:
    codes = {procedure.code for procedure in procedures}
    own: dict[str, ProcedureCosts] = {}
    for index, entry in enumerate(costs):
        where = f"costs[{index}]"
        if entry.procedure not in codes:
            hint = f"pass one of {', '.join(sorted(codes))}"
            raise UnknownReferenceError("unknown_procedure", f"{where}.procedure", entry.procedure, hint)
        if entry.procedure in own:
            raise InvalidValueError("duplicate", f"{where}.procedure", entry.procedure, "give its costs once")
        if entry.fixed is not None and entry.fixed.currency != currency:
            hint = f"give costs in {currency}, the currency of the claim"
            raise CurrencyMismatchError("currency_mismatch", f"{where}.fixed", entry.fixed, hint)
        own[entry.procedure] = entry
    return own


def _put(claim: Claim, procedure: Procedure, *, costs: ProcedureCosts | None) -> RecourseOption:
    debts, left_out = select_debts(claim, procedure)
    sums = sum_debts(claim, procedure, debts=debts)
    findings = [left_out, check_country(claim, procedure), check_kind(claim, procedure)]
    findings += [check_ceiling(claim, procedure, sums=sums)] if debts else []
    declared, declare_by = check_declaration(claim, debts)
    law = check_day(claim, procedure)
    findings.append(declared)
    is_open = not any(finding.closes for finding in (*findings, law))
    if is_open:
        findings.append(check_exhibits(claim, procedure, debts=debts))
        findings.append(check_prior_attempt(claim, procedure, debts=debts, sums=sums))
        findings.append(check_debtor(procedure, debts))
        findings.append(check_figures(procedure, debts, sums=sums, costs=costs))
    findings.append(law)
    # Of what is closed only that is told: what would be missing to begin it is of no interest.
    told = findings if is_open else [finding for finding in findings if finding.closes]
    return RecourseOption(
        procedure,
        claim.day,
        claim.client,
        tuple(debt.item.id for debt in debts),
        is_open,
        sums.principal,
        sums.accessories,
        tuple(dict.fromkeys(reason for finding in told for reason in finding.reasons)),
        tuple(dict.fromkeys(code for finding in told for code in finding.missing)),
        _deadlines(debts, declare_by) if is_open else (),
        costs,
    )


def _deadlines(debts: Sequence[Debt], declare_by: date | None) -> tuple[tuple[str, date], ...]:
    if declare_by is not None:
        return (("declaration", declare_by),)
    last_days = [debt.last_day for debt in debts if debt.last_day is not None]
    return (("limitation", min(last_days)),) if last_days else ()
