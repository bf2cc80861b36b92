"""One value of each public class: found by walking through what the sample ledger, the presets and the law hold."""

import contextlib
import importlib
import inspect
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any, get_args, get_origin, get_type_hints

import attrs

import dunning_core as dc
from dunning_core import calendars, events, law
from dunning_core.dunning import (
    Escalation,
    PolicyBook,
    PolicyEntry,
    PolicyVersions,
    ProcedureCosts,
    StatutoryDelay,
    compare_policies,
    outlook,
    suppose_promises_kept,
)
from dunning_core.dunning.presets import FR_B2B_STANDARD
from dunning_core.interop import FieldMap, read_payments
from dunning_core.law import ClientKind, IndexedRate, LegalReference, Rate, find_limitation_period, fr, uk
from dunning_core.ledger import list_promises
from dunning_core.lettering import BY_HABIT, Doubt, Explanation, LetteringPolicy, ReferenceIndex, read_references
from dunning_core.notices import Link, NoticeOptions, Template
from dunning_core.penalties import find_limitation, state_claim
from dunning_core.run import compare_runs
from dunning_core.samples import SAMPLE_CREDITOR, SAMPLE_DAY, sample_ledger
from dunning_core.terms import EarlyPaymentDiscount
from tests.books import DUE, after_due, eur, invoice, lettered
from tests.house.test_public_names import BY_MODULE, SECOND_RING, TOP_LEVEL
from tests.unit.test_values import ALSO

LEDGER = sample_ledger()
RUN = dc.run_dunning(LEDGER, SAMPLE_DAY, FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR)
FLOATING = IndexedRate(Rate.percent("3"))
DISCOUNT = EarlyPaymentDiscount(Rate.percent("2"), 8)
OWN_REGIME = attrs.evolve(fr.B2B, code="own", margin=Rate.percent("11"))
TOLD = Escalation(kind=events.StageKind.LAST, minimum=eur(500), broken_promises=2)
WAIT = StatutoryDelay(14, LegalReference("Collection Act, s. 9", "fourteen days to answer"))
PATIENT = attrs.evolve(
    FR_B2B_STANDARD.with_grace_days(10).with_regime(OWN_REGIME).with_minimum(eur("15.00")),
    escalation=TOLD,
    stages=tuple(
        attrs.evolve(stage, statutory=WAIT) if stage.name == "last" else stage for stage in FR_B2B_STANDARD.stages
    ),
    caps=[("F-9", events.StageKind.FIRM)],
    late_probabilities=[("ACME", Fraction(1, 3))],
)
BOOK = PolicyBook(
    FR_B2B_STANDARD,
    [
        PolicyEntry(PATIENT, client="ACME"),
        PolicyEntry(PolicyVersions([(DUE, FR_B2B_STANDARD), (SAMPLE_DAY, PATIENT)]), kind=ClientKind.CONSUMER),
    ],
)


def public_classes() -> dict[str, type]:
    """The classes among the names that the tests freeze, by name; errors are none of the library's values."""
    paths = {"": TOP_LEVEL, **SECOND_RING, **{path: " ".join(names) for path, names in BY_MODULE.items()}}
    found: dict[str, type] = {}
    for path, names in paths.items():
        module = importlib.import_module(f"dunning_core.{path}".rstrip("."))
        found |= {name: getattr(module, name) for name in names.split() if inspect.isclass(getattr(module, name))}
    return {name: kind for name, kind in sorted(found.items()) if not issubclass(kind, Exception)}


def _constants() -> Iterator[Any]:
    """The values among the public names: presets, regimes, calendars, tables of codes."""
    for path, names in {**SECOND_RING, **{path: " ".join(names) for path, names in BY_MODULE.items()}}.items():
        module = importlib.import_module(f"dunning_core.{path}")
        yield from (getattr(module, name) for name in names.split())


