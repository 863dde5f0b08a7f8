"""Home: attract and menu in one. The families, and the survey's QR code, always in sight."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Grid, Horizontal

from kiosk.catalogue.rules.room import FAMILIES
from kiosk.catalogue.services import Family
from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual
from screens.messages import FamilyChosen
from screens.page import Page
from screens.visitor.widgets.qr_code import is_large
from screens.visitor.widgets.survey_card import SurveyCard
from screens.widgets.block import BilingualLine
from screens.widgets.language_key import LanguageKey
from screens.widgets.look_key import LookKey
from screens.widgets.pressable import Pressable

_ONLINE, _TRANSPARENCY = str(FAMILIES + 1), str(FAMILIES + 2)
"""The keys after those of the families, whether the office offers as many or not."""


class HomeScreen(Page):
    """Everything is at most two presses from here; the survey none."""

    CSS_PATH = "home.tcss"
    AUTO_FOCUS = ".family"

    def __init__(self, kiosk: Kiosk, *, locked: bool) -> None:
        super().__init__(kiosk)
        self.locked = locked
        self.set_class(not locked, "-open", update=False)
        self.set_class(is_large(kiosk.office.survey), "-large-code", update=False)

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        focused = self.focused.key if isinstance(self.focused, Pressable) else "1"
        await self.recompose()
        keys = {key.key: key for key in self.query(Pressable)}
        self.set_focus(keys.get(focused, keys["1"]))

    def body(self) -> ComposeResult:
        catalogue, say = self.kiosk.catalogue, self.phrases
        with Horizontal(id="top"):
            yield BilingualLine(say("home.choose"), id="choose")
            yield BilingualLine(self._last_line, id="note")
            yield LookKey(say)
        with Container(id="menu"):
            with Grid(id="tiles"):
                for number, family in enumerate(catalogue.families, 1):
                    yield Pressable(str(number), family.title, detail=family.forms, choice=family, classes="family")
                yield Pressable(_ONLINE, say("home.online"), detail=say("home.online_detail"), id="online")
                yield Pressable(
                    _TRANSPARENCY, say("home.transparency"), detail=say("home.transparency_detail"), id="transparency"
                )
                yield LanguageKey(say)
                yield Pressable(
                    "0", say("key.officer"), short=say("key.officer_short"), id="officer", classes="-primary"
                )
            yield SurveyCard(self.kiosk)
        yield BilingualLine(self._last_line, id="hint")

    @property
    def _last_line(self) -> Bilingual:
        """How to begin; or that this counter is not locked, which must not go unseen."""
        if self.kiosk.demo:
            return self.phrases("mode.demo_leave")
        return self.phrases("home.hint" if self.locked else "mode.not_locked")

    @on(Pressable.Pressed, ".family")
    def choose_family(self, event: Pressable.Pressed) -> None:
        assert isinstance(event.pressable.choice, Family)
        self.go(FamilyChosen(event.pressable.choice))
