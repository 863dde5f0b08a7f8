"""Every road of the map, walked by keys in a real pseudo-terminal: what is seen there, in both languages, and back."""

import re
import time
from pathlib import Path

import pytest

from kiosk.machine import Kiosk
from kiosk.text.languages import Language
from screens.visitor.idle import IdleScreen
from screens.visitor.notice import NoticeScreen
from screens.visitor.phrasebook import SpeakScreen
from screens.visitor.service import ServiceScreen
from tests.support.commands import run
from tests.support.navigation_map import PIN, Place, StaffMap, VisitorsMap, pages
from tests.support.terminal import Terminal, counter

LIMIT = 20
"""Seconds within which a page must be there, on a busy machine."""

SIZES = {"137x28": (137, 28), "63x43": (63, 43), "80x24": (80, 24)}
LEAFED = (ServiceScreen, NoticeScreen, SpeakScreen)
"""Pages whose → turns to the next part, and ← back."""


class Walker:
    """Somebody who knows the map, in front of a terminal."""

    def __init__(self, terminal: Terminal, kiosk: Kiosk, home: Place) -> None:
        self.terminal, self.home = terminal, home
        self.say = kiosk.catalogue.phrases
        self.lang: Language = "th"
        self.leafed: set[object] = set()

    def sees(self, *words: object) -> bool:
        """Whether all of that is on the screen, however it is broken into lines."""
        shown = squeezed(self.terminal.text)
        return all(squeezed(one.of(self.lang)) in shown for one in words)  # type: ignore[attr-defined]

    def wait(self, *words: object) -> None:
        """Wait until all of that is on the screen."""
        end = time.monotonic() + LIMIT
        while not self.sees(*words):
            missing = [one for one in words if not self.sees(one)]
            assert time.monotonic() < end, f"never saw {missing} in:\n{self.terminal.text}"
            self.terminal.read(0.03)

    def press(self, *keys: str) -> None:
        """A little slower than what a page takes for one press."""
        self.terminal.press(*keys, pause=0.06)

    def walk(self, place: Place) -> bool:
        """Go every road from here and come back; gives whether the last one has led home instead."""
        for road in place.roads:
            assert not self.sees(*road.seen), f"seen before {road.keys}:\n{self.terminal.text}"
            self.press(*road.keys)
            self.arrive(road)
            away = self.walk(road)
            if not away and road.back:
                self.press(road.back)
                away = road.home
                self.wait(*(self.home if away else place).seen)
            if away and place is not self.home:
                return True
        return False

    def arrive(self, place: Place) -> None:
        """See the place in both languages, and all parts of one of its kind."""
        self.wait(*place.seen)
        if not place.typing:
            self.speak("en")
            self.wait(*place.seen)
            self.speak("th")
            self.wait(*place.seen)
        if place.page in LEAFED and (place.page, place.onward) not in self.leafed:
            self.leafed.add((place.page, place.onward))
            self.leaf(place)

    def speak(self, language: Language) -> None:
        """Change the language by its key, which then bears the name of the other one."""
        self.press("9")
        self.lang = language
        self.wait(self.say("key.other_language"))

    def leaf(self, place: Place) -> None:
        """Turn to the last part, from there to a service's way online, and all the way back."""
        last = self.parts()
        for number in range(2, last + 1):
            self.press("right")
            self.wait(self.say("service.page", page=number, pages=last))
        if place.onward is not None:
            self.press("right")
            self.wait(place.onward)
        for number in range(last - (place.onward is None), 0, -1):
            self.press("left")
            self.wait(self.say("service.page", page=number, pages=last))
        self.wait(*place.seen)

    def parts(self) -> int:
        """How many parts the page has, as it says itself."""
        said = re.search(re.escape(self.say("service.page", page=1, pages=0).th)[:-1] + r"(\d+)", self.terminal.text)
        return int(said[1]) if said else 1


def squeezed(text: str) -> str:
    """Without the spaces and ends of lines that the room decides about."""
    return "".join(text.split())


@pytest.mark.parametrize("size", ["137x28", "63x43", pytest.param("80x24", marks=pytest.mark.long)])
def test_every_road_of_a_visitor_leads_there_and_back_home(tmp_path: Path, kiosk: Kiosk, size: str) -> None:
    home = VisitorsMap(kiosk, wide=size == "137x28").home()
    columns, rows = SIZES[size]
    with counter(tmp_path, columns=columns, rows=rows) as terminal:
        walker = Walker(terminal, kiosk, home)
        walker.wait(*home.seen)
        for look in ("large_contrast", "contrast", "normal", "large"):
            walker.press("7")
            walker.wait(kiosk.catalogue.phrases(f"home.{look}"))
        walker.speak("en")
        walker.speak("th")
        walker.walk(home)


def test_every_road_of_the_staff_leads_there_and_back_home_and_out(tmp_path: Path, kiosk: Kiosk) -> None:
    run(tmp_path, "pin", "set", stdin=f"{PIN}\n")
    home = VisitorsMap(kiosk, wide=True).home()
    with counter(tmp_path) as terminal:
        walker = Walker(terminal, kiosk, home)
        walker.wait(*home.seen)
        walker.walk(Place(home.page, (), home.seen, (StaffMap(kiosk).pad(),)))
        walker.press("f12", *PIN, "enter")
        walker.wait(kiosk.catalogue.phrases("staff.total"))
        walker.press("0")
        walker.wait(kiosk.catalogue.phrases("menu.quit"))
        walker.press("0")
        walker.wait(kiosk.catalogue.phrases("menu.quit_sure"))
        walker.press("0")
        assert terminal.wait_end() == 0


@pytest.mark.parametrize("size", ["80x24", pytest.param("63x43", marks=pytest.mark.long)])
def test_every_road_of_the_staff_leads_there_and_back_on_the_clerks_own_terminal(
    tmp_path: Path, kiosk: Kiosk, size: str
) -> None:
    counts = StaffMap(kiosk).counts()
    columns, rows = SIZES[size]
    with counter(tmp_path, "staff", columns=columns, rows=rows) as terminal:
        walker = Walker(terminal, kiosk, counts)
        walker.arrive(counts)
        walker.walk(counts)
        walker.press("left")
        assert terminal.wait_end() == 0


def test_every_page_of_the_program_is_on_the_map(kiosk: Kiosk) -> None:
    """But the question whether somebody is still there, to which no key leads."""
    maps = [VisitorsMap(kiosk, wide=True).home(), StaffMap(kiosk).pad()]
    walked = {place.page for one in maps for place in one.everywhere()}
    assert pages() - walked == {IdleScreen}
