"""The steps of an installation: a file to write, a link, a command to run. Each may be taken again."""

import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.storage.private_file import write_private
from kiosk.storage.sqlite_restore import free_name
from kiosk.text.refusal import Refusal

_LONG = 10_000
"""Bytes of a file that nobody reads on a screen."""


@dataclass(frozen=True)
class Write:
    """A file with that content; with `keeps`, another that stands there is kept beside it."""

    path: str
    content: bytes
    mode: int = 0o644
    keeps: bool = False

    def __str__(self) -> str:
        shown = (
            f"{len(self.content)} bytes"
            if b"\0" in self.content or len(self.content) > _LONG
            else self.content.decode()
        )
        return f"write {self.path}\n" + "".join(f"    {line}\n" for line in shown.splitlines())

    def take(self, root: Path) -> None:
        """Write it below that folder. Refusal where a link stands in its place: in a folder of the counter's own user,
        root follows none."""
        path = root / self.path.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.keeps and path.exists() and path.read_bytes() != self.content:
            path.rename(free_name(path, "before-install"))
        write_private(path, self.content, self.mode)


@dataclass(frozen=True)
class Link:
    """A symbolic link, in place of whatever link stands there."""

    path: str
    target: str

    def __str__(self) -> str:
        return f"link {self.path} -> {self.target}\n"

    def take(self, root: Path) -> None:
        """Make it below that folder."""
        path = root / self.path.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.unlink(missing_ok=True)
        beside.symlink_to(self.target)
        beside.replace(path)  # a power cut leaves the one or the other


@dataclass(frozen=True)
class Remove:
    """A file or link that is no longer there."""

    path: str

    def __str__(self) -> str:
        return f"remove {self.path}\n"

    def take(self, root: Path) -> None:
        """Remove it below that folder."""
        (root / self.path.lstrip("/")).unlink(missing_ok=True)


@dataclass(frozen=True)
class Run:
    """A command; `secret` is what it reads on stdin. It is left out once `unless` is there."""

    argv: tuple[str, ...]
    secret: str = ""
    unless: str = ""

    def __str__(self) -> str:
        return f"run {shlex.join(self.argv)}\n"

    def take(self, root: Path) -> None:
        """Run it within that folder. Refusal if it fails."""
        if self.unless and os.path.lexists(root / self.unless.lstrip("/")):
            return
        within = () if root == Path("/") else ("chroot", str(root))
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        ended = subprocess.run(
            [*within, *self.argv], input=f"{self.secret}\n" if self.secret else "", text=True, env=environment
        )
        if ended.returncode:
            raise Refusal("install.failed", command=shlex.join(self.argv), code=ended.returncode)


class Step(Protocol):
    """One of these, or of the upgrade's own; as words, it says what it does."""

    def take(self, root: Path) -> None:
        """Take it on the system in that folder. Refusal if it fails."""
