"""From an action to a text in a language, and from a result to the sentence that explains it.

The only place that imports Babel; French and English are complete, any other language is an error unless you give its
catalog.
"""

from dunning_core.notices.account_texts import write_statement
from dunning_core.notices.call_sheets import CallSheet, draft_call_sheet
from dunning_core.notices.catalogs import ENGLISH, FRENCH, Catalog, check_catalog
from dunning_core.notices.chronology_texts import write_chronology
from dunning_core.notices.claim_texts import write_claim
from dunning_core.notices.declarations import Representative, declare_claim
from dunning_core.notices.describing import describe_policy
from dunning_core.notices.dossier_texts import ask_for, write_dossier
from dunning_core.notices.drafting import draft_notice
from dunning_core.notices.explaining import explain
from dunning_core.notices.message import Message, MessageKind
from dunning_core.notices.messages import acknowledge_promise, thank_payer
from dunning_core.notices.notice import Notice, NoticeItem, PaymentInstructions
from dunning_core.notices.options import Formality, NoticeOptions, Spaces
from dunning_core.notices.pictures import draw_claim, draw_debt
from dunning_core.notices.placeholders import PLACEHOLDERS, Placeholder
from dunning_core.notices.proposals import write_offer, write_plan
from dunning_core.notices.rendering import render_html, render_text
from dunning_core.notices.sheets import Link, Listing, Picture, Sheet, Table
from dunning_core.notices.templates import Template, check_templates

__all__ = [
    "ENGLISH",
    "FRENCH",
    "PLACEHOLDERS",
    "CallSheet",
    "Catalog",
    "Formality",
    "Link",
    "Listing",
    "Message",
    "MessageKind",
    "Notice",
    "NoticeItem",
    "NoticeOptions",
    "PaymentInstructions",
    "Picture",
    "Placeholder",
    "Representative",
    "Sheet",
    "Spaces",
    "Table",
    "Template",
    "acknowledge_promise",
    "ask_for",
    "check_catalog",
    "check_templates",
    "declare_claim",
    "describe_policy",
    "draft_call_sheet",
    "draft_notice",
    "draw_claim",
    "draw_debt",
    "explain",
    "render_html",
    "render_text",
    "thank_payer",
    "write_chronology",
    "write_claim",
    "write_dossier",
    "write_offer",
    "write_plan",
    "write_statement",
]
