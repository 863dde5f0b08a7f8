"""The navigation map of staff."""

from dataclasses import replace
from itertools import cycle

from kiosk.editing.unconfirmed import unconfirmed
from kiosk.machine.kiosk import Kiosk
from kiosk.text.sentences import HEALTH, sentence
from screens.apps.staff_pages import MENU_PAGES
from screens.staff.announcements import AnnouncementsScreen
from screens.staff.bulletins import BulletinsScreen
from screens.staff.calendar import CalendarScreen
from screens.staff.chart import ChartScreen
from screens.staff.counts import CountsScreen
from screens.staff.days import DaysScreen
from screens.staff.disclosure import DisclosureScreen
from screens.staff.earlier_years import EarlierYearsScreen
from screens.staff.export import ExportScreen
from screens.staff.fact import FactScreen
from screens.staff.facts import FactsScreen
from screens.staff.facts_sheet import FactsSheetScreen
from screens.staff.follow_ups import FollowUpsScreen
from screens.staff.health import HealthScreen
from screens.staff.itap import ItapScreen
from screens.staff.item_list import ItemListScreen
from screens.staff.measure import MeasureScreen
from screens.staff.menu import KEYS as MENU_KEYS
from screens.staff.menu import MenuScreen
from screens.staff.notes import NotesScreen
from screens.staff.outputs import OutputsScreen
from screens.staff.pin import PinScreen
from screens.staff.plan import PlanScreen
from screens.staff.record import RecordScreen
from screens.staff.role import RoleScreen
from screens.staff.roster import RosterScreen
from screens.staff.roster_month import RosterMonthScreen
from screens.staff.several import SeveralScreen
from screens.staff.sheets import SheetsScreen
from screens.staff.sign_off import SignOffScreen
from screens.staff.year import YearScreen
from tests.support.navigation_map import Place

PIN = "246810"


