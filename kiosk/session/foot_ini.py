"""foot's configuration: the letters and the ground of a page, and no shortcut of the terminal's own.

In a stock foot Ctrl+Shift+N opens a shell, Ctrl+Shift+R a search that swallows keys, Ctrl and + letters of any size.
"""

import re
import subprocess
from itertools import chain

from kiosk.session.letter_size import FONT, Letters

GROUND = "E8EDF3"
"""What is seen until something is drawn: the ground of a page."""

Version = tuple[int, ...]

_MAIN = """\
[main]
font={font}:pixelsize={size}
line-height={line}px
letter-spacing={spacing}px
dpi-aware=no
pad=0x0
[scrollback]
lines=0
[csd]
preferred=none
[colors]
background={ground}
"""

_SEARCH = """
cancel commit find-prev find-next cursor-left cursor-left-word cursor-right cursor-right-word cursor-home cursor-end
delete-prev delete-prev-word delete-next delete-next-word extend-to-word-boundary extend-to-next-whitespace
clipboard-paste primary-paste unicode-input
"""

_UNBOUND: list[tuple[str, Version, str]] = [
    ("key-bindings", (1, 13), "scrollback-up-page scrollback-down-page clipboard-copy clipboard-paste primary-paste"),
    ("key-bindings", (1, 13), "search-start font-increase font-decrease font-reset spawn-terminal show-urls-launch"),
    ("key-bindings", (1, 13), "show-urls-copy show-urls-persistent prompt-prev prompt-next unicode-input"),
    ("key-bindings", (1, 13), "minimize maximize fullscreen scrollback-home scrollback-end"),
    ("key-bindings", (1, 18), "quit"),
    ("search-bindings", (1, 13), _SEARCH),
    ("search-bindings", (1, 16), "extend-char extend-line-down extend-backward-char extend-backward-to-word-boundary"),
    ("search-bindings", (1, 16), "extend-line-up scrollback-up-page scrollback-down-page"),
    ("search-bindings", (1, 21), "delete-to-start delete-to-end"),
    ("url-bindings", (1, 13), "cancel toggle-url-visible"),
    ("mouse-bindings", (1, 13), "primary-paste select-begin select-begin-block"),
    ("mouse-bindings", (1, 13), "select-extend select-extend-character-wise select-word select-word-whitespace"),
    ("mouse-bindings", (1, 13), "select-row"),
    ("mouse-bindings", (1, 16), "scrollback-up-mouse scrollback-down-mouse font-increase font-decrease select-quote"),
]
"""Section, the version of foot that it came with, and actions: all that are bound to something by default, and those
that would leave the full screen. A foot does not start with an action that it does not know.
"""

_SETTINGS: list[tuple[str, Version, str]] = [
    ("url", (1, 13), "launch=false"),
    ("security", (1, 20), "osc52=disabled"),
]
"""Section, version and setting: what nobody can ask for any more leads nowhere either."""


def foot_version() -> Version:
    """Major and minor version of the foot that is installed. OSError where there is none."""
    told = subprocess.run(["foot", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"(\d+)\.(\d+)", told)
    return (int(version[1]), int(version[2])) if version else (1, 13)


def foot_ini(letters: Letters, version: Version) -> str:
    """The file for letters of that size, for a foot of that version."""
    known = [(section, actions) for section, since, actions in _UNBOUND if since <= version]
    lines = [(section, f"{action}=none") for section, actions in known for action in actions.split()]
    lines += [(section, setting) for section, since, setting in _SETTINGS if since <= version]
    sections = dict.fromkeys(section for section, _ in lines)
    written = [[f"[{section}]", *(line for where, line in lines if where == section)] for section in sections]
    return _MAIN.format(font=FONT, ground=GROUND, **letters._asdict()) + "\n".join([*chain(*written), ""])
