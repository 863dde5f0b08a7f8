"""The picture of a moment: one sentence in both languages, in the middle of the screen."""

import struct

import pyte

from kiosk.session.moment import moment
from tests.support.terminal import ThaiScreen, whole


def test_the_sentence_stands_in_the_middle_in_thai_and_english() -> None:
    screen = ThaiScreen(137, 28)
    pyte.ByteStream(screen).feed(moment(struct.pack("HHHH", 28, 137, 0, 0)))
    thai, english = (line for line in screen.display if line.strip())
    assert whole(thai).strip() == "ขออภัย หน้าจอนี้จะกลับมาในอีกสักครู่"
    assert english.strip() == "Sorry, this screen will be back in a moment."
    before, after = len(english) - len(english.lstrip()), len(english) - len(english.rstrip())
    assert abs(before - after) <= 1
