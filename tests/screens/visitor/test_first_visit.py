"""Somebody's first time at the counter: ten questions, in one language alone, each answered within a few keys from home."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from kiosk.session.control import environment
from screens.visitor.home import HomeScreen
from tests.support.control_line import letters_asked
from tests.support.pilot import USUAL_SIZES, Opened, press, text

MOST_KEYS = 3
"""From home to the answer; somebody who reads no Thai presses 9 once before the first question."""


@dataclass(frozen=True)
class Question:
    """The keys, each beside the words by which it is chosen, then what is asked for as it stands there, or | so."""

    way: tuple[tuple[str, str], ...]
    answer: tuple[str, ...]
    written: str = ""
    """What the visitor writes then: a day of their own."""


RETIREMENT = ("3", "Extension of stay|Extend stay"), ("3", "Retirement")
RETIREMENT_TH = ("3", "การขออยู่ต่อ"), ("3", "ใช้ชีวิตบั้นปลาย")
LAST_REPORT = "01092023"

QUESTIONS: dict[str, dict[str, Question]] = {
    "en": {
        "which documents": Question(
            (*RETIREMENT, ("2", "See the whole list")),
            ("Form TM.7, signed", "Photo, 4×6 cm|Photo 4×6 cm", "Passport"),
        ),
        "what fee": Question(RETIREMENT, ("Fee", "THB", "Pay only with a")),
        "when": Question(RETIREMENT, ("Before your stay ends",)),
        "am I late, and what does it cost": Question(
            (("enter", "90-day report|90 days"), ("1", "Work out my dates")),
            ("Late by 86 days", "Late fine if you come yourself: THB 2,000"),
            LAST_REPORT,
        ),
        "is it open now": Question((), ("● Open",)),
        "how do I take this list home": Question(
            (("2", "Reports"), ("5", "Lost passport"), ("2", "Take this list home|See the whole list")),
            ("Scan to|Please photograph this page", "Police report of the loss"),
        ),
        "I need a person": Question((("0", "fficer"),), ("ask the officer at this counter", "0 7460 3641")),
        "the letters are too small": Question((("7", "Larger"),), ()),
        "lost passport": Question((("2", "Reports"), ("5", "Lost passport")), ("report the loss to the police",)),
        "my worker from Myanmar": Question(
            (("3", "Extension of stay|Extend stay"), ("4", "Myanmar")), ("Workers from Myanmar, Laos and Vietnam",)
        ),
    },
    "th": {
        "which documents": Question(
            (*RETIREMENT_TH, ("2", "ดูรายการทั้งหมด")), ("แบบ ตม.7 ลงลายมือชื่อ", "รูปถ่าย 4×6 ซม.", "หนังสือเดินทาง")
        ),
        "what fee": Question(RETIREMENT_TH, ("ค่าธรรมเนียม", "บาท", "ชำระตามใบเสร็จเท่านั้น")),
        "when": Question(RETIREMENT_TH, ("ก่อนวันสิ้นสุดการอนุญาต",)),
        "am I late, and what does it cost": Question(
            (("enter", "รายงานตัว 90 วัน|90 วัน"), ("1", "คำนวณวันของท่าน")),
            ("เลยกำหนด 86 วัน", "ปรับ 2,000 บาท"),
            LAST_REPORT,
        ),
        "is it open now": Question((), ("● เปิด",)),
        "how do I take this list home": Question(
            (("2", "การรับแจ้ง"), ("5", "หนังสือเดินทางหาย"), ("2", "นำรายการนี้กลับบ้าน|ดูรายการทั้งหมด")),
            ("สแกนเพื่อ|กรุณาถ่ายรูปหน้านี้ไว้", "ใบแจ้งความหนังสือเดินทาง"),
        ),
        "I need a person": Question((("0", "เจ้าหน้าที่"),), ("กรุณาแจ้งเจ้าหน้าที่ที่เคาน์เตอร์นี้", "0 7460 3641")),
        "the letters are too small": Question((("7", "ใหญ่"),), ()),
        "lost passport": Question((("2", "การรับแจ้ง"), ("5", "หนังสือเดินทางหาย")), ("แจ้งความที่สถานีตำรวจก่อน",)),
        "my worker from Myanmar": Question(
            (("3", "การขออยู่ต่อ"), ("4", "เมียนมา ลาว เวียดนาม|พม่า ลาว เวียดนาม")), ("แรงงานเมียนมา ลาว และเวียดนาม",)
        ),
    },
}


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The end of the line of a session, which draws the larger letters."""
    mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    mine.settimeout(5)
    with mine, its:
        for name, value in environment(its).items():
            monkeypatch.setenv(name, value)
        yield mine


@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize("size", USUAL_SIZES)
async def test_ten_questions_are_answered_within_three_keys_for_somebody_who_reads_one_language(
    counter: Opened, make_kiosk: Callable[..., Kiosk], session: socket.socket, size: str, language: str
) -> None:
    real = make_kiosk(practice=False)
    async with counter(*(["9"] if language == "en" else []), size=size, on=real) as pilot:
        assert letters_asked(session) == "usual"
        for name, question in QUESTIONS[language].items():
            keys = await asked(pilot, question)
            assert keys <= MOST_KEYS, name
            if name == "the letters are too small":
                assert letters_asked(session) == "larger", "larger letters were not asked for"
            if not isinstance(pilot.app.screen, HomeScreen):
                await press(pilot, "asterisk")


async def asked(pilot: Pilot[None], question: Question) -> int:
    """Read where the words lead, and turn pages where the answer has not come yet; gives how many keys it took."""
    keys, read = 0, ""
    for key, words in (*question.way, *((digit, "") for digit in question.written)):
        if not says(text(pilot), words):
            break
        await press(pilot, key)
        read, keys = read + text(pilot), keys + 1
    read += text(pilot)
    while not all(says(read, words) for words in question.answer):
        page = text(pilot)
        await press(pilot, "right")
        assert page != text(pilot), f"nothing answers {question}:\n{page}"
        read, keys = read + text(pilot), keys + 1
    return keys - len(question.written)


def says(shown: str, words: str) -> bool:
    """Whether one of the words between | is shown, however it is broken into lines."""
    return any(squeezed(part) in squeezed(shown) for part in words.split("|"))


def squeezed(shown: str) -> str:
    """Without the spaces and ends of lines that the room decides about."""
    return "".join(shown.split())
