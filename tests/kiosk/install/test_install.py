"""`kiosk install`: what a Debian is told to become a counter, which no key of it leaves."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from importlib.metadata import distribution
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import tomli
from msgspec.structs import replace
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kiosk.cli.install import _with_secrets
from kiosk.install import bundle
from kiosk.install.answers import read_answers
from kiosk.install.bundle import APT, PIP, PLACE
from kiosk.install.installation import installation, removal, take
from kiosk.install.steps import Link, Run, Write
from kiosk.install.sway_config import sway_config
from kiosk.install.units import DATA, FILES, MASKED, PROGRAM
from kiosk.install.wheel import own_wheel, requirements
from kiosk.text import sentences
from kiosk.text.refusal import Refusal
from tests.support.commands import run
from tests.support.programs import needs

ROOT = Path(__file__).parents[3]
PIN, CODE, PASSPHRASE = "24681012", "ABCD-EFGH", "a word for the backups"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    (tmp_path / "trang.toml").write_text('id = "trang"\nkiosk = "another"\n')
    file = tmp_path / "trang-1.toml"
    file.write_text(
        f'kiosk = "trang-1"\noffice = "trang.toml"\nportrait = true\noutput = "HDMI-A-1"\n'
        f'headquarters = "https://hq.example.go.th"\npin = "{PIN}"\ncode = "{CODE}"\n'
        f'backup = "/media/stick"\npassphrase = "{PASSPHRASE}"\n'
    )
    return file


def test_the_secrets_stand_in_no_command_and_in_no_file(answers: Path) -> None:
    steps = installation(read_answers(answers), running=True)
    assert {step.secret for step in steps if isinstance(step, Run)} == {"", PIN, CODE, PASSPHRASE}
    for step in steps:
        for secret in (PIN, CODE, PASSPHRASE):
            assert secret not in str(step)
            assert not isinstance(step, Write) or secret.encode() not in step.content


def test_files_and_links_are_written_into_a_root_and_taken_away_again(answers: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    for _ in range(2):  # again at any time
        take([step for step in installation(read_answers(answers), running=False) if not isinstance(step, Run)], root)
    office = (root / "etc/kiosk/office.toml").read_text()
    assert 'kiosk = "trang-1"' in office
    assert 'id = "trang"' in office
    assert (root / "etc/systemd/system/ctrl-alt-del.target").readlink() == Path("/dev/null")
    assert "output HDMI-A-1 transform 90" in (root / "etc/kiosk/sway").read_text()
    take([step for step in removal(running=False) if not isinstance(step, Run)], root)
    assert not [path for path in (root / "etc").rglob("*") if path.name.startswith("kiosk-") or path.is_symlink()]


def test_a_removal_tells_the_boot_loader_too() -> None:
    steps = list(map(str, removal(running=False)))
    (grub,) = (number for number, step in enumerate(steps) if "update-grub" in step)
    assert steps.index("remove /etc/default/grub.d/kiosk.cfg\n") < grub


def test_a_removal_says_that_it_is_done_although_its_words_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It took the program away, and then failed for want of the file in which that sentence stands."""
    (tmp_path / "usr/bin").mkdir(parents=True)
    (tmp_path / "usr/bin/apt-get").touch()

    def take_away(*_: object) -> None:
        sentences.sentences.cache_clear()
        monkeypatch.setattr(sentences, "CONTENT", tmp_path / "gone")

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr("kiosk.install.installation.take", take_away)
    answer = run(tmp_path, "uninstall", "--dir", str(tmp_path), real=True)
    assert answer.returncode == 0, answer.stderr
    assert DATA in answer.stdout


def test_the_program_goes_last() -> None:
    """What fails before is said in words that lie there."""
    assert f"rm -rf {PROGRAM}" in str(removal(running=True)[-1])


def test_no_console_no_restart_by_keys_and_no_sleep_is_left(answers: Path) -> None:
    links = {step.path for step in installation(read_answers(answers), running=False) if isinstance(step, Link)}
    assert {f"/etc/systemd/system/{unit}" for unit in MASKED} <= links
    assert FILES["/etc/sysctl.d/90-kiosk.conf"] == "kernel.sysrq = 0\n"


