"""Names and references of outsiders are inert (INV-64), templates are closed (INV-65), digits survive (INV-63).

Every text that comes from outside is hostile at once: each example is a case for some twenty fields.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import dunning_core as dc
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.errors import DunningError, TemplateError
from dunning_core.events import (
    Assigned,
    ContactMade,
    ContactOutcome,
    Dispute,
    DisputeResolved,
    PaymentReturned,
    PlatformStatus,
    PromiseToPay,
)
from dunning_core.law import Rate
from dunning_core.notices import (
    NoticeOptions,
    Template,
    acknowledge_promise,
    draft_call_sheet,
    filling,
    render_html,
    render_text,
)
from dunning_core.notices.formats import format_money, format_rate
from dunning_core.parties import Contact, ContactRole
from tests.books import CREDITOR, after_due, eur, sent
from tests.unit.notices.test_rendering import Reader

#: As many cases as the profile has, five times over: twenty fields each make thousands.
MANY = settings(max_examples=5 * settings().max_examples)
SENT = (sent("courteous", after_due(3)), sent("firm", after_due(10)))

#: The fields of outsiders, each with a plain text.
PLAIN = {
    "name": "Acme SARL",
    "contact": "Compta",
    "address": "1 rue A",
    "email": "compta",
    "phone": "01 00",
    "number": "F-1",
    "second": "F-2",
    "order": "BC-77",
    "delivery": "BL-9",
    "quoted": "CLT-4",
    "note": "A-1",
    "credit": "P-9",
    "payment": "P-1",
    "returned": "AC04",
    "reason": "quality",
    "outcome": "delivered",
    "said": "Mme Roy",
    "status": "missing",
    "assignee": "Factor SA",
    "mention": "To be paid to Factor SA.",
    "creditor": "Valcourt SAS",
    "signs": "Service clients",
    "legal": "SAS, RCS Lyon",
    "bic": "BNPAFRPP",
}


def write(texts: Mapping[str, str], locale: str = "fr") -> list[Any]:
    """A notice, its call sheet and the acknowledgement of a promise, from one debt with everything on record."""
    desk = Contact(texts["contact"], email=texts["email"], phone=texts["phone"], address=texts["address"])
    office = Contact(texts["contact"], role=ContactRole.REGISTERED_OFFICE, address=texts["address"])
    client = dc.Client.business("ACME", name=texts["name"], country="FR", contacts=(desk, office), language="fr")
    creditor = attrs.evolve(
        CREDITOR,
        name=texts["creditor"],
        contact=texts["signs"],
        legal_notice=texts["legal"],
        bic=texts["bic"],
    )
    first = dc.Invoice(
        texts["number"],
        client="ACME",
        amount=eur(1000),
        issued_on=after_due(-60),
        due_on=after_due(0),
        order_reference=texts["order"],
        delivery_reference=texts["delivery"],
        payment_reference=texts["quoted"],
    )
    second = attrs.evolve(first, number=texts["second"], amount=eur(77), order_reference=None, delivery_reference=None)
    number = first.number
    facts: tuple[Any, ...] = (
        client,
        first,
        second,
        dc.CreditNote(texts["note"], client="ACME", amount=eur(10), issued_on=after_due(2), corrects=number),
        dc.Payment("P-2", client="ACME", amount=eur(100), received_on=after_due(4), designates=(number,)),
        dc.Payment(texts["credit"], client="ACME", amount=eur(3), received_on=after_due(5), designates=("nothing",)),
        dc.Payment(texts["payment"], client="ACME", amount=eur(30), received_on=after_due(5), designates=(number,)),
        PaymentReturned(texts["payment"], returned_on=after_due(8), reason=texts["returned"]),
        Dispute(number, amount=eur(50), opened_on=after_due(6), reason=texts["reason"]),
        Dispute(texts["second"], amount=eur(7), opened_on=after_due(6), reason=texts["reason"]),
        DisputeResolved(texts["second"], resolved_on=after_due(7), outcome=texts["outcome"]),
        ContactMade(number, outcome=ContactOutcome.REACHED, made_on=after_due(9), note=texts["said"]),
        PlatformStatus(number, status=212, reported_on=after_due(1), reason=texts["status"]),
        Assigned(
            number,
            assignee=texts["assignee"],
            assigned_on=after_due(1),
            is_collected_by_us=True,
            iban=CREDITOR.iban,
            mention=texts["mention"],
        ),
        PromiseToPay(number, amount=eur(40), promised_on=after_due(11), pay_on=after_due(30)),
        *(attrs.evolve(event, receivables=(number,)) for event in SENT),
    )
    run = dc.run_dunning(dc.Ledger.of(*facts), after_due(17), FR_B2B_STANDARD, creditor=creditor)
    [action] = run.actions
    promised = next(item for item in run.snapshot.receivables if item.invoice.number == number)
    return [
        dc.draft_notice(action, creditor, locale=locale),
        draft_call_sheet(action, creditor, locale=locale),
        acknowledge_promise(promised, creditor, locale=locale),
    ]


TAGS = [Reader(render_html(text)).tags for text in write(PLAIN)]
HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40),
    st.sampled_from(
        [
            "<script>alert('x')</script>",
            "</td></tr></table><h1>",
            "<!--",
            "]]>",
            "{day} {amount} {0.__class__} %s $x {{}} {?total}",
            '"><img src=x onerror=1>',
            "' onmouseover='x",
            "\u202eevil\u202d",
            "\u2067\u05d0\u05d1\u05d2",
            "a\u2028b\u2029c",
            "=1+1",
            "&amp;&#x3c;&lt",
            "\\1 \\g<0>",
            "javascript:alert(1)",
        ]
    ),
)


def test_everything_is_told_in_these_texts() -> None:
    """Each of the fields stands in one of the three texts, so that none of the cases below is idle."""
    told = "\n".join(render_text(text) for text in write(PLAIN))
    assert [name for name, text in PLAIN.items() if text not in told] == []


@MANY
@given(st.fixed_dictionaries(dict.fromkeys(PLAIN, HOSTILE)))
@example(dict.fromkeys(PLAIN, "</p><script>{total}</script>"))
def test_no_text_of_an_outsider_is_markup_or_a_placeholder(given_texts: dict[str, str]) -> None:
    """Any text is refused by a typed error, or the page has the same tags and every text stands in it as it came in."""
    # Two that are the same would be one: the name of a client who is his own contact stands once.
    texts = {name: f"{text} {rank}" for rank, (name, text) in enumerate(given_texts.items())}
    try:
        written = write(texts)
    except DunningError:
        return
    for text, tags in zip(written, TAGS, strict=True):
        page = Reader(render_html(text))
        assert page.tags == tags
        assert len(text.sheet.subject.splitlines()) == 1
    seen = "\n".join(page_text for text in written for page_text in Reader(render_html(text)).texts)
    printed = "\n".join(render_text(text) for text in written)
    for name in ("name", "number", "order", "assignee", "creditor", "said"):
        shown = texts[name]
        assert shown in printed, name
        assert all(character in seen for character in shown if character.isprintable()), name
        assert not shown.isprintable() or shown in seen, name
    # No placeholder of ours is left, and none of theirs was filled: what stands between braces is theirs.
    left = re.sub("|".join(sorted(map(re.escape, {*texts.values()}), key=len, reverse=True)), "", printed)
    assert not re.search(r"[{}]", left)


def test_a_field_that_is_not_escaped_would_be_seen() -> None:
    """The comparison of tags can fail: one bold letter in one cell is another page."""
    [notice, *_] = write(PLAIN)
    page = render_html(notice)
    assert Reader(page.replace("BC-77", "<b>BC-77</b>")).tags != TAGS[0]


class Recorder:
    """What a value of a notice could be: it records every attribute and item that is asked of it."""

    def __init__(self) -> None:
        object.__setattr__(self, "asked", [])

    def __getattribute__(self, name: str) -> object:
        object.__getattribute__(self, "asked").append(name)
        return object.__getattribute__(self, name)

    def __getitem__(self, key: object) -> object:
        object.__getattribute__(self, "asked").append(key)
        raise KeyError(key)

    def __str__(self) -> str:
        return "value"


NAMES = ("total", "client_name")
RESTS = ("", "", "", ".asked", "[0]", "!r", ":>9", ".__class__", "__")
PIECES = st.lists(
    st.one_of(
        st.sampled_from([f"{{{mark}{name}{rest}}}" for mark in ("", "?", "/") for name in NAMES for rest in RESTS]),
        st.text(alphabet="{}?/.[]_ab\n", max_size=8),
    ),
    max_size=6,
)


@MANY
@given(PIECES, PIECES)
def test_no_template_reaches_into_a_value(subject: list[str], body: list[str]) -> None:
    """A template renders with the placeholders of the table, or is refused; it asks nothing of what it shows."""
    recorder = Recorder()
    [notice, *_] = write(PLAIN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "VALUES", dict.fromkeys(filling.VALUES, lambda draft: recorder))
        try:
            template = Template("last", "fr", subject="x" + "".join(subject).replace("\n", ""), body="".join(body))
            options = NoticeOptions(templates=[template])
            shown = dc.draft_notice(notice.action, notice.creditor, locale="fr", options=options)
        except TemplateError:
            return
    assert set(object.__getattribute__(recorder, "asked")) <= {"__class__"}
    assert "value" in shown.subject + shown.body or not re.search(
        r"\{[a-z]", "".join((*subject, *body)).replace("{{", "")
    )


LOCALES = (
    *("fr", "fr_CH", "fr_CA", "en", "en_GB", "en_IN", "de", "de_AT", "de_CH", "es", "it", "nl", "pt", "pt_BR", "pl"),
    *("cs", "sv", "da", "fi", "hu", "ja", "ar_EG", "he", "fa", "hi"),
)


@MANY
@given(
    st.integers(-(10**15), 10**15),
    st.sampled_from(["EUR", "JPY", "TND", "CLF", "HUF", "GBP"]),
    st.sampled_from(LOCALES),
)
def test_every_digit_and_the_sign_survive(minor: int, currency: str, locale: str) -> None:
    """Of any amount, in any locale and script, the digits and the sign are those of its minor units."""
    text = format_money(dc.Money.from_minor(minor, currency), locale)
    digits = "".join(str(unicodedata.decimal(mark)) for mark in text if mark.isdecimal())
    assert int(digits) == abs(minor)
    assert any(sign in text for sign in "-−") is (minor < 0)


@given(st.integers(-(10**9), 10**10), st.sampled_from(LOCALES))
def test_every_digit_of_a_rate_survives(units: int, locale: str) -> None:
    """To a millionth of a percent, with two decimals at least."""
    text = format_rate(Rate(units), locale)
    digits = "".join(str(unicodedata.decimal(mark)) for mark in text if mark.isdecimal())
    assert digits.lstrip("0").rstrip("0") == str(abs(units)).rstrip("0").lstrip("0")
