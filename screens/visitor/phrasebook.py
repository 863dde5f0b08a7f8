"""Point and speak: short sentences in both languages, for a visitor and an officer who share none."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid
from textual.reactive import reactive

from kiosk.catalogue.load import Speaker
from screens.page import Page
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.block import Pair
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

SPEAKERS: tuple[Speaker, ...] = ("visitor", "officer")


class SpeakScreen(Page):
    """A page for what the visitor says, and one for what the officer does. What is pointed at stays marked."""

    CSS_PATH = "speak.tcss"
    AUTO_FOCUS = ""
    page: reactive[int] = reactive(0, init=False)

    def body(self) -> ComposeResult:
        say, speak = self.phrases, self.kiosk.catalogue.speak
        yield Title(say("speak.visitor"), more=say("service.page", page=1, pages=len(SPEAKERS)))
        for speaker in SPEAKERS:
            with Grid(classes=f"sentences -{speaker}"):
                for number, sentence in enumerate(speak[speaker], 1):
                    yield Pressable(str(number), sentence, classes="sentence")
        yield Pair(say("speak.point"), classes="aside")
        yield KeyBar(say, Pressable("right", say("key.next"), id="next", classes="-primary"))

    def on_mount(self) -> None:
        self.watch_page()

    def watch_page(self) -> None:
        """Show the sentences of one speaker."""
        for number, sentences in enumerate(self.query(Grid)):
            sentences.display = number == self.page
        title, speaker = self.query_one(Title), SPEAKERS[self.page]
        title.words = self.phrases(f"speak.{speaker}")
        title.more = self.phrases("service.page", page=self.page + 1, pages=len(SPEAKERS))
        title.refresh(layout=True)
        self.query_one("#next").display = self.page < len(SPEAKERS) - 1

    @on(Pressable.Pressed, ".sentence")
    def point(self, event: Pressable.Pressed) -> None:
        """Mark a sentence, and no other."""
        for sentence in self.query(".sentence").results(Pressable):
            sentence.set_class(sentence is event.pressable, "-chosen")
            sentence.refresh()

    @on(Pressable.Pressed, "#next")
    def go_on(self) -> None:
        """The other speaker's sentences."""
        self.page = min(self.page + 1, len(SPEAKERS) - 1)

    def leave(self) -> None:
        if self.page:
            self.page -= 1
        else:
            super().leave()
