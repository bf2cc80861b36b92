"""Text with structure, from plain data: escaped HTML. It knows nothing of receivables."""

from dunning_core.markup.html import Html, element, page, table

__all__ = ["Html", "element", "page", "table"]
