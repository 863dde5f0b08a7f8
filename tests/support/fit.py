"""Whether everything on a page has its room."""

from itertools import combinations

from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget

from kiosk.text.languages import ENGLISH, THAI
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.qr_code import QRCode
from screens.widgets.block import Block
from screens.widgets.header import Header
from screens.widgets.lines_visual import Lines
from screens.widgets.title import Title
from tests.support.contrast import weak
from tests.support.pilot import settle, text


def flaws(pilot: Pilot[None]) -> list[str]:
    """What is cut, drawn over, or hard to tell from its ground on the page that is on the screen."""
    return cramped(pilot) + weak(pilot)


def cramped(pilot: Pilot[None]) -> list[str]:
    """What is cut or drawn over. Colours are of the first and the second language, whichever these are: seen in one order,
    they need not be seen in the other."""
    return faults(pilot) + overlaps(pilot)


async def flaws_in_both_languages(pilot: Pilot[None]) -> list[str]:
    """The same, in Thai and in English in turn; the page is left in Thai."""
    flaws_of_all = []
    for language, looked_for in ((ENGLISH, cramped), (THAI, flaws)):
        pilot.app.lang = language  # type: ignore[attr-defined]
        await settle(pilot)
        flaws_of_all += [f"{flaw} in:\n{text(pilot)}" for flaw in looked_for(pilot)]
    return flaws_of_all


def faults(pilot: Pilot[None]) -> list[str]:
    """Every block that has more lines than rows, or a line wider than it is, or that leaves the screen."""
    screen = pilot.app.screen
    blocks = (block for block in screen.walk_children(Block) if _shown(block))
    codes = (code for code in screen.query(QRCode) if code.is_on_screen)
    return [
        *(fault for block in blocks for fault in _faults(block)),
        *(f"the code of {code.address} is cut" for code in codes if _visible(code) != code.region.size),
    ]


def overlaps(pilot: Pilot[None]) -> list[str]:
    """Blocks that are drawn over one another."""
    blocks = [(block, block.region) for block in pilot.app.screen.walk_children(Block) if block.is_on_screen]
    return [
        f"{block} over {other}"
        for (block, region), (other, another) in combinations(blocks, 2)
        if region.overlaps(another) and region.area and another.area
    ]


def astray(pilot: Pilot[None]) -> list[str]:
    """Blocks outside the columns between which the keys of the page stand, and a title that touches the band."""
    screen = pilot.app.screen
    band, (bar, *_) = screen.query_one(Header), screen.query(KeyBar) or screen.query("#keys")
    if not band.display:
        return []
    left = bar.content_region.x
    blocks = [block for block in screen.walk_children(Block) if _shown(block) and block is not band]
    outside = [block for block in blocks if block.region.x < left or block.region.right > screen.size.width - left]
    titles = [block for block in blocks if isinstance(block, Title) and block.region.y <= band.region.bottom]
    return [
        *(f"{block} leaves its columns at {block.region}" for block in outside),
        *(f"{title} touches the band" for title in titles),
    ]


def _shown(block: Block) -> bool:
    hidden = any(isinstance(widget, Widget) and not widget.display for widget in block.ancestors_with_self)
    return block.is_on_screen and not hidden


def drawn(block: Block) -> list[Content]:
    """The lines of a block as they are drawn, without having them made once more."""
    visual = block._render()
    assert isinstance(visual, Lines)
    return visual.lines


def _faults(block: Block) -> list[str]:
    place = block.screen.find_widget(block)
    room, region, visible = place.region.shrink(block.styles.gutter).size, place.region, place.visible_region.size
    lines = drawn(block)
    name = f"{type(block).__name__}#{block.id or ''} {room}"
    faults = [f"{name}: {line.plain!r} is {line.cell_length}" for line in lines if line.cell_length > room.width]
    if len(lines) > room.height:
        faults.append(f"{name}: {len(lines)} lines: {[line.plain for line in lines]}")
    if not block.screen.region.contains_region(region):
        faults.append(f"{name}: leaves the screen at {region}")
    if visible != region.size:
        faults.append(f"{name}: only {visible} of {region.size} can be seen")
    return faults


def _visible(widget: Widget) -> object:
    return widget.screen.find_widget(widget).visible_region.size
