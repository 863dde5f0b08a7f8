"""Debounce: a double press is one press, a deliberate second one counts."""

import pytest

from screens.widgets import debounce
from screens.widgets.debounce import Debounce


def test_a_press_locks_out_those_right_after_it_and_no_others() -> None:
    presses = Debounce(0.4)
    accepted = [at for at in (100.0, 100.2, 100.3, 100.4, 100.5, 101.0) if presses.accepts("3", at)]
    assert accepted == [100.0, 100.4, 101.0]


def test_another_key_is_another_press() -> None:
    presses = Debounce(0.4)
    assert [presses.accepts(key, 100.0) for key in "1231"] == [True, True, True, False]


def test_without_a_span_every_press_counts() -> None:
    presses = Debounce(0.0)
    assert [presses.accepts(pressed_at=100.0) for _ in range(3)] == [True, True, True]


def test_a_lockout_begins_without_a_press_and_ends_before_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(debounce, "monotonic", lambda: now)
    presses = Debounce(60)
    presses.lock_out()
    assert not presses.accepts()
    presses.reset()
    assert presses.accepts()
    now += 60
    assert presses.accepts()
