"""Languages are named in one place: every page, file and command asks it which there are and which goes with which."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.text.languages import ENGLISH, HOME, OFFICIAL, THAI, Language, following, partner

HOUSE = Path(__file__).parents[3]
ALLOWED = ("kiosk/text/",)
CODES = set(OFFICIAL)
LAO, CHINESE = Language("lo"), Language("zh")


def named_languages(source: str) -> Iterator[tuple[int, str]]:
    """The lines on which Python names an official language: as a word, a field, a parameter, or by its constant."""
    for node in ast.walk(ast.parse(source)):
        names = {
            ast.Constant: lambda node: [node.value],
            ast.Attribute: lambda node: [node.attr],
            ast.Name: lambda node: [node.id],
            ast.arg: lambda node: [node.arg],
            ast.keyword: lambda node: [node.arg],
            ast.alias: lambda node: [{"THAI": THAI, "ENGLISH": ENGLISH}.get(node.name)],
        }.get(type(node), lambda node: [])(node)
        yield from ((getattr(node, "lineno", 0), name) for name in names if isinstance(name, str) and name in CODES)


def test_no_python_outside_the_text_package_names_a_language() -> None:
    naming = [
        f"{path.relative_to(HOUSE)}:{line} names {language}"
        for package in ("kiosk", "screens")
        for path in sorted((HOUSE / package).rglob("*.py"))
        if not str(path.relative_to(HOUSE)).startswith(ALLOWED)
        for line, language in named_languages(path.read_text("utf-8"))
    ]
    assert naming == []


@pytest.mark.parametrize(
    "source",
    [
        'x = "th"',
        "x = words.en",
        "def f(th: str) -> None: ...",
        "f(en=1)",
        "class A:\n    th: str",
        "from kiosk.text.languages import ENGLISH",
    ],
)
def test_every_way_to_name_a_language_is_seen(source: str) -> None:
    assert len(list(named_languages(source))) == 1


def test_english_goes_with_every_language_but_its_own() -> None:
    assert [partner(language) for language in (THAI, ENGLISH, LAO)] == [ENGLISH, THAI, ENGLISH]


def test_the_language_key_goes_round_and_leads_home_from_a_language_that_is_gone() -> None:
    languages = [*OFFICIAL, CHINESE, LAO]
    assert [following(language, languages) for language in languages] == [ENGLISH, CHINESE, LAO, THAI]
    assert [following(language, OFFICIAL) for language in (*OFFICIAL, CHINESE)] == [ENGLISH, THAI, HOME]
