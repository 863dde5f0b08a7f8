"""Audit of the register from end to end: every hash chain, every cursor and its signature, every claim and tally."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import sqlalchemy as sa

from kiosk.hq.store.append_only import foreign_triggers, missing_triggers
from kiosk.hq.store.claim_audit import claim_problems, doubt_problem
from kiosk.hq.store.claim_statements import is_at
from kiosk.hq.store.rows import last_day, line_of
from kiosk.hq.store.signatures import Signatures
from kiosk.hq.store.stream_tables import LEDGERS, RECORDS, StreamTables, genesis_of
from kiosk.hq.store.tables import alarms, counted, entries, epochs, kiosks, tallies
from kiosk.hq.store.transactions import reading
from kiosk.protocol.meaning import KnownYears
from kiosk.protocol.payloads import Health
from kiosk.streams.record.kinds import doubt
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.sentences import COMMANDS, sentence


@dataclass
class Audit:
    """What was found: every problem in a sentence, and how many entries rest on what."""

    kiosks: int = 0
    entries: int = 0
    lines: int = 0
    signed: int = 0
    unsigned: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def words(self) -> Bilingual:
        """How many entries rest on what."""
        rest = self.entries - self.signed - self.unsigned
        held = {"kiosks": self.kiosks, "entries": self.entries, "signed": self.signed}
        more = {"unsigned": self.unsigned, "on_word": rest, "lines": self.lines}
        counts = held | {key: count for key, count in more.items() if count}
        parts = [sentence(COMMANDS, f"register.{key}", count=n, figure=f"{n:,}") for key, n in counts.items()]
        return joined(parts, "")


def audit(engine: sa.Engine, known: KnownYears, public_key: str | None = None) -> Audit:
    """Read the whole register. What may count follows from the years that are `known`; `public_key` (hex) is HQ's own,
    None takes the register's word for it."""
    result = Audit()
    with reading(engine) as db:
        signatures = Signatures(db, public_key)
        for row in _epochs_of(db, LEDGERS):
            result.problems += _readable(_chain_problems(db, LEDGERS, row, lambda entry: doubt_problem(entry, known)))
            _add_basis(result, row, signatures)
        for row in _epochs_of(db, RECORDS):
            result.problems += _readable(_chain_problems(db, RECORDS, row, _line_doubt))
            _, problem = signatures.basis(row)
            result.problems += [problem] if problem else []
            result.lines += row.acked
        result.kiosks = len(set(db.execute(sa.select(epochs.c.kiosk)).scalars()))
        checks = (signatures.problems(), _strays(db), claim_problems(db), _tally_problems(db))
        for check in (*checks, _missing_alarms(db), _lost(db), _triggers(db)):
            result.problems += _readable(check)
    return result


def problems(engine: sa.Engine, known: KnownYears, public_key: str | None = None) -> list[str]:
    """One sentence for everything that is wrong in the register; nothing if it is whole."""
    return audit(engine, known, public_key).problems


def _add_basis(result: Audit, row: sa.Row[Any], signatures: Signatures) -> None:
    basis, problem = signatures.basis(row)
    result.entries += row.acked
    result.signed += row.acked if basis == "signed" else 0
    result.unsigned += row.acked if basis == "unsigned" else 0
    result.problems += [problem] if problem else []


def _epochs_of(db: sa.Connection, of: StreamTables) -> Sequence[sa.Row[Any]]:
    return db.execute(sa.select(of.epochs).order_by(of.epochs.c.kiosk, of.epochs.c.first_seen)).all()


def _chain_problems(
    db: sa.Connection, of: StreamTables, row: sa.Row[Any], doubt: Callable[[sa.Row[Any]], str | None]
) -> Iterator[str]:
    noun = "Entry" if of.stream == "ledger" else "Line"
    where = f"epoch {row.epoch} of {row.kiosk}"
    previous, seq, its = of.encodings.genesis_hash(genesis_of(row), row.encoding), 0, of.entries.c
    held = sa.select(of.entries).where(its.kiosk == row.kiosk, its.epoch == row.epoch)
    for entry in db.execute(held.order_by(its.seq).execution_options(yield_per=1_000)):
        if entry.seq != seq + 1:
            yield f"{noun} {seq + 1} of {where} is missing."
        elif not of.encodings.follows(previous, of.entry_of(entry), row.encoding, entry.hash):
            yield f"{noun} {entry.seq} of {where} does not fit its hash: it was changed."
        if problem := doubt(entry):
            yield f"{noun} {entry.seq} of {where} {problem}."
        previous, seq = entry.hash, entry.seq
    if (seq, previous) != (row.acked, row.head):
        yield f"The cursor of {where} says {noun.lower()} {row.acked}, its end is at {seq} or has another hash."


