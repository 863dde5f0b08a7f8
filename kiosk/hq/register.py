"""The register: every kiosk's ledger as headquarters holds it, and each count once.

One transaction takes a batch: the kiosk's row is locked, replay, gap and fork are told apart, entries are stored,
each entry id is counted once, the tally and the cursor move. What is answered is answered after COMMIT.
"""

import datetime
import hashlib
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.errors import Refusal
from kiosk.hq.database import alarms, codes, counted, entries, epochs, kiosks, tallies
from kiosk.protocol import (
    MAX_ENTRIES,
    Batch,
    DayCount,
    Entry,
    Genesis,
    chain,
    genesis_hash,
    link,
    moment,
)

CODE_LIFETIME = datetime.timedelta(days=7)


class Answer(Exception):
    """A problem answer: its word, HTTP status, and what the kiosk needs to know to act on it."""

    def __init__(self, word: str, status: int, title: str, **more: Any) -> None:
        super().__init__(title)
        self.word, self.status, self.title, self.more = word, status, title, more


@dataclass(frozen=True)
class Stored:
    """What became of a batch: HQ's cursor after it, and how many entries were new and how many were known."""

    acked: int
    head: str
    stored: int
    replayed: int
    elsewhere: list[DayCount]


class Register:
    """The register behind an engine. Moments are protocol moments, hashes hex."""

    def __init__(self, engine: sa.Engine, practice: bool) -> None:
        self.engine = engine
        self.practice = practice
        self._insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert

    # Enrolment

    def expect(self, office: str, kiosk: str, now: datetime.datetime) -> str:
        """Expect a kiosk, and give the one-time code it enrols with. Refusal if it stands in another office."""
        code = "-".join(secrets.token_hex(2) for _ in range(4))
        with self._writing() as db:
            known = db.execute(sa.select(kiosks).where(kiosks.c.kiosk == kiosk)).first()
            if known is None:
                db.execute(kiosks.insert().values(kiosk=kiosk, office=office, suspended=False))
            elif known.office != office:
                raise Refusal(f"{kiosk} belongs to the office {known.office}, not to {office}; choose another name.")
            elif known.public_key is not None:
                raise Refusal(f"{kiosk} is enrolled already; a new key for it is a matter of `kiosk hq rekey {kiosk}`.")
            db.execute(
                codes.insert().values(
                    code_hash=_hashed(code),
                    kiosk=kiosk,
                    office=office,
                    expires_at=moment(now + CODE_LIFETIME),
                )
            )
        return code

    def enrol(self, code: str, public_key: str, practice: bool, now: datetime.datetime) -> tuple[str, str]:
        """Take a kiosk's public key for a code that is good once; gives kiosk and office."""
        if practice != self.practice:
            raise Answer("wrong-mode", 403, "a practice kiosk enrols at a practice register, a real one at a real one")
        with self._writing() as db:
            found = db.execute(sa.select(codes).where(codes.c.code_hash == _hashed(code)).with_for_update()).first()
            if found is None or found.used_at is not None or found.expires_at < moment(now):
                raise Answer("bad-code", 403, "the code is wrong, used already or too old")
            db.execute(codes.update().where(codes.c.code_hash == found.code_hash).values(used_at=moment(now)))
            db.execute(kiosks.update().where(kiosks.c.kiosk == found.kiosk).values(public_key=public_key))
            return found.kiosk, found.office

    # The protocol

    def kiosk(self, kiosk: str) -> sa.Row[Any]:
        """The row of an enrolled kiosk that may report; otherwise the answer to it."""
        with self._reading() as db:
            found = db.execute(sa.select(kiosks).where(kiosks.c.kiosk == kiosk)).first()
        return _admitted(found)

    def head(self, kiosk: str, epoch: str, seq: int) -> tuple[int, str, str | None]:
        """HQ's cursor in an epoch, the hash there, and the hash at `seq` if HQ reaches so far."""
        with self._reading() as db:
            row = self._epoch(db, kiosk, epoch)
            if row is None:
                raise Answer("unknown-epoch", 404, "this epoch is not known here")
            return row.acked, row.head, self._hash_at(db, row, seq)

    def held(self, kiosk: str, epoch: str, after: int) -> tuple[Genesis, int, str, list[Entry]]:
        """What HQ holds of an epoch after an entry: at most MAX_ENTRIES at a time."""
        with self._reading() as db:
            row = self._epoch(db, kiosk, epoch)
            if row is None:
                raise Answer("unknown-epoch", 404, "this epoch is not known here")
            found = db.execute(
                sa.select(entries)
                .where(entries.c.kiosk == kiosk, entries.c.epoch == epoch, entries.c.seq > after)
                .order_by(entries.c.seq)
                .limit(MAX_ENTRIES)
            ).all()
        return _genesis(row), row.acked, row.head, [_entry(one) for one in found]

    def take(self, kiosk: str, epoch: str, batch: Batch, now: datetime.datetime) -> Stored:
        """Store a batch whose signature and own chain are right. Answers with gap or fork if it does not fit."""
        with self._writing() as db:
            admitted = _admitted(db.execute(sa.select(kiosks).where(kiosks.c.kiosk == kiosk).with_for_update()).first())
            self._note_report(db, kiosk, batch, now)
            row = self._epoch(db, kiosk, epoch) or self._begin_epoch(db, kiosk, epoch, batch, now)
            if row is None:
                raise _Kept(Answer("unknown-epoch", 404, "this epoch is not known here"))
            if batch.health.confirmed > row.acked:
                self._alarm(db, kiosk, "lost-here", f"{epoch}: signed for {batch.health.confirmed}, held {row.acked}")
            new = self._fitting(db, row, batch)
            acked, head = row.acked, row.head
            for entry in new:
                head = self._store(db, kiosk, epoch, entry, head, now)
                acked = entry.seq
            self._count(db, kiosk, new)
            db.execute(
                epochs.update().where(epochs.c.kiosk == kiosk, epochs.c.epoch == epoch).values(acked=acked, head=head)
            )
            elsewhere = self._elsewhere(db, admitted.office, kiosk)
        return Stored(acked, head, len(new), len(batch.entries) - len(new), elsewhere)

    # Inside the one transaction

    def _fitting(self, db: sa.Connection, row: sa.Row[Any], batch: Batch) -> list[Entry]:
        """The entries of the batch that HQ does not hold yet, after proof that the others are the same."""
        if batch.first_seq > row.acked + 1:
            raise _Kept(Answer("gap", 409, "entries before these are missing", acked=row.acked))
        known = min(batch.last_seq, row.acked)
        if self._hash_at(db, row, batch.first_seq - 1) != batch.previous or (
            self._hash_at(db, row, known) != chain(batch.previous, batch.entries[: known - batch.first_seq + 1])
        ):
            self._alarm(db, row.kiosk, "fork", f"{row.epoch} differs from what is held up to {row.acked}")
            raise _Kept(Answer("fork", 409, "this epoch goes on differently here", acked=row.acked, head=row.head))
        return [entry for entry in batch.entries if entry.seq > row.acked]

    def _begin_epoch(
        self, db: sa.Connection, kiosk: str, epoch: str, batch: Batch, now: datetime.datetime
    ) -> sa.Row[Any] | None:
        genesis = batch.genesis
        if genesis is None:
            return None
        if genesis.parent_epoch is not None:
            self._alarm(db, kiosk, "new-epoch", f"{epoch} begins after {genesis.parent_seq} of {genesis.parent_epoch}")
        db.execute(
            epochs.insert().values(
                kiosk=kiosk,
                epoch=epoch,
                ledger=genesis.ledger,
                parent_epoch=genesis.parent_epoch,
                parent_seq=genesis.parent_seq,
                parent_hash=genesis.parent_hash,
                acked=0,
                head=genesis_hash(genesis),
                first_seen=moment(now),
            )
        )
        return self._epoch(db, kiosk, epoch)

    def _store(
        self, db: sa.Connection, kiosk: str, epoch: str, entry: Entry, previous: str, now: datetime.datetime
    ) -> str:
        digest = link(previous, entry)
        values = dict(zip(entry.__struct_fields__, msgspec.structs.astuple(entry), strict=True))
        values["value"] = str(entry.value)
        db.execute(entries.insert().values(kiosk=kiosk, epoch=epoch, hash=digest, received_at=moment(now), **values))
        return digest

    def _count(self, db: sa.Connection, kiosk: str, new: list[Entry]) -> None:
        """Count each entry id once, whichever epoch or clone brings it, and each respondent's correction once."""
        changes: Counter[tuple[datetime.date, str, str]] = Counter()
        for entry in new:
            if entry.kind not in ("respondent", "correction"):
                continue
            first = db.execute(
                self._insert(counted).values(id=entry.id, corrects=entry.corrects, kiosk=kiosk).on_conflict_do_nothing()
            )
            if first.rowcount == 1:
                changes[entry.day, str(entry.work_group), entry.channel] += int(entry.value)
        for (day, group, channel), change in sorted(changes.items()):
            statement = self._insert(tallies).values(
                kiosk=kiosk, day=day, work_group=group, channel=channel, count=change
            )
            db.execute(
                statement.on_conflict_do_update(
                    index_elements=[tallies.c.kiosk, tallies.c.day, tallies.c.work_group, tallies.c.channel],
                    set_={"count": tallies.c.count + change},
                )
            )

    def _note_report(self, db: sa.Connection, kiosk: str, batch: Batch, now: datetime.datetime) -> None:
        sent = datetime.datetime.fromisoformat(batch.sent_at)
        db.execute(
            kiosks.update()
            .where(kiosks.c.kiosk == kiosk)
            .values(
                last_report=moment(now),
                clock_ahead=(sent - now).total_seconds(),
                health=msgspec.json.encode(batch.health).decode(),
            )
        )

    def _elsewhere(self, db: sa.Connection, office: str, kiosk: str) -> list[DayCount]:
        """Counts of the office's other kiosks, of the two years up to the newest day among them."""
        of_others = tallies.c.kiosk.in_(
            sa.select(kiosks.c.kiosk).where(kiosks.c.office == office, kiosks.c.kiosk != kiosk)
        )
        newest = db.execute(sa.select(sa.func.max(tallies.c.day)).where(of_others)).scalar()
        if newest is None:
            return []
        rows = db.execute(
            sa.select(tallies.c.day, tallies.c.work_group, tallies.c.channel, sa.func.sum(tallies.c.count))
            .where(of_others, tallies.c.day > newest - datetime.timedelta(days=731))
            .group_by(tallies.c.day, tallies.c.work_group, tallies.c.channel)
            .order_by(tallies.c.day, tallies.c.work_group, tallies.c.channel)
        )
        return [DayCount(day, group, channel, int(count)) for day, group, channel, count in rows]

    def _alarm(self, db: sa.Connection, kiosk: str, kind: str, detail: str) -> None:
        now = moment(datetime.datetime.now(datetime.UTC))
        db.execute(alarms.insert().values(at=now, kiosk=kiosk, kind=kind, detail=detail))

    def _epoch(self, db: sa.Connection, kiosk: str, epoch: str) -> sa.Row[Any] | None:
        return db.execute(sa.select(epochs).where(epochs.c.kiosk == kiosk, epochs.c.epoch == epoch)).first()

    def _hash_at(self, db: sa.Connection, row: sa.Row[Any], seq: int) -> str | None:
        if seq == row.acked:
            return str(row.head)
        if seq == 0:
            return genesis_hash(_genesis(row))
        return db.execute(
            sa.select(entries.c.hash).where(
                entries.c.kiosk == row.kiosk, entries.c.epoch == row.epoch, entries.c.seq == seq
            )
        ).scalar()

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction. An answer marked as kept is given after what was noted up to it is committed."""
        kept: _Kept | None = None
        with self.engine.begin() as db:
            try:
                yield db
            except _Kept as answer:
                kept = answer
        if kept is not None:
            raise kept.answer

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self.engine.connect().execution_options(reading=True) as db, db.begin():
            yield db


class _Kept(Exception):
    """An answer that is no reason to forget that the kiosk has reported, or the alarm that was raised."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer))
        self.answer = answer


def _admitted(row: sa.Row[Any] | None) -> sa.Row[Any]:
    if row is None or row.public_key is None:
        raise Answer("unknown-kiosk", 401, "no kiosk of this name is enrolled here")
    if row.suspended:
        raise Answer("suspended", 403, "this kiosk is suspended")
    return row


def _genesis(row: sa.Row[Any]) -> Genesis:
    return Genesis(row.ledger, row.epoch, row.parent_epoch, row.parent_seq, row.parent_hash)


def _entry(row: sa.Row[Any]) -> Entry:
    value = row.value if row.kind == "note" else int(row.value)
    return Entry(row.seq, row.id, row.day, row.kind, row.work_group, value, row.corrects, row.channel)


def _hashed(code: str) -> str:
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()
