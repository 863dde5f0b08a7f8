"""Calls of the visitors: key 0 rings at the staff's terminals; where there is none it says where to go."""

from kiosk.session.calls.switchboard import Switchboard
from kiosk.session.calls.unix_socket import SOCKET
from screens.apps.base import KioskApp
from screens.messages import OfficerWanted


class VisitorCalls:
    """A part of the counter. A call lasts as long as its page is open."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        self._board = Switchboard(app.kiosk.folder / SOCKET)
        app.routes[OfficerWanted] = lambda _: self._call()

    def start(self) -> None:
        """Let terminals of staff connect."""
        self._app.run_worker(self._board.open(), group="calls", exit_on_error=False)

    def stop(self) -> None:
        """End a call, and the line."""
        self._board.close()

    @property
    def is_open(self) -> bool:
        """Whether an officer is called now."""
        return self._board.call is not None

    def _call(self) -> None:
        """Call an officer; who has called already is led back to the page that says what became of it."""
        from screens.visitor.call import CallScreen
        from screens.visitor.officer import OfficerScreen

        app = self._app
        if any(isinstance(page, CallScreen) for page in app.screen_stack):
            while not isinstance(app.screen, CallScreen):
                app.pop_screen()
        elif self._board.is_attended:
            self._board.ring(self._service, app.lang)
            app.show(CallScreen(app.kiosk, self._board))
        elif not isinstance(app.screen, OfficerScreen):
            app.show(OfficerScreen(app.kiosk))

    @property
    def _service(self) -> str | None:
        """The service that is being read."""
        from screens.visitor.service import ServiceScreen

        read = (page.service.id for page in reversed(self._app.screen_stack) if isinstance(page, ServiceScreen))
        return next(read, None)
