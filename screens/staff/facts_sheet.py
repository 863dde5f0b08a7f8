"""Sign-off by spreadsheet: written into a folder, filled in, read back as a list of changes, signed as one."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult

from kiosk.editing.changes import Entry, changes, listed
from kiosk.editing.confirm import confirm_all
from kiosk.editing.facts_sheet import new_sheet, sheets_in, write_sheet
from kiosk.editing.filled_sheet import Reading, read_sheet
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.private_file import make_private_folder
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.refusal import Refusal
from screens.messages import KioskRenewed
from screens.paged import KEYS
from screens.staff.content_watch import ContentWatch
from screens.staff.form_page import FormPage
from screens.staff.widgets.change_list import ChangeList
from screens.staff.widgets.folder_form import FolderForm
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.containers import Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

_FOLDER = "exports"
_LONGEST = 30
"""Letters of a file's name on its key: of a longer one the middle is left out."""


class FactsSheetScreen(FormPage):
    """Only who has turned over the whole list may sign it: the role with which it is signed is asked after its end."""

    CSS_PATH = "facts_sheet.tcss"

    def __init__(self, kiosk: Kiosk, content_watch: ContentWatch) -> None:
        super().__init__(kiosk)
        self.content_watch = content_watch
        self.folder = kiosk.folder / _FOLDER
        self.reading: Reading | None = None

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("sheet.title"))
        yield Title(say("sheet.choose"))
        yield ChangeList(self.kiosk, classes="card")
        with Grid(id="choices"):
            for key in KEYS:
                yield Pressable(key, same(""), classes="choice")
        yield FolderForm(say)
        other = Pressable("7", say("take.folder"), id="other")
        yield StaffKeys(say, say("key.back"), other, Pressable("right", say("key.next"), id="next"))

    def on_mount(self) -> None:
        self.watch_editing()
        self._rest()

    def _rest(self) -> None:
        """Offer what can be done in the folder."""
        self.reading = None
        self.query_one(ChangeList).say(self.phrases("take.into"), _lines([same(str(self.folder))]), "$soft")
        self._offer()

    def watch_editing(self) -> None:
        """Keys or the field."""
        self._offer()
        self.query_one(FolderForm).open(self.folder, self.editing)

    def _choices(self) -> Iterator[tuple[Bilingual, object]]:
        """What the digits do: write, or read a sheet of the folder; on the end of a list of changes, sign it."""
        if self.reading is None:
            yield self.phrases("sheet.write"), None
            for file in sheets_in(self.folder):
                yield self.phrases("sheet.read", name=_brief(file.name)), file
        elif self.query_one(ChangeList).is_asking:
            yield from ((role, name) for name, role in self.kiosk.catalogue.signers.items())

    def _offer(self) -> None:
        choices, shown = list(self._choices()), self.query_one(ChangeList)
        for key, (words, choice) in zip(self.query(".choice").results(Pressable), choices, strict=False):
            key.words, key.choice = words, choice
            key.refresh()
        for number, key in enumerate(self.query(".choice").results(Pressable)):
            key.display = number < len(choices)
        self.query_one("#choices").display = bool(choices) and not self.editing
        self.query_one("#other").display = self.reading is None and not self.editing
        self.query_one("#next").display = shown.pages > 1 and not self.editing
        title = self.query_one(Title)
        title.words = self.phrases(
            "sheet.choose" if self.reading is None else "sheet.sign" if shown.is_asking else "sheet.check"
        )
        pages = self.phrases("service.page", page=shown.page + 1, pages=shown.pages)
        title.more = pages if shown.pages > 1 else same("")
        title.refresh(layout=True)

    def on_change_list_laid_out(self) -> None:
        """Pagination depends on the size and the language."""
        self._offer()

    @on(Pressable.Pressed, "#next")
    def turn(self) -> None:
        """The next changes, and after the last page the first."""
        self.query_one(ChangeList).turn()
        self._offer()

    @on(Pressable.Pressed, "#other")
    def type_folder(self) -> None:
        """Another folder is wanted."""
        self.editing = True

    def on_folder_form_taken(self, event: FolderForm.Taken) -> None:
        """From now on sheets are written and read there."""
        self.folder, self.editing = event.folder, False
        self._rest()

    def on_folder_form_refused(self, event: FolderForm.Refused) -> None:
        """Say that it is none."""
        self.query_one(ChangeList).say(self.phrases("take.no_folder"), _lines([same(event.typed)]), "$bad")

    @on(Pressable.Pressed, ".choice")
    def choose(self, event: Pressable.Pressed) -> None:
        """Write a sheet, read one, or sign what was read."""
        choice = event.pressable.choice
        if self.reading is not None:
            self._sign(self.reading, str(choice))
        elif isinstance(choice, Path):
            self._read(choice)
        else:
            self._write()

    @work(thread=True, exclusive=True, group="sheet", exit_on_error=False)
    def _write(self) -> None:
        if not self.folder.exists():
            make_private_folder(self.folder)
        file = new_sheet(self.kiosk, self.folder)
        count = write_sheet(self.kiosk, file)
        self.app.call_from_thread(self._wrote, self.phrases("sheet.wrote", count=count), file)

    def _wrote(self, words: Bilingual, file: Path) -> None:
        self._offer()
        self.query_one(ChangeList).say(words, _lines([same(str(file))]), "$ok")

    @work(thread=True, exclusive=True, group="sheet", exit_on_error=False)
    def _read(self, file: Path) -> None:
        try:
            reading = read_sheet(self.kiosk, file)
            entries = listed(changes(self.kiosk, reading.values), self.phrases)
        except Refusal as refusal:
            self.app.call_from_thread(self.say_failure, refusal.words)
        else:
            self.app.call_from_thread(self._take, reading, entries)

    def _take(self, reading: Reading, entries: list[Entry]) -> None:
        """Show what a sheet changes, or the cells that are not right."""
        self.reading = reading
        say, shown = self.phrases, self.query_one(ChangeList)
        if reading.faults:
            shown.say(say("sheet.faults", count=len(reading.faults)), _lines(reading.faults), "$bad")
        elif entries:
            count, new = len(reading.values), sum(entry.was is not None for entry in entries)
            head = say("sheet.changes", count=count, new=new, kept=count - new)
            shown.say(head, entries, "$ink", say("facts.not_name"))
        else:
            shown.say(say("sheet.no_change"), [], "$soft")
        self._offer()

    @work(thread=True, exclusive=True, group="sheet", exit_on_error=False)
    def _sign(self, reading: Reading, role: str) -> None:
        try:
            with self.content_watch.own_write(RECORD):
                catalogue = confirm_all(self.kiosk, reading.values, role)
        except Refusal as refusal:
            self.app.call_from_thread(self.say_failure, refusal.words)
        else:
            self.post_message(KioskRenewed(replace(self.kiosk, catalogue=catalogue)))
            self.app.call_from_thread(self._signed, self.phrases("sheet.signed", count=len(reading.values)))

    def _signed(self, words: Bilingual) -> None:
        self._rest()
        self.query_one(ChangeList).say(words, [], "$ok")

    def leave(self) -> None:
        """From the question back to the end of the list, and from what was read to the folder first."""
        shown = self.query_one(ChangeList)
        if self.editing or self.reading is None:
            super().leave()
        elif shown.is_asking:
            shown.turn(-1)
            self._offer()
        else:
            self._rest()


def _lines(words: list[Bilingual]) -> list[Entry]:
    """Entries of a line each."""
    return [Entry(line, []) for line in words]


def _brief(name: str) -> str:
    """A file's name, as its key has room for it."""
    half = _LONGEST // 2
    return name if len(name) <= _LONGEST else f"{name[: half - 1]}…{name[-half:]}"
