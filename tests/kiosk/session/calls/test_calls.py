"""A call rings at every staff terminal, ends everywhere with the first answer, and leaves no trace."""

import asyncio
import os
import socket
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from kiosk.session.calls.call import LONGEST_LINE, Call
from kiosk.session.calls.handset import Handset
from kiosk.session.calls.switchboard import Switchboard
from kiosk.session.calls.unix_socket import SOCKET
from kiosk.text.languages import ENGLISH, THAI
from tests.support.deadline import Deadline


async def until(condition: Callable[[], object]) -> None:
    deadline = Deadline()
    while not condition():
        assert deadline.holds, "never came"
        await asyncio.sleep(0.005)


@asynccontextmanager
async def counter(path: Path) -> AsyncIterator[Switchboard]:
    switchboard = Switchboard(path)
    await switchboard.open()
    try:
        yield switchboard
    finally:
        switchboard.close()
        await asyncio.sleep(0.01)


@asynccontextmanager
async def terminal(path: Path) -> AsyncIterator[Handset]:
    handset = Handset(path, lambda: None)
    listening = asyncio.create_task(handset.listen())
    try:
        yield handset
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / SOCKET


async def test_a_call_rings_at_every_terminal_and_ends_everywhere_with_the_first_answer(path: Path) -> None:
    async with counter(path) as board, terminal(path) as first, terminal(path) as second:
        await until(lambda: len(board._terminals) == 2)
        board.ring("90-day-report", ENGLISH)
        await until(lambda: first.ringing and second.ringing)
        assert first.ringing is not None
        assert (first.ringing.service, first.ringing.language, first.ringing.seconds) == ("90-day-report", ENGLISH, 0)
        second.answer()
        await until(lambda: board.call is not None and board.call.state == "coming" and first.ringing is None)
        first.answer()
        board.hang_up()
        assert board.call is None


async def test_a_visitor_cancels_and_may_call_again(path: Path) -> None:
    async with counter(path) as board, terminal(path) as desk:
        await until(lambda: board.is_attended)
        board.ring(None, THAI)
        board.ring("90-day-report", THAI)
        await until(lambda: desk.ringing)
        assert desk.ringing is not None
        assert desk.ringing.service is None, "the second press of the same visitor is no second call"
        board.hang_up()
        await until(lambda: desk.ringing is None)
        board.ring(None, THAI)
        await until(lambda: desk.ringing)


async def test_a_terminal_that_is_opened_later_rings_too_and_one_that_is_closed_attends_no_longer(path: Path) -> None:
    async with counter(path) as board:
        assert not board.is_attended
        board.ring(None, THAI)
        async with terminal(path) as desk:
            await until(lambda: desk.ringing)
            assert board.is_attended
        await until(lambda: not board.is_attended)


async def test_a_terminal_stops_ringing_when_the_counter_ends_and_connects_again_when_it_is_back(path: Path) -> None:
    async with terminal(path) as desk:
        for _ in range(2):
            async with counter(path) as board:
                await until(lambda board=board: board.is_attended)  # type: ignore[misc]
                board.ring(None, THAI)
                await until(lambda: desk.ringing)
            await until(lambda: desk.ringing is None)
        assert not path.exists()


async def test_only_this_user_may_connect_and_nothing_is_written(path: Path) -> None:
    async with counter(path) as board, terminal(path):
        await until(lambda: board.is_attended)
        board.ring(None, THAI)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert os.listdir(path.parent) == [SOCKET]


async def test_the_socket_of_a_counter_that_crashed_is_replaced(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left_over:
        left_over.bind(str(path))
    async with counter(path) as board, terminal(path):
        await until(lambda: board.is_attended)


async def test_a_second_counter_leaves_the_line_of_the_first_alone(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with counter(path) as first:
        async with counter(path) as second:
            assert "Another counter listens" in caplog.text
        async with terminal(path):
            await until(lambda: first.is_attended)
            assert not second.is_attended


@pytest.mark.parametrize("stands", ["file", "link"])
async def test_what_is_no_socket_is_not_touched(path: Path, caplog: pytest.LogCaptureFixture, stands: str) -> None:
    path.symlink_to("/dev/null") if stands == "link" else path.write_text("a letter")
    async with counter(path) as board:
        board.ring(None, THAI)
        assert "is no socket" in caplog.text
    assert path.is_symlink() if stands == "link" else path.read_text() == "a letter"


async def test_a_data_folder_with_a_long_name_has_its_line_too(tmp_path: Path) -> None:
    folder = tmp_path / ("f" * 120)
    folder.mkdir()
    async with counter(folder / SOCKET) as board, terminal(folder / SOCKET) as desk:
        await until(lambda: board.is_attended)
        board.ring(None, THAI)
        await until(lambda: desk.ringing)


BAD = [b"\n", b"{}\n", b"[1]\n", b"\xff\xfe\n", b'{"call": 7}\n', b'{"call": "somebody else\'s"}\n']


async def test_lines_that_are_no_message_change_nothing(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with counter(path) as board, terminal(path) as desk:
        await until(lambda: board.is_attended)
        board.ring(None, THAI)
        reader, writer = await asyncio.open_unix_connection(path)
        writer.writelines(BAD)
        await until(lambda: caplog.text.count("was ignored") == len(BAD) - 1)
        assert board.call is not None
        assert board.call.state == "calling"
        writer.write(b"x" * LONGEST_LINE * 4)
        while await reader.read(100):
            pass
        writer.close()
        await writer.wait_closed()
        desk.answer()
        await until(lambda: board.call is not None and board.call.state == "coming")


def test_a_call_from_the_time_to_come_has_lasted_no_second() -> None:
    assert Call("1", None, THAI, since=1e12).seconds == 0
