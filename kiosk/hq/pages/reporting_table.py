"""Who has not reported: every expected kiosk, the one that needs somebody most first."""

from collections import Counter
from collections.abc import Iterable

from kiosk.hq.pages.cells import Linked
from kiosk.hq.pages.phrases import halt_words, office_name, phrases, place_name
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.status_marks import state_tiles
from kiosk.hq.pages.table import Answer, Facet, Fold, Row, Table, Todo, hours_since, minutes_ahead, moment_at
from kiosk.hq.report.standings import OfficeStanding
from kiosk.text.bilingual import Bilingual, joined

_NEEDS_SOMEBODY = ["halted", "silent", "missing", "never"]


def reporting_table(standings: Iterable[OfficeStanding], snapshot: Snapshot) -> Table:
    """A row for each kiosk; the longest silence first, then what is missing, never came, is late."""
    tiles = state_tiles()
    rows: list[Row] = [
        {
            "office": standing.report.office,
            "name": office_name(standing.report.office),
            "name_link": Linked(place_name(standing.report.office), f"/offices/{standing.report.office}"),
            "kiosk": kiosk.kiosk,
            "state": kiosk.state,
            "state_words": tiles[kiosk.state],
            "last_report": moment_at(kiosk.last_report),
            "silence": hours_since(kiosk.last_report, snapshot.now),
            "age_words": _age(hours_since(kiosk.last_report, snapshot.now)),
            "entries": kiosk.acked,
            "suspended": bool(row.suspended),
            "clock": minutes_ahead(row.clock_ahead),
            "todo": _todo(kiosk.halt, minutes_ahead(row.clock_ahead)),
        }
        for standing in standings
        for kiosk, row in zip(standing.report.kiosks, standing.rows, strict=True)
    ]
    rows.sort(key=lambda row: (row["state_words"].rank, row["last_report"] or snapshot.now, row["kiosk"]))
    return Table(
        "reporting",
        phrases()("reporting.title"),
        ["office", "name", "kiosk", "state_words", "last_report", "silence", "entries", "suspended", "clock"],
        rows,
        ["kiosk", "name_link", "state_words", "age_words", "last_report", "entries"],
        answer=_answer(rows),
        tiles=Facet("state", tiles),
        fold=Fold("kiosk", "state_words", "name_link", "age_words", ("reporting.first", _NEEDS_SOMEBODY)),
    )


def _answer(rows: list[Row]) -> Answer:
    say, states = phrases(), Counter(row["state"] for row in rows)
    quiet = sum(states[state] for state in _NEEDS_SOMEBODY)
    numbers = {state: states[state] for state in (*_NEEDS_SOMEBODY, "late", "reporting")}
    return Answer(say("reporting.summary", count=quiet, all=len(rows)), say("reporting.context", **numbers))


def _todo(halt: str | None, ahead: int | None) -> Todo | None:
    """Why a kiosk is halted and what to do about it, and what is noticed of it beside its silence."""
    say = phrases()
    words = [joined(list(halt_words(halt)), ": ")] if halt else []
    words += [] if ahead is None else [say("reporting.fast" if ahead > 0 else "reporting.slow", minutes=abs(ahead))]
    return Todo(joined(words, " · "), halt is not None) if words else None


def _age(hours: int | None) -> Bilingual:
    """How long ago, in words."""
    if hours is None:
        return phrases()("reporting.no_time")
    return phrases()("reporting.hours", count=hours) if hours < 72 else phrases()("reporting.days", count=hours // 24)
