"""Lines of text as Textual draws them."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Lines(Visual):
    """Lines that are made for the width they have: nothing is left to wrap, and nothing can be selected or followed.

    Textual's own drawing of `Content` looks for all of that: it gives each piece of text a style that knows its place,
    which takes half of the time to a page's first frame.
    """

    def __init__(self, lines: list[Content]) -> None:
        self.lines = lines

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The first `height` lines; one that is wider than `width` cells ends in an ellipsis."""
        return [
            Strip(
                [
                    Segment(text, _as_rich(text_style))
                    for text, text_style in line.truncate(width, ellipsis=True).render(
                        style, end="", parse_style=options.get_style
                    )
                ]
            )
            for line in self.lines[:height]
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The width of the widest line."""
        return max((line.cell_length for line in self.lines), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines there are."""
        return len(self.lines)


@lru_cache(1024)
def _as_rich(style: Style) -> RichStyle:
    return style.rich_style
