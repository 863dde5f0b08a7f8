"""The call banner: a visitor calls, since when, about what, in which language; one key says that somebody comes."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from kiosk.catalogue.languages import language_words
from kiosk.machine.kiosk import Kiosk
from kiosk.session.calls.call import Call
from kiosk.text.bilingual import Bilingual
from screens.messages import CallAnswered
from screens.widgets.block import Block
from screens.widgets.containers import Horizontal
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, big, shortened

CALLED = "-called"
"""Worn by a page while a banner stands in place of its band."""

_GAP = 3
"""Cells between the digits and the words."""

_ROOM_FOR_DIGITS = 60
"""Cells from which on large digits leave room for words."""


class CallBanner(Horizontal):
    """As high as the band it stands for."""

    def __init__(self, kiosk: Kiosk, call: Call, key: str) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.call = call
        self.key = key

    def compose(self) -> ComposeResult:
        say = self.kiosk.catalogue.phrases
        yield CallWords(self.kiosk, self.call)
        yield Pressable(self.key, say("call.answer"), detail=say("call.answer_more"), id="answer-call")

    def refresh_seconds(self) -> None:
        """Say how long it has rung."""
        for words in self.query(CallWords):
            words.refresh()

    @on(Pressable.Pressed)
    def answer(self, event: Pressable.Pressed) -> None:
        """Somebody comes."""
        event.stop()
        self.post_message(CallAnswered())


class CallWords(Block):
    """Minutes and seconds as large digits where there are three rows, and what is asked for beside them."""

    def __init__(self, kiosk: Kiosk, call: Call) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.call = call

    def lines(self, width: int) -> list[Content]:
        clock = "{}:{:02}".format(*divmod(min(self.call.seconds, 5_999), 60))
        if not self.has_room(3) or width < _ROOM_FOR_DIGITS:
            return self._words(width, f"{clock}  ")[: self.content_size.height]
        digits = [Content.styled(row, "bold $on-accent") for row in big(clock)]
        at = digits[0].cell_length + _GAP
        return beside(digits, self._words(width - at), at)

    def _words(self, width: int, clock: str = "") -> list[Content]:
        """Where, and what about, in both languages; the second language where there is room."""
        asked, about = self._asked, self._about
        first = Content.styled(clock + self.first(asked), "bold $on-accent")
        both = first + Content.styled(f"   {self.second(asked)}", "$on-accent")
        return [
            both if both.cell_length <= width else first,
            Content.styled(shortened(self.first(about), width), "bold $on-accent"),
            Content.styled(shortened(self.second(about), width), "$on-accent"),
        ]

    @property
    def _asked(self) -> Bilingual:
        return self.kiosk.catalogue.phrases("call.from_kiosk", kiosk=self.kiosk.office.kiosk.rpartition("-")[2])

    @property
    def _about(self) -> Bilingual:
        """The service that was read, and the language that is spoken."""
        catalogue = self.kiosk.catalogue
        service = catalogue.services.get(self.call.service or "")
        title = catalogue.phrases("call.general_page") if service is None else service.short_title
        language = language_words(catalogue.phrases, catalogue.languages, self.call.language)
        return catalogue.phrases("call.reads", service=title, language=language)
