"""Several at once, an earlier day, a slip taken back later: entries like others that nobody can hide."""

import json
from datetime import date
from pathlib import Path

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.note_words import noted
from kiosk.progress.several import several_lines, write
from kiosk.streams.ledger.ledger import Impossible, Ledger, NotCounted
from kiosk.streams.ledger.several import Several
from kiosk.streams.ledger.verify import problems
from tests.support.commands import run
from tests.support.sample import DAY

YESTERDAY = date(2024, 2, 29)


def counted(ledger: Ledger, day: date = DAY) -> int:
    return sum(count.count for count in ledger.tally.counts(day, day))


def words(ledger: Ledger) -> dict[str, int]:
    return {note.word: note.number for note in noted(ledger.notes())}


def test_several_of_yesterday_count_on_their_day_once_and_say_that_they_came_later(
    kiosk: Kiosk, ledger: Ledger
) -> None:
    fifteen = Several.of("investigation", YESTERDAY, 15)
    assert write(kiosk, ledger, fifteen, "team", "staff")
    assert not write(kiosk, ledger, fifteen, "team", "staff"), "a second Enter writes nothing"
    assert (counted(ledger), counted(ledger, YESTERDAY)) == (0, 15)
    assert words(ledger) == {"later": 15}
    (line,) = several_lines(kiosk)
    assert (line.entered, line.day, line.group, line.change, line.reason) == (
        DAY,
        YESTERDAY,
        "investigation",
        15,
        "team",
    )
    assert not list(problems(ledger))


def test_what_is_entered_twice_in_a_day_is_added_up_in_its_note(kiosk: Kiosk, ledger: Ledger) -> None:
    for number in (7, 5):
        write(kiosk, ledger, Several.of("inspection", DAY, number), "field", "staff")
    assert words(ledger) == {"several": 12}


def test_yesterdays_slip_is_taken_back_on_its_day_with_a_reason_of_today(kiosk: Kiosk, ledger: Ledger) -> None:
    slip = ledger.count("inspection", YESTERDAY)
    write(kiosk, ledger, Several.of("inspection", YESTERDAY, 1, takes_back=True), "pressed-twice", "staff")
    assert counted(ledger, YESTERDAY) == 0
    (line,) = several_lines(kiosk)
    assert (line.entered, line.day, line.change) == (DAY, YESTERDAY, -1)
    assert not ledger.entries.correctable(YESTERDAY, slip.work_group)


def test_nothing_is_written_of_what_cannot_be(kiosk: Kiosk, ledger: Ledger) -> None:
    for day, number in ((date(2024, 3, 2), 1), (date(2023, 12, 29), 1), (DAY, 201)):
        with pytest.raises(Impossible):
            write(kiosk, ledger, Several.of("inspection", day, number), "team", "staff")
    ledger.count("inspection", DAY)
    with pytest.raises(NotCounted):
        write(kiosk, ledger, Several.of("inspection", DAY, 2, takes_back=True), "wrong-day", "staff")
    assert counted(ledger) == 1
    assert several_lines(kiosk) == []
    assert "several" not in words(ledger)


def test_the_command_counts_several_and_takes_a_slip_back_with_a_reason_and_a_role(
    tmp_path: Path, kiosk: Kiosk
) -> None:
    role = next(iter(kiosk.catalogue.signers))
    more = ("--day", "2567-02-29", "--role", role)
    assert run(tmp_path, "count", "inspection", "--several", "๑๕", *more).returncode == 2, "no reason"
    assert run(tmp_path, "count", "inspection", "--several", "๑๕", *more, "--reason", "team").returncode == 0
    assert run(tmp_path, "count", "inspection", "--undo", *more, "--reason", "wrong-group").returncode == 0
    told = json.loads(run(tmp_path, "counts", "--json").stdout)
    assert (told["total"]["count"], told["total"]["today"], told["total"]["rate"]) == (14, 0, 1.4)
