"""xterm on an X server without a screen: the other terminal that is found everywhere, with its own way of drawing."""

import os
import subprocess
from types import TracebackType
from typing import Self

from PIL import Image, ImageGrab

from tests.support.commands import clean_environment

NEEDED = ("Xvfb", "xterm", "xdotool")
FONT = "DejaVu Sans Mono"
CELL = (12, 24)
"""Pixels of a cell at this size of the font."""


class XTerm:
    """A command in an xterm of so many columns and rows, as one gets it: nothing said about colours."""

    def __init__(self, argv: list[str], columns: int, rows: int) -> None:
        self.argv, self.columns, self.rows = argv, columns, rows

    def __enter__(self) -> Self:
        readable, writable = os.pipe()
        size = f"{self.columns * CELL[0]}x{self.rows * CELL[1]}x24"
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writable), "-dpi", "100", "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
            pass_fds=[writable],
            stderr=subprocess.DEVNULL,
        )
        os.close(writable)
        with os.fdopen(readable) as answer:
            self.display = f":{answer.readline().strip()}"
        self.env = {**clean_environment(), "DISPLAY": self.display, "LANG": "C.UTF-8"}
        self.env.pop("COLORTERM", None)
        look = ["-u8", "-fa", FONT, "-fs", "14", "-b", "0", "+sb", "-geometry", f"{self.columns}x{self.rows}+0+0"]
        self.terminal = subprocess.Popen(
            ["xterm", *look, "-e", *self.argv],
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (self.terminal, self.server):
            process.terminate()
            process.wait()

    def press(self, *keys: str) -> None:
        """Type keys by their X11 names, as slowly as a person."""
        subprocess.run(["xdotool", "key", "--delay", "250", *keys], env=self.env, check=True, timeout=60)

    def picture(self) -> Image.Image:
        """What is on the screen now."""
        return ImageGrab.grab(xdisplay=self.display).convert("RGB")
