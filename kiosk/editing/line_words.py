"""The lines of the record as staff read them: in which role, about what, and what each says, in a sentence."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

import msgspec

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.named_facts import NamedFact
from kiosk.catalogue.roster import WEEKDAYS
from kiosk.editing.office_facts import fact_title, worded
from kiosk.editing.year_answer_words import YearAnswerWords
from kiosk.protocol.line import Line
from kiosk.storage.toml_file import Faulty
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.characters import sanitized
from kiosk.text.dates import medium_date, weekday_name
from kiosk.text.languages import OFFICIAL

_A_MONDAY = datetime.date(2024, 1, 1)
_FIGURES = {"IIT": "itap.iit", "STAFF": "itap.staff"}


class LineWords:
    """What lines are about and say, in words; facts by what their pages call them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._facts = {named.name: named for named in catalogue.facts()}
        self._groups = {group.id: group.short_title for year in catalogue.assessments for group in year.work_groups}
        self._answers = YearAnswerWords(catalogue.phrases, self._groups)

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
                return say(_FIGURES.get(name, "itap.eit_2"))
            case "announcement":
                return say("announcements.title")
            case "host":
                return say("record.host")
            case "output":
                measure, _, part = name.rpartition(".")
                return joined([say("record.output", measure=measure), *filter(None, [self._groups.get(part)])], " · ")
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
        except (KeyError, TypeError, ValueError, Faulty, msgspec.ValidationError):
            return [same(sanitized(" · ".join(_spelled(value))))]

    def _said(self, kind: str, name: str, value: Any) -> Bilingual:
        say = self._catalogue.phrases
        match kind:
            case "fact" if name in self._facts:
                return self._value(self._facts[name], value)
            case "roster":
                return Bilingual(**value)
            case "announcement":
                days = [_medium(value[day]) for day in ("from", "until")]
                return Bilingual(**{language: value[language] for language in OFFICIAL}) + "  " + joined(days, " – ")
            case "follow-up":
                done = say("record.finished" if value["kind"] == "finished" else "record.followed")
                on = [_medium(value["on"])] if "on" in value else []
                more = [same(value[part]) for part in ("remark", "evidence") if value.get(part)]
                return joined([done, *on, *more], "  ")
            case "host":
                return same(value["host"])
            case "output" if name.rpartition(".")[2] in self._groups:
                return say("record.reported" if value else "record.unreported")
            case "output":
                return say("record.sheets", count=int(value))
            case "printed":
                return joined([say(f"record.in_{language}") for language in value["languages"]], " · ")
            case "several":
                change = same(f"{value['count']:+d} ") + self._groups[value["group"]]
                return joined([change, _medium(value["day"]), say(f"several.{value['reason']}")], " · ")
            case "taken-in":
                return say("record.lines", count=value["lines"])
            case "year":
                return self._answers.of(name.partition("/")[2], value)
        return same(" · ".join(_spelled(value)))

    def role(self, line: Line) -> Bilingual:
        """Who wrote it, by role."""
        return self._catalogue.role_words(line.role)

    def _value(self, named: NamedFact, stated: dict[str, object]) -> Bilingual:
        """The value as pages say it, and that it waits for its confirmation, or came after a bulletin."""
        say, over = self._catalogue.phrases, stated.get("confirmed")
        tables = {key: part for key, part in stated.items() if key != "confirmed"}
        value = joined(worded(named, tables, self._catalogue), " · ")
        if over is False:
            return joined([value, say("record.unconfirmed")], " · ")
        if not isinstance(over, dict):
            return value
        return joined([value, say("record.over_bulletin", number=over["bulletin"])], " · ")


def _weekday(name: str) -> Bilingual:
    return weekday_name(_A_MONDAY + datetime.timedelta(WEEKDAYS.index(name)))


def _medium(day: str) -> Bilingual:
    return medium_date(datetime.date.fromisoformat(day))


def _spelled(value: object) -> Iterator[str]:
    """What a line says that this version has no words for: every part with its name, none of the signs of JSON."""
    match value:
        case dict():
            yield from (f"{key}: {', '.join(_spelled(part))}" for key, part in value.items())
        case list():
            for part in value:
                yield from _spelled(part)
        case _:
            yield str(value)
