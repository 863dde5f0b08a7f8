"""The PIN: right or wrong, and ever longer to wait for the next wrong try."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.security import password
from kiosk.security.pin import Pin
from kiosk.security.wrong_tries import FORGOTTEN_AFTER, LONGEST_WAIT, TRIES
from kiosk.storage.toml_file import Faulty
from kiosk.text.refusal import Refusal

pytestmark = pytest.mark.usefixtures("cheap_hashes")

NOBODY = 65534
NOW = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def pin(tmp_path: Path) -> Pin:
    pin = Pin(tmp_path / "pin.toml")
    pin.set("246810")
    return pin


def wrong(pin: Pin, times: int, at: datetime = NOW) -> None:
    for _ in range(times):
        pin.check("000000", at)


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """A folder that may not be looked into, not even by root."""
    folder.chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)


@contextmanager
def unwritable(pin: Pin) -> Iterator[None]:
    """A file that may be read and not written; root may write to any that is only forbidden."""
    elsewhere = pin.path.rename(pin.path.with_name("elsewhere"))
    pin.path.symlink_to(elsewhere)
    yield
    elsewhere.rename(pin.path)


def test_the_right_pin_is_right(pin: Pin) -> None:
    assert pin.check("246810", NOW).right


def test_five_wrong_tries_are_free_and_the_sixth_waits(pin: Pin) -> None:
    left = [pin.check("000000", NOW).tries_left for _ in range(TRIES)]
    assert left == [4, 3, 2, 1, 0]
    answer = pin.check("246810", NOW)
    assert not answer.right
    assert answer.wait == 30


def test_the_wait_grows_and_ends_at_a_quarter_of_an_hour(pin: Pin) -> None:
    wrong(pin, TRIES)
    waits, at = [], NOW
    for _ in range(10):
        waits.append(pin.wait(at))
        at += timedelta(seconds=waits[-1])
        pin.check("000000", at)
    assert waits[:3] == [30, 60, 120]
    assert waits[-1] == LONGEST_WAIT == 900


def test_the_wait_is_kept_over_a_restart_and_a_clock_set_back(pin: Pin) -> None:
    wrong(pin, TRIES)
    again = Pin(pin.path)
    assert again.wait(NOW) == 30
    assert again.wait(NOW - timedelta(days=3)) == 30


def test_a_right_pin_gives_nobody_new_free_tries(pin: Pin) -> None:
    """Found as: after staff had come in a visitor had four free tries again."""
    wrong(pin, TRIES)
    assert pin.check("246810", NOW + timedelta(seconds=31)).right
    assert pin.check("000000", NOW + timedelta(seconds=32)).wait == 60


def test_wrong_tries_are_forgotten_one_by_one_as_time_goes_by(pin: Pin) -> None:
    wrong(pin, TRIES - 1)
    assert pin.check("000000", NOW + timedelta(seconds=2 * FORGOTTEN_AFTER)).tries_left == 2
    assert pin.check("000000", NOW + timedelta(days=2)).tries_left == TRIES - 1


def test_staff_are_told_once_of_the_wrong_tries_before_theirs_by_day(pin: Pin) -> None:
    """Found as: wrong tries were shown to nobody."""
    wrong(pin, 2)
    wrong(pin, 1, NOW + timedelta(days=1))
    told = pin.check("246810", NOW + timedelta(days=2)).tries
    assert (told.untold, told.untold_since) == (3, NOW.date())
    assert "09:00" not in pin.path.read_text()
    told = pin.check("246810", NOW + timedelta(days=2)).tries
    assert (told.untold, told.untold_since) == (0, None)


def test_wrong_tries_of_a_day_are_counted_over_a_right_pin(pin: Pin) -> None:
    wrong(pin, 2)
    assert pin.check("246810", NOW).right
    assert pin.check("000000", NOW).tries.of_day == 3
    assert pin.check("000000", NOW + timedelta(days=1)).tries.of_day == 1


def test_a_broken_file_is_refused_and_does_not_open_the_door(pin: Pin) -> None:
    pin.path.write_text("salt = 3")
    with pytest.raises(Faulty):
        pin.check("246810", NOW)


def test_the_rule_for_a_pin_is_said(tmp_path: Path) -> None:
    for wrong in ("1234", "1357924680135", "2468 10", "abcdef", ""):
        with pytest.raises(Refusal, match="6 to 12 digits"):
            Pin(tmp_path / "pin.toml").set(wrong)


@pytest.mark.parametrize(
    ("rule", "pins"),
    [
        ("repeats itself", "000000 111111111 121212 123123"),
        ("runs up or down", "123456 12345678 567890 987654 543210 321098 ๑๒๓๔๕๖"),
        ("first or last four digits are a year", "256701 258369 012567 20241990 2502468"),
    ],
)
def test_a_pin_that_is_guessed_first_is_refused_by_the_rule_it_breaks(tmp_path: Path, rule: str, pins: str) -> None:
    """258369 was told all three rules, and its owner saw no year in it."""
    for guessed in pins.split():
        with pytest.raises(Refusal, match=f"{rule}.* is guessed first; choose another"):
            Pin(tmp_path / "pin.toml").set(guessed)
    assert not (tmp_path / "pin.toml").exists()


def test_a_pin_may_be_given_in_thai_digits(tmp_path: Path) -> None:
    pin = Pin(tmp_path / "pin.toml")
    pin.set("๒๔๖๘๑๐")
    assert pin.check("246810", NOW).right


def test_wrong_tries_wait_as_long_while_the_file_cannot_be_written(pin: Pin) -> None:
    with unwritable(pin):
        answers = [pin.check("000000", NOW) for _ in range(TRIES)]
        assert [(verdict.tries_left, verdict.noted) for verdict in answers] == [
            (left, False) for left in (4, 3, 2, 1, 0)
        ]
        assert answers[-1].wait == pin.wait(NOW) == 30
        early = pin.check("246810", NOW)
        assert not early.right
        assert not early.noted
        later = NOW + timedelta(seconds=31)
        assert pin.check("000000", later).wait == 60


def test_staff_come_in_after_the_wait_while_the_file_cannot_be_written(pin: Pin) -> None:
    wrong(pin, TRIES - 1)
    with unwritable(pin):
        wrong(pin, 1)
        later = NOW + timedelta(seconds=31)
        assert pin.check("246810", later).right
        assert pin.check("000000", later).wait == 60
    later += timedelta(seconds=60)
    assert pin.check("000000", later).wait == 120
    assert Pin(pin.path).wait(later) == 120


def test_what_could_not_be_written_is_written_with_the_next_wrong_try(pin: Pin) -> None:
    with unwritable(pin):
        wrong(pin, 3)
    assert pin.check("000000", NOW).noted
    assert Pin(pin.path).check("000000", NOW).tries_left == 0


def test_another_pin_begins_with_no_wrong_tries(pin: Pin) -> None:
    with unwritable(pin):
        wrong(pin, TRIES)
    Pin(pin.path).set("135790")
    assert pin.check("135790", NOW).right


OLDER = """\
salt = "00112233445566778899aabbccddeeff"
hash = "00244b937cf67da835406386f2a7e45304a45627a3fab4361869832c2bba55e0\
181656325468e7b344457f73e76715854974eaeb8194def1fb9a9c1faf6daaf0"
"""
"""pin.toml of 246810 as older versions wrote it, with scrypt."""


@pytest.fixture
def older(pin: Pin) -> Pin:
    pin.path.write_text(OLDER + f"wrong = 4\nlast_wrong = {NOW.timestamp()}\n")
    return Pin(pin.path)


def test_a_pin_of_an_older_version_lets_in_and_its_hash_is_renewed_at_that_moment(older: Pin) -> None:
    assert older.check("246810", NOW).right
    renewed = older.path.read_text()
    assert "argon2id" in renewed
    assert "salt" not in renewed
    assert older.check("000000", NOW).wait == 30, "the wrong tries before count on"
    later = NOW + timedelta(seconds=30)
    assert older.check("246810", later).right
    assert Pin(older.path).check("246810", later).right


def test_wrong_tries_at_a_pin_of_an_older_version_count_on_and_renew_nothing(older: Pin) -> None:
    assert older.check("000000", NOW).wait == 30
    assert 'salt = "00112233445566778899aabbccddeeff"' in older.path.read_text()
    assert Pin(older.path).wait(NOW) == 30


def test_a_pin_of_an_older_version_lets_in_while_its_file_cannot_be_written(older: Pin) -> None:
    with unwritable(older):
        assert older.check("246810", NOW).right
        assert older.check("000000", NOW).wait == 30
    assert older.check("246810", NOW + timedelta(seconds=30)).right
    assert "argon2id" in older.path.read_text()


def test_the_cost_stands_in_the_hash_and_is_raised_when_the_right_pin_is_typed(
    pin: Pin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(password, "_TIME", 3)
    password._argon2.cache_clear()
    assert pin.check("246810", NOW).right
    assert ",t=3," in pin.path.read_text()
    monkeypatch.undo()
    password._argon2.cache_clear()
    assert pin.check("246810", NOW).right


def test_tries_at_the_same_time_are_each_counted_and_no_more_are_tried_than_counted(pin: Pin) -> None:
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: pin.check("000000", NOW), range(12)))
    assert sorted(verdict.tries_left for verdict in answers) == [0] * 8 + [1, 2, 3, 4]
    assert Pin(pin.path).wait(NOW) == 30


def test_a_counter_that_was_locked_stays_locked_when_its_file_goes_away(pin: Pin) -> None:
    assert pin.is_set
    shutil.rmtree(pin.path.parent)
    assert pin.is_set
    assert not Pin(pin.path).is_set
    with pytest.raises(Faulty):
        pin.check("246810", NOW)


def test_a_folder_that_cannot_be_looked_into_counts_as_locked(pin: Pin) -> None:
    with closed(pin.path.parent):
        assert pin.is_set


TOML = st.fixed_dictionaries(
    {},
    optional={
        "salt": st.text("0123456789abcdefz้", max_size=40),
        "hash": st.text("0123456789abcdefz้", max_size=140)
        | st.sampled_from(["้" * 128, "0" * 128, password.DECOY, "$argon2id$", password.DECOY.replace("t=2", "t=0")]),
        "wrong": st.integers() | st.just("five"),
        "last_wrong": st.floats(),
    },
).map(msgspec.toml.encode)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | TOML)
def test_whatever_is_in_the_file_is_refused_or_waits_and_lets_nobody_in(pin: Pin, content: bytes) -> None:
    pin.path.write_bytes(content)
    with suppress(Refusal):
        assert 0 <= pin.wait(NOW) <= 3600
        assert not pin.check("246810", NOW).right


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_a_last_try_at_no_time_at_all_is_waited_for_or_long_over(pin: Pin, number: str) -> None:
    wrong(pin, TRIES)
    text = pin.path.read_text()
    pin.path.write_text(text.replace(f"last = {NOW.timestamp()}", f"last = {number}"))
    assert pin.path.read_text() != text
    assert pin.wait(NOW) in (0, 30)
