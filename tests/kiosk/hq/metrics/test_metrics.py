"""What `/metrics` tells, and to whom."""

import asyncio
import datetime
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp

from kiosk.cli.settings import Settings
from kiosk.hq.http_server import application
from kiosk.hq.receiver.exposure import Exposure
from kiosk.hq.receiver.json_log import JsonLog
from tests.support.commands import one_sentence, run
from tests.support.sample import DAY
from tests.support.scripted import Site

KEY = "a key of the metrics, not of anything else"


def app(site: Site, folder: Path, key: str | None = KEY) -> ASGIApp:
    machine = Settings(data=folder, practice=True, today=DAY).kiosk()
    return application(site.register, site.key, lambda: site.now, machine, Exposure(), JsonLog(), key)


def asked(served: ASGIApp, *paths: str, key: str = f"Bearer {KEY}") -> list[httpx.Response]:
    async def each() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url="http://localhost") as client:
            return [await client.get(path, headers={"authorization": key}) for path in paths]

    return asyncio.run(each())


def figures_of(told: httpx.Response) -> dict[str, float]:
    lines = (line.rpartition(" ") for line in told.text.splitlines() if not line.startswith("#"))
    return {name: float(figure) for name, _, figure in lines}


def test_prometheus_is_told_of_kiosks_entries_alarms_roots_and_calls(site: Site, tmp_path: Path) -> None:
    desk = site.enrolled("phatthalung-1")
    desk.count()
    site.take(desk)
    site.code("trang-1", "trang")
    site.register.admission.rekey("phatthalung-1", site.now)
    site.register.admission.rekey("phatthalung-1", site.now)
    site.now += datetime.timedelta(days=1)
    site.receiver.roots.make(site.now)
    *_, told = asked(app(site, tmp_path), "/healthz", "/nothing", "/login", "/metrics")
    figures = figures_of(told)
    assert figures['kiosk_hq_kiosks{state="reporting"}'] == figures['kiosk_hq_kiosks{state="never"}'] == 1
    assert figures['kiosk_hq_kiosks{state="silent"}'] == 0
    assert figures['kiosk_hq_entries_total{stream="ledger"}'] == 1
    assert figures['kiosk_hq_entries_total{stream="record"}'] == 0
    assert figures["kiosk_hq_open_alarms"] == len(site.alarms()) > 0
    assert figures["kiosk_hq_last_root_seconds"] == site.now.timestamp()
    assert figures["kiosk_hq_waiting_batches"] == figures["kiosk_hq_failing_deliveries"] == 0
    for call, status in (("healthz", "2xx"), ("none", "4xx"), ("page", "4xx")):
        assert figures[f'kiosk_hq_request_seconds_count{{call="{call}",status="{status}"}}'] == 1
    assert "phatthalung" not in told.text, "no office has a figure of its own"


def test_a_kiosk_that_falls_silent_is_counted_as_silent(site: Site, tmp_path: Path) -> None:
    site.take(site.enrolled("phatthalung-1"))
    site.now += datetime.timedelta(days=8)
    [told] = asked(app(site, tmp_path), "/metrics")
    assert figures_of(told)['kiosk_hq_kiosks{state="silent"}'] == 1


def test_metrics_are_for_who_has_their_key(site: Site, tmp_path: Path) -> None:
    for wrong in ("", "Bearer", f"Bearer {KEY}x", f"Basic {KEY}", KEY):
        [refused] = asked(app(site, tmp_path), "/metrics", key=wrong)
        assert refused.status_code == 401
        assert "kiosk_hq" not in refused.text
    [nothing] = asked(app(site, tmp_path, key=None), "/metrics")
    assert nothing.status_code == 404, "without a key there is no such page"


@pytest.mark.parametrize("content", ["short", ""])
def test_a_key_that_is_soon_guessed_starts_no_receiver(tmp_path: Path, content: str) -> None:
    file = tmp_path / "key"
    file.write_text(content)
    sentence = one_sentence(run(tmp_path, "hq", "serve", "--metrics-key-file", str(file)), 1)
    assert "openssl rand" in sentence or str(file) in sentence
