"""In which language to write: that of the contact, else of the client, else of a country that has one we speak."""

from dunning_core.errors import InvalidValueError
from dunning_core.parties import Client, Contact

# The language of a client who states none, where his country has one official language that we speak.
_LANGUAGES = {"FR": "fr", "MC": "fr", "GB": "en", "IE": "en", "US": "en"}


def choose_language(contact: Contact | None, client: Client) -> str:
    """Return the language of a contact, else of his client, else of the country; InvalidValueError without any."""
    own = contact.language if contact is not None else None
    language = own or client.language or _LANGUAGES.get(client.country or "")
    if language is None:
        hint = "pass a locale, or give the client a language"
        raise InvalidValueError("missing_locale", "locale", client.id, hint)
    return language
