"""A placard: a sheet for the wall, of one page or two, as data that a template sets."""

import hashlib
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import Language
from kiosk.text.qr import modules
from kiosk.text.thai import words


class Placard(Struct, frozen=True):
    """What is printed under a name: its title, a template of templates/, and the data that it sets.

    `post` is the template of the square picture that says the same in short, where there is one.
    """

    name: str
    title: Bilingual
    template: str
    data: dict[str, Any]
    post: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of what it says, whenever it is printed."""
        foot = {key: value for key, value in self.data["foot"].items() if key != "printed"}
        content = {**self.data, "day": None, "foot": foot}
        return hashlib.sha256(msgspec.json.encode([self.template, content], order="sorted")).hexdigest()


class Pairs:
    """Words for a template: in each of the languages that are printed, cut wherever a line may break."""

    def __init__(self, languages: list[Language]) -> None:
        self.languages = languages

    def __call__(self, phrase: Bilingual) -> list[tuple[str, ...]]:
        """The language that leads, then the one beside it; one alone where both say the same."""
        return [words(text) for text in dict.fromkeys(phrase.of(language) for language in self.languages)]

    def or_none(self, phrase: Bilingual | None) -> list[tuple[str, ...]] | None:
        """The same of words that may be missing."""
        return None if phrase is None else self(phrase)


def code_svg(text: str) -> str:
    """The QR code of `text` as SVG, black on white, quiet zone included."""
    rows = modules(text)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dark}"/></svg>'
    )
