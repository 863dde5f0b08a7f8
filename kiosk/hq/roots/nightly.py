"""The nightly job: each night's root is made when its day has ended, whether or not a kiosk asks for it."""

import asyncio
import datetime
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import sqlalchemy as sa

from kiosk.hq.roots.daily_roots import DailyRoots

LOOK = 60.0
"""Seconds between two looks whether a day has ended."""


def nightly(
    roots: DailyRoots, clock: Callable[[], datetime.datetime]
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """The lifespan (ASGI) of an application that makes roots while it is served."""

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        job = asyncio.create_task(_make_each(roots, clock))
        yield
        job.cancel()

    return lifespan


async def _make_each(roots: DailyRoots, clock: Callable[[], datetime.datetime]) -> None:
    while True:
        try:
            await asyncio.to_thread(roots.make, clock())
        except sa.exc.SQLAlchemyError as error:
            print(f"The daily root waits for the register ({error}).", file=sys.stderr, flush=True)
        await asyncio.sleep(LOOK)
