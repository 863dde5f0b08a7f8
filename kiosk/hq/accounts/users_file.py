"""users.toml, where older versions kept the officers: taken into the register once, and kept as a backup."""

import datetime
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from msgspec import Struct

from kiosk.hq.store.account_tables import users
from kiosk.hq.store.audit_log import Actor, note
from kiosk.hq.store.transactions import writing
from kiosk.security.password import SecretHash, SecretSalt
from kiosk.storage.private_file import is_there, read_struct


class _User(Struct, frozen=True, forbid_unknown_fields=True):
    hash: SecretHash
    salt: SecretSalt = ""


def import_users(path: Path, engine: sa.Engine, actor: Actor, now: datetime.datetime) -> None:
    """Idempotent import of the file's officers, if it is there. Faulty if the file is not right: nothing is taken."""
    if not is_there(path):
        return
    users_of_file = read_struct(path, dict[str, _User])
    with writing(engine) as db:
        known = set(db.execute(sa.select(users.c.name)).scalars())
        for name, user in users_of_file.items():
            if name not in known:
                db.execute(
                    users.insert().values(name=name, hash=user.hash, salt=user.salt, totp_step=0, role="administrator")
                )
                note(db, now, actor, "user-added", f"{name}, from {path.name}")
        # Before the commit: a file that stayed would bring back whoever is removed later.
        with suppress(FileNotFoundError):  # another command was first
            path.rename(path.with_name(path.name + ".backup"))
