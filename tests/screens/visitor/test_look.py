"""Key 7 on every page: letters that are easier to read, high contrast, and the usual look again, for this visit."""

import socket
from collections.abc import Iterator

import pytest
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from kiosk.session import control
from screens.theme import CONTRAST, PAPER
from screens.visitor.service import ServiceScreen
from screens.visitor.widgets.need_tile import NeedTile
from screens.widgets.text_layout import big
from tests.support.contrast import weak
from tests.support.control_line import letters_asked
from tests.support.pilot import SIZES, Opened, press, settle, strips, text


def look(pilot: Pilot[None]) -> tuple[bool, str]:
    """Whether every letter on the screen is bold, and the ground of the page."""
    drawn = [segment for strip in strips(pilot) for segment in strip if segment.text.strip()]
    return all(segment.style and segment.style.bold for segment in drawn), pilot.app.screen.styles.background.hex


async def test_7_makes_it_bold_then_adds_contrast_then_leaves_contrast_alone_then_all_is_as_usual(
    counter: Opened,
) -> None:
    """In a terminal of its own; the page stays, and the key says what comes next."""
    page, black = PAPER["page"], CONTRAST["page"]
    async with counter("9", "3", "2") as pilot:
        looks = [(look(pilot), "Bold text" in text(pilot))]
        for following in ("Dark screen", "Normal text", "Light screen", "Bold text"):
            await press(pilot, "7")
            assert weak(pilot) == [], text(pilot)
            looks.append((look(pilot), following in text(pilot)))
        assert isinstance(pilot.app.screen, ServiceScreen)
    assert looks == [
        (each, True) for each in ((False, page), (True, page), (True, black), (False, black), (False, page))
    ]


@pytest.mark.parametrize("size", ["landscape", "portrait", "terminal", "large", "large-portrait"])
async def test_the_key_is_named_in_every_look(counter: Opened, kiosk: Kiosk, size: str) -> None:
    async with counter("9", "3", size=size) as pilot:
        for name in ("bold", "contrast", "usual_letters", "usual_colours"):
            named = [kiosk.catalogue.phrases(f"look.{name}").en, kiosk.catalogue.phrases(f"look.{name}_short").en]
            assert any(words in text(pilot) for words in named), text(pilot)
            await press(pilot, "7")


async def test_the_next_visitor_and_staff_find_the_usual_look(counter: Opened, kiosk: Kiosk) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter("7", "7", "3", "2") as pilot:
        assert look(pilot) == (True, CONTRAST["page"])
        assert not pilot.app.is_fresh  # type: ignore[attr-defined]
        await pilot.app.go_home()  # type: ignore[attr-defined]
        await settle(pilot)
        assert look(pilot) == (False, PAPER["page"])
        assert pilot.app.is_fresh  # type: ignore[attr-defined]
        await press(pilot, "7", "f12", *"246810", "enter")
        assert look(pilot) == (False, PAPER["page"])


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The session's end of the control line of a counter that it runs."""
    mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with mine, its:
        mine.settimeout(0)
        for name, value in control.environment(its).items():
            monkeypatch.setenv(name, value)
        yield mine


async def test_in_a_session_7_asks_it_for_larger_letters_and_the_next_visitor_has_the_usual_ones(
    counter: Opened, session: socket.socket
) -> None:
    async with counter("9", "3") as pilot:
        assert letters_asked(session) == "usual"  # whatever a counter before has asked
        assert "Larger text" in text(pilot)
        await press(pilot, "7")
        assert letters_asked(session) == "larger"
        assert "Dark screen" in text(pilot)
        assert look(pilot) == (False, PAPER["page"])  # letters are not bold
        await pilot.app.go_home()  # type: ignore[attr-defined]
        assert letters_asked(session) == "usual"


async def test_staff_type_their_pin_in_the_usual_letters(counter: Opened, kiosk: Kiosk, session: socket.socket) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter("7", "f12"):
        assert [letters_asked(session) for _ in range(3)] == ["usual", "larger", "usual"]


@pytest.mark.parametrize("size", SIZES)
async def test_tiles_below_one_another_begin_in_one_column_in_contrast_too(counter: Opened, size: str) -> None:
    """What is most asked for has no border at its sides there, and its badge stood at the very edge."""
    async with counter("7", "7", size=size) as pilot:
        begins: dict[int, set[int]] = {}
        for tile in pilot.app.screen.query(NeedTile):
            begins.setdefault(tile.region.x, set()).add(tile.content_region.x)
        assert all(len(columns) == 1 for columns in begins.values()), begins


@pytest.mark.parametrize("digits", ["1", "10092023", "31022023"])
async def test_a_day_is_written_large_in_larger_letters_and_nothing_of_it_is_kept(counter: Opened, digits: str) -> None:
    """The digits were as small as any word, and to whoever wrote a day that there is not, nothing was said."""
    async with counter("9", "enter", "1", *digits, size="large-portrait") as pilot:
        assert big(digits[0])[0] in text(pilot)
        assert "Nothing is kept" in text(pilot)
