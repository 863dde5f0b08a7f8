"""Headquarters' pages in a real browser, Debian's Chromium: keyboard alone, contrast, sizes, print."""

import base64
import os
import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from kiosk.cli.settings import Settings
from kiosk.editing.draft_year import draft
from kiosk.hq.pages.site import Site
from tests.kiosk.hq.pages.conftest import NAME, PASSWORD, add_user, hand_down, opened, seed
from tests.support.fleet import fill
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY


def every_page() -> list[str]:
    """One page of every address that the site answers to a reader, and one that is not there."""
    shown = {"office": "buriram", "kiosk": "buriram-1", "number": 1, "name": NAME, "token": "gone", "action": "retire"}
    site = Site(SimpleNamespace(), SimpleNamespace(engine=None), None)  # type: ignore[arg-type]  # its routes alone
    paths = [route.path for route in site.routes() if "GET" in (route.methods or ()) and "{kind}" not in route.path]
    files = ("/", "/style.css", "/roots/{day}.txt")
    return [path.lstrip("/").format(**shown) for path in paths if path not in files] + ["offices/nowhere"]


PAGES = every_page()
MISSING = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]

# Every text that is seen: what it says, the ratio of its colour to the ground beneath, whether it is secondary.
CONTRAST = """
const light = c => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4 };
const luminance = ([r, g, b]) => .2126 * light(r) + .7152 * light(g) + .0722 * light(b);
const rgb = s => s.match(/[\\d.]+/g).map(Number);
const ground = e => { const tile = e.closest('svg') && e.parentElement.querySelector(':scope > rect');
  if (tile) return rgb(getComputedStyle(tile).fill);
  for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] == 1) return c } return [255, 255, 255] };
const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.textContent.trim(), e = walker.currentNode.parentElement;
  if (!text || !e.getClientRects().length) continue;
  const style = getComputedStyle(e), colour = e.closest('svg') ? style.fill : style.color;
  const [a, b] = [luminance(rgb(colour)), luminance(ground(e))].sort((x, y) => y - x);
  found.push([text, (a + .05) / (b + .05), ['rgb(74, 90, 112)', 'rgb(191, 208, 230)'].includes(colour)]);
}
return found;
"""


A4_LANDSCAPE = 1047
"""What is left of a sheet between its margins, 277 mm, as a browser measures."""

MENU_FOOT = "return document.querySelector('.menu > summary').getBoundingClientRect().bottom"
SIDE_FITS = "return [...document.querySelectorAll('.side:not(.provinces)')].every(e => e.offsetWidth > innerWidth * .9)"
COLUMN_FITS = "return [...document.querySelectorAll('.columns > div')].every(e => e.scrollWidth <= e.clientWidth)"

# What axe-core finds against accessibility.
VIOLATIONS = """
const done = arguments[0];
document.querySelectorAll('details').forEach(e => e.open = true);
axe.run({rules: {'color-contrast': {enabled: false}}}).then(
  found => done(found.violations.map(each => [each.id, each.nodes.map(node => node.html)])));
"""


def test_the_browser_is_there() -> None:
    """What is skipped without a browser elsewhere would be proven by nobody on the machine that proves."""
    assert not (MISSING and os.environ.get("CI")), f"apt install {' '.join(MISSING)}"


pytestmark = pytest.mark.skipif(
    bool(MISSING) and not os.environ.get("CI"), reason="apt install chromium chromium-driver"
)


