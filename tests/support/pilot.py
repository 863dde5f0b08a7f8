"""The counter under Pilot: sizes, keys, and what is on the screen."""

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress

from textual import _wait, events
from textual._compositor import Compositor
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input
from textual.worker import WorkerCancelled

from tests.support.deadline import Deadline

# A private hook, of tests alone: how many seconds Pilot sleeps between two looks whether the app has settled, and how
# much work in them is none. Of a press that takes the app 36 ms it otherwise makes 128 ms.
assert {"SLEEP_GRANULARITY", "SLEEP_IDLE"} <= {*_wait.wait_for_idle.__code__.co_names}, "Textual waits in another way"
_wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = 0.004, 0.0004


def _not_drawn(compositor: Compositor, **_: object) -> None:
    compositor._dirty_regions.clear()


# Another: nobody sees the frames before a page has settled, so they are laid out and not drawn; `settle` draws the last.
assert "render_update" in Screen._compositor_refresh.__code__.co_names, "Textual draws its frames in another way"
Compositor.render_update = _not_drawn  # type: ignore[method-assign]

SIZES = {"landscape": (137, 28), "portrait": (63, 43), "terminal": (80, 24)}

Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each when the screen has settled."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    """Wait for what runs in threads; one reading that was overtaken by the next is no fault."""
    with suppress(WorkerCancelled):
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    strips(pilot)


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Poll until the condition holds: for what a thread, a timer or another process brings about."""
    deadline = Deadline()
    while not condition():
        deadline.hold(text(pilot))
        await pilot.pause(0.02)


async def wait_for(pilot: Pilot[None], words: str) -> None:
    """Wait until some words are on the screen."""
    await until(pilot, lambda: words in text(pilot))


async def type_in(pilot: Pilot[None], words: str) -> None:
    """Put words in place of those of the field that has the focus."""
    field = pilot.app.focused
    assert isinstance(field, Input)
    field.value = ""
    for letter in words:
        pilot.app.post_message(events.Key(letter, letter))  # Pilot has no name for every Thai mark
    await until(pilot, lambda: field.value == words)


def text(pilot: Pilot[None]) -> str:
    """What is on the screen, SARA AM put together again."""
    return re.sub("\u0e4d([\u0e48-\u0e4b]*)\u0e32", "\\1ำ", "\n".join(strip.text for strip in strips(pilot)))


def strips(pilot: Pilot[None]) -> list[Strip]:
    """What is on the screen, drawn line by line."""
    return pilot.app.screen._compositor.render_strips()
