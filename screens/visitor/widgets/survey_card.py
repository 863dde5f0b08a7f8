"""The survey on the home page: its QR code, how to answer, and that nobody here sees the answers."""

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date
from screens.visitor.widgets.qr_code import AddressCode
from screens.widgets.block import Block
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import centred, wrapped


class SurveyCard(Container):
    """The code is always there; outside the window the card says when it is open."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk

    def compose(self) -> ComposeResult:
        say = self.kiosk.catalogue.phrases
        yield AddressCode(self.kiosk.office.survey, say("online.no_address"), id="code")
        with Container(id="how"):
            yield HowToAnswer(self.kiosk)
            yield Pressable("8", say("home.survey"), id="survey", classes="-flat")


class HowToAnswer(Block):
    """Three steps, or when the survey is open; and the promise, alone where there is one line."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        say = self.kiosk.catalogue.phrases
        if not self.has_room(2):
            return [centred(line, width) for line in wrapped(self.first(say("survey.promise")), width, "$ink")]
        title = self._pair(say("survey.short_title"), width, "bold $ink")
        closed = closed_notice(self.kiosk)
        if closed is None:
            steps = [self._pair(say(f"survey.step_{number}"), width, "$ink", 3, f"{number}.") for number in (1, 2, 3)]
        else:
            steps = [self._pair(closed, width, "bold $warn", 2, "◇")]
        bar = Content.styled("▌", "$accent")
        promise = [
            *wrapped(self.first(say("survey.promise")), width, "bold $ink", 2),
            *wrapped(self.second(say("survey.promise")), width, "$ink", 2),
        ]
        parts = [title, *steps, [bar + line[1:] for line in promise]]
        airy = sum(map(len, parts)) + len(parts) <= self.content_size.height  # an empty line after each, the last too
        blank = [Content("")]
        between_steps = blank if airy else []
        lines = title + blank
        for step in steps:
            lines += step + between_steps
        return lines + ([] if airy else blank) + parts[-1]

    def _pair(self, words: Bilingual, width: int, style: str, indent: int = 0, mark: str = "") -> list[Content]:
        first = wrapped(self.first(words), width, style, indent, Content.styled(mark, "$soft"))
        return first + wrapped(self.second(words), width, "$soft", indent)


def closed_notice(kiosk: Kiosk) -> Bilingual | None:
    """Why an answer would not count today, and when one does; None while the survey is open."""
    window = kiosk.assessment.eit
    phase = window.phase(kiosk.today)
    if phase in ("open", "late"):
        return None
    dates = {"start": medium_date(window.start), "deadline": medium_date(window.deadline)}
    return kiosk.catalogue.phrases("survey.not_open_yet" if phase == "before" else "survey.closed", **dates)
