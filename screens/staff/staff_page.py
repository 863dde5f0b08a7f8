"""What a staff page is before it is opened: a name, the words on its key, and how it is made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, Phrases
from screens.page import Page

if TYPE_CHECKING:
    from kiosk.progress.follow_ups import FollowUps
    from screens.staff.content_watch import ContentWatch
    from screens.staff.ledger_watch import LedgerWatch


@dataclass(frozen=True)
class StaffContext:
    """Context: what staff pages are made of.

    `quits` is whether staff may end the program from the menu; `follow_ups` is there for pages that need the plan.
    """

    kiosk: Kiosk
    ledger_watch: "LedgerWatch"
    content_watch: "ContentWatch"
    quits: bool
    follow_ups: "FollowUps | None" = None

    @property
    def plan(self) -> "FollowUps":
        """The follow-ups, their record open."""
        assert self.follow_ups is not None
        return self.follow_ups


@dataclass(frozen=True)
class StaffPage:
    """A row of the table of staff pages.

    `words` and `short` are keys of phrases, in which {count} is how many facts wait for the office.
    """

    name: str
    words: str
    make: Callable[[StaffContext], Page]
    short: str = ""
    needs_plan: bool = False

    def names(self, say: Phrases, waiting: int) -> tuple[Bilingual, Bilingual]:
        """What stands on its key, and what stands there where that is too long."""
        return say(self.words, count=waiting), say(self.short or self.words, count=waiting)


def keyed(keys: Iterable[str], pages: list[StaffPage]) -> dict[str, StaffPage]:
    """Key assignment: each page by its key. ValueError if a page is left without one."""
    by_key = dict(zip(keys, pages, strict=False))
    if len(by_key) < len(pages):
        raise ValueError(f"no key leads to {pages[len(by_key)].name}")
    return by_key
