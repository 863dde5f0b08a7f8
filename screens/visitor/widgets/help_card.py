"""Where there is help: whom to ask, the telephone, when the office is open, who is on duty."""

from textual.content import Content

from kiosk.catalogue.facts import Fact
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from screens.widgets.block import Block, both
from screens.widgets.text_layout import fullest, spaced, wrapped

Topics = list[list[Content]]


class HelpCard(Block):
    """Topics in both languages with air between them; where there is no room the last are in brief or left out.

    Whom to ask is said in both even where that leaves no air.
    """

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        rows, whole, brief = self.content_size.height, self._topics(width), self._topics(width, brief=True)
        with_air = rows - len(brief) + 1
        topics = fullest(fullest(brief, whole[:1], rows), whole, with_air)
        while len(topics) > 1 and sum(map(len, topics)) > rows:
            topics.pop()
        return spaced(topics, rows)

    def _topics(self, width: int, *, brief: bool = False) -> Topics:
        """In brief the page's language stands alone."""
        say, office = self.kiosk.catalogue.phrases, self.kiosk.office
        where = self._where
        duty = [] if self.kiosk.is_over else [self._topic(say("officer.on_duty"), self.kiosk.duty, width, brief=brief)]
        return [
            wrapped(self.first(where), width, "bold $accent") if brief else both(self, where, width, "bold $accent"),
            self._stated(say("officer.phone"), office.phone, width, brief=brief),
            self._stated(say("officer.hours"), office.hours, width, brief=brief),
            *duty,
        ]

    @property
    def _where(self) -> Bilingual:
        """Whom to ask; where nobody is at a counter any more, when somebody is again."""
        return self.kiosk.closed_words or self.kiosk.catalogue.phrases("officer.where")

    def _stated(self, title: Bilingual, fact: Fact[Bilingual], width: int, *, brief: bool) -> list[Content]:
        """What the office says of itself, or one quiet line that it has not."""
        say = self.kiosk.catalogue.phrases
        words = say("notice.none") if fact.is_none else fact.figure or say("service.not_stated")
        return self._topic(title, words, width, brief=brief)

    def _topic(self, title: Bilingual, words: Bilingual, width: int, *, brief: bool) -> list[Content]:
        """A heading and its words; on one line where they are short."""
        head = Content.styled(self.first(title), "bold $ink")
        if not brief:
            head += Content.styled(f"  {self.second(title)}", "$soft")
            if not words.is_same:
                return [head, *both(self, words, width)]
        line = head + Content.styled(f"  {self.first(words)}", "$ink")
        return [line] if line.cell_length <= width else [head, *wrapped(self.first(words), width, "$ink")]
