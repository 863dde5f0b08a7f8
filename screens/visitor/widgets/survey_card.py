"""The survey on the home page while it is open: its QR code, what it asks, and that nobody here sees the answers."""

from textual.app import ComposeResult
from textual.content import Content

from kiosk.catalogue.survey_start import until_words
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date
from screens.visitor.widgets.qr_code import AddressCode
from screens.widgets.block import Block
from screens.widgets.containers import Container
from screens.widgets.text_layout import centred, spaced, wrapped


class SurveyCard(Container):
    """The code, and beside it or under it what it is."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk

    def compose(self) -> ComposeResult:
        missing = self.kiosk.catalogue.phrases("online.no_address")
        yield AddressCode(self.kiosk.office.survey, missing, host=False, id="code")
        yield AboutSurvey(self.kiosk)


class AboutSurvey(Block):
    """What is asked, how to answer, the promise, address and last day; in one row the first and the promise."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        say, survey = self.kiosk.catalogue.phrases, self.kiosk.office.survey
        promise = say("survey.promise")
        if not self.has_room(3):
            return [centred(Content.styled(self.first(say("survey.in_a_line")), "$ink"), width)]
        choose = [say("survey_page.choose", office=self.kiosk.office.short_name)] if survey.is_front_page else []
        how = [say("survey.about"), say("survey.step_1"), *choose]
        year = self.kiosk.assessment
        until = until_words(year, medium_date(year.eit.last(self.kiosk.today)), say)
        blocks = [
            self._title(say("survey.short_title"), width),
            [line for words in how for line in wrapped(self.first(words), width, "$ink")],
            [Content.styled("▌", "$accent") + line[1:] for line in self._indented(promise, width)],
            [Content.styled(survey.host, "bold $ink"), *wrapped(self.first(until), width, "$soft")],
        ]
        return spaced(blocks, self.content_size.height)

    def _title(self, words: Bilingual, width: int) -> list[Content]:
        return [*wrapped(self.first(words), width, "bold $ink"), *wrapped(self.second(words), width, "$soft")]

    def _indented(self, words: Bilingual, width: int) -> list[Content]:
        return [*wrapped(self.first(words), width, "bold $ink", 2), *wrapped(self.second(words), width, "$soft", 2)]
