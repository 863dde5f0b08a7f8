"""The navigation map of visitors."""

from dataclasses import replace

from kiosk.catalogue.services import Family, Service
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, same
from screens.paged import KEYS
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
from tests.support.navigation_map import NARROW, Place, beginning, paged

_NARROW_NAME = 7
"""Characters with which names in full and in short begin alike."""


class VisitorsMap:
    """From home; `wide` where the code of an online service stands beside the list."""

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
        seen, links = paged(
            FamilyScreen, [((service.short_title, service.brief), self._service(service)) for service in services]
        )
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
        seen = (service.title, service.short_title), say("service.who"), beginning(who.lead), say("service.window")
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
        return Place(SurveyScreen, ("8",), (say("survey.step_2"),), (which,))

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
            Place(OnlineScreen, (str(key),), (same(service.address.host[:NARROW]),), back=back)
            for key, service in enumerate(portion, 1)
        )
        names = tuple(Bilingual(each.title.th[:_NARROW_NAME], each.title.en[:_NARROW_NAME]) for each in portion[1:])
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
        """Whom to ask, or, from closing time on, that nobody is there any more."""
        say, speak = self.say, self.catalogue.speak
        spoken = Place(SpeakScreen, ("right",), (say("speak.visitor"), speak.visitor[0]))
        where = beginning(say("officer.where")), say("opening.closed")
        return Place(OfficerScreen, ("0",), (say("officer.title"), where), (spoken,))
