"""The shim built and put under a program, and the disks that a power cut can leave, worked out from its record."""

import os
import random
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.proof.world import scratch
from tests.support.programs import needs

HERE = Path(__file__).parent
SECTOR = 512
_HEAD = struct.Struct("@cIQQ")
_built = scratch()


@cache
def built() -> Path:
    """The shim, compiled. Skips where there is no compiler; in CI that is a failure."""
    needs("gcc")
    library = Path(_built.name) / "shim.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, HERE / "shim.c", "-ldl"], check=True)
    return library


def run_under_shim(folder: Path, script: str, *words: object, record: Path | None = None) -> str:
    """Run a script of this folder whose files below `folder` the shim watches; gives what it prints."""
    environment = {**os.environ, "LD_PRELOAD": str(built()), "SHIM_FOLDER": str(folder.resolve())}
    if record is not None:
        environment["SHIM_RECORD"] = str(record)
    done = subprocess.run(
        [sys.executable, "-m", f"tests.proof.{script}", str(folder.resolve()), *map(str, words)],
        cwd=HERE.parents[1],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


@dataclass
class Call:
    """One call that the program made: what (see shim.c), on which path, with which data."""

    what: str
    path: str
    offset: int
    data: bytes
    size: int


def calls(record: Path) -> Iterator[Call]:
    """The record, from its beginning."""
    content, at = record.read_bytes(), 0
    while at < len(content):
        what, length, offset, size = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        path = content[at : at + length].decode()
        at += length
        carried = size if what in (b"w", b"r") else 0
        yield Call(what.decode(), path, offset, content[at : at + carried], size)
        at += carried


@dataclass
class File:
    """What of a file is on the disk for sure, and the writes and truncations that may be or not."""

    durable: bytes = b""
    pending: list[Call] = field(default_factory=list)

    def after(self, pending: list[Call]) -> bytes:
        """The content when these of the pending calls have reached the disk."""
        content = bytearray(self.durable)
        for call in pending:
            if call.what == "t":
                del content[call.offset :]
                content.extend(bytes(call.offset - len(content)))
            else:
                content.extend(bytes(max(0, call.offset - len(content))))
                content[call.offset : call.offset + len(call.data)] = call.data
        return bytes(content)

    def synced(self) -> None:
        """All that was pending is on the disk."""
        self.durable, self.pending = self.after(self.pending), []


@dataclass
class Disk:
    """A folder as POSIX promises it: data is safe after fsync of the file, a name after fsync of the folder."""

    names: dict[str, File] = field(default_factory=dict)
    safe_names: dict[str, File] = field(default_factory=dict)
    pending_names: list[tuple[str, File | None]] = field(default_factory=list)

    def did(self, call: Call) -> None:
        """Take in one call."""
        if call.what == "o":
            self._name(call.path, File())
        elif call.what == "u":
            self._name(call.path, None)
        elif call.what == "r":
            self._name(call.data.decode(), self.names[call.path])
            self._name(call.path, None)
        elif call.what == "d":
            self.safe_names, self.pending_names = dict(self.names), []
        elif call.what == "s" and call.path in self.names:
            self.names[call.path].synced()
        elif call.what in "wt" and call.path in self.names:
            self.names[call.path].pending.append(call)

    def _name(self, path: str, file: File | None) -> None:
        self.pending_names.append((path, file))
        if file is None:
            self.names.pop(path, None)
        else:
            self.names[path] = file

    def cut(self, folder: Path, chance: random.Random) -> None:
        """Write into `folder` one of the disks that a power cut can leave now: of what was not synced none, all, or
        some sectors; of the names that were not, a beginning of them."""
        how = chance.choice(["none", "some", "all"])
        names = dict(self.safe_names)
        kept = {"none": 0, "all": len(self.pending_names)}.get(how, chance.randint(0, len(self.pending_names)))
        for path, file in self.pending_names[:kept]:
            if file is None:
                names.pop(path, None)
            else:
                names[path] = file
        for path, file in names.items():
            pending = {"none": [], "all": file.pending}.get(how)
            if pending is None:
                pending = [part for call in file.pending for part in _sectors(call) if chance.random() < 0.5]
            (folder / Path(path).name).write_bytes(file.after(pending))


def _sectors(call: Call) -> Iterator[Call]:
    """A write in parts that reach the disk each by itself."""
    if call.what == "t":
        yield call
        return
    for at in range(0, len(call.data), SECTOR):
        part = call.data[at : at + SECTOR]
        yield Call("w", call.path, call.offset + at, part, len(part))
