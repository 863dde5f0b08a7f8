"""Phrases and the program agree: every key that a source says is defined, filled in, and every defined one is said."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import kiosk
import screens
from kiosk.catalogue.load import load
from kiosk.text.sentences import COMMANDS, HEALTH, REFUSALS, sentences

ROOT = Path(kiosk.__file__).parents[1]
SAYS = {"say", "phrases"}
SLOT = re.compile(r"\{(\w+)\}")
KEY = re.compile(r"[a-z]+(\.[a-z_]+)+")
NO_SENTENCE = re.compile(r"kiosk\..*|opening\.source|.*\.(csv|db|docx|html|json|lock|new|pem|tcss|toml)")
"""What is written like a key of a sentence and is none: loggers and modules, a place in the office's file, files."""
IN_TEMPLATE = re.compile(r"\b(?:t|o|plain)\(\"([a-z_.0-9]+)\"|\"([a-z]+\.[a-z_.0-9]+)\"")
"""A key that a template says."""
PIECES = re.compile("\u0e4d[\u0e48-\u0e4b]*\u0e32")


@dataclass
class Uses:
    """What sources say: keys outright with what fills them, keys with a gap (`service.{unit}`), every other word."""

    keys: dict[str, list[tuple[str, set[str]]]] = field(default_factory=dict)
    gaps: set[tuple[str, str]] = field(default_factory=set)
    literals: set[str] = field(default_factory=set)

    def name(self, key: str) -> bool:
        """Whether a key is said: outright, through a table of keys, or by a word of the sources that fills a gap."""
        return key in self.literals or any(
            key.startswith(start) and key.endswith(end) and key[len(start) : len(key) - len(end)] in self.literals
            for start, end in self.gaps
        )


def uses_in(sources: Mapping[str, str]) -> Uses:
    """What Python sources, by file, say."""
    uses = Uses()
    for file, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
                uses.literals.add(str(node.value))
            elif isinstance(node, ast.JoinedStr):
                uses.gaps.add(ends(node))
            elif isinstance(node, ast.Call) and says(node.func) and node.args:
                filled = {keyword.arg or "**" for keyword in node.keywords}
                for key in outright(node.args[0]):
                    uses.keys.setdefault(key, []).append((f"{file}:{node.lineno}", filled))
    return uses


def says(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in SAYS


def outright(argument: ast.expr) -> Iterator[str]:
    """The keys that an argument is: one, or one of two."""
    if isinstance(argument, ast.IfExp):
        yield from outright(argument.body)
        yield from outright(argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value


def ends(text: ast.JoinedStr) -> tuple[str, str]:
    """What stands before and after the gap of an f-string."""
    first, last = text.values[0], text.values[-1]
    start = str(first.value) if isinstance(first, ast.Constant) else ""
    end = str(last.value) if len(text.values) > 1 and isinstance(last, ast.Constant) else ""
    return start, end


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """Every source file of the program but those of rooms that have words of their own beside them."""
    folders = (Path(package.__file__ or "").parent for package in (kiosk, screens))
    paths = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    translated = (path for path in paths if not (path.parent / "words.toml").exists())
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in translated}


@pytest.fixture(scope="module")
def uses(sources: dict[str, str]) -> Uses:
    """What sources and the templates of the pages on the web say."""
    used = uses_in(sources)
    for template in sorted((ROOT / "kiosk" / "export" / "website" / "templates").glob("*.html")):
        used.literals |= {key for keys in IN_TEMPLATE.findall(template.read_text("utf-8")) for key in keys if key}
    return used


@pytest.fixture(scope="module")
def words() -> dict[str, set[str]]:
    """The slots of every phrase, by its key."""
    return {key: set(SLOT.findall(phrase.th)) for key, phrase in load().phrases.words.items()}


def undefined(uses: Uses, words: Mapping[str, set[str]]) -> list[str]:
    return [f"{place} says {key}" for key, places in uses.keys.items() if key not in words for place, _ in places]


def unsaid(uses: Uses, words: Mapping[str, set[str]]) -> list[str]:
    return [key for key in words if not uses.name(key)]


def unfilled(uses: Uses, words: Mapping[str, set[str]]) -> list[str]:
    """Slots that a source leaves empty: drawing the phrase would end the program."""
    return [
        f"{place} leaves {sorted(words[key] - filled)} of {key} empty"
        for key, places in uses.keys.items()
        for place, filled in places
        if filled and "**" not in filled and not words.get(key, set()) <= filled
    ]


def strays(uses: Uses, known: set[str]) -> list[str]:
    """Words of the sources that are written like the key of a sentence, or its beginning, and are none."""
    rooms = {key.partition(".")[0] for key in known}
    keys = {word for word in uses.literals if KEY.fullmatch(word) and word.partition(".")[0] in rooms}
    begun = {word for word in keys if word.endswith("_") and any(key.startswith(word) for key in known)}
    return sorted(word for word in keys - known - begun if not NO_SENTENCE.fullmatch(word))


def test_every_phrase_that_the_program_says_is_defined(uses: Uses, words: dict[str, set[str]]) -> None:
    assert undefined(uses, words) == []


def test_every_key_in_a_table_of_pages_columns_or_refusals_has_its_sentence(
    uses: Uses, words: dict[str, set[str]]
) -> None:
    assert strays(uses, {*words, *sentences(REFUSALS), *sentences(COMMANDS), *sentences(HEALTH)}) == []


def test_every_phrase_that_is_defined_is_said(uses: Uses, words: dict[str, set[str]]) -> None:
    assert unsaid(uses, words) == []


def test_every_slot_of_a_phrase_is_filled(uses: Uses, words: dict[str, set[str]]) -> None:
    assert unfilled(uses, words) == []


def test_a_phrase_that_is_missing_left_over_or_left_empty_is_found() -> None:
    lines = [
        'say("home.chose")',
        'say("home.count", number=1)',
        'say(f"home.{name}")',
        'name = "tile"',
        'Row("home.tea")',
    ]
    uses = uses_in({"page.py": "\n".join(lines)})
    words = {"home.count": {"count"}, "home.tile": set(), "home.choose": set()}
    assert undefined(uses, words) == ["page.py:1 says home.chose"]
    assert unsaid(uses, words) == ["home.choose"]
    assert strays(uses, set(words)) == ["home.chose", "home.tea"]
    assert unfilled(uses, words) == ["page.py:2 leaves ['count'] of home.count empty"]


def test_sara_am_is_one_letter_in_every_source(sources: dict[str, str]) -> None:
    assert [file for file, text in sources.items() if PIECES.search(text)] == []
