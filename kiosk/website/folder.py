"""The folder of a site: only files that changed are written, those that went are removed, others' are left alone."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import Refusal

_LIST = ".kiosk-site"
"""Names the files that are ours, one a line; a folder without it that is not empty is somebody else's."""


@dataclass(frozen=True)
class Written:
    """How many files were written, had gone, and were as they are already."""

    written: int
    removed: int
    kept: int


def write_site(folder: Path, files: dict[str, bytes]) -> Written:
    """Bring the folder to these files. Refusal where it holds what is not ours, or cannot be written."""
    try:
        return _written(folder, files)
    except OSError as error:
        raise Refusal("website.not_written", path=folder, error=error) from None


def _written(folder: Path, files: dict[str, bytes]) -> Written:
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / _LIST
    if not listed.exists() and any(folder.iterdir()):
        raise Refusal("website.not_ours", path=folder)
    before = set(listed.read_text("utf-8").splitlines()) if listed.exists() else set()
    listed.write_text("\n".join(sorted(before | files.keys())) + "\n", "utf-8")  # before any of them is there
    changed = [name for name, content in files.items() if not _holds(folder / name, content)]
    for name in changed:
        _replace(folder / name, files[name])
    gone = [name for name in sorted(before - files.keys()) if _is_within(folder, name)]
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    listed.write_text("\n".join(sorted(files)) + "\n", "utf-8")
    return Written(len(changed), len(gone), len(files) - len(changed))


def _holds(path: Path, content: bytes) -> bool:
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
