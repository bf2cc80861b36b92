"""Template: a text of your own with placeholders from a closed table, and sections that stand or fall with a value."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_free_text, check_language, check_text, set_field
from dunning_core.dunning import PolicyChoice, Stage
from dunning_core.dunning.books import list_policies
from dunning_core.errors import Problem, TemplateError
from dunning_core.events import Channel, StageKind
from dunning_core.notices.placeholders import PLACEHOLDERS
from dunning_core.parties import Client

_FORMS = {placeholder.name: placeholder.form for placeholder in PLACEHOLDERS}
# A doubled brace is a brace; else what stands between two braces is read, whatever it is.
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@frozen
class Part:
    """A piece of a parsed template: a literal text, or the name of a placeholder; `section` is where it stands."""

    text: str = ""
    name: str = ""
    section: str = ""


@frozen
class Template:
    """The text of a stage of your policy in one language, in place of the one that is written here.

    `{name}` stands for a value of the table of placeholders; `{?name}` … `{/name}` is a section that is left out where
    the value is absent; a brace is doubled to be printed. Nothing else is read: no attribute, no index, no code.
    Paragraphs are a blank line apart, and a table takes a paragraph of its own. The subject is one line. `language` is
    that of the locales it is for: `fr` writes `fr_CH` too. Raises TemplateError for an unknown placeholder, naming the
    nearest one, for a section that is not closed, or for a blank text.

    >>> Template("courteous", "en", subject="{numbers}", body="Dear {client_nam},")
    Traceback (most recent call last):
    ...
    dunning_core.errors.TemplateError: body: unknown placeholder, got '{client_nam}'; did you mean {client_name}?
    """

    stage: str
    language: str
    subject: str = field(kw_only=True)
    body: str = field(kw_only=True)
    #: The parsed texts.
    subject_parts: tuple[Part, ...] = field(init=False, eq=False, repr=False)
    body_parts: tuple[Part, ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        check_text("stage", self.stage)
        check_language("language", self.language)
        check_text("subject", self.subject)
        check_free_text("body", self.body)
        if not self.body.strip():
            raise TemplateError("empty", "body", self.body, "write the text of the stage")
        set_field(self, "subject_parts", tuple(_parse("subject", self.subject)))
        set_field(self, "body_parts", tuple(_parse("body", self.body)))
        for part in self.subject_parts:
            if part.name and _FORMS[part.name] != "line":
                hint = "a subject holds one line: use it in the body"
                raise TemplateError("misplaced_placeholder", "subject", f"{{{part.name}}}", hint)
        _check_tables(self)


def check_templates(
    templates: Sequence[Template], policy: PolicyChoice, *, clients: Sequence[Client] = ()
) -> tuple[Problem, ...]:
    """Return which templates would never be used with a policy, a book or versions of it, and why.

    A stage that no policy has, named beside the nearest one; a stage without a text to send, which is a file handed
    over or a call; a second template for one stage and language. A function of the client is read through the clients
    given: without any, its stages are not known, and none is told. Raises WrongTypeError for what is no policy.

    >>> from dunning_core.dunning.presets import FR_B2B_STANDARD
    >>> [problem] = check_templates([Template("curteous", "fr", subject="{numbers}", body="…")], FR_B2B_STANDARD)
    >>> problem.code, problem.subject, problem.param("nearest")
    ('template.stage.unknown', 'curteous', 'courteous')
    """
    own, known = as_tuple("templates", templates, Template), as_tuple("clients", clients, Client)
    told: dict[str, bool] = {}
    for _, one in list_policies(policy, known):
        for stage in one.stages:
            told[stage.name] = told.get(stage.name, False) or _is_told(stage)
    return tuple(_find_unused(own, told))


def _is_told(stage: Stage) -> bool:
    written = {stage.channel, stage.fallback_channel} - {Channel.HANDOVER, Channel.PHONE, None}
    return stage.kind is not StageKind.RECOURSE and bool(written)


def _find_unused(templates: Sequence[Template], told: Mapping[str, bool]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for index, template in enumerate(templates):
        path = f"templates[{index}]"
        if told and template.stage not in told:
            nearest = get_close_matches(template.stage, told, n=1, cutoff=0)
            params = (("nearest", ", ".join(nearest)),)
            yield Problem("template.stage.unknown", template.stage, path=f"{path}.stage", params=params)
        elif told and not told[template.stage]:
            yield Problem("template.stage.untold", template.stage, path=f"{path}.stage")
        elif (template.stage, template.language) in seen:
            yield Problem("template.repeated", template.stage, path=path, params=(("language", template.language),))
        seen.add((template.stage, template.language))


def _parse(name: str, text: str) -> Iterator[Part]:
    section, place = "", 0
    for found in _TOKEN.finditer(text):
        if found.start() > place:
            yield Part(text=text[place : found.start()], section=section)
        place = found.end()
        inner = found[1]
        if found[0] in ("{{", "}}"):
            yield Part(text=found[0][0], section=section)
        elif inner is None:
            hint = "close it, or double it to print a brace"
            raise TemplateError("unclosed_brace", name, text[found.start() : found.start() + 40], hint)
        elif inner.startswith("?") and not section:
            section = _check_name(name, inner[1:])
        elif inner.startswith("/") and inner[1:] == section:
            section = ""
        elif inner.startswith(("?", "/")):
            hint = f"close {{?{section}}} first, by {{/{section}}}" if section else "open the section first"
            raise TemplateError("misplaced_section", name, found[0], hint)
        else:
            yield Part(name=_check_name(name, inner), section=section)
    if section:
        raise TemplateError("unclosed_section", name, f"{{?{section}}}", f"close it by {{/{section}}}")
    if place < len(text):
        yield Part(text=text[place:], section=section)


def _check_name(field_name: str, name: str) -> str:
    if name not in _FORMS:
        nearest = get_close_matches(name, _FORMS, n=1, cutoff=0)[0]
        raise TemplateError("unknown_placeholder", field_name, f"{{{name}}}", f"did you mean {{{nearest}}}?")
    return name


def _check_tables(template: Template) -> None:
    # A table among the words of a paragraph could be laid out nowhere.
    parts = template.body_parts
    for place, part in enumerate(parts):
        if not part.name or _FORMS[part.name] != "table":
            continue
        before = "".join(other.text or "x" for other in parts[:place])
        after = "".join(other.text or "x" for other in parts[place + 1 :])
        gaps = (before[len(before.rstrip()) :], after[: len(after) - len(after.lstrip())])
        alone = (not before.strip() or gaps[0].count("\n") > 1) and (not after.strip() or gaps[1].count("\n") > 1)
        if not alone:
            hint = "leave a blank line before and after it"
            raise TemplateError("misplaced_placeholder", "body", f"{{{part.name}}}", hint)
