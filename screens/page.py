"""A page: what every screen has. It knows its language, its keys and how to lead back."""

from collections.abc import Callable, Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import localized_digits
from kiosk.text.languages import HOME, OFFICIAL, Language
from screens.layouts import SMALLEST, TOO_SMALL, layout_of
from screens.messages import (
    FirstPageWanted,
    LanguageSwitched,
    LookSwitched,
    OfficerWanted,
    PageChosen,
    PageLeft,
    Routed,
)
from screens.terminal.keymap import normalized
from screens.widgets.block import Block
from screens.widgets.containers import ground
from screens.widgets.debounce import Debounce
from screens.widgets.header import Header
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import wrapped
from screens.widgets.trouble import Trouble

_LEADS_ON = 0.05
"""Seconds within which a page leads on only once: two presses that arrive before the next page is in front."""


class Page(Screen[None]):
    """A screen with the band on top. A change of its language redraws it in place."""

    AUTO_FOCUS = "Pressable"
    ANY_KEY = False
    """Whether every key means the same here, so that it need not be seen."""
    lang: reactive[Language] = reactive(HOME, init=False)
    subject: object = None
    """What a page is about that the next visitor may be shown too, if it is as it was opened."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.layouts: Mapping[str, Size] = SMALLEST
        """The smallest terminal of each layout that this page has."""
        self.on_failure: Callable[[Page, BaseException], None] | None = None
        """What is done when something on this page fails; without it the program ends, and is opened anew."""
        self._leads = Debounce(_LEADS_ON)
        self._shown = False
        self._styled_in: str | None = None
        self._unseen_focus: Widget | None = None

    @property
    def phrases(self) -> Phrases:
        """The words of the interface."""
        return self.kiosk.catalogue.phrases

    @property
    def is_as_opened(self) -> bool:
        """Whether nothing that somebody has done is to be seen on this page."""
        return True

    @property
    def leads_to(self) -> Sequence[Routed]:
        """The choices that are worth making pages for, before one of them is chosen."""
        return ()

    @property
    def uses_enter(self) -> bool:
        """Whether ↵ has a use here that no key on the page says."""
        return bool(self.query("Input"))

    def compose(self) -> ComposeResult:
        yield Header(self.kiosk)
        yield from self.body()

    def body(self) -> ComposeResult:
        """What stands under the band."""
        raise NotImplementedError

    def localized(self, words: Bilingual, language: Language) -> str:
        """Words as they are drawn: in Thai with the digits that the office has chosen."""
        return localized_digits(words.of(language), words.nearest(language), self.kiosk.office.digits)

    async def _dispatch_message(self, message: Message) -> None:
        """Error handler: whatever an event of the page raises ends the program only where nobody is told of it."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            self.failed(error)

    @on(Worker.StateChanged)
    def worker_changed(self, event: Worker.StateChanged) -> None:
        """The error handler of the page's workers, for whatever they raise."""
        if event.state == WorkerState.ERROR and event.worker.error is not None:
            self.failed(event.worker.error)

    def failed(self, error: BaseException) -> None:
        """Something on this page has failed. What it was to lead on to did not come: the next press counts at once."""
        self._leads.reset()
        if self.on_failure is None:
            raise error
        self.on_failure(self, error)

    def say_failure(self, words: Bilingual) -> None:
        """Say what failed, over the page, until somebody presses a key."""
        self.clear_failure()
        self.mount(Trouble(words))

    def clear_failure(self) -> None:
        """What failed is over."""
        self.query(Trouble).remove()

    def on_resize(self, event: events.Resize) -> None:
        """Responsive layout: another size of the terminal may be another one."""
        self.lay_out(event.size)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """While a page was not in front, its clock stood still, and the palette may have become another."""
        event.refresh_styles = self._styled_in != self.app.theme
        self._styled_in = self.app.theme
        if self._shown:
            self.minute_passed()
            self._leads.reset()  # the press that led away from it is over
        self._shown = True

    def on_mount(self) -> None:
        self._styled_in = self.app.theme

    def settle(self) -> bool:
        """Lay out a page that waits, one step of it: its first frame is its last. True when nothing is left to do."""
        if not self.is_mounted:
            return not self.is_attached
        if self.size == self.app.size and not self._layout_required:
            self._update_timer.resume()  # its first tick winds it up, for which the first frame would wait
            return True
        self._refresh_layout(self.app.size)
        self._layout_required = False
        return False

    def minute_passed(self) -> None:
        """Another minute, or a later one: the clock on the band."""
        self.query(Header).refresh()

    def lay_out(self, size: Size) -> None:
        """Take the layout for a terminal of this size; in one that holds none a sentence stands for the page."""
        chosen = layout_of(size, self.layouts)
        if chosen == TOO_SMALL:
            self._unseen_focus = self.focused or self._unseen_focus
        elif self.has_class(TOO_SMALL):
            self.call_after_refresh(self._focus_again)
        layouts = {name: name == chosen for name in (*SMALLEST, TOO_SMALL)}
        self.update_classes(layouts, update=self.is_mounted, animate=False)

    def _focus_again(self) -> None:
        """What was out of sight has lost the focus: a new terminal may be a row high until it is told its size."""
        unseen, self._unseen_focus = self._unseen_focus, None
        if self.focused is None and unseen is not None and unseen.is_attached:  # content may have changed meanwhile
            self.set_focus(unseen, scroll_visible=False, from_app_focus=True)  # words stay unselected

    def render_lines(self, crop: Region) -> list[Strip]:
        lines = None if self.has_class(TOO_SMALL) else ground(self, crop)
        return lines or super().render_lines(crop)

    def render(self) -> RenderResult:  # type: ignore[override]  # Screen promises less than Widget does
        if not self.has_class(TOO_SMALL):
            return super().render()
        words, width = self.phrases("mode.too_small"), self.size.width
        paragraphs = [wrapped(self.localized(words, language), width) for language in OFFICIAL]
        return Content("\n\n").join(Content("\n").join(lines) for lines in paragraphs)

    async def renewed(self, kiosk: Kiosk) -> None:
        """Content has changed. What a visitor is reading stays; the pages that staff and next visitors see say it."""
        self.kiosk = kiosk
        for header in self.query(Header):
            header.kiosk = kiosk
            header.refresh()

    def watch_lang(self) -> None:
        """Say everything again in the new language."""
        for block in self.walk_children(Block):
            block.refresh(layout=True)

    def on_key(self, event: events.Key) -> None:
        """Press whatever bears the key; up and down move the focus."""
        if event.key in ("up", "down"):
            self.move_focus(down=event.key == "down")
            event.stop()
            return
        for pressable in self.walk_children(Pressable):
            yes = event.key == "enter" and self.focused is None and pressable.has_class("-primary")
            meant = yes or pressable.key == event.key
            if meant and pressable.is_on_screen and not pressable.disabled:
                event.stop()
                pressable.press()
                return

    def meant(self, event: events.Key) -> events.Key:
        """The key that is meant by one that was pressed: digits are digits on every keyboard."""
        return normalized(event)

    def move_focus(self, *, down: bool) -> None:
        """Spatial navigation: the nearest key below the one with the focus, or above it; past the last, the next."""
        here = self.focused.region if self.focused else None
        beyond = [
            (abs(other.region.y - here.y), abs(other.region.x - here.x), number, other)
            for number, other in enumerate(self.walk_children(Pressable))
            if here and other.is_on_screen and not other.disabled
            if (other.region.y >= here.bottom if down else other.region.bottom <= here.y)
        ]
        if beyond:
            self.set_focus(min(beyond)[-1])
        else:
            self.focus_next() if down else self.focus_previous()

    @on(Pressable.Pressed, "#language")
    def switch_language(self) -> None:
        """Say everything in the next language."""
        self.post_message(LanguageSwitched())

    @on(Pressable.Pressed, "#look")
    def switch_look(self) -> None:
        """Draw everything larger, or in the other palette."""
        self.post_message(LookSwitched())

    @on(Pressable.Pressed, "#first-page")
    def first_page_pressed(self) -> None:
        """Go to the first page, from however far."""
        self.go(FirstPageWanted())

    @on(Pressable.Pressed, "#back")
    def back_pressed(self) -> None:
        """Go back."""
        self.leave()

    def leave(self) -> None:
        """Go back to the page before this one, or within it."""
        self.go(PageLeft())

    @on(Pressable.Pressed, "#officer")
    def want_officer(self) -> None:
        """Call an officer."""
        self.go(OfficerWanted())

    @on(Pressable.Pressed, "#survey, #online, #transparency, #speak, #which-service")
    def choose_page(self, event: Pressable.Pressed) -> None:
        """Go to one of the pages that can be reached from everywhere."""
        self.go(PageChosen(event.pressable.id or ""))

    def go(self, news: Message) -> None:
        """Tell the app what leads to another page; debounced, because a second press may come before that page does."""
        if self.app.screen is self and self._leads.accepts():
            self.post_message(news)
