"""What a bulletin is about, in a line of words."""

from collections.abc import Sequence

import msgspec

from kiosk.hq.pages.phrases import phrases, place_name
from kiosk.protocol.bulletin import Bulletin
from kiosk.streams.record.bulletins.bodies import (
    Body,
    ClosedDaysBody,
    FactsBody,
    NoticeBody,
    VersionBody,
    YearBody,
    body_of,
)
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.dates import short_date


def subject(bulletin: Bulletin) -> Bilingual:
    """What it is about; its kind itself where a newer headquarters on the same database has published it."""
    try:
        return _subject(body_of(bulletin.kind, msgspec.json.decode(bulletin.body or "")))
    except (KeyError, msgspec.DecodeError):
        return same(bulletin.kind)


def kind_words(kind: str) -> Bilingual:
    """A kind in words; itself where it is not known here."""
    return phrases().words.get(f"bulletin_kind.{kind}", same(kind))


def to_words(offices: Sequence[str] | None) -> Bilingual:
    """To whom it is: all offices, the one, or how many."""
    say = phrases()
    if offices is None:
        return say("bulletins.all_offices")
    return place_name(offices[0]) if len(offices) == 1 else say("bulletins.some_offices", count=len(offices))


def _subject(body: Body) -> Bilingual:
    say = phrases()
    match body:
        case YearBody():
            return say("bulletins.year_subject", year=str(body.assessment.get("year")))
        case ClosedDaysBody():
            key, days = ("closed_subject", body.closed) if body.closed else ("opened_subject", body.opened)
            first = say(f"bulletins.{key}", day=short_date(days[0].on), name=days[0].name)
            more = len(body.closed) + len(body.opened) - 1
            return first + " " + say("bulletins.and_more", count=more) if more else first
        case FactsBody():
            return say("bulletins.facts_subject", count=len(body.fact), source=body.source)
        case NoticeBody():
            return body.words
        case VersionBody():
            return say("bulletins.version_subject", version=body.wanted)
