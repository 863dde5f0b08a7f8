"""Doors: shortcuts by which a visitor gets out of the counter, in the configuration of foot and of sway."""

from configparser import ConfigParser, Error
from itertools import takewhile
from pathlib import Path

from kiosk.session.foot_ini import Version, foot_ini
from kiosk.session.letter_size import FULL_HD, fitted

_SWAY_STARTS = ("bindsym", "bindcode", "bindswitch", "bindgesture", "exec", "exec_always", "include", "mode")
"""Words of sway that bind a key, start a program, or read what may."""

_NO_CONSOLE = "srvrkeys:none"
"""The option of the keyboard without which sway itself goes to another console."""


def sway_doors(config: str) -> list[str]:
    """The lines of a configuration of sway that open something, and what it lacks to be closed."""
    lines = [line.strip() for line in config.splitlines()]
    doors = [line for line in lines if line.split(maxsplit=1)[:1] and line.split()[0] in _SWAY_STARTS]
    closed = any(line.startswith("input ") and _NO_CONSOLE in line for line in lines)
    return doors if closed else [*doors, "Ctrl+Alt+F2"]


def foot_doors(config: str, version: Version) -> list[str]:
    """The actions of a foot of that version that such a configuration leaves to a key or the mouse."""
    given, closed = _parsed(config), _parsed(foot_ini(fitted(FULL_HD, larger=False), version))
    bound = [section for section in closed if section.endswith("-bindings")]
    left = {
        action: given.get(section, {}).get(action, "default")
        for section in bound
        for action in [*closed[section], *given.get(section, {})]
    }
    doors = [action for action, key in left.items() if key != "none"]
    return doors if given.get("url", {}).get("launch") == closed["url"]["launch"] else [*doors, "url launch"]


def doors_of(argv: list[str], version: Version) -> list[str]:
    """The doors of a running foot or sway, by its command line: without a file of its own it has those that ship."""
    program, argv = Path(argv[0]).name, [*takewhile(lambda word: word != "--", argv)]
    try:
        config = Path(_option(argv, "config", "c")).read_text("utf-8")
    except (OSError, ValueError) as error:
        return [f"{program}: {error}"]
    if program == "sway":
        return sway_doors(config)
    return [*foot_doors(config, version), *(word for word in argv if word.startswith(("--override", "-o")))]


def _option(argv: list[str], long: str, short: str) -> str:
    """The value of an option. ValueError without it."""
    for word, value in zip(argv, [*argv[1:], ""], strict=True):
        if word.startswith(f"--{long}="):
            return word.partition("=")[2]
        if word in (f"--{long}", f"-{short}"):
            return value
    raise ValueError(f"no --{long}")


def _parsed(config: str) -> dict[str, dict[str, str]]:
    """Sections and their settings; what foot would not read either has none."""
    parser = ConfigParser(strict=False, interpolation=None, delimiters=("=",), allow_no_value=True)
    try:
        parser.read_string(config)
    except Error:
        return {}
    return {section: {key: value or "" for key, value in parser.items(section)} for section in parser.sections()}
