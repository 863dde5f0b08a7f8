"""News that goes up from a page to the app, in the past tense."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from kiosk.catalogue.services import Family, Service
from kiosk.machine import Kiosk

if TYPE_CHECKING:
    from kiosk.editing.unconfirmed import UnconfirmedFact
    from kiosk.progress.plan import Followed
    from kiosk.sync.status import SyncStatus


class LanguageSwitched(Message):
    """The other language is wanted."""


class LookSwitched(Message):
    """The next look is wanted: larger, or in the other palette."""


class LedgerOpened(Message):
    """The ledger can be read and written."""


class PageLeft(Message):
    """The page before this one is wanted."""


class HomeWanted(Message):
    """The visit is over."""


@dataclass
class FamilyChosen(Message):
    """The services of a family are wanted."""

    family: Family


@dataclass
class ServiceChosen(Message):
    """A service's page is wanted."""

    service: Service


@dataclass
class PageChosen(Message):
    """One of the pages that can be reached from everywhere is wanted, by name."""

    name: str


@dataclass
class OnlineChosen(Message):
    """The code of an online service is wanted, by name."""

    name: str


@dataclass
class NoticeChosen(Message):
    """A posted notice is wanted, by name."""

    name: str


@dataclass
class RespondentReported(Message):
    """A visitor says that they have answered, after a visit to this work group."""

    group: str


class PinAccepted(Message):
    """Staff have shown that they may come in."""


@dataclass
class StaffPageChosen(Message):
    """One of the pages that staff reach from the counts is wanted, by name."""

    name: str


class ProgramLeft(Message):
    """Staff want to leave the program."""


@dataclass
class FactChosen(Message):
    """A fact is to be confirmed by somebody in this role."""

    fact: "UnconfirmedFact"
    role: str


@dataclass
class MeasureChosen(Message):
    """A measure of the plan is to be followed up."""

    measure: "Followed"


@dataclass
class SyncRead(Message):
    """How the last sync stands now."""

    standing: "SyncStatus"


@dataclass
class KioskRenewed(Message):
    """Content or confirmed facts have changed: the kiosk as it is now."""

    kiosk: Kiosk
