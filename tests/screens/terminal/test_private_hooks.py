"""Canaries: the hooks of Textual that no documentation promises. One that falls says which file to look at."""

import inspect
import re
from collections.abc import Callable

from textual._styles_cache import StylesCache
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Paste, ScreenResume
from textual.messages import CloseMessages
from textual.screen import Screen

from screens.widgets.text_layout import big


def body(function: Callable[..., object]) -> str:
    return inspect.getsource(function)


def test_an_unhandled_exception_ends_in_the_apps_fatal_error() -> None:
    assert "self._fatal_error()" in body(App._handle_exception), (
        "Textual prints an unhandled exception elsewhere than in App._fatal_error: override that in screens/apps/hardened.py."
    )


def test_a_failed_thread_ends_in_the_apps_panic() -> None:
    assert "self._app.panic" in body(LinuxDriver._run_input_thread), (
        "Textual's input thread no longer ends in App.panic: screens/apps/hardened.py overrides it to stay silent."
    )


async def test_an_app_ends_by_closing_its_message_queue() -> None:
    app = App[None]()
    async with app.run_test():
        app._close_messages_no_wait()
        assert isinstance(app._message_queue.get_nowait(), CloseMessages), (
            "App._close_messages_no_wait no longer ends the app: screens/apps/hardened.py calls it after a crash."
        )
        app.exit()


async def test_what_widgets_drew_is_kept_by_a_cache_that_can_be_cleared() -> None:
    async with App[None]().run_test(size=(20, 2)) as pilot:
        await pilot.pause()
        pilot.app.screen.render_lines(pilot.app.screen.size.region)
        assert StylesCache.get_inner_outer.cache_info().currsize, (
            "StylesCache.get_inner_outer keeps no widget's lines any more: screens/apps/garbage.py clears it."
        )


def test_a_batch_of_updates_ends_without_a_word_to_the_screen() -> None:
    assert "self.check_idle()" in body(App._end_batch), (
        "App._end_batch no longer prompts the app alone: screens/apps/base.py overrides it to prompt the page in front."
    )


def test_a_screen_says_whether_its_return_restyles_it() -> None:
    assert "event.refresh_styles" in body(Screen._on_screen_resume), (
        "Screen no longer asks ScreenResume.refresh_styles: screens/page.py sets it to spare a page's first frame."
    )
    assert ScreenResume().refresh_styles


def test_a_stylesheet_is_asked_for_and_read_by_its_path() -> None:
    stylesheet = App[None]().stylesheet
    for name in ("has_source", "read_all", "reparse"):
        assert hasattr(stylesheet, name), (
            f"Stylesheet.{name} is gone: screens/apps/stylesheets.py reads a room's styles by it."
        )


def test_a_stylesheet_parses_each_source_in_a_method_of_its_own() -> None:
    assert {"self._parse_rules", "self._variables"} <= {*re.findall(r"self\._\w+", inspect.getsource(Stylesheet))}, (
        "Stylesheet no longer parses a source by _parse_rules with _variables: screens/apps/stylesheets.py caches that."
    )


def test_the_driver_writes_to_its_own_file_alone() -> None:
    """The file needs no more than write, flush and fileno."""
    assert "WriterThread(self._file)" in body(LinuxDriver.start_application_mode), (
        "LinuxDriver._file is no longer what its writer thread writes to: screens/terminal/driver.py wraps it."
    )
    used = set(re.findall(r"self\._file\.(\w+)", body(WriterThread)))
    assert used <= {"write", "flush", "fileno"}, (
        f"Textual's writer thread uses {used} of its file: let _HangUpTolerant in screens/terminal/driver.py have them."
    )


def test_the_driver_knows_its_app() -> None:
    assert "self._app = app" in body(Driver.__init__), (
        "Driver._app is gone: screens/terminal/driver.py ends the app by it after a hang-up."
    )


def test_the_input_thread_runs_what_the_driver_overrides() -> None:
    source = body(LinuxDriver._run_input_thread)
    assert "self.run_input_thread()" in source, (
        "LinuxDriver no longer reads the terminal in run_input_thread: screens/terminal/driver.py overrides that."
    )
    assert "self.exit_event.is_set()" in body(LinuxDriver.run_input_thread), (
        "LinuxDriver.exit_event no longer ends the input thread: screens/terminal/driver.py waits for it."
    )


def test_an_in_band_resize_is_asked_for_in_one_place() -> None:
    assert "self._query_in_band_window_resize()" in body(LinuxDriver.start_application_mode), (
        "Textual asks for in-band resizes elsewhere: screens/terminal/driver.py must override that not to believe them."
    )


def test_the_driver_takes_sigtstp_when_it_is_made() -> None:
    assert "signal.signal(signal.SIGTSTP" in body(LinuxDriver.__init__), (
        "LinuxDriver no longer takes SIGTSTP when it is made: screens/terminal/driver.py gives it back after that."
    )


def test_the_parser_is_fed_text_and_gives_events() -> None:
    parser = XTermParser()
    (key,) = parser.feed("3")
    assert isinstance(key, Key), "XTermParser.feed gives no key: screens/terminal/input_parser.py reads by it."
    list(parser.feed("\x1b"))
    assert list(parser.tick()) == [], "XTermParser.tick no longer waits for the rest of an Escape sequence."


def test_the_parser_knows_a_bracketed_paste_by_these_marks() -> None:
    (paste,) = XTermParser().feed(f"{BRACKETED_PASTE_START}90{BRACKETED_PASTE_END}")
    assert isinstance(paste, Paste), (
        "Textual's marks of a bracketed paste have changed: screens/terminal/input_parser.py takes pastes apart by them."
    )
    assert paste.text == "90"


def test_large_digits_are_three_rows_of_three_cells() -> None:
    assert [len(row) for digit in "0123456789:" for row in big(digit)] == [3] * 33, (
        "Textual's large digits have another shape: screens/widgets/text_layout.py draws with them."
    )


async def test_a_page_that_is_not_in_front_can_be_started_and_laid_out() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        page = Screen[None]()
        app.install_screen(page, "ahead")
        app._register(app, page)
        await pilot.pause()
        assert page.is_running, "App._register starts no page: screens/apps/page_cache.py makes pages ahead by it."
        assert app.screen is not page
        page._refresh_layout(app.size)
        assert page.size == app.size, (
            "Screen._refresh_layout lays out the page in front alone: screens/page.py does others."
        )


def test_a_page_in_front_says_whether_it_has_to_be_laid_out_and_draws_when_its_timer_ticks() -> None:
    assert {"_layout_required", "_refresh_layout"} <= {*Screen._on_timer_update.__code__.co_names}, (
        "A Screen lays itself out elsewhere: screens/page.py does the same for pages that wait."
    )
    assert "_update_timer" in Screen._on_idle.__code__.co_names, (
        "A Screen draws by no timer: screens/page.py winds it up."
    )


def test_a_page_that_is_removed_has_the_one_in_front_laid_out() -> None:
    assert "parent.refresh(layout=True)" in body(App._prune), (
        "App._prune lays out nothing any more: App.refresh is overridden in screens/apps/base.py to spare that."
    )
