"""Who is on duty is written into the data folder and shown at once; content stays as it was shipped."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.catalogue.load import load
from kiosk.editing.duty_month import days_meant, duty_month
from kiosk.editing.roster import WIDTH, put_on_duty
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.storage.toml_file import Faulty
from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Refusal
from tests.support.commands import run

FRIDAY = date(2024, 3, 1)


def on_duty(kiosk: Kiosk) -> str:
    return kiosk.reread().duty.en


def duty_then(own: Kiosk) -> str:
    """Who is on duty by the record and by a file that was not read from a disk."""
    roster = own.reread().catalogue.roster
    return structs.replace(own, catalogue=structs.replace(own.catalogue, roster=roster)).duty.en


def test_a_weekday_is_written_and_holds_every_week(kiosk: Kiosk, make_kiosk: Callable[..., Kiosk]) -> None:
    put_on_duty(kiosk, "friday", Bilingual("รองสารวัตร", "Deputy Inspector"), "approver")
    assert on_duty(kiosk) == "Deputy Inspector"
    assert on_duty(make_kiosk(date(2024, 3, 8))) == "Deputy Inspector"
    assert on_duty(make_kiosk(date(2024, 3, 4))) == kiosk.office.duty.en


def test_a_single_day_goes_before_its_weekday_and_stays_as_evidence_that_no_page_waits_for(
    kiosk: Kiosk, make_kiosk: Callable[..., Kiosk]
) -> None:
    put_on_duty(kiosk, "friday", Bilingual("รองสารวัตร", "Deputy Inspector"), "approver")
    put_on_duty(kiosk, FRIDAY, Bilingual("สารวัตร", "Inspector"), "approver")
    assert on_duty(kiosk) == "Inspector"
    later = make_kiosk(date(2024, 3, 8))
    assert on_duty(later) == "Deputy Inspector"
    put_on_duty(later, "monday", Bilingual("สิบเวร", "Duty NCO"), "approver")
    assert duty_month(later, FRIDAY)[0].duty.en == "Inspector"
    assert later.reread().catalogue.roster.day == {}


def test_what_staff_write_goes_before_the_offices_own_roster_and_can_be_taken_back(kiosk: Kiosk) -> None:
    office = structs.replace(kiosk.office, roster={"friday": Bilingual("ตามแฟ้ม", "By the file")})
    own = structs.replace(kiosk, catalogue=structs.replace(kiosk.catalogue, office=office))
    assert own.duty.en == "By the file"
    put_on_duty(own, "friday", Bilingual("สารวัตร", "Inspector"), "approver")
    assert duty_then(own) == "Inspector"
    put_on_duty(own, "friday", Bilingual("", ""), "approver")
    assert duty_then(own) == "By the file"
    put_on_duty(own, "friday", Bilingual("", ""), "approver")
    with open_record(own) as record:
        first, second = record.lines("roster/*")
    assert (second.value, second.takes_back) == ("null", first.id)


def test_words_that_the_band_would_cut_are_refused(kiosk: Kiosk) -> None:
    with pytest.raises(Refusal, match="shorter"):
        put_on_duty(kiosk, "friday", Bilingual("ก", "I" * (WIDTH + 1)), "approver")
    assert not (kiosk.folder / "record.db").exists()


@pytest.mark.parametrize(("typed", "said"), [(("สารวัตร", " "), "สารวัตร"), (("", "Inspector"), "Inspector")])
def test_words_in_one_language_stand_for_both(kiosk: Kiosk, typed: tuple[str, str], said: str) -> None:
    put_on_duty(kiosk, "friday", Bilingual(*typed), "approver")
    assert kiosk.reread().catalogue.roster.weekday["friday"] == Bilingual(said, said)


def test_a_month_keeps_who_was_on_duty_when_the_weekday_is_changed_later(kiosk: Kiosk) -> None:
    friday, later = kiosk.today, structs.replace(kiosk, clock=lambda: kiosk.clock() + timedelta(14))
    put_on_duty(kiosk, "friday", Bilingual("ก", "A"), "approver")
    put_on_duty(later, "friday", Bilingual("ข", "B"), "approver")
    for day in days_meant("๔-5, 11", date(2024, 3, 1)):
        put_on_duty(kiosk, day, Bilingual("ค", "C"), "approver")
    on = {each.day: each for each in duty_month(later, date(2024, 3, 1))}
    assert len(on) == 31
    assert [on[friday + timedelta(weeks)].duty.en for weeks in (0, 7, 14, 21)] == ["A", "A", "B", "B"]
    assert [day.day for day, each in on.items() if each.is_own and each.duty.en == "C"] == [4, 5, 11]
    assert not on[date(2024, 3, 2)].is_open


@pytest.mark.parametrize("typed", ["", "0", "32", "9-4", "x", "4-40", "1,,2"])
def test_days_that_the_month_does_not_have_are_none(typed: str) -> None:
    assert days_meant(typed, date(2024, 3, 1)) == []


def test_a_roster_that_is_not_right_is_named_with_its_key(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk.path("roster.toml").write_text('[weekday.frieday]\nth = "ก"\nen = "a"\n', encoding="utf-8")
    with pytest.raises(Faulty, match=r"roster\.toml"):
        load(None, kiosk.folder)
    checked = run(tmp_path / "kiosk", "check")
    assert checked.returncode == 1
    assert "roster.toml" in checked.stdout
    assert "Traceback" not in checked.stderr
