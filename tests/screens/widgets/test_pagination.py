"""What is paginated is all there, on pages that hold it."""

from screens.widgets.pagination import packed


def test_a_block_higher_than_a_page_goes_on_over_the_next_ones() -> None:
    assert packed([["a"], ["b", "c", "d", "e"], ["f"]], 3) == [["a"], ["b", "c", "d"], ["e", "f"]]


def test_a_block_that_has_room_on_a_page_is_not_cut_in_two() -> None:
    assert packed([["a", "b"], ["c", "d"]], 3) == [["a", "b"], ["c", "d"]]
