"""The office's site in a real browser, Debian's Chromium: keyboard alone, what keeps people out, phone to desk, print."""

import base64
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.print_page_options import PrintOptions

from kiosk.export.website.folder import write_site
from kiosk.export.website.office_site import OfficeSite
from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import ENGLISH, HOME, OFFICIAL, Language
from tests.kiosk.export.paper.test_placards import pages_of
from tests.support.programs import needs

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

VIOLATIONS = "const done = arguments[0]; axe.run().then(found => done(found.violations.map(each => each.id)))"
TOO_WIDE = "return document.documentElement.scrollWidth > innerWidth"
FOCUS = """
const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
return [e.tagName, e.getAttribute('href'), e.type, parseFloat(style.outlineWidth), box.left >= 0 && box.right <= innerWidth];
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    needs("chromium", "chromedriver")
    options = webdriver.ChromeOptions()
    for option in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"):
        options.add_argument(option)
    options.binary_location = shutil.which("chromium") or ""
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture
def site(kiosk: Kiosk, tmp_path: Path) -> Path:
    site = OfficeSite(kiosk)
    write_site(tmp_path, site.digest, site.files)
    return tmp_path


def address(site: Path, language: str, name: str) -> str:
    return (site / ("" if language == HOME else language) / f"{name}.html").as_uri()


def wide(browser: webdriver.Chrome, width: int) -> None:
    metrics = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_on_any_page_keeps_people_out(browser: webdriver.Chrome, site: Path, width: int, scheme: str) -> None:
    wide(browser, width)
    preferred = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", preferred)
    for language in OFFICIAL:
        for name in KINDS:
            browser.get(address(site, language, name))
            assert not browser.execute_script(TOO_WIDE), (language, name)
            assert violations(browser) == [], (language, name)


@pytest.mark.parametrize("language", OFFICIAL)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_service_is_found_its_papers_ticked_and_printed_by_keyboard_alone(
    browser: webdriver.Chrome, site: Path, width: int, language: Language
) -> None:
    wide(browser, width)
    browser.get(address(site, language, "index"))
    other = f"{ENGLISH}/index.html" if language == HOME else "../index.html"
    order = [tab(browser)[1] for _ in range(9)]
    assert order[0] == "#content", "the first key offers to skip what is the same on every page"
    assert order[1:7] == ["index.html", "index.html", "online.html", "transparency.html", "hours.html", other]
    browser.get(address(site, language, "index"))
    tab(browser)
    press(browser, Keys.ENTER)
    while tab(browser)[1] != "90-day-report.html":
        pass
    press(browser, Keys.ENTER)
    assert browser.current_url == address(site, language, "90-day-report")
    assert violations(browser) == []
    while tab(browser)[2] != "checkbox":
        pass
    press(browser, Keys.SPACE)
    assert browser.execute_script("return document.querySelectorAll('input:checked').length") == 1
    printed = site / "printed.pdf"
    printed.write_bytes(base64.b64decode(browser.print_page(a4())))
    assert pages_of(printed) == 1


def a4() -> PrintOptions:
    """The paper of Thai printers, with the margins of the style sheet."""
    paper = PrintOptions()
    paper.page_width, paper.page_height = 21.0, 29.7
    paper.margin_top = paper.margin_bottom = 1.2
    paper.margin_left = paper.margin_right = 1.4
    return paper


def violations(browser: webdriver.Chrome) -> list[str]:
    """What axe-core finds against accessibility, contrast included."""
    browser.execute_script((files("axe_core_python") / "axe.min.js").read_text())
    violations: list[str] = browser.execute_async_script(VIOLATIONS)
    return violations


def tab(browser: webdriver.Chrome) -> tuple[str, str, str, float, bool]:
    """Where the focus is after Tab; it is always seen."""
    press(browser, Keys.TAB)
    focus: tuple[str, str, str, float, bool] = tuple(browser.execute_script(FOCUS))
    assert focus[3] >= 3, focus
    assert focus[4], focus
    return focus


def press(browser: webdriver.Chrome, key: str) -> None:
    webdriver.ActionChains(browser).send_keys(key).perform()
