"""Containers: their ground, and their edges where they have some, as Textual's own would show them."""

import pytest
from textual import containers as plain
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets import containers as ours


def drawn(strips: list[Strip]) -> list[list[tuple[str, str, str]]]:
    """Each cell's character and colours; of a blank one its ground alone, which is all that is seen."""
    return [
        [
            (character, "" if character == " " else str(style and style.color), str(style and style.bgcolor))
            for text, style, _ in strip
            for character in text
        ]
        for strip in strips
    ]


class Pair(App[None]):
    CSS = """
    Screen { background: #E8EDF3; color: #14233A; }
    .half { height: 6; padding: 1 2; background: #FFFFFF 50%; }
    .edged { border-top: inner #FFFFFF; border-left: outer #0B4A8B; }
    .clear { background: transparent; }
    """

    def __init__(self, name: str, classes: str) -> None:
        super().__init__()
        self.pair = [getattr(kind, name)(classes=f"half {classes}") for kind in (plain, ours)]

    def compose(self) -> ComposeResult:
        yield from self.pair


@pytest.mark.parametrize("name", ["Container", "Grid", "Horizontal", "Vertical"])
@pytest.mark.parametrize("classes", ["", "edged", "clear"])
async def test_a_container_looks_as_textuals_own(name: str, classes: str) -> None:
    async with Pair(name, classes).run_test(size=(20, 12)) as pilot:
        theirs, mine = (
            widget.render_lines(widget.region.reset_offset) for widget in pilot.app.query(".half").results(Widget)
        )
        assert drawn(mine) == drawn(theirs)


async def test_lines_of_a_ground_are_one_strip() -> None:
    """So that each is cut once, however many rows and pages have it."""
    async with Pair("Container", "").run_test(size=(20, 12)) as pilot:
        *_, widget = pilot.app.query(ours.Container)
        lines = widget.render_lines(Region(0, 0, 20, 6))
        assert all(line is lines[0] for line in lines)
