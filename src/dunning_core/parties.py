"""Who owes and who claims: Client, Creditor, and the contacts that a notice is addressed to."""

from collections.abc import Sequence
from enum import Enum
from typing import TypedDict, Unpack

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_free_text, check_instance, check_text, set_field
from dunning_core.errors import InvalidValueError
from dunning_core.law import ClientKind
from dunning_core.money import Money
from dunning_core.terms import PaymentTerms


class ContactRole(Enum):
    """What a contact is there for; the stage of a notice says which role it is addressed to."""

    ACCOUNTING = "accounting"
    MANAGEMENT = "management"
    REGISTERED_OFFICE = "registered_office"


@frozen
class Contact:
    """A person or a desk of the client, with the addresses that it can be reached at.

    `address` is the postal address, one line per line of text; `language` is a code such as `fr`.
    """

    name: str
    role: ContactRole = ContactRole.ACCOUNTING
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    language: str | None = None

    def __attrs_post_init__(self) -> None:
        check_text("name", self.name)
        check_instance("role", self.role, ContactRole)
        _check_optional_text(self, "email", "phone", "language")
        if self.address is not None:
            check_free_text("address", self.address)


class ClientDetails(TypedDict, total=False):
    """The optional facts about a client, by the names that every constructor of `Client` takes."""

    account: str
    contacts: Sequence[Contact]
    language: str | None
    identifiers: Sequence[tuple[str, str]]
    terms: PaymentTerms | None
    tags: Sequence[str]
    credit_limit: Money | None
    owner: str | None


def _contacts(given: Sequence[Contact]) -> tuple[Contact, ...]:
    return as_tuple("contacts", given, Contact)


def _tags(given: Sequence[str]) -> tuple[str, ...]:
    return as_tuple("tags", given, str)


def _identifiers(given: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    as_tuple("identifiers", given, tuple)
    pairs = tuple(given)
    for index, pair in enumerate(pairs):
        if len(pair) != 2:
            raise InvalidValueError("bad_format", f"identifiers[{index}]", pair, "pass (scheme, value), as (SIREN, …)")
        check_text(f"identifiers[{index}]", pair[0])
        check_text(f"identifiers[{index}]", pair[1])
    return pairs


@frozen
class Client:
    """Who owes: an identifier of yours, a name, a country, and the kind that decides which law applies.

    Build it with `business`, `consumer`, `public_body` or `unknown`: the kind has no default, since a consumer must
    never be charged what a business owes. `account` names whose account pays (a head office for its sites), and
    `owner` who is in charge of the client on the creditor's side, by a name of yours.

    >>> Client.business("ACME", name="Acme SARL", country="FR").kind.value
    'business'
    """

    id: str
    kind: ClientKind
    name: str
    country: str | None = None
    account: str = ""
    contacts: tuple[Contact, ...] = field(default=(), converter=_contacts)
    language: str | None = None
    identifiers: tuple[tuple[str, str], ...] = field(default=(), converter=_identifiers)
    terms: PaymentTerms | None = None
    tags: tuple[str, ...] = field(default=(), converter=_tags)
    credit_limit: Money | None = None
    owner: str | None = None

    def __attrs_post_init__(self) -> None:
        check_text("id", self.id)
        check_instance("kind", self.kind, ClientKind)
        check_text("name", self.name)
        check_country(self.country)
        set_field(self, "account", self.account or self.id)
        check_text("account", self.account)
        _check_optional_text(self, "language", "owner")
        for name, kind in (("terms", PaymentTerms), ("credit_limit", Money)):
            if getattr(self, name) is not None:
                check_instance(name, getattr(self, name), kind)

    @classmethod
    def business(cls, id: str, *, name: str, country: str | None = None, **details: Unpack[ClientDetails]) -> "Client":
        """Return a client that buys for its business."""
        return cls(id, ClientKind.BUSINESS, name, country, **details)

    @classmethod
    def consumer(cls, id: str, *, name: str, country: str | None = None, **details: Unpack[ClientDetails]) -> "Client":
        """Return a natural person who buys outside any business: interest from the formal notice only."""
        return cls(id, ClientKind.CONSUMER, name, country, **details)

    @classmethod
    def public_body(
        cls, id: str, *, name: str, country: str | None = None, **details: Unpack[ClientDetails]
    ) -> "Client":
        """Return a public buyer, under public procurement law."""
        return cls(id, ClientKind.PUBLIC_BODY, name, country, **details)

    @classmethod
    def unknown(cls, id: str, *, name: str, country: str | None = None, **details: Unpack[ClientDetails]) -> "Client":
        """Return a client whose kind is not known: chased without penalties, with a Problem that says so."""
        return cls(id, ClientKind.UNKNOWN, name, country, **details)


@frozen
class Creditor:
    """Who claims: the name, addresses and identifiers that a notice must show.

    `is_large` for a large or mid-size company, to which the mentions of 2026 apply a year before the others.
    `legal_notice` is what its law makes it print on its correspondence: legal form, capital, register.
    """

    name: str
    country: str | None = None
    address: str | None = None
    siren: str | None = None
    vat_number: str | None = None
    iban: str | None = None
    bic: str | None = None
    email: str | None = None
    phone: str | None = None
    contact: str | None = None
    is_large: bool = False
    legal_notice: str | None = None

    def __attrs_post_init__(self) -> None:
        check_text("name", self.name)
        check_country(self.country)
        check_instance("is_large", self.is_large, bool)
        _check_optional_text(self, "siren", "vat_number", "iban", "bic", "email", "phone", "contact", "legal_notice")
        if self.address is not None:
            check_free_text("address", self.address)


def check_country(country: str | None) -> None:
    """Refuse what is not a two-letter country code of ISO 3166-1 in capitals, or None."""
    if country is None:
        return
    check_text("country", country)
    if len(country) != 2 or not (country.isascii() and country.isalpha() and country.isupper()):
        raise InvalidValueError("bad_country", "country", country, "pass an ISO 3166-1 code such as FR, in capitals")


def _check_optional_text(value: object, *names: str) -> None:
    for name in names:
        if getattr(value, name) is not None:
            check_text(name, getattr(value, name))
