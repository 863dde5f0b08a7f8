"""An honest kiosk whose office has a newer file of the year than headquarters: a real one of each."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.streams.ledger.ledger import Ledger
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY

SHIPPED = Path(__file__).parents[3] / "content/ita/2567.toml"


def add_work_group(folder: Path) -> None:
    """A file of the year with one work group more, where an office's own files lie."""
    text = SHIPPED.read_text()
    text = re.sub(r"(?m)^(foreigner-services = \d+)$", r"\1\nextra = 1", text)
    words = '{ th = "งานพิเศษ", en = "Extra work" }'
    own = folder / "practice" / "ita" / "2567.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(f'{text}\n[[work_group]]\nid = "extra"\ntitle = {words}\nshort_title = {words}\n')


def set_aside(folder: Path) -> dict[str, int]:
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        return ledger.receipts.set_aside()


def total(headquarters: Headquarters) -> int:
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    count: int = report["offices"][0]["total"]["count"]
    return count


@pytest.fixture
def open_headquarters(tmp_path: Path) -> Iterator[Headquarters]:
    """A real one whose pages anybody on this machine may read."""
    with Headquarters(tmp_path / "hq", "--open") as running:
        yield running


def test_what_headquarters_does_not_know_yet_takes_no_page_down_and_counts_once_it_does(
    open_headquarters: Headquarters, tmp_path: Path
) -> None:
    headquarters = open_headquarters
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    add_work_group(folder)
    for command in (("count", "inspection"), ("count", "extra"), ("itap", "extra", "5")):
        assert run(folder, *command).returncode == 0
    done = run(folder, "sync")
    assert done.returncode == 0
    assert "It does not count some of them (unknown-group 2)" in done.stdout
    assert (set_aside(folder), total(headquarters)) == ({"unknown-group": 2}, 1)
    for page in ("shortfall", "kiosks", "itap", "alarms", "offices/phatthalung", "shortfall.xlsx", "itap.json"):
        assert httpx.get(f"{headquarters.url}/{page}").status_code == 200, page
    add_work_group(headquarters.folder)
    headquarters.kill()
    headquarters.start()
    assert "does not count" not in run(folder, "sync").stdout
    assert (set_aside(folder), total(headquarters)) == ({}, 2)
    assert run(headquarters.folder, "hq", "verify").stdout.startswith("The register is whole.")


@pytest.mark.parametrize("command", [("count", "zzz"), ("itap", "zzz", "7")])
def test_a_group_that_the_kiosk_itself_does_not_know_is_wrong_usage(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(tmp_path, "--today", str(DAY), *command)
    assert done.returncode == 2
    assert "There is no work group zzz" in done.stderr
