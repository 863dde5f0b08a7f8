"""The office register decides what an office is held to; a kiosk that says otherwise raises an alarm."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.catalogue import Catalogue
from kiosk.hq.register.office_check import OwnMinima
from kiosk.hq.report.standings import Standings
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY, HEALTH
from tests.support.scripted import Desk, Site

OTHER_WORDS = {
    "office_class": "smallest",
    "counts_from": "visitor",
    "closed": [date(2024, 3, 4), date(2024, 3, 5)],
    "opened": [date(2024, 3, 9)],
}


def alarms(site: Site) -> list[tuple[str, str]]:
    return [(str(kind), str(detail)) for kind, detail in site.rows("SELECT kind, detail FROM alarms ORDER BY id")]


def reports(site: Site, desk: Desk, **told: object) -> None:
    """The kiosk reports, telling that of its office."""
    desk.count()
    site.take(desk, desk.batch(health=msgspec.structs.replace(HEALTH, **told)))


@pytest.mark.parametrize("name", OTHER_WORDS)
def test_a_kiosks_word_of_its_office_is_an_alarm_once_and_never_the_figure(
    site: Site, name: str, catalogue: Catalogue
) -> None:
    """Found as: closed days, channel and class came from the kiosk that reported last."""
    desk = site.enrolled("phatthalung-1")
    site.register.offices.set("phatthalung", office_class="superintendent")
    reports(site, desk)
    before = figures(site, catalogue.year_of(DAY))
    for _ in range(3):
        reports(site, desk, **{name: OTHER_WORDS[name]})
    [(kind, detail)] = alarms(site)
    assert kind == "office-differs"
    assert detail
    assert figures(site, catalogue.year_of(DAY)) == before


def figures(site: Site, assessment: Assessment) -> list[tuple[str, int, float]]:
    """What each minimum of the office is held to."""
    [standing] = Standings(site.register.engine).at(assessment, site.now, site.now.date())
    return [(minimum.id, minimum.quota, minimum.expected) for minimum in standing.report.minima]


def test_an_alarm_that_was_acknowledged_comes_again_only_when_the_word_is_another(site: Site) -> None:
    desk = site.enrolled("phatthalung-1")
    reports(site, desk, counts_from="visitor")
    with site.register.engine.begin() as db:
        db.exec_driver_sql("UPDATE alarms SET acknowledged_at = '2024-03-01T04:00:00Z'")
    reports(site, desk, counts_from="visitor")
    assert len(alarms(site)) == 1
    reports(site, desk, counts_from="visitor", closed=[date(2024, 3, 4)])
    assert len(alarms(site)) == 2


def test_lower_minima_at_a_kiosk_are_an_alarm(site: Site) -> None:
    """Found as: an ita/2567.toml of its own told a kiosk and its workbook that it had met them."""
    site.register.know(site.register.known, {(None, 2567): OwnMinima("a" * 64)}, site.now)
    desk = site.enrolled("phatthalung-1")
    reports(site, desk, year=2567, minima="a" * 64)
    reports(site, desk, year=2599, minima="c" * 64)
    assert alarms(site) == []
    reports(site, desk, year=2567, minima="b" * 64)
    assert alarms(site) == [("office-differs", "minima of 2567 that are not headquarters' own")]


def test_the_register_of_offices_is_kept_by_command(tmp_path: Path) -> None:
    def office(*words: str) -> str:
        done = run(tmp_path, "hq", "office", *words)
        assert done.stderr == ""
        return done.stdout.strip()

    assert office("list") == "No office yet."
    office("add", "trang", "songkhla", "--region", "south")
    assert office("list").splitlines()[-1] == "trang: south, class not said, counts what staff say"
    office("add", "satun", "--class", "superintendent")
    assert office("set", "satun", "--closed", "2024-03-13,2024-03-12", "--counts-from", "visitor") == (
        "satun: class superintendent, counts what visitor say, closed on 2024-03-12, 2024-03-13"
    )
    assert office("set", "satun", "--closed", "").endswith("counts what visitor say")
    listed = json.loads(office("list", "--json"))["offices"]
    assert listed[0] == {
        "office": "satun",
        "province": "satun",
        "region": None,
        "retired": None,
        "terms": {"office_class": "superintendent", "counts_from": "visitor", "closed": [], "opened": []},
    }


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("set", "trang"), 2, "Nothing is to be changed"),
        (("set", "nowhere", "--counts-from", "staff"), 1, "hq office add nowhere"),
        (("add", "trang"), 1, "in the register already"),
        (("add", "satun", "trnag"), 1, "the nearest is trang"),
        (("add", "satun-pier", "--province", "sattun"), 1, "the nearest is satun"),
        (("add", "satun", "--region", ""), 2, "63 letters"),
        (("move", "trnag", "south"), 1, "the nearest is trang"),
        (("rename", "trang", "trang"), 1, "in the register already"),
        (("merge", "trang", "trang"), 1, "into itself"),
        (("add", "No Name"), 2, "is not a name"),
        (("set", "trang", "--class", "smallest"), 2, "superintendent"),
        (("set", "trang", "--closed", "tomorrow"), 2, "no list of days"),
    ],
)
def test_what_the_register_of_offices_cannot_take_is_said_in_a_sentence(
    tmp_path: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    run(tmp_path, "hq", "office", "add", "trang")
    done = run(tmp_path, "hq", "office", *words)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_notes_of_a_kiosk_are_in_the_report_and_on_the_page_of_its_office(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    """Found as: notes were in the ledger, synced, and shown to nobody at headquarters."""
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    assert run(folder, "count", "inspection", day="2024-03-02").returncode == 0  # a Saturday
    run(folder, "pin", "set", stdin="246810\n", day="2024-03-02")
    assert run(folder, "sync", day="2024-03-02").returncode == 0
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    [kiosk] = report["offices"][0]["kiosks"]
    assert [(note["day"], note["word"]) for note in kiosk["notes"]] == [
        ("2024-03-02", "pin-set"),
        ("2024-03-02", "closed-day"),
        ("2024-03-01", "enrolled"),
    ]
