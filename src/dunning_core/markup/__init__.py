"""Text with structure and pictures, from plain data: escaped HTML, SVG. It knows nothing of receivables."""

from dunning_core.markup.html import Html, element, page, table
from dunning_core.markup.svg import Bar, Caption, Mark, Tone, draw_bars, draw_timeline

__all__ = ["Bar", "Caption", "Html", "Mark", "Tone", "draw_bars", "draw_timeline", "element", "page", "table"]
