"""What the receiver says of itself: its health, its log, its calls."""

import json
from pathlib import Path

import msgspec
import pytest

import kiosk.hq
from tests.support.scripted import Site

OPENAPI = Path(kiosk.hq.__file__).with_name("receiver") / "openapi.json"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'hq.db'}"


def test_the_openapi_document_that_is_kept_is_the_one_that_is_served(site: Site) -> None:
    served = site.ask("GET", "/openapi.json").content
    kept = msgspec.json.format(served, indent=1) + b"\n"
    assert OPENAPI.read_bytes() == kept, f"write it anew with: kiosk hq serve, GET /openapi.json into {OPENAPI.name}"
    document = json.loads(served)
    assert document["openapi"] == "3.1.0"
    assert {"201", "200", "409", "413", "422", "426"} <= set(
        document["paths"]["/v2/kiosks/{kiosk}/ledger/{epoch}/entries"]["post"]["responses"]
    )
    assert r"\A" not in served.decode()


def test_health_is_said_to_a_proxy(site: Site) -> None:
    answer = site.ask("GET", "/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"}), "and to strangers no version"


def test_every_request_is_one_line_of_the_log_with_its_decision_and_without_secrets(
    site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = site.enrolled("phatthalung-1")
    entry = desk.count()
    site.take(desk)
    site.post(desk, desk.batch(head="0" * 64))
    code = site.register.admission.rekey("phatthalung-1", site.now)
    site.enrol(desk, code)
    written = capfd.readouterr().err
    first, taken, refused, again = map(json.loads, written.splitlines())
    assert (first["method"], first["path"], first["status"], first["kiosk"]) == (
        "POST",
        "/v2/enrol",
        201,
        "phatthalung-1",
    )
    assert (taken["status"], taken["stored"], taken["replayed"], taken["acked"]) == (201, 1, 0, 1)
    assert (refused["status"], refused["problem"], refused["epoch"]) == (422, "bad-chain", desk.epoch)
    assert again["status"] == 201
    assert [line["address"] for line in (first, taken, refused, again)] == ["127.0.0.1"] * 4
    for secret in (code, entry.id, desk.batch().signature, "inspection"):
        assert secret not in written
