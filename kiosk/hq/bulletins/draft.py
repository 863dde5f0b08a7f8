"""Drafts of bulletins: read from files, and checked as all content is, before anybody signs them."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kiosk.catalogue.bulletin_check import checked_body
from kiosk.catalogue.headquarters_statements import bulletin_file
from kiosk.protocol.bulletin import MAX_BODY, Bulletin, BulletinHead, body_hash
from kiosk.storage.toml_file import Fault, Faulty, parsed_toml, readable
from kiosk.storage.toml_lines import line_of
from kiosk.streams.record.bulletins.bodies import body_text
from kiosk.text.refusal import Refusal


@dataclass(frozen=True)
class Draft:
    """What is to be handed out: its kind, from which day it holds, to which offices (None: all), and its body."""

    kind: str
    starts: datetime.date
    offices: list[str] | None
    body: str

    def after(self, head: BulletinHead) -> Bulletin:
        """The bulletin that it becomes after that one, without a signature."""
        offices = None if self.offices is None else sorted(self.offices)
        told = self.kind, self.starts, offices, body_hash(self.body), self.body
        return Bulletin(head.number + 1, head.hash, *told)


def read_drafts(path: Path, starts: datetime.date, offices: list[str] | None) -> list[Draft]:
    """The draft in a file, or one of each TOML file of a folder by their names.

    Faulty with everything that is wrong in any of them; Refusal for a folder without one.
    """
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise Refusal("bulletin.no_file", path=path)
    drafts, faults = list[Draft](), list[Fault]()
    for file in files:
        try:
            drafts.append(draft_of(readable(file, str(file)), str(file), starts, offices))
        except Faulty as faulty:
            faults += faulty.faults
    if faults:
        raise Faulty(faults)
    return drafts


def draft_of(data: bytes, file: str, starts: datetime.date, offices: list[str] | None) -> Draft:
    """The draft that TOML states which faults call `file`. Faulty with everything that is wrong, each by its line."""
    text = data.decode("utf-8-sig", "replace")
    try:
        if "\ufffd" in text:
            line = text[: text.index("\ufffd")].count("\n") + 1
            raise Faulty([Fault(file, "", f"line {line} holds characters that were lost", "save the file as UTF-8")])
        return _checked(parsed_toml(data, file), file, starts, offices)
    except Faulty as faulty:
        own = (file, bulletin_file(1))  # as which the check lays it over the content
        raise Faulty([_placed(fault, file, text) if fault.file in own else fault for fault in faulty.faults]) from None


def _checked(tables: dict[str, Any], file: str, starts: datetime.date, offices: list[str] | None) -> Draft:
    kind = _kind(tables, file)
    text = body_text(checked_body(kind, {"assessment": tables} if kind == "year" else tables, file))
    if len(text.encode()) > MAX_BODY:
        raise Faulty([Fault(file, "", f"takes more than {MAX_BODY >> 10} KiB", "say it in several files")])
    return Draft(kind, starts, offices, text)


def _placed(fault: Fault, file: str, text: str) -> Fault:
    """A fault with the line in which its key stands; in a file a year's tables stand under no other."""
    key = fault.key.removeprefix("assessment.")
    return msgspec.structs.replace(fault, file=file, key=key, line=line_of(text, key))


def _kind(tables: dict[str, Any], file: str) -> str:
    """The kind that a file states, and does not say again in its body; the file of a year need not state it."""
    kind = tables.pop("kind", "year" if "fiscal_year" in tables else None)
    if not isinstance(kind, str):
        raise Faulty([Fault(file, "kind", "is missing", "add it")])
    return kind
