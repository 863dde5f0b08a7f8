"""Bulletins as they come from headquarters: each follows the one before, and is signed."""

from collections.abc import Iterable

from kiosk.protocol.bulletin import Bulletin, BulletinHead, chained
from kiosk.protocol.signing import verifies


def check_signed(bulletins: Iterable[Bulletin], head: BulletinHead, public_key: str) -> list[Bulletin]:
    """Those chained from `head` on and signed by the owner of that key (hex). ValueError at one that is not."""
    checked = []
    for bulletin in chained(bulletins, head):
        if not verifies(public_key, bulletin.signature, bulletin.bytes()):
            raise ValueError(f"bulletin {bulletin.number} is not signed by headquarters")
        checked.append(bulletin)
    return checked
