"""What `kiosk check` looks at: every rule for content and settings, and what the office has still to confirm."""

import datetime
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kiosk.catalogue.content_files import CONTENT, is_read
from kiosk.catalogue.load import read
from kiosk.catalogue.own_quotas import OwnQuota, own_quotas
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules import AT_CHECK, OF_THE_WHOLE
from kiosk.catalogue.rules.content import unpublished
from kiosk.catalogue.rules.spelling import misspelt
from kiosk.catalogue.staleness import is_stale
from kiosk.health.file_faults import file_faults
from kiosk.progress.disclosure import FINDINGS
from kiosk.storage.folders import BEFORE_UPGRADE, LAST_GOOD
from kiosk.storage.toml_file import Fault
from kiosk.storage.toml_lines import line_of
from kiosk.streams.record.files import ANNOUNCEMENTS, FACTS, RECORD, ROSTER
from kiosk.text.languages import OFFICIAL, Language
from kiosk.text.sentences import COMMANDS, sentence
from kiosk.text.translation import untranslated

_MARKS = ("ledger.toml", Path(RECORD).with_suffix(".toml").name)
_FILES = (FACTS, ROSTER, ANNOUNCEMENTS, FINDINGS, "hq.toml", "pin.toml", "backup.toml", "users.toml", *_MARKS)
"""The TOML files of a data folder, also of headquarters'."""

_FOLDERS = ("ita", LAST_GOOD, BEFORE_UPGRADE, "practice", "exports")


class FactId(Struct, frozen=True):
    """A fact by its name."""

    id: str
    field: str


class Untranslated(Struct, frozen=True):
    """English words that a further language lacks, so that its partner's stand in for them."""

    language: Language
    words: str


class CheckReport(Struct, frozen=True, omit_defaults=True):
    """What is wrong, what the office has not confirmed, what it confirmed long ago, how many services are described.

    Also what has no key because nothing is known of it, what is not translated, where there are further languages at
    all, minima that are the office's own, and fiscal years (B.E.) that nobody has signed.
    """

    errors: list[Fault]
    awaiting: list[FactId]
    stale: list[FactId]
    services: int
    unpublished: list[str] = []
    untranslated: list[Untranslated] = []
    own_quotas: list[OwnQuota] = []
    unsigned_years: list[int] = []


def check(
    today: datetime.date, office_file: Path | None = None, folder: Path | None = None, content: Traversable = CONTENT
) -> CheckReport:
    """Everything at once, of all that could be read."""
    parts, faults = read(office_file, folder, content, today=today)
    texts = [*_texts(content, office_file, folder), (parts.facts_file, msgspec.toml.encode(parts.confirmed).decode())]
    errors = [
        *faults,
        *parts.each(AT_CHECK),
        *([] if faults else parts.each(OF_THE_WHOLE)),
        *(fault for file, text in texts for fault in misspelt(file, text)),
        *_unread(content),
        *(file_faults(folder) if folder else ()),
        *(_stray(folder, office_file) if folder else ()),
    ]
    own = {file: text for file, text in texts if not file.startswith("content/")}
    return CheckReport(
        errors=[replace(fault, line=line_of(own.get(fault.file, ""), fault.key)) for fault in errors],
        awaiting=[FactId(named.owner, named.field) for named in parts.current_facts(today) if named.fact.awaits_office],
        stale=[*parts.each([lambda parts: _stale(parts, today)])],
        services=len(parts.read["services"]),
        unpublished=[*parts.each([unpublished])],
        unsigned_years=[year.year for year in parts.read.get("assessments") or [] if year.is_expected],
        own_quotas=own_quotas(office_file, folder, content),
        untranslated=[
            Untranslated(language, text)
            for language in parts.languages
            if language not in OFFICIAL
            for text in untranslated(parts.read, language)
        ],
    )


def _stale(parts: Parts, today: datetime.date) -> Iterator[FactId]:
    """The facts that the office should look at again."""
    yield from (
        FactId(named.owner, named.field) for named in parts.current_facts(today) if is_stale(named, parts.laws, today)
    )


def in_words(checked: CheckReport, language: Language) -> str:
    """The findings line by line in a language, errors first, and their numbers last."""

    def told(key: str, **values: object) -> str:
        return sentence(COMMANDS, f"check.{key}", **values).of(language)

    awaiting, stale = ([f"{fact.id}.{fact.field}" for fact in facts] for facts in (checked.awaiting, checked.stale))
    missing_words = [f"{missing.language}: {missing.words}" for missing in checked.untranslated]
    lists = {"stale": stale, "awaiting": awaiting, "unpublished": checked.unpublished}
    lists |= {"own_quotas": [own.words.of(language) for own in checked.own_quotas]}
    lists |= {"untranslated": missing_words}
    lines = [fault.words.of(language) for fault in checked.errors]
    for key, listed in lists.items():
        lines += [told(key), *(f"  {each}" for each in listed)] if listed else []
    lines += [told("unsigned", year=str(year)) for year in checked.unsigned_years]
    numbers = told(
        "numbers", services=checked.services, errors=len(checked.errors), awaiting=len(awaiting), stale=len(stale)
    )
    return "\n".join(
        [*lines, numbers + (told("not_translated", count=len(missing_words)) if missing_words else "") + "."]
    )


def _texts(content: Traversable, office_file: Path | None, folder: Path | None) -> Iterator[tuple[str, str]]:
    """Every file of words that could be read, by the name that faults give it."""
    own = [office_file]
    own += [folder / ANNOUNCEMENTS, *folder.glob("ita/*.toml")] if folder else []
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


def _stray(folder: Path, office_file: Path | None) -> Iterator[Fault]:
    """TOML files of a data folder that nothing reads there, such as a year that does not lie in ita/."""
    known = [folder / name for name in _FILES] + ([office_file.absolute()] if office_file else [])
    inside = [path for path in folder.glob("*/*.toml") if path.parent.name not in _FOLDERS]
    for path in sorted([*folder.glob("*.toml"), *inside]):
        if path not in known and path.absolute() not in known:
            do = f"move it to where it belongs: a year into {folder / 'ita'}"
            yield Fault(str(path), "", "is read by nothing", do)
