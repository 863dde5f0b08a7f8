"""Whatever is sent to headquarters, it answers as its OpenAPI document says, and never with a failure of its own.

schemathesis makes requests from the document, right ones and wrong ones; many of them are then addressed, chained and
signed as a kiosk would, or as one in trouble would, so that they get past the first checks.
"""

import datetime
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import schemathesis
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kiosk.hq.receiver.app import Receiver
from kiosk.hq.register.register import Register
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.protocol.chain import Entry
from kiosk.protocol.line import Line
from kiosk.protocol.messages import MAX_BYTES, Batch, Stream
from tests.proof.world import URL, Bridge
from tests.support.sample import HEALTH, KNOWN
from tests.support.scripted import Desk, Site, signed

KIOSKS = ("phatthalung-1", "phatthalung-2")


@dataclass
class Target:
    """A headquarters with a kiosk that may report a stream and one that may not, and the answers that it has given."""

    site: Site
    stream: Stream
    desk: Desk
    suspended: Desk
    is_away: bool = False
    seen: set[int] = field(default_factory=set)


@pytest.fixture
def target(tmp_path: Path, call: str) -> Iterator[Target]:
    engine = connect(sqlite_url(tmp_path / "hq.db"), practice=True)
    site = Site(Register(engine, practice=True, known=KNOWN), Ed25519PrivateKey.generate())
    site.now = datetime.datetime(2024, 3, 1, 3, 0, tzinfo=datetime.UTC)
    site.receiver = Receiver(site.register, site.key, lambda: site.now)
    site.register.admission.sign_with(site.key)
    stream: Stream = "record" if call.endswith("Record") else "ledger"
    may, may_not = (Desk(desk.kiosk, desk.key, stream=stream) for desk in map(site.enrolled, KIOSKS))
    made = Target(site, stream, may, may_not)
    for desk in (may, may_not):
        more(desk)
        assert site.post(desk).status_code == 201
    site.register.admission.suspend("phatthalung-2", True)

    @sa.event.listens_for(engine, "begin", insert=True)
    def _(_connection: sa.Connection) -> None:
        if made.is_away:
            raise sa.exc.OperationalError("BEGIN", {}, Exception("the database is away"))

    yield made
    engine.dispose()


def more(desk: Desk) -> None:
    """An entry, or a line, at the end of the chain."""
    desk.count() if desk.stream == "ledger" else desk.write()


# What a kiosk, in order or in trouble, sends instead of what schemathesis has made

Sent = tuple[str, dict[str, str], bytes]
"""Path with query, headers, body."""

How = Callable[[Target, Case], Sent]


def as_made(_target: Target, case: Case) -> Sent:
    """What schemathesis makes, with headers and body as they go over the wire."""
    parts = case.as_transport_kwargs(base_url=URL)
    request = httpx.Request(case.method, parts["url"], params=parts["params"], json=parts.get("json"))
    headers = {name: value for name, value in parts["headers"].items() if name.startswith("Kiosk")}
    return request.url.raw_path.decode(), headers, parts.get("data") or request.content


def _signed(desk: Desk, path: str) -> Sent:
    return path, signed(desk.key, path), b""


def asked_by_a_kiosk(target: Target, case: Case) -> Sent:
    case.path_parameters = {"kiosk": target.desk.kiosk, "epoch": target.desk.epoch}
    return _signed(target.desk, as_made(target, case)[0])


def asked_of_an_unknown_epoch(target: Target, case: Case) -> Sent:
    case.path_parameters = {"kiosk": target.desk.kiosk, "epoch": str(uuid.uuid4())}
    return _signed(target.desk, as_made(target, case)[0])


def asked_by_a_suspended_one(target: Target, case: Case) -> Sent:
    case.path_parameters = {"kiosk": target.suspended.kiosk, "epoch": target.suspended.epoch}
    return _signed(target.suspended, as_made(target, case)[0])


def _posted(desk: Desk, batch: Batch, epoch: str | None = None) -> Sent:
    return f"/v2/kiosks/{desk.kiosk}/{desk.stream}/{epoch or desk.epoch}/entries", {}, msgspec.json.encode(batch)


def entries_made(target: Target, case: Case) -> Sent:
    """The entries that schemathesis has made, if they are any, at the end of the kiosk's chain."""
    desk, first = target.desk, len(target.desk.entries) + 1
    try:
        kind = Entry if desk.stream == "ledger" else Line
        made: list[Any] = msgspec.convert(case.body["entries"], list[kind], strict=False)  # type: ignore[valid-type]
    except (msgspec.ValidationError, TypeError, KeyError):
        return as_made(target, case)
    entries = [msgspec.structs.replace(entry, seq=first + n, id=str(uuid.uuid4())) for n, entry in enumerate(made)]
    longer = Desk(desk.kiosk, desk.key, desk.genesis, [*desk.entries, *entries], stream=desk.stream)
    return _posted(longer, longer.batch(first))


def a_new_entry(target: Target, _case: Case) -> Sent:
    more(target.desk)
    return _posted(target.desk, target.desk.batch())


def nothing_new(target: Target, _case: Case) -> Sent:
    return _posted(target.desk, target.desk.batch(1, 1))


def a_gap(target: Target, _case: Case) -> Sent:
    desk = target.desk
    far = len(desk.entries) + 1000
    return _posted(desk, desk.batch(len(desk.entries) + 1, first_seq=far))


