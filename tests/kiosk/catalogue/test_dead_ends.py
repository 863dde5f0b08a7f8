"""`kiosk check` finds a key without a page and a page without content, and tells what has no key yet."""

import tomllib
from pathlib import Path

import msgspec
import pytest

from kiosk.health.check import check, in_words
from kiosk.text.languages import ENGLISH
from tests.support.planted import Plant, is_named, only
from tests.support.sample import DAY

WHO = """source = "residence-letter-guide"
[who.value]
lead = { th = "ชาวต่างชาติที่ต้องใช้หลักฐานที่อยู่ เช่น ทำใบขับขี่ เปิดบัญชีธนาคาร จดทะเบียนรถ", \
en = "Foreigners who need proof of address, such as for a driving licence, a bank account or a vehicle." }
"""
WAYS = """any_of = [
    { th = "มีวีซ่าท่องเที่ยว", en = "with a tourist visa" },
    { th = "ไม่มีวีซ่า (ตราขาเข้า เช่น ผ.15 หรือ ผ.30)", \
en = "without a visa (entry stamp P.15 or P.30, for example)" },
]
"""


def test_a_key_without_a_page_is_found(content: Path) -> None:
    path = content / "channels.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    for service in tables["online"].values():
        service["address"] = {}
    path.write_bytes(msgspec.toml.encode(tables))
    fault = only(check(DAY, content=content))
    assert (fault.file, fault.key) == ("content/channels.toml", "online")
    assert "no key leads to their page" in fault.what


def test_a_page_without_content_is_found(content: Path) -> None:
    path = content / "notices" / "no-gift.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    tables["part"][0]["text"] = {}
    path.write_bytes(msgspec.toml.encode(tables))
    fault = only(check(DAY, content=content))
    assert (fault.file, fault.key) == ("content/notices/no-gift.toml", "leads")


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "says"),
    [
        ("services/residence-letter.toml", WHO, "", "who", "says nobody that it is for"),
        ("services/extension-tourism.toml", WAYS, "", "who.value.lead", "announces a list"),
        ("office.toml", '"visa", "notifications", ', '"visa", ', "most_asked", "family notifications, which is not"),
    ],
)
def test_a_page_without_its_first_answer_and_a_tile_of_what_is_not_offered_are_found(
    plant: Plant, file: str, old: str, new: str, key: str, says: str
) -> None:
    is_named(plant, file, old, new, key, says)


def test_what_has_no_key_as_nothing_is_known_of_it_is_told_and_is_no_error() -> None:
    report = check(DAY)
    assert {"manuals.address", "budget", "2567-O24"} <= {*report.unpublished}
    assert "tm47.address" not in report.unpublished
    assert "Not shown to visitors, as nothing is known of it:\n  line.address" in in_words(report, ENGLISH)
