"""What the type codes of documents (UNTDID 1001) and of payment means (UNTDID 4461) stand for here."""

from collections.abc import Mapping

from dunning_core.documents import InvoiceKind, PaymentMeans


def _each(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


_DEPOSITS, _FINALS = _each("386 500"), _each("218 877")

#: An invoice that takes the place of an earlier one, which it names.
CORRECTED = _each("384 471 472 473")

#: An invoice whose debt a factor has bought.
FACTORED = _each("393 472 473 501")

_PLAIN = _each(
    "80 82 84 202 203 204 211 219 295 326 331 380 382 383 385 387 388 389 390 394 395 527 575 623 633 751 780 875 876"
)

#: What each code of an invoice claims. Left out are those that claim nothing (325, pro forma) or undo something (457).
INVOICE_KINDS: Mapping[str, InvoiceKind] = {
    **dict.fromkeys(_PLAIN | CORRECTED | FACTORED, InvoiceKind.INVOICE),
    **dict.fromkeys(_DEPOSITS, InvoiceKind.DEPOSIT),
    **dict.fromkeys(_FINALS, InvoiceKind.FINAL),
}

CREDIT_NOTES = _each("81 83 261 262 296 308 381 396 420 458 502 503 532")

#: How an invoice is to be paid; a code that leaves it open, or that no word of ours stands for, is left out.
MEANS: Mapping[str, PaymentMeans] = {
    **dict.fromkeys(("10",), PaymentMeans.CASH),
    **dict.fromkeys(("20", "23", "25", "26"), PaymentMeans.CHECK),
    **dict.fromkeys(("24", "44", "70"), PaymentMeans.BILL_OF_EXCHANGE),
    **dict.fromkeys(("30", "42", "45", "58"), PaymentMeans.TRANSFER),
    **dict.fromkeys(("49", "59"), PaymentMeans.DIRECT_DEBIT),
    **dict.fromkeys(("48", "54", "55"), PaymentMeans.CARD),
    **dict.fromkeys(("97",), PaymentMeans.SET_OFF),
}
