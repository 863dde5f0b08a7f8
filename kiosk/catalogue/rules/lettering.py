"""Whether what pages show in large letters can be drawn: each of its letters."""

from collections.abc import Iterator

from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, Location
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL
from kiosk.text.letters import missing, sizes


def sentences_are_drawn(parts: Parts) -> Iterator[Fault]:
    """What visitor and officer point at fills the screen."""
    for speaker in ("visitor", "officer"):
        for number, sentence in enumerate(getattr(parts.speak, speaker)):
            yield from _undrawn(sentence, parts.where("speak", f"{speaker}[{number}]"))


def calls_are_drawn(parts: Parts) -> Iterator[Fault]:
    """What becomes of a call is read from afar."""
    for key, words in parts.phrases.words.items():
        if key.startswith("large."):
            yield from _undrawn(words, parts.where("phrases", key))


def _undrawn(words: Bilingual, where: Location) -> Iterator[Fault]:
    for language in OFFICIAL:
        lacking = {*missing(sizes()[0], words.of(language))}
        if lacking:
            what = f"has letters that are not drawn: {' '.join(sorted(lacking))}"
            yield Fault(*where, what, "run `python -m kiosk.text.rasterizer`")


LETTERING: list[Rule] = [sentences_are_drawn, calls_are_drawn]
