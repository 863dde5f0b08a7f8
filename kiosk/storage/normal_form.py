"""The normal form (NFC) of words that a person gives, before they are kept."""

import unicodedata

from kiosk.text.characters import hidden
from kiosk.text.refusal import Refusal


def written(text: str) -> str:
    """Normalization (NFC) of words that a person gives. Refusal where a character is one that nobody sees."""
    if invisible := hidden(text):
        raise Refusal("words.hidden", characters=", ".join(invisible[:3]))
    return unicodedata.normalize("NFC", text)
