"""Upkeep: what staff are told because a hand is needed: an old backup, a newer version, what headquarters asks."""

from collections.abc import Iterator

from kiosk import __version__
from kiosk.backup.backup_folder import backup_word, newest_backup
from kiosk.editing.headquarters_asks import from_headquarters
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.version import newer_version
from kiosk.storage.toml_file import Faulty
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import short_date


def upkeep(kiosk: Kiosk) -> list[Bilingual]:
    """A sentence each; none where all is as it should be."""
    return [*_headquarters(kiosk), *_backup(kiosk), *_version(kiosk)]


def _headquarters(kiosk: Kiosk) -> Iterator[Bilingual]:
    if count := len([*from_headquarters(kiosk)]):
        yield kiosk.catalogue.phrases("upkeep.headquarters", count=count)


def _backup(kiosk: Kiosk) -> Iterator[Bilingual]:
    say = kiosk.catalogue.phrases
    try:
        word, newest = backup_word(kiosk), newest_backup(kiosk)
    except Faulty:
        word, newest = "none", None
    if word == "old" and newest:
        yield say("upkeep.backup_old", day=short_date(newest.day))
    elif word in ("none", "gone"):
        yield say("upkeep.backup_none")


def _version(kiosk: Kiosk) -> Iterator[Bilingual]:
    if (newer := newer_version()) is not None:
        yield kiosk.catalogue.phrases("upkeep.version", installed=newer, running=__version__)
