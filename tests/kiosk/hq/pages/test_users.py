"""Officers of headquarters: who is let in, and what is kept of a password."""

import sys
from pathlib import Path

import pytest

from kiosk.errors import Misuse, Refusal
from kiosk.hq.pages.users import Users
from tests.support.commands import run_process
from tests.support.terminal import Terminal

PASSWORD = "rubber trees in rain"


@pytest.fixture
def users(tmp_path: Path) -> Users:
    made = Users(tmp_path / "users.toml")
    made.add("somchai.p", PASSWORD)
    return made


def test_the_right_password_and_no_other_is_admitted(users: Users) -> None:
    assert users.admitted("somchai.p", PASSWORD)
    assert not users.admitted("somchai.p", PASSWORD + " ")
    assert not users.admitted("somchai", PASSWORD)


def test_the_file_is_private_and_holds_no_password(users: Users) -> None:
    assert users.path.stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in users.path.read_text()


def test_a_second_add_is_a_new_password(users: Users) -> None:
    assert users.add("somchai.p", "another long one") is False
    assert users.admitted("somchai.p", "another long one")
    assert not users.admitted("somchai.p", PASSWORD)


@pytest.mark.parametrize("name", ["", "Somchai", "สมชาย", "a b", "-a", "a" * 64, "../x"])
def test_a_name_that_cannot_be_one_is_wrong_usage(users: Users, name: str) -> None:
    with pytest.raises(Misuse, match="small letters"):
        users.add(name, PASSWORD)


def test_a_short_password_is_refused(users: Users) -> None:
    with pytest.raises(Refusal, match="10 characters"):
        users.add("malee", "short")
    assert set(users.all()) == {"somchai.p"}


def test_the_command_adds_and_removes(tmp_path: Path) -> None:
    added = run_process(tmp_path, "hq", "user", "add", "malee", stdin=PASSWORD + "\n")
    assert (added.returncode, added.stdout) == (0, "malee may log in.\n")
    users = Users(tmp_path / "practice" / "users.toml")
    assert users.admitted("malee", PASSWORD)
    assert run_process(tmp_path, "hq", "user", "remove", "malee").returncode == 0
    assert users.all() == {}
    again = run_process(tmp_path, "hq", "user", "remove", "malee")
    assert again.returncode == 1
    assert "There is no user malee" in again.stderr


def test_a_password_is_asked_twice_in_a_terminal_and_never_shown(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "--data", str(tmp_path), "--practice", "hq", "user", "add", "malee"]
    for second, status in (("something else", 1), (PASSWORD, 0)):
        with Terminal(command) as terminal:
            terminal.wait_for("Password of malee")
            terminal.press(PASSWORD, "enter")
            terminal.wait_for("Once more")
            terminal.press(second, "enter")
            assert terminal.wait_end() == status
            assert PASSWORD not in terminal.text
