"""What the pages read and write, on SQLite and on PostgreSQL alike."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

from kiosk.hq.accounts.policy import EVERYTHING
from kiosk.hq.pages.login import Refused
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.pages.render import render
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Table
from kiosk.hq.pages.tabs import TABS, Tab
from kiosk.hq.pages.views import Views
from kiosk.hq.register.offices import OfficeRegister
from kiosk.hq.store.audit_log import Actor
from kiosk.hq.store.engine import connect
from kiosk.hq.store.office_terms import OfficeTerms
from kiosk.hq.store.tables import entries, kiosks, offices
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, Language
from kiosk.text.languages import ENGLISH, THAI
from tests.support.fleet import fill


@pytest.fixture
def views(url: str, make_kiosk: Callable[..., Kiosk]) -> Iterator[Views]:
    engine, machine = connect(url, practice=True), make_kiosk()
    fill(engine, machine.assessment, machine.clock(), offices=6, each=2, years=1)
    yield Views(engine, machine)
    engine.dispose()


def drawn(views: Views, name: str, language: Language = "en") -> str:
    """The page behind a tab as HTML."""
    template, values = views.tab(name, EVERYTHING)
    return render(template, language, page=name, to="", user=None, token="", **values)


def values(views: Views, name: str) -> dict[str, Any]:
    return views.tab(name, EVERYTHING)[1]


def test_every_page_and_file_is_read_and_an_alarm_is_acknowledged_once(views: Views) -> None:
    for name in TABS:
        assert phrases()(f"{name}.title").en in drawn(views, name)
    assert len(values(views, "shortfall")["listing"].rows) == 6
    _, office = views.office("buriram", EVERYTHING)
    assert office["courses"][0][0].counted[-1] == office["standing"].report.total.count > 0
    assert json.loads(views.file("offices/buriram", "json", EVERYTHING).body)["pages"][1]["rows"]
    assert openpyxl.load_workbook(io.BytesIO(views.workbook())).sheetnames == [
        "shortfall",
        "minima",
        *(name for name, tab in TABS.items() if tab.reports and name != "shortfall"),
        "about",
    ]

    waiting = [alarm["id"] for alarm in rows_of(views, "alarms") if alarm["response"] != "seen"]
    first = waiting[-1]
    views.acknowledge([str(first)], Actor("malee", "192.0.2.1"), EVERYTHING)
    with pytest.raises(Refused):
        views.acknowledge([str(first), "x"], Actor("somchai", "192.0.2.1"), EVERYTHING)
    seen = [alarm for alarm in rows_of(views, "alarms") if alarm["response"] == "seen"]
    assert [(alarm["id"], alarm["acknowledged_by"]) for alarm in seen] == [(first, "malee")]
    assert [alarm["id"] for alarm in rows_of(views, "alarms") if alarm["response"] != "seen"] == waiting[:-1]
    views.acknowledge(map(str, waiting), Actor("somchai", "192.0.2.1"), EVERYTHING)
    by = [alarm["acknowledged_by"] for alarm in rows_of(views, "alarms") if alarm["id"] in waiting]
    assert sorted(by) == ["malee", *["somchai"] * (len(waiting) - 1)], "many at once, and none a second time"


def test_a_new_page_is_a_row_of_the_table_of_tabs_and_its_words(views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows are drawn, and are its files, without a template or an address of its own."""

    def versions(snapshot: Snapshot) -> Table:
        rows = [
            {
                "office": standing.report.office,
                "day": snapshot.today,
                "at": snapshot.now,
                "kind_words": WORDS,
                "id": None,
            }
            for standing in snapshot.standings
        ]
        return Table("versions", phrases()("versions.title"), ["office", "day", "at", "kind_words", "id"], rows)

    monkeypatch.setitem(TABS, "versions", Tab(versions))
    for key in ("tab", "title", "rule"):
        monkeypatch.setitem(phrases().words, f"versions.{key}", Bilingual(f"รุ่น {key}", f"Versions {key}"))  # type: ignore[index]
    english, thai = drawn(views, "versions"), drawn(views, "versions", "th")
    for words in ("Versions title", "Versions rule", "buriram", "1 Mar 2024", "current", "/versions.xlsx", "–"):
        assert words in english
    assert "1 มี.ค. 2567" in thai
    assert len(json.loads(views.file("versions", "json", EVERYTHING).body)["pages"][0]["rows"]) == 6
    assert "versions" in openpyxl.load_workbook(io.BytesIO(views.workbook())).sheetnames


