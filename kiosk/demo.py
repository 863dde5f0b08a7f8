"""The counter on a made-up day, in a folder that is thrown away: made-up counts, made-up facts, a real local HQ.

Everything is marked DEMO on the screen. The day is 1 March 2567, inside the window of the assessment.
"""

import contextlib
import datetime
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread

import msgspec

from kiosk.catalogue.load import FACTS, load
from kiosk.catalogue.roster import ROSTER
from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk, clock_on
from kiosk.progress.disclosure import FINDINGS, Answer, Finding, Findings
from kiosk.progress.follow_up_store import FollowUps
from kiosk.progress.plan import FollowUp
from kiosk.storage.private_file import write_private
from kiosk.text.bilingual import Bilingual

DAY = datetime.date(2024, 3, 1)
_CONFIRMED = {"confirmed": {"on": datetime.date(2024, 2, 2), "role": "DEMO"}}
_MADE_UP = {"source": "office", **_CONFIRMED}
_FACTS = {
    "extension-tourism": {"documents": _CONFIRMED, "fee": _CONFIRMED},
    "90-day-report": {
        "documents": _CONFIRMED,
        "fee": _CONFIRMED,
        "time": {"value": {"minutes": 15}, **_MADE_UP},
    },
    "re-entry-permit": {"fee": _CONFIRMED},
    "office": {
        "hours": _CONFIRMED,
        "phone": {"value": Bilingual("0 0000 0000 (ตัวอย่าง)", "0 0000 0000 (DEMO)"), **_MADE_UP},
    },
    "budget": {
        "budget": {
            "value": {"allocated": 1_000_000, "used": 420_000, "as_of": datetime.date(2024, 2, 29)},
            **_MADE_UP,
        }
    },
}
_DUTY = Bilingual("ตัวอย่าง สารวัตรเวร", "DEMO Duty Inspector")
_DISCLOSED: dict[str, Answer] = {
    "O1": Answer("live", 200),
    "O2": Answer("slow", 200),
    "O3": Answer("moved", 301, "https://demo.go.th/o3"),
    "O9": Answer("dead", 404),
    "O10": Answer("live", 200),
}
_A_DAY = {"general-staff": 0.27, "investigation": 0.86, "inspection": 0.95, "foreigner-services": 2.05}
_ITAP: dict[int, dict[str | None, int]] = {
    23: {None: 61, "inspection": 12, "foreigner-services": 36},
    9: {None: 112, "inspection": 24, "foreigner-services": 62},
    2: {None: 148, "general-staff": 8, "investigation": 30, "inspection": 31, "foreigner-services": 79},
}
_TODAY = ["foreigner-services", "investigation", "foreigner-services", "foreigner-services"]


@contextmanager
def staged() -> Iterator[Kiosk]:
    """A kiosk full of life. When it is left, its headquarters is stopped and its folder is gone."""
    with TemporaryDirectory(prefix="kiosk-demo-") as name:
        root = Path(name)
        folder = root / "counter" / "practice"
        folder.mkdir(parents=True)
        _disclose(folder)
        write_private(folder / ROSTER, msgspec.toml.encode({"weekday": {"friday": _DUTY}}))
        catalogue, clock = load(None, folder), clock_on(DAY)
        kiosks = [
            Kiosk(catalogue=catalogue, folder=root / one / "practice", practice=True, demo=True, clock=clock)
            for one in ("counter", "second")
        ]
        _count(kiosks[0], share=0.88, seed=1)
        _count(kiosks[1], share=0.12, seed=2)
        helpers = _Helpers()
        headquarters = helpers.start(root / "hq", "hq", "serve", "--port", "0")
        stage = Thread(target=_enrol_and_sync, args=(helpers, headquarters, root, kiosks))
        stage.start()
        try:
            yield kiosks[0]
        finally:
            helpers.end()
            stage.join()
            headquarters.wait()


def _disclose(folder: Path) -> None:
    """Addresses of a made-up website, and what the last check found there; a week later it would find nothing."""
    addresses = {item: f"https://demo.go.th/ita/{item.lower()}" for item in _DISCLOSED}
    facts = {f"2567-{item}": {"address": {"value": one, **_MADE_UP}} for item, one in addresses.items()}
    write_private(folder / FACTS, msgspec.toml.encode(_FACTS | facts))
    since = DAY - datetime.timedelta(26)
    found = {item: Finding(addresses[item], answer, DAY, since) for item, answer in _DISCLOSED.items()}
    kept = msgspec.to_builtins(Findings(found, DAY), builtin_types=(datetime.date,))
    write_private(folder / FINDINGS, msgspec.toml.encode(kept))


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
            _note(ledger)
            _follow_up(kiosk)


def _note(ledger: Ledger) -> None:
    """What ITAP showed week by week, and a morning on which a list was typed in at once."""
    for days_ago, figures in _ITAP.items():
        for group, figure in figures.items():
            ledger.note_itap(group, figure, DAY - datetime.timedelta(days_ago))
    ledger.note("burst-7", DAY - datetime.timedelta(8))


def _follow_up(kiosk: Kiosk) -> None:
    """The plan as it may stand on the made-up day: followed up in most months, a few measures carried out."""
    follow_ups = FollowUps(kiosk.path("plan.db"))
    for number, measure in enumerate(kiosk.assessment.measures):
        for month in (1, 2):
            if number % 5 != month:
                follow_ups.add(FollowUp(measure.id, datetime.date(2024, month, 25), "followed-up"))
        if number % 6 == 1:
            follow_ups.add(FollowUp(measure.id, DAY - datetime.timedelta(2), "finished", "ติดตั้งแล้ว (ตัวอย่าง)"))
    follow_ups.note("IIT", 18, DAY - datetime.timedelta(2))
    follow_ups.note("EIT2", 40, DAY - datetime.timedelta(2))
    follow_ups.close()


def _times(chance: random.Random, mean: float) -> int:
    """A whole number of that mean."""
    return int(mean) + (chance.random() < mean - int(mean))


class _Helpers:
    """Commands that run beside the screens; whoever leaves does not wait for them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._started: list[subprocess.Popen[str]] = []
        self._over = False

    def start(self, folder: Path, *command: str) -> subprocess.Popen[str]:
        """A `kiosk` command on the made-up day. RuntimeError when the demo is over."""
        with self._lock:
            if self._over:
                raise RuntimeError("the demo is over")
            process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", *_options(folder), *command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            self._started.append(process)
            return process

    def end(self) -> None:
        """Stop them all, and start no other."""
        with self._lock:
            self._over = True
            for process in self._started:
                process.terminate()


def _enrol_and_sync(helpers: _Helpers, headquarters: subprocess.Popen[str], root: Path, kiosks: list[Kiosk]) -> None:
    """Beside the screens, so that they need not wait. It gives up quietly when the demo is over."""
    assert headquarters.stdout is not None
    url = headquarters.stdout.readline().strip().rpartition(" ")[2]
    with contextlib.suppress(RuntimeError):
        for number, kiosk in reversed(list(enumerate(kiosks, 1))):
            folder = kiosk.folder.parent
            code = helpers.start(root / "hq", "hq", "enrol", kiosk.office.id, f"{kiosk.office.id}-{number}")
            printed = code.communicate()[0].split()
            if not printed:
                return
            helpers.start(folder, "enrol", url, printed[-1]).communicate()
            helpers.start(folder, "sync").communicate()


def _options(folder: Path) -> list[str]:
    return ["--data", str(folder), "--practice", "--today", DAY.isoformat()]
