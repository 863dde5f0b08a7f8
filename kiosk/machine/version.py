"""The version of the program: what runs here, and what is installed by now."""

import sys
from importlib import metadata
from pathlib import Path

from msgspec import Struct, json

from kiosk import __version__

DISTRIBUTION = "immigration-counter-kiosk"

CURRENT = "current"
"""The link, beside the environments of the versions, to the one that is to run."""


class _Origin(Struct):
    """direct_url.json, as pip writes it: where a distribution was installed from."""

    dir_info: dict[str, bool] = {}


def newer_version() -> str | None:
    """The version that is installed, where this process still runs another one; else None."""
    installed = _linked(Path(sys.prefix)) or _in_place()
    return installed if installed and installed != __version__ else None


def is_older(version: str, wanted: str) -> bool:
    """Whether a version comes before another by the numbers of both; one that has other parts is older than none."""
    try:
        here, there = ([int(part) for part in each.split(".")] for each in (version, wanted))
    except ValueError:
        return False
    return here < there


def _linked(prefix: Path) -> str | None:
    """The version that the link beside this environment leads to."""
    link = prefix.with_name(CURRENT)
    return link.readlink().name if link.is_symlink() else None


def _in_place() -> str | None:
    """The version of this environment, as its files say now; None where it runs a clone that somebody edits."""
    try:
        installed = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return None
    origin = json.decode(installed.read_text("direct_url.json") or "{}", type=_Origin)
    return None if origin.dir_info.get("editable") else installed.version
