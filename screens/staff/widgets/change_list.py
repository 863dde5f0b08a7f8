"""A list of what a sheet changes, or of its faults, over as many pages as it takes."""

from textual.content import Content
from textual.message import Message

from kiosk.editing.changes import Entry
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, same
from screens.widgets.block import Block
from screens.widgets.pagination import packed
from screens.widgets.text_layout import wrapped

_MARKS = {"$ok": "✔ ", "$bad": "✖ "}


class ChangeList(Block):
    """A head, and under it entries: what is new says so and stands in both languages. Where there is a question about
    all of them it has a page of its own after the last one, so that its answers take no room from any entry."""

    class LaidOut(Message):
        """It is known how many pages there are."""

    def __init__(self, kiosk: Kiosk, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.kiosk = kiosk
        self.head, self.entries, self.style = same(""), list[Entry](), "$soft"
        self.question: Bilingual | None = None
        self.page, self.pages = 0, 1

    @property
    def is_asking(self) -> bool:
        """Whether every entry has been turned over, and the question is shown."""
        return self.question is not None and self.page == self.pages - 1

    def say(self, head: Bilingual, entries: list[Entry], style: str, question: Bilingual | None = None) -> None:
        """Show them from the first page on."""
        self.head, self.entries, self.style, self.question = head, entries, style, question
        self.page, self.pages = 0, 1 if question is None else 2
        self.refresh()

    def turn(self, step: int = 1) -> None:
        """Show the next page, and after the last the first."""
        self.page = (self.page + step) % self.pages
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        head = wrapped(_MARKS.get(self.style, "") + self.first(self.head), width, f"bold {self.style}")
        if self.question is not None and self.is_asking:
            return [*head, Content(""), *wrapped(self.first(self.question), width, "$soft")]
        pages = packed([self._entry(entry, width) for entry in self.entries], self.content_size.height - len(head))
        count = len(pages) + (self.question is not None)
        if count != self.pages:
            self.pages = count
            self.post_message(self.LaidOut())
        self.page = min(self.page, len(pages) - 1)
        return [*head, *pages[self.page]]

    def _entry(self, entry: Entry, width: int) -> list[Content]:
        """What stays as it is on one line where it has room; what is new in both languages."""
        if entry.was is None:
            style, texts = "bold $ink" if entry.lines else "$ink", [self.first(words) for words in entry.lines]
            line = Content.styled(self.first(entry.name), style) + Content.styled("   " + "   ".join(texts), "$soft")
            if line.cell_length <= width:
                return [line]
            named = wrapped(self.first(entry.name), width, style)
            return named + [line for text in texts for line in wrapped(text, width, "$soft", 3)]
        changed = self.first(self.kiosk.catalogue.phrases("sheet.changed"))
        lines = wrapped(f"{changed} · {self.first(entry.name)}", width, "bold $warn")
        for words in entry.lines:
            for text in dict.fromkeys((self.first(words), self.second(words))):
                lines += wrapped(text, width, "$ink", 3)
        return lines + wrapped(self.first(entry.was), width, "$soft", 3)
