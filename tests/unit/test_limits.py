"""What the law limits: payment terms, limitation, mentions; each told with its article, and never changed."""

from datetime import date
from typing import Any

import attrs
import pytest

import dunning_core as dc
from dunning_core.errors import PolicyError, UnknownReferenceError
from dunning_core.events import (
    Channel,
    ClaimedSum,
    ClaimIssued,
    CourtStep,
    CourtStepKind,
    DebtAcknowledged,
    NoticeReturned,
    ReturnReason,
)
from dunning_core.law import MENTIONS, ClientKind, Rate, find_limitation_period, find_missing_mentions, fr, uk
from dunning_core.parties import Creditor
from dunning_core.penalties import Limitation, check_receivable, find_limitation
from tests.books import ACME, CREDITOR, DUE, after_due, eur, invoice, lettered, sent

TOMORROW = after_due(1)
CLAIRE = dc.Client.consumer("ACME", name="Claire", country="FR")
CITY = dc.Client.public_body("ACME", name="Ville", country="FR")


def item_of(day: date, *facts: Any, client: dc.Client = ACME) -> dc.Receivable:
    return dc.Ledger.of(client, *facts).as_of(day).receivables[0]


def limit(*events: Any, client: dc.Client = ACME, day: date = date(2035, 1, 1), **changes: Any) -> Limitation:
    return find_limitation(item_of(day, attrs.evolve(invoice(), **changes), *events, client=client))


def step(kind: CourtStepKind, day: date, until: date | None = None) -> CourtStep:
    return CourtStep("F-1", kind=kind, taken_on=day, until=until, reference="RG 26/1")


@pytest.mark.parametrize(
    ("client", "last_day"),
    [(ACME, date(2031, 4, 30)), (CLAIRE, date(2028, 4, 30)), (CITY, date(2030, 12, 31))],
    ids=["business", "consumer", "public"],
)
def test_the_last_day_to_act(client: dc.Client, last_day: date) -> None:
    """Five years, two years, four calendar years from a due day of 30 April 2026."""
    found = limit(client=client)
    assert (found.last_day, found.basis, found.since, found.steps) == (last_day, "due", DUE, ())
    on_it = attrs.evolve(found, day=last_day)
    assert (on_it.days_left, on_it.is_over) == (0, False)
    assert attrs.evolve(found, day=last_day.replace(year=last_day.year + 1)).is_over


def test_a_service_is_counted_from_its_completion_when_that_ends_first() -> None:
    """Done in March and due in April, the day of March warns; done after the due day, the due day does."""
    assert limit(performed_on=date(2026, 3, 15)).last_day == date(2031, 3, 15)
    assert limit(performed_on=date(2026, 3, 15)).basis == "performed"
    assert limit(performed_on=date(2026, 5, 15)).basis == "due"


@pytest.mark.parametrize(
    ("event", "last_day", "what"),
    [
        (DebtAcknowledged("F-1", acknowledged_on=date(2027, 5, 1), proof="e-mail"), date(2032, 5, 1), "acknowledged"),
        (step(CourtStepKind.CLAIM_BROUGHT, date(2028, 2, 29)), date(2033, 2, 28), "claim_brought"),
        (step(CourtStepKind.ENFORCEMENT, date(2031, 4, 30)), date(2036, 4, 30), "enforcement"),
        (step(CourtStepKind.MEDIATION, date(2027, 1, 1), date(2027, 1, 31)), date(2031, 5, 30), "mediation"),
        (step(CourtStepKind.MEDIATION, DUE, date(2026, 5, 10)), date(2031, 5, 10), "mediation"),
        (step(CourtStepKind.MEDIATION, date(2031, 4, 1), date(2031, 5, 1)), date(2031, 11, 1), "mediation"),
    ],
)
def test_what_moves_the_last_day(event: Any, last_day: date, what: str) -> None:
    """What starts it anew, and what suspends it: the days of the mediation, and six months at least after it."""
    found = limit(event)
    assert found.last_day == last_day
    assert [(name, moved) for _, name, moved in found.steps] == [(what, last_day)]


