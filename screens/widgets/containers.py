"""Containers that show their ground and nothing else: their lines are all alike, so that one is drawn for all."""

from rich.style import Style
from textual import containers
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def ground(widget: Widget, crop: Region) -> list[Strip] | None:
    """The lines of a widget with nothing of its own but a background; none for one with edges, which Textual draws."""
    if any(edge for edge, _ in widget.styles.border):
        return None
    return [Strip.blank(crop.width, Style(bgcolor=widget.background_colors[1].rich_color))] * crop.height


class _Ground(Widget):
    """Draws its ground, or what Textual draws where it has edges."""

    def render_lines(self, crop: Region) -> list[Strip]:
        return ground(self, crop) or super().render_lines(crop)


class Container(containers.Container, _Ground):
    """Children below one another."""


class Grid(containers.Grid, _Ground):
    """Children in rows and columns."""


class Horizontal(containers.Horizontal, _Ground):
    """Children beside one another."""


class Vertical(containers.Vertical, _Ground):
    """Children below one another, in all of the room there is."""
