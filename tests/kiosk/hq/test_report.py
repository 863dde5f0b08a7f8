"""HQ's report: who is behind, who is silent, and which word for it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.hq.report import state
from tests.helpers import Headquarters, run

NOW = datetime(2024, 3, 10, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "word"), [(1, "reporting"), (26, "reporting"), (27, "late"), (73, "missing"), (24 * 7 + 1, "silent")]
)
def test_the_word_for_a_kiosk_by_the_age_of_its_last_report(hours: int, word: str) -> None:
    last = (NOW - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert state(last, NOW) == word


def test_a_kiosk_that_was_expected_and_never_came_is_never_not_down() -> None:
    assert state(None, NOW) == "never"


def test_the_report_prints_what_the_design_says(headquarters: Headquarters, tmp_path: Path) -> None:
    headquarters.enrol(tmp_path / "kiosk", "phatthalung-1")
    headquarters.code("trang-1", office="trang")
    run(tmp_path / "kiosk", "count", "inspection")
    run(tmp_path / "kiosk", "itap", "total", "1")
    run(tmp_path / "kiosk", "sync")
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    assert list(report) == ["as_of", "assessment", "offices"]
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
            "acked": 2,
            "alarms": [],
        }
    ]
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
