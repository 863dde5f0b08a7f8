"""From headquarters: every bulletin for this office, the newest first; what it says, since when, and if it holds."""

from textual import work
from textual.app import ComposeResult
from textual.content import Content

from kiosk.editing.bulletin_words import Standing, ToldBulletin, told_bulletins
from kiosk.editing.headquarters_asks import from_headquarters
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.record.bulletins.shelf import Shelf
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date
from screens.staff.card_page import CardPage
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.paged_card import PagedCard
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import spread, wrapped
from screens.widgets.title import Title

_MARKS: dict[Standing, tuple[str, str]] = {
    "in-force": ("●", "bold $ok"),
    "waiting": ("○", "bold $accent"),
    "over": ("–", "$soft"),
    "replaced": ("–", "$soft"),
    "unfit": ("◇", "bold $warn"),
}

_INDENT = 2


class BulletinsScreen(CardPage):
    """What headquarters has handed down, and above it what it asks of this office."""

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("bulletins.title"))
        yield Title(say("bulletins.about"))
        yield BulletinCard(self.kiosk)
        yield StaffKeys(say, say("key.back"), Pressable("right", say("key.next"), id="next", classes="-primary"))

    def on_mount(self) -> None:
        super().on_mount()
        self._read()

    async def renewed(self, kiosk: Kiosk) -> None:
        """Another one has come, or the day of one."""
        await super().renewed(kiosk)
        self._read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        fault = Shelf(self.kiosk.folder).fault()
        asks = [*([fault.words] if fault else []), *from_headquarters(self.kiosk)]
        self.app.call_from_thread(self._show, told_bulletins(self.kiosk), asks)

    def _show(self, told: list[ToldBulletin], asks: list[Bilingual]) -> None:
        card = self.query_one(BulletinCard)
        card.told, card.asks = told, asks
        self.turn_to_one_that_is_there()


class BulletinCard(PagedCard):
    """Number, kind and standing of each; under that what it says, and when it came."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.told: list[ToldBulletin] | None = None
        self.asks: list[Bilingual] = []

    def blocks(self, width: int) -> list[list[Content]]:
        say = self.kiosk.catalogue.phrases
        mark = Content.styled("▲ ", "bold $warn")
        asks = [wrapped(self.first(words), width, "bold $warn", _INDENT, mark) for words in self.asks]
        if self.told == []:
            return [*asks, wrapped(self.first(say("bulletins.none")), width, "$ink")]
        return [*asks, *(self._bulletin(each, width) for each in self.told or [])]

    def _bulletin(self, told: ToldBulletin, width: int) -> list[Content]:
        say = self.kiosk.catalogue.phrases
        mark, style = _MARKS[told.standing]
        name = self.first(say("bulletins.number", number=told.number)) + "  " + self.first(told.kind)
        says = self.first(say(f"bulletins.standing_{told.standing}", day=medium_date(told.starts)))
        standing = Content.styled(f"{mark} {says}", style)
        came = Content.styled(self.first(say("bulletins.came", day=medium_date(told.came))), "$soft")
        return [
            *_headed(Content.styled(name, "bold $ink"), came, standing, width),
            *(line for words in told.says for line in wrapped(self.first(words), width, "$ink", _INDENT)),
        ]


def _headed(head: Content, came: Content, standing: Content, width: int) -> list[Content]:
    """In one line, or when it came under it, or each under the other where that is too narrow."""
    indent, gap = Content(" " * _INDENT), Content("   ")
    if (whole := head + gap + came).cell_length + standing.cell_length + _INDENT <= width:
        return [spread(whole, standing, width)]
    if head.cell_length + standing.cell_length + _INDENT <= width:
        return [spread(head, standing, width), indent + came]
    return [head, indent + standing, indent + came]
