"""Signing keys (Ed25519), each in a file that only its user reads."""

import contextlib
import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.storage.private_file import write_private
from kiosk.text.refusal import Refusal


def make_key(path: Path) -> Ed25519PrivateKey:
    """A new key, kept in `path`."""
    key = Ed25519PrivateKey.generate()
    write_private(
        path,
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
    return key


def load_key(path: Path) -> Ed25519PrivateKey:
    """The key in `path`. Refusal if the file holds none."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError, OSError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise Refusal("key.unreadable", path=path)
    return key


def own_key(path: Path) -> Ed25519PrivateKey:
    """The key in `path`, made if there is none: of several processes that find none, one makes it for all."""
    if not path.exists():
        made = path.with_name(f"{path.name}.{os.getpid()}")
        make_key(made)
        with contextlib.suppress(FileExistsError):  # another process was first, and its key is the one
            os.link(made, path)
        made.unlink()
    return load_key(path)
