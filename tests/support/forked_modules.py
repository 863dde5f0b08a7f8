"""Imported last by a fork server: what each headquarters would read and compile for itself is there before it forks."""

import asyncio
import gc
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import httpx

import tests.support.statements  # noqa: F401  # SQL is compiled once
from kiosk.cli.root import cli
from kiosk.cli.settings import Settings
from kiosk.hq.http_server import application
from kiosk.hq.receiver.exposure import Exposure
from kiosk.hq.receiver.json_log import JsonLog
from kiosk.hq.server import Headquarters
from kiosk.storage import toml_file
from tests.support.hashes import cheap
from tests.support.sample import DAY
from tests.support.shipped_toml import parsed_once


async def look_around(folder: str) -> None:
    """Open a headquarters of nobody, and its first pages."""
    machine = Settings(data=Path(folder), practice=True, today=DAY).kiosk(writes=True)
    opened = Headquarters.opened(machine, None)
    exposure = Exposure(is_open=True)
    app = application(opened.register, opened.key(), opened.now, machine, exposure, JsonLog())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        for page in ("shortfall", "shortfall?lang=en", "kiosks", "alarms", "login"):
            await client.get(page)
    opened.register.engine.dispose()


cli.get_command(click.Context(cli), "hq")
toml_file.parsed_toml = parsed_once
CHEAP = cheap()
CHEAP.__enter__()
with TemporaryDirectory() as folder, redirect_stderr(StringIO()):
    asyncio.run(look_around(folder))
gc.collect()
gc.freeze()  # who looks for garbage in what is shared would have all of it copied
