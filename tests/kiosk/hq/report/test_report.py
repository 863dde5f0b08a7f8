"""HQ's report: who is behind, who is silent, and which word for it."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.catalogue.load import load
from kiosk.hq.report.report import reporting_state
from kiosk.hq.report.standings import Standings
from kiosk.streams.ledger.ledger import Ledger
from tests.support.commands import run, run_process
from tests.support.headquarters import Headquarters
from tests.support.scripted import Site

NOW = datetime(2024, 3, 10, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "word"), [(1, "reporting"), (26, "reporting"), (27, "late"), (73, "missing"), (24 * 7 + 1, "silent")]
)
def test_the_word_for_a_kiosk_by_the_age_of_its_last_report(hours: int, word: str) -> None:
    last = (NOW - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert reporting_state(last, NOW) == word


def test_a_kiosk_that_was_expected_and_never_came_is_never_not_down() -> None:
    assert reporting_state(None, NOW) == "never"


def test_the_report_prints_what_the_design_says(headquarters: Headquarters, tmp_path: Path) -> None:
    headquarters.enrol(tmp_path / "kiosk", "phatthalung-1")
    headquarters.code("trang-1", office="trang")
    run(tmp_path / "kiosk", "count", "inspection")
    run(tmp_path / "kiosk", "itap", "total", "1")
    run(tmp_path / "kiosk", "sync")
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    assert list(report) == ["as_of", "assessment", "expected", "offices"]
    offices = {office["office"]: office for office in report["offices"]}
    assert set(offices) == {"phatthalung", "trang"}
    mine = offices["phatthalung"]
    assert list(mine) == ["office", "groups", "total", "kiosks"]
    counts = json.loads(run(tmp_path / "kiosk", "counts", "--json").stdout)
    assert mine["groups"] == counts["groups"]
    assert mine["total"] == counts["total"]
    assert mine["kiosks"] == [
        {
            "kiosk": "phatthalung-1",
            "state": "reporting",
            "last_report": mine["kiosks"][0]["last_report"],
            "acked": 3,
            "alarms": [],
            "notes": [{"day": "2024-03-01", "word": "enrolled", "number": 0}],
            "halt": None,
            "label": None,
            "version": mine["kiosks"][0]["version"],
            "disk_free": mine["kiosks"][0]["disk_free"],
            "starts": 0,
            "awaiting": mine["kiosks"][0]["awaiting"],
            "failed": "",
            "year": 2567,
        }
    ]
    assert mine["kiosks"][0]["disk_free"] > 0
    assert offices["trang"]["kiosks"][0]["state"] == "never"


def test_a_name_that_cannot_be_one_is_wrong_usage(headquarters: Headquarters) -> None:
    assert run(headquarters.folder, "hq", "enrol", "Phatthalung!", "x").returncode == 2


def test_a_register_for_practice_is_not_opened_as_a_real_one(headquarters: Headquarters) -> None:
    path = headquarters.folder / "practice" / "hq.db"
    done = run(headquarters.folder, "hq", "report", "--database", f"sqlite:///{path}", real=True)
    assert done.returncode == 1
    assert "never mix" in done.stderr


def test_a_database_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    for url in ("nonsense", "sqlite:////nowhere/at/all/hq.db", "mongodb://x"):
        done = run(tmp_path, "hq", "report", "--database", url)
        assert done.returncode == 1
        assert "--database" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_an_office_that_cannot_be_worked_out_is_a_line_of_the_report_and_its_traceback_is_in_the_log(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    headquarters.enrol(tmp_path / "kiosk", "phatthalung-1")
    assert run(tmp_path / "kiosk", "sync").returncode == 0
    register = headquarters.folder / "practice" / "hq.db"
    with closing(sqlite3.connect(register, isolation_level=None)) as db:
        db.execute("""UPDATE offices SET closed = '["x"]'""")
    done = run_process(headquarters.folder, "hq", "report")
    assert (done.returncode, done.stderr) == (0, "")
    says_so = "what this office tells cannot be worked out; headquarters' log says why"
    assert says_so in done.stdout
    assert " / 200" not in done.stdout
    [office] = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)["offices"]
    assert (office["fault"], office["groups"], office["total"]) == (says_so, [], None), "which is not zero"
    assert office["kiosks"][0]["kiosk"] == "phatthalung-1"
    assert "Traceback" in register.with_name("kiosk.log").read_text("utf-8")


def test_headquarters_knows_the_offices_own_closed_and_opened_days(headquarters: Headquarters, tmp_path: Path) -> None:
    """Every number of headquarters is the counter's own, also for an office that keeps other days than the year."""
    office, folder = tmp_path / "office.toml", tmp_path / "kiosk"
    office.write_text("closed = [2024-02-29, 2024-03-04, 2024-04-01]\nopened = [2024-02-24, 2024-03-09]\n")
    own = ("--office", str(office))
    headquarters.enrol(folder, "phatthalung-1")
    closed, opened = "2024-02-29,2024-03-04,2024-04-01", "2024-02-24,2024-03-09"
    run(headquarters.folder, "hq", "office", "set", "phatthalung", "--closed", closed, "--opened", opened)
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        for day in (1, 5, 20, 24, 28):
            for group in ("inspection", "investigation", "foreigner-services"):
                ledger.count(group, date(2024, 2, day))
                ledger.count(group, date(2024, 2, day), "visitor")
        ledger.note_itap("inspection", 3, date(2024, 2, 28))
    assert run(folder, *own, "sync").returncode == 0
    counts = json.loads(run(folder, *own, "counts", "--json").stdout)
    plain = json.loads(run(folder, "counts", "--json").stdout)
    assert counts["total"]["expected"] != plain["total"]["expected"]
    office_report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)["offices"][0]
    assert office_report["groups"] == counts["groups"]
    assert office_report["total"] == counts["total"]


def test_a_wrong_clock_is_said(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    site.take(desk, desk.batch(sent_at="2024-03-01T05:30:00Z"))
    assessment = load().year_of(date(2024, 3, 1))
    standings = Standings(site.register.engine).at(assessment, site.now, date(2024, 3, 1))
    assert standings[0].report.kiosks[0].alarms == ["clock: 2:30:00 ahead of headquarters"]