WORDS = Bilingual("ล่าสุด", "current")


def test_a_class_that_headquarters_does_not_know_is_said_on_its_pages(views: Views) -> None:
    OfficeRegister(views.engine).add(["buriram"], OfficeTerms("commander"))
    assert drawn(views, "shortfall").count("unknown class commander, held to the minima of superintendent") == 2, (
        "in the table, and folded for a phone"
    )
    template, office = views.office("buriram", EVERYTHING)
    page = render(template, "th", page="office", to="", user=None, token="", **office)
    assert "ไม่รู้จักประเภทหน่วยงาน commander" in page


def test_an_office_that_cannot_be_worked_out_says_so_and_every_other_row_and_page_stands(
    views: Views, caplog: pytest.LogCaptureFixture
) -> None:
    before = {row["office"]: row["short"] for row in rows_of(views, "shortfall")}
    OfficeRegister(views.engine).add(["buriram"])
    with views.engine.begin() as db:
        db.execute(offices.update().where(offices.c.office == "buriram").values(closed='["x"]'))
    for _ in range(2):
        for name in TABS:
            for language in (ENGLISH, THAI):
                assert phrases()(f"{name}.title").of(language) in drawn(views, name, language)
    assert drawn(views, "shortfall").count("cannot be worked out: headquarters") == 2
    after = {row["office"]: row["short"] for row in rows_of(views, "shortfall")}
    assert after == {**before, "buriram": None}
    template, office = views.office("buriram", EVERYTHING)
    page = render(template, THAI, page="office", to="", user=None, token="", **office)
    assert "คำนวณไม่ได้" in page
    assert 'id="history"' not in page
    of_it = json.loads(views.file("offices/buriram", "json", EVERYTHING).body)["pages"]
    figures = ("short", "count", "expected", "needed", "rate", "missing", "itap")
    [minima] = [part["rows"] for part in of_it if part["page"] == "minima"]
    assert [(row["status"], *[row[name] for name in figures]) for row in minima] == [("faulty", *[None] * 7)] * 5
    assert [part["rows"] for part in of_it if part["page"] in ("days", "itap")] == [[], []]
    of_all = openpyxl.load_workbook(io.BytesIO(views.workbook()))
    for book in (of_all, openpyxl.load_workbook(io.BytesIO(views.file("offices/buriram", "xlsx", EVERYTHING).body))):
        its = [row for row in book["minima"].values if row[0] == "buriram"]
        assert [(row[2], row[4], *row[6:11], row[12]) for row in its] == [(None,) * 8] * 5
    assert [record.getMessage() for record in caplog.records] == ["What buriram tells cannot be worked out"], "once"


def rows_of(views: Views, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(views.file(name, "json", EVERYTHING).body)["pages"][0]["rows"]
    return rows


def test_the_notes_of_its_kiosks_stand_on_an_offices_page_by_day_in_words(views: Views) -> None:
    with views.engine.begin() as db:
        kiosk = db.execute(sa.select(kiosks.c.kiosk).where(kiosks.c.office == "buriram")).scalars().first()
        for seq, word in enumerate(("burst-6", "burst-24", "pin-tries-7", "made-tomorrow"), 1):
            note = {"kind": "note", "value": word, "channel": "system", "day": date(2024, 2, 28)}
            place = {
                "kiosk": kiosk,
                "epoch": "e",
                "seq": seq,
                "id": str(seq),
                "hash": "",
                "received_at": "2024-02-28T10:00:00Z",
            }
            db.execute(entries.insert().values(**note, **place))
    template, office = views.office("buriram", EVERYTHING)
    page = render(template, "en", page="office", to="", user=None, token="", **office)
    for words in ("28 Feb 2024", "A burst: 24 or more", "mistyped 7 times", "Note: made-tomorrow", str(kiosk)):
        assert words in page
    assert "6 or more" not in page


def test_an_office_that_will_miss_says_first_at_which_minima_and_by_how_many(views: Views) -> None:
    rows = values(views, "shortfall")["listing"].rows
    assert "miss" in {row["outcome"] for row in rows}
    for row in rows:
        template, shown = views.office(row["office"], EVERYTHING)
        page = render(template, ENGLISH, page="office", to="", user=None, token="", **shown)
        lead = page.partition('<p class="lead">')[2].partition("</p>")[0]
        missing = [each.missing for each in shown["standing"].report.minima if row["outcome"] == "miss"]
        assert all(f"{each} at " in lead for each in missing if each)
        assert (" at " in lead) is (row["outcome"] in ("miss", "may-miss"))
