"""Point and speak: short sentences in both languages, for a visitor and an officer who share none."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid

from screens.paged import PagedScreen
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.block import Pair
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

SPEAKERS = ("visitor", "officer")


class SpeakScreen(PagedScreen):
    """A page for what the visitor says, and one for what the officer does. What is pointed at stays marked."""

    CSS_PATH = "speak.tcss"
    AUTO_FOCUS = ""
    pages = len(SPEAKERS)

    def body(self) -> ComposeResult:
        say, speak = self.phrases, self.kiosk.catalogue.speak
        yield Title(say("speak.visitor"), more=self.page_words)
        for page, sentences in enumerate((speak.visitor, speak.officer)):
            with Grid(classes=f"sentences paged page-{page}"):
                for number, sentence in enumerate(sentences, 1):
                    yield Pressable(str(number), sentence, classes="sentence")
        yield Pair(say("speak.point"), classes="aside")
        yield KeyBar(say, Pressable("right", say("key.next"), id="next", classes="-primary"))

    def on_mount(self) -> None:
        self.watch_page()

    def watch_page(self) -> None:
        """Show the sentences of one speaker."""
        self.query_one(Title).words = self.phrases(f"speak.{SPEAKERS[self.page]}")
        super().watch_page()

    @on(Pressable.Pressed, ".sentence")
    def point(self, event: Pressable.Pressed) -> None:
        """Mark a sentence, and no other."""
        for sentence in self.query(".sentence").results(Pressable):
            sentence.set_class(sentence is event.pressable, "-chosen")
            sentence.refresh()
