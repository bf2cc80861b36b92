"""Message: a text that no stage asks for, and the envelope in which it is written."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

from attrs import field, frozen

from dunning_core._checks import check_instance
from dunning_core.notices.body import write_head, write_identity, write_signature
from dunning_core.notices.languages import choose_language
from dunning_core.notices.notice import PaymentInstructions
from dunning_core.notices.options import NoticeOptions
from dunning_core.notices.sheets import Listing, Piece, Sheet, keep_told, show_sheet
from dunning_core.notices.wording import Wording
from dunning_core.parties import Client, Contact, ContactRole, Creditor


class MessageKind(Enum):
    """What a message is for."""

    THANKS = "thanks"
    PROMISE = "promise"
    PLAN = "plan"
    OFFER = "offer"
    INSOLVENCY = "insolvency"
    STATEMENT = "statement"


@frozen
class Message:
    """A text ready to be sent that no stage asks for; nothing is left to fill in.

    `payments` say how to pay, one for each payee; `enclosures` are to be attached. `key` is stable: the same message,
    in any language, has the same one.
    """

    kind: MessageKind
    client: Client
    creditor: Creditor = field(repr=False)
    recipient: Contact | None
    sheet: Sheet = field(repr=False)
    key: str
    payments: tuple[PaymentInstructions, ...] = ()
    enclosures: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """Return the subject: one line."""
        return self.sheet.subject

    @property
    def body(self) -> str:
        """Return the body as plain text, from the greeting to the signature."""
        return self.sheet.body

    @property
    def locale(self) -> str:
        """Return the locale in which it is written."""
        return self.sheet.locale

    def _repr_html_(self) -> str:
        return show_sheet(self.sheet)


@frozen
class Envelope:
    """What every message needs: the kind, who writes to whom, in which words, and what makes it this one."""

    kind: MessageKind
    client: Client
    creditor: Creditor
    recipient: Contact | None
    to: str
    wording: Wording
    day: date
    facts: tuple[object, ...]

    @classmethod
    def of(
        cls,
        kind: MessageKind,
        client: Client,
        creditor: Creditor,
        *,
        locale: str | None,
        options: NoticeOptions,
        day: date,
        facts: Iterable[object],
        office: Contact | None = None,
    ) -> "Envelope":
        """Return the envelope of a message: to the accounting contact of the client or, when given, to an office."""
        check_instance("creditor", creditor, Creditor)
        check_instance("options", options, NoticeOptions)
        own = (contact for contact in client.contacts if contact.role is ContactRole.ACCOUNTING)
        recipient = office or next(own, None)
        to = client.name if office is None else office.name
        wording = Wording.of(choose_language(recipient, client) if locale is None else locale, options)
        return cls(kind, client, creditor, recipient, to, wording, day, tuple(facts))

    def write(
        self,
        subject: str,
        content: Iterable[Piece],
        *,
        payments: Sequence[PaymentInstructions] = (),
        mentions: Sequence[str] = (),
        enclosures: Sequence[str] = (),
    ) -> Message:
        """Return the message with its subject and body: greeting, signature, identity and enclosures are added."""
        wording, creditor = self.wording, self.creditor
        listed = [Listing(wording.say("heading.enclosures"), tuple(enclosures))] if enclosures else []
        body = (
            wording.say("greeting"),
            *content,
            wording.say(f"closing.{'FORMAL_NOTICE' if self.kind is MessageKind.INSOLVENCY else 'COURTEOUS'}"),
            write_signature(creditor),
        )
        head = write_head(creditor, client=self.to, contact=self.recipient)
        sheet = Sheet(
            locale=wording.code,
            subject=subject,
            head=(*head, wording.say("dated", day=self.day)),
            content=tuple(keep_told(body)),
            annex=tuple(keep_told(("\n".join((*mentions, *write_identity(creditor, wording))), *listed))),
        )
        told = "\n".join(map(str, (self.kind.value, self.client.id, *self.facts)))
        key = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return Message(self.kind, self.client, creditor, self.recipient, sheet, key, tuple(payments), tuple(enclosures))
