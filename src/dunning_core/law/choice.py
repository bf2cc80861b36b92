"""Which regime governs a debt, from the countries of the two parties and the kind of the debtor."""

from dunning_core._checks import check_instance
from dunning_core.errors import UnknownReferenceError
from dunning_core.law import de, fr, others, uk
from dunning_core.law.kinds import ClientKind
from dunning_core.law.regime import Regime

_REGIMES = (fr.B2B, fr.PUBLIC, fr.B2C, de.B2B, de.B2C, uk.B2B, *others.REGIMES)
#: The codes of the regimes that are known here, under which they are stored.
REGIME_CODES = tuple(regime.code for regime in _REGIMES)


def find_regime(code: str) -> Regime:
    """Return a regime by its code, such as `fr.b2b`; UnknownReferenceError for a code that is not known.

    >>> find_regime("be.b2b").verification.value
    'recalled'
    """
    for regime in _REGIMES:
        if regime.code == code:
            return regime
    known = ", ".join(regime.code for regime in _REGIMES)
    raise UnknownReferenceError("unknown_regime", "code", code, f"pass one of {known}")


def choose_regime(kind: ClientKind, *, creditor_country: str | None, client_country: str | None) -> Regime:
    """Return the regime of a debt, or raise UnknownReferenceError saying which fact is missing.

    Absent a choice of law, a sale is governed by the law of the seller's country; a consumer keeps the law of his
    own (regulation Rome I, articles 4 and 6). Where the law lets the creditor choose, the choice is not made for him.

    >>> choose_regime(ClientKind.BUSINESS, creditor_country="FR", client_country="FR").code
    'fr.b2b'
    """
    check_instance("kind", kind, ClientKind)
    if kind is ClientKind.UNKNOWN:
        raise UnknownReferenceError("unknown_kind", "client.kind", kind.value, "say whether the client is a business")
    country = client_country if kind is ClientKind.CONSUMER else creditor_country
    whose = "client" if kind is ClientKind.CONSUMER else "creditor"
    if country is None:
        raise UnknownReferenceError("missing_country", f"{whose}.country", country, "give it, or pass a regime")
    found = [regime for regime in _REGIMES if regime.country == country and kind in regime.kinds]
    if len(found) == 1:
        return found[0]
    hint = "no regime is known here for this country: pass one of your own"
    if found:
        hint = f"the law lets you choose: pass find_regime(...) of {', '.join(regime.code for regime in found)}"
    raise UnknownReferenceError("unknown_regime", f"{whose}.country", country, hint)
