"""The tests' own shortcut to the handlers of widgets leads where Textual's way does."""

from textual import events
from textual.message_pump import MessagePump
from textual.widget import Widget

from screens.widgets.pressable import Pressable
from tests.support.pilot import Opened


def click(key: Pressable) -> events.Click:
    return events.Click(key, 0, 0, 0, 0, 1, shift=False, meta=False, ctrl=False)


async def test_widgets_have_the_handlers_that_textual_looks_up(counter: Opened) -> None:
    async with counter("3", "1") as pilot:
        key = pilot.app.screen.query(Pressable).first()
        simple = events.Compose(), events.Mount(), events.Idle(), events.Key("1", "1")
        for widget in pilot.app.screen.walk_children(Widget, with_self=True):
            for message in (*simple, click(key), Pressable.Pressed(key)):
                looked_up = [*MessagePump._get_dispatch_methods(widget, message.handler_name, message)]
                assert [*widget._get_dispatch_methods(message.handler_name, message)] == looked_up, (widget, message)


async def test_a_handler_that_prevents_the_default_is_the_last(counter: Opened) -> None:
    async with counter() as pilot:
        key = pilot.app.screen.query(Pressable).first()
        owners = [owner for owner, _ in key._get_dispatch_methods("on_click", click(key))]
        assert owners == [Pressable, Widget]
        message = click(key)
        handlers = iter(key._get_dispatch_methods("on_click", message))
        next(handlers)
        message.prevent_default()
        assert [*handlers] == []
