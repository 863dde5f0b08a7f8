"""The band on staff pages: mode, page, deadline; and whether the last sync has arrived, in a clerk's words."""

from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.sync.status import SyncStatus
from kiosk.sync.status_words import sync_words
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import fiscal_year, full_date, medium_date, short_date
from screens.messages import SyncWanted
from screens.widgets.header import Ends, Header
from screens.widgets.text_layout import fitting, shortened

_CLOCK = 18
"""Cells of the clock and what is left free before it."""


class StaffHeader(Header):
    """As the public band, with what staff need to know at a glance."""

    def __init__(
        self, kiosk: Kiosk, title: Bilingual, short: Bilingual | None = None, about: Bilingual | None = None
    ) -> None:
        """`short` is the title on a small terminal; `about` stands where the deadline would."""
        super().__init__(kiosk)
        self.title = title
        self.short = short or title
        self.about = about
        self.standing: SyncStatus | None = None
        self.role: Bilingual | None = None

    def on_mount(self) -> None:
        self.post_message(SyncWanted())

    def show(self, standing: SyncStatus) -> None:
        """Say how the last sync stands."""
        if standing != self.standing:
            self.standing = standing
            self.refresh()

    def show_role(self, role: Bilingual | None) -> None:
        """Say in which role the next line would be written without asking."""
        if role != self.role:
            self.role = role
            self.refresh()

    def three_lines(self) -> list[Ends]:
        say, day = self.kiosk.catalogue.phrases, full_date(self.kiosk.today)
        mode = say("staff.mode")
        return [
            (
                self.bright(mode) + Content("   ") + self.pale(self.second(mode)) + Content("  ") + self.mark,
                Content.styled(self.first(day), "$on-band"),
            ),
            (self.bright(self.title) + Content("   ") + self._writing, self.pale(self.second(day))),
            (self.pale(self.first(self.about or deadline_words(self.kiosk))) + self._expected, self._both),
        ]

    def four_lines(self, width: int) -> list[Ends]:
        """The mark of an expected year stands on the last line that has room for it beside the clock."""
        room, none, day = width - _CLOCK, Content(""), medium_date(self.kiosk.today)
        about = self.about or deadline_words(self.kiosk, short=True)
        lefts = [
            fitting([self.bright(self.title), self._writing], room),
            Content.styled(self.first(day), "$on-band") + Content("  ") + self.mark,
            self.pale(shortened(self.first(about), room)),
        ]
        places = [at for at, left in enumerate(lefts) if left.cell_length + self._expected.cell_length <= room]
        for at in places[-1:]:
            lefts[at] += self._expected
        return [*((left, none) for left in lefts), (self._both, none)]

    def two_lines(self, width: int) -> list[Ends]:
        about = self.about or deadline_words(self.kiosk, short=True)
        mark = (self.mark or self.pale(self.first(medium_date(self.kiosk.today)))) + self._expected
        return [
            (self.bright(self.short), Content.styled(self.first(about), "$on-band")),
            (mark, self._wrong or self._root(width - mark.cell_length - 4) or self._sync),
        ]

    @property
    def _expected(self) -> Content:
        """That nobody has signed the fiscal year, so that its dates and minima are expected."""
        if not self.kiosk.assessment.is_expected:
            return Content("")
        return Content.styled("  " + self.first(self.kiosk.catalogue.phrases("year.expected")), "bold $on-band")

    @property
    def _writing(self) -> Content:
        """Who writes; nothing while nobody has said it."""
        if self.role is None:
            return Content("")
        words = self.kiosk.catalogue.phrases("record.writes_as", role=self.role)
        return Content.styled("◆ " + self.first(words), "$on-band")

    @property
    def _sync(self) -> Content:
        return Content.styled(self.first(sync_words(self.standing, self.kiosk)), "$on-band")

    @property
    def _wrong(self) -> Content:
        """The worst of what is wrong with the ledger, the clock or the tally; nothing on a day when all is right."""
        standing, say = self.standing, self.kiosk.catalogue.phrases
        if standing is None:
            return Content("")
        if standing.ledger == "lost":
            words = say("sync.ledger-lost")
        elif standing.clock_behind is not None:
            words = say("sync.clock-behind", day=short_date(standing.clock_behind))
        elif standing.tally != "right":
            words = say(f"sync.tally-{standing.tally}")
        else:
            return Content("")
        return Content.styled(self.first(words), "bold $on-band")

    @property
    def _both(self) -> Content:
        """The last sync and what is wrong; where there is no room for both, what is wrong alone."""
        wrong = Content("  ") + self._wrong if self._wrong else Content("")
        both = (self._root(self.content_size.width - wrong.cell_length - 4) or self._sync) + wrong
        return both if not wrong or both.cell_length <= self.content_size.width - 4 else self._wrong

    def _root(self, room: int) -> Content:
        """What is wrong with headquarters' daily root, shorter where there is no room; nothing if it is in order."""
        if self.standing is None or self.standing.root is None or self.standing.root.fault is None:
            return Content("")
        say = self.kiosk.catalogue.phrases
        words = [self.standing.root.words(say), say("sync.root-short")]
        forms = [Content.styled(self.first(each), "bold $on-band") for each in words]
        return forms[0] if forms[0].cell_length <= room else forms[1]


def deadline_words(kiosk: Kiosk, *, short: bool = False) -> Bilingual:
    """Where today stands in the window; at length with both end dates that the document prints."""
    say, window = kiosk.catalogue.phrases, kiosk.assessment.eit
    dated = short_date if short else medium_date
    ends = {"deadline": dated(window.deadline), "outer": dated(window.outer)}
    match window.phase(kiosk.today):
        case "before":
            return say("staff.before", start=medium_date(window.start), deadline=medium_date(window.deadline))
        case "late":
            return say("staff.late", **ends)
        case "after":
            year = fiscal_year(kiosk.assessment.year)
            return say("staff.after_short" if short else "staff.after", year=year, outer=ends["outer"])
    left = kiosk.assessment.open_days.count(kiosk.today, window.deadline)
    if short:
        return say("staff.deadline_short", days=left, **ends)
    return say("staff.deadline", days=left, **{**ends, "outer": short_date(window.outer)})
