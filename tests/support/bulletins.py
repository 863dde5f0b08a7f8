"""Bulletins as a headquarters of tests signs them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.bulletin import FIRST, Bulletin, body_hash
from kiosk.protocol.signing import public_hex, sign
from kiosk.streams.record.bulletins.shelf import Shelf
from tests.support.sample import DAY
from tests.support.syncs import HQ_KEY


def bulletin(
    after: Bulletin | None = None,
    kind: str = "version",
    body: str = '{"version":"1.1.0"}',
    starts: date = DAY,
    offices: list[str] | None = None,
    key: Ed25519PrivateKey = HQ_KEY,
    **other: object,
) -> Bulletin:
    """The next bulletin; `other` are parts that differ from what is right, which are signed too."""
    number, previous = (after.number + 1, after.hash) if after else (1, FIRST)
    right = {"number": number, "previous": previous, "body_hash": body_hash(body), "body": body}
    unsigned = Bulletin(**{**right, "kind": kind, "starts": starts, "offices": offices, **other})
    return msgspec.structs.replace(unsigned, signature=sign(key, unsigned.bytes()))


def bulletins(count: int, **more: object) -> Sequence[Bulletin]:
    """So many, of which each follows the one before."""
    made: list[Bulletin] = []
    for _ in range(count):
        made.append(bulletin(made[-1] if made else None, **more))  # type: ignore[arg-type]
    return made


def handed_down(kiosk: Kiosk, kind: str, body: dict[str, Any], starts: date = DAY) -> Kiosk:
    """Put the next bulletin on a kiosk's shelf; gives the kiosk as it is then."""
    shelf = Shelf(kiosk.path(""))
    held = shelf.held()
    text = msgspec.json.encode(body).decode()
    signed = bulletin(held[-1].bulletin if held else None, kind, text, starts)
    shelf.keep([signed], DAY, public_hex(HQ_KEY))
    return kiosk.reread()
