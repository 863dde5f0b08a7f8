"""Labels, words, steps and QR codes fit where they are drawn."""

from collections.abc import Iterator

from kiosk.catalogue.address import Address
from kiosk.catalogue.announcements import WIDTH
from kiosk.catalogue.facts import Statement, Step, Steps
from kiosk.catalogue.named_facts import NamedFact
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, Location
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.languages import OFFICIAL

WIDTHS = {
    "home tile": 24,  # two tiles beside each other on 63 columns, or three on 96
    "narrow home tile": 17,  # two tiles beside each other on 49 columns
    "family list": 29,  # two columns on 80
    "answer": 21,  # three columns on 96
    "narrow answer": 16,  # two columns on 49
    "narrow list": 16,  # two columns on 49, or beside the code on 137
    "topic": 14,  # three columns beside the No Gift Policy on 137
    "group key": 32,  # two columns on 80
    "calendar row": 26,  # beside the bars on 80
    "calendar phase": 10,  # before the rows on 137
    "band": 41,  # beside the clock on 63
}
"""Cells that a label has on the smallest screen that draws it there, after margins, padding and the key's badge."""

CODE = (37, 19)
"""Columns and rows that a code has at most: 24 rows less band and keys, on the first page and on its own."""


SERVICE_WORDS, BOARD_WORDS = 240, 76
"""Cells of a statement of a service, of which a page shows three, and of the hours or the telephone of the office."""

STEPS = (51, 13)
"""Columns and rows for the steps of a service with who does each: half of 137 x 28 less margins and heading."""

Label = tuple[str, Location, Bilingual]
"""One of WIDTHS, the place where the label is written, and its words."""


def labels_fit(parts: Parts) -> Iterator[Fault]:
    """No label is cut."""
    from rich.cells import cell_len  # 7 ms that only a check takes

    for kind, at, words in parts.each([_of_the_office, _of_lists, _of_notices, _of_years]):
        for language in (*OFFICIAL, *words.further):
            cells, room = cell_len(words.of(language)), WIDTHS[kind]
            if cells > room:
                what = f"takes {cells} cells, and a {kind} has {room}"
                yield Fault(at.file, f"{at.key}.{language}", what, "shorten it")


def facts_fit(parts: Parts) -> Iterator[Fault]:
    """No QR code is larger than its place, and no words are longer."""
    for named in parts.facts:
        yield from fact_fits(named, parts.where_fact(named))


def fact_fits(named: NamedFact, at: Location) -> Iterator[Fault]:
    """One fact fits: an address as a code, a statement as words. Pages of a notice are turned, and hold any."""
    value = Location(at.file, f"{at.key}.value")
    match named.fact:
        case Address(figure=str(url)):
            yield from code_fits(url, at)
        case Statement(figure=Bilingual() as words) if len(named.path) == 1:
            if named.owner != "office":
                yield from words_fit(words, SERVICE_WORDS, value)
            elif named.field in ("hours", "phone"):
                yield from words_fit(words, BOARD_WORDS, value)


def steps_fit(parts: Parts) -> Iterator[Fault]:
    """All steps of a service stand on one page, with who does each and where."""
    from kiosk.text.thai import wrap

    width, rows = STEPS
    for named in parts.facts:
        steps = named.fact.figure or [] if isinstance(named.fact, Steps) else []
        blocks = [words for step in steps for words in _step_words(step, parts)]
        for language in parts.languages:
            lines = sum(len(wrap(words.of(language), width)) for words in blocks)
            if lines > rows:
                what = f"takes {lines} lines in {language}, and {rows} are there"
                yield Fault(*parts.where_fact(named), what, "put steps together, or say them shorter")


def announcements_fit(parts: Parts) -> Iterator[Fault]:
    """No announcement is longer than its line, and no two stand on one day."""
    for announcement in parts.announcements.announcement:
        at = Location(RECORD, f"announcement/{announcement.first}")
        yield from words_fit(announcement, WIDTH, Location(RECORD, f"{at.key}.value"))
        if parts.announcements.together_with(announcement):
            what = "stands on one day with another"
            yield Fault(*at, what, "take one away, or put both into one")


def _step_words(step: Step, parts: Parts) -> list[Bilingual]:
    """A step, and who does it where, as far as that is known."""
    who = [parts.roles.get(step.role), parts.places.get(step.place or "")]
    known = [words for words in who if words is not None]
    return [step, joined(known, " · ")] if known else [step]


def code_fits(url: str, at: Location) -> Iterator[Fault]:
    """The code of an address is no larger than its place."""
    from kiosk.text import qr  # 50 ms that only a check and a new address take

    columns, rows = qr.size(url)
    if columns > CODE[0] or rows > CODE[1]:
        what = f"its QR code takes {columns} x {rows} cells, and {CODE[0]} x {CODE[1]} are there"
        yield Fault(*at, what, "give a shorter address")


def words_fit(words: Bilingual, room: int, at: Location) -> Iterator[Fault]:
    """Words take at most so many cells, in every language."""
    from rich.cells import cell_len

    for language in (*OFFICIAL, *words.further):
        if (cells := cell_len(words.of(language))) > room:
            yield Fault(at.file, f"{at.key}.{language}", f"takes {cells} cells of {room}", "say it shorter")


def _of_the_office(parts: Parts) -> Iterator[Label]:
    yield "band", parts.where("office", "name"), parts.office.name


def _of_lists(parts: Parts) -> Iterator[Label]:
    for family in parts.families:
        yield "home tile", parts.where("families", "family", family.id, "title"), family.title
        yield "home tile", parts.where("families", "family", family.id, "needs"), family.needs
        short = _first_of(family, "short_title", "title")
        yield "narrow home tile", parts.where("families", "family", family.id, short), getattr(family, short)
    for service in parts.services.values():
        yield "family list", parts.where(service.id, "short_title"), service.short_title
        narrow = _first_of(service, "narrow_title", "short_title")
        yield "narrow list", parts.where(service.id, narrow), getattr(service, narrow)
    for name, question in parts.finder.question.items():
        for answer in question.answer:
            at = parts.where("finder", f"question.{name}")
            yield "answer", at, answer
            yield "narrow answer", at, answer.short or answer
    for name, online in parts.channels.online.items():
        narrow = _first_of(online, "narrow_title", "title")
        yield "narrow list", parts.where("channels", "online", name, narrow), getattr(online, narrow)


def _first_of(named: object, *names: str) -> str:
    """The first of these names that it has."""
    return next(name for name in names if getattr(named, name) is not None)


def _of_notices(parts: Parts) -> Iterator[Label]:
    for notice in parts.notices:
        yield "topic", parts.where(notice.id, "short_title"), notice.short_title


def _of_years(parts: Parts) -> Iterator[Label]:
    for year in parts.assessments:
        for group in year.work_groups:
            yield "group key", parts.where(year.id, "work_group", group.id, "short_title"), group.short_title
        for row in year.calendar:
            yield "calendar row", parts.where(year.id, "calendar", row.id, "short_title"), row.short_title
        for phase in year.phases:
            yield "calendar phase", parts.where(year.id, "phase", phase.id, "short_title"), phase.short_title


FIT: list[Rule] = [labels_fit, facts_fit, steps_fit, announcements_fit]
