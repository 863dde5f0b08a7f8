"""The keymap: digit keys mean the same on every keyboard layout."""

from textual.events import Key

from kiosk.text.figures import KEDMANEE


def normalized(event: Key) -> Key:
    """Normalized: a digit for a digit key, whatever the layout; any other key as it is."""
    digit = KEDMANEE.get(event.character or "")
    return event if digit is None else Key(digit, digit)
