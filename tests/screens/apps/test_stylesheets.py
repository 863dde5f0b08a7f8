"""Stylesheets are parsed once: a change of palette, and a start after a crash, wait for no parser."""

import pytest
from textual.css import stylesheet

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
