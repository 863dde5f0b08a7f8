"""Every link of the navigation map, followed by keys in a real pseudo-terminal: what is seen there, in both languages, and back."""

from pathlib import Path

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import ENGLISH, THAI
from screens.visitor.call import CallScreen
from screens.visitor.idle import IdleScreen
from screens.widgets.debounce import DOUBLE_PRESS
from tests.support.commands import run
from tests.support.navigation_map import Place, pages
from tests.support.staff_map import PIN, StaffMap
from tests.support.terminal import counter
from tests.support.visitors_map import VisitorsMap
from tests.support.walker import SIZES, Walker


@pytest.mark.parametrize(
    "size", ["137x28", *(pytest.param(size, marks=pytest.mark.long) for size in ("63x43", "80x24"))]
)
def test_every_link_of_a_visitor_leads_there_and_back_home(tmp_path: Path, kiosk: Kiosk, size: str) -> None:
    home = VisitorsMap(kiosk, wide=size == "137x28").home()
    columns, rows = SIZES[size]
    with counter(tmp_path, columns=columns, rows=rows) as terminal:
        walker = Walker(terminal, kiosk, home)
        walker.wait(*home.seen)
        for look in ("contrast", "usual_letters", "usual_colours", "bold"):
            walker.press("7")
            walker.wait((kiosk.catalogue.phrases(f"look.{look}"), kiosk.catalogue.phrases(f"look.{look}_short")))
        walker.speak(ENGLISH)
        walker.speak(THAI)
        walker.walk(home)


def test_every_link_of_the_staff_leads_there_and_back_home_and_out(tmp_path: Path, kiosk: Kiosk) -> None:
    run(tmp_path, "pin", "set", stdin=f"{PIN}\n")
    home = VisitorsMap(kiosk, wide=True).home()
    with counter(tmp_path) as terminal:
        walker = Walker(terminal, kiosk, home)
        walker.wait(*home.seen)
        walker.walk(Place(home.page, (), home.seen, (StaffMap(kiosk).pad(),)))
        walker.press("f12", *PIN, "enter")
        walker.wait(kiosk.catalogue.phrases("staff.total"))
        walker.press("0")
        walker.wait(kiosk.catalogue.phrases("menu.choose"))
        walker.press("right")
        walker.wait(kiosk.catalogue.phrases("menu.quit"))
        walker.press("7")
        walker.wait(kiosk.catalogue.phrases("menu.quit_sure"))
        walker.press("7")
        assert terminal.wait_end() == 0


@pytest.mark.parametrize("size", ["80x24", pytest.param("63x43", marks=pytest.mark.long)])
def test_every_link_of_the_staff_leads_there_and_back_on_the_clerks_own_terminal(
    tmp_path: Path, kiosk: Kiosk, size: str
) -> None:
    counts = StaffMap(kiosk).counts()
    columns, rows = SIZES[size]
    with counter(tmp_path, "staff", columns=columns, rows=rows) as terminal:
        walker = Walker(terminal, kiosk, counts)
        walker.arrive(counts)
        walker.walk(counts)
        walker.press("left")
        walker.wait(kiosk.catalogue.phrases("staff.leave_sure", leave=kiosk.catalogue.phrases("staff.leave")))
        terminal.read(DOUBLE_PRESS)
        walker.press("left")
        assert terminal.wait_end() == 0


def test_every_page_of_the_program_is_on_the_map(kiosk: Kiosk) -> None:
    """But two to which no key leads here: whether somebody is still there, and a call, which needs staff to hear it."""
    maps = [VisitorsMap(kiosk, wide=True).home(), StaffMap(kiosk).pad()]
    walked = {place.page for home in maps for place in home.everywhere()}
    assert pages() - walked == {IdleScreen, CallScreen}
