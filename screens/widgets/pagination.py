"""Pagination: a list over as many pages as it takes."""


def page_count(items: int, a_page: int) -> int:
    """How many pages so many items take; one at the least."""
    return max(-(-items // a_page), 1)
