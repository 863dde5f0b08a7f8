"""The office's site in a real browser, Debian's Chromium: keyboard alone, what keeps people out, phone to desk, print."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from kiosk.export.website.folder import write_site
from kiosk.export.website.office_site import OfficeSite
from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import ENGLISH, HOME, OFFICIAL, Language
from tests.kiosk.export.paper.test_placards import pages_of
from tests.support.chromium import Chromium, chromium
from tests.support.deadline import until

KINDS = (
    "index",
    "90-day-report",
    "extension-thai-family",
    "online",
    "transparency",
    "personnel",
    "disclosure",
    "open-data",
    "hours",
    "survey",
)
"""A page of each kind; of a service one with few papers and one with many."""

WIDTHS = [390, pytest.param(768, marks=pytest.mark.long), pytest.param(1440, marks=pytest.mark.long)]

VIOLATIONS = "return axe.run().then(found => found.violations.map(each => each.id))"
TOO_WIDE = "return document.documentElement.scrollWidth > innerWidth"
FOCUS = """
const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
return [e.tagName, e.getAttribute('href'), e.type, parseFloat(style.outlineWidth), box.left >= 0 && box.right <= innerWidth];
"""


A4 = {"paperWidth": 21 / 2.54, "paperHeight": 29.7 / 2.54}
MARGINS = {"marginTop": 1.2 / 2.54, "marginBottom": 1.2 / 2.54, "marginLeft": 1.4 / 2.54, "marginRight": 1.4 / 2.54}
"""The paper of Thai printers, with the margins of the style sheet, in inches."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with chromium(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture
def site(kiosk: Kiosk, tmp_path: Path) -> Path:
    site = OfficeSite(kiosk)
    write_site(tmp_path, site.digest, site.files)
    return tmp_path


def address(site: Path, language: str, name: str) -> str:
    return (site / ("" if language == HOME else language) / f"{name}.html").as_uri()


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_on_any_page_keeps_people_out(browser: Chromium, site: Path, width: int, scheme: str) -> None:
    browser.size(width, 844)
    with browser.seen_as(prefers_color_scheme=scheme):
        for language in OFFICIAL:
            for name in KINDS:
                browser.open(address(site, language, name))
                assert not browser.run(TOO_WIDE), (language, name)
                assert violations(browser) == [], (language, name)


@pytest.mark.parametrize("language", OFFICIAL)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_service_is_found_its_papers_ticked_and_printed_by_keyboard_alone(
    browser: Chromium, site: Path, width: int, language: Language
) -> None:
    browser.size(width, 844)
    browser.open(address(site, language, "index"))
    other = f"{ENGLISH}/index.html" if language == HOME else "../index.html"
    order = [tab(browser)[1] for _ in range(9)]
    assert order[0] == "#content", "the first key offers to skip what is the same on every page"
    assert order[1:7] == ["index.html", "index.html", "online.html", "transparency.html", "hours.html", other]
    browser.open(address(site, language, "index"))
    tab(browser)
    browser.press("Enter")
    while tab(browser)[1] != "90-day-report.html":
        pass
    browser.press("Enter")
    until(lambda: browser.address == address(site, language, "90-day-report"), "the page of the service")
    assert violations(browser) == []
    while tab(browser)[2] != "checkbox":
        pass
    browser.press(" ")
    assert browser.run("return document.querySelectorAll('input:checked').length") == 1
    printed = site / "printed.pdf"
    printed.write_bytes(browser.pdf(**A4, **MARGINS))
    assert pages_of(printed) == 1


def violations(browser: Chromium) -> list[str]:
    """What axe-core finds against accessibility, contrast included."""
    browser.run((files("axe_core_python") / "axe.min.js").read_text())
    violations: list[str] = browser.run(VIOLATIONS)
    return violations


def tab(browser: Chromium) -> tuple[str, str, str, float, bool]:
    """Where the focus is after Tab; it is always seen."""
    browser.press("Tab")
    focus: tuple[str, str, str, float, bool] = tuple(browser.run(FOCUS))
    assert focus[3] >= 3, focus
    assert focus[4], focus
    return focus
