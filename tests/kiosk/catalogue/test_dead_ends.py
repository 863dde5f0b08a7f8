"""`kiosk check` finds a key without a page and a page without content, and tells what has no key yet."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


@pytest.mark.parametrize("empty", [lambda _: {}, lambda ways: {name: {**way, "how": {}} for name, way in ways.items()}])
def test_a_page_of_complaints_that_says_no_way_is_found(
    content: Path, empty: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    path = content / "channels.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    tables["complaint"] = empty(tables["complaint"])
    path.write_bytes(msgspec.toml.encode(tables))
    fault = only(check(DAY, content=content))
    assert (fault.file, fault.key) == ("content/channels.toml", "complaint")


def test_a_source_without_a_name_is_found(plant: Plant) -> None:
    title = "KMUTT: copy of the official TM.30 page"
    is_named(plant, "sources.toml", title, "", "kmutt-tm30.title", "is empty")


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
    assert "Not shown to visitors, as nothing is known of it:\n  lost-documents.address" in in_words(report, ENGLISH)
