"""Composition: what a parcel says, put together of the situation of the moment in which it is sent."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.hq.alerts.levels import Level
from kiosk.hq.alerts.message import Message
from kiosk.hq.alerts.situation import Situation
from kiosk.hq.alerts.words import alert_words as say
from kiosk.hq.pages.phrases import alarm_name, halt_words, office_name, phrases
from kiosk.hq.pages.table import moment_at
from kiosk.hq.report.standings import OfficeStanding
from kiosk.progress.status_marks import STATUS_MARKS, StatusMark
from kiosk.protocol.payloads import moment
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import THAI_TIME, medium_date
from kiosk.text.languages import HOME

_MARKS: dict[str, StatusMark] = {
    "silent": StatusMark("◇", "warn"),
    "halted": StatusMark("✖", "bad"),
    "alarm": StatusMark("▲", "warn"),
    "disk-low": StatusMark("◔", "warn"),
    "will-miss": StatusMark("▼", "bad"),
    "year-missing": StatusMark("◌", "warn"),
    "unheard": StatusMark("✖", "bad"),
}
_WELL, _PLAIN = StatusMark("●", "ok"), StatusMark("○", "soft")

Told = Mapping[int, Sequence[tuple[str, str]]]
"""By the number of an alert: the levels that have been told, and when (as the register writes it)."""


@dataclass(frozen=True)
class Composer:
    """What every message of one look is made of; `base` is headquarters' address outside, if it has one."""

    now: Situation
    told: Told
    base: str | None
    practice: bool

    def alert(self, rows: Sequence[Any], level: Level) -> Message:
        """Of conditions of one kind that have lasted for long enough, to a level, which knows of them from now on."""
        kind, first = rows[0].kind, rows[0]
        age = self._age(first)
        return Message(
            _MARKS[kind],
            self._headline(phrases()(f"condition.{kind}") + " " + age, rows),
            self._about(first) if len(rows) == 1 else self._headline(phrases()(f"condition.{kind}"), rows),
            [self._words(first, "means"), _since(first)] if len(rows) == 1 else [self._words(first, "means")],
            [say()("mail.once"), self._number(rows)],
            items=[self._about(row) for row in rows] if len(rows) > 1 else [],
            steps=[self._words(first, f"do_{number}", len(rows) > 1) for number in (1, 2, 3)],
            facts=self._facts(first, level) if len(rows) == 1 else [],
            thread=f"alert-{first.id}",
            **self._link(first, len(rows) > 1),
        )

    def back(self, rows: Sequence[Any]) -> Message:
        """Of conditions of one kind that are over."""
        over = say()(f"{rows[0].kind}.back")
        return Message(
            _WELL,
            self._headline(over, rows),
            self._headline(over, rows),
            [_until(rows[0])] if len(rows) == 1 else [],
            [self._number(rows)],
            items=[self._who(row) for row in rows] if len(rows) > 1 else [],
            facts=[(say()("mail.told"), self._told(rows[0]))] if len(rows) == 1 else [],
            thread=f"alert-{rows[0].id}",
            **self._link(rows[0], len(rows) > 1),
        )

    def digest(self, rows: Sequence[Any], failing: Sequence[str]) -> Message:
        """Of a day: every condition that holds, whoever has been told of it; and whom messages do not reach."""
        states = [kiosk.state for standing in self.now.standings for kiosk in standing.report.kiosks]
        reporting = say()("digest.reporting", reporting=str(states.count("reporting")), all=str(len(states)))
        count = say()("digest.open", count=len(rows)) if rows else say()("digest.none")
        items = [self._item(row) for row in rows]
        return Message(
            _PLAIN if rows else _WELL,
            joined([joined([say()("digest.name"), medium_date(self.now.today)]), count], ": "),
            joined([say()("digest.name"), count], ": "),
            [reporting],
            [say()("digest.proves"), *self._practice],
            items=items,
            facts=[(say()("digest.failing"), same(", ".join(failing)))] if failing else [],
            **self._messages_link,
        )

    def _headline(self, state: Bilingual, rows: Sequence[Any]) -> Bilingual:
        others = [say()("mail.others", count=len(rows) - 1)] if len(rows) > 1 else []
        return joined([state + ":", self._who(rows[0]), *others])

    def _who(self, row: Any) -> Bilingual:
        """The kiosk and its office, or headquarters itself."""
        office = office_name(row.office) if row.office else say()("mail.headquarters")
        return same(f"{row.kiosk} ") + office if row.kiosk else office

    def _item(self, row: Any) -> Bilingual:
        """A condition in a line: what it is, for how long unless that was said with it, and who has been told."""
        says_age = "{age}" in say().words[f"{row.kind}.about"].of(HOME)
        told = self._told(row)
        if self.told.get(row.id):
            told = joined([say()("mail.told"), told], ": ")
        return joined([self._about(row), *([] if says_age else [self._age(row)]), told], " · ")

    def _about(self, row: Any) -> Bilingual:
        return self._words(row, "about")

    def _words(self, row: Any, key: str, is_several: bool = False) -> Bilingual:
        office = office_name(row.office) if row.office else say()("mail.headquarters")
        return say()(
            f"{row.kind}.{key}",
            kiosk="KIOSK" if is_several else row.kiosk,
            office=say()("mail.each_office") if is_several else office,
            age=self._age(row),
            detail=_detail(row),
            remedy=_remedy(row),
            subject=self._who(row),
        )

    def _age(self, row: Any) -> Bilingual:
        return _age_of(row, self.now.at)

    def _number(self, rows: Sequence[Any]) -> Bilingual:
        number = say()("mail.number", numbers=", ".join(str(row.id) for row in rows))
        return joined([number, *self._practice], " · ")

    @property
    def _practice(self) -> list[Bilingual]:
        return [say()("mail.practice")] if self.practice else []

    def _counted(self, standing: OfficeStanding) -> Bilingual:
        if standing.figures.is_faulty:
            return phrases()("shortfall.faulty")
        total = standing.report.total
        mark, status = STATUS_MARKS[total.status].shape, self.now.statuses(f"status.{total.status}")
        return same(f"{total.count} / {total.quota} {mark} ") + status

    def _facts(self, row: Any, level: Level) -> list[tuple[Bilingual, Bilingual]]:
        """Who was told, and beside it how the office stands and what its other kiosks do."""
        facts = [(say()("mail.told"), self._told(row, level))]
        standing = self.now.standing(row.office)
        if standing is not None:
            facts.append((say()("mail.count"), self._counted(standing)))
            others = [
                same(f"{kiosk.kiosk} ") + phrases()(f"reporting.{kiosk.state}")
                for kiosk in standing.report.kiosks
                if kiosk.kiosk != row.kiosk
            ]
            facts += [(say()("mail.kiosks"), joined(others, " · "))] if others and row.kiosk else []
        return facts

    def _told(self, row: Any, level: Level | None = None) -> Bilingual:
        told: dict[str, str] = dict(self.told.get(row.id, ()))
        if level is not None:
            told.setdefault(level, moment(self.now.at))
        steps = [joined([phrases()(f"level.{level}"), _day(at)]) for level, at in told.items()]
        return joined(steps, " · ") if steps else say()("mail.told_nobody")

    @property
    def _messages_link(self) -> dict[str, Any]:
        return {"link": f"{self.base}/messages", "button": say()("mail.open_messages")} if self.base else {}

    def _link(self, row: Any, is_several: bool) -> dict[str, Any]:
        """The one button: to the page on which something can be done."""
        if self.base is None:
            return {}
        if row.kind == "alarm":
            return {"link": f"{self.base}/alarms", "button": say()("mail.open_alarms")}
        if is_several or not row.office:
            return self._messages_link
        if row.kiosk:
            return {"link": f"{self.base}/kiosks/{row.kiosk}", "button": say()("mail.open_kiosk")}
        return {"link": f"{self.base}/offices/{row.office}", "button": say()("mail.open_office")}


