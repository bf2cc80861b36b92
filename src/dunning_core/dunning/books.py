"""PolicyBook: which policy is for whom, as a plain value; and the versions of a policy over time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_callable, check_date, check_instance, check_text, set_field
from dunning_core.dunning.policies import DunningPolicy
from dunning_core.errors import PolicyError, WrongTypeError
from dunning_core.law import ClientKind
from dunning_core.ledger import Receivable
from dunning_core.ledger.contact import counted_notices
from dunning_core.parties import Client, check_country


class Applies(Enum):
    """Which version of a policy a receivable is under: the one of its first notice, or the one of the day."""

    FROZEN = "frozen"
    CURRENT = "current"


def _versions(given: Sequence[tuple[date, DunningPolicy]]) -> tuple[tuple[date, DunningPolicy], ...]:
    pair: type[tuple[date, DunningPolicy]] = tuple
    return as_tuple("versions", given, pair)


@frozen
class PolicyVersions:
    """A policy as it changed: each version with the day from which it is in force, oldest first.

    With FROZEN, a receivable stays under the version in force when its first notice that counts was sent; with CURRENT
    it moves to the new one. A version that is not in force yet is not looked at. The first one holds before its day
    too.
    """

    versions: tuple[tuple[date, DunningPolicy], ...] = field(converter=_versions)
    applies: Applies = Applies.FROZEN

    def __attrs_post_init__(self) -> None:
        check_instance("applies", self.applies, Applies)
        if not self.versions:
            raise PolicyError("bad_policy", "versions", self.versions, "give at least one version")
        for index, version in enumerate(self.versions):
            where = f"versions[{index}]"
            if len(version) != 2:
                raise PolicyError("bad_policy", where, version, "pass pairs of a day and a policy")
            check_date(where, version[0])
            check_instance(where, version[1], DunningPolicy)
            if index and version[0] <= self.versions[index - 1][0]:
                hint = f"give a day after {self.versions[index - 1][0]}, that of the version before"
                raise PolicyError("bad_policy", where, version[0], hint)

    def policy_for(self, receivable: Receivable) -> DunningPolicy:
        """Return the policy that a receivable is under on the day of its snapshot."""
        day = receivable.day
        if self.applies is Applies.FROZEN:
            day = min((counted.notice.sent_on for counted in counted_notices(receivable)), default=day)
        found = self.versions[0][1]
        for since, policy in self.versions:
            if since <= day:
                found = policy
        return found


ClientPolicy = DunningPolicy | PolicyVersions


@frozen
class PolicyEntry:
    """A policy and whom it is for: every condition that is given must hold, and one at least is given."""

    policy: ClientPolicy
    client: str | None = field(default=None, kw_only=True)
    tag: str | None = field(default=None, kw_only=True)
    kind: ClientKind | None = field(default=None, kw_only=True)
    country: str | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_policy("policy", self.policy)
        for name in ("client", "tag"):
            if getattr(self, name) is not None:
                check_text(name, getattr(self, name))
        if self.kind is not None:
            check_instance("kind", self.kind, ClientKind)
        check_country(self.country)
        if self.conditions == (None,) * 4:
            raise PolicyError("bad_policy", "policy", self.policy, "name a client, a tag, a kind or a country")

    @property
    def conditions(self) -> tuple[str | None, str | None, ClientKind | None, str | None]:
        """Return the client, the tag, the kind and the country, in the order of precedence."""
        return (self.client, self.tag, self.kind, self.country)

    def is_about(self, client: Client) -> bool:
        """Return whether every condition holds for a client."""
        return (
            self.client in (None, client.id)
            and (self.tag is None or self.tag in client.tags)
            and self.kind in (None, client.kind)
            and self.country in (None, client.country)
        )


def _entries(given: Sequence[PolicyEntry]) -> tuple[PolicyEntry, ...]:
    return as_tuple("entries", given, PolicyEntry)


@frozen
class PolicyBook:
    """Which policy is for which client, as a plain value: stored, compared and shipped like any other.

    An entry that names the client comes before one that does not; among the others one that names a tag, then one that
    names a kind, then one that names a country; where that is the same, the one given first. The first entry that
    matches wins, and `default` is for the rest. Raises PolicyError for two entries with the same conditions.

    >>> from dunning_core import Client
    >>> from dunning_core.dunning.presets import FR_B2B_STANDARD
    >>> patient = FR_B2B_STANDARD.with_grace_days(10)
    >>> book = PolicyBook(FR_B2B_STANDARD, [PolicyEntry(patient, tag="good payer")])
    >>> good = Client.business("ACME", name="Acme", country="FR", tags=["good payer"])
    >>> book.policy_for(good) == patient
    True
    """

    default: ClientPolicy
    entries: tuple[PolicyEntry, ...] = field(default=(), converter=_entries)
    _by_client: Mapping[str, tuple[PolicyEntry, ...]] = field(init=False, eq=False, repr=False)
    _others: tuple[PolicyEntry, ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        _check_policy("default", self.default)
        first: dict[object, int] = {}
        for index, entry in enumerate(self.entries):
            if entry.conditions in first:
                hint = f"entries[{first[entry.conditions]}] has the same conditions, and comes first"
                raise PolicyError("bad_policy", f"entries[{index}]", entry.conditions, hint)
            first[entry.conditions] = index
        ordered = sorted(self.entries, key=lambda entry: tuple(given is None for given in entry.conditions))
        own: dict[str, list[PolicyEntry]] = {}
        for entry in ordered:
            if entry.client is not None:
                own.setdefault(entry.client, []).append(entry)
        set_field(self, "_by_client", {client: tuple(entries) for client, entries in own.items()})
        set_field(self, "_others", tuple(entry for entry in ordered if entry.client is None))

    def policy_for(self, client: Client) -> ClientPolicy:
        """Return the policy of a client, or its versions."""
        for entry in (*self._by_client.get(client.id, ()), *self._others):
            if entry.is_about(client):
                return entry.policy
        return self.default


PolicyChoice = DunningPolicy | PolicyVersions | PolicyBook | Callable[[Client], DunningPolicy | PolicyVersions]


def choose_policy(policy: PolicyChoice, client: Client) -> ClientPolicy:
    """Return the policy for a client; WrongTypeError when what was given does not lead to one."""
    if isinstance(policy, DunningPolicy | PolicyVersions):
        return policy
    if isinstance(policy, PolicyBook):
        return policy.policy_for(client)
    chosen = policy(client) if callable(policy) else None
    if not isinstance(chosen, DunningPolicy | PolicyVersions):
        raise WrongTypeError(
            "wrong_type", "policy", chosen, "pass a DunningPolicy, a PolicyBook, or a function of the client"
        )
    return chosen


def policy_of(policy: PolicyChoice, receivable: Receivable) -> DunningPolicy:
    """Return the policy that a receivable is under on the day of its snapshot."""
    found = choose_policy(policy, receivable.client)
    return found if isinstance(found, DunningPolicy) else found.policy_for(receivable)


def next_version_on(policy: PolicyChoice, client: Client, *, after: date) -> date | None:
    """Return the first day after another on which a new version of a client's policy comes into force."""
    found = choose_policy(policy, client)
    versions = () if isinstance(found, DunningPolicy) else found.versions
    return next((since for since, _ in versions if since > after), None)


def list_policies(policy: PolicyChoice, clients: Sequence[Client] = ()) -> Iterator[tuple[str, DunningPolicy]]:
    """Give every policy that a choice may lead to, each with where it stands; of a function, those of some clients.

    Raises WrongTypeError for what is no policy.
    """
    if isinstance(policy, PolicyBook):
        yield from _list_versions(policy.default, "default")
        for index, entry in enumerate(policy.entries):
            yield from _list_versions(entry.policy, f"entries[{index}]")
    elif isinstance(policy, DunningPolicy | PolicyVersions):
        yield from _list_versions(policy, "")
    else:
        check_callable("policy", policy)
        for client in clients:
            yield from _list_versions(choose_policy(policy, client), "")


def _list_versions(policy: ClientPolicy, path: str) -> Iterator[tuple[str, DunningPolicy]]:
    if isinstance(policy, DunningPolicy):
        yield path, policy
        return
    for index, (_, version) in enumerate(policy.versions):
        yield f"{path}.versions[{index}]".lstrip("."), version


def _check_policy(field: str, value: object) -> None:
    if not isinstance(value, DunningPolicy | PolicyVersions):
        raise WrongTypeError("wrong_type", field, value, "pass a DunningPolicy or PolicyVersions")
