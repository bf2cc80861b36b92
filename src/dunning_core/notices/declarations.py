"""The declaration of a claim in insolvency proceedings: the cover, with the sums by kind."""

from attrs import evolve, frozen

from dunning_core._checks import check_instance, check_text
from dunning_core.errors import InvalidValueError
from dunning_core.events import Insolvency
from dunning_core.notices.message import Envelope, Message, MessageKind
from dunning_core.notices.messages import check_debts
from dunning_core.notices.naming import name_debt, show_due_day
from dunning_core.notices.options import STANDARD_OPTIONS, Formality, NoticeOptions
from dunning_core.notices.sheets import Piece, table_of
from dunning_core.notices.wording import Wording
from dunning_core.parties import Contact, Creditor
from dunning_core.penalties import StatementOfClaim


@frozen
class Representative:
    """To whom a claim is declared in insolvency proceedings: the office holder, and what identifies the proceedings.

    `security` names what secures the claim, such as retention of title; without it the claim is declared unsecured.
    """

    contact: Contact
    court: str | None = None
    reference: str | None = None
    security: str | None = None

    def __attrs_post_init__(self) -> None:
        check_instance("contact", self.contact, Contact)
        for name, value in (("court", self.court), ("reference", self.reference), ("security", self.security)):
            if value is not None:
                check_text(name, value)


def declare_claim(
    claim: StatementOfClaim,
    creditor: Creditor,
    *,
    representative: Representative,
    locale: str | None = None,
    options: NoticeOptions = STANDARD_OPTIONS,
) -> Message:
    """Return the cover of the declaration of a claim in insolvency proceedings, with its sums by kind.

    `claim` is the statement of what arose before the opening: `state_claim(account, only=...)`. Interest stops on the
    eve of the opening (C. com. L622-28). Raises InvalidValueError for a debt that the proceedings do not bar.
    """
    check_instance("claim", claim, StatementOfClaim)
    check_instance("representative", representative, Representative)
    check_instance("options", options, NoticeOptions)
    items = check_debts([debt.receivable for debt in claim.debts])
    for item in items:
        if not any(isinstance(event, Insolvency) for event in item.events):
            raise InvalidValueError("not_barred", "claim", item.id, "declare what arose before the opening")
    opened_on = max(event.opened_on for event in items[0].events if isinstance(event, Insolvency))
    client = items[0].client
    envelope = Envelope.of(
        MessageKind.INSOLVENCY,
        client,
        creditor,
        locale=locale,
        options=evolve(options, formality=Formality.FORMAL),
        day=claim.day,
        facts=(opened_on, *claim.totals),
        office=representative.contact,
    )
    wording = envelope.wording
    invoices = dict.fromkeys(item.invoice.number for item in items)
    enclosures = [wording.say("enclosure.invoice", number=number) for number in invoices]
    means = "registered_electronically" if options.registered_electronically else "registered"
    return envelope.write(
        wording.say("insolvency.subject", client=client.name),
        (
            wording.say("insolvency.opening", opened_on=opened_on, client=client.name, total=_total(claim, wording)),
            *_claim_texts(claim, representative, wording),
        ),
        mentions=[wording.say(f"mention.{means}")],
        enclosures=[*enclosures, wording.say("enclosure.claim", day=claim.day)],
    )


def _claim_texts(claim: StatementOfClaim, representative: Representative, wording: Wording) -> list[Piece]:
    kinds = tuple(dict.fromkeys(kind for kind, _ in claim.totals))
    french = claim.debts[0].receivable.client.country == "FR"
    header = (
        wording.say("column.number"),
        wording.say("column.due_on"),
        *(wording.say(f"total.{kind}") for kind in kinds),
    )
    rows = (
        (
            wording.show(name_debt(debt.receivable)),
            show_due_day(debt.receivable, wording),
            *(wording.show(debt.legal.component(kind).outstanding) for kind in kinds),
        )
        for debt in claim.debts
    )
    sums = [(wording.say(f"total.{kind}"), wording.show(amount)) for kind, amount in claim.totals]
    sums += [(wording.say("total.total"), wording.show(amount)) for amount in claim.grand_totals]
    given = (("court", representative.court), ("reference", representative.reference))
    security = representative.security
    return [
        *(wording.fill(f"insolvency.{name}", {name: value}) for name, value in given if value),
        table_of(wording.say("caption.items"), header, rows=rows, figures=tuple(range(2, 2 + len(kinds)))),
        table_of(
            wording.say("caption.totals"),
            (wording.say("column.sum"), wording.say("column.amount")),
            rows=sums,
            figures=(1,),
        ),
        _falling_due(claim, wording),
        wording.say("insolvency.interest") if french else "",
        wording.say("insolvency.secured", security=security) if security else wording.say("insolvency.unsecured"),
        wording.say("insolvency.certified"),
        wording.say("insolvency.receipt"),
    ]


def _total(claim: StatementOfClaim, wording: Wording) -> str:
    return wording.enumerate([wording.show(amount) for amount in claim.grand_totals])


def _falling_due(claim: StatementOfClaim, wording: Wording) -> str:
    # What was not due on the day of the opening is declared all the same, and told with its due day.
    told: list[str] = []
    for item in (debt.receivable for debt in claim.debts):
        opened_on = max(event.opened_on for event in item.events if isinstance(event, Insolvency))
        if item.due_on >= opened_on and item.is_day_known:
            shown = {"number": name_debt(item), "amount": item.outstanding, "day": item.due_on}
            told.append(wording.fill("falling_due.item", shown))
    return wording.say("insolvency.falling_due", count=len(told), items=wording.enumerate(told)) if told else ""
