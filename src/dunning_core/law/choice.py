"""Which regime governs a debt, from the countries of the two parties and the kind of the debtor."""

from dunning_core.errors import UnknownReferenceError
from dunning_core.law import fr
from dunning_core.law.regime import ClientKind, Regime

_REGIMES = (fr.B2B, fr.PUBLIC, fr.B2C)


def choose_regime(kind: ClientKind, *, creditor_country: str | None, client_country: str | None) -> Regime:
    """Return the regime of a debt, or raise UnknownReferenceError saying which fact is missing.

    Absent a choice of law, a sale is governed by the law of the seller's country; a consumer keeps the law of his
    own (regulation Rome I, articles 4 and 6).

    >>> choose_regime(ClientKind.BUSINESS, creditor_country="FR", client_country="FR").code
    'fr.b2b'
    """
    if kind is ClientKind.UNKNOWN:
        raise UnknownReferenceError("unknown_kind", "client.kind", kind.value, "say whether the client is a business")
    country = client_country if kind is ClientKind.CONSUMER else creditor_country
    whose = "client" if kind is ClientKind.CONSUMER else "creditor"
    if country is None:
        raise UnknownReferenceError("missing_country", f"{whose}.country", country, "give it, or pass a regime")
    for regime in _REGIMES:
        if regime.country == country and kind in regime.kinds:
            return regime
    hint = "no regime is known here for this country: pass one of your own"
    raise UnknownReferenceError("unknown_regime", f"{whose}.country", country, hint)
