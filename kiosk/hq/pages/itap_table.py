"""Where ITAP differs: every figure that ITAP showed beside the count of its day."""

from collections.abc import Iterable
from dataclasses import replace

from kiosk.hq.pages.cells import LinkCell, MarkCell
from kiosk.hq.pages.phrases import office_name, phrases, place_name
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Answer, Facet, Fold, Row, Table, group_name
from kiosk.hq.report.standings import OfficeStanding
from kiosk.progress.status_marks import StatusMark, signed


def itap_page(snapshot: Snapshot) -> Table:
    """The figures of all offices; the largest difference first."""
    table = itap_table(snapshot.standings)
    differing = sum(row["difference"] != 0 for row in table.rows)
    without = sum(not standing.figures.compared for standing in snapshot.standings)
    summary = phrases()("itap.summary", differing=differing, all=len(table.rows), without=without)
    return replace(table, answer=Answer(summary))


def itap_table(standings: Iterable[OfficeStanding]) -> Table:
    """The figures of some offices."""
    rows: list[Row] = []
    for standing in standings:
        now, name = {progress.id: progress for progress in standing.report.minima}, office_name(standing.report.office)
        rows += [
            {
                "office": standing.report.office,
                "name": name,
                "name_link": LinkCell(place_name(standing.report.office), f"/offices/{standing.report.office}"),
                "group": compared.id,
                "group_words": group_name(standing.figures.assessment, compared.id),
                "itap": compared.itap,
                "itap_day": compared.day,
                "counted_by_then": compared.counted_by_then,
                "difference": compared.difference,
                "gap": _sign(compared.difference),
                "difference_words": _mark(compared.difference),
                "count": now[compared.id].count,
                "quota": now[compared.id].quota,
            }
            for compared in standing.figures.compared
        ]
    rows.sort(key=lambda row: (-abs(row["difference"]), row["office"]))
    return Table(
        "itap",
        phrases()("itap.title"),
        ["office", "name", "group_words", "itap", "itap_day", "counted_by_then", "difference", "count", "quota"],
        rows,
        ["name_link", "difference_words", "group_words", "itap", "itap_day", "counted_by_then", "count", "quota"],
        tiles=Facet("gap", {sign: _mark(number, is_tile=True) for sign, number in _SIGNS.items()}),
        fold=Fold("name_link", "difference_words", "group_words", "itap_day", ("itap.first", ["more", "fewer"])),
    )


_SIGNS = {"more": 1, "fewer": -1, "same": 0}


def _sign(difference: int) -> str:
    return "more" if difference > 0 else "fewer" if difference else "same"


def _mark(difference: int, *, is_tile: bool = False) -> MarkCell:
    mark = {"more": StatusMark("▲", "warn"), "fewer": StatusMark("▼", "warn"), "same": StatusMark("●", "ok")}
    number = "" if is_tile else signed(difference) if difference else 0
    return MarkCell(mark[_sign(difference)], phrases()(f"itap.{_sign(difference)}"), number, difference)
