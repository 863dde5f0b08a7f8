"""The phrasebook: sentences that visitor and officer point at when they share no language."""

from typing import Annotated

from msgspec import Meta, Struct

from kiosk.text.bilingual import Bilingual

Sentences = Annotated[list[Bilingual], Meta(min_length=1, max_length=6)]
"""As many as a page of them has keys for."""


class Phrasebook(Struct, frozen=True, forbid_unknown_fields=True):
    """A list of sentences for each of the two, in the order of their keys."""

    visitor: Sentences
    officer: Sentences
