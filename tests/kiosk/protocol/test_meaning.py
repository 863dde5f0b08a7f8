"""One rule says what an entry may say, for the kiosk that writes it and for headquarters that is sent it."""

import uuid
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from kiosk.catalogue.assessment import known_years
from kiosk.catalogue.catalogue import Catalogue
from kiosk.protocol.chain import Entry
from kiosk.protocol.meaning import KnownYears, Reason, Year
from kiosk.streams.record.kinds import LineReason
from tests.support.commands import run
from tests.support.sample import DAY, KNOWN

TWO_YEARS = KnownYears(
    [
        Year(date(2023, 10, 1), date(2024, 9, 30), frozenset(["inspection"])),
        Year(date(2025, 10, 1), date(2026, 9, 30), frozenset(["detention"])),
    ]
)


@pytest.mark.parametrize(
    ("day", "groups"),
    [
        (date(2023, 9, 30), None),
        (date(2023, 10, 1), {"inspection"}),
        (date(2024, 9, 30), {"inspection"}),
        (date(2024, 10, 1), {"detention"}),
        (date(2026, 9, 30), {"detention"}),
        (date(2031, 1, 1), {"detention"}),
    ],
)
def test_a_day_is_held_to_its_year_and_one_without_a_file_to_the_newest(day: date, groups: set[str] | None) -> None:
    assert TWO_YEARS.groups(day) == groups


def test_the_files_that_ship_say_what_is_known(catalogue: Catalogue) -> None:
    shipped = known_years(catalogue.assessments)
    assert shipped.groups(DAY) == KNOWN.groups(DAY)


def test_without_any_years_file_nothing_is_known() -> None:
    assert KnownYears([]).groups(DAY) is None


def test_a_note_of_a_day_long_ago_is_no_untruth_a_wrong_clock_is_noted_too() -> None:
    note = Entry(1, str(uuid.uuid4()), date(1970, 1, 1), "note", None, "pin-reset", None, "system")
    assert KNOWN.doubt(note, DAY) is None


def test_every_reason_has_its_words_for_staff(catalogue: Catalogue) -> None:
    for reason in (*get_args(Reason), *get_args(LineReason)):
        assert catalogue.phrases(f"set_aside.{reason}").th


@pytest.mark.parametrize(
    ("today", "command", "said"),
    [
        ("1970-01-01", ["count", "inspection"], "no fiscal year known here holds 1 Jan 1970"),
        ("1970-01-01", ["itap", "total", "3"], "no fiscal year known here holds 1 Jan 1970"),
        ("2024-03-01", ["itap", "total", "1000001"], "above 1,000,000"),
    ],
)
def test_a_command_says_in_one_sentence_why_it_writes_nothing(
    tmp_path: Path, today: str, command: list[str], said: str
) -> None:
    done = run(tmp_path, "--today", today, *command)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
