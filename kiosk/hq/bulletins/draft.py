"""Drafts of bulletins: read from files, and checked as all content is, before anybody signs them."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.catalogue.bulletin_check import checked_body
from kiosk.protocol.bulletin import MAX_BODY, Bulletin, BulletinHead, body_hash
from kiosk.storage.toml_file import Fault, Faulty, read_toml
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
            drafts.append(_draft(file, starts, offices))
        except Faulty as faulty:
            faults += faulty.faults
    if faults:
        raise Faulty(faults)
    return drafts


def _draft(file: Path, starts: datetime.date, offices: list[str] | None) -> Draft:
    tables = read_toml(file, str(file))
    kind = _kind(tables, str(file))
    text = body_text(checked_body(kind, {"assessment": tables} if kind == "year" else tables, str(file)))
    if len(text.encode()) > MAX_BODY:
        raise Faulty([Fault(str(file), "", f"takes more than {MAX_BODY >> 10} KiB", "say it in several files")])
    return Draft(kind, starts, offices, text)


def _kind(tables: dict[str, Any], file: str) -> str:
    """The kind that a file states, and does not say again in its body; the file of a year need not state it."""
    kind = tables.pop("kind", "year" if "fiscal_year" in tables else None)
    if not isinstance(kind, str):
        raise Faulty([Fault(file, "kind", "is missing", "add it")])
    return kind
