"""The visitor's roads: which page follows which choice, and what becomes of "I have answered"."""

import logging
from importlib import import_module
from pathlib import Path
from time import monotonic

from textual import on, work

from kiosk.machine import Kiosk
from screens.apps.base import KioskApp
from screens.layouts import LARGE
from screens.messages import (
    FamilyChosen,
    LookSwitched,
    NoticeChosen,
    OnlineChosen,
    PageChosen,
    RespondentReported,
    ServiceChosen,
)
from screens.theme import CONTRAST_THEME, PAPER_THEME

SAME_VISITOR = 60
"""Seconds within which a second "I have answered" is taken as the same visitor's."""


class VisitorRoads(KioskApp):
    """Pages are imported after the first frame, which waits for the home page alone."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self._reported = -float(SAME_VISITOR)

    def get_ready(self) -> None:
        for path in (Path(__file__).parent.parent / "visitor").glob("[a-z]*.py"):
            import_module(f"screens.visitor.{path.stem}")
        super().get_ready()

    @property
    def look(self) -> tuple[bool, bool]:
        """Whether pages are large, and whether they are in high contrast."""
        return self.large, self.current_theme.dark

    @on(LookSwitched)
    def switch_look(self) -> None:
        """Large, then in high contrast too, then high contrast alone; until the visit is over."""
        large, dark = self.look
        with self.batch_update():
            self.wear(large=not dark, dark=large)

    def wear(self, *, large: bool, dark: bool) -> None:
        """Draw every page so. Who sees well does without the rules of the large layout."""
        if large:
            self.read_styles("large")
        self.large = large
        for page in self.screen_stack:
            page.set_class(large, LARGE)
        self.theme = CONTRAST_THEME.name if dark else PAPER_THEME.name

    @on(FamilyChosen)
    def open_family(self, event: FamilyChosen) -> None:
        """The services of a family."""
        from screens.visitor.family import FamilyScreen

        self.show(FamilyScreen(self.kiosk, event.family))

    @on(ServiceChosen)
    def open_service(self, event: ServiceChosen) -> None:
        """The page of a service."""
        from screens.visitor.service import ServiceScreen

        self.show(ServiceScreen(self.kiosk, event.service))

    @on(PageChosen)
    def open_page(self, event: PageChosen) -> None:
        """One of the pages that can be reached from everywhere; not twice."""
        from screens.visitor.officer import OfficerScreen
        from screens.visitor.online import OnlineScreen
        from screens.visitor.phrasebook import SpeakScreen
        from screens.visitor.survey import SurveyScreen
        from screens.visitor.transparency import TransparencyScreen

        pages = {
            "survey": SurveyScreen,
            "officer": OfficerScreen,
            "online": OnlineScreen,
            "transparency": TransparencyScreen,
            "speak": SpeakScreen,
        }
        if not isinstance(self.screen, pages[event.name]):
            self.show(pages[event.name](self.kiosk))

    @on(OnlineChosen)
    def open_online(self, event: OnlineChosen) -> None:
        """The code of one online service."""
        from screens.visitor.online import OnlineScreen

        self.show(OnlineScreen(self.kiosk, event.name))

    @on(NoticeChosen)
    def open_notice(self, event: NoticeChosen) -> None:
        """What the office posts about itself, and the channels for complaints."""
        from screens.visitor.notice import NoticeScreen, Section, disclosed, ways_to_be_heard

        catalogue, say = self.kiosk.catalogue, self.kiosk.catalogue.phrases
        if event.name == "complaints":
            self.show(NoticeScreen(self.kiosk, say("transparency.other_title"), ways_to_be_heard(self.kiosk)))
        elif event.name == "disclosure":
            self.show(NoticeScreen(self.kiosk, say("transparency.disclosure_title"), disclosed(self.kiosk.assessment)))
        else:
            notice = next(one for one in catalogue.notices if one.id == event.name)
            sections: list[Section] = [(part.title, part.text) for part in notice.part]
            self.show(NoticeScreen(self.kiosk, notice.title, sections, notice.budget))

    @on(RespondentReported)
    def take_report(self, event: RespondentReported) -> None:
        """A visitor says that they have answered; a second word within a minute is the same visitor's."""
        say = self.kiosk.catalogue.phrases
        if monotonic() - self._reported < SAME_VISITOR:
            self.tell("✔", say("survey_page.thanks"), say("survey_page.already"))
        else:
            self._reported = monotonic()  # before it is written: on a slow disk the next press comes sooner
            self._report(event.group)

    @work(thread=True, group="write", exit_on_error=False)
    def _report(self, group: str) -> None:
        from kiosk.ledger.ledger import NotCounted

        say = self.kiosk.catalogue.phrases
        try:
            if self.ledger is None:
                raise NotCounted("the ledger is not open")
            self.ledger.count(group, self.kiosk.today, "visitor")
            said = "✔", say("survey_page.thanks"), say("survey_page.thanks_more")
        except NotCounted:
            self._reported = -float(SAME_VISITOR)
            logging.getLogger("kiosk").exception("A visitor's report was not counted")
            said = "✖", say("survey_page.not_kept"), say("family.ask")
        self.call_from_thread(self.tell, *said)
