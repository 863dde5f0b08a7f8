"""The table of staff pages: a new page is a module and a row here. Each is imported when it is first opened."""

from typing import TYPE_CHECKING

from kiosk.text.bilingual import Bilingual
from screens.messages import FactChosen, ItemListWanted, MeasureChosen, MeasurePartChosen, RoleWanted, SignOffWanted
from screens.page import Page
from screens.staff.staff_page import StaffContext, StaffPage

if TYPE_CHECKING:
    from kiosk.progress.plan import MeasureStatus


def _itap(context: StaffContext) -> Page:
    from screens.staff.itap import ItapScreen

    return ItapScreen(context.kiosk, context.ledger_watch.ledger, context.plan)


def _several(context: StaffContext) -> Page:
    from screens.staff.several import SeveralScreen

    return SeveralScreen(context.kiosk, context.ledger_watch.ledger)


def _plan(context: StaffContext) -> Page:
    from screens.staff.plan import PlanScreen

    return PlanScreen(context.kiosk, context.plan)


def _calendar(context: StaffContext) -> Page:
    from screens.staff.calendar import CalendarScreen

    return CalendarScreen(context.kiosk, context.plan)


def _menu(context: StaffContext) -> Page:
    from screens.staff.menu import MenuScreen

    return MenuScreen(context.kiosk, MENU_PAGES, quits=context.quits)


def _chart(context: StaffContext) -> Page:
    from screens.staff.chart import ChartScreen

    return ChartScreen(context.kiosk, context.ledger_watch)


def _days(context: StaffContext) -> Page:
    from screens.staff.days import DaysScreen

    return DaysScreen(context.kiosk, context.ledger_watch)


def _facts(context: StaffContext) -> Page:
    from screens.staff.facts import FactsScreen

    return FactsScreen(context.kiosk)


def _facts_sheet(context: StaffContext) -> Page:
    from screens.staff.facts_sheet import FactsSheetScreen

    return FactsSheetScreen(context.kiosk, context.content_watch)


def _disclosure(context: StaffContext) -> Page:
    from screens.staff.disclosure import DisclosureScreen

    return DisclosureScreen(context.kiosk, context.content_watch)


def _roster(context: StaffContext) -> Page:
    from screens.staff.roster import RosterScreen

    return RosterScreen(context.kiosk, context.content_watch)


def _roster_month(context: StaffContext) -> Page:
    from screens.staff.roster_month import RosterMonthScreen

    return RosterMonthScreen(context.kiosk, context.content_watch)


def _announcements(context: StaffContext) -> Page:
    from screens.staff.announcements import AnnouncementsScreen

    return AnnouncementsScreen(context.kiosk, context.content_watch)


def _record(context: StaffContext) -> Page:
    from screens.staff.record import RecordScreen

    return RecordScreen(context.kiosk, context.content_watch)


def _year(context: StaffContext) -> Page:
    from screens.staff.year import YearScreen

    return YearScreen(context.kiosk, context.content_watch)


def _earlier_years(context: StaffContext) -> Page:
    from screens.staff.earlier_years import EarlierYearsScreen

    return EarlierYearsScreen(context.kiosk, context.ledger_watch.ledger, context.plan)


def _export(context: StaffContext) -> Page:
    from screens.staff.export import ExportScreen

    return ExportScreen(context.kiosk, context.ledger_watch.ledger)


def _notes(context: StaffContext) -> Page:
    from screens.staff.notes import NotesScreen

    return NotesScreen(context.kiosk, context.ledger_watch.ledger)


def _sheets(context: StaffContext) -> Page:
    from screens.staff.sheets import SheetsScreen

    return SheetsScreen(context.kiosk)


def _bulletins(context: StaffContext) -> Page:
    from screens.staff.bulletins import BulletinsScreen

    return BulletinsScreen(context.kiosk)


def _health(context: StaffContext) -> Page:
    from screens.staff.health import HealthScreen

    return HealthScreen(context.kiosk, context.ledger_watch.ledger)


COUNTS_PAGES = [
    StaffPage("itap", "staff.itap_key", _itap, short="staff.itap_key_short", needs_plan=True),
    StaffPage("plan", "staff.plan_key", _plan, short="staff.plan_key_short", needs_plan=True),
    StaffPage("calendar", "staff.calendar_key", _calendar, short="staff.calendar_key_short", needs_plan=True),
]
"""Those that the counts lead to, in the order of their keys, besides the menu."""

