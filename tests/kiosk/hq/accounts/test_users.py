"""Officers of headquarters: who is let in, what is kept of a password, and where an older version kept them."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from kiosk.hq.accounts.policy import Grant
from kiosk.hq.accounts.users import Users
from kiosk.hq.accounts.users_file import import_users
from kiosk.hq.store.account_tables import users as table
from kiosk.hq.store.audit_log import Actor, newest
from kiosk.hq.store.engine import connect
from kiosk.security import password as passwords
from kiosk.text.refusal import Misuse, Refusal
from tests.support.commands import run
from tests.support.fork_server import start
from tests.support.terminal import Terminal

pytestmark = pytest.mark.usefixtures("cheap_hashes")

PASSWORD = "rubber trees in rain"
NOW = datetime(2024, 3, 1, 3, 0, tzinfo=UTC)
ROOT = Actor("root")
ALL = Grant("administrator")


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    made = connect(url, practice=True)
    yield made
    made.dispose()


@pytest.fixture
def users(engine: sa.Engine) -> Users:
    made = Users(engine)
    made.add("somchai.p", PASSWORD, [], ROOT, NOW, ALL)
    return made


def admitted(users: Users, name: str, password: str) -> bool:
    return users.admitted(name, password, "", NOW)


def test_the_right_password_and_no_other_is_admitted(users: Users) -> None:
    assert admitted(users, "somchai.p", PASSWORD)
    assert not admitted(users, "somchai.p", PASSWORD + " ")
    assert not admitted(users, "somchai", PASSWORD)


OLDER = """\
[malee]
salt = "ffeeddccbbaa99887766554433221100"
hash = "9302cfcca486eb03a78c13bb9891246f2b2effb2f94805889030cfe683527cab\
e29f1d36b9eba468163e6f418b6a76d3e3bad68bbd4745a4f3bb32432ad386b0"
"""
"""An officer as older versions wrote them, with scrypt."""
OLD_PASSWORD = "ยางพาราในสายฝน rain"


@pytest.fixture
def older(users: Users, engine: sa.Engine, tmp_path: Path) -> Users:
    path = tmp_path / "users.toml"
    path.write_text(OLDER)
    import_users(path, engine, ROOT, NOW)
    return users


def test_the_officers_of_an_older_versions_file_are_in_the_register_and_the_file_is_kept(
    older: Users, engine: sa.Engine, tmp_path: Path
) -> None:
    assert set(older.all()) == {"malee", "somchai.p"}
    assert (tmp_path / "users.toml.backup").read_text() == OLDER
    assert not (tmp_path / "users.toml").exists()
    with engine.connect() as db:
        assert newest(db, 1)[0].detail == "malee, from users.toml"
    import_users(tmp_path / "users.toml", engine, ROOT, NOW)


def test_an_officer_of_an_older_version_is_let_in_and_the_hash_is_renewed_at_that_moment(older: Users) -> None:
    assert not admitted(older, "malee", OLD_PASSWORD + " ")
    assert older.all()["malee"].salt
    assert admitted(older, "malee", OLD_PASSWORD)
    assert older.all()["malee"].salt == ""
    assert admitted(older, "malee", OLD_PASSWORD)
    assert admitted(older, "somchai.p", PASSWORD)


def test_an_officer_who_was_removed_meanwhile_is_not_brought_back(
    older: Users, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = passwords.hashed

    def removed(secret: str) -> str:
        older.remove("malee", ROOT, NOW)
        return hashed(secret)

    monkeypatch.setattr(passwords, "hashed", removed)
    admitted(older, "malee", OLD_PASSWORD)
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
    assert not admitted(older, name, "wrong password")
    assert sorted(tried) == ["argon2id", "scrypt"]
    tried.clear()
    older.remove("malee", ROOT, NOW)
    admitted(older, name, "wrong password")
    assert tried == ["argon2id"]


@pytest.mark.parametrize("name", ["", "Somchai", "สมชาย", "a b", "-a", "a" * 64, "../x"])
def test_a_name_that_cannot_be_one_is_wrong_usage(users: Users, name: str) -> None:
    with pytest.raises(Misuse, match="small letters"):
        users.add(name, PASSWORD, [], ROOT, NOW, ALL)


@pytest.mark.parametrize(
    "password", ["short", "x" * 201, "aaaaaaaaaa", "password1234", "phatthalung1", "somchai.p1", "qwertyuiop12"]
)
def test_a_password_that_is_guessed_early_is_refused(users: Users, password: str) -> None:
    """Found as: ten times the letter a was taken."""
    with pytest.raises(Refusal, match="choose another one"):
        users.add("malee", password, ["phatthalung", "somchai.p"], ROOT, NOW, ALL)
    with pytest.raises(Refusal, match="choose another one"):
        users.set_password("somchai.p", password, ["phatthalung"], ROOT, NOW)
    assert set(users.all()) == {"somchai.p"}
    assert admitted(users, "somchai.p", PASSWORD)


def test_a_password_of_two_hundred_characters_in_thai_is_taken(users: Users) -> None:
    users.add("malee", "ยางพาราในสายฝน" * 14, [], ROOT, NOW, ALL)
    assert admitted(users, "malee", "ยางพาราในสายฝน" * 14)


def test_no_password_is_kept(users: Users, engine: sa.Engine) -> None:
    with engine.connect() as db:
        assert PASSWORD not in str(db.execute(sa.select(table)).all())


def test_several_who_add_at_once_are_all_there(tmp_path: Path) -> None:
    """Found as: six at once were told that they may log in, and one was in the file."""
    names = [f"officer-{number}" for number in range(6)]
    command = ["--data", str(tmp_path), "--practice", "hq", "user", "add"]
    started = [start([*command, name], stdin=PASSWORD + "\n") for name in names]
    told = []
    for process, output in started:
        with output:
            told.append(output.read())
        process.join()
    assert [line.partition(" may log in, as ")[0] for line in told] == names
    assert [line.split()[0] for line in run(tmp_path, "hq", "user", "list").stdout.splitlines()] == names


def test_the_commands_add_change_name_and_remove(tmp_path: Path) -> None:
    assert "Nobody may log in" in run(tmp_path, "hq", "user", "list").stdout
    added = run(tmp_path, "hq", "user", "add", "malee", stdin=PASSWORD + "\n")
    assert (added.returncode, added.stdout) == (0, "malee may log in, as administrator of all offices.\n")
    again = run(tmp_path, "hq", "user", "add", "malee", stdin=PASSWORD + "\n")
    assert again.returncode == 1
    assert "kiosk hq user password malee" in again.stderr
    changed = run(tmp_path, "hq", "user", "password", "malee", stdin="nine quite other words\n")
    assert changed.stdout == "malee has a new password, and is logged out everywhere.\n"
    refused = run(tmp_path, "hq", "user", "remove", "malee")
    assert (refused.returncode, "last administrator" in refused.stderr) == (1, True)
    assert run(tmp_path, "hq", "user", "add", "somchai", stdin=PASSWORD + "\n").stdout.endswith(
        "reader of all offices.\n"
    )
    assert run(tmp_path, "hq", "user", "set", "somchai", "--role", "administrator").returncode == 0
    assert run(tmp_path, "hq", "user", "remove", "malee").returncode == 0
    for command in ("remove", "password"):
        unknown = run(tmp_path, "hq", "user", command, "malee", stdin=PASSWORD + "\n")
        assert unknown.returncode == 1
        assert "There is no user malee" in unknown.stderr


def test_a_second_factor_is_given_with_its_qr_code(tmp_path: Path) -> None:
    added = run(tmp_path, "hq", "user", "add", "--totp", "malee", stdin=PASSWORD + "\n")
    assert "otpauth://totp/" in added.stdout
    assert "█" in added.stdout
    assert added.stdout.endswith("malee may log in with a code of their phone, as administrator of all offices.\n")


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
