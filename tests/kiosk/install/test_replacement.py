"""A new machine takes the place of a lost one, in one command and from the lost one's backup."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.backup.archive import read_archive, write_archive
from kiosk.install.answers import Answers
from kiosk.install.installation import installation
from kiosk.install.replacement import replacement
from kiosk.install.steps import Run, Write
from kiosk.install.units import DATA, OFFICE
from kiosk.storage.toml_file import Faulty
from kiosk.text.refusal import Refusal
from tests.support.commands import one_sentence, run

pytestmark = pytest.mark.usefixtures("cheap_hashes")

WORD = "น้ำตกสามชั้น in April"
OFFICE_TOML = 'kiosk = "trang-1"\nid = "trang"\n'
SECRETS = {"key.pem": "the key", "pin.toml": '[pin]\nhash = "…"\n'}


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with the backup of a kiosk that has counted twice, and one of another kiosk's practice."""
    lost, office, stick = tmp_path / "lost", tmp_path / "trang.toml", tmp_path / "stick"
    stick.mkdir()
    office.write_text(OFFICE_TOML)
    for _ in range(2):
        assert run(lost, "--office", str(office), "count", "inspection", real=True).returncode == 0
    for name, content in SECRETS.items():
        (lost / name).write_text(content)
    assert run(lost, "--office", str(office), "backup", str(stick), stdin=f"{WORD}\n", real=True).returncode == 0
    (stick / "krabi-1-practice-2024-03-01.zip").touch()
    return stick


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A bare Debian, as far as can be told."""
    root = tmp_path / "root"
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/apt-get").touch()
    return root


def within(root: Path, path: str) -> Path:
    return root / path.lstrip("/")


def counts(data: Path) -> str:
    return run(data, "counts", "--json", real=True).stdout


def test_office_ledger_key_and_pin_are_in_their_places_after_one_command(
    stick: Path, root: Path, tmp_path: Path
) -> None:
    asked = ["install", "--dir", str(root), "--restore", str(stick)]
    shown = run(tmp_path, *asked, "--dry-run", stdin="2\nHDMI-A-1\n\n")
    assert shown.returncode == 0, shown.stderr
    assert 'id = "trang"' in shown.stdout
    assert "output HDMI-A-1 transform 90" in shown.stdout

    replaced = replacement(stick)
    with pytest.raises(Refusal, match="not the passphrase"):
        replaced.check("another passphrase")
    replaced.check(WORD)
    answers = Answers(kiosk=replaced.kiosk, passphrase=WORD)
    for step in installation(answers, running=False, replaced=replaced):
        if isinstance(step, Run) and "restore" in step.argv:  # which would be run by chroot
            *_, command, copy = step.argv
            put = ["--office", str(within(root, OFFICE)), command, str(within(root, copy))]
            assert run(within(root, DATA), *put, stdin=f"{step.secret}\n", real=True).returncode == 0
        elif not isinstance(step, Run):
            step.take(root)
    assert within(root, OFFICE).read_text() == OFFICE_TOML
    assert counts(within(root, DATA)) == counts(tmp_path / "lost")
    assert {name: within(root, f"{DATA}/{name}").read_text() for name in SECRETS} == SECRETS
    assert not {"put-back.zip", "office.toml"} & {path.name for path in within(root, DATA).iterdir()}
    assert "kiosk restore" in one_sentence(run(tmp_path, *asked), 1), "it has data of its own by now"


def test_a_backup_that_is_not_the_one_is_told_before_anything_is_done(stick: Path, root: Path, tmp_path: Path) -> None:
    (backup,) = stick.glob("trang-1-*")
    for source, kiosk, why in (
        (stick, "trang-2", "no backup of trang-2"),
        (backup, "trang-2", "no backup of trang-2"),
        (stick / "krabi-1-practice-2024-03-01.zip", "", "no whole backup"),
        (root, "", "no backup of"),
    ):
        with pytest.raises(Refusal, match=why):
            replacement(source, kiosk)
    backup.with_name("krabi-1-2024-03-01.zip").touch()
    refused = run(tmp_path, "install", "--dir", str(root), "--dry-run", "--restore", str(stick))
    assert "krabi-1, trang-1" in one_sentence(refused, 1)


@pytest.mark.parametrize("office", [b"\xff", b"id = ", 'id = "\u202e"'.encode()])
def test_an_offices_file_that_is_none_is_told_before_anything_is_done(stick: Path, office: bytes) -> None:
    """Root writes it where the counter reads it."""
    (backup,) = stick.glob("trang-1-*")
    contents, files = read_archive(backup)
    write_archive(backup, contents, files | {"office.toml": office})
    with pytest.raises(Faulty, match=r"office\.toml"):
        replacement(stick, "trang-1")


def test_a_machine_is_installed_again_without_a_question_and_keeps_its_offices_file(root: Path, tmp_path: Path) -> None:
    given = Answers(kiosk="trang-1", portrait=True, output="DP-1")
    install(root, given)
    office = within(root, OFFICE)
    office.write_text(OFFICE_TOML)
    again = run(tmp_path, "install", "--dir", str(root), "--dry-run")
    assert "output DP-1 transform 90" in again.stdout
    assert 'id = "trang"' in again.stdout
    install(root, replace(given, kiosk="trang-2"))
    assert [path.read_text() for path in office.parent.glob("office.toml.before-install-*")] == [OFFICE_TOML]


def install(root: Path, given: Answers) -> None:
    """The files of an installation."""
    for step in installation(given, running=False):
        if not isinstance(step, Run):
            step.take(root)


def test_root_writes_through_no_link_in_the_folder_of_the_counters_user(root: Path, tmp_path: Path) -> None:
    """Found as: where the backup is laid for the counter, a link of the counter's user led root to any file."""
    victim = tmp_path / "shadow"
    victim.write_text("root's own")
    place = within(root, f"{DATA}/put-back.zip")
    place.parent.mkdir(parents=True)
    place.symlink_to(victim)
    with pytest.raises(Refusal, match="no plain file"):
        Write(f"{DATA}/put-back.zip", b"theirs").take(root)
    assert victim.read_text() == "root's own"
