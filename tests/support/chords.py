"""Chords: keys with modifiers, as configurations name them, and as wtype types them."""

import random
import re
import subprocess
from pathlib import Path

from tests.support.foot import Sway

FOOT, SWAY = Path("/etc/xdg/foot/foot.ini"), Path("/etc/sway/config")
"""What Debian ships: every shortcut that a stock foot or sway knows."""

_MODIFIERS = {"Control": "ctrl", "Shift": "shift", "Mod1": "alt", "Mod4": "logo", "$mod": "logo", "Alt": "alt"}
_ARROWS = {"$left": "h", "$down": "j", "$up": "k", "$right": "l"}
_KEYS = [
    *"abcdefghijklmnopqrstuvwxyz0123456789",
    "Return",
    "Escape",
    "Tab",
    "space",
    "Insert",
    "Delete",
    "Print",
    "Menu",
]
_KEYS += [
    "plus",
    "minus",
    "equal",
    "Page_Up",
    "Page_Down",
    "KP_Add",
    "KP_0",
    *(f"F{number}" for number in range(1, 12)),
]

Chord = tuple[frozenset[str], str]


def foot_defaults() -> list[Chord]:
    """The shortcuts of a stock foot."""
    bound = re.findall(r"(?m)^# ?[a-z-]+ ?= ?((?:[A-Z]\S*)(?: [A-Z]\S*)*)$", FOOT.read_text())
    return [
        _chord(words) for line in bound for words in line.split() if words not in _MODIFIERS and "BTN_" not in words
    ]


def sway_defaults() -> list[Chord]:
    """The shortcuts of a stock sway."""
    return [_chord(words) for words in re.findall(r"(?m)^\s*bindsym (?:--\S+ )*(\S+)", SWAY.read_text())]


def random_chords(number: int, seed: int) -> list[Chord]:
    """So many chords of any modifiers and keys but those that staff leave with."""
    dice = random.Random(seed)
    modifiers = ["ctrl", "shift", "alt", "logo"]
    return [(frozenset(dice.sample(modifiers, dice.randint(1, 4))), dice.choice(_KEYS)) for _ in range(number)]


def throw(sway: Sway, chords: list[Chord]) -> None:
    """Type them one after the other, quicker than anybody could."""
    arguments = ["-s", "100"]
    for modifiers, key in chords:
        held = sorted(modifiers)
        arguments += [part for modifier in held for part in ("-M", modifier)]
        arguments += ["-k", key, "-s", "10"]
        arguments += [part for modifier in held for part in ("-m", modifier)]
    subprocess.run(["wtype", *arguments], env=sway.env, check=True, timeout=60)


def _chord(words: str) -> Chord:
    *modifiers, key = words.split("+")
    return frozenset(_MODIFIERS[modifier] for modifier in modifiers), _ARROWS.get(key, key)
