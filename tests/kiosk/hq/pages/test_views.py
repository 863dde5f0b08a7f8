"""What the pages read and write, on SQLite and on PostgreSQL alike."""

import io
import json
from collections.abc import Callable, Iterator

import openpyxl
import pytest

from kiosk.hq.pages.login import Refused
from kiosk.hq.pages.views import TABS, Views
from kiosk.hq.store.engine import connect
from kiosk.machine import Kiosk
from tests.support.fleet import fill


@pytest.fixture
def views(url: str, make_kiosk: Callable[..., Kiosk]) -> Iterator[Views]:
    engine, place = connect(url, practice=True), make_kiosk()
    fill(engine, place.assessment, place.clock(), offices=6, each=2, years=1)
    yield Views(engine, place)
    engine.dispose()


def test_every_page_and_file_is_read_and_an_alarm_is_acknowledged_once(views: Views) -> None:
    for page in TABS:
        assert getattr(views, page)()["now"]
    assert len(views.shortfall()["standings"]) == 6
    office = views.office("buriram")
    assert office["courses"][0][0].counted[-1] == office["one"].report.total.count > 0
    assert json.loads(views.file("offices/buriram", "json").body)["pages"][1]["rows"]
    assert openpyxl.load_workbook(io.BytesIO(views.workbook())).sheetnames[:4] == TABS

    waiting = [one.id for one in views.alarms()["open"]]
    first = waiting[-1]
    views.acknowledge(first, "malee")
    with pytest.raises(Refused):
        views.acknowledge(first, "somchai")
    closed = views.alarms()["closed"]
    assert [(one.id, one.acknowledged_by) for one in closed] == [(first, "malee")]
    assert [one.id for one in views.alarms()["open"]] == waiting[:-1]
