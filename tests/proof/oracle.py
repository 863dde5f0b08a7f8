"""What must be true, worked out without the code that is on trial.

It reads the files with plain SQLite, writes the canonical bytes and hashes again itself, and keeps its own book of
what was acknowledged.
"""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple


class Untrue(AssertionError):
    """Something that must always hold does not."""


def must(holds: bool, otherwise: str) -> None:
    """Untrue unless it holds."""
    if not holds:
        raise Untrue(otherwise)


class Fact(NamedTuple):
    """What was said to be counted, without its place in a chain."""

    day: str
    kind: str
    work_group: str | None
    value: int | str
    corrects: str | None
    channel: str


class Link(NamedTuple):
    """One entry of one epoch as a file holds it."""

    epoch: str
    seq: int
    id: str
    fact: Fact
    hash: str


class Promise(NamedTuple):
    """A receipt that a disk keeps: HQ said that it holds an epoch so far."""

    epoch: str
    acked: int
    head: str


def plainly(path: Path) -> closing[sqlite3.Connection]:
    """The file in plain SQLite, closed afterwards."""
    return closing(sqlite3.connect(path))


def tallied(facts: dict[str, Fact]) -> dict[tuple[str, str | None, str], int]:
    """Respondents by day, work group and channel: every id once, every respondent taken back at most once."""
    sums: Counter[tuple[str, str | None, str]] = Counter()
    taken_back = set()
    for fact in facts.values():
        if fact.kind == "respondent":
            sums[fact.day, fact.work_group, fact.channel] += 1
        elif fact.kind == "correction" and fact.corrects not in taken_back:
            taken_back.add(fact.corrects)
            sums[fact.day, fact.work_group, fact.channel] -= 1
    return {place: n for place, n in sums.items() if n}


def _array(*values: object) -> bytes:
    return json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode()


def _chained(genesis: tuple[Any, ...], links: list[Link]) -> None:
    """Every entry of an epoch in its place, every hash that of its bytes and of the hash before."""
    previous = hashlib.sha256(_array("kiosk/v1/genesis", *genesis)).hexdigest()
    for seq, link in enumerate(links, 1):
        must(link.seq == seq, f"entry {seq} of {link.epoch} is missing")
        fact = link.fact
        content = _array(seq, link.id, fact.day, fact.kind, fact.work_group, fact.value, fact.corrects, fact.channel)
        previous = hashlib.sha256(bytes.fromhex(previous) + content).hexdigest()
        must(link.hash == previous, f"the hash of entry {seq} of {link.epoch} is wrong")


_ENTRY = "epoch, seq, id, day, kind, work_group, value, corrects, channel, hash"


def _links(plain: sqlite3.Connection, table: str, where: str = "") -> list[Link]:
    links = []
    for epoch, seq, id_, *fact, digest in plain.execute(f"SELECT {_ENTRY} FROM {table} {where} ORDER BY epoch, seq"):
        fact[3] = int(fact[3]) if fact[1] != "note" else fact[3]
        links.append(Link(epoch, seq, id_, Fact(*fact), digest))
    return links


def distinct(links: Iterable[Link]) -> dict[str, Fact]:
    """The entries by id; an id that stands for two different things is untrue."""
    facts: dict[str, Fact] = {}
    for link in links:
        must(facts.setdefault(link.id, link.fact) == link.fact, f"{link.id} stands for two things")
    return facts


def read_ledger(path: Path) -> tuple[list[Link], set[Promise]]:
    """A ledger file that hangs together and whose tally is the sum of its entries."""
    with plainly(path) as plain:
        links = _links(plain, "entry")
        for genesis in plain.execute("SELECT id, epoch, parent_epoch, parent_seq, parent_hash FROM ledger, epoch"):
            _chained(genesis, [link for link in links if link.epoch == genesis[1]])
        cached = {row[:3]: row[3] for row in plain.execute("SELECT * FROM tally WHERE count <> 0")}
        must(cached == tallied(distinct(links)), f"the tally of the kiosk is {cached}")
        return links, {Promise(*row) for row in plain.execute("SELECT epoch, acked, head FROM receipt")}


def read_register(path: Path) -> dict[str, list[Link]]:
    """What HQ holds of every kiosk, in epochs that hang together, tallied right."""
    with plainly(path) as plain:
        return {kiosk: _read_kiosk(plain, kiosk) for (kiosk,) in plain.execute("SELECT kiosk FROM kiosks").fetchall()}


