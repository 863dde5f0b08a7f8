"""Calls at the staff's terminal: a banner on whatever page is in front, a bell, and the answer."""

import asyncio
from time import monotonic

from kiosk.session.calls.handset import Handset
from kiosk.session.calls.unix_socket import SOCKET
from screens.apps.base import KioskApp
from screens.messages import CallAnswered
from screens.page import Page
from screens.staff.widgets.call_banner import CALLED, CallBanner
from screens.widgets.pressable import Pressable

_BELL = 10.0
"""Seconds from one bell to the next, until somebody answers."""

_TICK = 0.5


class StaffCalls:
    """A part of the staff's terminal. It keeps the line to the counter, and draws what rings."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        self._handset = Handset(app.kiosk.folder / SOCKET, self._draw)
        self._rang = 0.0
        self._listening: asyncio.Task[None] | None = None
        app.routes[CallAnswered] = lambda _: self.answer()

    def start(self) -> None:
        """Stay on the line from now on."""
        self._listening = asyncio.create_task(self._handset.listen())
        self._app.set_interval(_TICK, self._tick)

    def answer(self) -> None:
        """Somebody is coming to the visitor who calls, if one does."""
        self._handset.answer()

    def stop(self) -> None:
        """Leave the line."""
        if self._listening is not None:
            self._listening.cancel()

    def _tick(self) -> None:
        """A page that has come to the front has no banner yet; seconds pass."""
        if self._handset.ringing is not None:
            self._draw()
            for banner in self._app.screen.query(CallBanner):
                banner.refresh_seconds()

    def _draw(self) -> None:
        """A banner in place of the band of the page in front while it rings, and nowhere once it does not."""
        call = self._handset.ringing
        for page in self._app.screen_stack:
            for banner in page.query(CallBanner):
                if banner.call != call:
                    page.remove_class(CALLED)
                    banner.remove()
        if call is None:
            self._rang = 0.0
            return
        page = self._app.screen
        if isinstance(page, Page) and page.children and not page.has_class(CALLED):
            page.add_class(CALLED)
            page.mount(CallBanner(self._app.kiosk, call, _free_key(page)), before=0)
        if monotonic() - self._rang >= _BELL:
            self._rang = monotonic()
            self._app.bell()


def _free_key(page: Page) -> str:
    """The key that answers: one that the page itself has no use for."""
    return "f12" if page.uses_enter or any(key.key == "enter" for key in page.query(Pressable)) else "enter"
