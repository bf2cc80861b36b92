"""flatten_camt: the entries of a camt.053, camt.054 or camt.052, parsed into mappings, as flat rows."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from dunning_core.errors import WrongTypeError

Node = Mapping[str, Any]

_REPORTS = ("BkToCstmrStmt/Stmt", "BkToCstmrDbtCdtNtfctn/Ntfctn", "BkToCstmrAcctRpt/Rpt")
_STRUCTURED = ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef", "RmtInf/Strd/RfrdDocInf/Nb")
_WRITTEN = ("RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf")
_REASONS = ("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/AddtlInf")


def flatten_camt(document: Node) -> Iterator[dict[str, Any]]:
    """Give the entries of a camt message as rows for `read_bank_entries`, one for each transaction of a batch.

    The document is the mapping that `xmltodict.parse` makes of the XML: a tag is a key, several of them are a list, an
    amount has its currency under `@Ccy`. A batch whose transactions have no amounts of their own, in the currency of
    the account, stays one row.

    >>> entry = {"Amt": {"@Ccy": "EUR", "#text": "80.00"}, "CdtDbtInd": "CRDT", "BookgDt": {"Dt": "2026-02-04"}}
    >>> [row] = flatten_camt({"Document": {"BkToCstmrStmt": {"Stmt": {"Id": "S-12", "Ntry": entry}}}})
    >>> row["id"], row["amount"], row["direction"]
    ('S-12/1', '80.00', 'CRDT')
    """
    if not isinstance(cast("object", document), Mapping):
        raise WrongTypeError("wrong_type", "document", document, "pass what xmltodict.parse gives")
    for path in _REPORTS:
        for report in _nodes(document, f"Document/{path}"):
            for position, entry in enumerate(_nodes(report, "Ntry"), start=1):
                yield from _rows(entry, f"{_text(report, 'Id') or 'camt'}/{position}")


def _rows(entry: Node, name: str) -> Iterator[dict[str, Any]]:
    row = _read_entry(entry, _text(entry, "AcctSvcrRef") or name)
    details = _nodes(entry, "NtryDtls/TxDtls")
    amounts = [_amount(detail, row["currency"]) for detail in details]
    if len(details) == 1:
        amounts = [amounts[0] or row["amount"]]
    if details and all(amounts):
        # What was booked may be less than its transactions come to, or more: banks take their charges.
        batch = {"batch": row["id"], "batch_amount": row["amount"], "batch_direction": row["direction"]}
        for position, (detail, amount) in enumerate(zip(details, amounts, strict=True), start=1):
            own = row["id"] if len(details) == 1 else f"{row['id']}/{position}"
            yield {**_with_detail({**row, "id": own}, detail, amount), **batch}
    else:
        texts = [text for detail in details for text in _texts_of(detail)]
        yield {**row, "reference": _join(texts) or row["reference"]}


def _read_entry(entry: Node, name: str) -> dict[str, Any]:
    return {
        "id": name,
        "amount": _text(entry, "Amt"),
        "original_amount": None,
        "currency": _text(entry, "Amt/@Ccy"),
        "direction": _text(entry, "CdtDbtInd"),
        "reversal": _text(entry, "RvslInd"),
        "status": _text(entry, "Sts") or _text(entry, "Sts/Cd"),
        "received_on": _day(entry, "BookgDt") or _day(entry, "ValDt"),
        "reference": _text(entry, "AddtlNtryInf"),
        "end_to_end": None,
        "payer_iban": None,
        "reason": None,
        "batch": None,
        "batch_amount": None,
        "batch_direction": None,
    }


def _with_detail(row: dict[str, Any], detail: Node, amount: str | None) -> dict[str, Any]:
    return {
        **row,
        "id": _text(detail, "Refs/AcctSvcrRef") or row["id"],
        "amount": amount,
        "original_amount": _amount(detail, row["currency"], ("AmtDtls/InstdAmt/Amt",)),
        "direction": _text(detail, "CdtDbtInd") or row["direction"],
        "reference": _join(_texts_of(detail)) or row["reference"],
        "end_to_end": _text(detail, "Refs/EndToEndId"),
        "payer_iban": _text(detail, "RltdPties/DbtrAcct/Id/IBAN"),
        "reason": next((text for path in _REASONS for text in _texts(detail, path)), None),
    }


def _amount(detail: Node, currency: str | None, paths: tuple[str, ...] = ("Amt", "AmtDtls/TxAmt/Amt")) -> str | None:
    # What was instructed may be in another currency, or before charges; what moved on the account is told here.
    for path in paths:
        if _text(detail, path) is not None:
            return _text(detail, path) if _text(detail, f"{path}/@Ccy") == currency else None
    return None


def _texts_of(detail: Node) -> list[str]:
    """Return what the payer wrote; without it, what the bank says of the transaction."""
    written = [text for path in (*_STRUCTURED, *_WRITTEN) for text in _texts(detail, path)]
    return written or _texts(detail, "AddtlTxInf")


def _join(texts: list[str]) -> str | None:
    # Banks break a text wherever a line is full: it is read across its lines.
    return "\n".join(dict.fromkeys(texts)) or None


def _day(node: Node, tag: str) -> str | None:
    day = _text(node, f"{tag}/Dt") or _text(node, f"{tag}/DtTm")
    return None if day is None else day[:10]


def _text(node: Node, path: str) -> str | None:
    return next(iter(_texts(node, path)), None)


def _texts(node: Node, path: str) -> list[str]:
    found = (cast("Node", one).get("#text") if isinstance(one, Mapping) else one for one in _walk(node, path))
    return [text.strip() for text in found if isinstance(text, str) and text.strip()]


def _nodes(node: Node, path: str) -> list[Node]:
    return [cast("Node", one) for one in _walk(node, path) if isinstance(one, Mapping)]


def _walk(node: Node, path: str) -> list[Any]:
    found: list[Any] = [node]
    for tag in path.split("/"):
        found = [child for one in found if isinstance(one, Mapping) for child in _children(cast("Node", one), tag)]
    return found


def _children(node: Node, tag: str) -> list[Any]:
    # A document may name its tags with a prefix, as in camt:Ntry.
    found: list[Any] = []
    for name, value in node.items():
        if str(name).rpartition(":")[2] == tag:
            found += value if isinstance(value, list) else [value]
    return found
