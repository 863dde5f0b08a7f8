"""What the office has written for its pages, as its record says now: facts, the roster, announcements, its years.

Files of the first edition that are not taken into the record yet lie over it.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kiosk.catalogue.announcements import Announcements
from kiosk.catalogue.confirmed_facts import ConfirmedTables
from kiosk.catalogue.facts import Confirmed
from kiosk.catalogue.roster import WEEKDAYS, Roster
from kiosk.catalogue.signed_year import SignedYear
from kiosk.storage.private_file import is_there, read_struct
from kiosk.storage.toml_file import Faulty, build, merged, read_toml
from kiosk.streams.record.files import ANNOUNCEMENTS, FACTS, RECORD, ROSTER
from kiosk.streams.record.statements import Statement, statements

SIGNED = "/signed"
"""What a line about the signature of a year ends in."""


class OfficeStatements(NamedTuple):
    """Facts, roster, announcements, hosts, the file of the facts, as faults call it, and the years that are signed."""

    facts: ConfirmedTables
    roster: Roster
    announcements: Announcements
    hosts: list[str]
    file: str
    years: Mapping[int, tuple[SignedYear, Confirmed]] = MappingProxyType({})


def office_statements(folder: Path, today: date = date.min) -> OfficeStatements:
    """What the record of a data folder says now, of single days of the roster those from `today` on.

    Faulty if it, or a file that lies over it, is not right.
    """
    kinds = ("fact", "roster", "announcement", "host", "year")
    by_kind = statements(folder, kinds, first={"roster": today.isoformat()})
    facts, roster = confirmed_facts(by_kind["fact"]), _roster(by_kind["roster"], str(folder / RECORD))
    earlier, file = folder / FACTS, folder / RECORD
    if is_there(earlier):
        facts = merged(facts, build(read_toml(earlier, str(earlier)), ConfirmedTables, str(earlier)))
        file = earlier
    if is_there(folder / ROSTER):
        over = read_struct(folder / ROSTER, Roster)
        days = {day: words for day, words in over.day.items() if day >= today}
        roster = Roster({**roster.weekday, **over.weekday}, {**roster.day, **days})
    announcements = _announcements(by_kind["announcement"], str(folder / RECORD))
    if is_there(folder / ANNOUNCEMENTS):
        announcements = read_struct(folder / ANNOUNCEMENTS, Announcements)
    years = _years(by_kind["year"], str(folder / RECORD))
    return OfficeStatements(facts, roster, announcements, list(by_kind["host"]), str(file), years)


def confirmed_facts(statements: Mapping[str, Statement]) -> ConfirmedTables:
    """The facts that the office has confirmed, of what its record says now of each by its name, ID.FIELD."""
    facts: ConfirmedTables = {}
    for name, statement in statements.items():
        owner, _, field = name.rpartition(".")
        facts.setdefault(owner, {})[field] = _tables(statement)
    return facts


def _tables(statement: Statement) -> dict[str, Any]:
    """A fact's tables; the day and role of its line are those of the confirmation, unless it says that it is none.

    It may say over which of headquarters' bulletins. It speaks for the office alone: neither for a law nor for the
    Bureau, which whoever has a kiosk's key could write down too.
    """
    stated = dict(statement.value)  # type: ignore[call-overload]
    tables, confirmed = (
        {key: stated[key] for key in ("value", "source") if key in stated},
        stated.get("confirmed", True),
    )
    if not confirmed:
        return tables
    over = confirmed if isinstance(confirmed, dict) else {}
    return {**tables, "confirmed": {**over, "on": statement.day, "role": statement.role}}


def _years(statements: Mapping[str, Statement], file: str) -> dict[int, tuple[SignedYear, Confirmed]]:
    """The years that are signed, with day and role.

    Answers that nobody has signed yet are none, nor are those that are no answers: staff are asked to sign then.
    """
    years = {}
    for name, each in statements.items():
        with suppress(Faulty):
            if name.endswith(SIGNED):
                signed = build(each.value, SignedYear, file)
                confirmed = {"on": each.day, "role": each.role, "bulletin": signed.bulletin}
                years[int(name[:4])] = signed, build(confirmed, Confirmed, file)
    return years


def _roster(statements: Mapping[str, Statement], file: str) -> Roster:
    tables: dict[str, dict[str, object]] = {"weekday": {}, "day": {}}
    for name, statement in statements.items():
        tables["weekday" if name in WEEKDAYS else "day"][name] = statement.value
    return build(tables, Roster, file)


def _announcements(statements: Mapping[str, Statement], file: str) -> Announcements:
    return build({"announcement": [statements[first].value for first in sorted(statements)]}, Announcements, file)
