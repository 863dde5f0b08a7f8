"""The navigation map: which key leads from which page to which, and what is seen there. Made from the content."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle

import screens
from kiosk.catalogue.services import Family, Service
from kiosk.editing.unconfirmed import unconfirmed
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.sentences import HEALTH, sentence
from screens.apps.staff_pages import MENU_PAGES
from screens.page import Page
from screens.paged import KEYS
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
from screens.visitor.date_helper import DateHelperScreen
from screens.visitor.family import FamilyScreen
from screens.visitor.home import HomeScreen
from screens.visitor.interstitial import InterstitialScreen
from screens.visitor.notice import NoticeScreen
from screens.visitor.officer import OfficerScreen
from screens.visitor.online import OnlineScreen
from screens.visitor.phrasebook import SpeakScreen
from screens.visitor.service import ServiceScreen
from screens.visitor.survey import SurveyScreen
from screens.visitor.transparency import TransparencyScreen
from screens.visitor.which_service import WhichServiceScreen

PIN = "246810"

_NARROW_NAME = 7
"""Characters with which names in full and in short begin alike."""

_NARROW = 12
"""Letters of a line of the narrowest column."""


@dataclass(frozen=True)
class Place:
    """A page, or a part of one: the keys that lead there, what is seen there and was not before, where one can go on."""

    page: type[Page]
    keys: tuple[str, ...]
    seen: tuple[Bilingual, ...]
    links: tuple["Place", ...] = ()
    back: str = "left"
    """The key that leads back; none where the next link begins here."""
    home: bool = False
    """Whether back is home, not the place before."""
    onward: Bilingual | None = None
    """What is seen behind the last part of a page that is turned by →."""
    typing: bool = False
    """Whether keys are a field's own here, so that the language cannot be changed."""

    def everywhere(self) -> Iterator["Place"]:
        """This place and all that lie behind it."""
        yield self
        for link in self.links:
            yield from link.everywhere()


