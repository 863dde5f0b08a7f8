"""`python -m tests.proof.first_page FOLDER OFFICE MOMENT`: what the first page of a counter says that was started then."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from kiosk.catalogue.load import load
from kiosk.machine.kiosk import Kiosk
from screens.apps.background_jobs import BackgroundJobs
from screens.apps.counter import CounterApp
from tests.support.pilot import SIZES, settle, text, until

SIZE = SIZES["portrait"]


async def main(folder: Path, office: Path, now: datetime) -> None:
    """Open it, and print it."""
    catalogue = load(office, folder, today=now.date())
    app = CounterApp(Kiosk(catalogue=catalogue, folder=folder, clock=lambda: now, office_file=office))
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.ledger is not None)
        await settle(pilot)
        print(text(pilot))


if __name__ == "__main__":
    BackgroundJobs.start = lambda _: None  # type: ignore[method-assign]  # they would read the machine's own clock
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
