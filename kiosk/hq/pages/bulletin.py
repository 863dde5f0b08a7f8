"""The page of one bulletin: what it changes, which kiosks do not have it and what to do, how fast it arrived."""

import datetime
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from kiosk.catalogue.catalogue import Catalogue
from kiosk.hq.bulletins.bulletin_board import BulletinBoard
from kiosk.hq.bulletins.difference import difference
from kiosk.hq.bulletins.reach import Reach, reaches
from kiosk.hq.pages.bulletin_table import held_mark, held_words
from kiosk.hq.pages.bulletin_words import kind_words, subject, to_words
from kiosk.hq.pages.cells import Code, LinkCell, MarkCell
from kiosk.hq.pages.listing import Listing
from kiosk.hq.pages.login import Refused
from kiosk.hq.pages.phrases import phrases, place_name
from kiosk.hq.pages.selection import Selection
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.status_marks import state_tiles
from kiosk.hq.pages.table import Fold, Row, Table
from kiosk.hq.report.report import KioskReport
from kiosk.hq.store.tables import offices
from kiosk.hq.store.transactions import reading
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import moment_in_words
from kiosk.text.languages import HOME

_STEPS = (1, 6, 24, 48, 168)
"""Hours after the signature by which arrivals are counted."""


def bulletin_page(snapshot: Snapshot, number: str, shipped: Catalogue) -> dict[str, Any]:
    """What the page draws. Refused if there is no such bulletin for the offices that are seen."""
    by_number = {
        str(reach.published.bulletin.number): reach for reach in reaches(snapshot.engine, snapshot.access.sees)
    }
    if number not in by_number:
        raise Refused(404, "refused.no_bulletin")
    reach = by_number[number]
    bulletin, at, who, _ = reach.published
    before = [each.bulletin for each in BulletinBoard(snapshot.engine).all() if each.bulletin.number < bulletin.number]
    changes = difference(bulletin, before, shipped)
    return {
        "bulletin": bulletin,
        "hash": Code(bulletin.hash),
        "offices": joined([place_name(office) for office in reach.to or []], ", "),
        "subject": subject(bulletin),
        "kind": kind_words(bulletin.kind),
        "to_whom": to_words(reach.to),
        "signed": phrases()("bulletins.by", who=who, when=moment_in_words(_at(at))),
        "held": held_words(reach, snapshot),
        "changed": changes.number("after", "added", "removed"),
        "difference": changes,
        "missing": Listing(_missing(reach, snapshot), Selection(), HOME),
        "arrived": _arrived(reach, snapshot.now),
        "regions": _regions(reach, snapshot.engine),
    }


def _missing(reach: Reach, snapshot: Snapshot) -> Table:
    """The kiosks that do not hold it, and what to do about each."""
    rows: list[Row] = [
        {
            "kiosk": LinkCell(same(kiosk.kiosk), f"/kiosks/{kiosk.kiosk}"),
            "state_words": state_tiles()[kiosk.state],
            "holds": reach.missing[kiosk.kiosk] or None,
            "last_held": _last_held(reach.missing[kiosk.kiosk]),
            "what_to_do": phrases()(f"bulletin_todo.{_todo(kiosk, reach.published.at)}"),
        }
        for standing in snapshot.standings
        for kiosk in standing.report.kiosks
        if kiosk.kiosk in reach.missing
    ]
    rows.sort(key=lambda row: row["state_words"].rank)
    columns = ["kiosk", "state_words", "holds", "what_to_do"]
    return Table("missing", same(""), columns, rows, fold=Fold("kiosk", "state_words", "what_to_do", "last_held"))


def _last_held(number: int) -> Bilingual:
    """The last bulletin that a kiosk holds, where no head of a column says what the number is."""
    return phrases()("bulletins.last_held", number=number) if number else phrases()("bulletins.holds_none")


def _todo(kiosk: KioskReport, signed: str) -> str:
    """The word for what to do: one that has reported since, and did not take it, is too old for it."""
    has_come = kiosk.state != "halted" and (kiosk.last_report or "") > signed
    return "old" if has_come else kiosk.state


def _arrived(reach: Reach, now: datetime.datetime) -> list[tuple[Bilingual, MarkCell]]:
    """How many kiosks held it so many hours after it was signed, as far as that time has come."""
    signed = _at(reach.published.at)
    arrived = [(_at(each) - signed).total_seconds() / 3600 for each in reach.held.values()]
    over = [step for step in _STEPS if (now - signed).total_seconds() / 3600 >= step]
    return [(_within(step), held_mark(sum(hours <= step for hours in arrived), reach.of)) for step in over]


def _regions(reach: Reach, engine: sa.Engine) -> list[tuple[Bilingual, MarkCell]]:
    """How many kiosks of each region hold it; nothing where headquarters has named none."""
    with reading(engine) as db:
        named = {row.office: row.region for row in db.execute(sa.select(offices.c.office, offices.c.region))}
    by_region: dict[str | None, list[bool]] = {}
    for kiosk, office in reach.offices.items():
        by_region.setdefault(named.get(office), []).append(kiosk in reach.held)
    if not any(by_region):
        return []
    return [(_region(name), held_mark(sum(held), len(held))) for name, held in sorted(by_region.items(), key=_named)]


def _named(item: tuple[str | None, Iterable[bool]]) -> tuple[bool, str]:
    """Regions by their names, what has none last."""
    return item[0] is None, item[0] or ""


def _region(name: str | None) -> Bilingual:
    return phrases()("bulletins.no_region") if name is None else same(name)


def _within(hours: int) -> Bilingual:
    if hours < 24:
        return phrases()("bulletins.within_hours", count=hours)
    return phrases()("bulletins.within_days", count=hours // 24)


def _at(written: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(written)
