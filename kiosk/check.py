"""What `kiosk check` looks at: every rule for content and settings, and what the office has still to confirm."""

import datetime
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import tomli
from msgspec import Struct

from kiosk.catalogue.load import CONTENT, FACTS, Loading
from kiosk.catalogue.rules import broken
from kiosk.catalogue.rules.fit import LABELS
from kiosk.catalogue.rules.phrases import PHRASES, said_in
from kiosk.catalogue.rules.rule import NamedFact, Rule
from kiosk.catalogue.rules.spelling import TEXTS
from kiosk.catalogue.rules.translations import translations_belong_to_words
from kiosk.storage.private_file import is_there, read_struct
from kiosk.storage.toml_file import Fault, Faulty, closest
from kiosk.sync.membership import Membership
from kiosk.text.languages import COMMAND_LINE, OFFICIAL, Language
from kiosk.text.translation import untranslated, words_in


class Named(Struct, frozen=True):
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
    awaiting: list[Named]
    stale: list[Named]
    services: int
    untranslated: list[Untranslated] = []


def check(
    today: datetime.date, office_file: Path | None = None, folder: Path | None = None, content: Traversable = CONTENT
) -> Checked:
    """Everything at once, of all that could be read."""
    loading = Loading(office_file, folder, content)
    texts = dict(_texts(content, office_file, folder))
    parts = {
        **loading.parts,
        "texts": texts,
        "tables": dict(_tables(texts)),
        "said": said_in({name: text for name, text in texts.items() if name.endswith(".py")}),
    }
    if not loading.faults:
        parts |= {"confirmed": loading.facts, "facts_file": str((folder or Path()) / FACTS)}
        parts["english"] = [words.of(COMMAND_LINE) for words in words_in(loading.parts)]
    facts: list[NamedFact] = parts["facts"]
    return Checked(
        errors=[*loading.faults, *broken(parts, RULES), *_membership_faults(folder)],
        awaiting=[Named(owner, field) for owner, field, fact in facts if fact.confirmed is None],
        stale=[Named(owner, field) for owner, field, fact in facts if fact.is_stale(today)],
        services=len(parts.get("services", {})),
        untranslated=[
            Untranslated(language, text)
            for language in parts["languages"]
            if language not in OFFICIAL
            for text in untranslated(loading.parts, language)
        ],
    )


def in_words(checked: Checked) -> str:
    """The findings line by line, errors first, and their numbers last."""
    lines = [str(fault) for fault in checked.errors]
    for title, facts in (("Confirmed long ago", checked.stale), ("Awaiting confirmation", checked.awaiting)):
        if facts:
            lines += [f"{title}:", *(f"  {one.id}.{one.field}" for one in facts)]
    numbers = f"{len(checked.errors)} errors, {len(checked.awaiting)} awaiting, {len(checked.stale)} stale"
    if checked.untranslated:
        lines += ["Not translated:", *(f"  {missing.language}: {missing.words}" for missing in checked.untranslated)]
        numbers += f", {len(checked.untranslated)} not translated"
    return "\n".join([*lines, f"{checked.services} services: {numbers}."])


def confirmed_facts_are_known(
    confirmed: dict[str, dict[str, Any]], facts: list[NamedFact], facts_file: str
) -> Iterator[Fault]:
    """What the office has confirmed still belongs to something."""
    names = [f"{owner}.{field}" for owner, field, _ in facts]
    for name in (f"{owner}.{field}" for owner, fields in confirmed.items() for field in fields):
        if name not in names:
            yield Fault(facts_file, name, "belongs to nothing", closest(name, names, "take it away"))


RULES: list[Rule] = [*LABELS, *TEXTS, *PHRASES, confirmed_facts_are_known, translations_belong_to_words]


def _texts(content: Traversable, office_file: Path | None, folder: Path | None) -> Iterator[tuple[str, str]]:
    """Every file of words and every source file that could be read, by the name that faults give it."""
    own = [office_file, folder and folder / FACTS, *(folder.glob("ita/*.toml") if folder else ())]
    named: list[tuple[str, Traversable]] = [(str(path), path) for path in own if path is not None]
    named += [(f"content/{name}", path) for name, path in _under(content, ".toml")]
    for package in ("kiosk", "screens"):
        named += [(f"{package}/{name}", path) for name, path in _under(_package(package), ".py")]
    for name, path in named:
        try:
            yield name, path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # it is not there, or the loading has named it


def _tables(texts: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for name, text in texts.items():
        if name.endswith(".toml"):
            try:
                yield name, tomli.loads(text)
            except tomli.TOMLDecodeError:
                continue  # the loading has named it


def _under(folder: Traversable, ending: str) -> Iterator[tuple[str, Traversable]]:
    """The files of that ending in a folder and in the folders within it, by their path from it."""
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.is_dir():
            yield from ((f"{path.name}/{name}", inside) for name, inside in _under(path, ending))
        elif path.name.endswith(ending):
            yield path.name, path


def _package(name: str) -> Path:
    """The folder of a package, which is not imported for it: the kiosk knows nothing of the screens."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


def _membership_faults(folder: Path | None) -> list[Fault]:
    path = (folder or Path()) / "hq.toml"
    try:
        if is_there(path):
            read_struct(path, Membership)
    except Faulty as faulty:
        return faulty.faults
    return []
