"""Visitors' reports: what becomes of "I have answered". Each reads the same thanks, whatever the one before did.

For a group that nobody names nothing is counted: every minimum is of a group, and a guess would be made up.
"""

import logging
from functools import partial

from screens.apps.base import KioskApp
from screens.messages import RespondentReported
from screens.widgets.debounce import Debounce

SAME_VISITOR = 60.0
"""Seconds within which a second "I have answered" is taken as the same visitor's."""


class VisitorReports:
    """A part of the counter: each report is an entry of the ledger, debounced by SAME_VISITOR."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        self._visitors = Debounce(SAME_VISITOR)
        app.routes[RespondentReported] = self._take

    def _take(self, reported: RespondentReported) -> None:
        say = self._app.kiosk.catalogue.phrases
        if reported.group is None:
            self._app.tell("✔", say("survey_page.thanks"), say("survey_page.thanks_more"))
        elif self._visitors.accepts():  # before it is written: on a slow disk the next press comes sooner
            write = partial(self._write, reported.group)
            self._app.run_worker(write, thread=True, group="write", exit_on_error=False)
        else:
            self._app.tell("✔", say("survey_page.thanks"), say("survey_page.thanks_more"))

    def _write(self, group: str) -> None:
        from kiosk.progress.self_reports import report
        from kiosk.streams.ledger.ledger import NotCounted

        kiosk, ledger = self._app.kiosk, self._app.ledger
        say = kiosk.catalogue.phrases
        try:
            if ledger is None:
                raise NotCounted("ledger.not_open")
            report(kiosk, ledger, group)
            answer = "✔", say("survey_page.thanks"), say("survey_page.thanks_more")
        except Exception:
            self._visitors.reset()
            logging.getLogger("kiosk").exception("A visitor's report was not counted")
            answer = "✖", say("survey_page.not_kept"), say("survey_page.call")
        self._app.call_from_thread(self._app.tell, *answer)
