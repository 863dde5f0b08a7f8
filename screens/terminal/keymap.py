"""Keys that mean the same on every keyboard layout."""

from textual.events import Key

KEDMANEE = dict(zip("ๅ/-ภถุึคตจ", "1234567890", strict=True))
"""What the digit keys send on the Thai layout, and the digit that is meant."""


def plain(event: Key) -> Key:
    """The key as every screen expects it: a digit for a digit key, whatever the layout."""
    digit = KEDMANEE.get(event.character or "")
    return event if digit is None else Key(digit, digit)