SEVERAL = StaffPage("several", "several.key", _several)

MENU = StaffPage("menu", "menu.key", _menu)

MENU_PAGES = [
    StaffPage("chart", "menu.chart", _chart),
    StaffPage("days", "menu.days", _days),
    StaffPage("facts", "menu.facts", _facts),
    StaffPage("disclosure", "menu.disclosure", _disclosure),
    StaffPage("roster", "menu.roster", _roster),
    StaffPage("export", "menu.export", _export),
    StaffPage("notes", "menu.notes", _notes),
    StaffPage("health", "menu.health", _health),
    StaffPage("announcements", "menu.announcements", _announcements),
    StaffPage("record", "menu.record", _record),
    StaffPage("year", "year.menu", _year),
    StaffPage("earlier-years", "earlier.key", _earlier_years, needs_plan=True),
    StaffPage("sheets", "sheets.menu", _sheets),
    StaffPage("bulletins", "bulletins.title", _bulletins),
]
"""Those that the menu leads to, in the order of their keys."""

ROSTER_MONTH = StaffPage("roster-month", "roster.month", _roster_month)
"""The one that the roster leads to."""

FACTS_SHEET = StaffPage("facts-sheet", "sheet.title", _facts_sheet)
"""The one that the facts lead to."""

STAFF_PAGES = {page.name: page for page in (*COUNTS_PAGES, SEVERAL, MENU, *MENU_PAGES, ROSTER_MONTH, FACTS_SHEET)}


def counts_page(context: StaffContext, leave: str, told: Bilingual | None = None) -> Page:
    """The first page of staff, which tells them `told`. `leave` is the phrase for leaving it."""
    from screens.staff.counts import CountsScreen

    leaves = context.kiosk.catalogue.phrases(leave)
    return CountsScreen(context.kiosk, context.ledger_watch, COUNTS_PAGES, SEVERAL, MENU, leaves, told)


def fact_page(context: StaffContext, chosen: FactChosen) -> Page:
    """One fact, to be confirmed, changed or marked none."""
    from screens.staff.fact import FactScreen

    return FactScreen(context.kiosk, chosen.fact, chosen.role, context.content_watch)


def item_list_page(context: StaffContext, wanted: ItemListWanted) -> Page:
    """The papers or steps that a fact says, to be edited."""
    from screens.staff.item_list import ItemListScreen

    return ItemListScreen(context.kiosk, wanted.fact, wanted.take)


def sign_off_page(context: StaffContext, wanted: SignOffWanted) -> Page:
    """All facts, page by page as visitors see them."""
    from screens.staff.sign_off import SignOffScreen

    return SignOffScreen(context.kiosk, wanted.role, context.content_watch)


def role_page(context: StaffContext, wanted: RoleWanted) -> Page:
    """In which role something is written."""
    from screens.staff.role import RoleScreen

    return RoleScreen(context.kiosk, wanted.write)


def measure_page(context: StaffContext, chosen: MeasureChosen) -> Page:
    """One measure of the plan, to be followed up."""
    from screens.staff.measure import MeasureScreen

    return MeasureScreen(context.kiosk, chosen.measure, context.plan, chosen.correcting)


def measure_part_page(context: StaffContext, chosen: MeasurePartChosen) -> Page:
    """What a measure has brought, or its history. KeyError for another part."""
    return _MEASURE_PARTS[chosen.part](context, chosen.measure)


def _outputs(context: StaffContext, measure: "MeasureStatus") -> Page:
    from kiosk.progress.outputs import Outputs
    from screens.staff.outputs import OutputsScreen

    return OutputsScreen(context.kiosk, measure, Outputs(context.plan.record))


def _follow_ups(context: StaffContext, measure: "MeasureStatus") -> Page:
    from screens.staff.follow_ups import FollowUpsScreen

    return FollowUpsScreen(context.kiosk, measure, context.plan)


def _measure_sheets(context: StaffContext, measure: "MeasureStatus") -> Page:
    from kiosk.export.paper.placards import sheets_of
    from screens.staff.sheets import SheetsScreen

    return SheetsScreen(context.kiosk, sheets_of(measure.measure.served_by, context.kiosk))


_MEASURE_PARTS = {"outputs": _outputs, "history": _follow_ups, "sheets": _measure_sheets}
