"""The cache of the catalogue stands in for reading it only while nothing has changed, and only where it is our own."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.catalogue.cache import CACHE, CatalogueCache
from kiosk.catalogue.catalogue import Catalogue
from kiosk.streams.record.files import RECORD
from kiosk.streams.record.record import Record
from kiosk.text.languages import Language
from kiosk.text.qr import FIRST_DRAWN, modules
from kiosk.text.thai import FIRST_CUT, words
from tests.support.sample import DAY

READS = """
import sys; from pathlib import Path; from kiosk.catalogue.load import load
load(None, Path(sys.argv[1]), today=load().assessments[0].eit.start)
for name, module in sys.modules.items():
    if name.startswith("kiosk."):
        print(module.__file__)
"""
"""Read the content with what an office has written, and say which modules that took."""

PROMISE = "เจ้าหน้าที่ไม่เห็นคำตอบของท่าน"


@pytest.fixture
def cache(tmp_path: Path, catalogue: Catalogue) -> Path:
    """A cache that was kept in the temporary folder."""
    CatalogueCache(None, tmp_path, DAY).keep(catalogue)
    return tmp_path / CACHE


def test_what_is_kept_is_the_catalogue_that_was_read(cache: Path, catalogue: Catalogue) -> None:
    kept = CatalogueCache(None, cache.parent, DAY).read()
    assert kept is not None
    assert kept.phrases.words == catalogue.phrases.words
    assert replace(kept, phrases=catalogue.phrases) == catalogue
    assert cache.stat().st_mode & 0o777 == 0o600


def test_the_next_start_neither_cuts_nor_draws_what_the_first_page_shows(tmp_path: Path, catalogue: Catalogue) -> None:
    FIRST_CUT.clear()
    FIRST_DRAWN.clear()
    cut, drawn = words.__wrapped__(PROMISE), modules.__wrapped__("https://itap.nacc.go.th")
    CatalogueCache(None, tmp_path, DAY).keep(catalogue)
    FIRST_CUT.clear()
    FIRST_DRAWN.clear()
    CatalogueCache(None, tmp_path, DAY).read()
    assert {PROMISE: cut}.items() <= FIRST_CUT.items()
    assert drawn in FIRST_DRAWN.values()


def another_word(kept: bytes) -> bytes:
    """The cache as a disk gives it back that has turned one bit of a figure."""
    return kept.replace(b"1178", b"1179", 1)


def no_word(kept: bytes) -> bytes:
    """The cache with one bit turned in a Thai letter."""
    return kept.replace("เ".encode(), b"\xe0\x39\x80", 1)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file of the first edition has come": lambda cache: (cache.parent / "roster.toml").touch(),
    "a record has come": lambda cache: (cache.parent / "record.db").touch(),
    "a bulletin has come into a file that another program keeps in WAL": lambda cache: (
        cache.parent / "bulletins.db-wal"
    ).touch(),
    "a year has come": lambda cache: ((cache.parent / "ita").mkdir(), (cache.parent / "ita/2570.toml").touch()),
    "others may write it": lambda cache: cache.chmod(0o620),
    "half of it is there": lambda cache: os.truncate(cache, 1000),
    "one bit of its words is another": lambda cache: cache.write_bytes(another_word(cache.read_bytes())),
    "one bit of its words is none of UTF-8": lambda cache: cache.write_bytes(no_word(cache.read_bytes())),
    "it is something else": lambda cache: cache.write_bytes(b"\xc1" * 1000),
    "it is a link": lambda cache: cache.rename(cache.with_suffix(".old")).with_name(CACHE).symlink_to("catalogue.old"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_cache_that_something_has_changed_since_is_not_taken(cache: Path, change: Callable[[Path], object]) -> None:
    change(cache)
    assert CatalogueCache(None, cache.parent, DAY).read() is None


def test_the_cache_watches_every_module_that_reads_the_content(cache: Path) -> None:
    """What stands in a package's face is no more than its name."""
    watched = {path for path, *_ in msgspec.msgpack.decode(cache.read_bytes()[32:])[0]}
    with Record(cache.parent / RECORD, practice=True):
        reads = [sys.executable, "-c", READS, cache.parent]
        modules = subprocess.run(reads, capture_output=True, text=True, check=True).stdout
    assert {module for module in modules.split() if not module.endswith("__init__.py")} - watched == set()


def test_the_cache_is_of_one_day_and_one_file_of_an_office(cache: Path) -> None:
    assert CatalogueCache(None, cache.parent, DAY + timedelta(1)).read() is None
    assert CatalogueCache(cache.parent / "office.toml", cache.parent, DAY).read() is None


def test_further_languages_and_files_of_this_moment_are_read_anew(tmp_path: Path, catalogue: Catalogue) -> None:
    CatalogueCache(None, tmp_path, DAY).keep(replace(catalogue, languages=[*catalogue.languages, Language("zh")]))
    (tmp_path / "record.db").touch()
    CatalogueCache(None, tmp_path, DAY).keep(catalogue)
    assert not (tmp_path / CACHE).exists()
