"""Somebody's first time at the counter: what they came to ask is on the screen after two keys or touches at most."""

from pathlib import Path

import pytest

from kiosk.machine import Kiosk
from screens.paged import KEYS
from tests.support.navigation_map import VisitorsMap
from tests.support.terminal import counter
from tests.support.walker import SIZES, Walker

QUESTIONS: dict[str, tuple[str, dict[str, list[str]]]] = {
    "Can I extend my stay as a retiree, when, what does it cost, how long does it take?": (
        "33",
        {
            "th": ["อายุ 50 ปีขึ้นไป", "ภายใน 30 วันก่อน", "ชำระตามใบเสร็จเท่านั้น", "ระยะเวลา กรุณาสอบถาม"],
            "en": [
                "You are 50 or older",
                "In the last 30 days",
                "Pay only against a receipt",
                "Waiting time: please ask",
            ],
        },
    ),
    "When do I report 90 days, what does it cost?": (
        "21",
        {
            "th": ["แจ้งอยู่ในราชอาณาจักรเกิน 90 วัน", "ก่อนครบกำหนด 15 วัน", "ไม่มีค่าธรรมเนียม"],
            "en": ["90-day report", "From 15 days before", "No fee"],
        },
    ),
    "I was asked for money: whom do I tell?": (
        "6",
        {
            "th": ["1205", "สำนักงาน ป.ป.ช.", "ช่องทางอื่น"],
            "en": ["1205", "Anti-Corruption Commission (NACC)", "Other channels"],
        },
    ),
}


@pytest.mark.parametrize("size", ["63x43", "80x24"])
def test_three_questions_are_answered_after_two_keys_at_most_in_both_languages(tmp_path: Path, size: str) -> None:
    columns, rows = SIZES[size]
    with counter(tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("การขออยู่ต่อ")
        for question, (keys, answers) in QUESTIONS.items():
            terminal.press(*keys)
            for language, other in (("th", "English"), ("en", "ภาษาไทย")):
                terminal.wait_for(other)
                for answer in answers[language]:
                    terminal.wait_for(answer)
                terminal.press("9")
            terminal.press(*["left"] * len(keys))
            terminal.wait_for("การขออยู่ต่อ")
            assert len(keys) <= 2, question


def test_every_service_is_two_touches_from_home(tmp_path: Path, kiosk: Kiosk) -> None:
    """Every one, by the words that stand on the screen; the survey's code is there without a touch."""
    home, catalogue = VisitorsMap(kiosk, wide=False).home(), kiosk.catalogue
    with counter(tmp_path, columns=63, rows=43) as terminal:
        walker = Walker(terminal, kiosk, home)
        walker.wait(*home.seen)
        terminal.wait_for(kiosk.office.survey.host)
        for family, place in zip(catalogue.families, home.links, strict=False):
            terminal.touch(family.title.th)
            walker.wait(*place.seen)
            for number, service in enumerate(catalogue.of_family(family.id)):
                if number and number % len(KEYS) == 0:
                    terminal.touch("ถัดไป")
                    place = place.links[-1]
                    walker.wait(*place.seen)
                terminal.touch(service.short_title.th)
                walker.wait(*place.links[number % len(KEYS)].seen)
                terminal.touch("กลับ")
                walker.wait(*place.seen)
            terminal.touch("หน้าแรก")
            walker.wait(*home.seen)
