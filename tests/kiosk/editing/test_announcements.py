"""What staff tell visitors stands from its first day to its last, is a line of the record, and is never cut."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.catalogue.announcements import WIDTH
from kiosk.catalogue.last_good import keep_last_good, load_last_good
from kiosk.editing.announcements import MOST, announced, put_up, take_down
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.streams.record.files import ANNOUNCEMENTS, RECORD
from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Refusal
from tests.support.commands import run

FRIDAY, MONDAY = date(2024, 3, 1), date(2024, 3, 4)
CLOSED = Bilingual("วันศุกร์ที่ 8 มีนาคม ปิดทำการ", "Closed on Friday 8 March")


def told(kiosk: Kiosk) -> list[str]:
    return [words.en for words in kiosk.reread().announcements]


def test_an_announcement_goes_up_on_its_first_day_and_comes_down_after_its_last(
    kiosk: Kiosk, make_kiosk: Callable[..., Kiosk]
) -> None:
    put_up(kiosk, CLOSED, MONDAY, date(2024, 3, 8), "approver")
    days = [FRIDAY, MONDAY, date(2024, 3, 8), date(2024, 3, 9)]
    assert [told(make_kiosk(day)) for day in days] == [[], [CLOSED.en], [CLOSED.en], []]


def test_one_that_is_over_makes_room_for_the_next_and_stays_in_the_record(
    kiosk: Kiosk, make_kiosk: Callable[..., Kiosk]
) -> None:
    put_up(kiosk, CLOSED, FRIDAY, FRIDAY, "approver")
    put_up(make_kiosk(MONDAY), Bilingual("น้ำท่วม", "Flood"), MONDAY, MONDAY, "approver")
    assert [notice.en for notice in announced(make_kiosk(MONDAY).reread())] == ["Flood"]
    with open_record(kiosk) as record:
        assert len(record.lines("announcement/*")) == 2


def test_staff_take_one_down_before_its_last_day(kiosk: Kiosk) -> None:
    put_up(kiosk, CLOSED, FRIDAY, MONDAY, "approver")
    take_down(kiosk, announced(kiosk.reread())[0], "approver")
    assert told(kiosk) == []
    put_up(kiosk, CLOSED, FRIDAY, MONDAY, "approver")
    assert told(kiosk) == [CLOSED.en]


@pytest.mark.parametrize(
    ("th", "en", "last", "said"),
    [
        ("", "", MONDAY, "has words"),
        ("ปิด", "", MONDAY, "the English is missing"),
        ("ปิด", "c" * (WIDTH + 1), MONDAY, "write it shorter"),
        ("ปิด", "Closed", date(2024, 2, 29), "give a later one"),
    ],
)
def test_what_could_not_be_read_or_would_never_be_seen_is_refused(
    kiosk: Kiosk, th: str, en: str, last: date, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        put_up(kiosk, Bilingual(th, en), FRIDAY, last, "approver")
    assert not (kiosk.folder / RECORD).exists()


def test_one_stands_on_a_day(kiosk: Kiosk) -> None:
    put_up(kiosk, CLOSED, MONDAY, date(2024, 3, 8), "approver")
    for first, last in ((FRIDAY, MONDAY), (date(2024, 3, 5), date(2024, 3, 6)), (date(2024, 3, 8), date(2024, 3, 9))):
        with pytest.raises(Refusal, match="make one of two"):
            put_up(kiosk, CLOSED, first, last, "approver")
    for day in range(10, 10 + MOST - 1):
        put_up(kiosk, CLOSED, date(2024, 3, day), date(2024, 3, day), "approver")
    with pytest.raises(Refusal, match=f"{MOST} in all"):
        put_up(kiosk, CLOSED, FRIDAY, FRIDAY, "approver")


ONE = f'[[announcement]]\nth = "ปิด"\nen = "{"c" * WIDTH}"\nfrom = 2567-03-01\nuntil = 2567-03-08\n'


def test_announcements_of_the_first_edition_become_lines_of_the_record(kiosk: Kiosk) -> None:
    kiosk.path(ANNOUNCEMENTS).write_text(ONE, "utf-8")
    assert told(kiosk) == ["c" * WIDTH]
    open_record(kiosk).close()
    assert not kiosk.path(ANNOUNCEMENTS).exists()
    assert kiosk.path(f"{ANNOUNCEMENTS}.taken-in").read_text("utf-8") == ONE
    assert told(kiosk) == ["c" * WIDTH]


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (ONE.replace("2567-03-08", "2567-02-08"), "announcement[1]", "the last day comes before the first"),
        (ONE.replace("until", "untill"), "announcement[1].untill", "write `until`"),
        (ONE.replace("cc", "ccc", 1), "announcement/2024-03-01.value.en", f"takes {WIDTH + 1} cells of {WIDTH}"),
        (ONE * 2, "announcement/2024-03-01", "take one away"),
    ],
)
def test_a_file_that_is_not_right_is_named_with_its_key(tmp_path: Path, text: str, key: str, said: str) -> None:
    (tmp_path / ANNOUNCEMENTS).write_text(text, "utf-8")
    checked = run(tmp_path, "check", real=True)
    assert checked.returncode == 1
    assert f"{key}: " in checked.stdout
    assert said in checked.stdout


def test_a_counter_opens_with_the_last_good_announcements_where_the_file_is_no_longer_right(kiosk: Kiosk) -> None:
    put_up(kiosk, CLOSED, FRIDAY, MONDAY, "approver")
    keep_last_good(None, kiosk.folder)
    kiosk.path(ANNOUNCEMENTS).write_text("\0\0\0", "utf-8")
    catalogue, faults = load_last_good(None, kiosk.folder)
    assert catalogue.announcements.on(FRIDAY) is not None
    assert [Path(fault.file).name for fault in faults] == [ANNOUNCEMENTS]
