"""The counter under Pilot: sizes, keys, and what is on the screen."""

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any

import pytest
from textual import _wait, events
from textual import strip as textual_strip
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input
from textual.worker import WorkerCancelled

from screens.apps import garbage
from screens.apps.prefetch import Prefetch
from screens.apps.stylesheets import CachedStylesheet
from screens.messages import PinAccepted
from screens.widgets.block import Block
from tests.support.deadline import Deadline
from tests.support.keys import LET_IN

# Private hooks, of tests alone. Pilot sleeps until the machine looks idle, which takes long and may be a mistake: here it
# only gives way, and `settle` looks at what is left to do.
assert {"SLEEP_GRANULARITY", "SLEEP_IDLE"} <= {*_wait.wait_for_idle.__code__.co_names}, "Textual waits in another way"
_wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = 0.0, 1.0


async def _processed(_: Pilot[None]) -> bool:
    """Wait until no message is on its way; Pilot would send one more to every widget and wait for those."""
    deadline = Deadline()
    while _messages():
        assert deadline.holds, "there is always another message"
        await asyncio.sleep(0)
    return True


assert "_wait_for_screen" in Pilot.press.__code__.co_names, "Pilot waits for the messages of a page in another way"
Pilot._wait_for_screen = _processed  # type: ignore[assignment,method-assign]


def _not_drawn(compositor: Compositor, **_: object) -> None:
    compositor._dirty_regions.clear()


# Nobody sees the frames before a page has settled: they are laid out and not drawn.
assert "render_update" in Screen._compositor_refresh.__code__.co_names, "Textual draws its frames in another way"
Compositor.render_update = _not_drawn  # type: ignore[method-assign]


class _NoCache:
    """A cache that keeps nothing."""

    def get(self, _: object) -> None:
        return None

    def __setitem__(self, _: object, value: object) -> None:
        pass


# Each line of each widget is made with seven caches for the next time that it is drawn, and under test there is hardly one.
assert "FIFOCache" in Strip.__init__.__code__.co_names, "Textual keeps the pieces of a line in another way"
NO_CACHE = _NoCache()
textual_strip.FIFOCache = lambda _: NO_CACHE  # type: ignore[attr-defined,assignment,misc]

_own_rules_map = CachedStylesheet.rules_map.fget  # type: ignore[attr-defined]
_STYLED: dict[int, tuple[Any, Any, Any]] = {}
"""What apps have found out of the styles of nodes, by the list of rules that their stylesheets share."""


def _rules_map(stylesheet: CachedStylesheet) -> object:
    if stylesheet._rules_map is None:
        rules = id(Stylesheet.rules.fget(stylesheet))  # type: ignore[attr-defined]
        if rules not in _STYLED:
            assert stylesheet._node_rules is None
            stylesheet._limited, stylesheet._styles = {}, {}  # what others go on with is not to be cleared
            _STYLED[rules] = _own_rules_map(stylesheet), stylesheet._limited, stylesheet._styles
        stylesheet._rules_map, stylesheet._limited, stylesheet._styles = _STYLED[rules]
    return stylesheet._rules_map


# App after app opens the same pages under test: each goes on with what those before it have found out.
CachedStylesheet.rules_map = property(_rules_map)  # type: ignore[assignment]

_own_dispatch_methods = MessagePump._get_dispatch_methods
_NAMED: dict[tuple[type, type, str], list[tuple[type, Any]] | None] = {}
"""The handlers of a message by their names; none where a decorator has a say, which may want to see the message."""


def _dispatch_methods(pump: MessagePump, name: str, message: Message) -> Iterator[tuple[type, Any]]:
    kind = type(pump), type(message), name
    if kind not in _NAMED:
        _NAMED[kind] = _named(*kind)
    if (named := _NAMED[kind]) is None:
        yield from _own_dispatch_methods(pump, name, message)
        return
    for owner, method in named:
        if message._no_default_action:
            break
        yield owner, method.__get__(pump, owner)


def _named(pump: type, message: type, name: str) -> list[tuple[type, Any]] | None:
    decorated = {kind for owner in pump.__mro__ for kind in vars(owner).get("_decorated_handlers") or ()}
    if decorated & {*message.__mro__}:
        return None
    handlers = [(owner, vars(owner).get(f"_{name}") or vars(owner).get(name)) for owner in pump.__mro__]
    return [(owner, method) for owner, method in handlers if method and not getattr(method, "_textual_on", None)]


# Each message is looked up in all classes of who gets it: thousands are, for each page, and of few kinds.
MessagePump._get_dispatch_methods = _dispatch_methods  # type: ignore[assignment,method-assign]

# A page under test is gone long before its garbage matters; terminals of their own process collect theirs.
assert "take_away" in garbage.PageGarbage.collect.__code__.co_names, "garbage is collected elsewhere"
garbage.take_away = lambda: None

