"""An upgrade takes the place only when its first page has come up on a copy of the data; else the one before runs on."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.health.check import _stray
from kiosk.install.installation import take
from kiosk.install.steps import Link, Run, Step, Write
from kiosk.install.trial import put_back, try_out
from kiosk.install.upgrade import DropOld, Switch
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.refusal import Refusal
from tests.support.sample import DAY

ROOT = Path(__file__).parents[3]
GOOD, BAD = Run(("true",)), Run(("false",))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A counter's data with one respondent."""
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.count("inspection", DAY)
    (tmp_path / "hq.toml").write_text("a key that must not report twice")
    return tmp_path


def counted(data: Path) -> int:
    with Ledger(data / "ledger.db") as ledger:
        return ledger.tally.counts(DAY, DAY)[0].count


def become(data: Path, version: int) -> None:
    with closing(sqlite3.connect(data / "ledger.db")) as file:
        file.execute(f"PRAGMA user_version = {version}")


def test_the_first_page_comes_up_on_a_copy_and_the_data_stay_as_they_are(data: Path) -> None:
    before = (data / "ledger.db").read_bytes()
    try_out(data, None)
    assert (data / "ledger.db").read_bytes() == before
    assert sorted(path.name for path in data.iterdir()) == ["before-upgrade", "hq.toml", "ledger.db", "ledger.toml"]
    assert [path.name for path in (data / "before-upgrade").iterdir()] == ["ledger.db"]
    (data / "before-upgrade" / "pin.toml").write_text("[pin]")
    assert not [*_stray(data, None)], "what was copied is no file out of its place"


def test_a_version_that_ends_without_a_first_page_is_refused_with_its_last_words(data: Path) -> None:
    (data / "office.toml").write_text("this is not TOML")
    with pytest.raises(Refusal, match=r"office\.toml"):
        try_out(data, data / "office.toml")


def test_an_older_version_is_not_installed_over_data_that_it_cannot_read(data: Path) -> None:
    become(data, 99)
    with pytest.raises(Refusal, match="newer kiosk"):
        try_out(data, None)


def test_what_the_older_version_cannot_read_any_more_is_put_back(data: Path) -> None:
    (data / "before-upgrade").mkdir()
    (data / "before-upgrade" / "ledger.db").write_bytes((data / "ledger.db").read_bytes())
    with Ledger(data / "ledger.db") as ledger:
        ledger.count("inspection", DAY)
    put_back(data)
    assert counted(data) == 2  # it can read that, and nothing is lost
    become(data, 99)
    put_back(data)
    assert counted(data) == 1


@pytest.fixture
def install(tmp_path: Path) -> Callable[[str, Run, Step], str]:
    """Install a version whose trial and later step end so; gives the one that runs then, and what was refused."""

    def installed(version: str, trial: Run, later: Step) -> str:
        refused = ""
        counter = tmp_path / "counter-runs"
        stop, start = Run(("rm", "-f", str(counter))), Run(("touch", str(counter)))
        try:
            take([Switch(str(tmp_path), version, trial, GOOD, stop, start), later, start], Path("/"))
        except Refusal as refusal:
            refused = refusal.key
        assert counter.exists() or refused == "install.failed"
        return f"{(tmp_path / 'current').readlink()} {refused}".strip()

    return installed


def test_the_version_before_runs_on_or_again_whichever_step_fails(
    install: Callable[[str, Run, Step], str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    assert install("1.0.0", BAD, GOOD) == "1.0.0"  # nothing was there to be tried out on
    assert install("1.1.0", BAD, GOOD) == "1.0.0 install.not_upgraded"
    assert install("1.1.0", GOOD, BAD) == "1.0.0 install.went_back"
    assert install("1.1.0", GOOD, Write(f"{tmp_path}/file/within", b"")) == "1.0.0 install.went_back"
    assert install("1.1.0", GOOD, GOOD) == "1.1.0"
    assert install("1.1.0", GOOD, BAD) == "1.1.0 install.failed"  # no fault of an upgrade


def test_years_of_upgrades_leave_two_versions(tmp_path: Path) -> None:
    for version in ("1.0.0", "1.1.0", "1.2.0"):
        for path in (tmp_path / version / "pyvenv.cfg", tmp_path / "wheels" / f"kiosk-{version}-py3-none-any.whl"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        take([Switch(str(tmp_path), version, GOOD, GOOD), DropOld(str(tmp_path))], Path("/"))
    kept = {path.name for path in (*tmp_path.glob("1.*"), *tmp_path.glob("wheels/*"))}
    wheels = {f"kiosk-{version}-py3-none-any.whl" for version in ("1.1.0", "1.2.0")}
    assert kept == {"1.1.0", "1.2.0"} | wheels


def test_the_link_is_never_gone(tmp_path: Path) -> None:
    Link(str(tmp_path / "current"), "1.0.0").take(Path("/"))
    Link(str(tmp_path / "current"), "1.1.0").take(Path("/"))
    assert [path.name for path in tmp_path.iterdir()] == ["current"]


def test_the_change_log_begins_with_this_version_and_the_line_of_its_tag_and_readme_leads_to_it() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    _, newest, *_ = readme.partition("\n## Change log\n")[2].split("\n### ")
    version, _, line = newest.split("\n")[:3]
    assert version == __version__
    assert 0 < len(line) <= 120
    assert f"git checkout v{__version__} " in readme
    assert "(#change-log)" in readme