_OF_ITSELF = ("no-role", "future-day", "unfit-value")
"""Reasons that follow from a line alone: a kind may have become known since, and a line taken back may have gone."""


def _line_doubt(row: sa.Row[Any]) -> str | None:
    """That a line stands in the record which should be set aside, or is set aside for nothing."""
    reason = doubt(line_of(row), last_day(datetime.datetime.fromisoformat(row.received_at)))
    if reason and row.set_aside is None:
        return f"is not set aside for {reason}"
    is_for_nothing = reason is None and row.set_aside in _OF_ITSELF
    return f"is set aside for {row.set_aside}, but can be meant" if is_for_nothing else None


def _readable(check: Iterator[str]) -> Iterator[str]:
    """What a check finds, and that something in the register is no such thing as it should be, such as a day."""
    try:
        yield from check
    except (ValueError, TypeError, msgspec.DecodeError) as error:
        yield f"Something in the register cannot be read ({error}): it was changed."


def _triggers(db: sa.Connection) -> Iterator[str]:
    yield from (f"The trigger {name} of the register is missing." for name in missing_triggers(db))
    yield from (f"The trigger {name} is not of the register." for name in foreign_triggers(db))


def _missing_alarms(db: sa.Connection) -> Iterator[str]:
    """A kiosk whose ledger began anew, or went on after another epoch, has an alarm of that."""
    held = (epochs.c.kiosk, sa.func.count(), sa.func.count(epochs.c.parent_epoch))
    begun = sa.select(*held).where(epochs.c.acked > 0).group_by(epochs.c.kiosk).order_by(epochs.c.kiosk)
    raised = {tuple(row) for row in db.execute(sa.select(alarms.c.kiosk, alarms.c.kind))}
    for kiosk, number, following in db.execute(begun):
        for kind, is_due in (("new-epoch", following > 0), ("new-ledger", number - following > 1)):
            if is_due and (kiosk, kind) not in raised:
                yield f"The alarm {kind} of {kiosk} is missing."


def _lost(db: sa.Connection) -> Iterator[str]:
    """What a kiosk has said in its last report that HQ had signed for, and is not held."""
    furthest = sa.select(sa.func.max(epochs.c.acked)).where(epochs.c.kiosk == kiosks.c.kiosk).scalar_subquery()
    for kiosk, told, acked in db.execute(sa.select(kiosks.c.kiosk, kiosks.c.health, furthest).order_by(kiosks.c.kiosk)):
        confirmed = msgspec.json.decode(told, type=Health).confirmed if told else 0
        if confirmed > (acked or 0):
            yield f"{kiosk} has a receipt for {confirmed} entries of an epoch, and none is held so far."


def _strays(db: sa.Connection) -> Iterator[str]:
    """Entries of an epoch that is not there, and epochs of a kiosk that is not there."""
    known = sa.select(epochs.c.epoch).where(epochs.c.kiosk == entries.c.kiosk, epochs.c.epoch == entries.c.epoch)
    stray = sa.select(entries.c.kiosk, entries.c.epoch).where(~known.exists()).distinct()
    for kiosk, epoch in db.execute(stray):
        yield f"Entries of {kiosk} belong to epoch {epoch}, which is not there."
    for (kiosk,) in db.execute(sa.select(epochs.c.kiosk).where(epochs.c.kiosk.not_in(sa.select(kiosks.c.kiosk)))):
        yield f"An epoch belongs to {kiosk}, which is not there."


def _tally_problems(db: sa.Connection) -> Iterator[str]:
    """Tallies against the entries that were counted."""
    place = (entries.c.kiosk, entries.c.day, entries.c.work_group, entries.c.channel)
    summed = (
        sa.select(*place, sa.func.sum(sa.cast(entries.c.value, sa.Integer)))
        .join(counted, is_at(counted, entries))
        .group_by(*place)
    )
    says = {tuple(row[:4]): int(row[4]) for row in db.execute(summed)}
    kept = {tuple(row[:4]): row[4] for row in db.execute(sa.select(tallies))}
    for at in sorted(says.keys() | kept.keys(), key=str):
        if kept.get(at, 0) != says.get(at, 0):
            kiosk, day, group, channel = at
            yield (
                f"The tally of {kiosk} on {day}, {group} ({channel}), says {kept.get(at, 0)}, "
                f"its entries say {says.get(at, 0)}."
            )