def test_a_running_mediation_suspends_to_this_day() -> None:
    """Without an end yet, the days so far are added."""
    found = limit(step(CourtStepKind.MEDIATION, date(2031, 1, 1)), day=date(2031, 1, 11))
    assert found.last_day == date(2031, 7, 11)


@pytest.mark.parametrize(
    "event",
    [
        step(CourtStepKind.ENFORCEABLE, date(2027, 1, 1)),
        step(CourtStepKind.GRACE, date(2027, 1, 1), date(2027, 6, 1)),
        sent("formal_notice", date(2027, 1, 1)),
        DebtAcknowledged("F-1", acknowledged_on=date(2031, 5, 1), proof="too late"),
        DebtAcknowledged("F-1", acknowledged_on=date(2026, 4, 29), proof="before it was due"),
    ],
)
def test_what_moves_nothing(event: Any) -> None:
    """A registered notice interrupts nothing; what comes after the last day revives nothing."""
    assert limit(event).last_day == date(2031, 4, 30)


def test_events_follow_each_other() -> None:
    """Each interruption is judged against the last day as it then stood."""
    events = [DebtAcknowledged("F-1", acknowledged_on=date(2031, 4, 1), proof="a")]
    events.append(DebtAcknowledged("F-1", acknowledged_on=date(2036, 4, 1), proof="b"))
    assert limit(*events, day=date(2040, 1, 1)).last_day == date(2041, 4, 1)
    assert limit(events[1], day=date(2040, 1, 1)).last_day == date(2031, 4, 30)


def test_a_written_claim_interrupts_against_a_public_debtor() -> None:
    """Counted anew from the year after the letter; a telephone call writes nothing."""
    written = sent("last", date(2028, 3, 1))
    assert limit(written, client=CITY).last_day == date(2032, 12, 31)
    assert limit(attrs.evolve(written, channel=Channel.PHONE), client=CITY).last_day == date(2030, 12, 31)


def test_a_claim_that_never_arrived_interrupts_nothing() -> None:
    """An e-mail that bounced was no claim; a registered notice left unclaimed was one."""
    written = sent("last", date(2028, 3, 1))
    returned = {"client": "ACME", "stage": "last", "sent_on": written.sent_on, "returned_on": date(2028, 3, 2)}
    bounced = NoticeReturned(**returned, reason=ReturnReason.BOUNCED)  # type: ignore[arg-type]
    assert limit(written, bounced, client=CITY).last_day == date(2030, 12, 31)
    registered = attrs.evolve(written, channel=Channel.REGISTERED)
    unclaimed = NoticeReturned(**returned, reason=ReturnReason.UNCLAIMED)  # type: ignore[arg-type]
    assert limit(registered, unclaimed, client=CITY).last_day == date(2032, 12, 31)


def test_mediations_at_the_same_time_suspend_once() -> None:
    """Recorded by the invoice and by the client, thirty days are thirty days; those of a second one are added."""
    first = step(CourtStepKind.MEDIATION, date(2027, 1, 1), date(2027, 1, 31))
    again = CourtStep(client="ACME", kind=first.kind, taken_on=first.taken_on, until=first.until, reference="RG 26/1")
    assert limit(first, again).last_day == date(2031, 5, 30)
    longer = step(CourtStepKind.MEDIATION, date(2027, 1, 21), date(2027, 2, 10))
    assert limit(first, longer).last_day == date(2031, 6, 9)


def test_money_without_a_due_day_cannot_lapse() -> None:
    """Nothing runs before the due day (C. civ. 2233), and no day is known."""
    share = dc.Installment(due_on=None, amount=eur(100), is_retention=True)
    held = dc.Invoice("F-1", client="ACME", amount=eur(100), issued_on=date(2026, 1, 1), installments=[share])
    held = attrs.evolve(held, performed_on=date(2026, 1, 1))
    with pytest.raises(dc.DunningError) as raised:
        find_limitation(item_of(date(2032, 1, 1), held))
    assert raised.value.field == "due_on"
    assert checks(held, day=date(2032, 1, 1)) == []