def test_sway_starts_nothing_and_binds_nothing() -> None:
    words = [line.split()[0] for line in sway_config(portrait=True, output="DP-1").splitlines()]
    assert not {"bindsym", "bindcode", "bindswitch", "bindgesture", "exec", "exec_always", "include"} & set(words)
    assert "swaybg_command -" in sway_config()


def test_a_virtual_terminal_is_on_no_key() -> None:
    needs("xkbcli")
    stock, ours = (
        subprocess.run(
            ["xkbcli", "compile-keymap", "--layout", "us", *options], capture_output=True, text=True, check=True
        ).stdout.partition("xkb_symbols")[2]
        for options in ((), ("--options", "srvrkeys:none"))
    )
    assert "XF86Switch_VT_2" in stock
    assert ours
    assert "XF86Switch_VT" not in ours
    assert "xkb_options srvrkeys:none" in sway_config()


def test_the_wheel_holds_the_program_with_its_words() -> None:
    name, content = own_wheel()
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert name.endswith("-py3-none-any.whl")
    assert {"kiosk/requirements.txt", "kiosk/cli/install.py", "screens/supervisor.py", "content/phrases.toml"} <= set(
        names
    )


@pytest.mark.parametrize(
    ("file", "extras"),
    [("requirements.txt", ["print"]), ("requirements-headquarters.txt", ["alerts", "postgresql"])],
)
def test_everything_that_is_installed_is_named_with_its_version_and_its_hash(file: str, extras: list[str]) -> None:
    lines = (ROOT / file).read_text().split("\n")
    named = [line for line in lines if line and not line.startswith(" ")]
    assert all("==" in line and line.endswith("\\") for line in named)
    assert not any("://" in line for line in lines)
    installed = {line.partition("==")[0] for line in named}
    looked_at = set[str]()
    project = tomli.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    waiting = set().union(*map(required, asked))
    while waiting:
        assert waiting <= installed
        looked_at |= waiting
        waiting = set().union(*(required(distribution(name).requires or []) for name in waiting)) - looked_at


def test_a_counter_is_installed_with_the_file_for_counters() -> None:
    assert requirements() == (ROOT / "requirements.txt").read_bytes()


def required(requirements: Iterable[str]) -> set[str]:
    """The names of what is required here, without extras."""
    parsed = map(Requirement, requirements)
    return {
        canonicalize_name(requirement.name)
        for requirement in parsed
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    }


def test_a_dry_run_prints_every_step_and_asks_for_no_secret(answers: Path, tmp_path: Path) -> None:
    (tmp_path / "usr/bin").mkdir(parents=True)
    (tmp_path / "usr/bin/apt-get").touch()
    shown = run(tmp_path, "install", "--dir", str(tmp_path), "--dry-run", "--answers", str(answers)).stdout
    assert "write /etc/systemd/system/kiosk-counter.service" in shown
    assert "run apt-get install" in shown
    assert PIN not in shown
    assert not (tmp_path / "etc").exists()


def test_a_stick_for_backups_that_is_not_plugged_in_is_told_before_anything_is_done(
    answers: Path, tmp_path: Path
) -> None:
    (tmp_path / "usr/bin").mkdir(parents=True)
    (tmp_path / "usr/bin/apt-get").touch()
    refused = run(tmp_path, "install", "--dir", str(tmp_path), "--answers", str(answers))
    assert refused.returncode == 1
    assert "no folder /media/stick for backups" in refused.stderr
    assert not (tmp_path / "etc").exists()


def test_where_no_debian_is_it_says_so(answers: Path, tmp_path: Path) -> None:
    refused = run(tmp_path, "install", "--dir", str(tmp_path), "--dry-run", "--answers", str(answers))
    assert refused.returncode == 1
    assert "holds no Debian" in refused.stderr or "Debian 12" in refused.stderr


