"""Disclosure: O1–O24 with title, address and whether the address still answers; checked here or by itself."""

import signal
import subprocess

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive

from kiosk.catalogue.assessment import Disclosure
from kiosk.editing.disclose import write_list
from kiosk.export.write import FOLDER
from kiosk.machine import child_process
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.disclosure import CheckedLink, Finding, LinkState, addresses, findings, no_line
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import short_date
from kiosk.text.refusal import Refusal
from screens.staff.content_watch import ContentWatch
from screens.staff.form_page import FormPage
from screens.staff.widgets.address_form import AddressForm
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Block
from screens.widgets.pagination import page_count
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import shortened, spread, wrapped
from screens.widgets.title import Title

LINK_SHAPES: dict[LinkState, tuple[str, str]] = {
    "live": ("✔", "$ok"),
    "slow": ("●", "$warn"),
    "moved": ("▼", "$bad"),
    "dead": ("✖", "$bad"),
}


class DisclosureScreen(FormPage):
    """Pagination, as many items a page as fit; `1` asks every address, in a child process, and shows how far it is."""

    CSS_PATH = "disclosure.tcss"
    AUTO_FOCUS = ""
    portion: reactive[int] = reactive(0, init=False)

    def __init__(self, kiosk: Kiosk, content_watch: ContentWatch) -> None:
        super().__init__(kiosk)
        self.content_watch = content_watch
        self._process: subprocess.Popen[str] | None = None

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("disclosure.title"))
        yield Title(same(""))
        yield CheckBar(self.kiosk)
        yield Items(self.kiosk)
        yield AddressForm(self.kiosk, self.content_watch)
        yield StaffKeys(
            say,
            say("key.back"),
            Pressable("1", say("disclosure.check"), short=say("disclosure.check_short"), id="check"),
            Pressable("2", say("disclosure.type"), short=say("disclosure.type_short"), id="type"),
            Pressable("3", say("disclosure.copy"), short=say("disclosure.copy_short"), id="copy"),
            Pressable("right", say("key.next"), id="next"),
        )

    def on_mount(self) -> None:
        self.watch_editing()
        self._show()

    def watch_editing(self) -> None:
        """The form stands under the items."""
        form = self.query_one(AddressForm)
        form.display = self.editing
        for key in self.query("#check, #type, #copy, #next"):
            key.display = not self.editing
        if self.editing:
            form.begin()
        else:
            self.set_focus(None)

    @on(Pressable.Pressed, "#type")
    def type(self) -> None:
        """Type where items are disclosed."""
        self.editing = True

    @on(Pressable.Pressed, "#copy")
    def copy(self) -> None:
        """Write the list that is typed into ITAP, in its order."""
        path = write_list(self.kiosk, self.kiosk.folder / FOLDER)
        self.query_one(CheckBar).say(self.phrases("disclosure.copied", name=path.name, folder=str(path.parent)))

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        self.query_one(AddressForm).kiosk = kiosk
        self._show()

    def on_unmount(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()

    def _show(self) -> None:
        known = addresses(self.kiosk)
        title = self.query_one(Title)
        title.words = self.phrases("disclosure.known", known=len(known), all=len(self.kiosk.assessment.disclosures))
        title.refresh(layout=True)
        self.query_one("#check", Pressable).disabled = not known
        self.query_one(Items).show(self.kiosk, self.portion)
        self.query_one(CheckBar).rest(self.kiosk)

    def watch_portion(self) -> None:
        self._show()

    @on(Pressable.Pressed, "#next")
    def turn(self) -> None:
        """The next items, and after the last page the first ones."""
        self.portion = (self.portion + 1) % self.query_one(Items).pages

    @on(Pressable.Pressed, "#check")
    def check(self) -> None:
        """Ask every address now."""
        if self._process is None or self._process.poll() is not None:
            self.query_one(CheckBar).move(0, len(addresses(self.kiosk)))
            self._check()

    @work(thread=True, exclusive=True, group="disclosure", exit_on_error=False)
    def _check(self) -> None:
        """As the sync: in a child, because HTTP takes 20 MiB that the counter does without; an answer a line (JSON)."""
        command = [*self.kiosk.as_arguments(), "disclosure", "check", "--json-lines"]
        self._process = child_process.start(command, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        wanted, checked = len(addresses(self.kiosk)), set()
        try:
            for line in self._process.stdout:
                checked.add(msgspec.json.decode(line, type=CheckedLink).item)
                self.app.call_from_thread(self.query_one(CheckBar).move, len(checked), wanted)
            _, words = self._process.communicate()
            if self._process.returncode not in (0, 1, -signal.SIGTERM) or (words and no_line(self.kiosk) is None):
                raise (
                    Refusal(words.strip())
                    if words.strip()
                    else Refusal("disclosure.ended", code=self._process.returncode)
                )
        finally:
            self.app.call_from_thread(self._show)


class CheckBar(Block):
    """Progress bar: how far a check is, or when the last one was."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.done: tuple[int, int] | None = None
        self.words = same("")

    def move(self, done: int, of: int) -> None:
        """So many of so many have answered."""
        self.done = (done, of)
        self.words = self.kiosk.catalogue.phrases("disclosure.checking", done=done, all=of)
        self.refresh(layout=True)

    def say(self, words: Bilingual) -> None:
        """Say this until something else is to be said."""
        self.words = words
        self.refresh(layout=True)

    def rest(self, kiosk: Kiosk) -> None:
        """No check is running."""
        self.kiosk, self.done, say = kiosk, None, kiosk.catalogue.phrases
        checked, without = [finding.checked for finding in findings(kiosk).values()], no_line(kiosk)
        if without is not None and addresses(kiosk):
            self.words = say("disclosure.no_line", day=short_date(without))
        elif checked:
            self.words = say("disclosure.checked", day=short_date(max(checked)))
        else:
            self.words = say("disclosure.unchecked" if addresses(kiosk) else "disclosure.nothing")
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        if self.done is None:
            return wrapped(self.first(self.words), width, "$soft")
        words = Content.styled(self.first(self.words), "$soft")
        done, of = self.done
        room = max(width - words.cell_length - 2, 4)
        full = room * done // max(of, 1)
        bar = Content.styled("▄" * full, "$accent") + Content.styled("▁" * (room - full), "$dim")
        return [words + Content("  ") + bar]


class Items(Block):
    """Two lines an item: what it is, and how its address is. In two columns where the page is wide."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk
        self.findings: dict[str, Finding] = {}
        self.portion = 0

    def show(self, kiosk: Kiosk, portion: int) -> None:
        """Draw that page of the items."""
        self.kiosk, self.findings, self.portion = kiosk, findings(kiosk), portion
        self.refresh()

    @property
    def pages(self) -> int:
        """How many pages the items take."""
        return page_count(len(self.kiosk.assessment.disclosures), self._a_page)

    @property
    def _columns(self) -> int:
        return 2 if self.content_size.width > 110 else 1

    @property
    def _a_page(self) -> int:
        return max(self.content_size.height // 2, 1) * self._columns

    def lines(self, width: int) -> list[Content]:
        first = self.portion % self.pages * self._a_page
        items = self.kiosk.assessment.disclosures[first : first + self._a_page]
        room = (width - 3 * (self._columns - 1)) // self._columns
        blocks = [self._item(item, room) for item in items]
        half = self._a_page // self._columns
        if self._columns == 1:
            return [line for block in blocks for line in block]
        left, right = blocks[:half], blocks[half:]
        right += [[Content(""), Content("")]] * (len(left) - len(right))
        return [
            a.pad_right(room + 3 - a.cell_length) + b
            for pair in zip(left, right, strict=True)
            for a, b in zip(*pair, strict=True)
        ]

    def _item(self, item: Disclosure, width: int) -> list[Content]:
        say = self.kiosk.catalogue.phrases
        title = item.title.figure or say("disclosure.untitled")
        style = "bold $ink" if item.title.figure else "$soft"
        shape, ink, words = self._state(item)
        state = Content.styled(f"{shape} ", ink) + Content.styled(self.first(words[0]), ink)
        room = width - 4 - state.cell_length - 1
        name = Content.styled(f"{item.id:<4}", "bold $accent") + Content.styled(
            shortened(self.first(title), room), style
        )
        rest = self.first(joined(words[1:], "  "))
        return [
            spread(name, state, width),
            Content("    ") + Content.styled(shortened(rest, width - 4), "$soft"),
        ]

    def _state(self, item: Disclosure) -> tuple[str, str, list[Bilingual]]:
        """Shape, ink, the word for it, and what is to know besides."""
        say, finding = self.kiosk.catalogue.phrases, self.findings.get(item.id)
        if not item.address.figure:
            return "◇", "$warn", [say("service.awaiting"), same("")]
        where = same(item.address.figure)
        if finding is None:
            return "○", "$soft", [say("disclosure.unchecked"), where]
        answer = finding.answer
        more = [say("disclosure.since", day=short_date(finding.since))]
        if answer.state == "dead":
            more.append(say("disclosure.answers", status=answer.status) if answer.status else say("disclosure.silent"))
        if answer.to:
            more.append(say("disclosure.to", address=answer.to))
        return (*LINK_SHAPES[answer.state], [say(f"disclosure.{answer.state}"), *more, where])
