"""Whatever is sent to headquarters, it answers as its OpenAPI document says, and never with a failure of its own.

schemathesis makes requests from the document, right ones and wrong ones; many of them are then addressed, chained and
signed as a kiosk would, or as one in trouble would, so that they get past the first checks.
"""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kiosk.hq.receiver.app import Receiver
from kiosk.hq.register.register import Register
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.protocol.payloads import Stream
from tests.proof.api_requests import ALONE, HOW, How, Target, more
from tests.proof.world import URL, Bridge
from tests.support.sample import KNOWN
from tests.support.scripted import Desk, Site

if TYPE_CHECKING:
    from schemathesis import Case

SELDOM = 8
"""How much less is asked of a record, which is the same code by other names, and of the calls that read little."""

KIOSKS = ("phatthalung-1", "phatthalung-2")


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
    site.receiver.roots.make(site.now + datetime.timedelta(days=1))
    site.register.admission.suspend("phatthalung-2", True)

    @sa.event.listens_for(engine, "begin", insert=True)
    def _(_connection: sa.Connection) -> None:
        if made.is_away:
            raise sa.exc.OperationalError("BEGIN", {}, Exception("the database is away"))

    yield made
    engine.dispose()


def operations(target: Target) -> dict[str, Any]:
    """The calls of the document that is served."""
    import schemathesis  # which every process of tests would wait for, though one of them makes requests

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
    from schemathesis import GenerationMode
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    operation = operations(target)[call]
    cases = cases // SELDOM if call.endswith(("Record", "keys", "giveBack", "cosign")) else cases
    requests = st.one_of(operation.as_strategy(GenerationMode.POSITIVE), operation.as_strategy(GenerationMode.NEGATIVE))
    path = {"kiosk": target.desk.kiosk, "epoch": target.desk.epoch, "day": "2024-03-01"}
    alone = st.builds(lambda _number: operation.Case(path_parameters=path), st.integers())

    @settings(
        max_examples=-(-cases // len(HOW[call])),
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def answers(how: How, data: st.DataObject) -> None:
        case: Case = data.draw(alone if how in ALONE else requests)
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
