"""accrue_penalties: from a receivable and a regime to its penalties, in integers, rounded once."""

from datetime import date

from dunning_core._checks import check_instance
from dunning_core.documents import InvoiceKind
from dunning_core.errors import PolicyError
from dunning_core.law import Regime, choose_regime
from dunning_core.ledger import Receivable
from dunning_core.parties import Creditor
from dunning_core.penalties.effects import begins_after
from dunning_core.penalties.rating import interest_minor
from dunning_core.penalties.result import Penalties
from dunning_core.penalties.sums import fixed_compensation, recoverable_costs


def accrue_penalties(
    receivable: Receivable, regime: Regime | None = None, *, creditor: Creditor | None = None
) -> Penalties:
    """Return the interest and the fixed compensation on a receivable, up to the day of its snapshot.

    Interest runs over (due, payment] on what is outstanding each day, VAT included, at the rate that the regime names
    (C. com. L441-10 II between French businesses), and is rounded once, half-up. The compensation is due once per late
    invoice (D441-5). What is under dispute is left out. With `regime=None` it is chosen from the countries of creditor
    and client and the kind of the client; UnknownReferenceError says which of them is missing. PolicyError for a
    regime that does not govern that kind of client; UnknownDateError for a day before its first rate.
    """
    check_instance("receivable", receivable, Receivable)
    regime = fit_regime(receivable, regime, creditor=creditor)
    runs_after = _runs_after(receivable, regime)
    minor = 0
    if runs_after is not None:
        minor = interest_minor(receivable, regime, runs_after=runs_after, until=receivable.day)
    compensation = fixed_compensation(receivable, regime)
    costs = recoverable_costs(receivable, regime, compensation=compensation)
    return Penalties(receivable, regime, runs_after, minor, compensation, costs)


def fit_regime(receivable: Receivable, regime: Regime | None, *, creditor: Creditor | None) -> Regime:
    """Return the regime of a receivable, chosen when none is given; PolicyError for one that does not govern it."""
    if creditor is not None:
        check_instance("creditor", creditor, Creditor)
    client = receivable.client
    if regime is None:
        country = creditor.country if creditor else None
        regime = choose_regime(client.kind, creditor_country=country, client_country=client.country)
    check_instance("regime", regime, Regime)
    if client.kind not in regime.kinds:
        raise PolicyError(
            "regime_unfit", "regime", regime.code, f"it does not govern a client of kind {client.kind.value}"
        )
    return regime


def _runs_after(receivable: Receivable, regime: Regime) -> date | None:
    if receivable.invoice.kind is InvoiceKind.CLAIM:
        # What is claimed for a delay bears no interest of its own (C. civ. 1343-2).
        return None
    start = begins_after(receivable, regime)
    return start if start is not None and start < receivable.day else None
