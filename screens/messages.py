"""News that goes up from a page to the app, in the past tense."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.message import Message

from kiosk.catalogue.notices import Notice
from kiosk.catalogue.services import Family, Service
from kiosk.machine.kiosk import Kiosk

if TYPE_CHECKING:
    from kiosk.editing.office_facts import OfficeFact
    from kiosk.progress.plan import FollowUp, MeasureStatus
    from kiosk.sync.status import SyncStatus


class LanguageSwitched(Message):
    """The other language is wanted."""


class LedgerOpened(Message):
    """The ledger can be read and written."""


class PageLeft(Message):
    """The page before this one is wanted."""


class FirstPageWanted(Message):
    """The first page is wanted, in the midst of a visit."""


class HomeWanted(Message):
    """The visit is over."""


@dataclass(repr=False, eq=False)
class PinAccepted(Message):
    """Staff have shown that they may come in; before it there were so many wrong tries, the first on that day."""

    wrong: int = 0
    since: date | None = None


@dataclass(repr=False, eq=False)
class PinRefused(Message):
    """A wrong PIN was tried, the so manieth of the day."""

    tries: int


class ProgramLeft(Message):
    """Staff want to leave the program."""


@dataclass(repr=False, eq=False)
class KioskRenewed(Message):
    """Content or confirmed facts have changed: the kiosk as it is now."""

    kiosk: Kiosk


class Routed(Message):
    """A message that the app dispatches by its routing table: to the part that has put a route for it there."""


class LookSwitched(Routed):
    """The next look is wanted: larger letters, or the other palette."""


@dataclass(repr=False, eq=False)
class FamilyChosen(Routed):
    """The services of a family are wanted."""

    family: Family


@dataclass(repr=False, eq=False)
class ServiceChosen(Routed):
    """A service's page is wanted."""

    service: Service


@dataclass(repr=False, eq=False)
class DatesWanted(Routed):
    """The dates of a service that has a filing rule are to be worked out."""

    service: Service


@dataclass(repr=False, eq=False)
class PageChosen(Routed):
    """One of the pages that can be reached from everywhere is wanted, by name."""

    name: str


class OfficerWanted(Routed):
    """An officer is wanted."""


class CallAnswered(Routed):
    """Somebody of the staff is coming to the visitor who calls."""


@dataclass(repr=False, eq=False)
class OnlineChosen(Routed):
    """The code of an online service is wanted, by name."""

    name: str


@dataclass(repr=False, eq=False)
class NoticeChosen(Routed):
    """A posted notice is wanted, or one of the pages beside the notices, by name."""

    topic: Notice | str


@dataclass(repr=False, eq=False)
class RespondentReported(Routed):
    """A visitor says that they have answered, after a visit to this work group; None for one whom they cannot name."""

    group: str | None


@dataclass(repr=False, eq=False)
class StaffPageChosen(Routed):
    """A page of the table of staff pages is wanted, by name."""

    name: str


@dataclass(repr=False, eq=False)
class FactChosen(Routed):
    """A fact is to be confirmed by somebody in this role."""

    fact: "OfficeFact"
    role: str


@dataclass(repr=False, eq=False)
class ItemListWanted(Routed):
    """The list that a fact says is to be edited; `take` gets it as it is then."""

    fact: "OfficeFact"
    take: Callable[[Any], None]


@dataclass(repr=False, eq=False)
class SignOffWanted(Routed):
    """Facts are to be confirmed page by page by somebody in this role."""

    role: str


@dataclass(repr=False, eq=False)
class MeasureChosen(Routed):
    """A measure of the plan is to be followed up, or a follow-up of it to be written in the place of another."""

    measure: "MeasureStatus"
    correcting: "FollowUp | None" = None


@dataclass(repr=False, eq=False)
class MeasurePartChosen(Routed):
    """A page behind a measure is wanted: `outputs`, `history` or `sheets`."""

    measure: "MeasureStatus"
    part: str


@dataclass(repr=False, eq=False)
class RoleWanted(Routed):
    """Something is to be written into the record: `write` gets the role of who does."""

    write: Callable[[str], object]


@dataclass(repr=False, eq=False)
class RoleChosen(Routed):
    """Somebody has said in which role they write; `write` waits for it."""

    role: str
    write: Callable[[str], object]


@dataclass(repr=False, eq=False)
class SeveralRecorded(Routed):
    """The count of a work group on a day was changed by so many at once."""

    group: str
    day: date
    change: int


@dataclass(repr=False, eq=False)
class SyncRead(Routed):
    """How the last sync stands now."""

    standing: "SyncStatus"


class SyncWanted(Routed):
    """A staff page has opened, and its band is to say how the last sync stands."""
