"""A card of blocks, over as many pages as they take: none is cut."""

from textual.content import Content

from screens.widgets.block import Block
from screens.widgets.block_pages import block_pages


class PagedCard(Block):
    """One page of its blocks, at the present size and in the page's language."""

    def __init__(self) -> None:
        super().__init__(classes="card")
        self.page = 0

    def blocks(self, width: int) -> list[list[Content]]:
        """The lines of each block."""
        raise NotImplementedError

    def show(self, page: int) -> None:
        """Turn to a page."""
        self.page = page
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        pages = self.pages()
        return pages[min(self.page, len(pages) - 1)]

    def pages(self) -> list[list[Content]]:
        """The lines of each page."""
        width, height = self.content_size
        return block_pages(self.blocks(width), max(height, 1))