def _read_kiosk(plain: sqlite3.Connection, kiosk: str) -> list[Link]:
    where = f"WHERE kiosk = '{kiosk}'"
    links = _links(plain, "entries", where)
    for *genesis, acked, head in plain.execute(
        f"SELECT ledger, epoch, parent_epoch, parent_seq, parent_hash, acked, head FROM epochs {where}"
    ):
        mine = [link for link in links if link.epoch == genesis[1]]
        _chained(tuple(genesis), mine)
        must(acked == len(mine), f"HQ's cursor of {genesis[1]} is {acked}, it holds {len(mine)}")
        must(not mine or head == mine[-1].hash, f"HQ's head of {genesis[1]} is not that of its last entry")
    rows = plain.execute(f"SELECT day, work_group, channel, count FROM tallies {where} AND count <> 0")
    sums = {row[:3]: row[3] for row in rows}
    must(sums == tallied(distinct(links)), f"HQ's tally of {kiosk} is {sums}")
    return links


@dataclass
class Disk:
    """What was acknowledged on one disk, and is therefore on it."""

    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass
class Book:
    """The oracle's own book over all disks and headquarters."""

    known: dict[str, Fact] = field(default_factory=dict)
    """Everything that was ever acknowledged."""
    links: set[Link] = field(default_factory=set)
    """Every link of a chain that was ever seen on a disk."""
    confirmed: set[str] = field(default_factory=set)
    """Ids that HQ has since confirmed, and has not lost with a restored backup."""
    promises: set[Promise] = field(default_factory=set)
    excused: set[Promise] = field(default_factory=set)

    def acknowledged(self, disk: Disk, entry: Any) -> None:
        """The kiosk has said that this is counted."""
        must(entry.id not in self.known, f"{entry.id} was used before")
        fact = Fact(entry.day.isoformat(), entry.kind, entry.work_group, entry.value, entry.corrects, entry.channel)
        self.known[entry.id] = disk.facts[entry.id] = fact

    def check_disk(self, disk: Disk, path: Path, *, synced: bool = False) -> None:
        """What was acknowledged on a disk is there, and nothing else but what a sync has brought back from HQ."""
        links, promises = read_ledger(path)
        facts = distinct(links)
        if synced:
            brought = {id_: fact for id_, fact in facts.items() if id_ not in disk.facts}
            self.known |= {id_: fact for id_, fact in brought.items() if fact[1:4] == ("note", None, "taken-over")}
            must(brought.items() <= self.known.items(), "a sync has brought what was never acknowledged")
            disk.facts |= brought
        must(facts == disk.facts, "the ledger does not hold exactly what was acknowledged")
        self.links.update(links)
        self.promises |= promises

    def check_register(self, path: Path) -> set[str]:
        """HQ holds only what was on a disk, keeps its promises, and counts right; gives the ids that it holds."""
        held = [link for links in read_register(path).values() for link in links]
        must(self.links.issuperset(held), "HQ holds a chain that was on no disk")
        at = {(link.epoch, link.seq): link.hash for link in held}
        for promise in self.promises - self.excused:
            must(
                promise.acked == 0 or at.get((promise.epoch, promise.acked)) == promise.head,
                f"HQ has signed for {promise.acked} entries of {promise.epoch} that it does not hold",
            )
        ids = {link.id for link in held}
        must(self.confirmed <= ids, "HQ has lost what it had confirmed")
        return ids

    def check_confirmed(self, kiosk: str, disk: Disk, path: Path, register: Path) -> None:
        """After a sync that called itself done: HQ holds all of the disk, the disk a receipt for its head and all that
        HQ holds of this kiosk, but for corrections of what is taken back here already."""
        with plainly(path) as plain:
            ((epoch, length, head),) = plain.execute(
                "SELECT e.epoch, coalesce(max(seq), 0), hash FROM epoch AS e LEFT JOIN entry USING (epoch) "
                "GROUP BY number ORDER BY number DESC LIMIT 1"
            )
            receipts = plain.execute("SELECT acked, head FROM receipt WHERE epoch = ?", (epoch,)).fetchall()
        must(
            any(acked == length and head in (its, None) for acked, its in receipts),
            "a sync was done without a receipt for the head",
        )
        ids = self.check_register(register)
        must(disk.facts.keys() <= ids, f"{len(disk.facts.keys() - ids)} entries of a kiosk never came to HQ")
        taken_back = {fact.corrects for fact in disk.facts.values()}
        for link in read_register(register)[kiosk]:
            known = link.id in disk.facts or (link.fact.kind == "correction" and link.fact.corrects in taken_back)
            must(known, f"the kiosk has not taken over {link.fact} from HQ")
        self.confirmed |= disk.facts.keys()

    def register_restored(self, path: Path, confirmed: set[str]) -> None:
        """HQ was put back to a copy from the time when it had confirmed so much."""
        with plainly(path) as plain:
            held = {Promise(*row) for row in plain.execute("SELECT epoch, seq, hash FROM entries")}
        self.excused |= {promise for promise in self.promises if promise not in held}
        self.confirmed = set(confirmed)
