"""Text laid out as it is drawn."""

from textual.content import Content

from screens.widgets.text_layout import host_line, spaced, tall


def test_figures_stand_three_rows_high_and_their_words_beside_them() -> None:
    assert [line.plain for line in tall("THB 1,900 a year", 40, "")] == [
        "    ╺┓  ┏━┓┏━┓┏━┓       ",
        "THB  ┃  ┗━┫┃ ┃┃ ┃ a year",
        "    ╺┻╸,╺━┛┗━┛┗━┛       ",
    ]
    assert [line.plain for line in tall("No fee", 40, "")] == ["No fee"]
    assert [line.plain for line in tall("THB 1,900 a year", 20, "")] == ["THB 1,900 a year"]


def test_a_hosts_name_is_never_broken() -> None:
    """ "immigration.go / .th" is two lines that are no address."""
    host = "thaiextension.vfsevisa.com"
    assert [host_line(host, width).plain for width in (26, 25, 12, 3)] == [host, "vfsevisa.com", "vfsevisa.com", "com"]


def test_a_free_line_stands_between_the_first_blocks_or_the_last() -> None:
    blocks = [[Content("a")], [Content("b")], [Content("c")]]
    assert [line.plain for line in spaced(blocks, 4)] == ["a", "", "b", "c"]
    assert [line.plain for line in spaced(blocks, 4, last_first=True)] == ["a", "b", "", "c"]
