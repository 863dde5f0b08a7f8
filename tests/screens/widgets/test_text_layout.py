"""Text laid out as it is drawn."""

from screens.widgets.text_layout import tall


def test_figures_stand_three_rows_high_and_their_words_beside_them() -> None:
    assert [line.plain for line in tall("THB 1,900 a year", 40, "")] == [
        "    ╺┓  ┏━┓┏━┓┏━┓       ",
        "THB  ┃  ┗━┫┃ ┃┃ ┃ a year",
        "    ╺┻╸,╺━┛┗━┛┗━┛       ",
    ]
    assert [line.plain for line in tall("No fee", 40, "")] == ["No fee"]
    assert [line.plain for line in tall("THB 1,900 a year", 20, "")] == ["THB 1,900 a year"]
