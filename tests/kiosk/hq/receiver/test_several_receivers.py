"""Several receivers on one PostgreSQL: each does all that one alone would do, and together they count once."""

import json
import threading
from pathlib import Path

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.scripted import Desk


def sent_at_once(desks: list[Desk], *urls: str) -> list[int]:
    """What is answered when each of the desks sends its entries to all of the addresses at the same time."""
    statuses: list[int] = []

    def send(desk: Desk, url: str) -> None:
        with httpx.Client(base_url=url, timeout=60) as client:
            for last in range(3, 61, 3):
                body = msgspec.json.encode(desk.batch(max(last - 5, 1), last))
                statuses.append(client.post(desk.path + "/entries", content=body).status_code)

    senders = [threading.Thread(target=send, args=(desk, url)) for desk in desks for url in urls]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return statuses


def test_two_processes_take_the_same_posts_at_once_and_count_each_entry_once(
    a_postgresql_database: str, tmp_path: Path
) -> None:
    folder, database = tmp_path / "hq", ("--database", a_postgresql_database)
    with Headquarters(folder, *database) as one, Headquarters(folder, *database) as two:
        desks = [Desk(f"phatthalung-{number}", Ed25519PrivateKey.generate()) for number in (1, 2)]
        run(folder, "hq", "office", "add", "phatthalung", *database)
        keys = set()
        for desk in desks:
            code = run(folder, "hq", "enrol", "phatthalung", desk.kiosk, *database).stdout.split()[-1]
            body = msgspec.json.encode(desk.enrolment(code))
            keys.add(httpx.post(f"{two.url}/v2/enrol", content=body).json()["public_key"])
            for _ in range(60):
                desk.count()
        assert len(keys) == 1
        statuses = sent_at_once(desks, one.url, two.url)
        last = [
            httpx.post(f"{one.url}{desk.path}/entries", content=msgspec.json.encode(desk.batch())) for desk in desks
        ]
        assert [answer.json()["acked"] for answer in last] == [60, 60]
        assert [sum(count[3] for count in answer.json()["elsewhere"]) for answer in last] == [60, 60]
    assert set(statuses) <= {200, 201, 409}
    assert statuses.count(201) >= 20
    report = json.loads(run(folder, "hq", "report", "--json", *database).stdout)
    assert report["offices"][0]["total"]["count"] == 120
    verified = run(folder, "hq", "verify", *database)
    assert verified.returncode == 0, verified.stdout
    refused = run(folder, "hq", "backup", str(tmp_path / "hq.copy"), *database)
    assert refused.returncode == 1
    assert "pg_dump" in refused.stderr
