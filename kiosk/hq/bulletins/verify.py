"""Audit of the bulletins from end to end: the chain, every body, every signature, and who is said to hold what."""

from collections.abc import Iterator

import msgspec
import sqlalchemy as sa

from kiosk.hq.bulletins.bulletin_board import arrived, published
from kiosk.hq.store.own_keys import OwnKeys
from kiosk.hq.store.tables import register_table
from kiosk.hq.store.transactions import reading
from kiosk.protocol.bulletin import NO_BULLETIN, BulletinHead
from kiosk.protocol.signing import verifies


def bulletin_problems(engine: sa.Engine, public_key: str | None = None) -> Iterator[str]:
    """One sentence for everything that is wrong with the bulletins. `public_key` as in `audit` of the register."""
    with reading(engine) as db:
        own = OwnKeys(db, public_key or str(db.execute(sa.select(register_table.c.public_key)).scalar_one()))
        try:
            all_of_them, heard = published(db), arrived(db)
        except msgspec.DecodeError as error:
            yield f"A bulletin cannot be read ({error}): it was changed."
            return
    head = NO_BULLETIN
    for bulletin, at, _, signed_by in all_of_them:
        if not bulletin.follows(*head):
            yield f"Bulletin {bulletin.number} does not follow the one before it: one was changed or is missing."
        if signed_by not in own.at(at) or not verifies(signed_by, bulletin.signature, bulletin.bytes()):
            yield f"Bulletin {bulletin.number} is not signed with headquarters' key."
        head = BulletinHead(bulletin.number, bulletin.hash)
    for kiosk, numbers in heard.items():
        if (newest := max(numbers)) > head.number:
            yield f"{kiosk} holds bulletin {newest}, and the newest here is {head.number}."
