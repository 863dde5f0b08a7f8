"""Each page as it stands in __snapshots__/, in both languages, on a terminal of each layout; without colour, so that nothing hangs on it.

`pytest -n 0 --snapshot-update tests/screens/test_pictures.py` takes them anew: look at the difference before it is kept.
"""

import re

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from screens.staff.widgets.due_key import DueKey
from screens.visitor.idle import IdleScreen
from tests.support.pilot import SIZES, STAFF_SIZES, Opened, press, settle, text, until

AT_EVERY_SIZE = {
    "home": "",
    "family": "3",
    "service": "3 3",
    "service-ticks": "3 3 right 1 3",
    "dates": "enter 1 0 1 0 9 2 0 2 3",
    "which-service": "right 1",
    "online": "5",
    "transparency": "6",
    "officer": "0",
    "speak": "0 right",
    "sentence": "0 right 3",
}
AT_THE_USUAL_SIZES = {
    "service-steps": "2 1 right right",
    "service-card": "2 1 right 1 left 2",
    "service-list-home": "2 5 2",
    "which-service-first": "right",
    "survey": "8",
    "survey-which-counter": "8 enter",
    "survey-thanks": "8 enter 4",
    "online-code": "5 2",
    "complaints": "6 1",
    "no-gift": "6 2",
}
OF_STAFF = {"pin": "f12 1", "counts": "f12 2 4 6 8 1 0 enter"}


def pages_at(size: str) -> dict[str, str]:
    """The keys to each page that is looked at on such a terminal; larger letters and small terminals show the main ones."""
    usual = AT_THE_USUAL_SIZES if size in ("landscape", "portrait") else {}
    staff = {page: keys for page, keys in OF_STAFF.items() if size in STAFF_SIZES}
    if size == "landscape":
        del staff["counts"]  # its chart comes when it is drawn
    return {**AT_EVERY_SIZE, **usual, **staff}


class Pictures(SingleFileSnapshotExtension):
    """One text file a page, named for what it shows."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.mark.usefixtures("standing_countdowns")
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_page_is_as_approved(
    counter: Opened,
    kiosk: Kiosk,
    snapshot: SnapshotAssertion,
    size: str,
    language: str,
) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    pictures = snapshot.use_extension(Pictures)
    async with counter(size=size) as pilot:
        for page, keys in pages_at(size).items():
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *(["9"] if language == "en" else []), *keys.split())
            if pilot.app.lang != language:  # type: ignore[attr-defined]  # staff begin in Thai
                await press(pilot, "9")
            if page == "counts":  # what is due comes after the first frame
                await until(pilot, lambda: any(key.due for key in pilot.app.screen.query(DueKey)))
            assert _picture(text(pilot)) == pictures(name=page)
        await pilot.app.go_home()  # type: ignore[attr-defined]
        pilot.app.show(IdleScreen(kiosk))  # type: ignore[attr-defined]
        await settle(pilot)
        assert _picture(text(pilot)) == pictures(name="idle")


def _picture(shown: str) -> str:
    """What is shown, without the seconds that a page counts down."""
    still = re.sub(r"\d+(?= (seconds|s\b|วินาที))", "…", shown)
    return "\n".join(line.rstrip() for line in still.split("\n")) + "\n"
