"""`kiosk check`: a name that is not there, one that is given twice, and a claim that rests on nothing."""

import pytest

from tests.support.planted import SERVICE, YEAR, Plant, is_named

PLANTED = {
    "a code given twice": (SERVICE, '"S04"', '"S09"', "code", "S09 is given twice"),
    "an order given twice": (
        "services/residence-notification.toml",
        "order = 2",
        "order = 1",
        "order",
        "is given twice",
    ),
    "a family given twice": ("families.toml", '"permits"', '"visa"', "family", "visa is given twice"),
    "a letter of the sign given twice": (
        "families.toml",
        'letter = "D"',
        'letter = "A"',
        "family.permits.letter",
        "A is given twice",
    ),
    "two services of one name": (
        "services/residence-letter.toml",
        'en = "Residence letter" }',
        'en = "Re-entry permit" }',
        "short_title.en",
        "Re-entry permit is given twice",
    ),
    "two answers of one name": (
        "finder.toml",
        'en = "I teach"',
        'en = "I study"',
        "question.school.en",
        "I study is given twice",
    ),
    "two online services of one name": (
        "channels.toml",
        'en = "Lost documents"',
        'en = "Queue booking"',
        "online.lost-documents.title.en",
        "Queue booking is given twice",
    ),
    "a paper that is asked for twice": (
        "services/residence-letter.toml",
        'document = "address-proof"',
        'document = "passport"',
        "documents",
        "passport is given twice",
    ),
    "an offered family given twice": ("office.toml", '"visa", ', '"visa", "visa", ', "families", "visa is given twice"),
    "a work group given twice": (YEAR, 'id = "inspection"', 'id = "investigation"', "work_group", "given twice"),
    "a calendar row given twice": (YEAR, 'id = "C13"', 'id = "C12"', "calendar", "C12 is given twice"),
    "a measure given twice": (YEAR, 'id = "M8.1"', 'id = "M7.3"', "measure", "M7.3 is given twice"),
    "a disclosure item given twice": (YEAR, 'id = "O24"', 'id = "O23"', "disclosure", "O23 is given twice"),
    "a phase given twice": (YEAR, 'id = "publish"', 'id = "check"', "phase", "check is given twice"),
    "a notice's place given twice": ("notices/budget.toml", "order = 2", "order = 1", "order", "1 is given twice"),
    "a document that is not there": (
        SERVICE,
        'document = "passport"',
        'document = "pasport"',
        "documents",
        "there is no document pasport; write `passport`",
    ),
    "a role that is not there": (
        "steps.toml",
        '"greeter"',
        '"greter"',
        "notification",
        "no role greter; write `greeter`",
    ),
    "a source that is not there": (SERVICE, '"guide-90-days"', '"guide-90"', "who", "no source guide-90"),
    "a claim that rests on nothing": (SERVICE, 'source = "guide-90-days"\n', "", "who.source", "is missing"),
    "a law that is not there": (
        "services/extension-tourism.toml",
        '"immigration-act-81"',
        '"immigration-act-18"',
        "late",
        "no law immigration-act-18; write `immigration-act-81`",
    ),
    "a law of a service that is not there": (SERVICE, '"immigration-act-37-5"', '"the-act"', "law", "no law the-act"),
    "steps that are not there": (SERVICE, '"notification"', '"notify"', "steps", "there is no list of steps notify"),
    "a family that is not there": (SERVICE, '"notifications"', '"notes"', "family", "there is no family notes"),
    "a way online that is not there": (SERVICE, 'online = "tm47"', 'online = "tm48"', "online", "write `tm47`"),
    "an offered family that is not there": ("office.toml", '"permits"', '"permit"', "families", "write `permits`"),
    "a class without quotas": ("office.toml", '"superintendent"', '"inspector"', "class", "inspector"),
    "a phase that is not there": (YEAR, 'phase = "publish"', 'phase = "end"', "calendar.C11.phase", "no phase end"),
    "an indicator that is not there": (YEAR, "indicator = 10\n", "indicator = 11\n", "measure.M10.1.indicator", "11"),
    "a row that is not there": (
        YEAR,
        'due_with = "C7"',
        'due_with = "C77"',
        "measure.M9.1.due_with",
        "no calendar row C77",
    ),
    "a page that is not there": (YEAR, '["officer"]', '["oficer"]', "measure.M1.1.served_by", "write `officer`"),
    "a place that is not there": ("steps.toml", 'place = "', 'place = "the-', "notification", "there is no place the-"),
    "a group without a minimum": (
        YEAR,
        "general-staff = 10\n",
        "",
        "quotas.superintendent.general-staff",
        "is missing",
    ),
    "an unknown group": (YEAR, "total = 500", "total = 500\ncafeteria = 5", "quotas.superintendent", "cafeteria"),
    "a measure served by nothing": (YEAR, 'served_by = ["officer"]', "", "measure[1].served_by", "is missing"),
    "manuals that are not there": (
        "channels.toml",
        'manuals = "manuals"',
        'manuals = "manual"',
        "manuals",
        "there is no online service manual; write `manuals`",
    ),
    "a second notice that leads": (
        "notices/personnel.toml",
        "order =",
        "leads = true\norder =",
        "leads",
        "another notice leads already",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_name_that_leads_nowhere_or_to_two_is_named_with_its_file_and_key(plant: Plant, name: str) -> None:
    is_named(plant, *PLANTED[name])
