"""The lines of the record as staff read them: when, in which role, about what, what it said, what it takes back."""

import datetime
import json
from dataclasses import dataclass
from typing import Any

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.named_facts import NamedFact
from kiosk.catalogue.roster import WEEKDAYS
from kiosk.editing.office_facts import fact_title, worded
from kiosk.protocol.line import Line
from kiosk.record.kinds import kind_of
from kiosk.record.line_order import LineOrder
from kiosk.record.record import Record
from kiosk.storage.toml_file import Faulty
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.characters import sanitized
from kiosk.text.dates import medium_date, weekday_name
from kiosk.text.languages import OFFICIAL

_A_MONDAY = datetime.date(2024, 1, 1)


@dataclass(frozen=True)
class HistoryLine:
    """A line, its number in the record, that of the line it takes back, and whether it can be taken back itself."""

    line: Line
    number: int
    takes_back: int | None
    holds: bool


@dataclass(frozen=True)
class HistoryPage:
    """Some lines, the newest first, and how many there are in all."""

    lines: list[HistoryLine]
    length: int


def history_page(record: Record, page: int, size: int) -> HistoryPage:
    """The lines of a page of that size, the first of which is page 0; of the last, where there are not so many.

    One that cannot be read is none of them, and keeps its number.
    """
    order = record.order()
    first = min(page, max(order.length - 1, 0) // size) * size
    numbered = ((order.length - first - at, record.line(id_)) for at, id_ in enumerate(order.newest(first, size)))
    return HistoryPage([_line(record, order, number, line) for number, line in numbered if line], order.length)


def _line(record: Record, order: LineOrder, number: int, line: Line) -> HistoryLine:
    taken = line.takes_back and record.line(line.takes_back)
    return HistoryLine(line, number, order.number(taken) if taken else None, _can_be_taken_back(record, line))


def _can_be_taken_back(record: Record, line: Line) -> bool:
    """Of a kind that has one value at a time only the line that says it now."""
    kind = kind_of(line.what)
    if (kind and kind.is_kept) or not record.holds(line.id):
        return False
    newest = record.newest(line.what) if kind and kind.newest_holds else line
    return newest is not None and newest.id == line.id


class LineWords:
    """What lines are about and say, in words; facts by what their pages call them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._facts = {named.name: named for named in catalogue.facts()}
        self._groups = {group.id: group.short_title for year in catalogue.assessments for group in year.work_groups}

    def title(self, line: Line) -> Bilingual:
        """What a line is about."""
        try:
            return self._title(*line.what.split("/", 1))
        except (KeyError, ValueError):  # another version of the kiosk, or nobody's, wrote it
            return same(sanitized(line.what))

    def _title(self, kind: str, name: str) -> Bilingual:
        say = self._catalogue.phrases
        match kind:
            case "fact" if name in self._facts:
                return fact_title(self._facts[name], self._catalogue)
            case "roster":
                day = _weekday(name) if name in WEEKDAYS else medium_date(datetime.date.fromisoformat(name))
                return say("record.roster", day=day)
            case "follow-up":
                return say("record.follow_up", measure=name)
            case "figure":
                return say({"IIT": "itap.iit", "STAFF": "itap.staff"}.get(name, "itap.eit_2"))
            case "announcement":
                return say("announcements.title")
            case "host":
                return say("record.host")
            case "output":
                return say("record.output", measure=name)
            case "printed":
                return say("record.printed", sheet=name)
            case "several":
                return say("several.title")
            case "taken-in":
                return say("record.taken_in", file=name)
            case "year":
                year, _, question = name.partition("/")
                return say("year.record", year=year, question=say(f"year.{question}"))
        return same(name)

    def says(self, line: Line) -> list[Bilingual]:
        """What a line says; nothing where it only takes another back."""
        kind, _, name = line.what.partition("/")
        value = json.loads(line.value)
        if value is None:
            return []
        try:
            return [self._said(kind, name, value)]
        except (KeyError, TypeError, ValueError, Faulty):
            return [same(sanitized(line.value))]

    def _said(self, kind: str, name: str, value: Any) -> Bilingual:
        say = self._catalogue.phrases
        match kind:
            case "fact" if name in self._facts:
                return self._value(self._facts[name], value)
            case "roster":
                return Bilingual(**value)
            case "announcement":
                days = [medium_date(datetime.date.fromisoformat(value[day])) for day in ("from", "until")]
                return Bilingual(**{language: value[language] for language in OFFICIAL}) + "  " + joined(days, " – ")
            case "follow-up":
                done = say("record.finished" if value["kind"] == "finished" else "record.followed")
                on = [medium_date(datetime.date.fromisoformat(value["on"]))] if "on" in value else []
                more = [same(value[part]) for part in ("remark", "evidence") if value.get(part)]
                return joined([done, *on, *more], "  ")
            case "host":
                return same(value["host"])
            case "printed":
                return same("+".join(value["languages"]))
            case "several":
                day = medium_date(datetime.date.fromisoformat(value["day"]))
                change = same(f"{value['count']:+d} ") + self._groups[value["group"]]
                return joined([change, day, say(f"several.{value['reason']}")], " · ")
            case "taken-in":
                return say("record.lines", count=value["lines"])
        return same(str(value))

    def role(self, line: Line) -> Bilingual:
        """Who wrote it, by role."""
        if line.role in ("staff", "system"):
            return self._catalogue.phrases(f"record.{line.role}")
        return self._catalogue.roles.get(line.role) or same(line.role)

    def _value(self, named: NamedFact, said: dict[str, object]) -> Bilingual:
        """The value as pages say it."""
        tables = {key: part for key, part in said.items() if key != "confirmed"}
        value, over = worded(named, tables, self._catalogue)[0], said.get("confirmed")
        if not isinstance(over, dict):
            return value
        return joined([value, self._catalogue.phrases("record.over_bulletin", number=over["bulletin"])], " · ")


def _weekday(name: str) -> Bilingual:
    return weekday_name(_A_MONDAY + datetime.timedelta(WEEKDAYS.index(name)))
