"""Export: a month's evidence into a folder that staff find, or one that they type."""

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content

from kiosk.export.evidence import gather
from kiosk.export.month import Month
from kiosk.export.write import FOLDER, new_files, write
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.private_file import make_private_folder
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.bilingual import Bilingual
from screens.staff.form_page import FormPage
from screens.staff.widgets.folder_form import FolderForm
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Block
from screens.widgets.containers import Grid
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import pieces, wrapped
from screens.widgets.title import Title

MONTHS = 6


class ExportScreen(FormPage):
    """The last months by one key each; both files are written at once, and where they are is said in full."""

    CSS_PATH = "export.tcss"

    def __init__(self, kiosk: Kiosk, ledger: Ledger) -> None:
        super().__init__(kiosk)
        self.ledger = ledger
        self.target = kiosk.folder / FOLDER

    def compose(self) -> ComposeResult:
        say, month = self.phrases, Month(self.kiosk.today.replace(day=1))
        yield StaffHeader(self.kiosk, say("take.title"))
        yield Title(say("take.choose"))
        with Grid(id="months"):
            for number in range(1, MONTHS + 1):
                yield Pressable(str(number), month.words, choice=month, classes="month")
                month = month.before
        yield FolderForm(say)
        yield ExportResult(self.kiosk, self.target)
        yield StaffKeys(say, say("key.back"), Pressable("7", say("take.folder"), short=say("take.folder"), id="other"))

    def on_mount(self) -> None:
        self.watch_editing()

    def watch_editing(self) -> None:
        """Months or the field."""
        self.query_one("#months").display = not self.editing
        self.query_one(FolderForm).open(self.target, self.editing)

    @on(Pressable.Pressed, "#other")
    def type_folder(self) -> None:
        """Another folder is wanted."""
        self.editing = True

    def on_folder_form_taken(self, event: FolderForm.Taken) -> None:
        """From now on files go there."""
        self.target, self.editing = event.folder, False
        self.query_one(ExportResult).rest(self.target)

    def on_folder_form_refused(self, event: FolderForm.Refused) -> None:
        """Say that it is none."""
        self.query_one(ExportResult).say(self.phrases("take.no_folder"), [event.typed], "$bad")

    @on(Pressable.Pressed, ".month")
    def choose_month(self, event: Pressable.Pressed) -> None:
        """Write the month that was chosen."""
        assert isinstance(event.pressable.choice, Month)
        self.query_one(ExportResult).say(self.phrases("take.writing"), [], "$soft")
        self._write(event.pressable.choice)

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def _write(self, month: Month) -> None:
        from kiosk.export.memo import write_memo

        if not self.target.exists():
            make_private_folder(self.target)
        evidence = gather(self.kiosk, self.ledger, month)
        files = new_files(evidence, self.target)
        *tables, letter = files
        for file in tables:
            write(evidence, file)
        write_memo(evidence, letter, overwrite=False, yearly=False)
        show = self.query_one(ExportResult).say
        self.app.call_from_thread(show, self.phrases("take.done"), [str(file) for file in files], "$ok")

    def say_failure(self, words: Bilingual) -> None:
        self.query_one(ExportResult).say(self.phrases("take.not_done"), [words.of(self.lang)], "$bad")


class ExportResult(Block):
    """Where files go, and what came of the last key."""

    def __init__(self, kiosk: Kiosk, target: Path) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk
        self.rest(target)

    def rest(self, target: Path) -> None:
        """Say where files go."""
        self.say(self.kiosk.catalogue.phrases("take.into"), [str(target)], "$soft")

    def say(self, words: Bilingual, files: list[str], style: str) -> None:
        """Say what came of it, and the paths in full."""
        self.words, self.files, self.style = words, files, style
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        mark = {"$ok": "✔ ", "$bad": "✖ "}.get(self.style, "")
        lines = wrapped(mark + self.first(self.words), width, f"bold {self.style}")
        return lines + [line for file in self.files for line in pieces(file, width, "$ink")]
