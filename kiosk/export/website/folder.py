"""The folder of a site: only files that changed are written, those that went are removed, others' are left alone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.text.refusal import Refusal

_LIST = ".kiosk-site"
"""Names the files that are ours, one a line; a folder without it that is not empty is somebody else's.
Behind one that takes long to make stands the digest of what it was made of."""


@dataclass(frozen=True)
class Derived:
    """Memoization: a file that takes long to make, and is made again only when this digest (hex) is another."""

    digest: str
    make: Callable[[], bytes]


Content = bytes | Derived


@dataclass(frozen=True)
class Written:
    """How many files were written, had gone, and were as they are already."""

    written: int
    removed: int
    kept: int


def write_site(folder: Path, files: dict[str, Content]) -> Written:
    """Bring the folder to these files. Refusal where it holds what is not ours, or cannot be written."""
    try:
        return _written(folder, files)
    except OSError as error:
        raise Refusal("website.not_written", path=folder, error=error) from None


def _written(folder: Path, files: dict[str, Content]) -> Written:
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / _LIST
    if not listed.exists() and any(folder.iterdir()):
        raise Refusal("website.not_ours", path=folder)
    before = _listed(listed)
    changed = {name: content for name, content in files.items() if not _holds(folder, name, content, before)}
    _list(listed, {**before, **dict.fromkeys(changed, "")})  # before any of them is there
    for name, content in changed.items():
        _replace(folder / name, content.make() if isinstance(content, Derived) else content)
    gone = [name for name in sorted(before.keys() - files.keys()) if _is_within(folder, name)]
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    _list(listed, {name: content.digest if isinstance(content, Derived) else "" for name, content in files.items()})
    return Written(len(changed), len(gone), len(files) - len(changed))


def _listed(path: Path) -> dict[str, str]:
    """Each of our files, and its digest or ""."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {name: digest for name, _, digest in (line.partition(" ") for line in lines)}


def _list(path: Path, names: dict[str, str]) -> None:
    lines = (f"{name} {digest}".rstrip() for name, digest in sorted(names.items()))
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _holds(folder: Path, name: str, content: Content, listed: dict[str, str]) -> bool:
    path = folder / name
    if isinstance(content, Derived):
        return path.is_file() and listed.get(name) == content.digest
    return path.is_file() and path.read_bytes() == content


def _is_within(folder: Path, name: str) -> bool:
    """Whether a listed name lies in the folder: a list that somebody wrote to leads nowhere else."""
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _replace(path: Path, content: bytes) -> None:
    """Atomic write: a reader sees the page before or the page after."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
