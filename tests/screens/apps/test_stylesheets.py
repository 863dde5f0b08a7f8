"""Stylesheets are parsed once: a change of palette, and a start after a crash, wait for no parser."""

import pytest
from textual.css import stylesheet
from textual.css.stylesheet import Stylesheet

from screens.apps.stylesheets import of_layouts
from tests.support.pilot import Opened, press

EVERY_LOOK = ["7"] * 4


async def test_each_palette_is_parsed_once_however_often_it_is_put_on_and_the_app_is_opened(
    counter: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with counter(*EVERY_LOOK):
        pass
    parsed: list[object] = []
    parse = stylesheet.parse

    def counted(scope: str, css: str, read_from: object, **more: object) -> object:
        parsed.append(read_from)
        return parse(scope, css, read_from, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(stylesheet, "parse", counted)
    async with counter() as pilot:
        await press(pilot, *EVERY_LOOK, *EVERY_LOOK)
        assert parsed == []


def test_rules_of_other_layouts_are_not_even_parsed() -> None:
    css = """/* .-portrait { } */ Title { margin: 1; }
    .-portrait Title, .-compact Title { margin: 2; }
    .-large Title { margin: 3; }
    HomeScreen { #top { height: 3; }  &.-survey { &.-wide { #top { height: 1; } } }  &.-portrait { #top { height: 2; } } }"""
    kept = of_layouts(css, {"-portrait"})
    assert [css.split() for css in kept.split("}")][:2] == [
        ["Title", "{", "margin:", "1;"],
        [".-portrait", "Title,", ".-compact", "Title", "{", "margin:", "2;"],
    ]
    assert "-large" not in kept
    assert "-wide" not in kept
    assert "height: 3" in kept
    assert "height: 2" in kept
    assert kept.count("{") == kept.count("}")


@pytest.mark.parametrize("keys", [(), ("3",), ("3", "2"), ("3", "2", "right", "1"), ("8",), ("5",), ("7", "7", "3")])
async def test_a_node_is_styled_as_it_would_be_without_the_memo(counter: Opened, keys: tuple[str, ...]) -> None:
    """Those of home were styled before, and some of them again, with another focus and in another palette."""
    async with counter("3", "2", "home", *keys) as pilot:
        app = pilot.app
        nodes = list(app.screen.walk_children(with_self=True))
        remembered = [dict(node.styles.base.get_rules()) for node in nodes]
        for node in nodes:
            Stylesheet.apply(app.stylesheet, node)
        assert [dict(node.styles.base.get_rules()) for node in nodes] == remembered
