"""From an action to a text in a language, and from a result to the sentence that explains it.

The only place that imports Babel; French and English are complete, any other language is an error unless you give its
catalog.
"""

from dunning_core.notices.catalogs import ENGLISH, FRENCH, Catalog, check_catalog
from dunning_core.notices.describing import describe_policy
from dunning_core.notices.drafting import draft_notice
from dunning_core.notices.explaining import explain
from dunning_core.notices.notice import Notice, NoticeItem, PaymentInstructions
from dunning_core.notices.options import NoticeOptions, Spaces, Tone
from dunning_core.notices.rendering import render_html, render_text
from dunning_core.notices.sheets import Link, Listing, Sheet, Table

__all__ = [
    "ENGLISH",
    "FRENCH",
    "Catalog",
    "Link",
    "Listing",
    "Notice",
    "NoticeItem",
    "NoticeOptions",
    "PaymentInstructions",
    "Sheet",
    "Spaces",
    "Table",
    "Tone",
    "check_catalog",
    "describe_policy",
    "draft_notice",
    "explain",
    "render_html",
    "render_text",
]
