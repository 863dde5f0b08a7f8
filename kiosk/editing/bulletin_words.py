"""Bulletins in words, as staff read them: what each says, from when, when it came, and how it stands today."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from kiosk.catalogue.headquarters_statements import year_of
from kiosk.editing.office_facts import fact_title, worded
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.toml_file import Faulty
from kiosk.streams.record.bulletins.bodies import (
    BODIES,
    Body,
    ClosedDaysBody,
    FactsBody,
    NamedDay,
    NoticeBody,
    VersionBody,
    YearBody,
    body_of,
)
from kiosk.streams.record.bulletins.shelf import Shelf, ShelvedBulletin
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import fiscal_year, medium_date, weekday_date

Standing = Literal["in-force", "waiting", "over", "replaced", "unfit"]
"""It holds; its day is to come; the last day of a notice has passed; a newer one stands in its place; it means nothing
to this version, which keeps it and changes nothing."""


@dataclass(frozen=True)
class ToldBulletin:
    """A bulletin for this office: its number and kind, what it says line by line, and its days."""

    number: int
    kind: Bilingual
    says: list[Bilingual]
    starts: datetime.date
    came: datetime.date
    standing: Standing


def told_bulletins(kiosk: Kiosk) -> list[ToldBulletin]:
    """Those for this office, the newest first."""
    told: list[ToldBulletin] = []
    replaced: set[tuple[str, ...]] = set()
    for kept in reversed(Shelf(kiosk.folder).held()):
        if kept.bulletin.body is None:
            continue
        body = _body(kept)
        standing = _standing(kept, body, kiosk, replaced)
        if standing in ("in-force", "over") and body is not None:
            replaced |= {*_subject(body)}
        told.append(_told(kept, body, standing, kiosk))
    return told


def _body(kept: ShelvedBulletin) -> Body | None:
    """What a bulletin says; None where that means nothing to this version."""
    bulletin = kept.bulletin
    try:
        return body_of(bulletin.kind, msgspec.json.decode(bulletin.body or ""))
    except (KeyError, msgspec.DecodeError):
        return None


def _standing(kept: ShelvedBulletin, body: Body | None, kiosk: Kiosk, replaced: set[tuple[str, ...]]) -> Standing:
    if body is None:
        return "unfit"
    if kept.bulletin.starts > kiosk.today:
        return "waiting"
    if kept.bulletin.number not in kiosk.catalogue.headquarters.taken:
        return "unfit"
    if replaced & {*_subject(body)}:
        return "replaced"
    return "over" if isinstance(body, NoticeBody) and body.last < kiosk.today else "in-force"


def _subject(body: Body) -> Iterator[tuple[str, ...]]:
    """What a newer bulletin about the same takes the place of as a whole."""
    match body:
        case YearBody():
            yield "year", str(body.assessment.get("year"))
        case NoticeBody():
            yield "notice", body.audience, body.name
        case VersionBody():
            yield ("version",)


def _told(kept: ShelvedBulletin, body: Body | None, standing: Standing, kiosk: Kiosk) -> ToldBulletin:
    bulletin, say = kept.bulletin, kiosk.catalogue.phrases
    known = bulletin.kind in BODIES
    kind = say(f"bulletins.kind_{bulletin.kind}") if known else same(bulletin.kind)
    says = [*_says(body, kiosk)] if body is not None else []
    return ToldBulletin(bulletin.number, kind, says, bulletin.starts, kept.came, standing)


def _says(body: Body, kiosk: Kiosk) -> Iterator[Bilingual]:
    """What a bulletin says, line by line."""
    say = kiosk.catalogue.phrases
    match body:
        case YearBody():
            yield from _year(body, kiosk)
        case ClosedDaysBody():
            yield from (_day(day, say("bulletins.closed")) for day in body.closed)
            yield from (_day(day, say("bulletins.opened")) for day in body.opened)
        case FactsBody():
            yield from _facts(body, kiosk)
        case NoticeBody():
            days = joined([medium_date(body.first), medium_date(body.last)], " – ")
            yield joined([say(f"bulletins.for_{body.audience}"), days], "  ")
            yield body.words
        case VersionBody():
            yield say("bulletins.wanted", version=body.wanted)


def _day(day: NamedDay, what: Bilingual) -> Bilingual:
    return joined([what, weekday_date(day.on), day.name], "  ")


def _year(body: YearBody, kiosk: Kiosk) -> Iterator[Bilingual]:
    """Its window, and the minimum of the whole office."""
    say = kiosk.catalogue.phrases
    try:
        year = year_of(0, body)
    except Faulty:
        return
    days = {"start": medium_date(year.eit.start), "deadline": medium_date(year.eit.deadline)}
    yield say("bulletins.window", year=fiscal_year(year.year), **days)
    if quotas := year.quotas.get(kiosk.office_class):
        titles = {group.id: group.short_title for group in year.work_groups} | {"total": say("staff.total")}
        yield joined([titles[name] + f" {quotas[name]}" for name in titles if name in quotas], " · ")


def _facts(body: FactsBody, kiosk: Kiosk) -> Iterator[Bilingual]:
    known = {named.name: named for named in kiosk.catalogue.facts()}
    yield joined([body.source, medium_date(body.day)], "  ")
    for name, tables in body.fact.items():
        if (named := known.get(name)) is None:
            yield same(name)
        else:
            words = joined(worded(named, tables, kiosk.catalogue), " · ")
            yield fact_title(named, kiosk.catalogue) + ": " + words
