"""Blocks of lines on as few pages as hold them: none is cut, and none is torn that fits on a page."""

from itertools import pairwise

from textual.content import Content


def block_pages(blocks: list[list[Content]], height: int) -> list[list[Content]]:
    """The lines of each page of `height` rows; an empty line stands between blocks where all are on one page."""
    loose = [line for block in blocks for line in (*block, Content(""))][:-1]
    if len(loose) <= height:
        return [loose]
    pages: list[list[Content]] = [[]]
    for block in blocks:
        if pages[-1] and len(pages[-1]) + len(block) > height:
            pages.append([])
        pages[-1] += block
    return [page[at:end] for page in pages for at, end in pairwise([*range(0, len(page), height), len(page)])]
