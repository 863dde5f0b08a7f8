"""Programs that tests need besides Python: one that is missing skips the test, in CI it fails it."""

import os
import shutil

import pytest


def needs(*names: str) -> None:
    """Skip where one of the programs is not installed; in CI that is a failure."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"not installed: {', '.join(missing)}")
