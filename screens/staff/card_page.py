"""A page that is one card of blocks, turned with → and ←: what there is to read, and nothing to choose."""

from textual import events

from screens.paged import PagedScreen
from screens.staff.widgets.paged_card import PagedCard


class CardPage(PagedScreen):
    """Pagination: as many pages as the card takes; the words of the other language may take fewer."""

    CSS_PATH = "card_page.tcss"
    AUTO_FOCUS = ""

    @property
    def card(self) -> PagedCard:
        """What is turned."""
        return self.query_one(PagedCard)

    def on_mount(self) -> None:
        self.watch_page()

    @property
    def pages(self) -> int:
        return len(self.card.pages())

    def watch_page(self) -> None:
        super().watch_page()
        self.card.show(self.page)

    def watch_lang(self) -> None:
        super().watch_lang()
        self.turn_to_one_that_is_there()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.call_after_refresh(self.turn_to_one_that_is_there)

    def turn_to_one_that_is_there(self) -> None:
        """The last page, where there are fewer now."""
        self.page = min(self.page, self.pages - 1)
        self.watch_page()
