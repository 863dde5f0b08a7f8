"""The keymap: keys mean the same on every keyboard layout."""

from textual.events import Key

from kiosk.text.figures import KEDMANEE

_FIRST_PAGE = ("asterisk", "home", "escape")
_KEDMANEE_ASTERISK = "๕"
"""What the key of the asterisk sends on the Thai layout; in a field for a number it is the digit."""


def leads_to_first_page(event: Key) -> bool:
    """Whether a key of the public pages means the first page: `*` on either layout, Home, Esc."""
    return event.key in _FIRST_PAGE or event.character == _KEDMANEE_ASTERISK


def normalized(event: Key) -> Key:
    """Normalized: a digit for a digit key, whatever the layout; any other key as it is."""
    digit = KEDMANEE.get(event.character or "")
    return event if digit is None else Key(digit, digit)
