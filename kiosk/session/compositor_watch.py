"""The watch over the compositor: one that is frozen is ended, and its service brings it back."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
from pathlib import Path

from kiosk.session.wayland import connected

_PERIOD = 2.0
"""Seconds from an answer to the next question."""

_FROZEN = "The compositor no longer answered, and was ended."

PATIENCE = 6.0
"""Seconds without an answer after which a compositor is frozen: back is it to be within 15."""


async def watch(display: Path) -> None:
    """Ask the compositor again and again whether it answers, whichever serves the display; until cancelled."""
    while True:
        with contextlib.suppress(OSError, EOFError):
            await _watch_one(display)
        await asyncio.sleep(_PERIOD)


async def _watch_one(display: Path) -> None:
    """Until it is frozen, or gone (OSError or EOFError)."""
    server = await connected(display)
    try:
        while True:
            async with asyncio.timeout(PATIENCE):
                await server.answer()
            await asyncio.sleep(_PERIOD)
    except TimeoutError:
        print(_FROZEN, file=sys.stderr, flush=True)
        logging.getLogger(__name__).error(_FROZEN)
        os.kill(server.pid, signal.SIGKILL)
    finally:
        server.writer.close()
