"""Results that are computed, and what each of them shows: read by others, never read back, since they can be had again.

A ledger, a policy and a day give the same run as before, byte for byte; the run itself is for a table, a page or an
archive. What is shown is a field or a property by its name, or `key=path`, where the path goes on into what is there;
`key?` where the figure may not exist, such as the rate of a day before the law, and is None then.
"""

from collections.abc import Callable
from types import NoneType
from typing import Any, Optional, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from dunning_core._tables import Column, DataTable
from dunning_core.dunning import Action, Decision
from dunning_core.errors import UnknownDateError
from dunning_core.interop.plain.codecs import class_of
from dunning_core.interop.streaming import AccountRows, SortedRows
from dunning_core.ledger import Account, Credit, Receivable, Snapshot
from dunning_core.markup import Html
from dunning_core.notices import Notice
from dunning_core.penalties import DebtClaim, Penalties, StatementOfClaim
from dunning_core.run import DunningRun

RESULTS: dict[type, str] = {
    Receivable: """id invoice=invoice.number client=client.id day issued_on=invoice.issued_on due_on is_day_known
        days_late amount outstanding disputed plan settlements events""",
    Credit: "id client=client.id day remainder reasons facts",
    Account: """id clients day receivables credits proposed candidates limits_reached lettered_groups problems
        is_lettered""",
    Snapshot: "day known_on accounts strays problems is_lettered is_filtered",
    Penalties: """receivable=receivable.id regime=regime.code runs_after rate? is_rate_verified interest compensation
        costs totals unclaimed unclaimed_totals per_day? per_day_until? is_provisional lines conventions problems""",
    DebtClaim: "receivable=receivable.id penalties ledger legal applied difference",
    StatementOfClaim: "day debts lines totals grand_totals conventions sources problems",
    Decision: """account=context.account.id receivable policy=policy.name stage=stage.name reached=reached.name next_on
        holds reasons chased claims_penalties penalties problems""",
    Action: """key client currency stage channel recipient act_on needs_approval score escalate_to escalations
        receivables=decisions.receivable.id outstanding total others=others.receivable.id
        not_due=not_due.receivable.id credits reasons problems""",
    Notice: """key client=action.client.id recipient creditor locale subject body items totals asked payment mentions
        enclosures deadline counted_on is_provisional""",
    DunningRun: "day creditor decisions actions lettering unmatched=snapshot.unmatched aged_balance problems",
}

#: What is neither a value nor a result: tables, which are plain already, and markup that is trusted as it is.
NEVER_PLAIN: frozenset[type] = frozenset((AccountRows, Column, DataTable, Html, SortedRows))


@frozen
class Shown:
    """One thing that a result shows: under which key, of which type, and how it is taken from the result."""

    key: str
    kind: Any
    take: Callable[[Any], Any]


def shown_parts(owner: type) -> tuple[Shown, ...]:
    """Return what a result shows, in order."""
    found: list[Shown] = []
    for part in RESULTS[owner].split():
        named, _, path = part.partition("=")
        key = named.removesuffix("?")
        names = (path or key).split(".")
        kind, take = _kind_at(owner, names), _taker(names)
        found.append(Shown(key, kind, take) if key == named else Shown(key, _optional(kind), _may_fail(take)))
    return tuple(found)


def _kind_at(kind: Any, names: list[str]) -> Any:
    if not names:
        return kind
    inner = [part for part in get_args(kind) if part not in (NoneType, Ellipsis)]
    if NoneType in get_args(kind):
        return _optional(_kind_at(inner[0], names))
    if get_origin(kind) is tuple:
        return tuple.__class_getitem__((_kind_at(inner[0], names), ...))
    return _kind_at(_annotation(kind, names[0]), names[1:])


def _optional(kind: Any) -> Any:
    return Optional[kind]  # noqa: UP045 (the type is only known here)


def _may_fail(take: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def take_or_none(value: Any) -> Any:
        try:
            return take(value)
        except UnknownDateError:
            return None

    return take_or_none


def _annotation(owner: type, name: str) -> Any:
    attributes = attrs.fields_dict(owner)
    if name in attributes:
        return attributes[name].type
    return get_type_hints(getattr(owner, name).fget)["return"]


def _taker(names: list[str]) -> Callable[[Any], Any]:
    def take(value: Any) -> Any:
        for index, name in enumerate(names):
            if value is None:
                return None
            if class_of(value) is tuple:
                return tuple(map(_taker(names[index:]), value))
            value = getattr(value, name)
        return value

    return take