def test_the_period_follows_the_law_of_the_contract() -> None:
    """The creditor's country, the client's own for a consumer; one of yours; an error where none is known."""
    german = Creditor(name="X GmbH", country="DE")
    with pytest.raises(UnknownReferenceError) as raised:
        find_limitation(item_of(after_due(1), invoice()), creditor=german)
    assert (raised.value.field, raised.value.value) == ("country", "DE")
    assert find_limitation(item_of(after_due(1), invoice(), client=CLAIRE), creditor=german).period.years == 2
    own = attrs.evolve(find_limitation_period(ClientKind.BUSINESS, country="FR"), years=1)
    assert find_limitation(item_of(after_due(1), invoice()), period=own).last_day == date(2027, 4, 30)


def checks(*facts: Any, day: date = TOMORROW, client: dc.Client = ACME, **options: Any) -> list[Any]:
    found = check_receivable(item_of(day, *facts, client=client), options.pop("regime", fr.B2B), **options)
    return [(problem.code, problem.path, dict(problem.params)) for problem in found]


def issued(day: date, due: date, **changes: Any) -> dc.Invoice:
    return dc.Invoice("F-1", client="ACME", amount=eur(100), issued_on=day, due_on=due, **changes)


@pytest.mark.parametrize(
    ("due", "terms", "latest"),
    [
        (date(2025, 4, 30), None, None),
        (date(2025, 5, 1), None, date(2025, 4, 30)),
        (date(2025, 4, 16), dc.PaymentTerms.net(60), None),
        (date(2025, 4, 17), dc.PaymentTerms.net(61), date(2025, 4, 16)),
        (date(2025, 4, 30), dc.PaymentTerms.net_then_end_of_month(45), None),
        (date(2025, 4, 14), dc.PaymentTerms.end_of_month_then_net(45), None),
        (date(2025, 5, 31), dc.PaymentTerms.net_then_end_of_month(90), date(2025, 4, 30)),
    ],
)
def test_terms_above_the_legal_maximum_are_told(due: date, terms: dc.PaymentTerms | None, latest: date | None) -> None:
    """Invoiced on 15 February 2025: 60 days are 16 April, 45 days end of month at most 30 April (L441-10 I)."""
    found = checks(issued(date(2025, 2, 15), due, terms=terms), day=date(2025, 6, 1))
    article = "C. com. L441-10 I"
    expected = {"due_on": due, "latest": latest, "article": article}
    assert found == ([] if latest is None else [("law.terms_too_long", "due_on", expected)])


def test_terms_are_limited_from_the_day_of_the_law_on() -> None:
    """Of two invoices at 120 days, that of 1 January 2009 is told, that of the eve is not (LME, art. 21)."""
    for day, codes in ((date(2008, 12, 31), []), (date(2009, 1, 1), ["law.terms_too_long"])):
        found = checks(issued(day, date(2009, 5, 1)), day=date(2009, 1, 2))
        assert [code for code, _, _ in found] == codes


def test_terms_of_public_buyers_and_of_retention_money() -> None:
    """60 days at the very most towards public buyers; retention money has a day of its own."""
    # The day of the invoice and two days, when the receipt is not known (CCP R2192-14).
    long = issued(date(2026, 1, 1), date(2026, 3, 5))
    assert [code for code, _, _ in checks(long, client=CITY, regime=fr.PUBLIC)] == ["law.terms_too_long"]
    assert checks(issued(date(2026, 1, 1), date(2026, 3, 4)), client=CITY, regime=fr.PUBLIC) == []
    received = attrs.evolve(long, received_on=date(2026, 1, 10), due_on=date(2026, 3, 11))
    assert checks(received, client=CITY, regime=fr.PUBLIC) == []
    assert len(checks(attrs.evolve(received, due_on=date(2026, 3, 12)), client=CITY, regime=fr.PUBLIC)) == 1
    share = dc.Installment(due_on=date(2027, 5, 1), amount=eur(100), is_retention=True)
    held = dc.Invoice("F-1", client="ACME", amount=eur(100), issued_on=date(2026, 1, 1), installments=[share])
    assert checks(held) == []
    assert checks(attrs.evolve(held, installments=[attrs.evolve(share, due_on=None)])) == []
    assert checks(attrs.evolve(invoice(), terms=dc.PaymentTerms.net(60))) == []


