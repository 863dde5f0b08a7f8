"""The log of headquarters: a flood is told as a number, and whatever is in it is drawn by no terminal."""

import json
import logging

import pytest

from kiosk.hq.receiver.json_log import MOST, JsonLog, JsonLogHandler


def lines(capfd: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capfd.readouterr().err.splitlines()]


def test_of_a_kind_some_lines_are_written_and_the_rest_are_counted(capfd: pytest.CaptureFixture[str]) -> None:
    log = JsonLog(window=3600)
    for number in range(MOST + 412):
        log.write("kind", {"path": f"/{number}"})
    log.write("other", {"path": "/other"})
    assert [line["path"] for line in lines(capfd)] == [*(f"/{number}" for number in range(MOST)), "/other"]
    log._window = 0
    log.write("other", {"path": "/later"})
    told = lines(capfd)
    assert [(line["path"], line.get("repeated")) for line in told] == [
        (f"/{MOST + 411}", "repeated 412 times"),
        ("/later", None),
    ]


def test_what_libraries_say_is_in_it_too_with_the_reason_on_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    handler, logger = JsonLogHandler(JsonLog()), logging.getLogger("tests.json_log")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        try:
            raise ValueError("\x1b[2J\x9b31m\u202e\x7f")
        except ValueError:
            logger.exception("it failed: %s", "ไม่ได้")
    finally:
        logger.removeHandler(handler)
    written = capfd.readouterr().err
    assert written.isascii()
    assert not any(character in written.rstrip("\n") for character in "\n\x1b\x7f")
    line = json.loads(written)
    assert (line["level"], line["message"]) == ("error", "it failed: ไม่ได้")
    assert "ValueError" in line["traceback"]
