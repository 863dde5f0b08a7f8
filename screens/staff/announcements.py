"""Announcements: staff tell visitors something for some days, or take it down before its last one."""

from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.catalogue.announcements import WIDTH, Announcement
from kiosk.editing.announcements import MOST, Misdated, announced, put_up, take_down
from kiosk.editing.own_words import Unfit
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.dates import medium_date, slashed
from kiosk.text.figures import day
from kiosk.text.languages import HOME
from screens.messages import KioskRenewed, RoleWanted
from screens.staff.content_watch import ContentWatch
from screens.staff.form_page import FormPage
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Container, Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

_DAYS = ("first", "last")


class AnnouncementsScreen(FormPage):
    """Those that are not over, a key each, and a key for another, which is typed in their place."""

    CSS_PATH = "announcements.tcss"

    def __init__(self, kiosk: Kiosk, content_watch: ContentWatch) -> None:
        super().__init__(kiosk)
        self.content_watch = content_watch

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("announcements.title"))
        yield Title(say("announcements.choose"))
        with Grid(id="standing"):
            for number in range(MOST):
                yield AnnouncementKey(str(number + 1))
            yield Pressable(str(MOST + 1), say("announcements.another"), id="another")
        with Container(id="write"):
            yield Paragraphs(say("announcements.write", width=WIDTH), id="how")
            yield from self.language_fields()
            for name in _DAYS:
                yield Paragraphs(say(f"announcements.{name}"), style="bold $ink")
                yield Input(id=name)
            yield Paragraphs(style="bold $bad", id="trouble")
            yield Pressable("enter", say("announcements.save"), id="save", classes="-primary")
        yield Paragraphs(say("announcements.about"), style="$soft", id="about")
        yield StaffKeys(say, say("key.back"))

    def on_mount(self) -> None:
        self._show()
        self.watch_editing()

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        self._show()

    def _show(self) -> None:
        """Each announcement on a key, and the key for another while there may be one."""
        standing = announced(self.kiosk)
        for number, key in enumerate(self.query(AnnouncementKey)):
            key.show(standing[number] if number < len(standing) else None)
        self.query_one("#another").display = len(standing) < MOST

    def watch_editing(self) -> None:
        """Keys or fields."""
        self.query_one("#standing").display = self.query_one("#about").display = not self.editing
        self.query_one("#write").display = self.editing
        self._say(None)
        self.set_focus(self.query_one(f"#{HOME}") if self.editing else None)

    @on(Pressable.Pressed, "#another")
    def write(self) -> None:
        """Write another one, from today on."""
        for field in self.query(Input):
            field.value = slashed(self.kiosk.today) if field.id == "first" else ""
        self.editing = True

    @on(Pressable.Pressed, "AnnouncementKey")
    def choose(self, event: Pressable.Pressed) -> None:
        """The first press asks, the second takes it down."""
        key = event.pressable
        assert isinstance(key, AnnouncementKey)
        if key.has_class("-chosen") and isinstance(key.choice, Announcement):
            announcement = key.choice
            self._write(lambda role: take_down(self.kiosk, announcement, role))
        else:
            key.ask(self.phrases("announcements.sure"))

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """From field to field, and from the last to the file."""
        if self.to_next_language(event.input):
            return
        if event.input.id == "last":
            self.save()
        else:
            self.query_one("#last" if event.input.id == "first" else "#first").focus()

    @on(Pressable.Pressed, "#save")
    def save(self) -> None:
        """Put up what was typed."""
        first, last = (day(self.query_one(f"#{name}", Input).value) for name in _DAYS)
        if first is None or last is None:
            self._say(self.phrases("announcements.no_day"))
            self.query_one("#first" if first is None else "#last").focus()
            return
        words, since, until = Bilingual(**self.typed_words()), first, last
        self._write(lambda role: put_up(self.kiosk, words, since, until, role))

    def _write(self, change: Callable[[str], None]) -> None:
        self.post_message(RoleWanted(lambda role: self._change(change, role)))

    @work(thread=True, exclusive=True, group="announcements", exit_on_error=False)
    def _change(self, change: Callable[[str], None], role: str) -> None:
        try:
            with self.content_watch.own_write(RECORD):
                change(role)
            self.post_message(KioskRenewed(self.kiosk.reread()))
            self.app.call_from_thread(setattr, self, "editing", False)
        except Unfit as unfit:
            self.app.call_from_thread(self._ask_again, self.unfit_words(unfit, WIDTH), unfit.lacking or HOME)
        except Misdated as misdated:
            self.app.call_from_thread(self._ask_again, misdated.words, "last")

    def _ask_again(self, words: Bilingual, field: str) -> None:
        """Say what does not do, in the field that it is about."""
        self._say(words)
        self.query_one(f"#{field}").focus()

    def _say(self, words: Bilingual | None) -> None:
        trouble = self.query_one("#trouble", Paragraphs)
        trouble.paragraphs = (words,) if words else ()
        trouble.refresh(layout=True)


class AnnouncementKey(Pressable):
    """An announcement in the page's language, and from when until when it stands."""

    def __init__(self, key: str) -> None:
        super().__init__(key, same(""))
        self.second_line = same("")

    def forms(self) -> list[tuple[str, str]]:
        return [(self.first(self.words), self.first(self.second_line))]

    def show(self, announcement: Announcement | None) -> None:
        """Show an announcement, or nothing where there is none for this key."""
        self.display = announcement is not None
        self.choice = announcement
        self.remove_class("-chosen")
        if announcement is not None:
            self.words = announcement
            self.second_line = medium_date(announcement.first) + " – " + medium_date(announcement.last)
        self.refresh()

    def ask(self, words: Bilingual) -> None:
        """Ask whether it is to be taken down."""
        self.add_class("-chosen")
        self.second_line = words
        self.refresh()
