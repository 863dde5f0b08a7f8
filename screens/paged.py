"""Pagination: a screen of several pages, which → turns and ← turns back before it leaves."""

from typing import TypeVar

from textual import on
from textual.reactive import reactive

from kiosk.text.bilingual import Bilingual, same
from screens.page import Page
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

KEYS = ["1", "2", "3", "4", "5", "6"]
"""The keys of choices; further ones are on the next page."""

T = TypeVar("T")


def with_keys(choices: list[T]) -> list[tuple[int, str, T]]:
    """Each choice with its page and its key."""
    return [(number // len(KEYS), KEYS[number % len(KEYS)], choice) for number, choice in enumerate(choices)]


class PagedScreen(Page):
    """What belongs to one page alone has the classes `paged` and `page-0`, `page-1`, …; `#next` turns to the next."""

    page: reactive[int] = reactive(0, init=False)

    @property
    def pages(self) -> int:
        """How many pages there are at the present size."""
        raise NotImplementedError

    @property
    def is_as_opened(self) -> bool:
        return self.page == 0

    @property
    def place(self) -> tuple[int, int]:
        """Which page this is, and of how many."""
        return self.page + 1, self.pages

    @property
    def page_words(self) -> Bilingual:
        """Which of how many pages this is; nothing where there is one."""
        page, pages = self.place
        return self.phrases("service.page", page=page, pages=pages) if pages > 1 else same("")

    @property
    def page_figures(self) -> Bilingual:
        """The same in figures."""
        page, pages = self.place
        return same(f"{page}/{pages}" if pages > 1 else "")

    def watch_page(self) -> None:
        """Show the page that is turned to."""
        for block in self.query(".paged"):
            block.display = block.has_class(f"page-{self.page}")
        for key in self.query("#next"):
            key.display = self.page < self.pages - 1
        self.number_pages()

    @property
    def heading(self) -> Title:
        """The title that says which page this is."""
        return self.query_one(Title)

    def number_pages(self) -> None:
        """Say which of how many pages this is."""
        title = self.heading
        title.more, title.brief = self.page_words, self.page_figures
        title.refresh(layout=True)

    @on(Pressable.Pressed, "#next")
    def go_on(self) -> None:
        """Turn to the next page."""
        self.page = min(self.page + 1, self.pages - 1)

    def leave(self) -> None:
        """Turn back a page, or leave from the first one."""
        if self.page:
            self.page -= 1
        else:
            super().leave()
