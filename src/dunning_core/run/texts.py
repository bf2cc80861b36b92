"""The texts of a run: its notices and its call sheets, and what holds one back."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar, overload

from attrs import field, frozen

from dunning_core._checks import show_count
from dunning_core.dunning import Action
from dunning_core.errors import InvalidValueError, MissingTranslation, Problem, ProvisionalError
from dunning_core.notices import CallSheet, Notice, NoticeOptions
from dunning_core.notices.drafting import is_told
from dunning_core.parties import Creditor

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class _Texts(Sequence[T_co]):
    # What a run drafted, in the order of its actions.
    __slots__ = ()
    values: tuple[T_co, ...]

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> T_co: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...

    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        return self.values[index]


@frozen
class Drafts(_Texts[Notice]):
    """The notices of a run, and a Problem for each action whose notice was held back."""

    values: tuple[Notice, ...] = field(repr=show_count)
    problems: tuple[Problem, ...] = field(repr=show_count)


@frozen
class CallSheets(_Texts[CallSheet]):
    """The call sheets of a run, and a Problem for each action whose sheet was held back."""

    values: tuple[CallSheet, ...] = field(repr=show_count)
    problems: tuple[Problem, ...] = field(repr=show_count)


class Drafter(Protocol[T_co]):
    """What drafts the text of an action: `draft_notice`, `draft_call_sheet`."""

    def __call__(
        self, action: Action, creditor: Creditor, *, locale: str | None, provisional: bool, options: NoticeOptions
    ) -> T_co:
        """Return the text, or raise what makes it impossible."""
        ...


@frozen
class Manner:
    """In which language and how the texts of a run are written."""

    locale: str | None
    provisional: bool
    options: NoticeOptions


def draft_texts(
    draft: Drafter[T], actions: Iterable[Action], *, creditor: Creditor | None, how: Manner
) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """Return the texts of the actions that tell the client something, and a Problem for each that is held back.

    Raises InvalidValueError without a creditor, or for a `locale` that is none: in the data of one client it is a
    Problem of that client alone.
    """
    if creditor is None:
        hint = "pass creditor= to the run: a notice says who claims"
        raise InvalidValueError("missing", "creditor", None, hint)
    drafts: list[T] = []
    problems: list[Problem] = []
    for action in filter(is_told, actions):
        try:
            text = draft(action, creditor, locale=how.locale, provisional=how.provisional, options=how.options)
        except (ProvisionalError, MissingTranslation, InvalidValueError) as error:
            if error.kind == "bad_locale" and how.locale is not None:
                raise
            told = (("field", error.field), ("value", error.value))
            params = (("stage", action.stage.name), ("locale", how.locale), *told)
            problems.append(Problem(f"notice.{error.kind}", action.client.id, path=error.field, params=params))
        else:
            drafts.append(text)
    return tuple(drafts), tuple(problems)
