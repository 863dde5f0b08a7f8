"""The folder of a site: only files that changed are written, those that went are removed, others' are left alone."""

import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kiosk.storage.private_file import unwritten
from kiosk.text.refusal import Refusal

_LIST = ".kiosk-site"
"""Names the files that are ours, one a line, each with the digest of its content and of what it was made of; a folder
without it that is not empty is somebody else's."""

_AT_ONCE = 2
"""Files that are made beside one another: typesetting takes a core each, and memory."""

_LONGEST_NAME = 256

_WHOLE = "."
"""The name under which it has the digest of what the whole site was made of."""


@dataclass(frozen=True)
class DerivedFile:
    """Memoization: a file that takes long to make, and is made again only when this digest (hex) is another."""

    digest: str
    make: Callable[[], bytes]


Content = bytes | DerivedFile


@dataclass(frozen=True)
class FolderChanges:
    """How many files were written, had gone, and were as they are already."""

    written: int
    removed: int
    kept: int


def write_site(folder: Path, digest: str, files: Callable[[], dict[str, Content]]) -> FolderChanges:
    """Bring the folder to these files, which are made only where it was not made of what has this digest already.

    Refusal where it holds what is not ours, or cannot be written.
    """
    try:
        before = _listed(folder)
        if _is_whole(folder, digest, before):
            return FolderChanges(0, 0, len(before) - 1)
        return _written(folder, digest, files(), before)
    except OSError as error:
        raise unwritten(folder, error) from None


def _listed(folder: Path) -> dict[str, str]:
    """What stands behind each of our names. Refusal where there are names of others alone, or no plain list of ours: a
    pipe in its place would be read for ever."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / _LIST
    if listed.is_symlink() or not listed.is_file():
        if any(folder.iterdir()):
            raise Refusal("website.not_ours", path=folder)
        return {}
    lines = (line.partition(" ") for line in listed.read_bytes().decode(errors="replace").splitlines())
    return {name: digests for name, _, digests in lines if _may_be_ours(name)}


def _may_be_ours(name: str) -> bool:
    """Whether a file of a site may be called that: a list that lost power on the way holds anything."""
    return name.isascii() and name.isprintable() and 0 < len(name) < _LONGEST_NAME


def _is_whole(folder: Path, digest: str, before: dict[str, str]) -> bool:
    """Whether it was made of that, and nobody has touched any of it since."""
    ours = ((name, digests.partition(" ")[0]) for name, digests in before.items() if name != _WHOLE)
    return before.get(_WHOLE) == digest and all(_hash(folder / name) == wanted for name, wanted in ours)


def _written(folder: Path, digest: str, files: dict[str, Content], before: dict[str, str]) -> FolderChanges:
    if not all(_is_within(folder, str(Path(name).parent)) for name in files):
        raise Refusal("website.not_ours", path=folder)
    changed = {name: content for name, content in files.items() if not _holds(folder, name, content, before)}
    _list(folder, {**before, **dict.fromkeys([*changed, _WHOLE], "")})  # before any of them is there
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for name, content in zip(changed, pool.map(_made, changed.values()), strict=True):
            _replace(folder / name, content)
    left = sorted(before.keys() - files.keys() - {_WHOLE})
    gone = [name for name in left if _is_within(folder, name) and (folder / name).is_file()]
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    _list(folder, {_WHOLE: digest, **{name: _digests(folder / name, content) for name, content in files.items()}})
    return FolderChanges(len(changed), len(gone), len(files) - len(changed))


def _made(content: Content) -> bytes:
    return content.make() if isinstance(content, DerivedFile) else content


def _digests(path: Path, content: Content) -> str:
    made_of = content.digest if isinstance(content, DerivedFile) else ""
    return f"{_hash(path)} {made_of}".rstrip()


def _hash(path: Path) -> str:
    """SHA-256 of a file; "" for none."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _list(folder: Path, names: dict[str, str]) -> None:
    lines = (f"{name} {digests}".rstrip() for name, digests in sorted(names.items()))
    _replace(folder / _LIST, ("\n".join(lines) + "\n").encode())


def _holds(folder: Path, name: str, content: Content, listed: dict[str, str]) -> bool:
    path = folder / name
    if isinstance(content, DerivedFile):
        return path.is_file() and listed.get(name) == _digests(path, content)
    return path.is_file() and path.read_bytes() == content


def _is_within(folder: Path, name: str) -> bool:
    """Whether a name lies in the folder: neither a list that somebody wrote to nor a link leads anywhere else."""
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _replace(path: Path, content: bytes) -> None:
    """Atomic write: a reader sees the page before or the page after. No link is followed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            os.fchmod(descriptor, 0o644)  # for everybody to read
        os.replace(beside, path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
