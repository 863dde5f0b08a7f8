"""An upgrade: the version that runs is changed by a link, and changed back where the new one does not open."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from kiosk.install.steps import Link, Remove, Run
from kiosk.machine.version import CURRENT
from kiosk.text.refusal import Refusal

_PREVIOUS = "previous"
"""The link to the version that the present installation replaces."""


@dataclass(frozen=True)
class Switch:
    """The link to the version that runs, in the folder of all versions.

    Where another one has run, `trial` must find the first page of the new one first. The counter is at rest from then
    until it has started anew, so that nothing is counted that the copy of the data does not have.
    """

    folder: str
    version: str
    trial: Run
    put_back: Run
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

    def undo(self, root: Path, fault: Exception) -> None:
        """Compensating action for a later step that failed: the version before gets what it can read, and runs again.

        Refusal that says so, with the fault; nothing is done where no other version was before.
        """
        before = _linked(root, self.folder, _PREVIOUS)
        if before is None:
            return
        if self.rest:
            self.rest.take(root)
        self.put_back.take(root)
        Link(f"{self.folder}/{CURRENT}", before).take(root)
        if self.resume:
            self.resume.take(root)
        raise Refusal("install.went_back", version=self.version, before=before, why=fault)

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
class DropOld:
    """No version but the one that runs and the one before it: years of upgrades fill no disk."""

    folder: str

    def __str__(self) -> str:
        return f"remove every version in {self.folder} but the one that runs and the one before\n"

    def take(self, root: Path) -> None:
        """Remove the others' environments and wheels."""
        folder = root / self.folder.lstrip("/")
        kept = {_linked(root, self.folder, name) for name in (CURRENT, _PREVIOUS)}
        for venv in folder.glob("[0-9]*/pyvenv.cfg"):
            if venv.parent.name not in kept:
                shutil.rmtree(venv.parent)
        for wheel in folder.glob("wheels/*.whl"):
            if wheel.name.split("-")[1] not in kept:
                wheel.unlink()


def _linked(root: Path, folder: str, name: str) -> str | None:
    """The version that a link leads to; None without one."""
    path = root / folder.lstrip("/") / name
    return os.readlink(path) if path.is_symlink() else None
