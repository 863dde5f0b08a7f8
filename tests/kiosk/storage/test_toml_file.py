"""TOML that an office has edited: byte order marks, years of either era, characters that nobody sees."""

from datetime import date
from pathlib import Path

import pytest

from kiosk.catalogue.content_files import CONTENT
from kiosk.storage.toml_file import Fault, Faulty, read_toml
from kiosk.storage.toml_lines import line_of
from kiosk.storage.toml_values import is_plain


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "office.toml"


def faults(file: Path, content: bytes) -> list[str]:
    file.write_bytes(content)
    with pytest.raises(Faulty) as faulty:
        read_toml(file, "office.toml")
    return [str(fault) for fault in faulty.value.faults]


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_a_file_is_read_as_any_editor_saves_it(file: Path, before: bytes, end: bytes) -> None:
    file.write_bytes(before + b'id = "trang"' + end + b"closed = [2024-03-12]" + end)
    assert read_toml(file, "") == {"id": "trang", "closed": [date(2024, 3, 12)]}


def test_utf_16_is_named(file: Path) -> None:
    assert faults(file, 'id = "trang"'.encode("utf-16")) == [
        "office.toml: byte 0 is not UTF-8; save the file as UTF-8."
    ]


def test_a_day_of_the_buddhist_era_is_understood(file: Path) -> None:
    file.write_text("closed = [2567-03-12, 2024-03-13]\n[a]\nday = 2567-04-01")
    assert read_toml(file, "") == {"closed": [date(2024, 3, 12), date(2024, 3, 13)], "a": {"day": date(2024, 4, 1)}}


@pytest.mark.parametrize("day", ["0001-01-05", "1481-03-01", "3110-03-01", "2568-02-29"])
def test_a_day_that_cannot_be_meant_is_named(file: Path, day: str) -> None:
    assert faults(file, f"closed = [2024-03-12, {day}]".encode()) == [
        f"office.toml: closed[2]: {day} cannot be meant; write the day as 2024-03-01, or as 2567-03-01."
    ]


def test_characters_that_nobody_sees_are_named_with_their_key(file: Path) -> None:
    assert faults(
        file, 'phone = { th = "0\u200b", en = "\\u001b[2J" }\nnames = ["x", "a\u202eb\tc"]\n"\\u0007" = 1'.encode()
    ) == [
        "office.toml: phone.th: holds U+200B, which nobody sees; take that away.",
        "office.toml: phone.en: holds U+001B, which nobody sees; take that away.",
        "office.toml: names[2]: holds U+202E, U+0009, which nobody sees; take that away.",
        "office.toml: holds U+0007, which nobody sees; take that away.",
    ]


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 3000], ids=["5000 nines", "3000 lists"])
def test_what_no_office_writes_is_no_toml(file: Path, value: str) -> None:
    (fault,) = faults(file, f"figure = {value}".encode())
    assert fault.startswith("office.toml: not TOML")
    assert len(fault) < 250


def test_the_largest_files_need_no_look_value_by_value() -> None:
    assert [
        name for name in ("phrases", "sources", "office") if not is_plain((CONTENT / f"{name}.toml").read_text())
    ] == []


@pytest.mark.parametrize(
    "text",
    ["day = 2567-03-12", "days = [2567-03-12]", "days = [ # last\n2024-03-12,\n\t2567-03-13]", "a.day=1999-01-01"],
)
def test_a_day_that_may_be_meant_otherwise_is_looked_at_wherever_a_value_may_stand(text: str) -> None:
    assert not is_plain(text)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("day = ๒๕๖๗-๐๓-๑๒", "line 2 has Thai digits outside of words; write figures and days in Arabic digits."),
        ("id = “trang”", 'line 2 has quotation marks of a word processor (“ ”); write straight ones, ".'),
        ("id = trang", 'line 2 has words without quotation marks; put them between two ".'),
        ("id = [", "line 3, column 1 is not TOML (Invalid value); mend that place."),
    ],
)
def test_what_a_clerk_has_typed_wrong_is_named_by_its_line(file: Path, line: str, says: str) -> None:
    assert faults(file, f"a = 1\n{line}\n".encode()) == [f"office.toml: {says}"]


def test_a_fault_is_said_in_thai_too() -> None:
    fault = Fault("2570.toml", "measure.M1.2.due", "2027-03-28 is a closed day", "write a day of this year", 32)
    assert fault.words.th == "2570.toml: บรรทัด 32: measure.M1.2.due: 2027-03-28 เป็นวันหยุด กรุณาใส่วันของปีนี้"
    assert str(fault) == "2570.toml: line 32: measure.M1.2.due: 2027-03-28 is a closed day; write a day of this year."


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("eit.start", 3),
        ("measure.M1.2.due", 10),
        ("measure[2].due", 10),
        ("span.end", 1),
        ("measure[2].days[2].name", 12),
        ("nothing", None),
    ],
)
def test_a_key_is_found_in_the_file(key: str, line: int | None) -> None:
    text = """span = { start = 1, end = 2 }
[eit]
start = 1
[[measure]]
id = "M1.1"
recurring = "daily"

[[measure]]
id = "M1.2"
due = 2027-03-28
days = [{ on = 1 },
  { on = 2, name = "" }]
"""
    assert line_of(text, key) == line
