"""What the demo shows: made-up counts, figures and facts, all on one made-up day.

The day is 1 March 2567: two months into the collection of the assessment that YEAR names, from which every other day
follows.
"""

import datetime
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kiosk.catalogue.assessment import Assessment
from kiosk.editing.confirm import FACT
from kiosk.editing.roster import ROSTER
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.progress.disclosure import FINDINGS, Finding, Findings, LinkAnswer
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.plan import FollowUp, months
from kiosk.storage.private_file import write_private
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.record.files import RECORD
from kiosk.streams.record.record import Draft, Record
from kiosk.text.bilingual import Bilingual

YEAR = 2567
_DAYS_INTO_THE_WINDOW = 60
_DUTY = Bilingual("ตัวอย่าง สารวัตรเวร", "DEMO Duty Inspector")
_DISCLOSED: dict[str, LinkAnswer] = {
    "O1": LinkAnswer("live", 200),
    "O2": LinkAnswer("slow", 200),
    "O3": LinkAnswer("moved", 301, "https://demo.go.th/o3"),
    "O9": LinkAnswer("dead", 404),
    "O10": LinkAnswer("live", 200),
}
_ROLE = "foreigner-services"
"""In which role the made-up lines are written."""
_A_DAY = {"general-staff": 0.27, "investigation": 0.86, "inspection": 0.95, "foreigner-services": 2.05}
"""Respondents an open day; a work group that is not named here is just on pace."""
_ITAP: dict[int, dict[str | None, int]] = {
    23: {None: 61, "inspection": 12, "foreigner-services": 36},
    9: {None: 112, "inspection": 24, "foreigner-services": 62},
    2: {None: 148, "general-staff": 8, "investigation": 30, "inspection": 31, "foreigner-services": 79},
}
_TODAY = ["foreigner-services", "investigation", "foreigner-services", "foreigner-services"]


def made_up_day(assessments: list[Assessment]) -> datetime.date:
    """The day on which the demo plays. StopIteration if there is no assessment of YEAR."""
    assessment = next(assessment for assessment in assessments if assessment.year == YEAR)
    return assessment.eit.start + datetime.timedelta(_DAYS_INTO_THE_WINDOW)


def _facts(day: datetime.date) -> dict[str, dict[str, dict[str, object]]]:
    """What the office has confirmed: facts of the content, and some that are made up."""
    confirmed: dict[str, object] = {}
    made_up = {"source": "office"}
    phone = Bilingual("0 0000 0000 (ตัวอย่าง)", "0 0000 0000 (DEMO)")
    budget = {"allocated": 1_000_000, "used": 420_000, "as_of": day + datetime.timedelta(27)}
    return {
        "extension-tourism": {"documents": confirmed, "fee": confirmed},
        "90-day-report": {"documents": confirmed, "fee": confirmed, "time": {"value": {"minutes": 15}, **made_up}},
        "re-entry-permit": {"fee": confirmed},
        "office": {"hours": confirmed, "phone": {"value": phone, **made_up}},
        "budget": {"budget": {"value": budget, **made_up}},
        **{f"{YEAR}-{item}": {"address": {"value": _address(item), **made_up}} for item in _DISCLOSED},
    }


def _written(day: datetime.date) -> Iterator[Draft]:
    """What the office has put down on a day: who is on duty, and facts."""
    yield Draft(day, "DEMO", f"{ROSTER}friday", msgspec.to_builtins(_DUTY))
    for owner, fields in _facts(day).items():
        for field, tables in fields.items():
            yield Draft(day, "DEMO", f"{FACT}{owner}.{field}", msgspec.to_builtins(tables))


def _address(item: str) -> str:
    return f"https://demo.go.th/ita/{item.lower()}"


def furnish(folder: Path, day: datetime.date) -> None:
    """Facts, roster, and what the last check found at the addresses of a made-up website, in a kiosk's new folder."""
    with Record(folder / RECORD, practice=True) as record:
        for draft in _written(day - datetime.timedelta(28)):
            record.write(lambda draft=draft: draft)  # type: ignore[misc]
    since = day - datetime.timedelta(26)
    findings = {item: Finding(_address(item), answer, day, since) for item, answer in _DISCLOSED.items()}
    kept = msgspec.to_builtins(Findings(findings, day), builtin_types=(datetime.date,))
    write_private(folder / FINDINGS, msgspec.toml.encode(kept))


def count(kiosk: Kiosk, today: datetime.date, share: float, seed: int) -> None:
    """A share of the made-up days since January, and the start of today."""
    chance = random.Random(seed)
    assessment = kiosk.assessment
    means = means_a_day(assessment, kiosk.office.office_class)
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        for days_ago in range((today - assessment.eit.start).days, 0, -1):
            day = today - datetime.timedelta(days_ago)
            if day not in assessment.open_days:
                continue
            for group, mean in means.items():
                for _ in range(_times(chance, mean * share)):
                    ledger.count(group, day)
            if share > 0.5 and chance.random() < 0.4:
                ledger.count("foreigner-services", day, "visitor")
        if share > 0.5:
            for group in _TODAY:
                ledger.count(group, today)
            ledger.take_back(today)
            _note(ledger, today)
            _follow_up(kiosk, today)


def means_a_day(assessment: Assessment, office_class: str) -> dict[str, float]:
    """How many respondents of each work group of the year are counted an open day, on average."""
    days = assessment.open_days.count(assessment.eit.start, assessment.eit.deadline)
    quotas = assessment.quotas[office_class]
    return {group.id: _A_DAY.get(group.id, quotas[group.id] / days) for group in assessment.work_groups}


def _note(ledger: Ledger, today: datetime.date) -> None:
    """What ITAP showed week by week, and a morning on which a list was typed in at once."""
    for days_ago, figures in _ITAP.items():
        for group, figure in figures.items():
            ledger.note_itap(group, figure, today - datetime.timedelta(days_ago))
    ledger.note("burst-7", today - datetime.timedelta(8))


def _follow_up(kiosk: Kiosk, today: datetime.date) -> None:
    """The plan as it may stand on the made-up day: followed up in most months, a few measures carried out."""
    lately = today - datetime.timedelta(2)
    with open_record(kiosk) as record:
        _follow_up_in(FollowUps(record), kiosk, lately)


def _follow_up_in(follow_ups: FollowUps, kiosk: Kiosk, lately: datetime.date) -> None:
    for number, measure in enumerate(kiosk.assessment.measures):
        for nth, month in enumerate(months(kiosk.assessment)[:2], 1):
            if number % 5 != nth:
                follow_ups.add(FollowUp(measure.id, month.replace(day=25), "followed-up", role=_ROLE))
        if number % 6 == 1:
            follow_ups.add(FollowUp(measure.id, lately, "finished", "ติดตั้งแล้ว (ตัวอย่าง)", _ROLE))
    follow_ups.note("IIT", 18, lately, _ROLE)
    follow_ups.note("EIT2", 40, lately, _ROLE)


def _times(chance: random.Random, mean: float) -> int:
    """A whole number of that mean."""
    return int(mean) + (chance.random() < mean - int(mean))
