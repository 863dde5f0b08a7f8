"""The navigation map: which key leads from which page to which, and what is seen there. Made from the content."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, replace

import screens
from kiosk.text.bilingual import Bilingual
from screens.page import Page
from screens.paged import KEYS

NARROW = 12
"""Letters of a line of the narrowest column."""

Seen = Bilingual | tuple[Bilingual, ...]
"""Words, or the names of which one is seen: in full, or in short where there is less room."""


@dataclass(frozen=True)
class Place:
    """A page, or a part of one: the keys that lead there, what is seen there and was not before, where one can go on."""

    page: type[Page]
    keys: tuple[str, ...]
    seen: tuple[Seen, ...]
    links: tuple["Place", ...] = ()
    back: str = "left"
    """The key that leads back; none where the next link begins here."""
    home: bool = False
    """Whether back is home, not the place before."""
    onward: Bilingual | None = None
    """What is seen behind the last part of a page that is turned by →."""
    typing: bool = False
    """Whether keys are a field's own here, so that the language cannot be changed."""

    def everywhere(self) -> Iterator["Place"]:
        """This place and all that lie behind it."""
        yield self
        for link in self.links:
            yield from link.everywhere()


def pages() -> set[type[Page]]:
    """Every page that the program has."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)
    kinds = {Page}
    while parents := {page for page in kinds if page.__subclasses__()}:
        kinds = kinds - parents | {child for parent in parents for child in parent.__subclasses__()}
    return {page for page in kinds if page.__module__.startswith("screens.")}


def beginning(words: Bilingual) -> Bilingual:
    """As much of words as stands in one line of a narrow column, which parts English at its blanks."""
    first = words.en if len(words.en) <= NARROW else words.en[:NARROW].rpartition(" ")[0]
    return Bilingual(words.th[:NARROW], first or words.en[:NARROW])


def forms(words: Seen) -> tuple[Bilingual, ...]:
    """The names of which one is seen."""
    return (words,) if isinstance(words, Bilingual) else words


def paged(page: type[Page], choices: list[tuple[Seen, Place]]) -> tuple[tuple[Seen, ...], tuple[Place, ...]]:
    """A list of choices: what is seen of it at first, and where that leads; → turns to what there are no keys for."""
    here, rest = choices[: len(KEYS)], choices[len(KEYS) :]
    links = [replace(place, keys=(key,)) for key, (_, place) in zip(KEYS, here, strict=False)]
    if rest:
        seen, behind = paged(page, rest)
        links.append(Place(page, ("right",), seen, behind))
    return tuple(tuple(map(beginning, forms(words))) for words, _ in here), tuple(links)
