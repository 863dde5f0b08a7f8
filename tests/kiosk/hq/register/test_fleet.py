"""Offices and kiosks renamed, moved, merged and retired: what was counted follows, and the register stays whole."""

import datetime
import json
from pathlib import Path

import pytest
import time_machine

from kiosk.catalogue.catalogue import Catalogue
from kiosk.hq.report.standings import OfficeStanding, Standings
from kiosk.hq.roots.daily_roots import DailyRoots
from kiosk.hq.roots.verify import root_problems
from kiosk.hq.store.verify import problems
from kiosk.text.dates import THAI_TIME
from kiosk.text.refusal import Refusal
from tests.support.commands import run
from tests.support.sample import DAY, KNOWN
from tests.support.scripted import Desk, Site, word


def counted(site: Site, kiosk: str, office: str) -> Desk:
    """An enrolled kiosk that has one respondent."""
    desk = site.enrolled(kiosk, office)
    desk.count()
    site.take(desk)
    return desk


def standings(site: Site, catalogue: Catalogue, *, retired: bool = False) -> dict[str, OfficeStanding]:
    every = Standings(site.register.engine).at(catalogue.year_of(DAY), site.now, DAY, retired=retired)
    return {standing.report.office: standing for standing in every}


def counts(site: Site, catalogue: Catalogue) -> dict[str, tuple[int, int]]:
    """Of each office what is counted, and how many kiosks are expected to report."""
    return {
        office: (standing.report.total.count, len(standing.report.kiosks))
        for office, standing in standings(site, catalogue).items()
    }


def is_whole(site: Site) -> bool:
    return problems(site.register.engine, KNOWN) == [] and list(root_problems(site.register.engine)) == []


def test_what_is_counted_follows_through_every_change_and_verify_still_passes(site: Site, catalogue: Catalogue) -> None:
    """Found as: an office made by a typo could not be removed, renamed, moved or merged."""
    offices, fleet = site.register.offices, site.register.fleet
    typo = counted(site, "trang-1", "satun")
    other = counted(site, "satun-1", "satun")
    counted(site, "phuket-1", "phuket")
    DailyRoots(site.register.engine, site.key).make(site.now + datetime.timedelta(days=1))
    assert fleet.move("trang-1", "phuket", site.now) == "satun"
    assert counts(site, catalogue) == {"satun": (1, 1), "phuket": (2, 2)}
    offices.rename("phuket", "phuket-old-town", site.now)
    assert counts(site, catalogue) == {"satun": (1, 1), "phuket-old-town": (2, 2)}
    assert offices.all()["phuket-old-town"].province == "phuket"
    offices.merge("phuket-old-town", "satun", site.now)
    assert counts(site, catalogue) == {"satun": (3, 3)}
    assert list(offices.all()) == ["satun"]
    for desk in (typo, other):
        desk.count()
        assert sum(tally.count for tally in site.take(desk).elsewhere) >= 2
    assert counts(site, catalogue) == {"satun": (5, 3)}
    assert is_whole(site)
    with site.register.engine.begin() as db:
        db.exec_driver_sql("UPDATE kiosks SET office = 'trang' WHERE kiosk = 'trang-1'")
    assert problems(site.register.engine, KNOWN) == ["trang-1 has enrolled for another office than trang."]


def test_a_retired_kiosk_is_expected_no_more_and_its_counts_stay(site: Site, catalogue: Catalogue) -> None:
    """Found as: a kiosk that was taken away stayed in every figure of silent ones."""
    desk = counted(site, "trang-1", "trang")
    code = site.register.admission.rekey("trang-1", site.now)
    site.register.fleet.retire("trang-1", True, site.now)
    assert counts(site, catalogue) == {"trang": (1, 0)}
    assert word(site.post(desk)) == (403, "retired")
    assert word(site.enrol(desk, code, office="trang")) == (403, "bad-code")
    with pytest.raises(Refusal, match="retired"):
        site.code("trang-1", "trang")
    for refused in (
        lambda: site.register.admission.rekey("trang-1", site.now),
        lambda: site.register.admission.suspend("trang-1", False),
    ):
        with pytest.raises(Refusal, match=r"trang-1 is retired; .* --lift"):
            refused()
    assert word(site.post(desk)) == (403, "retired")
    site.register.fleet.retire("trang-1", False, site.now)
    site.take(desk)
    assert counts(site, catalogue) == {"trang": (1, 1)}


