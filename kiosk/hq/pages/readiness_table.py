"""A year whose window has not opened: how far each office is with it, what is to be done, and a checklist of all."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kiosk.catalogue.assessment import Assessment
from kiosk.hq.pages.cells import LinkCell, MarkCell
from kiosk.hq.pages.phrases import office_name, phrases, place_name
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.status_marks import outcome_mark, outcome_tiles
from kiosk.hq.pages.table import Answer, Facet, Fold, Head, Row, Table, region_facet
from kiosk.hq.report.outcome import Outcome, outcome_of
from kiosk.hq.report.standings import OfficeStanding
from kiosk.progress.status_marks import StatusMark
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.dates import medium_date

_TILES: tuple[Outcome, ...] = ("unknown", "expected", "no-plan", "before")
_DONE, _LACKS, _LATER = StatusMark("✔", "ok"), StatusMark("◇", "warn"), StatusMark("○", "accent")


class Check(NamedTuple):
    """One line of the checklist: a thing, how it stands, of how many it is done; `address` leads to more about it."""

    mark: StatusMark
    thing: Bilingual
    state: Bilingual
    share: str = ""
    address: str = ""


def readiness_table(snapshot: Snapshot) -> Table:
    """A row for each office, those first of which nothing is known, then those that lack most."""
    say, year, previous = phrases(), str(snapshot.assessment.year), snapshot.previous
    before = {each.report.office: each for each in snapshot.standings_of(previous)} if previous else {}
    rows = [_row(each, snapshot, previous, before.get(each.report.office)) for each in snapshot.standings]
    rows.sort(key=lambda row: float(row["outcome_words"].rank))
    outcomes, regions = {row["outcome"] for row in rows}, region_facet(rows)
    tiles = {key: mark for key, mark in outcome_tiles().items() if key in _TILES or key in outcomes}
    heads = {"outcome_words": Head(say("readiness.year", year=year))}
    if previous:
        heads["previous_words"] = Head(say("readiness.year", year=str(previous.year)))
    return Table(
        "shortfall",
        say("shortfall.year_not_begun", year=year),
        ["office", "name", "region", "outcome_words", "year_held", "kiosks_expected", "awaiting", "what_to_do_words"],
        rows,
        [
            *("name_link", *(["region"] if regions.values else []), "outcome_words", "year_held_words", "awaiting"),
            *(["previous_words"] if previous else []),
            "what_to_do_words",
        ],
        heads,
        _answer(snapshot),
        Facet("outcome", tiles),
        [regions],
        Fold(
            *("name_link", "outcome_words", "what_to_do_words", "year_held_words"),
            ("readiness.first", ["unknown", "expected", "no-plan"]),
            "region",
        ),
    )


def _row(
    standing: OfficeStanding, snapshot: Snapshot, previous: Assessment | None, before: OfficeStanding | None
) -> Row:
    office, year = standing.report.office, snapshot.assessment.year
    outcome, place, kiosks = snapshot.outcome(standing), snapshot.places.get(office), standing.report.kiosks
    held, awaiting = sum(kiosk.year == year for kiosk in kiosks), [each.awaiting for each in kiosks if each.last_report]
    ended = outcome_of(before, previous.eit.phase(snapshot.today)) if previous and before else None
    return {
        "office": office,
        "name": office_name(office),
        "name_link": LinkCell(place_name(office), f"/offices/{office}"),
        "region": place.region if place else None,
        "province": place.province if place else office,
        "outcome": outcome,
        "outcome_words": outcome_mark(standing, outcome),
        "year_held": held,
        "year_held_words": _share_mark(held, len(kiosks)),
        "kiosks_expected": len(kiosks),
        "awaiting": max((each for each in awaiting if each is not None), default=None),
        "previous": ended,
        "previous_words": outcome_mark(before, ended) if before and ended else None,
        "what_to_do_words": phrases().words.get(f"readiness_todo.{outcome}"),
    }


def _share_mark(part: int, whole: int) -> MarkCell:
    return MarkCell(_DONE if part == whole else _LACKS, same(f"{part}/{whole}"), rank=part / max(whole, 1))


def _answer(snapshot: Snapshot) -> Answer:
    say, window = phrases(), snapshot.window(snapshot.assessment)
    begins = say("shortfall.not_begun", day=medium_date(window["start"]), days=window["before"])
    return Answer(begins, say("shortfall.nobody_behind"), MarkCell(_LATER, same("")))


def checklist(snapshot: Snapshot, rows: Sequence[Row]) -> list[Check]:
    """What is to be done before the window opens, by headquarters and by the offices of the rows."""
    say, of, kiosks = phrases(), len(rows), sum(row["kiosks_expected"] for row in rows)
    held = sum(row["year_held"] for row in rows)
    signed = sum(row["outcome"] == "before" for row in rows)
    checked = sum(row["awaiting"] == 0 for row in rows)
    start = medium_date(snapshot.assessment.eit.start)
    return [
        _stated(snapshot),
        _check(say("readiness.held"), say("readiness.held_state"), held, kiosks, "/kiosks"),
        _check(say("readiness.signed"), say("readiness.signed_state"), signed, of),
        _check(say("readiness.facts"), say("readiness.facts_state"), checked, of),
        Check(_LATER, say("readiness.counts"), say("readiness.counts_state", day=start)),
        *_ended(snapshot.previous, rows),
    ]


def _check(thing: Bilingual, state: Bilingual, part: int, whole: int, address: str = "") -> Check:
    """A thing that is done by some of all."""
    return Check(_DONE if part == whole else _LACKS, thing, state, f"{part} / {whole}", address)


def _stated(snapshot: Snapshot) -> Check:
    say, year = phrases(), snapshot.assessment
    thing = say("readiness.stated", year=str(year.year))
    if year.bulletin:
        return Check(
            _DONE, thing, say("readiness.by_bulletin", number=year.bulletin), "", f"/bulletins/{year.bulletin}"
        )
    return Check(
        _LACKS, thing, say("readiness.expected" if year.is_expected else "readiness.by_file"), "", "/bulletins"
    )


def _ended(previous: Assessment | None, rows: Sequence[Row]) -> list[Check]:
    """How the year before ended, once it has."""
    ended = Counter(row["previous"] for row in rows)
    if previous is None or not ended["met"] + ended["missed"]:
        return []
    say, share = phrases(), f"{ended['met']} / {len(rows)}"
    state = say("readiness.ended_state", missed=ended["missed"])
    address = f"/shortfall?year={previous.year}"
    return [Check(_DONE, say("readiness.ended", year=str(previous.year)), state, share, address)]
