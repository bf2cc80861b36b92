"""Procedures between countries of the European Union, and those of Germany and the United Kingdom.

All of them are recalled, and were not checked against their texts; each says so, and so does what rests on it.
"""

from datetime import date

from dunning_core.law.kinds import ClientKind, LegalReference
from dunning_core.law.procedures.procedure import (
    DebtNature,
    Exhibit,
    LimitationEffect,
    Procedure,
    ProcedureKind,
    Span,
    TimeLimit,
)
from dunning_core.money import Money
from dunning_core.timeline import Step, Timeline, Verification

_RECALLED = Verification.RECALLED
_SINCE = date(2020, 1, 1)
_RECALLED_ON = date(2026, 11, 22)
_PRIVATE = (ClientKind.BUSINESS, ClientKind.CONSUMER)
#: The Member States that take part: all but Denmark.
_MEMBERS = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)
_FILE = (Exhibit.CONTRACT, Exhibit.DELIVERY, Exhibit.IDENTITY)


def _limit(name: str, counted_from: str, *, span: Span, reference: LegalReference) -> TimeLimit:
    step = Step(_SINCE, span, reference.text, _RECALLED)
    return TimeLimit(name, counted_from, Timeline(f"{reference.text} {name}", (step,)), reference)


EU_PAYMENT_ORDER = Procedure(
    code="eu.payment_order",
    kind=ProcedureKind.PAYMENT_ORDER,
    countries=_MEMBERS,
    kinds=_PRIVATE,
    reference=LegalReference("Regulation 1896/2006", "European order for payment"),
    since=_SINCE,
    verified_until=_RECALLED_ON,
    verification=_RECALLED,
    is_in_court=True,
    is_cross_border=True,
    debts=(DebtNature.FIXED, DebtNature.UNDISPUTED),
    exhibits=(Exhibit.IDENTITY,),
    limits=(
        _limit(
            "opposition",
            "service",
            span=Span(days=30),
            reference=LegalReference("Regulation 1896/2006", "statement of opposition, article 16"),
        ),
    ),
    limitation_effect=LimitationEffect.INTERRUPTS,
    limitation_reference=LegalReference("Regulation 1896/2006", "by the law that governs the debt"),
)

EU_SMALL_CLAIMS = Procedure(
    code="eu.small_claims",
    kind=ProcedureKind.SMALL_CLAIMS,
    countries=_MEMBERS,
    kinds=_PRIVATE,
    reference=LegalReference("Regulation 861/2007", "European small claims procedure"),
    since=_SINCE,
    verified_until=_RECALLED_ON,
    verification=_RECALLED,
    is_in_court=True,
    is_cross_border=True,
    ceiling=Timeline(
        "eu.small_claims ceiling", (Step(_SINCE, Money("5000.00", "EUR"), "Regulation 2015/2421", _RECALLED),)
    ),
    # Interest, expenses and disbursements are left out of the value of the claim (article 2).
    ceiling_counts=("principal",),
    exhibits=_FILE,
    limits=(
        _limit(
            "answer",
            "service",
            span=Span(days=30),
            reference=LegalReference("Regulation 861/2007", "answer of the defendant, article 5"),
        ),
    ),
    limitation_effect=LimitationEffect.INTERRUPTS,
    limitation_reference=LegalReference("Regulation 861/2007", "by the law that governs the debt"),
)

DE_PAYMENT_ORDER = Procedure(
    code="de.payment_order",
    kind=ProcedureKind.PAYMENT_ORDER,
    countries=("DE",),
    kinds=_PRIVATE,
    reference=LegalReference("§ 688 ZPO", "Mahnbescheid"),
    since=_SINCE,
    verified_until=_RECALLED_ON,
    verification=_RECALLED,
    is_in_court=True,
    debts=(DebtNature.FIXED,),
    exhibits=(Exhibit.IDENTITY,),
    limits=(
        _limit(
            "opposition",
            "service",
            span=Span(days=14),
            reference=LegalReference("§ 692 ZPO", "Widerspruch, two weeks"),
        ),
        _limit(
            "enforcement_order",
            "service",
            span=Span(months=6),
            reference=LegalReference("§ 701 ZPO", "Vollstreckungsbescheid, else the order lapses"),
        ),
    ),
    limitation_effect=LimitationEffect.SUSPENDS,
    limitation_reference=LegalReference("§ 204 BGB", "by the service of the order"),
)

GB_MONEY_CLAIM = Procedure(
    code="gb.money_claim",
    kind=ProcedureKind.ORDINARY_CLAIM,
    countries=("GB",),
    kinds=(ClientKind.BUSINESS, ClientKind.CONSUMER, ClientKind.PUBLIC_BODY),
    reference=LegalReference("CPR Part 7", "money claim in the County Court of England and Wales"),
    since=_SINCE,
    verified_until=_RECALLED_ON,
    verification=_RECALLED,
    is_in_court=True,
    exhibits=(*_FILE, Exhibit.FORMAL_NOTICE),
    limits=(
        _limit(
            "answer",
            "service",
            span=Span(days=14),
            reference=LegalReference("CPR Part 15", "defense; longer after an acknowledgement of service"),
        ),
    ),
    limitation_effect=LimitationEffect.INTERRUPTS,
    limitation_reference=LegalReference("Limitation Act 1980", "the claim has to be brought in time"),
)

PROCEDURES = (EU_PAYMENT_ORDER, EU_SMALL_CLAIMS, DE_PAYMENT_ORDER, GB_MONEY_CLAIM)