def test_a_retired_office_is_in_no_list_and_keeps_its_page(site: Site, catalogue: Catalogue) -> None:
    desk = counted(site, "trang-1", "trang")
    assert site.register.offices.retire("trang", True, site.now) == ["trang-1"]
    assert standings(site, catalogue) == {}
    assert standings(site, catalogue, retired=True)["trang"].report.total.count == 1
    assert word(site.post(desk)) == (403, "retired")
    for refused in (
        lambda: site.code("trang-2", "trang"),
        lambda: site.register.fleet.retire("trang-1", False, site.now),
    ):
        with pytest.raises(Refusal, match="The office trang is retired"):
            refused()
    site.register.offices.retire("trang", False, site.now)
    site.register.fleet.retire("trang-1", False, site.now)
    assert counts(site, catalogue) == {"trang": (1, 1)}
    assert is_whole(site)


def test_a_code_follows_its_kiosk_and_can_be_cancelled(site: Site) -> None:
    code = site.code("trang-1", "trang")
    site.code("trang-2", "trang")
    site.register.offices.rename("trang", "trang-pier", site.now)
    assert [(one.kiosk, one.office, one.replaces) for one in site.register.codes.good(site.now)] == [
        ("trang-1", "trang-pier", False),
        ("trang-2", "trang-pier", False),
    ]
    assert site.register.codes.cancel(code.upper(), site.now) == "trang-1"
    assert site.register.codes.cancel("trang-2", site.now) == "trang-2"
    assert site.register.codes.good(site.now) == []
    with pytest.raises(Refusal, match="No such code"):
        site.register.codes.cancel("trang-2", site.now)
    assert word(site.enrol(Desk("trang-1"), code, office="trang-pier")) == (403, "bad-code")


def test_a_typo_never_makes_an_office(site: Site) -> None:
    """Found as: `kiosk hq enrol trnag trang-3` made an office «trnag»."""
    site.register.offices.add(["trang", "satun"])
    with pytest.raises(Refusal, match="the nearest is trang"):
        site.register.admission.expect("trnag", "trang-3", site.now)
    with pytest.raises(Refusal, match="hq office add yala"):
        site.register.fleet.move("trang-3", "yala", site.now) if site.code("trang-3", "trang") else None
    with pytest.raises(Refusal, match="the nearest is chiang-rai"):
        site.register.offices.add(["chiang-ray"])
    assert list(site.register.offices.all()) == ["satun", "trang"]


def test_every_change_is_said_and_stands_in_the_audit_log(tmp_path: Path) -> None:
    for words, said in (
        (("office", "add", "trang", "satun"), "trang: class not said"),
        (("enrol", "trang", "satun-1"), "may enrol once within 7 days"),
        (("kiosk", "move", "satun-1", "satun"), "moved from trang to satun"),
        (("kiosk", "rename", "satun-1", "เคาน์เตอร์ 2"), "is called เคาน์เตอร์ 2"),
        (("office", "move", "satun", "south"), "satun: south"),
        (("office", "rename", "trang", "trang-pier"), "trang is called trang-pier"),
        (("office", "merge", "trang-pier", "satun"), "trang-pier is merged into satun"),
        (("kiosk", "retire", "satun-1"), "its counts stay"),
        (("kiosk", "retire", "--lift", "satun-1"), "in service again"),
        (("kiosk", "list"), "satun-1                         never       เคาน์เตอร์ 2"),
        (("office", "retire", "satun"), "satun is retired"),
        (("kiosk", "list"), "satun-1                         retired on 2024-03-01"),
    ):
        done = run(tmp_path, "hq", *words)
        assert done.stderr == ""
        assert said in done.stdout
    lines = json.loads(run(tmp_path, "hq", "audit", "--json").stdout)["lines"]
    told = [(line["what"], line["about"]) for line in reversed(lines)][2:]
    assert told == [
        ("code", "satun-1 of trang"),
        ("moved", "satun-1 from trang to satun"),
        ("renamed", "satun-1: เคาน์เตอร์ 2"),
        ("office", "satun: south"),
        ("office", "trang is called trang-pier"),
        ("office", "trang-pier is merged into satun"),
        ("retired", "satun-1"),
        ("retirement-lifted", "satun-1"),
        ("office", "satun is retired"),
        ("retired", "satun-1"),
    ]
    listed = json.loads(run(tmp_path, "hq", "kiosk", "list", "--json").stdout)
    assert (listed["kiosks"], list(listed["retired"])) == ([], ["satun-1"])


def test_what_is_retired_by_night_is_retired_on_the_day_it_is_in_thailand(tmp_path: Path) -> None:
    """In UTC it was still the day before."""
    with time_machine.travel(datetime.datetime(2024, 3, 1, 0, 30, tzinfo=THAI_TIME), tick=False):
        for words in (("office", "add", "trang"), ("enrol", "trang", "trang-1"), ("office", "retire", "trang")):
            assert run(tmp_path, "hq", *words).returncode == 0
        assert "retired on 2024-03-01" in run(tmp_path, "hq", "office", "list").stdout
        assert "retired on 2024-03-01" in run(tmp_path, "hq", "kiosk", "list").stdout
