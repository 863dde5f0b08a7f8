"""Marks of one kiosk: its state with its reason or age, its clock, version, disk and bulletin."""

from collections.abc import Iterable

from kiosk import __version__
from kiosk.hq.pages.cells import MarkCell
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.pages.status_marks import state_tiles
from kiosk.hq.report.report import ReportingState
from kiosk.progress.status_marks import StatusMark
from kiosk.storage.disk_space import LOW
from kiosk.text.bilingual import Bilingual, joined, same

_UNKNOWN = MarkCell(StatusMark("–", "soft"), same(""), rank=-1)
_RIGHT, _PLAIN, _HAS = StatusMark("●", "ok"), StatusMark("", "soft"), StatusMark("✔", "ok")
_ODD, _OLD = StatusMark("◇", "warn"), StatusMark("▼", "warn")


def state_mark(state: ReportingState, age: Bilingual) -> MarkCell:
    """Whether a kiosk reports, or for how long it has not."""
    tile, words = state_tiles()[state], phrases()(f"kiosk_state.{state}")
    ages = state not in ("reporting", "never", "halted")
    return MarkCell(tile.mark, joined([words, age]) if ages else words, rank=tile.rank)


def clock_mark(ahead: int | None, *, is_known: bool) -> MarkCell:
    """By how many minutes a clock is wrong; `ahead` is None where it is right, or nobody knows."""
    if not is_known:
        return _UNKNOWN
    if ahead is None:
        return MarkCell(_RIGHT, phrases()("kiosks.clock_right"))
    return MarkCell(_ODD, phrases()("kiosks.minutes", minutes=f"{ahead:+d}"), rank=abs(ahead))


def newest_version(versions: Iterable[str | None]) -> str | None:
    """The newest version that any kiosk runs; None before there is one. What says that it is newer than headquarters,
    which is brought forward first, makes no other one old."""
    own = _order(__version__)
    return max((version for version in versions if version and _order(version) <= own), key=_order, default=None)


def version_mark(version: str | None, newest: str | None) -> MarkCell:
    """A version, and whether others run a newer one."""
    if version is None:
        return _UNKNOWN
    is_old = newest is not None and _order(version) < _order(newest)
    return MarkCell(_OLD if is_old else _PLAIN, same(version), rank=0 if is_old else 1)


def disk_mark(mebibytes: int | None) -> MarkCell:
    """Free disk, and whether that is little."""
    if mebibytes is None:
        return _UNKNOWN
    mark = StatusMark("▼", "bad") if mebibytes < LOW else _PLAIN
    return MarkCell(mark, same(f"{mebibytes / 1024:.1f} GiB"), rank=mebibytes)


def bulletin_mark(held: int, newest: int) -> MarkCell:
    """The number of the last bulletin that a kiosk holds (0: none), beside the newest there is."""
    if not newest:
        return _UNKNOWN
    if not held:
        return MarkCell(StatusMark("○", "warn"), phrases()("kiosks.no_bulletin"), rank=0)
    return MarkCell(_HAS if held == newest else _ODD, same(str(held)), rank=held)


def _order(version: str) -> list[int]:
    return [int(part) if part.isascii() and part.isdigit() else -1 for part in version.split(".")]
