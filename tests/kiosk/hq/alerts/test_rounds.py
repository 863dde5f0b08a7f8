"""Who is told of a kiosk or an office, when, and how often: rounds over a real register, told into real files."""

import asyncio
import datetime
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from msgspec import structs

from kiosk.cli.settings import Settings
from kiosk.hq.alerts.rounds import EVERY, AlertRounds, making_rounds
from kiosk.hq.store.alert_tables import alert_rounds
from kiosk.hq.store.engine import connect
from kiosk.hq.store.halts import note_refusal
from kiosk.hq.store.office_terms import OfficeTerms
from kiosk.hq.store.tables import kiosks
from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.payloads import moment
from tests.support.sample import DAY, HEALTH
from tests.support.scripted import Desk, Site

SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""For what no database has a part in."""

HOUR, STEP, DAY_LONG = (datetime.timedelta(hours=hours) for hours in (1, 9, 24))

TOLD = """
digest_hour = 9
[address.trat]
level = "office"
office = "trat"
file = "{folder}/trat"
[address.division]
level = "region"
region = "east"
file = "{folder}/division"
[address.bureau]
level = "bureau"
file = "{folder}/bureau"
digest = true
"""


@dataclass
class Desks:
    """A headquarters that makes rounds, a kiosk that will fall silent, and one of another office that never does."""

    site: Site
    rounds: AlertRounds
    machine: Kiosk
    trat: Desk
    trang: Desk

    def pass_time(self, long: datetime.timedelta, *desks: Desk) -> None:
        """It is later: these have reported meanwhile, and rounds have been made without a gap."""
        until = self.site.now + long
        while self.site.now < until:
            self.site.now += min(STEP, until - self.site.now)
            with self.site.register.engine.begin() as db:
                its = kiosks.c.kiosk.in_([desk.kiosk for desk in desks])
                db.execute(kiosks.update().where(its).values(last_report=moment(self.site.now)))
                db.execute(alert_rounds.update().values(looked_at=moment(self.site.now - EVERY)))
            self.rounds.go(self.site.now)

    def told(self, name: str, about: str = "trat-1") -> list[str]:
        """The subjects of what an address has got, in English; of those that are about a kiosk, or all."""
        file = self.machine.folder / name
        lines = file.read_text().splitlines() if file.is_file() else []
        subjects = [line.partition(" / ")[2] for line in lines if line[:1] in set("◇✖▲◔▼◌●○")]
        return [subject for subject in subjects if about in subject]


@pytest.fixture
def desks(site: Site, tmp_path: Path) -> Desks:
    machine = Settings(data=tmp_path, practice=True, today=DAY).kiosk(writes=True)
    machine.path("alerts.toml").write_text(TOLD.format(folder=machine.folder))
    site.register.offices.add(["trat"], OfficeTerms(), region="east")
    site.register.offices.add(["trang"], OfficeTerms(), region="south")
    trat, trang = (site.enrolled(f"{office}-1", office) for office in ("trat", "trang"))
    for desk in (trat, trang):
        site.take(desk)
    rounds = AlertRounds(site.register.engine, lambda: machine)
    rounds.go(site.now)
    return Desks(site, rounds, machine, trat, trang)


SILENT, BACK = "Silent {}: trat-1 Trat Immigration", "Back again: trat-1 Trat Immigration"


def test_a_silent_kiosk_is_told_to_the_office_after_a_day_the_region_after_three_the_bureau_after_seven_each_once(
    desks: Desks,
) -> None:
    desks.pass_time(26 * HOUR, desks.trang)
    assert desks.told("trat") == []
    desks.pass_time(HOUR, desks.trang)
    assert desks.told("trat") == [SILENT.format("1 day")]
    assert desks.told("division") == []
    desks.pass_time(2 * DAY_LONG, desks.trang)
    assert desks.told("division") == [SILENT.format("3 days")]
    assert desks.told("bureau", "Silent") == []
    desks.pass_time(4 * DAY_LONG, desks.trang)
    assert desks.told("bureau") == [SILENT.format("7 days")]
    desks.pass_time(HOUR, desks.trang, desks.trat)
    for name, age in (("trat", "1 day"), ("division", "3 days"), ("bureau", "7 days")):
        assert desks.told(name) == [SILENT.format(age), BACK]


@SQLITE
def test_a_line_that_comes_and_goes_is_no_flood(desks: Desks) -> None:
    for _ in range(3):
        desks.pass_time(27 * HOUR, desks.trang)
        desks.pass_time(HOUR, desks.trang, desks.trat)
    assert desks.told("trat") == [SILENT.format("1 day"), BACK]


@SQLITE
def test_a_headquarters_that_did_not_run_or_hears_nobody_calls_no_kiosk_silent(desks: Desks) -> None:
    desks.site.now += 2 * DAY_LONG
    desks.rounds.go(desks.site.now)
    desks.pass_time(HOUR, desks.trang, desks.trat)
    desks.pass_time(28 * HOUR)
    assert desks.told("trat") == desks.told("division") == []
    assert desks.told("bureau", "No kiosk is heard") == ["No kiosk is heard 1 day: Immigration headquarters"]


@SQLITE
def test_a_headquarters_that_did_not_run_tells_nobody_more_of_a_silence_before_it_has_listened(desks: Desks) -> None:
    desks.pass_time(27 * HOUR, desks.trang)
    desks.site.now += 7 * DAY_LONG
    desks.rounds.go(desks.site.now)
    assert desks.told("division") == desks.told("bureau") == []
    desks.pass_time(2 * HOUR, desks.trang)
    assert desks.told("bureau") == [SILENT.format("8 days")]


def test_of_several_receivers_exactly_one_tells(desks: Desks, url: str) -> None:
    engines = [connect(url, practice=True) for _ in range(2)]
    receivers = [AlertRounds(engine, lambda: desks.machine) for engine in engines]
    desks.pass_time(26 * HOUR, desks.trang)
    desks.site.now += HOUR
    threads = [Thread(target=rounds.go, args=(desks.site.now,)) for rounds in receivers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for engine in engines:
        engine.dispose()
    assert desks.told("trat") == [SILENT.format("1 day")]


@SQLITE
def test_the_digest_comes_once_a_day_whether_there_is_anything_to_tell_or_not(desks: Desks) -> None:
    desks.pass_time(2 * DAY_LONG, desks.trang, desks.trat)
    days = [subject.partition(":")[0].split()[2:5] for subject in desks.told("bureau", "Daily summary")]
    assert days == [["1", "Mar", "2024"], ["2", "Mar", "2024"], ["3", "Mar", "2024"]]


@SQLITE
def test_what_fails_is_tried_again_said_once_and_arrives_in_the_end(
    desks: Desks, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = desks.machine.folder / "trat"
    blocked.mkdir()
    desks.pass_time(45 * HOUR, desks.trang)
    assert len([record for record in caplog.records if "do not reach trat" in record.message]) == 1
    blocked.rmdir()
    desks.pass_time(7 * HOUR, desks.trang)
    assert desks.told("trat") == [SILENT.format("2 days")], "what it says is true when it arrives"
    assert any("alerts reach trat again" in record.message for record in caplog.records)


@SQLITE
def test_what_was_over_before_it_could_be_told_is_not_told(desks: Desks) -> None:
    blocked = desks.machine.folder / "trat"
    blocked.mkdir()
    desks.pass_time(27 * HOUR, desks.trang)
    desks.pass_time(HOUR, desks.trang, desks.trat)
    blocked.rmdir()
    desks.pass_time(12 * HOUR, desks.trang, desks.trat)
    assert desks.told("trat") == []


@SQLITE
def test_a_kiosk_that_knocks_and_is_refused_is_halted_and_not_silent(desks: Desks) -> None:
    began = desks.site.now
    for _ in range(4):
        desks.pass_time(STEP, desks.trang)
        with desks.site.register.engine.begin() as db:
            note_refusal(db, "trat-1", "too-old", "ledger", desks.site.now)
            db.execute(kiosks.update().where(kiosks.c.refused_why.is_not(None)).values(refused_since=moment(began)))
    desks.pass_time(HOUR, desks.trang)
    assert desks.told("trat") == ["Halted 1 day: trat-1 Trat Immigration"]
    desks.pass_time(27 * HOUR, desks.trang)
    assert desks.told("trat")[1:] == [SILENT.format("2 days")], "it knocks no more, which is not back again"


@SQLITE
def test_a_kiosk_that_stopped_by_itself_is_told_as_halted_and_back_again(desks: Desks) -> None:
    desks.trat.count()
    desks.site.take(desks.trat, desks.trat.batch(health=structs.replace(HEALTH, wrong_answer="unsigned")))
    desks.pass_time(HOUR, desks.trang, desks.trat)
    desks.pass_time(28 * HOUR, desks.trang, desks.trat)
    assert desks.told("trat") == ["Halted 1 day: trat-1 Trat Immigration"]
    desks.site.take(desks.trat, desks.trat.batch(2))
    desks.pass_time(HOUR, desks.trang, desks.trat)
    assert desks.told("trat")[1:] == [BACK]


@SQLITE
def test_what_is_retired_or_heard_no_more_is_not_told_as_back_again(desks: Desks) -> None:
    desks.trat.count()
    desks.site.take(desks.trat)
    desks.pass_time(27 * HOUR, desks.trang)
    known = [SILENT.format("1 day"), "Will miss 1 day: Trat Immigration"]
    assert sorted(desks.told("trat", "")) == sorted(known)
    desks.pass_time(7 * DAY_LONG, desks.trang)
    desks.site.register.fleet.retire("trat-1", True, desks.site.now)
    desks.pass_time(HOUR, desks.trang)
    assert sorted(desks.told("trat", "")) == sorted(known)


@SQLITE
def test_a_full_disk_an_alarm_and_an_office_that_will_miss_are_told_too(desks: Desks) -> None:
    desks.site.take(desks.trat, desks.trat.batch(health=structs.replace(HEALTH, disk_free=900)))
    for _ in range(2):
        desks.site.register.admission.rekey("trat-1", desks.site.now)
    desks.pass_time(HOUR, desks.trang, desks.trat)
    desks.pass_time(28 * HOUR, desks.trang, desks.trat)
    for state in ("Disk low", "Alarm", "Will miss"):
        [subject] = desks.told("trat", state)
        assert subject.startswith(f"{state} 1 day")


@SQLITE
async def test_rounds_are_made_while_headquarters_is_served_and_a_fault_of_one_ends_none(desks: Desks) -> None:
    moments = iter([desks.site.now, ValueError("no clock"), *[desks.site.now + DAY_LONG] * 10_000])

    def clock() -> datetime.datetime:
        moment_or_error = next(moments)
        if isinstance(moment_or_error, Exception):
            raise moment_or_error
        return moment_or_error

    async with making_rounds(desks.rounds, clock, datetime.timedelta(milliseconds=20))(None):
        while len(desks.told("bureau", "Daily summary")) < 2:
            await asyncio.sleep(0.02)
