"""The kiosks: every expected one, with what it says of itself; the one that needs somebody most first."""

import datetime
from collections import Counter
from collections.abc import Iterable
from itertools import chain, repeat
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from kiosk.hq.pages.cells import LinkCell, MarkCell
from kiosk.hq.pages.kiosk_marks import bulletin_mark, clock_mark, disk_mark, newest_version, state_mark, version_mark
from kiosk.hq.pages.phrases import halt_words, office_name, phrases, place_name
from kiosk.hq.pages.row_cache import RowCache
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.status_marks import state_tiles
from kiosk.hq.pages.table import (
    Answer,
    Facet,
    Fold,
    Head,
    Row,
    Table,
    Todo,
    minutes_ahead,
    moment_at,
    region_facet,
)
from kiosk.hq.register.offices import Office
from kiosk.hq.report.report import KioskReport
from kiosk.hq.report.standings import OfficeStanding
from kiosk.progress.status_marks import StatusMark
from kiosk.storage.disk_space import LOW
from kiosk.text.bilingual import Bilingual, joined, same

NEEDS_SOMEBODY = ("halted", "silent", "missing", "never")
_Need = tuple[float, datetime.datetime, str]
"""What comes first: the state that needs somebody most, of one state the longest silence."""

_KEPT: RowCache[tuple[_Need, Row]] = RowCache()
_HOUR = 3600
_NEVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)
_NOTICES = {
    "clock": StatusMark("◇", "warn"),
    "version": StatusMark("▼", "warn"),
    "disk": StatusMark("▼", "bad"),
    "bulletin": StatusMark("◇", "warn"),
}


def kiosk_table(standings: Iterable[OfficeStanding], snapshot: Snapshot) -> Table:
    """A row for each kiosk; a halt first, then the longest silence, what is missing, never came, is late."""
    newest = newest_version(set().union(*(standing.versions for standing in snapshot.standings)))
    every = chain.from_iterable([_rows(snapshot, newest, standing) for standing in standings])
    rows = [row for _, row in sorted(every, key=itemgetter(0))]
    regions, say = region_facet(rows), phrases()
    return Table(
        "kiosks",
        say("kiosks.title"),
        [
            *("office", "name", "region", "kiosk", "label", "state_words", "halt_words", "last_report", "silence"),
            *(
                "clock",
                "version",
                "disk_free",
                "counter_starts",
                "year",
                "bulletin",
                "awaiting",
                "failed",
                "entries",
                "suspended",
            ),
        ],
        rows,
        [
            *("kiosk_link", "name_link", *(["region"] if regions.values else []), "state_words", "last_report"),
            *("clock_words", "version_words", "disk_words", "year", "bulletin_words", "awaiting", "entries"),
        ],
        {"clock_words": Head(say("kiosks.clock_head"))},
        _answer(rows, snapshot, newest),
        Facet("state", state_tiles()),
        [regions, Facet("notice", {key: MarkCell(mark, say(f"kiosks.{key}")) for key, mark in _NOTICES.items()})],
        Fold("kiosk_link", "state_words", "name_link", "age_words", ("kiosks.first", NEEDS_SOMEBODY), "region"),
    )


