"""The keymap: digit keys mean the same on every keyboard layout."""

from textual.events import Key

KEDMANEE = dict(zip("ๅ/-ภถุึคตจ", "1234567890", strict=True))
"""What the digit keys send on the Thai layout, and the digit that is meant."""


def normalized(event: Key) -> Key:
    """Normalized: a digit for a digit key, whatever the layout; any other key as it is."""
    digit = KEDMANEE.get(event.character or "")
    return event if digit is None else Key(digit, digit)
