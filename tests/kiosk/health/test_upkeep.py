"""A counter says by itself that a newer version is installed than the one that it runs."""

import sys
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.health.upkeep import upkeep
from kiosk.machine.kiosk import Kiosk


def test_a_counter_tells_that_another_version_is_installed_by_now(
    kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / __version__))
    (tmp_path / "current").symlink_to(__version__)
    assert upkeep(kiosk) == []
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to("9.0.1")
    (told,) = upkeep(kiosk)
    assert f"9.0.1 is installed, and this is still {__version__}" in told.en
