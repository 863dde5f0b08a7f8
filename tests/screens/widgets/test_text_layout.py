"""Text laid out as it is drawn."""

from textual.content import Content

from screens.widgets.text_layout import host_lines, spaced, tall


def test_figures_stand_three_rows_high_and_their_words_beside_them() -> None:
    assert [line.plain for line in tall("THB 1,900 a year", 40, "")] == [
        "    ╺┓  ┏━┓┏━┓┏━┓       ",
        "THB  ┃  ┗━┫┃ ┃┃ ┃ a year",
        "    ╺┻╸,╺━┛┗━┛┗━┛       ",
    ]
    assert [line.plain for line in tall("No fee", 40, "")] == ["No fee"]
    assert [line.plain for line in tall("THB 1,900 a year", 20, "")] == ["THB 1,900 a year"]


def test_a_hosts_name_is_whole_and_goes_on_after_a_dot() -> None:
    """Two services of one company differ in the first label alone; whoever types the rest arrives at neither."""

    def lines(width: int) -> list[str]:
        return [line.plain for line in host_lines("thaiextension.vfsevisa.com", width)]

    assert lines(26) == ["thaiextension.vfsevisa.com"]
    assert lines(25) == lines(14) == ["thaiextension.", "vfsevisa.com"]
    assert lines(10) == ["thaiextens", "ion.", "vfsevisa.", "com"]


def test_a_free_line_stands_between_the_first_blocks_or_the_last() -> None:
    blocks = [[Content("a")], [Content("b")], [Content("c")]]
    assert [line.plain for line in spaced(blocks, 4)] == ["a", "", "b", "c"]
    assert [line.plain for line in spaced(blocks, 4, last_first=True)] == ["a", "b", "", "c"]
