"""Somebody who walks the map of the kiosk in a terminal, and looks at every place in both languages."""

import re

from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import ENGLISH, HOME, THAI, Language
from screens.staff.counts import CountsScreen
from screens.visitor.notice import NoticeScreen
from screens.visitor.phrasebook import SpeakScreen
from screens.visitor.service import ServiceScreen
from screens.widgets.debounce import DOUBLE_PRESS
from tests.support.navigation_map import Place, Seen, forms
from tests.support.terminal import Terminal

SIZES = {"137x28": (137, 28), "63x43": (63, 43), "80x24": (80, 24)}
LEAFED = (ServiceScreen, NoticeScreen, SpeakScreen)
"""Pages whose → turns to the next part, and ← back."""


class Walker:
    """Somebody who knows the map, in front of a terminal."""

    def __init__(self, terminal: Terminal, kiosk: Kiosk, home: Place) -> None:
        self.terminal, self.home = terminal, home
        self.say = kiosk.catalogue.phrases
        self.lang = HOME
        self.leafed: set[object] = set()

    def sees(self, *words: Seen) -> bool:
        """Whether all of that is on the screen, however it is broken into lines."""
        shown = squeezed(self.terminal.text)
        return all(any(squeezed(form.of(self.lang)) in shown for form in forms(phrase)) for phrase in words)

    def wait(self, *words: Seen) -> None:
        """Wait until all of that is on the screen."""
        self.terminal.until(lambda: self.sees(*words), f"never saw {words}")

    def press(self, *keys: str) -> None:
        """Each key when the one before has been answered; what the last one leads to is waited for by its words."""
        self.terminal.press(*keys[:-1])
        self.terminal.press(keys[-1], pause=0.06)

    def walk(self, place: Place) -> bool:
        """Go every link from here and come back; gives whether the last one has led home instead."""
        for link in place.links:
            assert not self.sees(*link.seen), f"seen before {link.keys}:\n{self.terminal.text}"
            self.press(*link.keys)
            self.arrive(link)
            away = self.walk(link)
            if not away and link.back:
                away = link.home
                self.leave(link, self.home if away else place)
            if away and place is not self.home:
                return True
        return False

    def leave(self, place: Place, behind: Place) -> None:
        """Go back, until the place is gone as well: it may say all that tells the one behind, and take the next key."""
        self.press(place.back)
        if place.page is CountsScreen and self.is_asked(behind, place):
            self.terminal.read(DOUBLE_PRESS)
            self.press(place.back)
        self.terminal.until(lambda: self.is_at(behind, place), f"{place.back} does not lead back")

    def is_at(self, behind: Place, place: Place) -> bool:
        """Whether the place is gone, and the one behind it seen."""
        return self.sees(*behind.seen) and not self.sees(*place.seen)

    def is_asked(self, behind: Place, place: Place) -> bool:
        """Whether the counts, to which somebody has just come back, ask if one more step back is meant."""
        asks = [self.say("staff.leave_sure", leave=self.say(f"staff.{leaves}")) for leaves in ("lock", "leave")]
        asked = lambda: any(self.sees(words) for words in asks)  # noqa: E731
        self.terminal.until(lambda: asked() or self.is_at(behind, place), "the counts neither ask nor lead back")
        return asked()

    def arrive(self, place: Place) -> None:
        """See the place in both languages, and all parts of one of its kind."""
        self.wait(*place.seen)
        if not place.typing:
            self.speak(ENGLISH)
            self.wait(*place.seen)
            if place.page is CountsScreen:  # there a key again so soon is a key that is held
                self.terminal.read(DOUBLE_PRESS)
            self.speak(THAI)
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
        numbered = re.escape(self.say("service.page", page=1, pages=0).th)[:-1] + r"(\d+)"
        match = re.search(numbered, self.terminal.text)
        return int(match[1]) if match else 1


def squeezed(text: str) -> str:
    """Without the spaces and ends of lines that the room decides about, and the bar before each line of a title."""
    return "".join(text.replace("▌", "").split())
