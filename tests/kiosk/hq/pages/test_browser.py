"""Headquarters' pages in a real browser, Debian's Chromium: keyboard alone, contrast, sizes, print."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.cli.settings import Settings
from kiosk.editing.draft_year import draft
from kiosk.hq.pages.site import Site
from tests.kiosk.hq.pages.conftest import NAME, PASSWORD, add_user, hand_down, opened, seed
from tests.support.chromium import Chromium, chromium
from tests.support.deadline import until
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
document.querySelectorAll('details').forEach(e => e.open = true);
return axe.run({resultTypes: ['violations'], selectors: false, rules: {'color-contrast': {enabled: false}}}).then(
  found => found.violations.map(each => [each.id, each.nodes.map(node => node.html)]));
"""


@pytest.fixture(scope="module")
def hq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Headquarters]:
    folder = tmp_path_factory.mktemp("hq")
    seed(folder)
    add_user(folder)
    hand_down(folder)
    with Headquarters(folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with chromium(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture(scope="module")
def officer(hq: Headquarters, browser: Chromium) -> Chromium:
    """A browser in which an officer has logged in and acknowledged an alarm, by Tab and Enter alone."""
    browser.open(f"{hq.url}/alarms?lang=en")
    assert "/login" in browser.address
    browser.press(NAME, "Tab", PASSWORD, "Enter")
    until(lambda: browser.address == f"{hq.url}/alarms", "logged in")
    return browser


def focused(browser: Chromium) -> str:
    name: str = browser.run("const e = document.activeElement; return e.ariaLabel || e.textContent.trim()")
    return name


def number(browser: Chromium, selector: str) -> int:
    number: int = browser.run("return document.querySelectorAll(arguments[0]).length", selector)
    return number


def press_on(browser: Chromium, selector: str, key: str) -> None:
    """A key on the first element of that kind, where the keyboard has come to it."""
    browser.run("document.querySelector(arguments[0]).focus()", selector)
    browser.press(key)


def fits_its_sheet(browser: Chromium) -> bool:
    browser.size(A4_LANDSCAPE)
    with browser.seen_as("print"):
        fits: bool = browser.run(COLUMN_FITS)
    return fits


def sheets(browser: Chromium) -> int:
    return browser.pdf(preferCSSPageSize=True).count(b"/Type /Page\n")


def test_an_alarm_is_acknowledged_by_tab_and_enter_alone(officer: Chromium, hq: Headquarters) -> None:
    officer.size(1280)
    officer.press("Tab")
    assert focused(officer) == "Skip to the content", "the first stop of the keyboard"
    order = []
    while "Acknowledge alarm" not in focused(officer):
        order.append(focused(officer))
        assert len(order) < 30, order
        ring = officer.run("return getComputedStyle(document.activeElement).outlineWidth")
        assert ring == "3px", f"{order[-1]} shows that it has the focus"
        officer.press("Tab")
    tabs = [stop for stop in order if re.match("Who will miss|Kiosks", stop)]
    assert [re.sub(r"[^ก-๙]", "", stop) for stop in tabs] == ["ใครจะไม่ครบ", "ตู้บริการ"]
    waiting = number(officer, ".alarms button")
    officer.press("Enter")
    until(lambda: number(officer, ".alarms button") == waiting - 1, "the alarm was acknowledged")
    officer.open(f"{hq.url}/alarms?response=seen")
    assert officer.run("return document.querySelector('main h2').textContent") == "Acknowledged"
    assert f"{NAME} acknowledged it 1 Mar 2024" in officer.text


def test_every_text_keeps_its_contrast_and_has_more_where_a_browser_asks_for_more(
    officer: Chromium, hq: Headquarters
) -> None:
    officer.size(1280)
    for page in PAGES:
        officer.open(f"{hq.url}/{page}")
        texts = officer.run(CONTRAST)
        assert len(texts) > 15
        assert [text for text in texts if text[1] < (4.5 if text[2] else 7)] == [], page
        with officer.seen_as(prefers_contrast="more"):
            assert [text for text in officer.run(CONTRAST) if text[1] < 10] == [], page


def test_no_page_is_wider_than_its_window_in_either_language(officer: Chromium, hq: Headquarters) -> None:
    """The window is made narrower with the page in it: the pages have no scripts that could look at it only once."""
    beside_the_map = ["shortfall"]
    for language in ("en", "th"):
        for page in PAGES:
            officer.open(f"{hq.url}/{page}?lang={language}")
            for width in (1920, 1400, 1280, 1000, 768, 390) if page in beside_the_map else (1280, 768, 390):
                officer.size(width)
                wide = officer.run("return document.documentElement.scrollWidth")
                assert wide <= width, f"{page} in {language} at {width}"
                assert officer.run(COLUMN_FITS), f"the table stays beside the map on {page} at {width}"
                assert width > 1000 or officer.run(SIDE_FITS), f"half of {page} is empty at {width}"
                assert officer.run(MENU_FOOT) <= 60, f"menu beside the name: {page}, {language}, {width}"


def test_thai_compounds_are_not_broken_in_headings(officer: Chromium, hq: Headquarters) -> None:
    officer.size(1280)
    officer.open(f"{hq.url}/shortfall?lang=th")
    lines = officer.run(
        "return [...document.querySelectorAll('thead thai-word')].map(e => [e.textContent, e.getClientRects().length])"
    )
    assert "สืบสวนปราบปราม" in [word for word, _ in lines]
    assert all(count == 1 for _, count in lines), lines


def test_no_page_keeps_out_who_listens_to_it_or_has_no_mouse(officer: Chromium, hq: Headquarters) -> None:
    """axe-core finds nothing, folds and menu opened; contrast is measured above."""
    axe = (files("axe_core_python") / "axe.min.js").read_text()
    for page in PAGES:
        officer.open(f"{hq.url}/{page}?lang=en")
        officer.run(axe)
        for width in (390, 768, 1440):
            officer.size(width)
            assert officer.run(VIOLATIONS) == [], f"{page} at {width}"


def test_a_year_that_has_not_begun_keeps_nobody_out_either(officer: Chromium, hq: Headquarters) -> None:
    draft(Settings(data=hq.folder, practice=True, today=DAY).kiosk(writes=True), 2568, 2567)
    officer.open(f"{hq.url}/shortfall?year=2568&lang=th")
    assert "ยอดแรก" in officer.text
    officer.run((files("axe_core_python") / "axe.min.js").read_text())
    for width in (390, 768, 1440):
        officer.size(width)
        assert officer.run(VIOLATIONS) == [], f"at {width}"
        assert officer.run("return document.documentElement.scrollWidth") <= width
        assert [each for each in officer.run(CONTRAST) if each[1] < (4.5 if each[2] else 7)] == []


def test_a_draft_is_typed_looked_at_and_signed_by_whoever_listens_or_has_no_mouse(
    officer: Chromium, hq: Headquarters
) -> None:
    axe = (files("axe_core_python") / "axe.min.js").read_text()
    for width in (390, 768, 1440):
        officer.size(width)
        officer.open(f"{hq.url}/bulletins/draft?kind=notice&lang=en")
        press_on(officer, "form.draft button", "Enter")
        until(lambda: "things to mend first" in officer.text, "faults are named")
        officer.run(axe)
        assert officer.run(VIOLATIONS) == [], f"faults at {width}"
        text = 'kind = "version"\nwanted = "1.4.2"\n'
        officer.run("document.getElementById('text').value = arguments[0]", text)
        press_on(officer, "input[value=all]", " ")
        press_on(officer, "form.draft button", "Enter")
        until(lambda: "Sign and hand out" in officer.text, "the difference is shown")
        officer.run(axe)
        assert officer.run(VIOLATIONS) == [], f"difference at {width}"
        assert officer.run("return document.documentElement.scrollWidth") <= width
        assert [each for each in officer.run(CONTRAST) if each[1] < (4.5 if each[2] else 7)] == []
    press_on(officer, "#password", PASSWORD)
    officer.press("Enter")
    until(lambda: re.search(r"/bulletins/[0-9]+$", officer.address), "the bulletin was signed")
    assert "Version 1.4.2 wanted" in officer.text


def test_printed_a_page_is_paper_without_what_can_be_pressed(officer: Chromium, hq: Headquarters) -> None:
    officer.size(1032)
    with officer.seen_as("print"):
        for page in ("shortfall", "alarms", "offices/buriram"):
            officer.open(f"{hq.url}/{page}?lang=th")
            pressed = officer.run(
                "return [...document.querySelectorAll('.tabs, .own, .menu, .filter, button, .files')].filter(e => e.getClientRects().length).length"
            )
            assert pressed == 0
            assert officer.run("return document.documentElement.scrollWidth") <= 1032
            assert "ไม่ได้ยืนยันว่ามีผู้รับบริการอยู่จริง" in officer.text
    for page, most in (("shortfall", 3), ("offices/buriram", 3), ("kiosks/buriram-1", 1)):
        officer.open(f"{hq.url}/{page}?lang=th")
        assert sheets(officer) <= most, page


def test_every_province_with_two_kiosks_each_is_on_three_sheets_and_its_kiosks_on_four(
    browser: Chromium, tmp_path: Path
) -> None:
    with opened(tmp_path) as hq:
        fill(hq.register.engine, hq.machine.assessment, hq.now(), offices=76, each=2, years=1)
        hq.register.offices.add(sorted({row["office"] for row in hq.kiosks()}), region="Division 3")
    with Headquarters(tmp_path, "--open") as running:
        for page, most in (("shortfall", 3), ("kiosks", 4)):
            browser.open(f"{running.url}/{page}?lang=th")
            assert fits_its_sheet(browser), f"the table of {page} stays beside the map on paper"
            assert sheets(browser) <= most, page
            browser.size(390, 844)
            assert browser.run("return document.documentElement.scrollHeight") <= 6 * 844, page