class StaffMap:
    """From the counts, whether behind the PIN or on the clerk's own terminal."""

    def __init__(self, kiosk: Kiosk) -> None:
        self.kiosk, self.say = kiosk, kiosk.catalogue.phrases

    def pad(self) -> Place:
        """The PIN pad and what is behind it; the lock leads home."""
        say = self.say
        return Place(
            PinScreen, ("f12",), (say("pin.title"), say("pin.ok")), (self.counts((*PIN, "enter")),), typing=True
        )

    def counts(self, keys: tuple[str, ...] = ()) -> Place:
        """The counts and every page behind them."""
        say = self.say
        groups = [group.short_title for group in self.kiosk.assessment.work_groups]
        several = Place(SeveralScreen, ("+",), (say("several.ask_group"), say("several.back_title")))
        links = (several, self._itap(), self._plan(), self._calendar(), self._menu())
        return Place(CountsScreen, keys, (say("staff.total"), *groups), links, home=True)

    def _itap(self) -> Place:
        say = self.say
        typed = Place(ItapScreen, ("1",), (say("itap.type"),), typing=True)
        return Place(ItapScreen, ("5",), (say("itap.choose"), say("itap.iit")), (typed,))

    def _plan(self) -> Place:
        say = self.say
        form = Place(MeasureScreen, ("1",), (say("plan.field_evidence"),), back="escape", typing=True)
        history = Place(FollowUpsScreen, ("4",), (say("record.none"),))
        measure = Place(MeasureScreen, ("1",), (say("plan.follow_up"), say("plan.activity")), (form, history))
        outputs = Place(OutputsScreen, ("3",), (say("plan.outputs_how"),))
        counted = Place(MeasureScreen, ("3",), (say("plan.follow_up"), say("plan.outputs_short")), (outputs,))
        return Place(PlanScreen, ("6",), (say("plan.title"), say("plan.this_month")), (measure, counted))

    def _calendar(self) -> Place:
        first = self.kiosk.assessment.calendar[0]
        return Place(CalendarScreen, ("7",), (self.say("calendar.title"), first.short_title))

    def _menu(self) -> Place:
        """A page of the menu that is missing here is an error, and so is one too many."""
        say = self.say
        month = Place(RosterMonthScreen, ("right",), (say("roster.sheet_short"),))
        behind: dict[str, Place] = {
            "chart": Place(ChartScreen, (), (say("chart.title"), say("chart.counted"))),
            "days": Place(DaysScreen, (), (say("days.title"), say("days.closed"))),
            "facts": Place(
                FactsScreen,
                (),
                (say("facts.who"), [*self.kiosk.catalogue.signers.values()][1]),
                (self._sheet(), self._role()),
            ),
            "disclosure": Place(DisclosureScreen, (), (say("disclosure.untitled"), say("disclosure.nothing"))),
            "roster": Place(RosterScreen, (), (say("roster.about"), say("roster.only_today")), (self._duty(), month)),
            "export": Place(ExportScreen, (), (say("take.choose"), say("take.into")), (self._folder(),)),
            "notes": Place(NotesScreen, (), (say("notes.why"),)),
            "health": Place(HealthScreen, (), (sentence(HEALTH, "facts.title"),)),
            "announcements": Place(
                AnnouncementsScreen, (), (say("announcements.title"), say("announcements.another")), (self._written(),)
            ),
        }
        role = Place(RoleScreen, ("enter",), (say("record.who"),))
        behind["year"] = Place(YearScreen, (), (say("year.ask_order"),), (role,))
        behind["earlier-years"] = Place(EarlierYearsScreen, (), (say("earlier.none"),))
        behind["sheets"] = Place(SheetsScreen, (), (say("sheets.title"), say("sheets.choose")))
        behind["bulletins"] = Place(BulletinsScreen, (), (say("bulletins.about"), say("bulletins.none")))
        behind["record"] = Place(RecordScreen, (), (say("record.title"), say("record.choose")))
        places = [replace(behind.pop(page.name), keys=(key,)) for key, page in zip(cycle(MENU_KEYS), MENU_PAGES)]
        assert not behind, f"no key leads to {behind}"
        first, rest = places[: len(MENU_KEYS)], places[len(MENU_KEYS) :]
        more = Place(MenuScreen, ("right",), (say(MENU_PAGES[len(MENU_KEYS)].words),), tuple(rest))
        return Place(MenuScreen, ("0",), (say("menu.title"), say("menu.choose")), (*first, more))

    def _written(self) -> Place:
        return Place(AnnouncementsScreen, ("7",), (self.say("announcements.save"),), back="escape", typing=True)

    def _role(self) -> Place:
        say = self.say
        write = Place(FactScreen, ("2",), (say("facts.look"),), back="escape", typing=True)
        fact = Place(FactScreen, ("1",), (say("facts.says"), say("facts.change")), (write,))
        signed = Place(SignOffScreen, ("enter",), (say("sign_off.seen"),))
        search = Place(ItemListScreen, ("+",), (say("items.find"),), back="escape", typing=True)
        items = Place(ItemListScreen, ("2",), (say("items.choose"),), (search,))
        forms = [waiting.fact.form for waiting in unconfirmed(self.kiosk.catalogue, self.kiosk.today)]
        key = str(forms.index("documents") + 1)
        papers = Place(FactScreen, (key,), (say("facts.says"), say("facts.change")), (items,))
        return Place(FactsScreen, ("1",), (say("facts.more"),), (fact, papers, signed), back="")

    def _sheet(self) -> Place:
        folder = Place(FactsSheetScreen, ("7",), (self.say("take.write"),), back="escape", typing=True)
        return Place(FactsSheetScreen, ("+",), (self.say("sheet.write"),), (folder,))

    def _duty(self) -> Place:
        return Place(RosterScreen, ("1",), (self.say("roster.write"),), back="escape", typing=True)

    def _folder(self) -> Place:
        return Place(ExportScreen, ("7",), (self.say("take.write"),), back="escape", typing=True)
