"""Typesetting: what a sheet takes is given back before the next."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.export.paper.output import ALL
from tests.kiosk.export.paper.test_placards import pages_of
from tests.support.commands import clean_environment
from tests.support.sample import DAY

PRINTED = """
import sys
from kiosk.cli import main
try:
    main()
finally:
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def most(folder: Path, what: str) -> int:
    """The most memory, in KiB, of a process that prints into a file or folder of that name."""
    options = ["--practice", "--today", str(DAY), "--data", str(folder)]
    command = [*options, "print", what, "--pdf", str(folder / what)]
    child = [sys.executable, "-c", PRINTED, *command]
    told = subprocess.run(child, capture_output=True, text=True, timeout=90, env=clean_environment())
    assert told.returncode == 0, told.stderr
    return int(told.stdout.split()[-1])


@pytest.fixture(scope="module")
def all_sheets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """All sheets printed one after another: the folder they are in, and the memory that it took."""
    folder = tmp_path_factory.mktemp("sheets")
    memory = most(folder, ALL)
    return folder / ALL, memory


def test_all_sheets_one_after_another_take_little_more_memory_than_the_largest_alone(
    all_sheets: tuple[Path, int], tmp_path: Path
) -> None:
    assert all_sheets[1] < 1.4 * most(tmp_path, "extension-education")


def test_every_placard_is_set_in_both_languages_on_one_page_and_a_long_list_of_papers_on_two(
    all_sheets: tuple[Path, int], catalogue: Catalogue
) -> None:
    pages = {file.stem: pages_of(file) for file in all_sheets[0].iterdir()}
    assert {*catalogue.services, "survey", "complaints", "no-gift", "duty", "hours", "closed"} <= {*pages}
    long = {name for name, number in pages.items() if number != 1}
    assert {pages[name] for name in long} == {2}
    assert long <= {*catalogue.services}