def _rows(snapshot: Snapshot, newest: str | None, standing: OfficeStanding) -> list[tuple[_Need, Row]]:
    """The rows of an office: as they were, unless one of its kiosks is silent for an hour more, or something is new."""
    kiosks, place = standing.report.kiosks, snapshot.places.get(standing.report.office)
    now = int(snapshot.now.timestamp())
    silences = [None if at is None else (now - at) // _HOUR for at in standing.heard]
    held, of = [*map(snapshot.bulletins_held.get, standing.names, repeat(0))], snapshot.newest_bulletin

    def made() -> list[tuple[_Need, Row]]:
        each = zip(kiosks, standing.rows, silences, held, strict=True)
        rows = [_row(standing.report.office, place, newest, of, *cells) for cells in each]
        return [((row["state_words"].rank, row["last_report"] or _NEVER, row["kiosk"]), row) for row in rows]

    return _KEPT.rows(standing, (place, newest, of, silences, held), made)


def _row(
    office: str,
    place: Office | None,
    newest: str | None,
    of: int,
    kiosk: KioskReport,
    row: sa.Row[Any],
    silence: int | None,
    held: int,
) -> Row:
    ahead = minutes_ahead(row.clock_ahead)
    marks = {
        "clock": clock_mark(ahead, is_known=kiosk.last_report is not None),
        "version": version_mark(kiosk.version, newest),
        "disk": disk_mark(kiosk.disk_free),
        "bulletin": bulletin_mark(held, of),
    }
    return {
        **_office_cells(office, place),
        **_report_cells(kiosk, silence),
        "clock": ahead,
        "bulletin": held or None,
        "suspended": bool(row.suspended),
        **{f"{name}_words": mark for name, mark in marks.items()},
        "notice": [name for name, mark in marks.items() if mark.mark.tone in ("warn", "bad")],
        "todo": _todo(kiosk),
    }


def _office_cells(office: str, place: Office | None) -> Row:
    return {
        "office": office,
        "name": office_name(office),
        "name_link": LinkCell(place_name(office), f"/offices/{office}"),
        "region": place.region if place else None,
    }


def _report_cells(kiosk: KioskReport, silence: int | None) -> Row:
    """What a kiosk says of itself, and how many hours ago: none where its clock was ahead."""
    silence = silence and max(silence, 0)
    return {
        "kiosk": kiosk.kiosk,
        "kiosk_link": LinkCell(_called(kiosk), f"/kiosks/{kiosk.kiosk}"),
        "label": kiosk.label,
        "state": kiosk.state,
        "state_words": state_mark(kiosk.state, _age(silence)),
        "halt": kiosk.halt,
        "halt_words": halt_words(kiosk.halt)[0] if kiosk.halt else None,
        "last_report": moment_at(kiosk.last_report),
        "silence": silence,
        "age_words": _age(silence),
        "version": kiosk.version,
        "disk_free": kiosk.disk_free,
        "counter_starts": kiosk.starts,
        "year": kiosk.year or None,
        "awaiting": kiosk.awaiting,
        "failed": kiosk.failed or None,
        "entries": kiosk.acked,
    }


def _called(kiosk: KioskReport) -> Bilingual:
    """Its id, and what people call it."""
    return same(f"{kiosk.kiosk} ({kiosk.label})" if kiosk.label else kiosk.kiosk)


def _answer(rows: list[Row], snapshot: Snapshot, newest: str | None) -> Answer:
    say, states = phrases(), Counter(map(itemgetter("state"), rows))
    quiet = sum(states[state] for state in NEEDS_SOMEBODY)
    told = [say("kiosks.context", reporting=states["reporting"], late=states["late"])]
    if newest:
        told.append(say("kiosks.newest", version=newest, count=[*map(itemgetter("version"), rows)].count(newest)))
    if of := snapshot.newest_bulletin:
        told.append(say("kiosks.held", number=of, count=[*map(itemgetter("bulletin"), rows)].count(of)))
    numbers = {state: states[state] for state in NEEDS_SOMEBODY}
    lead = say("kiosks.summary", count=quiet, all=len(rows), **numbers)
    return Answer(lead, joined([*told, say("kiosks.unknown")], " · "))


def _todo(kiosk: KioskReport) -> Todo | None:
    """Why a kiosk is halted and what to do about it, or about a disk that is nearly full."""
    words = [joined(list(halt_words(kiosk.halt)), ": ")] if kiosk.halt else []
    is_low = kiosk.disk_free is not None and kiosk.disk_free < LOW
    words += [phrases()("kiosks.disk_low")] if is_low else []
    return Todo(joined(words, " · "), kiosk.halt is not None) if words else None


def _age(hours: int | None) -> Bilingual:
    """How long ago, in words."""
    if hours is None:
        return phrases()("reporting.no_time")
    return phrases()("reporting.hours", count=hours) if hours < 72 else phrases()("reporting.days", count=hours // 24)
