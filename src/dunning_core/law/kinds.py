"""Whom a statute is about, and by which text it is cited."""

from enum import Enum

from attrs import frozen


class ClientKind(Enum):
    """What a debtor is in the eyes of the law; it decides what can be claimed, so it has no default."""

    BUSINESS = "business"
    CONSUMER = "consumer"
    PUBLIC_BODY = "public_body"
    UNKNOWN = "unknown"


@frozen
class LegalReference:
    """The article that sets a rule, as it is cited, and what it says in one line."""

    text: str
    title: str
