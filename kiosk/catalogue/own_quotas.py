"""Minima that an office's own file of a year sets otherwise than the year that is shipped: allowed, and told."""

from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec import Struct, to_builtins

from kiosk.catalogue.content_files import CONTENT
from kiosk.catalogue.load import read
from kiosk.catalogue.parts import Parts, Unread
from kiosk.text.bilingual import Bilingual
from kiosk.text.sentences import COMMANDS, sentence


class OwnQuota(Struct, frozen=True):
    """A minimum of a fiscal year (B.E.) for the office's class: its own, and the one that is shipped."""

    year: int
    minimum: str
    quota: int
    shipped: int

    @property
    def words(self) -> Bilingual:
        """As `2567 total: 400, not 500`."""
        return sentence(COMMANDS, "check.own_quota", **to_builtins(self))


def own_quotas(office_file: Path | None, folder: Path | None, content: Traversable = CONTENT) -> list[OwnQuota]:
    """Every minimum that differs; none where a file of either side cannot be read."""
    if folder is None or not any((folder / "ita").glob("*.toml")):
        return []
    own, _ = read(office_file, folder, content)
    shipped, _ = read(None, None, content)
    try:
        return _differing(own, shipped)
    except Unread:
        return []


def _differing(own: Parts, shipped: Parts) -> list[OwnQuota]:
    chosen = own.office.office_class
    known = {year.year: year.quotas.get(chosen, {}) for year in shipped.assessments}
    return [
        OwnQuota(year.year, minimum, quota, known[year.year][minimum])
        for year in own.assessments
        for minimum, quota in year.quotas.get(chosen, {}).items()
        if known.get(year.year, {}).get(minimum, quota) != quota
    ]
