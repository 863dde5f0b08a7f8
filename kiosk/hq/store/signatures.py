"""Audit of signatures: the key history of all kiosks, and what each kiosk has signed of what is held of it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Literal

import sqlalchemy as sa

from kiosk.hq.store.key_history import attested_bytes, heads_of
from kiosk.hq.store.kiosk_events import offices_of
from kiosk.hq.store.own_keys import OwnKeys
from kiosk.hq.store.tables import alarms, keys, kiosks, register_table
from kiosk.protocol.key_statement import office_of
from kiosk.protocol.signing import Checkpoint, checkpoint_of, verifies

Basis = Literal["signed", "unsigned", "nothing"]
"""What an epoch rests on: its kiosk's signature; that HQ held it before it kept signatures; the register alone."""


class Signatures:
    """The key history as a register holds it. `public_key` (hex) is HQ's own; None takes the register's word for it."""

    def __init__(self, db: sa.Connection, public_key: str | None) -> None:
        self._db = db
        self._bound = db.execute(sa.select(register_table.c.public_key)).scalar_one()
        self._public_key = public_key or self._bound
        self._own = OwnKeys(db, self._public_key or "")
        self._rows = db.execute(sa.select(keys).order_by(keys.c.number)).all()
        self._of: dict[str, list[sa.Row[Any]]] = defaultdict(list)
        for row in self._rows:
            self._of[row.kiosk].append(row)
        self._adopted = any(row.attestation is not None for row in self._rows)

    def problems(self) -> Iterator[str]:
        """One sentence for everything that is wrong with the keys."""
        if self._bound != self._public_key:
            yield "The register is bound to another key than headquarters' own."
        yield from self._own.problems()
        if self._adopted:
            yield from self._broken_chain()
        for row in self._db.execute(sa.select(kiosks).order_by(kiosks.c.kiosk)).all():
            yield from self._kiosk_problems(row)
        known = set(self._db.execute(sa.select(kiosks.c.kiosk)).scalars())
        yield from (f"{kiosk} has a key and is not there." for kiosk in sorted(self._of.keys() - known))

    def basis(self, epoch: sa.Row[Any]) -> tuple[Basis, str | None]:
        """What an epoch rests on, and what is wrong with that."""
        where = f"epoch {epoch.epoch} of {epoch.kiosk}"
        before = [heads_of(row).get(epoch.epoch, (0, "")) for row in self._of[epoch.kiosk]]
        if any(epoch.acked < seq or (epoch.acked == seq and epoch.head != head and seq) for seq, head in before):
            return "nothing", f"The {where} is not as headquarters held it when the kiosk got its key."
        if epoch.checkpoint is None:
            was_held = not self._adopted or any(at == (epoch.acked, epoch.head) for at in before)
            if epoch.acked == 0 or was_held:
                return "unsigned", None
            return "nothing", f"The cursor of {where} has no signature of the kiosk."
        is_this = checkpoint_of(epoch.checkpoint) == Checkpoint(epoch.kiosk, epoch.epoch, epoch.acked, epoch.head)
        if not is_this or not verifies(epoch.signed_by, epoch.signature, epoch.checkpoint.encode()):
            return "nothing", f"The cursor of {where} is not the one that the kiosk has signed."
        if epoch.signed_by not in self._signers(epoch):
            return "nothing", f"The cursor of {where} is signed with a key that the kiosk did not have then."
        return "signed", None

    def _signers(self, epoch: sa.Row[Any]) -> set[str]:
        """The keys that can have signed the end of an epoch: the last that came before it.

        Of keys from before there was a history it is not known which came when.
        """
        came = [row for row in self._of[epoch.kiosk] if epoch.acked > heads_of(row).get(epoch.epoch, (0, ""))[0]]
        undated = {row.public_key for row in self._of[epoch.kiosk] if row.since is None}
        return {came[-1].public_key} if came and came[-1].since else undated

    def _broken_chain(self) -> Iterator[str]:
        previous: str | None = None
        for number, row in enumerate(self._rows, 1):
            if row.number != number:
                yield f"The key statement before number {row.number} is missing."
                return
            signed = attested_bytes(row, previous)
            if not any(verifies(key, row.attestation or "", signed) for key in self._own.at(row.since)):
                yield f"Key statement {number}, of {row.kiosk}, is not the one that headquarters has signed."
            elif row.since and not verifies(row.public_key, row.signature or "", (row.statement or "").encode()):
                yield f"Key statement {number}, of {row.kiosk}, is not signed with the key that it states."
            previous = row.attestation

    def _kiosk_problems(self, kiosk: sa.Row[Any]) -> Iterator[str]:
        history = self._of[kiosk.kiosk]
        last = history[-1] if history else None
        if kiosk.public_key != (last.public_key if last else None):
            yield f"The key of {kiosk.kiosk} is not the last one of its history."
        if last and last.statement and office_of(last.statement) not in offices_of(self._db, kiosk.kiosk, kiosk.office):
            yield f"{kiosk.kiosk} has enrolled for another office than {kiosk.office}."
        raised = sa.select(alarms.c.id).where(alarms.c.kiosk == kiosk.kiosk, alarms.c.kind == "new-key")
        if len([row for row in history[1:] if row.since]) and self._db.execute(raised).first() is None:
            yield f"The alarm of {kiosk.kiosk}'s new key is missing."
