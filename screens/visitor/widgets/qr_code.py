"""A QR code on the screen: pure black on pure white whatever the theme."""

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Center
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kiosk.catalogue.address import Address
from kiosk.text.bilingual import Bilingual
from kiosk.text.qr import HALVES, THIRDS, cells, size
from screens.widgets.block import Block
from screens.widgets.containers import Container
from screens.widgets.text_layout import centred, host_lines, wrapped

_INKS = Style(color="#000000", bgcolor="#ffffff"), Style(color="#ffffff", bgcolor="#000000")
"""Black on white, and white on black."""
LARGE = 17
"""Rows of the smallest code of a web address; one that takes more needs another layout around it."""


def is_large(address: Address) -> bool:
    """Whether the code of `address` takes more than LARGE rows."""
    return address.figure is not None and size(address.figure)[1] > LARGE


class QRCode(Widget):
    """The code of an address or of words, `scale` modules to a cell's height. Cells whose modules agree are spaces."""

    DEFAULT_CSS = "QRCode { width: auto; height: auto; }"

    def __init__(self, address: str, scale: int = HALVES) -> None:
        super().__init__()
        self.address = address
        self.scale = scale

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return size(self.address, self.scale)[0]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return size(self.address, self.scale)[1]

    def render_line(self, y: int) -> Strip:
        rows = cells(self.address, self.scale)
        if not 0 <= y < len(rows):
            return Strip.blank(self.size.width, _INKS[False])
        return Strip([Segment(glyph, _INKS[white]) for glyph, white in rows[y]], len(rows[y])).simplify()


class AddressCode(Container):
    """An address as a code with its host under it; or, while the office has not given it, words that say so."""

    DEFAULT_CSS = """
    AddressCode { layout: vertical; align: center middle; }
    AddressCode Host, AddressCode Missing { height: auto; }
    """

    def __init__(self, address: Address, missing: Bilingual, *, host: bool = True, id: str | None = None) -> None:
        super().__init__(id=id)
        self.address = address
        self.missing = missing
        self.with_host = host

    def compose(self) -> ComposeResult:
        with Center():
            yield QRCode(self.address.figure or "")
        if self.with_host:
            yield Host(self.address.host)
        yield Missing(self.missing)

    def on_mount(self) -> None:
        self.show(self.address)

    def on_resize(self) -> None:
        """In larger letters there are fewer rows."""
        self.show(self.address)

    def show(self, address: Address) -> None:
        """Draw this address instead, in halves of cells if it fits so."""
        self.address = address
        self.query_one(Missing).display = address.figure is None
        code = self.query_one(QRCode)
        code.display = address.figure is not None
        code.address = address.figure or ""
        code.scale = HALVES if size(code.address)[1] <= self.content_size.height else THIRDS
        code.refresh(layout=True)
        for host in self.query(Host):
            host.host = address.host
            host.refresh(layout=True)


class Host(Block):
    """The host of an address, as people read it, centred under its code."""

    def __init__(self, host: str) -> None:
        super().__init__()
        self.host = host

    def lines(self, width: int) -> list[Content]:
        return [centred(line, width) for line in host_lines(self.host, width, "bold $ink")]


class Missing(Block):
    """That an address is awaited, in both languages."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__()
        self.words = words

    def lines(self, width: int) -> list[Content]:
        inner = max(width - 4, 8)
        text = [
            *wrapped(self.first(self.words), inner, "bold $warn", 3, Content.styled("◇", "$warn")),
            Content(""),
            *wrapped(self.second(self.words), inner, "$warn", 3),
        ]
        return [Content("  ") + line for line in text]
