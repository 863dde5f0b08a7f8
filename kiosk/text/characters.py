"""Which characters words may hold: those that people see, in one normal form, wherever words come in or go out."""

import re
import unicodedata

_IGNORABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
"""Letters and marks that are drawn as nothing: Default_Ignorable_Code_Point of Unicode, and Braille's empty pattern."""

_SUSPECT = re.compile(
    "[^\u0020-\u007e\u00a1-\u00ac\u00ae-\u024f\u0e01-\u0e3a\u0e3f-\u0e5b\u2010-\u2027\u2190-\u21ff\u2500-\u27bf]"
)
"""What is neither Latin, Thai nor a sign that pages draw, and has to be looked up, which takes ten times as long."""


def is_visible(character: str) -> bool:
    """Whether a character may stand in words: no control (C0, C1), no format (bidi, zero width), none unassigned."""
    known = character.isprintable() or unicodedata.category(character) == "Zs"
    return known and not re.match(f"[{_IGNORABLE}]", character)


def code_point(character: str) -> str:
    """The character as Unicode names it: U+202E."""
    return f"U+{ord(character):04X}"


def hidden(text: str) -> list[str]:
    """The code points of the characters in `text` that may not stand in words, once each, in their order."""
    if _SUSPECT.search(text) is None:
        return []
    invisible = (suspect[0] for suspect in _SUSPECT.finditer(text) if not is_visible(suspect[0]))
    return list(dict.fromkeys(map(code_point, invisible)))


def pasted(text: str) -> str:
    """Sanitized words of a paste, in one line: controls that are white space become one space, others are dropped."""
    line = " ".join(part for part in re.split(r"[\s\x85]+", text) if part)
    return unicodedata.normalize("NFC", "".join(character for character in line if is_visible(character)))


def sanitized(text: str) -> str:
    """Sanitized output: U+FFFD for each character that a terminal might obey; the ends of lines stay."""
    return _SUSPECT.sub(lambda suspect: _shown(suspect[0]), text)


def _shown(character: str) -> str:
    return character if character == "\n" or is_visible(character) else "\ufffd"
