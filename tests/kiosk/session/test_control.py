"""The counter asks its session for letters; without a session there is nobody to ask."""

import os
import socket
from collections.abc import Iterator

import pytest

from kiosk.session.control import Control, environment, next_word

Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    """The session's end of a line, and the counter's."""
    mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with mine, its:
        yield mine, its


def test_what_the_counter_asks_arrives(ends: Ends) -> None:
    control = Control(ends[1].fileno())
    control.ask(larger=True)
    control.ask(larger=False)
    control.beat()
    assert [next_word(ends[0]) for _ in range(3)] == ["larger", "usual", "alive"]


def test_a_session_that_is_gone_is_asked_in_vain(ends: Ends) -> None:
    ends[0].close()
    Control(ends[1].fileno()).ask(larger=True)


def test_a_counter_that_is_gone_asks_nothing(ends: Ends) -> None:
    ends[1].close()
    assert next_word(ends[0]) is None


def test_the_end_that_was_left_is_found_and_left_to_no_other_process(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    (name, number), *_ = environment(ends[1]).items()
    left = os.dup(int(number))
    os.set_inheritable(left, True)
    monkeypatch.setenv(name, str(left))
    for _ in range(2):  # also by a counter that is opened anew
        control = Control.inherited()
        assert control is not None
        assert not os.get_inheritable(left)
        control.ask(larger=True)
        assert next_word(ends[0]) == "larger"
    os.close(left)


@pytest.mark.parametrize("number", ["", "x", "99999"])
def test_where_no_session_runs_it_there_is_none(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_SESSION", number)
    assert Control.inherited() is None


def test_a_session_that_hangs_does_not_hold_the_counter(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    left = os.dup(ends[1].fileno())
    monkeypatch.setenv("KIOSK_SESSION", str(left))
    control = Control.inherited()
    assert control is not None
    for _ in range(5_000):
        control.beat()
    os.close(left)
