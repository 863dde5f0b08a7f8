"""Posters: what hangs beside the signs of the services, each from what the counter shows of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from kiosk.catalogue.channels import ComplaintChannel
from kiosk.catalogue.facts import Fact, Statement
from kiosk.catalogue.notices import BudgetFigures, Notice, NoticePart
from kiosk.catalogue.survey_start import survey_words, until_words
from kiosk.export.paper.frame import Frame
from kiosk.export.paper.placard import Placard, code_svg
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import clock_time, full_date, medium_date, weekday_date
from kiosk.text.refusal import Refusal

Part = TypeVar("Part", NoticePart, ComplaintChannel)

_LARGE = {"duty": 54, "hours": 78, "closed": 92}
"""Points of what a placard says large."""

_LYING = ("duty",)
"""Sheets that are wider than high."""


def survey(frame: Frame) -> Placard:
    """The survey: its code, three steps, and that officers cannot see the answers; while it is closed when it opens.

    While its address is only ITAP's front page, it says which agency to choose there.
    """
    kiosk, say = frame.kiosk, frame.say
    address = kiosk.office.survey.figure if kiosk.survey_is_open else None
    last = full_date(kiosk.assessment.eit.last(kiosk.today))
    lines = [until_words(kiosk.assessment, last, say), say("survey_page.no_phone")] if address else []
    chooses = address and kiosk.office.survey.is_front_page
    opens = kiosk.next_survey
    title = say("survey.short_title")
    return Placard(
        "survey",
        title,
        "survey",
        {
            **frame.data("survey", title, [], lines=lines),
            "lead": frame.pairs(say("survey.about")),
            "poster": code_svg(address) if address else None,
            "host": kiosk.office.survey.host if address else "",
            "choose": frame.pairs(say("survey_page.choose", office=kiosk.office.name)) if chooses else None,
            "awaited": frame.pairs(survey_words(opens, say) if opens else say("survey.closed")),
            "steps": [frame.pairs(say(f"survey.step_{number}")) for number in (1, 2, 3)],
            "promise": frame.pairs(say("survey_page.promise")),
        },
    )


def notice(frame: Frame, posted: Notice, part: NoticePart | None = None) -> Placard:
    """What the office posts about itself, part by part; the notice that leads is said large.

    With a `part`, that one alone. Refusal where the office has said nothing under it.
    """
    say, stated = frame.say, [part] if part else posted.part
    told, missing = _told(stated, lambda part: part.text)
    if part and not told:
        raise Refusal("print.not_given", what=part.title)
    parts = [
        {
            "title": frame.pairs(part.title),
            "words": frame.pairs(words),
            "state": part.text.state,
            "law": frame.pairs.or_none(frame.catalogue.laws.get(part.text.law or "")),
        }
        for part in told
        if (words := say("notice.none") if part.text.is_none else part.text.figure)
    ]
    budget = posted.budget if posted.budget and not part else None
    facts: list[Fact[Any]] = [*(each.text for each in stated), *([budget] if budget else [])]
    title = part.title if part else posted.title
    website = frame.kiosk.office.website
    return Placard(
        f"{posted.id}-{part.id}" if part else posted.id,
        title,
        "notice",
        {
            **frame.data("notice", title, facts, address=website.figure, shown=website.host),
            "alone": part is not None,
            "shout": frame.pairs(posted.short_title) if posted.leads else None,
            "budget": _budget(frame, budget.figure) if budget and budget.figure else None,
            "parts": parts,
            "missing": [frame.pairs(part.title) for part in missing],
            "awaited": frame.pairs(say("print.part_awaited")),
        },
    )


def _budget(frame: Frame, figures: BudgetFigures) -> dict[str, Any]:
    """A bar of the year: as much of it as is used, with the day of the figures on it."""
    say, year = frame.say, frame.catalogue.year_of(figures.as_of).fiscal_year
    amounts = {
        "allocated": figures.allocated,
        "used": figures.used,
        "left": figures.allocated - figures.used,
    }
    passed = ((figures.as_of - year.start).days + 1) / ((year.end - year.start).days + 1)
    share = figures.used / max(figures.allocated, 1)
    return {
        "head": frame.pairs(say("print.used_so_far")),
        "share": share,
        "percent": f"{round(100 * share)}",
        "passed": passed,
        "start": frame.pairs(medium_date(year.start)),
        "day": frame.pairs(medium_date(figures.as_of)),
        "year_passed": frame.pairs(say("print.year_passed", percent=round(100 * passed))),
        "end": frame.pairs(medium_date(year.end)),
        "rows": [
            {"title": frame.pairs(say(f"print.{name}")), "amount": frame.pairs(say("service.baht", amount=f"{baht:,}"))}
            for name, baht in amounts.items()
        ],
    }


def _told(every: Iterable[Part], fact: Callable[[Part], Statement]) -> tuple[list[Part], list[Part]]:
    """Those parts of which the office has said something, and those of which it has not."""
    parts = list(every)
    return [part for part in parts if fact(part).value], [part for part in parts if fact(part).value is None]


def complaints(frame: Frame) -> Placard:
    """Whom to call without going through an officer here, and the other ways."""
    say, channels = frame.say, frame.catalogue.channels
    hotlines = channels.hotlines("transparency")
    told, missing = _told(channels.complaint.values(), lambda channel: channel.how)
    facts: list[Fact[Any]] = [
        *(line.number for line in hotlines),
        *(channel.how for channel in channels.complaint.values()),
    ]
    address = next((channels.online[name].address for name in channels.complaints_online), None)
    foot = {"address": address.figure or "", "shown": address.host} if address else {}
    title = say("print.complain")
    return Placard(
        "complaints",
        title,
        "numbers",
        {
            **frame.data("complaints", title, facts, **foot),
            "lead": frame.pairs(say("transparency.not_through")),
            "numbers": [{"number": line.number.figure, "title": frame.pairs(line.title)} for line in hotlines],
            "channels": [_channel(frame, channel) for channel in told],
            "missing": [frame.pairs(channel.title) for channel in missing],
            "awaited": frame.pairs(say("print.part_awaited")),
        },
    )


def _channel(frame: Frame, channel: ComplaintChannel) -> dict[str, object]:
    words = frame.say("notice.none") if channel.how.figure is None else channel.how.figure
    return {"title": frame.pairs(channel.title), "words": frame.pairs(words)}


def duty(frame: Frame) -> Placard:
    """Who is on duty at the service point today, by role."""
    kiosk, say = frame.kiosk, frame.say
    return _large(frame, "duty", say("officer.on_duty"), kiosk.duty, [weekday_date(kiosk.today), *_hours(frame)])


def hours(frame: Frame) -> Placard:
    """When the office is open, as it says itself, and where else it is found."""
    kiosk, say = frame.kiosk, frame.say
    opening = kiosk.opening
    large = joined([clock_time(opening.start), clock_time(opening.end)], "–") if opening else say("print.part_awaited")
    return _large(frame, "hours", say("officer.hours"), large, [*_hours(frame), *_found_at(frame)])


def _found_at(frame: Frame) -> list[Bilingual]:
    """Where the office is, its telephone and its own pages, as far as they are known."""
    office, say = frame.kiosk.office, frame.say
    pages = {"facts.website": office.website, "facts.facebook": office.facebook}
    known = {"facts.place": office.place.figure, "officer.phone": office.phone.figure}
    known |= {title: same(address.host) for title, address in pages.items() if address.figure}
    return [joined([say(title), words]) for title, words in known.items() if words]


def closed(frame: Frame) -> Placard:
    """The door sign of the next day on which the office is closed although it is a weekday, and when it opens again."""
    kiosk, say = frame.kiosk, frame.say
    days, holidays = kiosk.open_days, frame.catalogue.holidays.by_day
    day = days.next_closed(kiosk.today - timedelta(1))
    if day is None:
        raise Refusal("print.no_closed_day")
    again = days.nth(day, 1)
    holiday, opening = holidays.get(day), kiosk.opening
    opens = [full_date(again), *([say("opening.opens", time=clock_time(opening.start))] if opening else [])]
    lines = [full_date(day), *([holiday.name] if holiday else [])]
    return _large(frame, "closed", None, say("opening.closed"), lines, opens)


def _large(
    frame: Frame,
    name: str,
    lead: Bilingual | None,
    shout: Bilingual,
    lines: list[Bilingual],
    opens: Sequence[Bilingual] = (),
) -> Placard:
    """A sheet is named by what leads, or else by what it says large. `opens` is when a closed office opens again."""
    title = lead or shout
    numbers = [
        joined([line.title, same(line.number.figure or "")]) for line in frame.catalogue.channels.hotlines("officer")
    ]
    data = {
        **frame.data(name, title, [frame.kiosk.office.hours], lines=[joined(numbers, " · ")]),
        "flipped": name in _LYING,
        "size": _LARGE[name],
        "lead": frame.pairs.or_none(lead),
        "shout": frame.pairs(shout),
        "lines": [frame.pairs(line) for line in lines],
        "opens-again": frame.pairs(frame.say("opening.opens_again")),
        "opens": [frame.pairs(each) for each in opens],
    }
    return Placard(name, title, "large", data)


def _hours(frame: Frame) -> list[Bilingual]:
    stated = frame.kiosk.office.hours.figure
    return [stated] if stated else []