def _roots() -> Iterator[Any]:
    yield from _constants()
    yield from (
        LEDGER,
        RUN,
        RUN.lettering,
        RUN.aged_balance,
        RUN.notices("fr", provisional=True),
        RUN.call_sheets("fr"),
        ALSO,
    )
    later = dc.run_dunning(LEDGER, SAMPLE_DAY + timedelta(days=7), FR_B2B_STANDARD, creditor=SAMPLE_CREDITOR)
    yield compare_runs(RUN, later)
    supposed = LEDGER.with_(suppose_promises_kept(LEDGER, SAMPLE_DAY))
    yield outlook(supposed, SAMPLE_DAY, BOOK, until=SAMPLE_DAY + timedelta(days=20), creditor=SAMPLE_CREDITOR)
    compared = compare_policies(LEDGER, [FR_B2B_STANDARD], start=SAMPLE_DAY, end=SAMPLE_DAY + timedelta(days=20))
    yield from (compared, compared.backtests[0].by_stage)
    account = next(account for account in RUN.snapshot.accounts if account.id == "FONTCLAIR")
    claim = state_claim(account, creditor=SAMPLE_CREDITOR)
    yield from (claim, claim.lines, find_limitation(account.open_items[0], creditor=SAMPLE_CREDITOR))
    yield from (BOOK, OWN_REGIME, uk.B2B, fr.PUBLIC, law.MENTIONS, FLOATING, LetteringPolicy(), BY_HABIT)
    yield find_limitation_period(ClientKind.BUSINESS, country="FR")
    yield from fr.B2B.reference_rate.segments(date(2026, 1, 1), date(2026, 3, 1))
    yield from (
        dc.PaymentTerms(days=30, discount=DISCOUNT),
        calendars.FRANCE,
        calendars.TARGET,
        calendars.ALSACE_MOSELLE,
    )
    yield from (
        events.PLATFORM_STATUSES,
        events.DISPUTE_REASONS,
        FieldMap({"number": "Piece"}, terms=dc.PaymentTerms.net(30)),
    )
    yield read_payments(
        [{"id": "P-1", "client": "A", "amount": "1.234,50", "date": "31/01/2026"}], fields=FieldMap(currency="EUR")
    )
    yield read_references("VIR FA 2026/12", ReferenceIndex(["FA-2026-0012"]))
    plan = events.PaymentPlan(
        "PLAN-1",
        client="ACME",
        receivables=["F-1"],
        installments=[events.PlanInstallment(after_due(9), eur("1000.00"))],
        agreed_on=after_due(1),
    )
    promise = events.PromiseToPay("F-2", promised_on=after_due(1), pay_on=after_due(3))
    agreed = lettered(after_due(5), invoice(), invoice("F-2"), plan, promise)
    yield from (agreed, *map(list_promises, agreed.receivables))
    costs = ProcedureCosts("fr.agency", share=Fraction(15, 100), chance=Fraction(2, 5))
    yield from (action.recourse(costs=[costs]) for action in RUN.actions)
    yield costs
    template = Template("last", "fr", subject="{numbers}", body="{?promised_on}{promised_on}{/promised_on} {total}")
    options = NoticeOptions(payment_link="https://pay.example/1", templates=[template])
    yield from (Link("Payer", "https://pay.example/1"), options)
    yield dc.Problem(
        "a.code", "F-1", path="x", params=(("day", DUE), ("share", Fraction(1, 3)), ("amounts", (eur(1),)))
    )
    yield Doubt("coincidence", (Explanation((("F-1", 100),)),), (("chance", Fraction(1, 3)), ("day", DUE)))
    yield dc.Invoice("F-1", client="A", amount=eur(1), issued_on=DUE, agreed_rate=FLOATING)
    yield dc.Invoice("F-1", client="A", amount=eur(1), issued_on=DUE, agreed_rate=Rate.percent("12.5"))


def find_specimens() -> dict[type, list[Any]]:
    """Every value met on the walk, by its class; each once, in the order met."""
    found: dict[type, dict[Any, None]] = {}
    waiting: list[Any] = list(_roots())
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.extend(value)
        elif isinstance(value, Enum):
            found.setdefault(type(value), {})[value] = None
        elif not isinstance(value, type) and attrs.has(type(value)):
            seen = found.setdefault(type(value), {})
            if value not in seen:
                seen[value] = None
                waiting.extend(_parts(value, deep=len(seen) <= _DEEP))
    for kind in public_classes().values():
        if attrs.has(kind) and kind not in found and (made := _build(kind, found)) is not None:
            found[kind] = {made: None}
    return {kind: list(values) for kind, values in found.items()}


#: What stands in a field of a plain type where nothing of the library's own was met.
_PLAIN: dict[Any, Any] = {str: "text", int: 1, bool: True, date: DUE, Fraction: Fraction(1, 3), Any: "text"}


def _build(kind: Any, found: dict[type, dict[Any, None]]) -> Any:
    """A value of a type that the walk does not meet, made of those that it did; None where that cannot be."""
    parts = get_args(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) is tuple:
        return tuple(_build(part, found) for part in parts if part is not Ellipsis)
    if parts:
        return _build(parts[0], found)
    if found.get(kind):
        return next(iter(found[kind]))
    if issubclass(kind, Enum):
        return next(iter(kind))
    fields = [field for field in attrs.fields(kind) if field.init] if attrs.has(kind) else []
    hints = get_type_hints(kind) if fields else {}
    needed = [field for field in fields if field.default is attrs.NOTHING]
    # All that it may hold, else all but names, which must be known ones, else no more than it needs.
    for some in (
        fields,
        [field for field in fields if field in needed or str not in get_args(hints[field.name])],
        needed,
    ):
        with contextlib.suppress(dc.DunningError, TypeError):
            return kind(**{field.alias: _build(hints[field.name], found) for field in some})
    return None


#: Of so many values of a class the properties are looked at too.
_DEEP = 20


def _parts(value: Any, *, deep: bool) -> Iterator[Any]:
    yield from (getattr(value, field.name) for field in attrs.fields(type(value)))
    for name, _ in inspect.getmembers(type(value), lambda member: isinstance(member, property)) if deep else ():
        # Some figures do not exist for some values, and say so.
        with contextlib.suppress(dc.DunningError):
            yield getattr(value, name)
