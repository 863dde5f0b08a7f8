"""Every phrase that the program says is defined, and every phrase that is defined is said."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, closest
from kiosk.text.bilingual import Phrases
from kiosk.text.languages import OFFICIAL

_FILE = "content/phrases.toml"
_SAYS = {"say", "phrases"}
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass
class Said:
    """What the sources name: keys outright, keys with a gap (`service.{unit}`), and every other word they hold."""

    keys: dict[str, str] = field(default_factory=dict)
    gaps: set[tuple[str, str]] = field(default_factory=set)
    literals: set[str] = field(default_factory=set)

    def names(self, key: str) -> bool:
        """Whether a key is said: outright, through a table of keys, or by a word of the sources that fills a gap."""
        return key in self.literals or any(
            key.startswith(start) and key.endswith(end) and key[len(start) : len(key) - len(end)] in self.literals
            for start, end in self.gaps
        )


def said_in(sources: Mapping[str, str]) -> Said:
    """What Python sources, by file, say."""
    said = Said()
    for file, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
                said.literals.add(str(node.value))
            elif isinstance(node, ast.JoinedStr):
                said.gaps.add(_ends(node))
            elif isinstance(node, ast.Call) and _says(node.func) and node.args:
                said.keys |= dict.fromkeys(_outright(node.args[0]), file)
    return said


def phrases_are_said(phrases: Phrases, said: Said) -> Iterator[Fault]:
    """None is missing and none is left over."""
    for key, file in said.keys.items():
        if key not in phrases.words:
            yield Fault(_FILE, key, f"is said in {file} and is not defined", closest(key, phrases.words, "define it"))
    for key in phrases.words:
        if not said.names(key):
            yield Fault(_FILE, key, "is defined and said nowhere", "take it away")


def phrases_have_the_same_gaps(phrases: Phrases) -> Iterator[Fault]:
    """What is filled in stands in both languages."""
    for key, words in phrases.words.items():
        slots = {language: set(_SLOT.findall(words.of(language))) for language in OFFICIAL}
        for slot in sorted(set().union(*slots.values())):
            for language in (language for language in OFFICIAL if slot not in slots[language]):
                yield Fault(_FILE, f"{key}.{language}", f"lacks {{{slot}}}", "put it in, as in the other language")


def _says(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in _SAYS


def _outright(argument: ast.expr) -> Iterator[str]:
    """The keys that an argument is: one, or one of two."""
    if isinstance(argument, ast.IfExp):
        yield from _outright(argument.body)
        yield from _outright(argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value


def _ends(text: ast.JoinedStr) -> tuple[str, str]:
    """What stands before and after the gap of an f-string."""
    first, last = text.values[0], text.values[-1]
    start = str(first.value) if isinstance(first, ast.Constant) else ""
    end = str(last.value) if len(text.values) > 1 and isinstance(last, ast.Constant) else ""
    return start, end


PHRASES: list[Rule] = [phrases_are_said, phrases_have_the_same_gaps]