PREFETCH = Prefetch.begin
Prefetch.begin = lambda *_: None  # type: ignore[method-assign]
"""Most tests look at one service of a family: making the others, too, would take longer than the test. Terminals of their
own process make them, and tests/screens/apps/test_prefetch.py looks at what is made."""

STAFF_SIZES = {"landscape": (137, 28), "portrait": (63, 43), "terminal": (80, 24)}
SIZES = {**STAFF_SIZES, "large": (96, 20), "large-portrait": (49, 33)}
"""A terminal of each layout; staff have the usual letters."""


def _else_long(*sizes: str, of: Iterable[str] = SIZES) -> list[object]:
    return [size if size in sizes else pytest.param(size, marks=pytest.mark.long) for size in of]


UNLIKE_SIZES = _else_long("landscape", "portrait", "large-portrait")
EXTREME_SIZES = _else_long("landscape", "large-portrait")
USUAL_SIZES = _else_long("landscape", "portrait")
SMALL_SIZES = _else_long("terminal", "large-portrait")
"""The layouts that differ most, the widest and the narrowest alone, the counters' own in usual letters, and those with the
fewest cells, for what is shown in many states; the others are longer proofs."""

UNLIKE_STAFF_SIZES = _else_long("landscape", "terminal", of=STAFF_SIZES)
"""The same for what staff do in many steps; whether their pages are whole is looked at in each."""

Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


PACE = 0.06
"""Seconds from one press to the next, at least: a page leads on only once in less, and no hand is quicker."""


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each when the screen has settled."""
    now = asyncio.get_running_loop().time
    for key in keys:
        if key == LET_IN:
            pilot.app.post_message(PinAccepted())
        else:
            await pilot.press(key)
        following = now() + PACE  # from when the page has taken the press, however late a busy machine lets it
        await settle(pilot)
        await asyncio.sleep(following - now())


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is left to do. What is there then is drawn by who looks at it, and here where that has effects."""
    deadline, stands = Deadline(), False
    while not stands or busy(pilot) or pilot.app.screen._repaint_required:
        assert deadline.holds, "the page does not settle, or is to be drawn, and nothing will draw it"
        if stands := not busy(pilot):
            for block in pilot.app.screen.walk_children(Block):
                if hasattr(block, "LaidOut") and block.is_on_screen:
                    block.render()  # such a block knows how many pages it takes when it is drawn
        elif not _messages() and pilot.app.screen._update_timer._active.is_set():
            pilot.app.screen._on_timer_update()  # at once, not with the next of sixty frames a second
        with suppress(WorkerCancelled):  # one reading that was overtaken by the next is no fault
            await pilot.app.workers.wait_for_complete()
        await asyncio.sleep(0)


def busy(pilot: Pilot[None]) -> bool:
    """Whether a message is on its way, a thread is at work, or the page in front is to be laid out anew."""
    threads = any(not worker.is_finished for worker in pilot.app.workers)
    return _messages() or threads or pilot.app.screen._update_timer._active.is_set()


def _messages() -> bool:
    return bool(asyncio.get_running_loop()._ready)  # type: ignore[attr-defined]


async def resize(pilot: Pilot[None], width: int, height: int) -> None:
    """Give the terminal another size, and wait until the page has taken it."""
    await pilot.resize_terminal(width, height)
    await until(pilot, lambda: pilot.app.screen.outer_size == (width, height))  # of a small one an edge stays free
    await settle(pilot)


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Poll until the condition holds: for what a thread, a timer or another process brings about."""
    deadline = Deadline()
    while not condition():
        assert deadline.holds, text(pilot)
        await pilot.pause(0.02)


async def wait_for(pilot: Pilot[None], words: str) -> None:
    """Wait until some words are on the screen, wherever their line is broken."""

    def shown() -> bool:
        drawn = text(pilot)
        return words in drawn or words in " ".join(re.sub("[│▌]", " ", drawn).split())

    await until(pilot, shown)


async def type_in(pilot: Pilot[None], words: str, keys: str = "") -> None:
    """Put words in place of those of the field that has the focus, with `keys` where it makes them of others."""
    field = pilot.app.focused
    assert isinstance(field, Input)
    field.value = ""
    for letter in keys or words:
        pilot.app.post_message(events.Key(letter, letter))  # Pilot has no name for every Thai mark
    await until(pilot, lambda: field.value == words)


def text(pilot: Pilot[None]) -> str:
    """What is on the screen, SARA AM put together again."""
    return re.sub("\u0e4d([\u0e48-\u0e4b]*)\u0e32", "\\1ำ", "\n".join(strip.text for strip in strips(pilot)))


def strips(pilot: Pilot[None]) -> list[Strip]:
    """What is on the screen, drawn line by line."""
    return pilot.app.screen._compositor.render_strips()
