"""From an action to a text in a language, and from a result to the sentence that explains it.

The only place that imports Babel; French and English are complete, any other language is an error.
"""

from dunning_core.notices.drafting import draft_notice
from dunning_core.notices.explaining import explain
from dunning_core.notices.notice import Notice, NoticeItem
from dunning_core.notices.rendering import render_text

__all__ = ["Notice", "NoticeItem", "draft_notice", "explain", "render_text"]
