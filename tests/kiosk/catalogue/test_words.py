"""One term for each thing: words that the content says in one way, and no longer in another."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.content_files import CONTENT
from kiosk.catalogue.rules.spelling import strings

SAID_OTHERWISE = {
    "en": {
        r"\bKingdom\b": "Thailand",
        r"(?i)\bpapers?\b": "documents",
        r"(?i)\bgreeters?\b": "information officer, information desk",
        r"(?i)\bcommissioned\b": "senior officer",
        r"(?i)\bhouseholders?\b": "house owner",
        r"(?i)\b(present stay|the stay they have)\b": "permitted stay",
        r"(?i)\b(receive|take) (the|a) receipt\b": "get a receipt",
        r"(?i)\bpermission to stay\b": "permitted stay",
    },
    "th": {"โปรด": "กรุณา", "เอกสารสิทธิ์": "เอกสารสิทธิ", "checklist": "รายการตรวจเอกสาร"},
}
"""Words as regular expressions, and what is said instead."""


def texts(language: str) -> Iterator[tuple[str, str, str]]:
    """File, key and words of the content in a language; a year's file quotes the plan, and the glossary cuts."""
    files = [path for folder in (CONTENT, CONTENT / "services", CONTENT / "notices") for path in folder.iterdir()]
    for path in sorted(files, key=lambda path: path.name):
        if path.name.endswith(".toml") and path.name not in ("glossary.toml", "sources.toml", "laws.toml"):
            for key, text in strings(tomllib.loads(path.read_text("utf-8"))):
                if key.split("[")[0].endswith(f".{language}"):
                    yield path.name, key, text


def test_two_cells_part_an_arrow_from_the_words_after_it() -> None:
    """It is drawn wider than its cell: one looked as if there were none."""
    both = [*texts("th"), *texts("en")]
    assert [f"{file}: {key}: {text}" for file, key, text in both if re.search(r"[←→] [^\W\d]", text)] == []


def test_the_short_name_of_a_service_begins_as_its_name_in_full(catalogue: Catalogue) -> None:
    """A change of visa, and a visa after entry without one, were called otherwise on the last of their pages. Under the
    heading of extensions the short names leave its words out."""
    for service in catalogue.services.values():
        if service.family != "extension-of-stay":
            assert service.title.en.split()[0] == service.short_title.en.split()[0], service.title
        if service.family == "visa":
            assert service.title.th.startswith(service.short_title.th), service.title


def test_what_may_be_brought_instead_belongs_to_the_name_of_a_paper() -> None:
    """A note on a paper gives way where there is little room: health insurance stood alone on the list to photograph."""
    notes = [(key, text) for lang in ("th", "en") for file, key, text in texts(lang) if file == "documents.toml"]
    assert [key for key, text in notes if ".note." in key and text.startswith(("หรือ", "or "))] == []


def test_a_name_in_capitals_stands_in_both_languages() -> None:
    """JCoMS and E-VOA stood on the Thai key alone."""
    english = {(file, key.removesuffix(".en")): text for file, key, text in texts("en") if key.endswith(".en")}
    for file, key, text in texts("th"):
        if file not in ("phrases.toml", "health.toml", "commands.toml"):  # which speak of files and sticks to staff
            for name in re.findall(r"\w*[A-Z]\w*[A-Z]\w*", text):
                assert name in english.get((file, key.removesuffix(".th")), name), f"{file}: {key}: {text}"


@pytest.mark.parametrize(
    ("language", "pattern"), [(language, pattern) for language, words in SAID_OTHERWISE.items() for pattern in words]
)
def test_a_thing_has_one_name(language: str, pattern: str) -> None:
    matches = [f"{file}: {key}: {text}" for file, key, text in texts(language) if re.search(pattern, text)]
    assert matches == [], f"say {SAID_OTHERWISE[language][pattern]}"
