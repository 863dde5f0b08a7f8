"""An officer is called: whether somebody comes, and all that they are told; after a minute, where to go instead."""

from datetime import datetime
from typing import Literal

from textual.app import ComposeResult
from textual.content import Content

from kiosk.catalogue.languages import language_words
from kiosk.machine.kiosk import Kiosk
from kiosk.session.calls.call import Call
from kiosk.session.calls.switchboard import Switchboard
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.large_words import large_words
from screens.page import Page
from screens.visitor.widgets.help_card import HelpCard
from screens.visitor.widgets.key_bar import KeyBar, speak_key
from screens.visitor.widgets.large_words import large_lines
from screens.widgets.block import Block
from screens.widgets.containers import Container
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, fullest, level, spaced, wrapped
from screens.widgets.title import Title

PATIENCE = 60
"""Seconds after which nobody is promised any more."""

UNANSWERED = "-unanswered"
"""Worn once nobody is promised any more: what the officer would have seen gives its place to where to go."""

State = Literal["calling", "coming", "unanswered"]


class CallScreen(Page):
    """The call is over when the page is left."""

    CSS_PATH = "call.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, board: Switchboard) -> None:
        """There is a call on the board."""
        super().__init__(kiosk)
        assert board.call is not None
        self.call = board.call
        self.began = kiosk.clock()
        self.answered: datetime | None = None
        self.state: State = "calling"
        self._board = board

    def body(self) -> ComposeResult:
        say = self.phrases
        yield Title(say("call.calling"))
        yield Announcement(self)
        with Container(id="particulars"):
            yield Progress(self)
            yield CallCard(self.kiosk, self.call)
            yield HelpCard(self.kiosk)
        cancel = Pressable("left", say("call.cancel"), short=say("call.cancel_short"), id="back")
        yield KeyBar(say, speak_key(say), back=cancel, officer=False)

    def on_mount(self) -> None:
        self.set_interval(0.5, self.follow)
        self.follow()

    def on_unmount(self) -> None:
        self._board.hang_up()

    def follow(self) -> None:
        """Show what has become of the call."""
        state = self._state
        if state != self.state:
            self.state = state
            self.answered = self.kiosk.clock()
            self.set_class(state == "unanswered", UNANSWERED)
            self.query_one(Title).words = self.phrases(f"call.{state}")
            for block in self.query(Block):
                block.refresh()

    @property
    def _state(self) -> State:
        call = self._board.call
        if call is not None and call.state == "coming":
            return "coming"
        return "calling" if self._board.is_attended and self.call.seconds < PATIENCE else "unanswered"


class Announcement(Block):
    """What has become of the call, to be read from afar, and in the other language beside or under it."""

    def __init__(self, screen: CallScreen) -> None:
        super().__init__()
        self.page = screen

    def lines(self, width: int) -> list[Content]:
        words, rows = self._words, self.content_size.height
        first, second = self.first(words), self.second(words)
        if width >= _BESIDE:
            large = large_lines(first, width - _ASIDE, rows, "$on-band")
            aside = wrapped(second, _ASIDE - 2, "bold $on-band")
            return beside(large, level(aside, rows), width - _ASIDE + 2)
        if rows < _BOTH or not large_words(first, width, rows - 2):
            return large_lines(first, width, rows, "$on-band")
        large = large_lines(first, width, rows - 2, "$on-band")
        blank = [Content("")] * (rows - 1 - len(large))
        return [*large, *blank, *wrapped(second, width, "bold $on-band")]

    @property
    def _words(self) -> Bilingual:
        """Nobody is sent to the counter of an office that is closed."""
        page = self.page
        is_closed = page.state == "unanswered" and page.kiosk.is_over
        return page.phrases("large.closed" if is_closed else f"large.{page.state}")


_BESIDE = 100
"""Cells from which on both languages stand beside one another."""

_ASIDE = 18

_BOTH = 11
"""Rows from which on there may be room for both; the title says it in both all the same."""


class Progress(Block):
    """What happened when: the call rang, and somebody answered it, or nobody yet."""

    def __init__(self, screen: CallScreen) -> None:
        super().__init__(classes="card")
        self.page = screen

    def lines(self, width: int) -> list[Content]:
        rows = self.content_size.height
        brief, whole = ([self._step(*step, width, second=second) for step in self._steps] for second in (False, True))
        return spaced(fullest(brief, whole, rows), rows)

    @property
    def _steps(self) -> list[tuple[Content, datetime | None, Bilingual]]:
        """What has happened: its mark, when, and in words."""
        page, say = self.page, self.page.phrases
        done = Content.styled("✔", "bold $ok")
        outcomes = {
            "calling": (Content.styled("…", "$soft"), None, say("call.waiting")),
            "coming": (done, page.answered, say("call.answered")),
            "unanswered": (Content.styled("◇", "$warn"), page.answered, say("call.unanswered")),
        }
        return [(done, page.began, say("call.rang")), outcomes[page.state]]

    def _step(self, mark: Content, at: datetime | None, words: Bilingual, width: int, *, second: bool) -> list[Content]:
        time = Content.styled("" if at is None else f"{at:%H:%M}", "bold $ink")
        lines = wrapped(self.first(words), width - _AT, "bold $ink")
        lines += wrapped(self.second(words), width - _AT, "$soft") if second else []
        return beside([mark + Content("  ") + time], lines, _AT)


_AT = 11
"""The cell at which the words of a step begin."""


class CallCard(Block):
    """All that the officer sees."""

    def __init__(self, kiosk: Kiosk, call: Call) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk
        self.call = call

    def lines(self, width: int) -> list[Content]:
        say, rows = self.kiosk.catalogue.phrases, self.content_size.height
        particulars = [self._row(*row, width) for row in self._particulars]
        return [self._both(say("call.seen"), width), *particulars, self._both(say("call.not_kept"), width)][:rows]

    @property
    def _particulars(self) -> list[tuple[Bilingual, Bilingual]]:
        """The kiosk, the page, the language: what each is called, and which it is."""
        catalogue, say = self.kiosk.catalogue, self.kiosk.catalogue.phrases
        service = catalogue.services.get(self.call.service or "")
        return [
            (say("call.kiosk"), same(self.kiosk.office.kiosk.rpartition("-")[2])),
            (say("call.page"), say("call.general_page") if service is None else service.short_title),
            (say("call.language"), language_words(say, catalogue.languages, self.call.language)),
        ]

    def _row(self, name: Bilingual, value: Bilingual, width: int) -> Content:
        named = Content.styled(self.first(name), "$soft")
        row = named.pad_right(_VALUE - named.cell_length) + Content.styled(self.first(value), "$ink")
        both = row + Content.styled(f"   {self.second(value)}", "$soft")
        return row if value.is_same or both.cell_length > width else both

    def _both(self, words: Bilingual, width: int) -> Content:
        first = Content.styled(self.first(words), "bold $ink")
        both = first + Content.styled(f"   {self.second(words)}", "$soft")
        return both if both.cell_length <= width else first


_VALUE = 11
"""The cell at which the values begin."""
