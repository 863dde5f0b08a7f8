"""The hold on the TTY: a locked counter's signals and termios flags, from before the first frame, over every crash."""

import contextlib
import gc
import signal
import sys
import termios
from typing import Any, Self

from kiosk.text.bilingual import Bilingual
from kiosk.text.thai import reorder_sara_am
from screens.theme import PAPER

_KEYBOARD = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)
ENDING = (signal.SIGTERM, signal.SIGHUP)
"""The signals that end a counter, locked or not."""

_INPUT, _LOCAL = 0, 3
"""Where termios keeps the flags of what comes in and of what the terminal does by itself."""


class TtyHold:
    """A context that restores termios. Once taken, no key makes a signal or is echoed, until the context ends."""

    def __init__(self) -> None:
        self.taken = False
        self._before: list[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(sys.stdin, termios.TCSANOW, self._before)

    def take(self) -> None:
        """Ignore the keyboard's signals and defer SIGTERM and SIGHUP, until the app handles them, or `wait` does.

        Taken again after a run, which may have undone it.
        """
        for number in _KEYBOARD:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
        if not self.taken and sys.stdin.isatty():
            self._before = termios.tcgetattr(sys.stdin)
            quiet = termios.tcgetattr(sys.stdin)
            quiet[_LOCAL] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
            quiet[_INPUT] &= ~termios.IXON
            termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
        self.taken = True

    def wait(self, words: Bilingual, seconds: int) -> None:
        """Show `words` alone on the screen for `seconds` and discard what is typed. SystemExit at a deferred signal."""
        from rich.console import Console

        self.take()  # the run may have ended in any way
        console = Console(file=sys.__stderr__)  # whose codes are meant
        _show(console, words)
        gc.unfreeze()  # what the failed run has left behind would stay for good
        gc.collect()
        if signal.sigtimedwait(ENDING, seconds) is not None:
            with contextlib.suppress(OSError):
                console.set_alt_screen(False)
                console.show_cursor()
            sys.exit(0)
        with contextlib.suppress(termios.error):
            termios.tcflush(sys.stdin, termios.TCIFLUSH)


def _show(console: Any, words: Bilingual) -> None:
    """Draw the words; the next run draws over them, so that nothing behind the counter is seen in between."""
    from rich.align import Align
    from rich.screen import Screen
    from rich.text import Text

    text = Text(reorder_sara_am(words.both("\n\n")), justify="center")
    page = Align.center(text, vertical="middle", style=f"{PAPER['ink']} on {PAPER['page']}", height=console.height)
    with contextlib.suppress(OSError):  # the terminal may be gone
        console.set_alt_screen(True)
        console.show_cursor(False)
        console.print(Screen(page, style=page.style, application_mode=True), end="")
