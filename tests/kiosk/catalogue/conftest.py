"""The shipped content as files that may be spoilt."""

import shutil
from pathlib import Path

import pytest

from kiosk.catalogue.content_files import CONTENT
from kiosk.health.check import CheckReport, check
from tests.support.planted import Plant
from tests.support.sample import DAY


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the shipped content."""
    return Path(shutil.copytree(str(CONTENT), tmp_path / "content"))


@pytest.fixture
def plant(content: Path) -> Plant:
    """Replace words of a file of the content, and check."""

    def planted(file: str, old: str, new: str) -> CheckReport:
        path = content / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return check(DAY, content=content)

    return planted
