"""The text of a payment code (EPC069-12): what a payer's telephone reads off a notice to prepare a SEPA transfer.

The library writes the text; drawing it as a QR code, with error correction M, is up to the caller.
"""

import re

from dunning_core._checks import check_instance, check_text
from dunning_core.errors import CurrencyMismatchError, InvalidValueError
from dunning_core.identifiers import is_creditor_reference, is_iban, squeeze_reference
from dunning_core.money import Money
from dunning_core.parties import Creditor

_NAME_MAX, _TEXT_MAX = 70, 140
_BYTES_MAX = 331
_MINOR_MAX = 99_999_999_999
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[0-9A-Z]{2}(?:[0-9A-Z]{3})?")


def make_payment_code(creditor: Creditor, amount: Money, *, reference: str = "") -> str:
    """Return the text of a payment code: a transfer of an amount to the account of a creditor.

    A reference that is one of ISO 11649 is written as such, any other as free text; the BIC of the creditor is given
    when it is known. Raises a DunningError for what the guidelines do not allow: no IBAN or one that is wrong, a
    currency other than EUR, an amount of nothing or of a billion, a name over 70 characters, a text over 140.

    >>> acme = Creditor("Fournitures Martin", iban="FR7630006000011234567890189")
    >>> make_payment_code(acme, Money("240.50", "EUR"), reference="F-101").splitlines()[5:]
    ['Fournitures Martin', 'FR7630006000011234567890189', 'EUR240.50', '', '', 'F-101']
    """
    check_instance("creditor", creditor, Creditor)
    check_instance("amount", amount, Money)
    _check_creditor(creditor)
    if amount.currency != "EUR":
        raise CurrencyMismatchError("currency_mismatch", "amount", amount, "a SEPA transfer is made in EUR")
    if not 0 < amount.minor <= _MINOR_MAX:
        raise InvalidValueError("out_of_range", "amount", amount, "pass 0.01 to 999999999.99 EUR")
    structured, text = "", ""
    if reference:
        check_text("reference", reference)
        if is_creditor_reference(reference):
            structured = squeeze_reference(reference)
        else:
            text = reference
    if len(text) > _TEXT_MAX:
        raise InvalidValueError("too_long", "reference", reference, f"pass at most {_TEXT_MAX} characters")
    iban, bic = squeeze_reference(creditor.iban or ""), squeeze_reference(creditor.bic or "")
    lines = ("BCD", "002", "1", "SCT", bic, creditor.name, iban, f"EUR{amount.text}", "", structured, text)
    code = "\n".join(lines).rstrip("\n")
    if len(code.encode()) > _BYTES_MAX:
        hint = f"the code may hold {_BYTES_MAX} bytes in all: shorten it"
        raise InvalidValueError("too_long", "reference", reference, hint)
    return code


def _check_creditor(creditor: Creditor) -> None:
    if len(creditor.name) > _NAME_MAX:
        raise InvalidValueError("too_long", "creditor.name", creditor.name, f"pass at most {_NAME_MAX} characters")
    if creditor.iban is None:
        raise InvalidValueError("missing", "creditor.iban", None, "give the account that is to be paid")
    if not is_iban(creditor.iban):
        raise InvalidValueError("bad_iban", "creditor.iban", creditor.iban, "check its characters against the bank's")
    if creditor.bic is not None and not _BIC.fullmatch(squeeze_reference(creditor.bic)):
        raise InvalidValueError("bad_bic", "creditor.bic", creditor.bic, "give its 8 or 11 characters, or leave it out")