def a_fork(target: Target, _case: Case) -> Sent:
    other = Desk(target.desk.kiosk, target.desk.key, target.desk.genesis, stream=target.stream)
    more(other)
    return _posted(other, other.batch())


def an_unknown_epoch(target: Target, _case: Case) -> Sent:
    other = Desk(target.desk.kiosk, target.desk.key, stream=target.stream)
    more(other)
    return _posted(other, other.batch(genesis=None))


def a_wrong_head(target: Target, _case: Case) -> Sent:
    return _posted(target.desk, target.desk.batch(head="0" * 64))


def anothers_signature(target: Target, _case: Case) -> Sent:
    return _posted(target.desk, target.desk.batch(signature="00" * 64))


def an_unknown_kiosk(target: Target, _case: Case) -> Sent:
    return _posted(nobody := Desk("nobody", stream=target.stream), nobody.batch())


def a_suspended_one(target: Target, _case: Case) -> Sent:
    return _posted(target.suspended, target.suspended.batch())


def an_old_one(target: Target, _case: Case) -> Sent:
    return _posted(target.desk, target.desk.batch(health=msgspec.structs.replace(HEALTH, version="0.9")))


def too_much(target: Target, case: Case) -> Sent:
    case.path_parameters = {"kiosk": target.desk.kiosk, "epoch": target.desk.epoch}
    path, headers, body = as_made(target, case)
    return path, headers, body + b" " * (MAX_BYTES + 1 - len(body))


def a_right_code(target: Target, _case: Case) -> Sent:
    code = target.site.register.admission.rekey("phatthalung-2", target.site.now)
    return "/v2/enrol", {}, msgspec.json.encode(Desk("phatthalung-2").enrolment(code))


def a_code_of_another_office(target: Target, _case: Case) -> Sent:
    code = target.site.register.admission.rekey("phatthalung-2", target.site.now)
    return "/v2/enrol", {}, msgspec.json.encode(Desk("phatthalung-2").enrolment(code, office="trang"))


def asked_by_no_name(target: Target, case: Case) -> Sent:
    case.path_parameters = {"kiosk": "Nobody", "epoch": target.desk.epoch}
    return _signed(target.desk, as_made(target, case)[0])


def asked_while_the_database_is_away(target: Target, case: Case) -> Sent:
    target.is_away = True
    return asked_by_a_kiosk(target, case)


def sent_while_the_database_is_away(target: Target, case: Case) -> Sent:
    target.is_away = True
    return nothing_new(target, case)


def enrolled_while_the_database_is_away(target: Target, _case: Case) -> Sent:
    target.is_away = True
    return "/v2/enrol", {}, msgspec.json.encode(Desk("phatthalung-2").enrolment("0000"))


ASKING: list[How] = [
    *(as_made, as_made, asked_by_a_kiosk, asked_by_a_kiosk, asked_of_an_unknown_epoch),
    *(asked_by_a_suspended_one, asked_by_no_name, asked_while_the_database_is_away),
]
SENDING: list[How] = [
    *(as_made, entries_made, entries_made, a_new_entry, nothing_new, a_gap, a_fork, an_unknown_epoch, a_wrong_head),
    *(anothers_signature, an_unknown_kiosk, a_suspended_one, an_old_one, too_much, sent_while_the_database_is_away),
]
HOW: dict[str, list[How]] = {
    "enrol": [
        *(as_made, as_made, a_right_code, a_code_of_another_office, too_much, enrolled_while_the_database_is_away),
    ],
    "epochsLedger": ASKING,
    "headLedger": ASKING,
    "heldLedger": ASKING,
    "takeLedger": SENDING,
    "epochsRecord": ASKING,
    "headRecord": ASKING,
    "heldRecord": ASKING,
    "takeRecord": SENDING,
}


def operations(target: Target) -> dict[str, Any]:
    """The calls of the document that is served."""
    schema = schemathesis.openapi.from_dict(target.site.ask("GET", "/openapi.json").json())
    operations = [operation.ok() for operation in schema.get_all_operations()]
    return {
        operation.definition.raw["operationId"]: operation
        for operation in operations
        if operation.definition.raw["operationId"] in HOW
    }


@pytest.mark.parametrize("cases", [80, pytest.param(2_000, marks=pytest.mark.long)], ids=["short", "long"])
@pytest.mark.parametrize("call", HOW)
def test_every_answer_is_one_that_the_document_names(target: Target, call: str, cases: int) -> None:
    operation = operations(target)[call]
    cases = cases // 10 if call.endswith("Record") else cases  # the same code, by other names
    requests = st.one_of(operation.as_strategy(GenerationMode.POSITIVE), operation.as_strategy(GenerationMode.NEGATIVE))

    @settings(
        max_examples=-(-cases // len(HOW[call])),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=requests)
    def answers(how: How, case: Case) -> None:
        path, headers, body = how(target, case)
        answer = client.request(case.method, path, headers=headers, content=body)
        assert answer.status_code < 500 or target.is_away, answer.text
        target.is_away, answer.elapsed = False, datetime.timedelta()
        target.seen.add(answer.status_code)
        case.validate_response(
            answer, checks=[status_code_conformance, content_type_conformance, response_schema_conformance]
        )

    with httpx.Client(transport=Bridge(target.site.app), base_url=URL) as client:
        for how in HOW[call]:
            answers(how)
    assert target.seen == {int(status) for status in operation.definition.raw["responses"]}
