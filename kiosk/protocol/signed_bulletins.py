"""Bulletins as they come from headquarters: each follows the one before, and is signed."""

from collections.abc import Iterable

from kiosk.protocol.bulletin import Bulletin, BulletinHead, chained
from kiosk.protocol.signing import verifies


def check_signed(bulletins: Iterable[Bulletin], head: BulletinHead, *public_keys: str) -> list[Bulletin]:
    """Bulletins, each of which follows the one before, the first one `head`, and is signed by the owner of one of those
    keys (hex). ValueError at one that is not."""
    checked = list(chained(bulletins, head))
    for bulletin in checked:
        signer_of(bulletin, public_keys)
    return checked


def signer_of(bulletin: Bulletin, public_keys: Iterable[str]) -> str:
    """Which of those keys (hex) has signed it. ValueError if none has."""
    for key in public_keys:
        if verifies(key, bulletin.signature, bulletin.bytes()):
            return key
    raise ValueError(f"bulletin {bulletin.number} is not signed by headquarters")
