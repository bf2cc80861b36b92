"""The payment block of an invoice (BG-16, BG-17): how, to which account and under which reference to pay."""

import re

from dunning_core._checks import check_instance, check_text
from dunning_core.errors import InvalidValueError
from dunning_core.identifiers import is_creditor_reference, is_iban, squeeze_reference
from dunning_core.parties import Creditor

# UNTDID 4461: a credit transfer, in any currency.
_TRANSFER = "30"
_LOOKS_STRUCTURED = re.compile(r"RF[0-9]{2}[0-9A-Z]+")


def write_payment_block(creditor: Creditor, reference: str) -> dict[str, str]:
    """Return the terms that say how to pay a creditor: BT-81, BT-83 to BT-86.

    `reference` is what the payer shall quote, a number or a creditor reference (RF), which is written without blanks.
    Raises InvalidValueError for an IBAN that is missing or wrong, and for an RF whose check digits are.

    >>> acme = Creditor("Fournitures Martin", iban="FR76 3000 6000 0112 3456 7890 189")
    >>> write_payment_block(acme, "RF18 5390 0754 7034")["BT-83"]
    'RF18539007547034'
    """
    check_instance("creditor", creditor, Creditor)
    check_text("reference", reference)
    if creditor.iban is None or not is_iban(creditor.iban):
        hint = "give the IBAN of the account that is to be paid"
        raise InvalidValueError("bad_iban", "creditor.iban", creditor.iban, hint)
    squeezed = squeeze_reference(reference)
    if _LOOKS_STRUCTURED.fullmatch(squeezed):
        if not is_creditor_reference(squeezed):
            hint = "make it with make_creditor_reference"
            raise InvalidValueError("bad_reference", "reference", reference, hint)
        reference = squeezed
    block = {"BT-81": _TRANSFER, "BT-83": reference, "BT-84": squeeze_reference(creditor.iban), "BT-85": creditor.name}
    return block if creditor.bic is None else {**block, "BT-86": squeeze_reference(creditor.bic)}
