"""Before a draft is signed it is told whose forecast it changes, and once it is signed that is how they stand."""

import datetime
from pathlib import Path

import msgspec

from kiosk.hq.accounts.policy import EVERYTHING
from kiosk.hq.bulletins.bulletin_board import BulletinBoard
from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.pages.forecast_changes import ForecastChanges, foreseen
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.report.standings import Standings
from kiosk.hq.server import Headquarters
from tests.kiosk.hq.pages.conftest import opened, seed
from tests.support.sample import DAY


def test_the_forecasts_that_change_are_named_as_they_will_be(tmp_path: Path) -> None:
    seed(tmp_path)
    with opened(tmp_path) as hq:
        behind = next(standing.report.office for standing in seen(hq).standings if standing.figures.short)
        hq.register.offices.add([behind])
        before = short(hq, behind)
        days = [DAY + datetime.timedelta(days=n) for n in range(10, 40)]
        draft = of_days([behind], *days)
        told, unsigned_short = what_changes(hq, draft), short(hq, behind)
        hq.publish([draft])
        after = short(hq, behind)
        assert (told.number, told.further, unsigned_short) == (1, 0, before)
        assert told.named[0].en.endswith(f": short by {before} → short by {after}")
        assert after > before
        notice = Draft("notice", DAY, None, "{}")
        [(bulletin, _)] = BulletinBoard(hq.register.engine).drafted([notice])
        assert foreseen(seen(hq), bulletin) is None
        assert what_changes(hq, of_days([behind], days[0])).number == 0, "it is closed already"


def of_days(offices: list[str], *days: datetime.date) -> Draft:
    closed = [{"on": day, "name": {"th": "วันอบรม", "en": "Training day"}} for day in days]
    return Draft("closed-days", DAY, offices, msgspec.json.encode({"closed": closed}).decode())


def what_changes(hq: Headquarters, draft: Draft) -> ForecastChanges:
    [(bulletin, _)] = BulletinBoard(hq.register.engine).drafted([draft])
    told = foreseen(seen(hq), bulletin)
    assert told
    return told


def short(hq: Headquarters, office: str) -> int:
    return seen(hq).office(office).figures.short


def seen(hq: Headquarters) -> Snapshot:
    return Snapshot(hq.register.engine, Standings(hq.register.engine), hq.machine, EVERYTHING)