def test_an_agreed_rate_is_checked_before_anything_is_late() -> None:
    """6 % against a floor of 7.86 % on the day of the invoice."""
    low = attrs.evolve(invoice(), agreed_rate=Rate.percent("6"))
    rising = attrs.evolve(invoice(), agreed_rate=Rate.percent("8"))
    # 8 % until June 2026, when three times the legal rate are 7.86 %; they are 8.25 % from 1 July on.
    assert checks(rising, day=date(2026, 6, 30)) == []
    assert [params["start"] for _, _, params in checks(rising, day=date(2026, 7, 1))] == [date(2026, 7, 1)]
    [(code, path, params)] = checks(low, day=after_due(-60))
    assert (code, path, params["start"]) == ("law.rate_under_floor", "agreed_rate", after_due(-60))


def test_a_consumer_is_not_charged() -> None:
    """A regime with a fixed sum, or a document that claimed one, is told with its article."""
    expected = ("law.consumer_charged", "compensation", {"regime": "fr.b2c", "article": "CPCE L111-8"})
    assert checks(invoice(), client=CLAIRE, regime=fr.B2C) == []
    charged = attrs.evolve(fr.B2C, compensation=fr.B2B.compensation)
    assert checks(invoice(), client=CLAIRE, regime=charged) == [expected]
    sums = [ClaimedSum("F-1", component, 100, "EUR", DUE) for component in ("interest", "costs")]
    document = ClaimIssued("C-1", client="ACME", sums=sums, issued_on=after_due(1))
    for claimed, found in ((document, ["law.consumer_charged"]), (attrs.evolve(document, sums=sums[:1]), [])):
        items = {item.id: item for item in dc.Ledger.of(CLAIRE, invoice(), claimed).as_of(after_due(1)).receivables}
        assert [problem.code for problem in check_receivable(items["F-1"], fr.B2C)] == found
        assert not check_receivable(items["C-1"], fr.B2C)


def test_mandatory_mentions_at_their_date() -> None:
    """The mentions of 2026 from 1 September 2026 for large sellers, a year later for others, and not before."""
    old = {mention.code for mention in MENTIONS if mention.since < date(2026, 1, 1)}
    new = ["seller_siren", "customer_siren", "operation_category"]
    for day, is_large, missing in (
        (date(2026, 8, 31), True, []),
        (date(2026, 9, 1), True, new),
        (date(2026, 9, 1), False, []),
        (date(2027, 8, 31), False, []),
        (date(2027, 9, 1), False, new),
    ):
        found = find_missing_mentions(old, day, is_large=is_large)
        assert [mention.code for mention in found] == missing
    towards_consumers = find_missing_mentions([], date(2026, 1, 1), between_businesses=False)
    assert {mention.reference.text for mention in towards_consumers} == {"CGI ann. II 242 nonies A"}
    asked = find_missing_mentions(old, date(2027, 9, 1), applicable=["vat_on_debits", "discounts"])
    assert [mention.code for mention in asked] == [*new, "vat_on_debits"]
    for arguments in ({"printed": ["siret"]}, {"printed": [], "applicable": ["siret"]}):
        with pytest.raises(UnknownReferenceError) as raised:
            find_missing_mentions(arguments.pop("printed"), DUE, **arguments)  # type: ignore[arg-type]
        assert raised.value.value == "siret"