def _detail(row: Any) -> Bilingual:
    """The figure of a condition, or the words of its reason."""
    if row.kind == "alarm":
        return alarm_name(row.detail)
    return halt_words(row.detail)[0] if row.kind == "halted" else same(row.detail)


def _remedy(row: Any) -> Bilingual:
    """What is done about the reason, as the pages say it."""
    if row.kind == "alarm":
        return phrases().words.get(f"alarm_todo.{row.detail}", alarm_name(row.detail))
    return halt_words(row.detail)[1]


def _age_of(row: Any, now: datetime.datetime) -> Bilingual:
    """In whole days, below one in hours."""
    since = moment_at(row.since)
    assert since is not None
    age = now - since
    return say()("mail.days", count=age.days) if age.days else say()("mail.hours", count=age.seconds // 3600)


def _day(written: str) -> Bilingual:
    at = moment_at(written)
    assert at is not None
    return medium_date(at.astimezone(THAI_TIME).date())


def _since(row: Any) -> Bilingual:
    key = "silent.since" if row.kind == "silent" else "mail.since"
    return say()(key, day=_day(row.since), time=_time(row.since))


def _until(row: Any) -> Bilingual:
    return say()("mail.until", day=_day(row.since), time=_time(row.since))


def _time(written: str) -> str:
    at = moment_at(written)
    assert at is not None
    return f"{at.astimezone(THAI_TIME):%H:%M}"
