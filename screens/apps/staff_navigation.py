"""The navigation of the staff: which page follows which key, on the counter and on the clerk's own terminal."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Refusal, reason
from screens.apps.base import KioskApp
from screens.layouts import STAFF
from screens.messages import (
    FactChosen,
    ItemListWanted,
    MeasureChosen,
    MeasurePartChosen,
    RoleChosen,
    RoleWanted,
    SeveralRecorded,
    SignOffWanted,
    StaffPageChosen,
    SyncRead,
    SyncWanted,
)
from screens.page import Page

if TYPE_CHECKING:
    from kiosk.progress.follow_ups import FollowUps
    from kiosk.sync.status import SyncStatus
    from screens.staff.ledger_watch import LedgerWatch
    from screens.staff.staff_page import StaffContext, StaffPage
    from screens.staff.widgets.header import StaffHeader


ROLE_KEPT = 600
"""Seconds after a line was written within which the next one is written in the same role without asking."""


class StaffNavigation:
    """A part of the app. `leave` is the phrase for leaving the counts; `quits`, whether the menu ends the program."""

    def __init__(self, app: KioskApp, *, leave: str, quits: bool) -> None:
        self._app = app
        self._leave = leave
        self._quits = quits
        self._counts: Page | None = None
        self._ledger_watch: LedgerWatch | None = None
        self._follow_ups: FollowUps | None = None
        self._standing: SyncStatus | None = None
        self._role: str | None = None
        self._written_at = 0.0
        app.routes |= {
            StaffPageChosen: self._open,
            FactChosen: lambda chosen: self.show(self._pages.fact_page(self._context, chosen)),
            ItemListWanted: lambda wanted: self.show(self._pages.item_list_page(self._context, wanted)),
            SignOffWanted: lambda wanted: self.show(self._pages.sign_off_page(self._context, wanted)),
            MeasureChosen: lambda chosen: self.show(self._pages.measure_page(self._context, chosen)),
            MeasurePartChosen: lambda chosen: self.show(self._pages.measure_part_page(self._context, chosen)),
            RoleWanted: self._as_role,
            RoleChosen: self._take_role,
            SeveralRecorded: self._tell_recorded,
            SyncRead: self._take_standing,
            SyncWanted: lambda _: self._tell_standing(),
        }

    @property
    def is_open(self) -> bool:
        """Whether the counts are on the stack, and with them perhaps other staff pages."""
        return self._counts in self._app.screen_stack

    def open_counts(self, told: Bilingual | None = None) -> None:
        """The first page of staff, which tells them that. The ledger must be open."""
        self._counts = self._pages.counts_page(self._context, self._leave, told)
        self.show(self._counts)

    def show(self, page: Page) -> None:
        """A page on which staff read what fails, instead of the public's apology, in the usual letters."""
        page.on_failure = self._tell_failure
        page.layouts = STAFF
        self._app.show(page)

    def _tell_failure(self, page: Page, error: BaseException) -> None:
        """A sentence on the page; why, with the traceback, in the log."""
        logging.getLogger("kiosk").error("%s failed", type(page).__name__, exc_info=error)
        if not page.is_attached:
            return
        failed = self._app.kiosk.catalogue.phrases("staff.failed", why=reason(error))
        page.say_failure(error.words if isinstance(error, Refusal) else failed)

    def _tell_unread(self, is_unread: bool) -> None:
        """Whether the ledger can be read is said on the page in front."""
        page = self._app.screen
        if isinstance(page, Page) and page.on_failure is not None:
            if is_unread:
                page.say_failure(self._app.kiosk.catalogue.phrases("staff.unread"))
            else:
                page.clear_failure()

    @property
    def _pages(self) -> Any:
        """The table of staff pages, read when staff come."""
        from screens.apps import staff_pages

        return staff_pages

    @property
    def _context(self) -> "StaffContext":
        from screens.staff.staff_page import StaffContext

        return StaffContext(self._app.kiosk, self._watch, self._app.content_watch, self._quits, self._follow_ups)

    @property
    def _watch(self) -> "LedgerWatch":
        from screens.staff.ledger_watch import LedgerWatch

        if self._ledger_watch is None:
            assert self._app.ledger is not None
            today = lambda: self._app.kiosk.today  # noqa: E731
            self._ledger_watch = LedgerWatch(self._app, self._app.ledger, today, self._tell_unread)
        return self._ledger_watch

    def _open(self, chosen: StaffPageChosen) -> None:
        """A page of the table. Who comes from the counts may be another one. KeyError for a name that is not in it."""
        if self._app.screen is self._counts:
            self._set_role(None)
        page = self._pages.STAFF_PAGES[chosen.name]
        if page.needs_plan and self._follow_ups is None:
            open_plan = partial(self._open_plan, page)
            self._app.run_worker(open_plan, thread=True, exclusive=True, group="plan", exit_on_error=False)
        else:
            self.show(page.make(self._context))

    def _open_plan(self, page: "StaffPage") -> None:
        """Open the record, off the screen's thread, and then the page that needs it."""
        from kiosk.machine.kiosk import open_record
        from kiosk.progress.follow_ups import FollowUps
        from kiosk.streams.record.first_edition import check_plan

        record = open_record(self._app.kiosk)
        check_plan(self._app.kiosk.folder)
        self._follow_ups = FollowUps(record)
        self._app.call_from_thread(lambda: self.show(page.make(self._context)))

    def _as_role(self, wanted: RoleWanted) -> None:
        """Have something written in the role that is known, or ask for it first."""
        if monotonic() - self._written_at > ROLE_KEPT:
            self._set_role(None)
        if self._role is None:
            self.show(self._pages.role_page(self._context, wanted))
        else:
            self._write_as(self._role, wanted.write)

    def _take_role(self, chosen: RoleChosen) -> None:
        self._app.go_back()
        self._set_role(chosen.role)
        self._write_as(chosen.role, chosen.write)

    def _set_role(self, role: str | None) -> None:
        """Whoever takes over at the menu sees in whose role the next line would be written."""
        self._role = role
        for header in self._headers():
            header.show_role(self._signer)

    @property
    def _signer(self) -> Bilingual | None:
        return self._app.kiosk.catalogue.signers.get(self._role or "")

    def _write_as(self, role: str, write: Callable[[str], object]) -> None:
        self._written_at = monotonic()
        write(role)

    def _tell_recorded(self, recorded: SeveralRecorded) -> None:
        """What several came to is said on the first page, as a press is."""
        from screens.staff.widgets.side_cards import SessionLog

        if self._counts is not None:
            for log in self._counts.query(SessionLog):
                log.add_several(recorded, self._app.kiosk)

    def _take_standing(self, read: SyncRead) -> None:
        self._standing = read.standing
        self._tell_standing()

    def _tell_standing(self) -> None:
        """How the last sync stands is said on every staff page that is open, not on the one in front alone."""
        for header in self._headers():
            header.show_role(self._signer)
            if self._standing is not None:
                header.show(self._standing)

    def _headers(self) -> Iterator["StaffHeader"]:
        from screens.staff.widgets.header import StaffHeader

        for page in self._app.screen_stack:
            yield from page.query(StaffHeader)
