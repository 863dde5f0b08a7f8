"""The table of visitor pages: which message leads to which page. They are imported after the first frame."""

from collections.abc import Callable
from typing import Any

from kiosk.catalogue.notices import Notice
from kiosk.machine.kiosk import Kiosk
from screens.messages import DatesWanted, FamilyChosen, NoticeChosen, OnlineChosen, PageChosen, Routed, ServiceChosen
from screens.page import Page


def _family(kiosk: Kiosk, chosen: FamilyChosen) -> Page:
    from screens.visitor.family import FamilyScreen

    return FamilyScreen(kiosk, chosen.family)


def _service(kiosk: Kiosk, chosen: ServiceChosen) -> Page:
    from screens.visitor.service import ServiceScreen

    return ServiceScreen(kiosk, chosen.service)


def _dates(kiosk: Kiosk, chosen: DatesWanted) -> Page:
    from screens.visitor.date_helper import DateHelperScreen

    return DateHelperScreen(kiosk, chosen.service)


def _from_everywhere(kiosk: Kiosk, chosen: PageChosen) -> Page:
    from screens.visitor.online import OnlineScreen
    from screens.visitor.phrasebook import SpeakScreen
    from screens.visitor.survey import SurveyScreen
    from screens.visitor.transparency import TransparencyScreen
    from screens.visitor.which_service import WhichServiceScreen

    pages: dict[str, Callable[[Kiosk], Page]] = {
        "survey": SurveyScreen,
        "online": OnlineScreen,
        "transparency": TransparencyScreen,
        "speak": SpeakScreen,
        "which-service": WhichServiceScreen,
    }
    return pages[chosen.name](kiosk)


def _online(kiosk: Kiosk, chosen: OnlineChosen) -> Page:
    from screens.visitor.online import OnlineScreen

    return OnlineScreen(kiosk, chosen.name)


def _notice(kiosk: Kiosk, chosen: NoticeChosen) -> Page:
    """What the office posts about itself, and the channels for complaints."""
    from screens.visitor.notice import NoticeScreen, disclosed, ways_to_be_heard
    from screens.visitor.widgets.notice_text import Section

    say = kiosk.catalogue.phrases
    if isinstance(chosen.topic, Notice):
        parts = [Section(part.title, part.text) for part in chosen.topic.part]
        return NoticeScreen(kiosk, chosen.topic.title, parts, budget=chosen.topic.budget)
    if chosen.topic == "complaints":
        ways, links = ways_to_be_heard(kiosk), kiosk.catalogue.channels.complaints_online
        return NoticeScreen(kiosk, say("transparency.other_title"), ways, links=links)
    return NoticeScreen(kiosk, say("transparency.disclosure_title"), disclosed(kiosk.assessment))


VISITOR_PAGES: dict[type[Routed], Callable[[Kiosk, Any], Page]] = {
    FamilyChosen: _family,
    ServiceChosen: _service,
    DatesWanted: _dates,
    PageChosen: _from_everywhere,
    OnlineChosen: _online,
    NoticeChosen: _notice,
}
