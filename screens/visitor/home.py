"""Home: attract and menu in one. What people come for, whether the office is open, the survey while it counts."""

import datetime
from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from kiosk.catalogue.services import FAMILIES, Family, Service
from kiosk.catalogue.survey_start import survey_words
from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from kiosk.text.bilingual import Bilingual
from screens.messages import FamilyChosen, ServiceChosen
from screens.page import Page
from screens.visitor.widgets.announcement_line import AnnouncementLine
from screens.visitor.widgets.need_tile import NeedTile
from screens.visitor.widgets.open_card import OpenCard
from screens.visitor.widgets.open_line import OpenLine
from screens.visitor.widgets.qr_code import is_large
from screens.visitor.widgets.survey_card import SurveyCard
from screens.widgets.block import BilingualLine, QuietLines
from screens.widgets.containers import Container, Grid, Horizontal
from screens.widgets.help_keys import LanguageKey, LookKey, OfficerKey
from screens.widgets.pressable import Pressable

_ONLINE, _TRANSPARENCY = str(FAMILIES + 1), str(FAMILIES + 2)
"""The keys after those of the families, whether the office offers as many or not."""

_BEFORE_CARD = 2
"""Tiles of the first row, in a grid in which the open card stands beside them."""


class HomeScreen(Page):
    """Everything is at most two presses from here. It changes by itself at noon, at closing time and at midnight."""

    CSS_PATH = "home.tcss"
    AUTO_FOCUS = ""
    """Nothing: Enter is the key of the service that is asked for most, until somebody moves the focus."""

    def __init__(self, kiosk: Kiosk, pin: Pin) -> None:
        super().__init__(kiosk)
        self._pin = pin
        self._drawn_of = self._of_now

    @property
    def leads_to(self) -> list[FamilyChosen]:
        return [FamilyChosen(family) for family in self.kiosk.catalogue.families]

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        await self.begin_anew()

    async def begin_anew(self) -> None:
        """Compose the page as it is now; what has the focus keeps it."""
        focused = self.focused.key if isinstance(self.focused, Pressable) else None
        await self.recompose()
        keys = {key.key: key for key in self.query(Pressable)}
        self.set_focus(keys.get(focused or ""))

    def minute_passed(self) -> None:
        super().minute_passed()
        if self._of_now != self._drawn_of:
            self.call_later(self.begin_anew)
        self.query(OpenCard).refresh()
        self.query(OpenLine).refresh(layout=True)

    @property
    def _of_now(self) -> tuple[datetime.date, bool]:
        """What the page follows from and nobody tells: the day, which may begin with a survey or end one, and whether
        there is a PIN."""
        return self.kiosk.today, self._pin.is_set

    def body(self) -> ComposeResult:
        self._drawn_of = self._of_now
        say, survey_is_open = self.phrases, self.kiosk.survey_is_open
        announcements = self.kiosk.announcements
        classes = {
            "-noted": self._note is not None,
            "-announced": bool(announcements),
            "-survey": survey_is_open,
            "-large-code": survey_is_open and is_large(self.kiosk.office.survey),
        }
        self.update_classes(classes, update=self.is_mounted, animate=False)
        with Horizontal(id="top"):
            if announcements:
                yield AnnouncementLine(announcements)
            yield BilingualLine(say("home.choose"), id="choose")
            yield QuietLines(self._note, id="note")
            yield OpenLine(self.kiosk, id="open-line")
        with Container(id="menu"):
            if survey_is_open:
                yield SurveyCard(self.kiosk)
            with Grid(id="tiles"):
                tiles = [*self._tiles()]
                yield from (*tiles[:_BEFORE_CARD], OpenCard(self.kiosk), *tiles[_BEFORE_CARD:])
        yield QuietLines(self._survey_line, id="survey-starts")
        with Horizontal(id="keys"):
            yield QuietLines(say("home.hint"), id="hint")
            yield QuietLines(self._survey_line, id="survey-starts-beside")
            yield LookKey(say)
            if survey_is_open:
                yield Pressable("8", say("key.survey"), short=say("key.survey_short"), id="survey")
            yield LanguageKey(say)
            yield OfficerKey(say)

    def _tiles(self) -> Iterator[Widget]:
        """Families, what else the office offers, and the service that is asked for most; none without a page behind."""
        say, catalogue = self.phrases, self.kiosk.catalogue
        for number, family in enumerate(catalogue.families, 1):
            yield NeedTile(
                str(number),
                family.title,
                short=family.short_title,
                detail=family.needs,
                choice=family,
                classes="family",
            )
        if catalogue.channels.reachable:
            words, short, needs = say("home.online"), say("key.online"), say("home.online_needs")
            yield NeedTile(_ONLINE, words, short=short, detail=needs, id="online")
        if catalogue.notices or catalogue.channels.complaint:
            words, needs = say("home.transparency"), say("home.transparency_needs")
            plainest = say("home.transparency_short")
            yield NeedTile(_TRANSPARENCY, words, plainest=plainest, detail=needs, id="transparency")
        if (asked := catalogue.services.get(self.kiosk.office.most_asked or "")) is not None:
            yield NeedTile(
                "enter",
                asked.short_title,
                plainest=asked.aliases.plainest,
                detail=say("home.most_asked_needs"),
                choice=asked,
                id="most-asked",
                classes="-primary",
            )
        words, plainest = say("finder.title"), say("finder.title_short")
        yield NeedTile("right", words, plainest=plainest, detail=say("finder.needs"), id="which-service")

    @property
    def _note(self) -> Bilingual | None:
        """To staff: that this counter is not locked or not real, which must not go unseen."""
        if self.kiosk.demo:
            return self.phrases("mode.demo_leave")
        return None if self._pin.is_set else self.phrases("mode.not_locked")

    @property
    def _survey_line(self) -> Bilingual | None:
        """When the survey opens, while it is closed and that is known or may be expected."""
        start = None if self.kiosk.survey_is_open else self.kiosk.next_survey
        return None if start is None else survey_words(start, self.phrases)

    @on(Pressable.Pressed, ".family")
    def choose_family(self, event: Pressable.Pressed) -> None:
        assert isinstance(event.pressable.choice, Family)
        self.go(FamilyChosen(event.pressable.choice))

    @on(Pressable.Pressed, "#most-asked")
    def choose_service(self, event: Pressable.Pressed) -> None:
        assert isinstance(event.pressable.choice, Service)
        self.go(ServiceChosen(event.pressable.choice))
