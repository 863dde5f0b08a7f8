"""The check of a bulletin before it is signed: it is laid over the content as it is shipped, as a kiosk will lay it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from kiosk.catalogue.announcements import WIDTH
from kiosk.catalogue.assessment import DRAFT
from kiosk.catalogue.confirmed_facts import with_bureau
from kiosk.catalogue.content_files import CONTENT
from kiosk.catalogue.facts import BureauSource
from kiosk.catalogue.headquarters_statements import BureauFact, year_of
from kiosk.catalogue.load import load, read
from kiosk.catalogue.rules.fit import fact_fits, words_fit
from kiosk.catalogue.rules.spelling import misspelt
from kiosk.protocol.bulletin import FIRST, Bulletin, body_hash
from kiosk.storage.toml_file import Fault, Faulty, Location, build, closest
from kiosk.streams.record.bulletins.bodies import BODIES, Body, FactsBody, NoticeBody, YearBody, body_text, meaningless

_DAY = date(2024, 1, 1)


def checked_body(kind: str, tables: dict[str, Any], file: str) -> Body:
    """What tables of a file, as faults call it, say as a bulletin of a kind. Faulty with everything that is wrong."""
    if kind not in BODIES:
        do = closest(kind, BODIES, f"use one of {', '.join(BODIES)}")
        raise Faulty([Fault(file, "kind", f"there is no kind {kind}", do)])
    body = build(tables, BODIES[kind], file)
    faults = [Fault(file, key, "means nothing", "take it away") for key in meaningless(tables, body)]
    faults += [*_faults(body, file), *misspelt(file, msgspec.toml.encode(tables).decode())]
    if faults := faults or [*_laid(kind, body)]:
        raise Faulty(faults)
    return body


def _faults(body: Body, file: str) -> Iterator[Fault]:
    """What is wrong with the body alone."""
    match body:
        case YearBody():
            if body.assessment.get("source") == DRAFT:
                yield Fault(file, "source", "is a draft", "write `headquarters` once its plan is this year's own")
            try:
                year_of(1, body)
            except Faulty as faulty:
                yield from (msgspec.structs.replace(fault, file=file) for fault in faulty.faults)
        case FactsBody():
            yield from _facts(body, file)
        case NoticeBody(audience="visitors"):
            yield from words_fit(body.words, WIDTH, Location(file, "words"))


def _facts(body: FactsBody, file: str) -> Iterator[Fault]:
    """Facts that no content has, or not in that form; codes and words that no page has room for."""
    known = {named.name: named for named in load().facts()}
    for name, tables in body.fact.items():
        if (named := known.get(name)) is None:
            yield Fault(file, f"fact.{name}", "belongs to nothing", closest(name, known, "take it away"))
            continue
        try:
            stated = with_bureau(named, BureauFact(tables, BureauSource(1, body.day, body.source)))
        except Faulty as faulty:
            yield from (msgspec.structs.replace(fault, file=file) for fault in faulty.faults)
        else:
            fact = msgspec.convert(stated, type(named.fact))
            yield from fact_fits(msgspec.structs.replace(named, fact=fact), Location(file, name))


def _laid(kind: str, body: Body) -> Iterator[Fault]:
    """What the rules of content say when the bulletin lies over it."""
    text = body_text(body)
    alone = Bulletin(1, FIRST, kind, _DAY, None, body_hash(text), text)
    _, faults = read(None, None, CONTENT, bulletins=[alone])
    yield from faults
