"""The PIN: right or wrong, and ever longer to wait for the next wrong try."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.errors import Refusal
from kiosk.pin import TRIES, Pin
from kiosk.reading import Faulty

NOW = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def pin(tmp_path: Path) -> Pin:
    pin = Pin(tmp_path / "pin.toml")
    pin.set("246810")
    return pin


def wrong(pin: Pin, times: int, at: datetime = NOW) -> None:
    for _ in range(times):
        pin.check("000000", at)


def test_the_right_pin_is_right(pin: Pin) -> None:
    assert pin.check("246810", NOW).right


def test_five_wrong_tries_are_free_and_the_sixth_waits(pin: Pin) -> None:
    left = [pin.check("000000", NOW).tries_left for _ in range(TRIES)]
    assert left == [4, 3, 2, 1, 0]
    answer = pin.check("246810", NOW)
    assert not answer.right
    assert answer.wait == 30


def test_the_wait_grows_and_ends_at_an_hour(pin: Pin) -> None:
    wrong(pin, TRIES)
    waits, at = [], NOW
    for _ in range(10):
        waits.append(pin.wait(at))
        at += timedelta(seconds=waits[-1])
        pin.check("000000", at)
    assert waits[:3] == [30, 60, 120]
    assert waits[-1] == 3600


def test_the_wait_is_kept_over_a_restart_and_a_clock_set_back(pin: Pin) -> None:
    wrong(pin, TRIES)
    again = Pin(pin.path)
    assert again.wait(NOW) == 30
    assert again.wait(NOW - timedelta(days=3)) == 30


def test_the_right_pin_after_the_wait_makes_everything_new(pin: Pin) -> None:
    wrong(pin, TRIES)
    assert pin.check("246810", NOW + timedelta(seconds=31)).right
    assert pin.check("000000", NOW + timedelta(seconds=32)).tries_left == TRIES - 1


def test_a_broken_file_is_refused_and_does_not_open_the_door(pin: Pin) -> None:
    pin.path.write_text("salt = 3")
    with pytest.raises(Faulty):
        pin.check("246810", NOW)


def test_the_rule_for_a_pin_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="6 digits or more"):
        Pin(tmp_path / "pin.toml").set("1234")
