"""In which script words are written: whether somebody who reads one of the official languages can read them."""

import re

from kiosk.text.languages import THAI, Language

_THAI, _LATIN = re.compile("[\u0e01-\u0e5b]"), re.compile("[a-z]{3}")
_SAID_AS_PRINTED = re.compile("«[^»]*»|{[^}]*}")
"""Words that are quoted in their own language; what is filled in."""
_OWN_NAMES = ("ภาษาไทย", "English")
"""What the languages call themselves, as the key of each does on a page of the other."""


def is_written_in(language: Language, text: str) -> bool:
    """Whether `text` is in the script of an official language. Thai may have other words among its own, or be a mark
    or an abbreviation alone, as TM.7; English has no Thai ones but in quotation."""
    own_words = _SAID_AS_PRINTED.sub("", text)
    if text in _OWN_NAMES:
        return True
    is_thai = _THAI.search(own_words) is not None
    return is_thai or not _LATIN.search(own_words) if language == THAI else not is_thai
