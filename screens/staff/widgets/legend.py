"""What the shapes of a page mean, in both languages where there is room for two lines."""

from textual.content import Content

from kiosk.text.bilingual import Bilingual
from screens.widgets.block import Block

Shape = tuple[str, Bilingual]
"""A shape, and what it means."""


class Legend(Block):
    """Shapes beside one another, each with its word under the other language's."""

    def __init__(self, *shapes: Shape, id: str | None = None) -> None:
        super().__init__(id=id, classes="legend")
        self.shapes = shapes

    def lines(self, width: int) -> list[Content]:
        columns = [(shape, self.first(words), self.second(words)) for shape, words in self.shapes]
        wide = [max(Content(f"{shape}  {text}").cell_length for text in texts) + 3 for shape, *texts in columns]
        if self.has_room(2) and sum(wide) <= width:
            return [
                Content("").join(
                    Content.styled(f"{shape}  {texts[row]}", "$soft").pad_right(
                        room - Content(f"{shape}  {texts[row]}").cell_length
                    )
                    for (shape, *texts), room in zip(columns, wide, strict=True)
                )
                for row in (0, 1)
            ]
        return [
            Content.styled(line, "$soft")
            for line in _packed([f"{shape} {first}" for shape, first, _ in columns], width)
        ]


def _packed(parts: list[str], width: int) -> list[str]:
    """Shapes with their words in as many lines as they take; none is parted from its word."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}   {part}" if lines else part
        if lines and Content(longer).cell_length > width:
            lines.append(part)
        else:
            lines[-1:] = [longer]
    return lines
