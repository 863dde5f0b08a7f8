"""The counter on a made-up day, in a folder that is thrown away: made-up counts, made-up facts, a real local HQ.

Everything is marked DEMO on the screen. The day is 1 March 2567, inside the window of the assessment.
"""

import datetime
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import msgspec

from kiosk.catalogue import FACTS, load
from kiosk.files import write_private
from kiosk.ledger import Ledger
from kiosk.office import Kiosk, clock_on

DAY = datetime.date(2024, 3, 1)
_CONFIRMED = {"confirmed": {"on": datetime.date(2024, 2, 2), "role": "DEMO"}}
_FACTS = {
    "extension-tourism": {"documents": _CONFIRMED, "fee": _CONFIRMED},
    "90-day-report": {
        "documents": _CONFIRMED,
        "fee": _CONFIRMED,
        "time": {"value": {"minutes": 15}, **_CONFIRMED},
    },
    "re-entry-permit": {"fee": _CONFIRMED},
    "office": {
        "hours": _CONFIRMED,
        "phone": {"value": {"th": "0 0000 0000 (ตัวอย่าง)", "en": "0 0000 0000 (DEMO)"}, **_CONFIRMED},
    },
    "budget": {
        "budget": {
            "value": {"allocated": 1_000_000, "used": 420_000, "as_of": datetime.date(2024, 2, 29)},
            **_CONFIRMED,
        }
    },
}
_A_DAY = {"general-staff": 0.27, "investigation": 0.86, "inspection": 0.95, "foreigner-services": 2.05}
_TODAY = ["foreigner-services", "investigation", "foreigner-services", "foreigner-services"]


@contextmanager
def staged() -> Iterator[Kiosk]:
    """A kiosk full of life. When it is left, its headquarters is stopped and its folder is gone."""
    with TemporaryDirectory(prefix="kiosk-demo-") as name:
        root = Path(name)
        folder = root / "counter" / "practice"
        folder.mkdir(parents=True)
        write_private(folder / FACTS, msgspec.toml.encode(_FACTS))
        catalogue, clock = load(None, folder), clock_on(DAY)
        kiosks = [
            Kiosk(catalogue=catalogue, folder=root / one / "practice", practice=True, demo=True, clock=clock)
            for one in ("counter", "second")
        ]
        _count(kiosks[0], share=0.88, seed=1)
        _count(kiosks[1], share=0.12, seed=2)
        headquarters = _start_headquarters(root / "hq")
        stage = Thread(target=_enrol_and_sync, args=(headquarters, root, kiosks))
        stage.start()
        try:
            yield kiosks[0]
        finally:
            headquarters.terminate()
            stage.join()
            headquarters.wait()


def _count(kiosk: Kiosk, share: float, seed: int) -> None:
    """A share of the made-up days since January, and the start of today."""
    chance = random.Random(seed)
    assessment = kiosk.assessment
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        for days_ago in range((DAY - assessment.eit.start).days, 0, -1):
            day = DAY - datetime.timedelta(days_ago)
            if day not in assessment.open_days:
                continue
            for group, mean in _A_DAY.items():
                for _ in range(_times(chance, mean * share)):
                    ledger.count(group, day)
            if share > 0.5 and chance.random() < 0.4:
                ledger.count("foreigner-services", day, "visitor")
        if share > 0.5:
            for group in _TODAY:
                ledger.count(group, DAY)
            ledger.take_back(DAY)
            ledger.note_itap(None, 148, DAY - datetime.timedelta(2))


def _times(chance: random.Random, mean: float) -> int:
    """A whole number of that mean."""
    return int(mean) + (chance.random() < mean - int(mean))


def _start_headquarters(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk", *_options(folder), "hq", "serve", "--port", "0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _enrol_and_sync(headquarters: subprocess.Popen[str], root: Path, kiosks: list[Kiosk]) -> None:
    """Beside the screens, so that they need not wait. It gives up quietly when headquarters is gone."""
    assert headquarters.stdout is not None
    url = headquarters.stdout.readline().strip().rpartition(" ")[2]
    for number, kiosk in reversed(list(enumerate(kiosks, 1))):
        expected = _run(root / "hq", "hq", "enrol", kiosk.office.id, f"{kiosk.office.id}-{number}")
        folder = kiosk.folder.parent
        if headquarters.poll() is not None or not expected:
            return
        _run(folder, "enrol", url, expected.split()[-1])
        _run(folder, "sync")


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *_options(folder), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    return done.stdout


def _options(folder: Path) -> list[str]:
    return ["--data", str(folder), "--practice", "--today", DAY.isoformat()]