def test_a_missing_mention_is_told_of_its_invoice() -> None:
    """The late rate and, since an order was named, the order number (L441-9)."""
    bare = [mention.code for mention in MENTIONS if mention.code not in ("late_rate", "order_number")]
    ordered = attrs.evolve(invoice(), order_reference="BC-1")
    found = checks(ordered, printed=bare)
    assert [(code, path, params["mention"], params["article"]) for code, path, params in found] == [
        ("law.mention_missing", "printed", "late_rate", "C. com. L441-9"),
        ("law.mention_missing", "printed", "order_number", "C. com. L441-9"),
    ]
    assert [params["mention"] for _, _, params in checks(invoice(), printed=bare)] == ["late_rate"]
    assert checks(ordered, client=CLAIRE, regime=fr.B2C, printed=bare) == []


def test_mentions_are_asked_of_a_french_seller() -> None:
    """Of nobody else; of a large one those of 2026 a year earlier; and a consumer has no SIREN."""
    bare = [mention.code for mention in MENTIONS if mention.since < date(2026, 1, 1)]
    autumn = issued(date(2026, 9, 15), date(2026, 10, 15))
    large = attrs.evolve(CREDITOR, is_large=True)
    for creditor, codes in (
        (None, []),
        (CREDITOR, []),
        (large, ["seller_siren", "customer_siren", "operation_category"]),
        (attrs.evolve(large, country="DE"), []),
    ):
        found = checks(autumn, day=date(2026, 10, 16), printed=bare, creditor=creditor)
        assert [params["mention"] for _, _, params in found] == codes
    assert checks(autumn, day=date(2026, 10, 16), printed=(), regime=uk.B2B) == []
    found = checks(autumn, day=date(2026, 10, 16), printed=bare, creditor=large, client=CLAIRE, regime=fr.B2C)
    assert [params["mention"] for _, _, params in found] == ["seller_siren", "operation_category"]
    with pytest.raises(dc.DunningError) as raised:
        attrs.evolve(CREDITOR, is_large="yes")  # type: ignore[arg-type]
    assert raised.value.field == "is_large"


def test_a_claim_document_is_no_invoice_for_a_sale() -> None:
    """Its day may be as late as we like, and it bears no mentions; its limitation runs like another's."""
    sums = [ClaimedSum("F-1", "interest", 999, "EUR", TOMORROW)]
    document = ClaimIssued("C-1", client="ACME", sums=sums, issued_on=TOMORROW, due_on=after_due(200))
    items = {item.id: item for item in dc.Ledger.of(ACME, invoice(), document).as_of(after_due(210)).receivables}
    assert not check_receivable(items["C-1"], fr.B2B, creditor=CREDITOR, printed=())
    [problem] = check_receivable(items["C-1"], fr.B2B, creditor=CREDITOR, warn_days=5000)
    assert problem.code == "law.limitation_near"


def test_limitation_is_told_in_time() -> None:
    """From half a year before the last day on; afterwards as over; and not of what is paid."""
    params = {"last_day": date(2031, 4, 30), "basis": "due", "article": "C. civ. 2224"}
    assert checks(invoice(), day=date(2030, 10, 28), creditor=CREDITOR) == []
    assert checks(invoice(), day=date(2030, 10, 29), creditor=CREDITOR) == [("law.limitation_near", "due_on", params)]
    assert checks(invoice(), day=date(2030, 10, 29), warn_days=30, creditor=CREDITOR) == []
    assert checks(invoice(), day=date(2031, 4, 30), creditor=CREDITOR) == [("law.limitation_near", "due_on", params)]
    assert checks(invoice(), day=date(2031, 5, 1), creditor=CREDITOR) == [("law.limitation_over", "due_on", params)]
    paid = dc.Payment("P-1", client="ACME", amount=eur(1000), received_on=DUE)
    settled = lettered(date(2031, 5, 1), invoice(), paid).receivables[0]
    assert not check_receivable(settled, fr.B2B, creditor=CREDITOR)
    abroad = attrs.evolve(CREDITOR, country="DE")
    assert checks(invoice(), day=date(2031, 5, 1), creditor=abroad) == []


