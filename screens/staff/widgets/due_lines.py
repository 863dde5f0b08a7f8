"""What is due, page by page: how much, and what it is; and above it what headquarters tells."""

from textual.content import Content

from kiosk.progress.due import DueWork
from kiosk.text.bilingual import Bilingual, Phrases
from screens.widgets.block import Block
from screens.widgets.text_layout import shortened

_MARK = "▌ "


class DueLines(Block):
    """A line a page, as many as there is room for; before the first one that they are what is due."""

    def __init__(self, phrases: Phrases, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.phrases = phrases
        self.work: list[DueWork] = []
        self.told: list[Bilingual] = []

    def show(self, work: list[DueWork], told: list[Bilingual]) -> None:
        """Draw these."""
        self.work, self.told = work, told
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        mark = Content.styled(_MARK, "$accent")
        told = [mark + Content.styled(shortened(self.first(words), width - 2), "bold $ink") for words in self.told]
        head = Content.styled(self.first(self.phrases("due.title")) + "  ", "$soft")
        before = [head, Content(" " * head.cell_length)]
        return told + [
            before[number > 0] + self._line(work, width - head.cell_length) for number, work in enumerate(self.shown)
        ]

    @property
    def shown(self) -> list[DueWork]:
        """The pages that have a line: how many facts wait stands on their own key, and today's duty on the band."""
        return [work for work in self.work if work.page not in ("facts", "roster")]

    def _line(self, work: DueWork, width: int) -> Content:
        digits = max(len(str(len(each.names))) for each in self.shown)
        count = Content.styled(f" {len(work.names):>{digits}} ", "bold $on-accent on $warn")
        title = Content.styled(f"  {self.first(self.phrases(f'due.{work.page}'))}  ", "bold $ink")
        room = width - count.cell_length - title.cell_length
        return count + title + Content.styled(shortened(" ".join(work.names), max(room, 8)), "$soft")
