"""NoticeOptions: how a notice is to be written, beside what it says: formality, spaces, link, language of your own."""

import re
from collections.abc import Sequence
from enum import Enum

from attrs import field, frozen

from dunning_core._checks import as_tuple, check_free_text, check_instance
from dunning_core.errors import InvalidValueError
from dunning_core.notices.catalogs import Catalog
from dunning_core.notices.templates import Template

_LINK = re.compile(r"https://[^\s<>\"']+")


class Formality(Enum):
    """How the debtor is addressed; from the formal notice on, always formally."""

    FORMAL = "formal"
    INFORMAL = "informal"


class Spaces(Enum):
    """Which spaces stand in amounts and before punctuation.

    TYPOGRAPHIC as the language prints them (narrow and no-break), NON_BREAKING with one kind of no-break space, PLAIN
    with ordinary spaces, for what cannot show others.
    """

    TYPOGRAPHIC = "typographic"
    NON_BREAKING = "non_breaking"
    PLAIN = "plain"


def _templates(given: Sequence[Template]) -> tuple[Template, ...]:
    return as_tuple("templates", given, Template)


@frozen
class NoticeOptions:
    """How a notice is written.

    `payment_link` is the page on which this very notice is paid, an https address. `registered_electronically` says
    that registered post travels by electronic means, which changes its mention. `catalog` gives the texts of a language
    that is not complete here, or takes the place of one that is. `templates` are texts of your own, each for a stage
    and a language: the first that fits takes the place of the text written here; what stands below the signature stays.
    """

    formality: Formality = Formality.FORMAL
    spaces: Spaces = Spaces.TYPOGRAPHIC
    payment_link: str | None = None
    registered_electronically: bool = False
    catalog: Catalog | None = None
    templates: tuple[Template, ...] = field(default=(), converter=_templates)

    def __attrs_post_init__(self) -> None:
        check_instance("formality", self.formality, Formality)
        check_instance("spaces", self.spaces, Spaces)
        check_instance("registered_electronically", self.registered_electronically, bool)
        if self.payment_link is not None:
            check_free_text("payment_link", self.payment_link)
            if not _LINK.fullmatch(self.payment_link) or len(self.payment_link) > 2000:
                hint = "pass an address that begins with https:// and holds no blank"
                raise InvalidValueError("bad_link", "payment_link", self.payment_link, hint)
        if self.catalog is not None:
            check_instance("catalog", self.catalog, Catalog)

    def find_template(self, stage: str, language: str) -> Template | None:
        """Return the template for a stage of a policy in a language, or None."""
        found = (own for own in self.templates if (own.stage, own.language) == (stage, language))
        return next(found, None)


#: As a company writes unless told otherwise.
STANDARD_OPTIONS = NoticeOptions()
