"""Hashes that cost almost nothing, for tests of everything but their cost."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from kiosk.security import password, seal


@contextmanager
def cheap() -> Iterator[None]:
    """Of PINs, passwords and passphrases, meanwhile."""
    with patch.multiple(password, _MEMORY=8, _TIME=1), patch.object(seal, "_COST", 2):
        password._argon2.cache_clear()
        yield
    password._argon2.cache_clear()