def test_checks_need_a_regime_that_fits() -> None:
    """As for penalties: an unfit regime is refused, a missing country named."""
    with pytest.raises(PolicyError):
        check_receivable(item_of(DUE, invoice()), fr.B2C)
    with pytest.raises(UnknownReferenceError):
        check_receivable(item_of(DUE, invoice()))


def test_every_check_names_its_receivable() -> None:
    """The subject is the receivable, and the operands are all there."""
    low = attrs.evolve(invoice(), agreed_rate=Rate.percent("6"), due_on=after_due(90))
    found = check_receivable(item_of(after_due(91), low), creditor=CREDITOR, printed=(), warn_days=2000)
    assert {problem.subject for problem in found} == {"F-1"}
    told = {problem.code: problem for problem in found}
    floor = told["law.rate_under_floor"]
    assert dict(floor.params) == {"regime": "fr.b2b", "floor": Rate.percent("7.86"), "start": after_due(-60)}
    assert told["law.mention_missing"].param("says")
    charged = attrs.evolve(fr.B2C, compensation=fr.B2B.compensation)
    [problem] = check_receivable(item_of(TOMORROW, invoice(), client=CLAIRE), charged)
    assert problem.subject == "F-1"
    sums = [ClaimedSum("F-1", "compensation", 100, "EUR", DUE)]
    document = ClaimIssued("C-1", client="ACME", sums=sums, issued_on=TOMORROW)
    items = {item.id: item for item in dc.Ledger.of(CLAIRE, invoice(), document).as_of(TOMORROW).receivables}
    assert [problem.code for problem in check_receivable(items["F-1"], fr.B2C)] == ["law.consumer_charged"]
    for wrong in (lambda: check_receivable(3), lambda: find_limitation(3)):  # type: ignore[arg-type]
        with pytest.raises(dc.DunningError) as raised:
            wrong()
        assert raised.value.field == "receivable"
    nothing: Any = "x"
    for build, field in (
        (lambda: check_receivable(item_of(TOMORROW, invoice()), fr.B2B, warn_days=nothing), "warn_days"),
        (lambda: find_limitation(item_of(TOMORROW, invoice()), period=nothing), "period"),
        (lambda: find_limitation(item_of(TOMORROW, invoice()), creditor=nothing), "creditor"),
    ):
        with pytest.raises(dc.DunningError) as raised:
            build()
        assert raised.value.field == field


def test_a_limitation_says_of_what() -> None:
    """The receivable, and each step with its day and its name; an event of the first day counts, later ones go on."""
    first = DebtAcknowledged("F-1", acknowledged_on=DUE, proof="on the due day itself")
    found = limit(first, step(CourtStepKind.CLAIM_BROUGHT, date(2027, 1, 1)))
    assert (found.receivable, found.day) == ("F-1", date(2035, 1, 1))
    assert found.steps == ((date(2027, 1, 1), "claim_brought", date(2032, 1, 1)),)
    lapsed = DebtAcknowledged("F-1", acknowledged_on=date(2026, 1, 1), proof="before")
    assert limit(lapsed, step(CourtStepKind.CLAIM_BROUGHT, date(2027, 1, 1))).last_day == date(2032, 1, 1)
    written = limit(sent("last", date(2028, 3, 1)), client=CITY)
    assert written.steps == ((date(2028, 3, 1), "claimed", date(2032, 12, 31)),)
    share = dc.Installment(due_on=None, amount=eur(100), is_retention=True)
    held = dc.Invoice("F-1", client="ACME", amount=eur(100), issued_on=date(2026, 1, 1), installments=[share])
    with pytest.raises(dc.DunningError) as raised:
        find_limitation(item_of(TOMORROW, held))
    assert (raised.value.kind, raised.value.value) == ("missing", "F-1")
    assert raised.value.hint