@pytest.mark.parametrize(
    "line",
    [
        'kiosk = "../../escaped"',
        'output = "HDMI-A-1; exec sh"',
        'output = "HDMI\'$(id)`id`"',
        'headquarters = "file:///etc/passwd"',
        'headquarters = "http://hq.example.go.th"',
    ],
)
def test_an_answer_that_would_say_more_than_its_question_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "answers.toml"
    file.write_text(line if line.startswith("kiosk") else f'kiosk = "trang-1"\n{line}')
    with pytest.raises(Refusal):
        read_answers(file)


@pytest.mark.parametrize(
    "typed", ["../../escaped\n", "\n", "trang-1\n\n1\nHDMI-A-1; exec sh\n", "trang-1\n\n1\n\nhq.example.go.th\n"]
)
def test_what_is_typed_is_held_to_the_same(tmp_path: Path, typed: str) -> None:
    (tmp_path / "usr/bin").mkdir(parents=True)
    (tmp_path / "usr/bin/apt-get").touch()
    refused = run(tmp_path, "install", "--dir", str(tmp_path), "--dry-run", stdin=typed)
    assert refused.returncode == 1
    assert "write /etc" not in refused.stdout


def test_a_secret_that_the_counter_has_already_is_not_asked_for_again(
    answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(f"{PIN}\n{CODE}\n"))
    none = replace(read_answers(answers), pin="", code="")
    asked = _with_secrets(none, tmp_path)
    assert (asked.pin, asked.code) == (PIN, CODE)
    data = tmp_path / DATA.lstrip("/")
    data.mkdir(parents=True)
    for name in ("pin.toml", "hq.toml"):
        (data / name).touch()
    assert _with_secrets(none, tmp_path) == none


def test_from_a_bundle_nothing_else_is_looked_into_and_its_checksums_come_first(answers: Path) -> None:
    steps = installation(read_answers(answers), running=False, bundle="/media/A stick")
    link, checked, *rest = steps
    assert link == Link(PLACE, "/media/A stick")
    assert isinstance(checked, Run)
    assert "sha256sum" in str(checked)
    runs = [step.argv for step in rest if isinstance(step, Run)]
    asks_apt = [argv for argv in runs if argv[0] == "apt-get"]
    asks_pip = [argv for argv in runs if "--require-hashes" in argv]
    assert len(asks_apt) == 2
    assert len(asks_pip) == 1
    assert all(set(APT) <= set(argv) for argv in asks_apt)
    assert set(PIP) <= set(asks_pip[0])


@pytest.mark.parametrize(
    ("typed", "config"),
    [
        ("trang-1\n\n2\nHDMI-A-1\n\n", "output HDMI-A-1 transform 90"),
        ("trang-1\n\n1\nDP-1\n\n", "map_to_output DP-1"),
        ("trang-1\n\n\n\n\n", "map_to_output *"),
    ],
)
def test_screen_and_touch_are_asked_for_and_an_empty_answer_is_one(tmp_path: Path, typed: str, config: str) -> None:
    (tmp_path / "usr/bin").mkdir(parents=True)
    (tmp_path / "usr/bin/apt-get").touch()
    shown = run(tmp_path, "install", "--dir", str(tmp_path), "--dry-run", stdin=typed).stdout
    assert config in shown
    assert ("transform 90" in shown) == ("transform 90" in config)


def test_an_index_of_debian_names_no_file_that_an_address_would_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """apt reads %3a in the name of a package's file as a colon, and does not find the file."""
    made = {"partial", "lock", "foot_1%3a1.13.1_amd64.deb"}

    def runs(argv: list[str]) -> str:
        if "--download-only" in argv:
            for name in made - {"partial"}:
                (tmp_path / name).write_bytes(b"package")
        return "Package: foot\nVersion: 1:1.13.1\n"

    (tmp_path / "partial").mkdir()
    monkeypatch.setattr(bundle, "_run", runs)
    bundle._download_packages(tmp_path)
    (package,) = tmp_path.iterdir()
    assert "%" not in package.name
    assert f"Filename: ./{package.name}\nSize: 7\n" in bundle._stanza(package)