@pytest.fixture(scope="module")
def hq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Headquarters]:
    folder = tmp_path_factory.mktemp("hq")
    seed(folder)
    add_user(folder)
    hand_down(folder)
    with Headquarters(folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    for option in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"):
        options.add_argument(option)
    options.binary_location = shutil.which("chromium") or ""
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    driver.set_script_timeout(120)  # axe-core looks at a whole page, on a machine that may be busy
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def officer(hq: Headquarters, browser: webdriver.Chrome) -> webdriver.Chrome:
    """A browser in which an officer has logged in and acknowledged an alarm, by Tab and Enter alone."""
    browser.get(f"{hq.url}/alarms?lang=en")
    until(browser, lambda: "/login" in browser.current_url)
    press(browser, NAME, Keys.TAB, PASSWORD, Keys.ENTER)
    until(browser, lambda: browser.current_url == f"{hq.url}/alarms")
    return browser


def until(browser: webdriver.Chrome, done: Any) -> None:
    WebDriverWait(browser, 20).until(lambda _: done())


def press(browser: webdriver.Chrome, *keys: str) -> None:
    for key in keys:
        browser.switch_to.active_element.send_keys(key)


def focused(browser: webdriver.Chrome) -> str:
    name: str = browser.execute_script("const e = document.activeElement; return e.ariaLabel || e.textContent.trim()")
    return name


def seen(browser: webdriver.Chrome) -> str:
    text: str = browser.execute_script("return document.body.innerText")
    return text


def size(browser: webdriver.Chrome, width: int, height: int = 900) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def fits_its_sheet(browser: webdriver.Chrome) -> bool:
    size(browser, A4_LANDSCAPE)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    fits: bool = browser.execute_script(COLUMN_FITS)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    return fits


def sheets(browser: webdriver.Chrome) -> int:
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    return base64.b64decode(printed["data"]).count(b"/Type /Page\n")


def test_an_alarm_is_acknowledged_by_tab_and_enter_alone(officer: webdriver.Chrome, hq: Headquarters) -> None:
    size(officer, 1280)
    press(officer, Keys.TAB)
    assert focused(officer) == "Skip to the content", "the first stop of the keyboard"
    order = []
    while "Acknowledge alarm" not in focused(officer):
        order.append(focused(officer))
        assert len(order) < 30, order
        ring = officer.execute_script("return getComputedStyle(document.activeElement).outlineWidth")
        assert ring == "3px", f"{order[-1]} shows that it has the focus"
        press(officer, Keys.TAB)
    tabs = [stop for stop in order if re.match("Who will miss|Kiosks", stop)]
    assert [re.sub(r"[^ก-๙]", "", stop) for stop in tabs] == ["ใครจะไม่ครบ", "ตู้บริการ"]
    waiting = len(officer.find_elements(By.CSS_SELECTOR, ".alarms button"))
    press(officer, Keys.ENTER)
    until(officer, lambda: len(officer.find_elements(By.CSS_SELECTOR, ".alarms button")) == waiting - 1)
    officer.get(f"{hq.url}/alarms?response=seen")
    assert officer.execute_script("return document.querySelector('main h2').textContent") == "Acknowledged"
    assert f"{NAME} acknowledged it 1 Mar 2024" in seen(officer)


def test_every_text_keeps_its_contrast_and_has_more_where_a_browser_asks_for_more(
    officer: webdriver.Chrome, hq: Headquarters
) -> None:
    size(officer, 1280)
    more = [{"name": "prefers-contrast", "value": "more"}]
    try:
        for page in PAGES:
            officer.get(f"{hq.url}/{page}")
            texts = officer.execute_script(CONTRAST)
            assert len(texts) > 15
            assert [text for text in texts if text[1] < (4.5 if text[2] else 7)] == [], page
            officer.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": more})
            assert [text for text in officer.execute_script(CONTRAST) if text[1] < 10] == [], page
            officer.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    finally:
        officer.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_no_page_is_wider_than_its_window_in_either_language(officer: webdriver.Chrome, hq: Headquarters) -> None:
    """The window is made narrower with the page in it: the pages have no scripts that could look at it only once."""
    beside_the_map = ["shortfall"]
    for language in ("en", "th"):
        for page in PAGES:
            officer.get(f"{hq.url}/{page}?lang={language}")
            for width in (1920, 1400, 1280, 1000, 768, 390) if page in beside_the_map else (1280, 768, 390):
                size(officer, width)
                wide = officer.execute_script("return document.documentElement.scrollWidth")
                assert wide <= width, f"{page} in {language} at {width}"
                assert officer.execute_script(COLUMN_FITS), f"the table stays beside the map on {page} at {width}"
                assert width > 1000 or officer.execute_script(SIDE_FITS), f"half of {page} is empty at {width}"
                assert officer.execute_script(MENU_FOOT) <= 60, f"menu beside the name: {page}, {language}, {width}"


def test_thai_compounds_are_not_broken_in_headings(officer: webdriver.Chrome, hq: Headquarters) -> None:
    size(officer, 1280)
    officer.get(f"{hq.url}/shortfall?lang=th")
    lines = officer.execute_script(
        "return [...document.querySelectorAll('thead thai-word')].map(e => [e.textContent, e.getClientRects().length])"
    )
    assert "สืบสวนปราบปราม" in [word for word, _ in lines]
    assert all(count == 1 for _, count in lines), lines


def test_no_page_keeps_out_who_listens_to_it_or_has_no_mouse(officer: webdriver.Chrome, hq: Headquarters) -> None:
    """axe-core finds nothing, folds and menu opened; contrast is measured above."""
    axe = (files("axe_core_python") / "axe.min.js").read_text()
    for page in PAGES:
        officer.get(f"{hq.url}/{page}?lang=en")
        officer.execute_script(axe)
        for width in (390, 768, 1440):
            size(officer, width)
            assert officer.execute_async_script(VIOLATIONS) == [], f"{page} at {width}"


def test_a_year_that_has_not_begun_keeps_nobody_out_either(officer: webdriver.Chrome, hq: Headquarters) -> None:
    draft(Settings(data=hq.folder, practice=True, today=DAY).kiosk(writes=True), 2568, 2567)
    officer.get(f"{hq.url}/shortfall?year=2568&lang=th")
    assert "ยอดแรก" in seen(officer)
    officer.execute_script((files("axe_core_python") / "axe.min.js").read_text())
    for width in (390, 768, 1440):
        size(officer, width)
        assert officer.execute_async_script(VIOLATIONS) == [], f"at {width}"
        assert officer.execute_script("return document.documentElement.scrollWidth") <= width
        assert [each for each in officer.execute_script(CONTRAST) if each[1] < (4.5 if each[2] else 7)] == []


def test_a_draft_is_typed_looked_at_and_signed_by_whoever_listens_or_has_no_mouse(
    officer: webdriver.Chrome, hq: Headquarters
) -> None:
    axe = (files("axe_core_python") / "axe.min.js").read_text()
    for width in (390, 768, 1440):
        size(officer, width)
        officer.get(f"{hq.url}/bulletins/draft?kind=notice&lang=en")
        pressed = officer.find_element(By.CSS_SELECTOR, "form.draft button")
        pressed.send_keys(Keys.ENTER)
        until(officer, lambda: "things to mend first" in seen(officer))
        officer.execute_script(axe)
        assert officer.execute_async_script(VIOLATIONS) == [], f"faults at {width}"
        text = 'kind = "version"\nwanted = "1.4.2"\n'
        officer.execute_script("document.getElementById('text').value = arguments[0]", text)
        officer.find_element(By.CSS_SELECTOR, "input[value=all]").send_keys(Keys.SPACE)
        officer.find_element(By.CSS_SELECTOR, "form.draft button").send_keys(Keys.ENTER)
        until(officer, lambda: "Sign and hand out" in seen(officer))
        officer.execute_script(axe)
        assert officer.execute_async_script(VIOLATIONS) == [], f"difference at {width}"
        assert officer.execute_script("return document.documentElement.scrollWidth") <= width
        assert [each for each in officer.execute_script(CONTRAST) if each[1] < (4.5 if each[2] else 7)] == []
    officer.find_element(By.ID, "password").send_keys(PASSWORD, Keys.ENTER)
    until(officer, lambda: re.search(r"/bulletins/[0-9]+$", officer.current_url))
    assert "Version 1.4.2 wanted" in seen(officer)


def test_printed_a_page_is_paper_without_what_can_be_pressed(officer: webdriver.Chrome, hq: Headquarters) -> None:
    size(officer, 1032)
    officer.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for page in ("shortfall", "alarms", "offices/buriram"):
            officer.get(f"{hq.url}/{page}?lang=th")
            pressed = officer.execute_script(
                "return [...document.querySelectorAll('.tabs, .own, .menu, .filter, button, .files')].filter(e => e.getClientRects().length).length"
            )
            assert pressed == 0
            assert officer.execute_script("return document.documentElement.scrollWidth") <= 1032
            assert "ไม่ได้ยืนยันว่ามีผู้มาติดต่ออยู่จริง" in seen(officer)
    finally:
        officer.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    for page, most in (("shortfall", 3), ("offices/buriram", 3), ("kiosks/buriram-1", 1)):
        officer.get(f"{hq.url}/{page}?lang=th")
        assert sheets(officer) <= most, page


def test_every_province_with_two_kiosks_each_is_on_three_sheets_and_its_kiosks_on_four(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    with opened(tmp_path) as hq:
        fill(hq.register.engine, hq.machine.assessment, hq.now(), offices=76, each=2, years=1)
        hq.register.offices.add(sorted({row["office"] for row in hq.kiosks()}), region="Division 3")
    with Headquarters(tmp_path, "--open") as running:
        for page, most in (("shortfall", 3), ("kiosks", 4)):
            browser.get(f"{running.url}/{page}?lang=th")
            assert fits_its_sheet(browser), f"the table of {page} stays beside the map on paper"
            assert sheets(browser) <= most, page
            size(browser, 390, 844)
            assert browser.execute_script("return document.documentElement.scrollHeight") <= 6 * 844, page
