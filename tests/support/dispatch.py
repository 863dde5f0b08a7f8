"""Which handlers a widget has for a message, looked up once: under test each message of each widget would have it done."""

from collections.abc import Callable, Iterable
from typing import Any

from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

Handlers = list[tuple[type, Callable[..., Any]]]

_HANDLERS: dict[tuple[type, str, type], Handlers | None] = {}
"""By the class of the widget, the handler's name and the class of the message."""


def memoize() -> None:
    """Of pages and apps, whose handlers some tests replace, they are looked up as ever."""
    look_up = MessagePump._get_dispatch_methods
    assert {"_decorated_handlers", "_no_default_action", "_textual_on"} <= {
        *look_up.__code__.co_names,
        *look_up.__code__.co_consts,
    }, "Textual looks handlers up in another way"

    def handlers(widget: Widget, name: str, message: Message) -> Iterable[tuple[type, Callable[..., Any]]]:
        key = type(widget), name, type(message)
        if key not in _HANDLERS:
            _HANDLERS[key] = _named(*key)
        if (known := _HANDLERS[key]) is None:
            yield from look_up(widget, name, message)
            return
        for owner, method in known:
            if message._no_default_action:
                return
            yield owner, method.__get__(widget, owner)

    Widget._get_dispatch_methods = handlers  # type: ignore[method-assign,assignment]
    Screen._get_dispatch_methods = look_up  # type: ignore[method-assign]


def _named(widget: type, name: str, message: type) -> Handlers | None:
    """Those that are named for the message; None where others are decorated for it, perhaps with a selector."""
    owners = [(owner, vars(owner)) for owner in widget.__mro__]
    if any(kind in own.get("_decorated_handlers", ()) for _, own in owners for kind in message.__mro__):
        return None
    methods = [(owner, own.get(f"_{name}") or own.get(name)) for owner, own in owners]
    return [(owner, method) for owner, method in methods if method and not getattr(method, "_textual_on", None)]
