"""An upgrade: the version that runs is changed by a link, and changed back where the new one does not open."""

import os
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import Refusal
from kiosk.install.steps import Link, Remove, Run
from kiosk.version import CURRENT

_PREVIOUS = "previous"
"""The link to the version that the present installation replaces."""


@dataclass(frozen=True)
class Switch:
    """The link to the version that runs, in the folder of all versions.

    Where another one has run, `trial` must find the first page of the new one first; the counter is at rest meanwhile,
    so that nothing is counted that the copy of the data does not have.
    """

    folder: str
    version: str
    trial: Run
    rest: Run | None = None
    resume: Run | None = None

    def __str__(self) -> str:
        return f"{self._link}where another version has run, first {self.trial}"

    def take(self, root: Path) -> None:
        """Move the link. Refusal if the trial fails: the version before runs on."""
        before = _linked(root, self.folder, CURRENT)
        Remove(f"{self.folder}/{_PREVIOUS}").take(root)
        if before not in (None, self.version):
            self._try(root, before or "")
            Link(f"{self.folder}/{_PREVIOUS}", before or "").take(root)
        self._link.take(root)

    @property
    def _link(self) -> Link:
        return Link(f"{self.folder}/{CURRENT}", self.version)

    def _try(self, root: Path, before: str) -> None:
        if self.rest:
            self.rest.take(root)
        try:
            self.trial.take(root)
        except Refusal:
            if self.resume:
                self.resume.take(root)
            raise Refusal("install.not_upgraded", version=self.version, before=before) from None


@dataclass(frozen=True)
class Start:
    """The start of the services, which takes until the first page is there.

    Where it fails after a Switch, `stop` and `put_back` give the version before what it can read, and it runs again.
    """

    folder: str
    version: str
    start: Run
    stop: Run
    put_back: Run

    def __str__(self) -> str:
        return f"{self.start}where that fails, go back to the version before\n"

    def take(self, root: Path) -> None:
        """Start them. Refusal if they do not start, or only those of the version before."""
        try:
            self.start.take(root)
        except Refusal:
            before = _linked(root, self.folder, _PREVIOUS)
            if before is None:
                raise
            self.stop.take(root)
            self.put_back.take(root)
            Link(f"{self.folder}/{CURRENT}", before).take(root)
            self.start.take(root)
            raise Refusal("install.went_back", version=self.version, before=before) from None


def _linked(root: Path, folder: str, name: str) -> str | None:
    """The version that a link leads to; None without one."""
    path = root / folder.lstrip("/") / name
    return os.readlink(path) if path.is_symlink() else None
