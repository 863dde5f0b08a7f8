"""Sheets: what hangs at the service point, when it was printed, which of it is out of date; a key prints one."""

from textual import on, work
from textual.app import ComposeResult

from kiosk.export.paper.hanging import HangingSheet, hanging_sheets, print_sheets
from kiosk.export.write import FOLDER
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.dates import medium_date
from screens.paged import KEYS, PagedScreen
from screens.staff.form_page import FormPage
from screens.staff.widgets.folder_form import FolderForm
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Grid
from screens.widgets.pagination import page_count
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

_MARKS = {"outdated": "▼ ", "unprinted": "○ ", "current": "✔ "}


class SheetsScreen(FormPage, PagedScreen):
    """Six sheets a page, those that are out of date first; their keys stay while the page is open."""

    CSS_PATH = "sheets.tcss"

    def __init__(self, kiosk: Kiosk, names: list[str] | None = None) -> None:
        """`names` are the sheets that are wanted; all of them without."""
        super().__init__(kiosk)
        self.names = names
        self.sheets: list[HangingSheet] = []
        self.folder = kiosk.folder / FOLDER / "sheets"

    @property
    def pages(self) -> int:
        return page_count(len(self.sheets), len(KEYS))

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("sheets.title"))
        yield Title(say("sheets.choose"), more=self.page_words, brief=self.page_figures)
        with Grid(id="sheets"):
            for key in KEYS:
                yield Pressable(key, same(""), classes="sheet")
        yield FolderForm(say)
        yield Paragraphs(same(""), id="said")
        onward = Pressable("right", say("key.next"), id="next", classes="-primary")
        every = Pressable("7", say("sheets.every"), short=say("sheets.every_short"), id="every")
        other = Pressable("8", say("take.folder"), short=say("sheets.folder_short"), id="other")
        yield StaffKeys(say, say("key.back"), other, every, onward)

    def on_mount(self) -> None:
        self.watch_editing()
        self._say(self.phrases("sheets.how"), "$soft")
        self._read()

    def watch_editing(self) -> None:
        """Sheets, or the field of the folder."""
        self.query_one(FolderForm).open(self.folder, self.editing)
        self.watch_page()

    @on(Pressable.Pressed, "#other")
    def type_folder(self) -> None:
        """Another folder is wanted."""
        self.editing = True

    def on_folder_form_taken(self, event: FolderForm.Taken) -> None:
        """From now on sheets are written there."""
        self.folder, self.editing = event.folder, False
        self._say(self.phrases("take.into") + f" {self.folder}", "$ink")

    def on_folder_form_refused(self, event: FolderForm.Refused) -> None:
        """Say that it is none."""
        self._say(self.phrases("take.no_folder") + f": {event.typed}", "bold $bad")

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        self._read()

    @work(thread=True, exclusive=True, group="sheets", exit_on_error=False)
    def _read(self) -> None:
        with open_record(self.kiosk) as record:
            sheets = hanging_sheets(self.kiosk, record)
        self.app.call_from_thread(self._show, sheets)

    @work(thread=True, exclusive=True, group="sheets", exit_on_error=False)
    def _print(self, names: list[str]) -> None:
        with open_record(self.kiosk) as record:
            files = print_sheets(self.kiosk, record, names, self.folder)
            sheets = hanging_sheets(self.kiosk, record)
        where = files[0] if len(files) == 1 else self.folder
        done = self.phrases("sheets.printed", count=len(files), path=str(where))
        self.app.call_from_thread(self._show, sheets)
        self.app.call_from_thread(self._say, same("✔ ") + done, "bold $ok")

    def _show(self, sheets: list[HangingSheet]) -> None:
        places = {sheet.name: place for place, sheet in enumerate(self.sheets)}
        wanted = [sheet for sheet in sheets if self.names is None or sheet.name in self.names]
        self.sheets = sorted(wanted, key=lambda sheet: places.get(sheet.name, len(places)))
        self.page = min(self.page, self.pages - 1)
        self.watch_page()

    def watch_page(self) -> None:
        super().watch_page()
        here = self.sheets[self.page * len(KEYS) :]
        for number, key in enumerate(self.query(".sheet").results(Pressable)):
            key.display = number < len(here)
            if key.display:
                sheet = here[number]
                key.choice, key.words, key.detail = sheet, self._words(sheet), self._state(sheet)
                key.refresh()
        for name, shown in {"sheets": True, "other": True, "every": self._waiting()}.items():
            self.query_one(f"#{name}").display = bool(shown) and not self.editing
        if self.editing:
            self.query_one("#next").display = False

    def _words(self, sheet: HangingSheet) -> Bilingual:
        return same(_MARKS[sheet.state]) + sheet.title

    def _state(self, sheet: HangingSheet) -> Bilingual:
        day = medium_date(sheet.printed_on) if sheet.printed_on else same("")
        return self.phrases(f"sheets.{sheet.state}", day=day)

    def _waiting(self) -> list[str]:
        return [sheet.name for sheet in self.sheets if sheet.state != "current" and sheet.can_be_printed]

    def _say(self, words: Bilingual, style: str) -> None:
        line = self.query_one("#said", Paragraphs)
        line.paragraphs, line.style = (words,), style
        line.refresh(layout=True)

    @on(Pressable.Pressed, ".sheet")
    def print_one(self, event: Pressable.Pressed) -> None:
        """Print the sheet that was chosen."""
        sheet = event.pressable.choice
        assert isinstance(sheet, HangingSheet)
        self._begin([sheet.name])

    @on(Pressable.Pressed, "#every")
    def print_every(self) -> None:
        """Print all that is not as it should be."""
        self._begin(self._waiting())

    def _begin(self, names: list[str]) -> None:
        self._say(self.phrases("sheets.printing", count=len(names)), "$soft")
        self._print(names)
