"""Debian's Chromium, driven over a pipe by its own protocol: addresses, keys, scripts, sizes, print."""

import base64
import itertools
import json
import os
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.support.deadline import SECONDS, Deadline
from tests.support.programs import needs

_OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-default-apps"),
    *("--disable-extensions", "--disable-sync", "--password-store=basic", "--remote-debugging-pipe"),
    "--allow-pre-commit-input",  # keys that come before the first picture of a page count too
)

_VIRTUAL_KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), " ": (32, " ")}
"""Keys by their names: the number that pages ask for, and what they type."""

_GOING_ON = ("Execution context was destroyed", "Cannot find default execution context", "navigated or closed")
"""What Chromium says of a script while it goes on to another page."""

_WHEN_THERE = """(async () => {{
if (document.readyState !== 'complete') await new Promise(there => addEventListener('load', there));
return (function () {{ {script} }})(...{arguments});
}})()"""


class Chromium:
    """A browser with one page in it."""

    def __init__(self, commands: int, answers: int) -> None:
        """`commands` is the end of the pipe to write to, `answers` the one to read from."""
        self._commands, self._answers = commands, answers
        self._unread = b""
        self._numbers = itertools.count(1)
        self._loads = 0
        self._session: dict[str, str] = {}
        (page,) = (each for each in self.call("Target.getTargets")["targetInfos"] if each["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        self.call("Page.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What the protocol's method of that name gives. ChromiumError if it is refused."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters, **self._session}
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != number:
            pass
        if "error" in answer:
            raise ChromiumError(f"{method}: {answer['error']['message']}")
        given: dict[str, Any] = answer["result"]
        return given

    def _next(self) -> dict[str, Any]:
        """The next message."""
        deadline = Deadline()
        while b"\0" not in self._unread:
            assert deadline.holds, "Chromium does not answer"
            if select.select([self._answers], [], [], SECONDS)[0]:
                new = os.read(self._answers, 1 << 20)
                assert new, "Chromium has ended"
                self._unread += new
        raw, _, self._unread = self._unread.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        self._loads += message.get("method") == "Page.loadEventFired"
        return message

    def open(self, address: str) -> None:
        """Open an address, and wait until all of its page is there."""
        before = self._loads
        error = self.call("Page.navigate", url=address).get("errorText")
        assert error is None, f"{address}: {error}"
        while self._loads == before:
            self._next()

    @property
    def address(self) -> str:
        address: str = self.run("return location.href")
        return address

    @property
    def text(self) -> str:
        """What is seen of the page."""
        text: str = self.run("return document.body.innerText")
        return text

    def run(self, script: str, *arguments: object) -> Any:
        """What the body of a function returns, or the promise that it returns comes to, once all of the page is there."""
        call = _WHEN_THERE.format(script=script, arguments=json.dumps(arguments))
        deadline = Deadline()
        while deadline.holds:
            try:
                given = self.call("Runtime.evaluate", expression=call, awaitPromise=True, returnByValue=True)
            except ChromiumError as error:
                if not any(words in str(error) for words in _GOING_ON):
                    raise
                continue
            assert "exceptionDetails" not in given, given
            return given["result"].get("value")
        raise AssertionError("the page goes on and on to another one")

    def press(self, *keys: str) -> None:
        """Press keys: Tab, Enter, a space; other words are typed as one."""
        for key in keys:
            if key not in _VIRTUAL_KEYS:
                self.call("Input.insertText", text=key)
                continue
            number, text = _VIRTUAL_KEYS[key]
            pressed = {"key": key, "code": key.replace(" ", "Space"), "windowsVirtualKeyCode": number}
            self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **pressed)
            self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def size(self, width: int, height: int = 900) -> None:
        """Let the window be so large."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    @contextmanager
    def seen_as(self, media: str = "", **features: str) -> Iterator[None]:
        """Pages for a medium, or for a reader who prefers something, meanwhile."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", media=media, features=named)
        try:
            yield
        finally:
            self.call("Emulation.setEmulatedMedia", media="", features=[])

    def pdf(self, **options: object) -> bytes:
        """The page as it is printed."""
        return base64.b64decode(self.call("Page.printToPDF", **options)["data"])


class ChromiumError(Exception):
    """Chromium refuses a call."""


@contextmanager
def chromium(folder: Path) -> Iterator[Chromium]:
    """A browser whose own files lie in that folder. Skips where there is none; in CI that is a failure."""
    needs("chromium")
    (read_by_it, commands), (answers, written_by_it) = os.pipe(), os.pipe()
    started = f'exec chromium "$@" 3<&{read_by_it} 4>&{written_by_it}'
    argv = ["bash", "-c", started, "chromium", *_OPTIONS, f"--user-data-dir={folder}", "about:blank"]
    with subprocess.Popen(argv, pass_fds=(read_by_it, written_by_it), stderr=subprocess.DEVNULL) as process:
        os.close(read_by_it)
        os.close(written_by_it)
        try:
            browser = Chromium(commands, answers)
            yield browser
            with suppress(AssertionError, BrokenPipeError):
                browser.call("Browser.close")
        finally:
            os.close(commands)
            os.close(answers)
            if process.poll() is None:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(10)
                process.kill()
