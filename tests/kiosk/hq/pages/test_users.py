"""Officers of headquarters: who is let in, and what is kept of a password."""

import sys
from pathlib import Path

import pytest

from kiosk.errors import Misuse, Refusal
from kiosk.hq.pages.users import Users
from kiosk.security import password as passwords
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


OLDER = """\
[malee]
salt = "ffeeddccbbaa99887766554433221100"
hash = "9302cfcca486eb03a78c13bb9891246f2b2effb2f94805889030cfe683527cab\
e29f1d36b9eba468163e6f418b6a76d3e3bad68bbd4745a4f3bb32432ad386b0"
"""
"""An officer as older versions wrote them, with scrypt."""
OLD_PASSWORD = "ยางพาราในสายฝน rain"


@pytest.fixture
def older(users: Users) -> Users:
    with users.path.open("a") as file:
        file.write("\n" + OLDER)
    return users


def test_an_officer_of_an_older_version_is_let_in_and_the_hash_is_renewed_at_that_moment(older: Users) -> None:
    assert older.admitted("malee", OLD_PASSWORD + " ") is None
    assert "salt" in older.path.read_text()
    admitted = older.admitted("malee", OLD_PASSWORD)
    assert admitted == older.all()["malee"], "whose session is made of the new hash"
    assert "salt" not in older.path.read_text()
    assert older.admitted("malee", OLD_PASSWORD) == admitted
    assert older.admitted("somchai.p", PASSWORD)


def test_an_officer_of_an_older_version_is_let_in_while_the_file_cannot_be_written(older: Users) -> None:
    older.path.symlink_to(older.path.rename(older.path.with_name("elsewhere")))
    assert older.admitted("malee", OLD_PASSWORD) == older.all()["malee"]


def test_an_officer_who_was_removed_meanwhile_is_not_brought_back(
    older: Users, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = passwords.hashed

    def removed(secret: str) -> str:
        older.remove("malee")
        return hashed(secret)

    monkeypatch.setattr(passwords, "hashed", removed)
    older.admitted("malee", OLD_PASSWORD)
    assert set(older.all()) == {"somchai.p"}


@pytest.mark.parametrize("name", ["somchai.p", "malee", "nobody"])
def test_a_wrong_password_costs_one_hash_of_each_kind_whoever_is_named(
    older: Users, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the time of an answer tells no names; where all hashes are of one kind, that kind alone."""
    tried: list[str] = []
    verify = passwords.verify

    def noted(secret: str, digest: str, salt: str = "") -> tuple[bool, str | None]:
        tried.append("scrypt" if salt else digest[1:9])
        return verify(secret, digest, salt)

    monkeypatch.setattr(passwords, "verify", noted)
    assert older.admitted(name, "wrong password") is None
    assert sorted(tried) == ["argon2id", "scrypt"]
    tried.clear()
    older.remove("malee")
    older.admitted(name, "wrong password")
    assert tried == ["argon2id"]


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
