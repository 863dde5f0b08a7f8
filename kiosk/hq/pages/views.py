"""What the site shows and changes: its pages' values, their files, an alarm acknowledged."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from starlette.responses import Response

from kiosk.hq.accounts.password_rules import guessed_words
from kiosk.hq.accounts.policy import EVERYTHING, Access
from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.pages.bulletin import bulletin_page
from kiosk.hq.pages.draft import draft_form_page, draft_page
from kiosk.hq.pages.kiosk import kiosk_page, kiosk_tables
from kiosk.hq.pages.listing import Listing
from kiosk.hq.pages.login import Refused
from kiosk.hq.pages.office import office_page, office_tables
from kiosk.hq.pages.selection import Selection
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Row, Table
from kiosk.hq.pages.tabs import TABS
from kiosk.hq.pages.user_table import scopes
from kiosk.hq.pages.year_files import YearFiles
from kiosk.hq.register.offices import Office, OfficeRegister
from kiosk.hq.report.standings import Standings
from kiosk.hq.store.audit_log import Actor, note
from kiosk.hq.store.tables import alarms, kiosks
from kiosk.hq.store.transactions import writing
from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.payloads import moment
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import HOME, Language

_NUMBER = re.compile(r"[0-9]{1,9}")
"""Of an alarm: what either database takes for an integer."""

WHOLE = Selection()
"""Everything of the current year."""

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Views:
    """Pages over one register; `machine` is the headquarters, with its day and its words.

    `taken` is called when the files of its years have changed.
    """

    def __init__(
        self, engine: sa.Engine, machine: Kiosk, taken: Callable[[Kiosk], None] = lambda _machine: None
    ) -> None:
        self.engine = engine
        self._files = YearFiles(machine, engine, taken)
        self._standings = Standings(engine)

    @property
    def machine(self) -> Kiosk:
        """The headquarters as its files are now."""
        return self._files.machine()

    def tab(
        self, name: str, access: Access, selection: Selection = WHOLE, language: Language = HOME
    ) -> tuple[str, dict[str, Any]]:
        """The template of the page behind a tab, and the values that it draws."""
        snapshot, tab = self._snapshot(access, selection), TABS[name]
        listing = Listing(tab.table(snapshot), selection, language)
        common = self._of_register(snapshot, selection)
        if tab.values is None:
            return "table.html", {**common, "listing": listing}
        return f"{name}.html", {**common, "listing": listing, **tab.values(snapshot, listing)}

    def office(self, office: str, access: Access, selection: Selection = WHOLE) -> tuple[str, dict[str, Any]]:
        """The same of the page of an office. Refused if there is none of that name."""
        snapshot = self._snapshot(access, selection)
        return "office.html", {
            **self._of_register(snapshot, selection),
            **office_page(snapshot, office, selection.get("by")),
        }

    def bulletin(self, number: str, access: Access, selection: Selection = WHOLE) -> tuple[str, dict[str, Any]]:
        """The same of the page of a bulletin. Refused if there is none of that number."""
        snapshot = self._snapshot(access, selection)
        page = bulletin_page(snapshot, number, self.machine.catalogue)
        return "bulletin.html", {**self._of_register(snapshot, selection), **page}

    def draft_form(self, access: Access, selection: Selection = WHOLE) -> tuple[str, dict[str, Any]]:
        """The same of the form of a draft."""
        snapshot = self._snapshot(access, selection)
        return "draft_form.html", {**self._of_register(snapshot, selection), **draft_form_page(snapshot)}

    def draft(self, draft: Draft, access: Access, selection: Selection = WHOLE) -> tuple[str, dict[str, Any]]:
        """The same of a draft that was checked."""
        snapshot = self._snapshot(access, selection)
        page = draft_page(snapshot, draft, self.machine.catalogue)
        return "draft.html", {**self._of_register(snapshot, selection), **page}

    def kiosk(self, kiosk: str, access: Access, selection: Selection = WHOLE) -> tuple[str, dict[str, Any]]:
        """The same of the page of a kiosk. Refused if there is none of that name."""
        snapshot = self._snapshot(access, selection)
        return "kiosk.html", {**self._of_register(snapshot, selection), **kiosk_page(snapshot, kiosk)}

    def plain(self, name: str, access: Access, selection: Selection = WHOLE) -> tuple[str, dict[str, Any]]:
        """The same of a page that shows nothing of the register."""
        return f"{name}.html", self._common(self._snapshot(access, selection), selection)

    def file(self, page: str, kind: str, access: Access, selection: Selection = WHOLE) -> Response:
        """The rows of a page as JSON, or as a workbook. Refused if there is no such page or kind."""
        snapshot = self._snapshot(access, selection)
        tables = _tables(snapshot, page, selection)
        name = page.rpartition("/")[2]
        if kind == "json":
            body = {
                "as_of": snapshot.today,
                "assessment": snapshot.assessment.year,
                "practice": self.machine.practice,
                "counted": "here, not answers",
                "pages": [table.as_json() for table in tables],
            }
            return _attached(msgspec.json.encode(body), "application/json", f"{name}.json")
        if kind == "xlsx":
            from kiosk.hq.pages.xlsx import workbook

            return _attached(workbook(tables, self.machine.clock()), _XLSX, f"{name}.xlsx")
        raise Refused(404, "refused.no_office")

    def rows(self, page: str) -> list[Row]:
        """Everything that is on the page behind a tab, for a machine."""
        rows: list[Row] = TABS[page].table(self._snapshot(EVERYTHING)).as_json()["rows"]
        return rows

    def workbook(self) -> bytes:
        """All pages that report as one workbook."""
        from kiosk.hq.pages.xlsx import workbook

        snapshot = self._snapshot(EVERYTHING)
        names = [name for name, tab in TABS.items() if tab.reports]
        return workbook([table for name in names for table in _tables(snapshot, name, WHOLE)], self.machine.clock())

    def acknowledge(self, numbers: Iterable[str], actor: Actor, access: Access) -> None:
        """Note that an officer has seen alarms. Refused if none of them waits any more."""
        asked = [int(number) if _NUMBER.fullmatch(number) else 0 for number in numbers]
        at = self._snapshot(access).now
        seen = sa.select(kiosks.c.kiosk).where(access.among(kiosks.c.office))
        waiting = alarms.c.id.in_(asked), alarms.c.acknowledged_at.is_(None), alarms.c.kiosk.in_(seen)
        with writing(self.engine) as db:
            waiting_alarms = list(db.execute(sa.select(alarms.c.id).where(*waiting).with_for_update()).scalars())
            if not waiting_alarms:
                raise Refused(404, "refused.no_alarm")
            values = {"acknowledged_at": moment(at), "acknowledged_by": actor.who}
            db.execute(alarms.update().where(alarms.c.id.in_(waiting_alarms)).values(values))
            for number in waiting_alarms:
                note(db, at, actor, "acknowledged", f"alarm {number}")

    @property
    def places(self) -> dict[str, Office]:
        """Every office of the register."""
        return OfficeRegister(self.engine).all()

    def scopes(self, access: Access) -> list[tuple[str, Bilingual]]:
        """The scopes that somebody with that access can give."""
        return scopes(self._snapshot(access))

    @property
    def guessed_words(self) -> list[str]:
        """What a guesser of passwords would try first."""
        return guessed_words(self.machine)

    def _snapshot(self, access: Access, selection: Selection = WHOLE) -> Snapshot:
        return Snapshot(self.engine, self._standings, self.machine, access, selection.year)

    def _of_register(self, snapshot: Snapshot, selection: Selection) -> dict[str, Any]:
        """What every page of the register has."""
        waiting = {name: tab.waiting(snapshot) for name, tab in TABS.items()}
        return {**self._common(snapshot, selection), "waiting": waiting}

    def _common(self, snapshot: Snapshot, selection: Selection) -> dict[str, Any]:
        """What every page has."""
        return {
            "tabs": [name for name, tab in TABS.items() if snapshot.access.may(tab.permission)],
            "access": snapshot.access,
            "waiting": dict.fromkeys(TABS),
            "selection": selection,
            "now": snapshot.now,
            "practice": self.machine.practice,
            "faults": snapshot.faults,
            "assessment": snapshot.assessment,
            "years": snapshot.years,
            "phase_of": lambda assessment: assessment.eit.phase(snapshot.today),
            "statuses": snapshot.statuses,
        }


def _tables(snapshot: Snapshot, page: str, selection: Selection) -> list[Table]:
    if page in TABS:
        table = Listing(TABS[page].table(snapshot), selection, HOME).table
        return [table, *TABS[page].further(snapshot, table.rows)]
    if page.startswith("kiosks/"):
        return kiosk_tables(snapshot, page.removeprefix("kiosks/"))
    return office_tables(snapshot, page.removeprefix("offices/"))


def _attached(body: bytes, media_type: str, name: str) -> Response:
    return Response(body, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
