"""What `kiosk check` looks at: every rule for content and settings, and what the office has still to confirm."""

import datetime
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from msgspec import Struct

from kiosk.catalogue.confirmed_facts import FACTS
from kiosk.catalogue.content_files import CONTENT, is_read
from kiosk.catalogue.load import read
from kiosk.catalogue.rules import AT_CHECK, OF_THE_WHOLE
from kiosk.catalogue.rules.spelling import misspelt
from kiosk.storage.private_file import is_there, read_struct
from kiosk.storage.toml_file import Fault, Faulty
from kiosk.sync.membership import Membership
from kiosk.text.languages import OFFICIAL, Language
from kiosk.text.translation import untranslated


class FactId(Struct, frozen=True):
    """A fact by its name."""

    id: str
    field: str


class Untranslated(Struct, frozen=True):
    """English words that a further language lacks, so that its partner's stand in for them."""

    language: Language
    words: str


class Checked(Struct, frozen=True, omit_defaults=True):
    """What is wrong, what the office has not confirmed, what it confirmed long ago, how many services are described.

    Also what is not translated, where there are further languages at all.
    """

    errors: list[Fault]
    awaiting: list[FactId]
    stale: list[FactId]
    services: int
    untranslated: list[Untranslated] = []


def check(
    today: datetime.date, office_file: Path | None = None, folder: Path | None = None, content: Traversable = CONTENT
) -> Checked:
    """Everything at once, of all that could be read."""
    parts, faults = read(office_file, folder, content)
    texts = _texts(content, office_file, folder)
    return Checked(
        errors=[
            *faults,
            *parts.each(AT_CHECK),
            *([] if faults else parts.each(OF_THE_WHOLE)),
            *(fault for file, text in texts for fault in misspelt(file, text)),
            *_unread(content),
            *_membership_faults(folder),
        ],
        awaiting=[FactId(named.owner, named.field) for named in parts.facts if named.fact.confirmed is None],
        stale=[FactId(named.owner, named.field) for named in parts.facts if named.fact.is_stale(today)],
        services=len(parts.read["services"]),
        untranslated=[
            Untranslated(language, text)
            for language in parts.languages
            if language not in OFFICIAL
            for text in untranslated(parts.read, language)
        ],
    )


def in_words(checked: Checked) -> str:
    """The findings line by line, errors first, and their numbers last."""
    lines = [str(fault) for fault in checked.errors]
    for title, facts in (("Confirmed long ago", checked.stale), ("Awaiting confirmation", checked.awaiting)):
        if facts:
            lines += [f"{title}:", *(f"  {fact.id}.{fact.field}" for fact in facts)]
    numbers = f"{len(checked.errors)} errors, {len(checked.awaiting)} awaiting, {len(checked.stale)} stale"
    if checked.untranslated:
        lines += ["Not translated:", *(f"  {missing.language}: {missing.words}" for missing in checked.untranslated)]
        numbers += f", {len(checked.untranslated)} not translated"
    return "\n".join([*lines, f"{checked.services} services: {numbers}."])


def _texts(content: Traversable, office_file: Path | None, folder: Path | None) -> Iterator[tuple[str, str]]:
    """Every file of words that could be read, by the name that faults give it."""
    own = [office_file, folder and folder / FACTS, *(folder.glob("ita/*.toml") if folder else ())]
    named: list[tuple[str, Traversable]] = [(str(path), path) for path in own if path is not None]
    named += [(f"content/{name}", path) for name, path in _toml_files(content)]
    for name, path in named:
        try:
            yield name, path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # it is not there, or the loading has named it


def _toml_files(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    """The TOML files in a folder and in the folders within it, by their path from it."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            yield from ((f"{path.name}/{name}", inside) for name, inside in _toml_files(path))
        elif path.name.endswith(".toml"):
            yield path.name, path


def _unread(content: Traversable) -> Iterator[Fault]:
    """TOML files in a place where nothing looks for them: what they say would be nowhere, and nobody told."""
    for name, _ in _toml_files(content):
        folder, _, file = name.rpartition("/")
        if not is_read(folder, file.removesuffix(".toml")):
            yield Fault(f"content/{name}", "", "is read by nothing", "move it into the folder of its kind")


def _membership_faults(folder: Path | None) -> list[Fault]:
    path = (folder or Path()) / "hq.toml"
    try:
        if is_there(path):
            read_struct(path, Membership)
    except Faulty as faulty:
        return faulty.faults
    return []
