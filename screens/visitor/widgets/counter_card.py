"""The card to show at the counter: what was ticked, what is to get, and what only some need, over several pages if need
be. Beside it the code that carries the list home, where there is room. Nothing of it is kept."""

from collections.abc import Collection
from typing import NamedTuple

from textual.app import ComposeResult

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import Checklist, goes_without_saying, number_words
from kiosk.catalogue.facts import RequiredDocument
from kiosk.catalogue.take_away import TakeAway
from kiosk.text.bilingual import Bilingual, same
from screens.visitor.widgets.code_card import CodeCard
from screens.visitor.widgets.tick_card import Entry, Part, Said, Section, TickCard, entry_blocks
from screens.widgets.containers import Container, Grid, Vertical
from screens.widgets.pagination import evenly, page_count
from screens.widgets.title import Title


class Room(NamedTuple):
    """The cards that a page holds, and the columns and rows that a card has for papers."""

    cards: int
    width: int
    rows: int


class CounterCard(Container):
    """The page to show: its own title, the cards, and the code beside them."""

    def __init__(self, title: Title, catalogue: Catalogue, parts: list[Part], take_away: TakeAway | None) -> None:
        super().__init__()
        self.heading = title
        self.say = catalogue.phrases
        self.parts = parts
        self.take_away = take_away

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.heading
            cards = [TickCard(part, self.say) for part in self.parts]
            cards[-1].add_class("-last")
            yield Grid(*cards, classes=f"-of-{len(cards)}")
        if self.take_away is not None:
            yield CodeCard(self.take_away)


def card_pages(checklist: Checklist, catalogue: Catalogue, room: Room, words_of: Said) -> list[list[Part]]:
    """The cards of each page; none if nothing is ticked: such a card would accuse the visitor of what is missing.

    That a paper is the one original is said of all where this takes no more rows, else of none.
    """
    if not checklist.ready:
        return []
    ways = [
        [part for section in sections(checklist, catalogue, whole=whole) for part in parted(section, room, words_of)]
        for whole in (True, False)
    ]
    parts = min(
        ways, key=lambda way: (len(way), sum(_rows(each.section, each.entries, room, words_of) for each in way))
    )
    cards = iter(parts)
    return [[next(cards) for _ in range(count)] for count in evenly(len(parts), page_count(len(parts), room.cards))]


def sections(checklist: Checklist, catalogue: Catalogue, *, whole: bool) -> list[Section]:
    """What the card has to say; a section without papers is none. Of the `whole` the number is said of every paper."""

    def entry(paper: RequiredDocument, condition: Bilingual | None = None) -> Entry:
        document = catalogue.paper(paper)
        is_said = whole or not goes_without_saying(paper, document)
        number = number_words(paper, document, catalogue.phrases) if is_said else same("")
        return Entry(document.brief, number, condition)

    to_get, ready = ([entry(each) for each in papers] for papers in (checklist.to_get, checklist.ready))
    some = [paper for condition in checklist.conditional for paper in condition.papers]
    made = [
        Section("card.to_get", "○", "$ink", to_get),
        Section("card.ready", "✔", "$ok", ready),
        Section("card.conditional", "", "$soft", [entry(each, each.condition) for each in some]),
    ]
    return [section for section in made if section.entries]


def parted(section: Section, room: Room, words_of: Said) -> list[Part]:
    """A section over as few cards as hold it, as many papers on each as on the others or nearly so."""
    total = len(section.entries)
    for count in range(1, total + 1):
        entries = iter(section.entries)
        runs = [[next(entries) for _ in range(size)] for size in evenly(total, count)]
        if count == total or all(_fits(section, run, room, words_of) for run in runs):
            return [Part(section, run, is_further=number > 0) for number, run in enumerate(runs)]
    return []


def _fits(section: Section, run: Collection[Entry], room: Room, words_of: Said) -> bool:
    return _rows(section, run, room, words_of) <= room.rows


def _rows(section: Section, run: Collection[Entry], room: Room, words_of: Said) -> int:
    return sum(map(len, entry_blocks(section, list(run), words_of, room.width)))
