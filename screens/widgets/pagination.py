"""Pagination: a list over as many pages as it takes."""

from typing import TypeVar

T = TypeVar("T")


def page_count(items: int, a_page: int) -> int:
    """How many pages so many items take; one at the least."""
    return max(-(-items // a_page), 1)


def even_pages(items: int, a_page: int) -> list[int]:
    """How many items stand on each of as few pages as they take: no page has two more than another."""
    return evenly(items, page_count(items, a_page))


def evenly(items: int, pages: int) -> list[int]:
    """How many items stand on each of so many pages, the first ones having one more where it does not come out even."""
    return [items // pages + (page < items % pages) for page in range(pages)]


def packed(blocks: list[list[T]], height: int) -> list[list[T]]:
    """Blocks of lines on pages of that height, none cut in two that has room on a page; one page at the least."""
    pages, height = list[list[T]]([[]]), max(height, 1)
    for block in blocks:
        for at in range(0, len(block), height):
            piece = block[at : at + height]
            if pages[-1] and len(pages[-1]) + len(piece) > height:
                pages.append([])
            pages[-1] += piece
    return pages
