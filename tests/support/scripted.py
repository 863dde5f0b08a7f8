"""Kiosks that tests write by hand, to say to a headquarters what a real one would not, and a headquarters to say it to."""

import asyncio
import datetime
import secrets
import time
import uuid
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any, TypeVar

import httpx
import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette

import tests.support.statements  # noqa: F401  # compiled once
from kiosk.hq.receiver.app import Receiver
from kiosk.hq.register.register import Register
from kiosk.hq.store.stream_tables import STREAMS
from kiosk.protocol.chain import ENCODING, Channel, DayCount, Entry, Genesis
from kiosk.protocol.key_statement import enrolment_bytes
from kiosk.protocol.line import Line
from kiosk.protocol.payloads import Batch, Enrolment, Receipt, Stream
from kiosk.protocol.signing import batch_bytes, get_bytes, public_hex, receipt_bytes, sign, verifies
from tests.support.sample import DAY, HEALTH

T = TypeVar("T", Entry, Line)

REPORTS = count(time.time_ns() // 1_000)
"""Numbers for reports, whichever desk in whichever process writes them: each is above all before."""

NONCE = "00112233445566778899aabbccddeeff"


@dataclass
class Desk:
    """A made-up kiosk: a name, a key, a chain of entries of a stream in one epoch."""

    kiosk: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    genesis: Genesis = field(default_factory=lambda: Genesis(str(uuid.uuid4()), str(uuid.uuid4())))
    entries: list[Any] = field(default_factory=list)
    encoding: int = ENCODING
    stream: Stream = "ledger"

    @property
    def epoch(self) -> str:
        return self.genesis.epoch

    @property
    def path(self) -> str:
        return f"/v2/kiosks/{self.kiosk}/{self.stream}/{self.epoch}"

    def count(self, group: str = "inspection", day: datetime.date = DAY, channel: Channel = "staff") -> Entry:
        """One respondent more."""
        return self.add(Entry(1, str(uuid.uuid4()), day, "respondent", group, 1, None, channel))

    def take_back(self, entry: Entry) -> Entry:
        """One respondent less."""
        return self.add(
            Entry(1, str(uuid.uuid4()), entry.day, "correction", entry.work_group, -1, entry.id, entry.channel)
        )

    def write(self, what: str = "output/1.1", value: str = "1") -> Line:
        """One line more of a record."""
        return self.add(Line(1, str(uuid.uuid4()), DAY, "approver", what, value))

    def add(self, entry: T) -> T:
        """Put an entry or a line, under its own id, at the end of the chain."""
        placed = msgspec.structs.replace(entry, seq=len(self.entries) + 1)
        self.entries.append(placed)
        return placed

    def head(self, seq: int) -> str:
        """The hash at a place of the chain."""
        chained = STREAMS[self.stream].encodings
        start = chained.genesis_hash(self.genesis, self.encoding)
        return [start, *chained.links(start, self.entries[:seq], self.encoding)][-1]

    def enrolment(self, code: str, **other: Any) -> Enrolment:
        """A signed request to be known; `other` are parts that differ from what is right."""
        right = {"office": self.kiosk.rpartition("-")[0], "public_key": public_hex(self.key), "practice": True}
        proof = {"nonce": secrets.token_hex(16), "ledger": self.genesis.ledger, "signature": ""}
        unsigned = Enrolment(**{"code": code, **right, **proof, **other})
        signature = sign(self.key, enrolment_bytes(unsigned))
        return msgspec.structs.replace(unsigned, signature=other.get("signature", signature))

    def batch(self, first: int = 1, last: int | None = None, **other: Any) -> Batch:
        """A signed batch of some of its entries; `other` are parts that differ from what is right."""
        last = len(self.entries) if last is None else last
        unsigned = Batch(
            **{
                "report": next(REPORTS),
                "nonce": secrets.token_hex(16),
                "first_seq": first,
                "previous": self.head(first - 1),
                "head": self.head(last),
                "entries": self.entries[first - 1 : last],
                "genesis": self.genesis if first == 1 else None,
                "sent_at": "2024-03-01T03:00:00Z",
                "health": HEALTH,
                "signature": "",
                "encoding": self.encoding,
                **other,
            }
        )
        signature = sign(self.key, batch_bytes(self.kiosk, self.epoch, unsigned, self.stream))
        return msgspec.structs.replace(unsigned, signature=other.get("signature", signature))


@dataclass
class Site:
    """A headquarters in this process, with what it knows in reach."""

    register: Register
    key: Ed25519PrivateKey
    now: datetime.datetime = datetime.datetime.max
    receiver: Receiver = None  # type: ignore[assignment]

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request to the receiver's application."""

        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://hq") as client:
                return await client.request(method, path, **more)

        return asyncio.run(asked())

    @cached_property
    def app(self) -> Starlette:
        return self.receiver.app()

    def code(self, kiosk: str, office: str = "phatthalung") -> str:
        """A one-time code for a kiosk; its office is put into the register before, where it is not there."""
        if office not in self.register.offices.all():
            self.register.offices.add([office])
        return self.register.admission.expect(office, kiosk, self.now)

    def enrolled(self, kiosk: str, office: str = "phatthalung") -> Desk:
        """A new kiosk of an office, known here."""
        desk = Desk(kiosk)
        code = self.code(kiosk, office)
        assert self.enrol(desk, code, office=office).status_code == 201
        return desk

    def enrol(self, desk: Desk, code: str, **other: Any) -> httpx.Response:
        """Ask to be known; `other` are parts that differ from what is right."""
        return self.ask("POST", "/v2/enrol", content=msgspec.json.encode(desk.enrolment(code, **other)))

    def post(self, desk: Desk, batch: Batch | None = None) -> httpx.Response:
        """Send a batch, or the whole chain."""
        body = msgspec.json.encode(batch or desk.batch())
        return self.ask("POST", desk.path + "/entries", content=body)

    def take(self, desk: Desk, batch: Batch | None = None) -> Receipt[DayCount]:
        """Send a batch that must be taken; the receipt is signed."""
        answer = self.post(desk, batch)
        assert answer.status_code in (200, 201), answer.text
        receipt = msgspec.json.decode(answer.content, type=Receipt[DayCount])
        assert verifies(public_hex(self.key), receipt.signature, receipt_bytes(receipt))
        return receipt

    def get(self, desk: Desk, path: str, key: Ed25519PrivateKey | None = None) -> httpx.Response:
        """Ask as the kiosk would."""
        return self.ask("GET", path, headers=signed(key or desk.key, path))

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database says, all of it."""
        with self.register.engine.connect() as db:
            return [tuple(row) for row in db.execute(sa.text(statement))]

    def reports(self) -> list[tuple[Any, ...]]:
        """What is kept of each kiosk's reports: of one that is refused nothing but that it was."""
        return self.rows(
            "SELECT kiosk, public_key, last_report, clock_ahead, health, report, epoch, differs FROM kiosks"
        )

    def tally(self, kiosk: str) -> dict[str, int]:
        """Respondents of a kiosk by work group, over all days."""
        rows = self.rows(f"SELECT work_group, sum(count) FROM tallies WHERE kiosk = '{kiosk}' GROUP BY work_group")
        return {group: int(count) for group, count in rows if count}

    def alarms(self) -> list[tuple[str, str]]:
        return self.rows("SELECT kiosk, kind FROM alarms ORDER BY id")  # type: ignore[return-value]


def signed(key: Ed25519PrivateKey, path: str, date: str = "2024-03-01T03:00:00Z", nonce: str = NONCE) -> dict[str, str]:
    """The headers of a GET."""
    signature = sign(key, get_bytes(path, date, nonce))
    return {"Kiosk-Date": date, "Kiosk-Nonce": nonce, "Kiosk-Signature": signature}


def word(answer: httpx.Response) -> tuple[int, str]:
    """Status and word of a problem answer."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return answer.status_code, problem["type"].rpartition("/")[2]
