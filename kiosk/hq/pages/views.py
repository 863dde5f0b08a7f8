"""What each page shows, read from the register at this moment."""

import datetime
from collections import Counter
from itertools import groupby
from typing import Any

import msgspec
import sqlalchemy as sa
from starlette.responses import Response

from kiosk.catalogue.assessment import Assessment, of_day
from kiosk.hq.pages import tables
from kiosk.hq.pages.chart import drawn
from kiosk.hq.pages.login import Refused
from kiosk.hq.pages.tables import Table
from kiosk.hq.report.queries import TallyDays, office_tallies
from kiosk.hq.report.standings import OfficeStanding, Standings
from kiosk.hq.store.tables import alarms, kiosks
from kiosk.hq.store.transactions import reading
from kiosk.machine import Kiosk
from kiosk.progress import pace
from kiosk.progress.burnup import Course, courses_of
from kiosk.progress.daily_counts import TOTAL, daily_counts
from kiosk.protocol.messages import moment

TABS = ["shortfall", "reporting", "itap", "alarms"]

_CLOSED_SHOWN = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Views:
    """Pages over one register; `machine` is the headquarters, with its day and its words."""

    def __init__(self, engine: sa.Engine, machine: Kiosk) -> None:
        self.engine = engine
        self.machine = machine
        self._standings = Standings(engine)

    @property
    def assessment(self) -> Assessment:
        """The year's, which headquarters' own office's open days are no part of."""
        return of_day(self.machine.catalogue.assessments, self.machine.today)

    def moment(self) -> datetime.datetime:
        """The present one, UTC."""
        return self.machine.clock().astimezone(datetime.UTC)

    def common(self) -> dict[str, Any]:
        """What every page has."""
        return {
            "tabs": TABS,
            "practice": self.machine.practice,
            "assessment": self.assessment,
            "phase": self.assessment.eit.phase(self.machine.today),
            "statuses": self.machine.catalogue.phrases,
            "group_name": lambda group: tables.group_name(self.assessment, group),
        }

    def shortfall(self) -> dict[str, Any]:
        """Who will miss, the largest shortfall first."""
        standings = self._now()
        return {
            "now": self.moment(),
            "standings": standings,
            "minima": [
                tables.group_name(self.assessment, group)
                for group in [*(one.id for one in self.assessment.work_groups), TOTAL]
            ],
            "missing": sum(one.worked.short > 0 for one in standings),
            "states": Counter(kiosk.state for one in standings for kiosk in one.report.kiosks),
            "window": self._window(self.assessment),
        }

    def reporting(self) -> dict[str, Any]:
        """Every expected kiosk, the longest silence first."""
        now = self.moment()
        table = tables.reporting(self._now(), now)
        return {"now": now, "rows": table.rows, "states": Counter(row["state"] for row in table.rows)}

    def itap(self) -> dict[str, Any]:
        """Figures of ITAP beside counts."""
        standings = self._now()
        table = tables.itap(standings, self.assessment)
        return {
            "now": self.moment(),
            "rows": table.rows,
            "differing": sum(row["difference"] != 0 for row in table.rows),
            "without": sum(not one.worked.compared for one in standings),
        }

    def alarms(self) -> dict[str, Any]:
        """Alarms nobody has acknowledged, and the newest of the others."""
        found = self._alarms()
        return {
            "now": self.moment(),
            "open": [one for one in found if one.acknowledged_at is None],
            "closed": [one for one in found if one.acknowledged_at is not None][:_CLOSED_SHOWN],
        }

    def office(self, office: str) -> dict[str, Any]:
        """One office: its minima, each with its course, its months and days, its kiosks and alarms."""
        one = self._office(office)
        found = self._courses(one)
        assessment, today = one.worked.assessment, self.machine.today
        return {
            "now": self.moment(),
            "one": one,
            "courses": [(each, drawn(each, assessment, today)) for each in [found[-1], *found[:-1]]],
            "months": _months(found),
            "days": _days(found),
            "rows": tables.reporting([one], self.moment()).rows,
            "alarms": self._alarms(kiosks.c.office == office),
            "window": self._window(assessment),
        }

    def file(self, page: str, kind: str) -> Response:
        """The rows of a page as JSON, or as a workbook."""
        found = self._tables(page)
        name = page.rpartition("/")[2]
        if kind == "json":
            body = {
                "as_of": self.machine.today,
                "assessment": self.assessment.year,
                "practice": self.machine.practice,
                "counted": "here, not answers",
                "pages": [table.as_json() for table in found],
            }
            return _attached(msgspec.json.encode(body), "application/json", f"{name}.json")
        if kind == "xlsx":
            from kiosk.hq.pages.xlsx import workbook

            return _attached(workbook(found, self.machine.clock()), _XLSX, f"{name}.xlsx")
        raise Refused(404, "refused.no_office")

    def workbook(self) -> bytes:
        """All pages as one workbook."""
        from kiosk.hq.pages.xlsx import workbook

        return workbook([table for page in TABS for table in self._tables(page)], self.machine.clock())

    def acknowledge(self, alarm: int, user: str) -> None:
        """Note that `user` has seen an alarm. Refused if there is none, or somebody has seen it already."""
        with self.engine.begin() as db:
            done = db.execute(
                alarms.update()
                .where(alarms.c.id == alarm, alarms.c.acknowledged_at.is_(None))
                .values(acknowledged_at=moment(self.moment()), acknowledged_by=user)
            )
        if done.rowcount != 1:
            raise Refused(404, "refused.no_alarm")

    def _tables(self, page: str) -> list[Table]:
        assessment, statuses = self.assessment, self.machine.catalogue.phrases
        if page == "shortfall":
            return [tables.shortfall(self._now(), assessment, statuses)]
        if page == "reporting":
            return [tables.reporting(self._now(), self.moment())]
        if page == "itap":
            return [tables.itap(self._now(), assessment)]
        if page == "alarms":
            return [tables.alarms(self._alarms())]
        one = self._office(page.removeprefix("offices/"))
        own = [tables.shortfall([one], assessment, statuses), tables.days(self._courses(one), assessment)]
        return [*own, tables.reporting([one], self.moment()), tables.itap([one], assessment)]

    def _now(self) -> list[OfficeStanding]:
        return self._standings.at(self.assessment, self.moment(), self.machine.today)

    def _office(self, office: str) -> OfficeStanding:
        for one in self._now():
            if one.report.office == office:
                return one
        raise Refused(404, "refused.no_office")

    def _courses(self, one: OfficeStanding) -> list[Course]:
        """The courses of the five minima, the total last."""
        assessment, today = one.worked.assessment, self.machine.today
        [(_, counts)] = office_tallies(self.engine, [one.report.office], TallyDays(assessment.eit, today, today))
        minima = [*one.report.groups, one.report.total]
        return courses_of(minima, daily_counts(counts, one.worked.channel, today), assessment, today)

    def _alarms(self, *wanted: sa.ColumnElement[bool]) -> list[sa.Row[Any]]:
        """Alarms, the newest first."""
        with reading(self.engine) as db:
            return list(
                db.execute(
                    sa.select(alarms, kiosks.c.office)
                    .join(kiosks, kiosks.c.kiosk == alarms.c.kiosk)
                    .where(*wanted)
                    .order_by(alarms.c.id.desc())
                )
            )

    def _window(self, assessment: Assessment) -> dict[str, Any]:
        days = pace.days_left(assessment.eit, assessment.open_days, self.machine.today)
        return {**msgspec.structs.asdict(assessment.eit), "days": days}


def _months(courses: list[Course]) -> list[tuple[datetime.date, list[int], int]]:
    """Each month up to today: what each minimum got in it, and the total's sum by its end."""
    total, found, number = courses[-1], [], 0
    for _, days in groupby(total.days[: len(total.daily)], lambda day: (day.year, day.month)):
        month = list(days)
        after = number + len(month)
        found.append(
            (month[0], [sum(each.daily[number:after]) for each in courses], sum(total.daily[:after])),
        )
        number = after
    return found


def _days(courses: list[Course]) -> list[tuple[datetime.date, list[int], int]]:
    """Each day on which anything was counted, the newest first."""
    counted = courses[-1].counted
    return [
        (courses[-1].day(number), [each.daily[number] for each in courses], counted[number])
        for number in reversed(range(len(counted)))
        if any(each.daily[number] for each in courses)
    ]


def _attached(body: bytes, media_type: str, name: str) -> Response:
    return Response(body, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
