"""Every fiscal year has its pages; its file is taken while headquarters runs, and a broken one takes nothing away."""

from collections.abc import Callable, Iterator
from datetime import date

import msgspec
import pytest

from kiosk.editing.draft_year import draft
from kiosk.hq.accounts.policy import EVERYTHING
from kiosk.hq.pages.render import render
from kiosk.hq.pages.selection import Selection
from kiosk.hq.pages.views import Views
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.hq.store.tables import kiosks, lines
from kiosk.machine.kiosk import Kiosk
from tests.support.fleet import fill
from tests.support.sample import HEALTH

BEFORE = date(2023, 11, 15)


@pytest.fixture
def headquarters(make_kiosk: Callable[..., Kiosk]) -> Iterator[Callable[..., tuple[Kiosk, Views]]]:
    """Headquarters of six offices of two kiosks each, on a day."""
    opened: list[Views] = []

    def make(day: date) -> tuple[Kiosk, Views]:
        machine = make_kiosk(day)
        engine = connect(sqlite_url(machine.path("hq.db")), practice=True)
        fill(engine, machine.catalogue.assessments[0], machine.clock(), offices=6, each=2, years=1)
        opened.append(Views(engine, machine, taken.append))
        return machine, opened[-1]

    taken: list[Kiosk] = []
    yield make
    for views in opened:
        views.engine.dispose()


def drawn(views: Views, **asked: str) -> str:
    selection = Selection("/shortfall", asked)
    template, values = views.tab("shortfall", EVERYTHING, selection, "en")
    return render(template, "en", page="shortfall", to="", user=None, token="", **values)


def test_a_new_years_file_is_taken_without_a_restart_and_a_broken_one_leaves_what_was_right(
    headquarters: Callable[..., tuple[Kiosk, Views]],
) -> None:
    machine, views = headquarters(date(2024, 8, 5))
    assert "year=2568" not in drawn(views)
    file = draft(machine, 2568, 2567)
    assert "/shortfall?year=2568" in drawn(views)
    page = drawn(views, year="2568")
    assert "Not begun: counting opens on" in page
    assert "<h1>Fiscal year 2568: not begun" in page
    assert "Ended: " in drawn(views, year="2567")
    assert "Ended: " in drawn(views, year="1"), "a year that is none is today's"

    file.write_text("year = ")
    broken = drawn(views)
    assert "A file of headquarters is wrong" in broken
    assert "2568.toml" in broken
    assert "/shortfall?year=2568" in broken
    file.unlink()
    mended = drawn(views)
    assert "A file of headquarters is wrong" not in mended
    assert "year=2568" not in mended


def test_before_the_window_opens_an_office_is_not_begun_or_lacks_the_year_or_its_plan_or_is_unheard(
    headquarters: Callable[..., tuple[Kiosk, Views]],
) -> None:
    _, views = headquarters(BEFORE)
    told = msgspec.json.encode(msgspec.structs.replace(HEALTH, year=2567)).decode()
    line = {"epoch": "e", "id": "x", "day": BEFORE, "role": "head", "what": "year/2567/signed", "value": "true"}
    with views.engine.begin() as db:
        heard = kiosks.c.office.in_(["amnat-charoen", "ang-thong"])
        db.execute(kiosks.update().where(heard).values(health=told))
        more = {"hash": "", "received_at": "2023-11-15T00:00:00Z"}
        db.execute(lines.insert().values(kiosk="ang-thong-1", seq=1, **line, **more))
    _, values = views.tab("shortfall", EVERYTHING)
    outcomes = {row["office"]: row["outcome"] for row in values["listing"].rows}
    assert outcomes == {
        "amnat-charoen": "no-plan",
        "ang-thong": "before",
        "bangkok": "expected",
        "bueng-kan": "expected",
        "buriram": "unknown",
        "chachoengsao": "expected",
    }
    tiles = {choice.value: choice.count for choice in values["listing"].choices(values["listing"].table.tiles)}
    assert tiles == {"unknown": 1, "expected": 3, "no-plan": 1, "before": 1}
    assert "no-plan" in drawn(views), "the map's tile says it by its ground"


def test_before_the_window_opens_a_checklist_says_what_is_done_and_each_office_what_is_to_be_done(
    headquarters: Callable[..., tuple[Kiosk, Views]],
) -> None:
    """Found as: a year that had not begun showed 76 rows of zeros."""
    machine, views = headquarters(date(2024, 10, 1))
    draft(machine, 2568, 2567)
    told = msgspec.json.encode(msgspec.structs.replace(HEALTH, year=2568, awaiting=0)).decode()
    with views.engine.begin() as db:
        now = "2024-10-01T00:00:00Z"
        db.execute(kiosks.update().where(kiosks.c.office == "bangkok").values(health=told, last_report=now))
        line = {"epoch": "e", "id": "x", "day": date(2024, 9, 20), "role": "head", "hash": "", "received_at": now}
        db.execute(lines.insert().values(kiosk="bangkok-1", seq=1, what="year/2568/signed", value="true", **line))
    _, values = views.tab("shortfall", EVERYTHING, Selection("/shortfall", {"year": "2568"}))
    checks = {check.thing.en: (check.mark.shape, check.share) for check in values["checks"]}
    assert checks == {
        "Year 2568 stated": ("◇", ""),
        "Held by kiosks": ("◇", "2 / 12"),
        "Signed by offices": ("◇", "1 / 6"),
        "Facts confirmed": ("◇", "1 / 6"),
        "First counts": ("○", ""),
        "Year 2567 has ended": ("✔", "3 / 6"),
    }
    rows = {row["office"]: row for row in values["listing"].rows}
    assert rows["bangkok"]["what_to_do_words"] is None
    assert rows["buriram"]["what_to_do_words"].en == "ring the office"
    assert rows["bangkok"]["previous"] in ("met", "missed")
    page = drawn(views, year="2568")
    assert "window 1 Jan 2025 – 1 Jul 2025 · " in page
    axis = values["axis"]
    assert [month.en for _, month in axis.months][::11] == ["Oct", "Sep"]
    assert axis.today == 0 < axis.start == axis.months[3][0] < axis.deadline == axis.months[9][0] < axis.outer
    assert "Nobody has signed it" in page
    assert 'href="/shortfall?year=2567"' in page
    assert "checklist" not in drawn(views, year="2567")
