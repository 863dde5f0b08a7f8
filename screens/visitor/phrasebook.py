"""Point and speak: short sentences for a visitor and an officer who share no language; one of them fills the screen."""

from typing import Literal

from textual import on
from textual.app import ComposeResult

from screens.paged import KEYS, PagedScreen
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.sentence_card import SentenceCard
from screens.widgets.block import BilingualLine
from screens.widgets.containers import Container, Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

SPEAKERS: tuple[Literal["visitor"], Literal["officer"]] = ("visitor", "officer")

FULL = "-full"
"""Worn while a sentence fills the screen."""


class SpeakScreen(PagedScreen):
    """A page for what the visitor says, and one for what the officer does. → hands the word to the other."""

    CSS_PATH = "speak.tcss"
    AUTO_FOCUS = ""
    pages = len(SPEAKERS)

    def body(self) -> ComposeResult:
        say, speak = self.phrases, self.kiosk.catalogue.speak
        yield Title(say("speak.visitor"), more=self.page_words, brief=self.page_figures, aside=say("speak.point"))
        yield BilingualLine(say("speak.point"), classes="aside")
        with Container(id="lists"):
            for page, sentences in enumerate((speak.visitor, speak.officer)):
                with Grid(classes=f"sentences paged page-{page}"):
                    for key, sentence in zip(KEYS, sentences, strict=False):
                        yield Pressable(key, sentence, classes="sentence")
        yield SentenceCard(self.kiosk)
        other = Pressable("right", say("speak.officer_list"), short=say("speak.page_2"), id="other", classes="-primary")
        yield KeyBar(say, other)

    def on_mount(self) -> None:
        self.watch_page()

    def watch_page(self) -> None:
        """Show the sentences of one speaker; → leads to those of the other."""
        self.query_one(Title).words = self.phrases(f"speak.{SPEAKERS[self.page]}")
        self._name_other()
        super().watch_page()

    def _name_other(self) -> None:
        """What → leads to: the other one's sentences, with which he answers the one that fills the screen."""
        say, other, is_full = self.phrases, 1 - self.page, self.has_class(FULL)
        key = self.query_one("#other", Pressable)
        key.words = say(f"speak.{SPEAKERS[other]}_key" if is_full else f"speak.{SPEAKERS[other]}_list")
        key.short = say("speak.reply" if is_full else f"speak.page_{other + 1}")
        key.refresh()

    @on(Pressable.Pressed, ".sentence")
    def point(self, event: Pressable.Pressed) -> None:
        """Fill the screen with a sentence, for the other one to read."""
        self.query_one(SentenceCard).show(event.pressable.words, SPEAKERS[self.page])
        self.add_class(FULL)
        self._name_other()

    @on(Pressable.Pressed, "#other")
    def hand_over(self) -> None:
        """The other one has the word."""
        self.remove_class(FULL)
        self.page = 1 - self.page

    def leave(self) -> None:
        """From a sentence to the others, then as from any page."""
        if self.has_class(FULL):
            self.remove_class(FULL)
            self._name_other()
        else:
            super().leave()
