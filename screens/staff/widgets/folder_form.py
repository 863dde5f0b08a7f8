"""The form of a folder that files go into: one that is there, such as that of a stick."""

from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from kiosk.storage.folders import writable_folder
from kiosk.text.bilingual import Phrases
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Container


class FolderForm(Container):
    """One field; Enter takes what was typed, if it can be written to."""

    @dataclass
    class Taken(Message):
        """Files are to go into this folder from now on."""

        folder: Path

    @dataclass
    class Refused(Message):
        """What was typed is no folder that files can be written into."""

        typed: str

    def __init__(self, say: Phrases) -> None:
        super().__init__()
        self.say = say

    def compose(self) -> ComposeResult:
        yield Paragraphs(self.say("take.write"))
        yield Input(id="folder")

    def open(self, folder: Path, editing: bool) -> None:
        """Stand there with the present folder in the field while it is edited."""
        self.display = editing
        field = self.query_one(Input)
        field.value = str(folder)
        self.screen.set_focus(field if editing else None)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """The folder that was typed."""
        event.stop()
        folder = writable_folder(event.value.strip())
        self.post_message(self.Refused(event.value) if folder is None else self.Taken(folder))
