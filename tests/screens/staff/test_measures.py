"""Every measure of the plan is served by the page that the assessment's file names for it."""

import pytest

from kiosk.catalogue.assessment import Measure
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.load import load
from kiosk.machine.kiosk import Kiosk
from screens.paged import with_keys
from tests.support.pilot import Opened, press, text
from tests.support.published import published

MEASURES = [measure for assessment in load().assessments for measure in assessment.measures]

SHOWN = {  # what a visitor finds on the page, for each measure
    "M1.1": ["สิบเวรประจำจุดบริการ"],
    "M1.2": ["ขั้นตอน", "Steps", "ระยะเวลา"],
    "M1.3": ["คู่มือและรายการตรวจเอกสาร"],
    "M1.4": [
        "แจ้งเบาะแสต่างด้าวผิดกฎหมาย",
        "รายงานตัว 90 วัน",
        "แจ้งที่พักอาศัย",
        "จองคิวออนไลน์",
        "กฎหมายและระเบียบ",
        "ขั้นตอนและเอกสาร",
    ],
    "M1.5": ["No Gift Policy", "กฎหมายห้ามรับสินบน"],
    "M2.1": ["งบประมาณที่ได้รับและที่ใช้ไป", "ข้อมูลและข้อสั่งการจากหน่วยงาน"],
    "M3.1": ["การมอบงาน", "การเลื่อนเงินเดือน", "การเลื่อนระดับ", "การพิจารณาความดีความชอบ"],
    "M4.1": ["ทรัพย์สินของราชการ", "วิธียืม คืน", "ของบริจาค", "ของกลาง"],
    "M5.1": ["กิจกรรมเสริมสร้างวัฒนธรรมซื่อสัตย์สุจริต"],
    "M5.2": ["แผนป้องกันการทุจริตและการต่อต้านการรับสินบน"],
    "M5.3": ["แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต", "จเรตำรวจ"],
    "M6.1": ["คู่มือและรายการตรวจเอกสาร"],
    "M6.2": ["เท่าเทียม", "ที่นั่งพักรอ น้ำดื่ม ที่จอดรถ และห้องน้ำสะอาด", "ช่องทางร้องเรียน"],
    "M7.1": ["ข่าวสารและการปรับปรุงบริการ", "บริการออนไลน์"],
    "M7.2": ["จเรตำรวจ", "เว็บไซต์ ป.ป.ช.", "รับฟังความคิดเห็น"],
    "M7.3": ["ขั้นตอน", "Steps", "ระยะเวลา"],
    "M8.1": [
        "ขออยู่ต่อออนไลน์",
        "E-VOA",
        "รายงานตัว 90 วัน",
        "จองคิวออนไลน์",
        "แจ้งเอกสารหาย",
        "ร้องเรียนตำรวจ",
        "ใบสั่งจราจร",
        "LINE ของหน่วยงาน",
    ],
    "M9.1": ["O1", "O24"],
    "M10.1": ["No Gift Policy", "ประกาศของหน่วยงาน"],
}


def keys_to(page: str, catalogue: Catalogue) -> list[str]:
    """The keys that lead from home to a page that serves a measure."""
    keys = {"officer": ["0"], "services": ["3", "1"], "online": ["5"]}
    topics = ["complaints", *(notice.id for notice in catalogue.notices), "disclosure"]
    for leads, names in (("6", topics), ("5", list(catalogue.channels.online))):
        keys |= {name: [leads, *["right"] * page, key] for page, key, name in with_keys(names)}
    return keys[page]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
async def test_a_measures_words_are_on_the_page_that_serves_it(counter: Opened, kiosk: Kiosk, measure: Measure) -> None:
    """Once the office has published what it serves: before that, no key leads there."""
    if measure.served_by == ["internal"]:
        assert measure.id not in SHOWN
        return
    shown, office = "", published(kiosk)
    for page in measure.served_by:
        async with counter(*keys_to(page, office.catalogue), size="large-portrait", on=office) as pilot:
            shown += text(pilot)
            for _ in range(9):
                button = pilot.app.screen.query("#next")
                if not button or not button.first().display:
                    break
                await press(pilot, "right")
                shown += text(pilot)
    for words in SHOWN[measure.id]:
        assert "".join(words.split()) in "".join(shown.split()), words


def test_only_the_training_within_the_office_is_shown_to_nobody() -> None:
    assert [measure.id for measure in MEASURES if "internal" in measure.served_by] == ["M1.6"]
