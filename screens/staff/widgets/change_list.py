"""A list of what a sheet changes, or of its faults, over as many pages as it takes."""

from textual.content import Content
from textual.message import Message

from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, same
from screens.widgets.block import Block
from screens.widgets.pagination import packed
from screens.widgets.text_layout import wrapped

_MARKS = {"$ok": "✔ ", "$bad": "✖ "}


class ChangeList(Block):
    """A head, and under it entries: the first line of each is its name, the others are soft."""

    class LaidOut(Message):
        """It is known how many pages there are."""

    def __init__(self, kiosk: Kiosk, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.kiosk = kiosk
        self.head, self.entries, self.style = same(""), list[list[Bilingual]](), "$soft"
        self.page, self.pages = 0, 1

    @property
    def is_at_end(self) -> bool:
        """Whether the last page is shown."""
        return self.page == self.pages - 1

    def say(self, head: Bilingual, entries: list[list[Bilingual]], style: str) -> None:
        """Show them from the first page on."""
        self.head, self.entries, self.style, self.page = head, entries, style, 0
        self.refresh()

    def turn(self) -> None:
        """Show the next page, and after the last the first."""
        self.page = (self.page + 1) % self.pages
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        head = wrapped(_MARKS.get(self.style, "") + self.first(self.head), width, f"bold {self.style}")
        pages = packed([self._entry(entry, width) for entry in self.entries], self.content_size.height - len(head))
        if len(pages) != self.pages:
            self.pages = len(pages)
            self.post_message(self.LaidOut())
        self.page = min(self.page, self.pages - 1)
        return [*head, *pages[self.page]]

    def _entry(self, entry: list[Bilingual], width: int) -> list[Content]:
        first, *others = map(self.first, entry)
        named = wrapped(first, width, "$ink" if not others else "bold $ink")
        return named + [line for text in others for line in wrapped(text, width, "$soft", 3)]
