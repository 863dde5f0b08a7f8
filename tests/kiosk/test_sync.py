"""The kiosk's half of the protocol against a real headquarters, and against what is none."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kiosk.office import Kiosk
from kiosk.syncing import nightly
from tests.helpers import Headquarters, run


@contextmanager
def impostor(status: int, body: bytes, content_type: str = "text/html") -> Iterator[str]:
    """Something that answers every call, such as the log-in page of a network."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def redirect(folder: Path, url: str) -> None:
    """Let the enrolled kiosk of `folder` call another address."""
    path = folder / "practice" / "hq.toml"
    lines = [f'url = "{url}"' if line.startswith("url") else line for line in path.read_text().splitlines()]
    path.write_text("\n".join(lines))


def synced(folder: Path) -> dict[str, object]:
    done = run(folder, "sync", "--json")
    return {"exit": done.returncode, **json.loads(done.stdout)}


def test_a_sync_confirms_every_entry_and_prints_what_it_did(headquarters: Headquarters, tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    for group in ("inspection", "investigation"):
        run(folder, "count", group)
    found = synced(folder)
    assert list(found) == ["exit", "confirmed", "sent", "acked", "head", "epoch", "halt"]
    assert (found["exit"], found["confirmed"], found["sent"], found["acked"], found["halt"]) == (0, True, 2, 2, None)
    with sqlite3.connect(folder / "practice" / "ledger.db") as ledger:
        assert ledger.execute("SELECT hash FROM entry WHERE seq = 2").fetchone() == (found["head"],)
    ledger.close()


def test_zero_is_data_an_empty_ledger_reports_too(headquarters: Headquarters, tmp_path: Path) -> None:
    headquarters.enrol(tmp_path / "kiosk", "phatthalung-1")
    assert synced(tmp_path / "kiosk")["confirmed"] is True
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    assert report["offices"][0]["kiosks"][0]["state"] == "reporting"


def test_a_kiosk_that_is_not_enrolled_says_how(tmp_path: Path) -> None:
    done = run(tmp_path, "sync")
    assert done.returncode == 1
    assert "kiosk enrol" in done.stderr


def test_a_wrong_code_a_used_one_and_a_second_kiosk_with_it_are_refused(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    code = headquarters.code("phatthalung-1")
    assert "wrong" in run(tmp_path / "a", "enrol", headquarters.url, "0000-0000-0000-0000").stderr
    assert run(tmp_path / "a", "enrol", headquarters.url, code).returncode == 0
    refused = run(tmp_path / "b", "enrol", headquarters.url, code)
    assert refused.returncode == 1
    assert "used" in refused.stderr
    assert not (tmp_path / "b" / "practice" / "hq.toml").exists()


def test_a_refused_enrolment_leaves_the_kiosk_enrolled_as_it_was(headquarters: Headquarters, tmp_path: Path) -> None:
    headquarters.enrol(tmp_path, "phatthalung-1")
    assert run(tmp_path, "enrol", headquarters.url, "0000-0000-0000-0000").returncode == 1
    assert synced(tmp_path)["confirmed"] is True


def test_a_practice_kiosk_does_not_enrol_at_a_real_register(headquarters: Headquarters, tmp_path: Path) -> None:
    done = run(tmp_path, "enrol", headquarters.url, headquarters.code("phatthalung-1"), real=True)
    assert done.returncode == 1
    assert "practice" in done.stderr


@pytest.mark.parametrize("url", ["http://hq.example.go.th", "ftp://127.0.0.1", "headquarters"])
def test_without_tls_only_this_very_machine_is_spoken_to(tmp_path: Path, url: str) -> None:
    done = run(tmp_path, "enrol", url, "0000")
    assert done.returncode == 1
    assert "https://" in done.stderr


def test_headquarters_down_is_said_and_nothing_is_lost(headquarters: Headquarters, tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    run(folder, "count", "inspection")
    headquarters.kill()
    done = run(folder, "sync")
    assert done.returncode == 1
    assert "cannot be reached" in done.stderr
    assert run(folder, "count", "inspection").returncode == 0
    headquarters.start()
    assert synced(folder)["sent"] == 2


@pytest.mark.parametrize(
    ("status", "body", "content_type"),
    [
        (200, b"<html>Welcome to the airport network</html>", "text/html"),
        (200, b"{}", "application/json"),
        (302, b"", "text/html"),
        (404, b"<html>not here</html>", "text/html"),
    ],
)
def test_what_is_not_headquarters_is_never_success(
    headquarters: Headquarters, tmp_path: Path, status: int, body: bytes, content_type: str
) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    run(folder, "count", "inspection")
    with impostor(status, body, content_type) as url:
        redirect(folder, url)
        found = synced(folder)
    assert (found["exit"], found["confirmed"], found["acked"]) == (1, False, 0)
    redirect(folder, headquarters.url)
    assert synced(folder)["confirmed"] is True


def test_a_receipt_that_another_key_has_signed_is_no_receipt(headquarters: Headquarters, tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    path = folder / "practice" / "hq.toml"
    lines = [
        f'public_key = "{"0" * 64}"' if line.startswith("public_key") else line
        for line in path.read_text().splitlines()
    ]
    path.write_text("\n".join(lines))
    run(folder, "count", "inspection")
    done = run(folder, "sync")
    assert done.returncode == 1
    assert "receipt" in done.stderr


def test_more_than_a_batch_of_entries_all_arrive(headquarters: Headquarters, tmp_path: Path, kiosk: Kiosk) -> None:
    from datetime import date

    from kiosk.ledger import Ledger

    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        for _ in range(1203):
            ledger.count("inspection", date(2024, 2, 1))
    found = synced(folder)
    assert (found["sent"], found["acked"]) == (1203, 1203)


def test_counts_of_the_offices_other_kiosk_come_with_the_receipt(headquarters: Headquarters, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    headquarters.enrol(one, "phatthalung-1")
    headquarters.enrol(two, "phatthalung-2")
    run(two, "count", "investigation")
    run(one, "count", "investigation")
    synced(two)
    synced(one)
    found = json.loads(run(one, "counts", "--json").stdout)
    group = found["groups"][1]
    assert (group["here"], group["elsewhere"], group["count"]) == (1, 1, 2)
    assert found["elsewhere_as_of"].startswith("2024-03-01T")


def test_a_restored_backup_goes_on_in_a_new_epoch_and_nothing_counts_twice(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    folder = tmp_path / "kiosk"
    ledger = folder / "practice" / "ledger.db"
    headquarters.enrol(folder, "phatthalung-1")
    run(folder, "count", "inspection")
    backup = ledger.read_bytes()
    run(folder, "count", "inspection")
    assert synced(folder)["confirmed"] is True
    ledger.write_bytes(backup)
    run(folder, "count", "investigation")
    assert synced(folder)["confirmed"] is True
    report = json.loads(run(headquarters.folder, "hq", "report", "--json").stdout)
    counts = {one["id"]: one["count"] for one in report["offices"][0]["groups"]}
    assert counts["inspection"] == 2
    assert counts["investigation"] == 1
    assert report["offices"][0]["kiosks"][0]["alarms"]


def test_each_kiosk_has_its_own_time_of_night_between_half_past_one_and_a_quarter_past_two(kiosk: Kiosk) -> None:
    now = kiosk.clock()
    times = {nightly(f"phatthalung-{number}", now).strftime("%H:%M:%S") for number in range(50)}
    assert len(times) == 50
    assert all("01:30:00" <= time <= "02:15:00" for time in times)