def pages() -> set[type[Page]]:
    """Every page that the program has."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)
    kinds = {Page}
    while parents := {page for page in kinds if page.__subclasses__()}:
        kinds = kinds - parents | {child for parent in parents for child in parent.__subclasses__()}
    return {page for page in kinds if page.__module__.startswith("screens.")}


def beginning(words: Bilingual) -> Bilingual:
    """As much of words as stands in one line of a narrow column, which parts English at its blanks."""
    first = words.en if len(words.en) <= _NARROW else words.en[:_NARROW].rpartition(" ")[0]
    return Bilingual(words.th[:_NARROW], first or words.en[:_NARROW])


def paged(page: type[Page], choices: list[tuple[Bilingual, Place]]) -> tuple[tuple[Bilingual, ...], tuple[Place, ...]]:
    """A list of choices: what is seen of it at first, and where that leads; → turns to what there are no keys for."""
    here, rest = choices[: len(KEYS)], choices[len(KEYS) :]
    links = [replace(place, keys=(key,)) for key, (_, place) in zip(KEYS, here, strict=False)]
    if rest:
        seen, behind = paged(page, rest)
        links.append(Place(page, ("right",), seen, behind))
    return tuple(beginning(words) for words, _ in here), tuple(links)


class VisitorsMap:
    """From home; `wide` where the code of an online service stands beside the list, or above it."""

    def __init__(self, kiosk: Kiosk, *, wide: bool) -> None:
        self.kiosk, self.wide = kiosk, wide
        self.catalogue, self.say = kiosk.catalogue, kiosk.catalogue.phrases

    def home(self) -> Place:
        say = self.say
        families = [self._family(str(key), family) for key, family in enumerate(self.catalogue.families, 1)]
        pages = (self._online(), self._transparency(), self._most_asked(), self._officer(), self._survey())
        return Place(
            HomeScreen,
            (),
            (*(family.title for family in self.catalogue.families), say("home.transparency")),
            (*families, *pages, self._finder("right", self.catalogue.finder.first)),
        )

    def _family(self, key: str, family: Family) -> Place:
        services = self.catalogue.of_family(family.id)
        seen, links = paged(FamilyScreen, [(service.short_title, self._service(service)) for service in services])
        return Place(FamilyScreen, (key,), (family.long_title, *seen), links)

    def _finder(self, key: str, name: str) -> Place:
        """A question, and behind each of its answers that is no service the next one."""
        question = self.catalogue.finder.question[name]
        links = [
            self._finder(str(key), answer.question) for key, answer in enumerate(question.answer, 1) if answer.question
        ]
        return Place(WhichServiceScreen, (key,), (question, question.answer[0]), tuple(links))

    def _service(self, service: Service) -> Place:
        """What is asked first: for whom, when, the fee."""
        say, who = self.say, service.who.figure
        assert who is not None
        seen = service.title, say("service.who"), beginning(who.lead), say("service.window")
        online = self.catalogue.channels.way_online(service.online)
        onward = self.say("online.scan") if online else None
        return Place(ServiceScreen, (), seen, onward=onward)

    def _most_asked(self) -> Place:
        dates = Place(DateHelperScreen, ("1",), (beginning(self.say("dates.how", example="")),), typing=True)
        return replace(self._service(self.catalogue.services["90-day-report"]), keys=("enter",), links=(dates,))

    def _survey(self) -> Place:
        say, groups = self.say, self.kiosk.assessment.work_groups
        thanks = (say("survey_page.thanks"), say("survey_page.thanks_more"))
        told = Place(InterstitialScreen, (str(len(groups)),), thanks, back="enter", home=True)
        which = Place(SurveyScreen, ("enter",), (say("survey_page.which"), say("survey_page.counted")), (told,))
        return Place(SurveyScreen, ("8",), (beginning(say("survey_page.no_phone")),), (which,))

    def _online(self) -> Place:
        services = list(self.catalogue.channels.reachable.values())
        portions = [services[first : first + len(KEYS)] for first in range(0, len(services), len(KEYS))]
        lists = [self._portion(portion) for portion in portions]
        more = [Place(OnlineScreen, ("right",), seen, links) for seen, links in lists[1:]]
        return Place(OnlineScreen, ("5",), lists[0][0], (*lists[0][1], *more))

    def _portion(self, portion: list) -> tuple[tuple[Bilingual, ...], tuple[Place, ...]]:  # type: ignore[type-arg]
        """Services of a page of the list; the first one comes last, for its code is there to begin with."""
        back = "" if self.wide else "left"
        first, *others = (
            Place(OnlineScreen, (str(key),), (same(service.address.host[:_NARROW]),), back=back)
            for key, service in enumerate(portion, 1)
        )
        # In full or in short, which begin alike.
        names = tuple(
            Bilingual(service.title.th[:_NARROW_NAME], service.title.en[:_NARROW_NAME]) for service in portion[1:]
        )
        return names, (*others, first)

    def _transparency(self) -> Place:
        say, notices = self.say, self.catalogue.notices
        channels = next(iter(self.catalogue.channels.complaint.values()))
        hotlines = [beginning(hotline.title) for hotline in self.catalogue.channels.hotline.values()]
        other = Place(NoticeScreen, (), (say("transparency.other_title"), channels.title))
        topics = [(say("transparency.other"), other)]
        for notice in [notice for notice in notices if notice.is_published]:
            first = next(part.title for part in notice.part if part.text.value is not None)
            topics.append((notice.short_title, Place(NoticeScreen, (), (notice.title, first))))
        _, links = paged(TransparencyScreen, topics)
        return Place(TransparencyScreen, ("6",), (say("transparency.title"), *hotlines[:4]), links)

    def _officer(self) -> Place:
        say, speak = self.say, self.catalogue.speak
        spoken = Place(SpeakScreen, ("right",), (say("speak.visitor"), speak.visitor[0]))
        return Place(OfficerScreen, ("0",), (say("officer.title"), say("officer.where")), (spoken,))


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
