"""Which headquarters this kiosk belongs to, and who it is there (hq.toml, key.pem)."""

from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from kiosk.errors import Refusal
from kiosk.machine import Kiosk
from kiosk.protocol.chain import Hash, Name
from kiosk.storage.private_file import is_there, read_struct, write_private


class Membership(Struct, frozen=True, forbid_unknown_fields=True):
    """hq.toml: HQ's address and public key, and the name under which it knows this kiosk."""

    url: str
    kiosk: Name
    office: Name
    public_key: Hash


def membership(kiosk: Kiosk) -> Membership | None:
    """Where the kiosk is enrolled, or None."""
    path = kiosk.folder / "hq.toml"
    return read_struct(path, Membership) if is_there(path) else None


def keep_membership(kiosk: Kiosk, member: Membership) -> None:
    """Remember where the kiosk is enrolled."""
    write_private(kiosk.path("hq.toml"), msgspec.toml.encode(member))


def checked_url(url: str | None) -> str:
    """`url` without its last slash. Refusal unless it is https, or http to this very machine."""
    if url is None:
        raise Refusal("No headquarters is named; give its address before the code, or in the office's own file.")
    parts = urlsplit(url)
    local = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and local)):
        raise Refusal(f"{url} is not an address of headquarters; give one that begins with https://.")
    return url.rstrip("/")
