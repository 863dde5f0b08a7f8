"""Another province is one file laid over the shipped office: README's own example, run as it stands there."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.catalogue.load import load
from kiosk.machine.kiosk import Kiosk
from screens.apps.counter import CounterApp
from screens.visitor.widgets.qr_code import QRCode
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.pilot import SIZES, press, settle, text, until

README = Path(__file__).parents[3] / "README.md"
FRIDAY, MONDAY = date(2024, 3, 1), date(2024, 3, 4)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """README's example, its own closed and opened days moved into the year of the shipped assessment."""
    (example,) = re.findall(r"```toml\n(id = .*?)```", README.read_text("utf-8"), re.DOTALL)
    file = tmp_path / "trang.toml"
    file.write_text(example.replace("2027-03-12", "2024-03-14").replace("2027-03-13", "2024-03-16"), "utf-8")
    return file


def test_the_check_finds_nothing_wrong_with_it(tmp_path: Path, office: Path) -> None:
    done = run(tmp_path, "check", "--json", "--office", str(office))
    assert json.loads(done.stdout)["errors"] == []
    assert done.returncode == 0


async def test_the_counter_is_that_offices(make_kiosk: Callable[..., Kiosk], office: Path) -> None:
    app = CounterApp(make_kiosk(FRIDAY, catalogue=load(office)))
    async with app.run_test(size=SIZES["landscape"]) as pilot:
        await until(pilot, lambda: app.ledger is not None)
        await settle(pilot)
        first = text(pilot)
        assert "ตรวจคนเข้าเมืองจังหวัดตรัง" in first
        assert "Phatthalung" not in first
        assert "Duty NCO" in first
        assert "TM.86" not in first, "it offers no visa"
        assert app.screen.query_one(QRCode).address == "https://itap.nacc.go.th/"
        await press(pilot, "9", "2", "1")
        assert "General information, not yet checked by this office" in text(pilot)
        await press(pilot, "0")
        assert "0 0000 0000" in text(pilot)


def test_the_roster_names_who_is_on_duty(make_kiosk: Callable[..., Kiosk], office: Path) -> None:
    trang = load(office)
    assert make_kiosk(FRIDAY, catalogue=trang).duty.en == "Duty NCO"
    assert make_kiosk(MONDAY, catalogue=trang).duty.en == "Deputy Inspector"


def test_its_own_closures_and_openings_change_its_open_days(
    make_kiosk: Callable[..., Kiosk], tmp_path: Path, office: Path
) -> None:
    shipped, own = make_kiosk().assessment.open_days, make_kiosk(catalogue=load(office)).assessment.open_days
    assert date(2024, 3, 14) in shipped
    assert date(2024, 3, 14) not in own
    assert date(2024, 3, 16) not in shipped
    assert date(2024, 3, 16) in own
    counted = json.loads(run(tmp_path, "counts", "--json", "--office", str(office)).stdout)
    assert counted["window"]["open_days"] == own.count(date(2024, 1, 1), date(2024, 7, 1))


def test_its_headquarters_need_not_be_typed(tmp_path: Path, office: Path, headquarters: Headquarters) -> None:
    office.write_text(office.read_text("utf-8").replace("https://hq.example.go.th", headquarters.url), "utf-8")
    code = headquarters.code("trang-1", office="trang")
    done = run(tmp_path, "enrol", code, "--office", str(office))
    assert done.stdout.strip() == "Enrolled as trang-1 of trang."


def test_a_kiosk_that_knows_no_headquarters_asks_for_its_address(tmp_path: Path) -> None:
    done = run(tmp_path, "enrol", "-".join(["0000"] * 7))
    assert done.returncode == 1
    assert "No headquarters is named" in done.stderr
