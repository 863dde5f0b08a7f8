"""Who is on duty is written into the data folder and shown at once; content stays as it was shipped."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.catalogue.load import load
from kiosk.editing.roster import WIDTH, put_on_duty
from kiosk.errors import Refusal
from kiosk.machine import Kiosk, open_record
from kiosk.storage.toml_file import Faulty
from kiosk.text.bilingual import Bilingual
from tests.support.commands import run

FRIDAY = date(2024, 3, 1)


def on_duty(kiosk: Kiosk) -> str:
    return kiosk.reread().duty.en


def duty_then(own: Kiosk) -> str:
    """Who is on duty by the record and by a file that was not read from a disk."""
    roster = own.reread().catalogue.roster
    return structs.replace(own, catalogue=structs.replace(own.catalogue, roster=roster)).duty.en


def test_a_weekday_is_written_and_holds_every_week(kiosk: Kiosk, make_kiosk: Callable[..., Kiosk]) -> None:
    put_on_duty(kiosk, "friday", Bilingual("รองสารวัตร", "Deputy Inspector"))
    assert on_duty(kiosk) == "Deputy Inspector"
    assert on_duty(make_kiosk(date(2024, 3, 8))) == "Deputy Inspector"
    assert on_duty(make_kiosk(date(2024, 3, 4))) == kiosk.office.duty.en


def test_a_single_day_goes_before_its_weekday_and_stays_in_the_record_as_evidence(
    kiosk: Kiosk, make_kiosk: Callable[..., Kiosk]
) -> None:
    put_on_duty(kiosk, "friday", Bilingual("รองสารวัตร", "Deputy Inspector"))
    put_on_duty(kiosk, FRIDAY, Bilingual("สารวัตร", "Inspector"))
    assert on_duty(kiosk) == "Inspector"
    later = make_kiosk(date(2024, 3, 8))
    assert on_duty(later) == "Deputy Inspector"
    put_on_duty(later, "monday", Bilingual("สิบเวร", "Duty NCO"))
    assert list(later.reread().catalogue.roster.day) == [FRIDAY]


def test_what_staff_write_goes_before_the_offices_own_roster_and_can_be_taken_back(kiosk: Kiosk) -> None:
    office = structs.replace(kiosk.office, roster={"friday": Bilingual("ตามแฟ้ม", "By the file")})
    own = structs.replace(kiosk, catalogue=structs.replace(kiosk.catalogue, office=office))
    assert own.duty.en == "By the file"
    put_on_duty(own, "friday", Bilingual("สารวัตร", "Inspector"))
    assert duty_then(own) == "Inspector"
    put_on_duty(own, "friday", Bilingual("", ""))
    assert duty_then(own) == "By the file"
    put_on_duty(own, "friday", Bilingual("", ""))
    with open_record(own) as record:
        first, second = record.lines("roster/*")
    assert (second.value, second.takes_back) == ("null", first.id)


@pytest.mark.parametrize(
    ("th", "en", "said"), [("สารวัตร", " ", "English"), ("", "Inspector", "Thai"), ("ก", "I" * (WIDTH + 1), "shorter")]
)
def test_a_missing_language_and_words_that_the_band_would_cut_are_refused(
    kiosk: Kiosk, th: str, en: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        put_on_duty(kiosk, "friday", Bilingual(th, en))
    assert not (kiosk.folder / "record.db").exists()


def test_a_roster_that_is_not_right_is_named_with_its_key(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk.path("roster.toml").write_text('[weekday.frieday]\nth = "ก"\nen = "a"\n', encoding="utf-8")
    with pytest.raises(Faulty, match=r"roster\.toml"):
        load(None, kiosk.folder)
    checked = run(tmp_path / "kiosk", "check")
    assert checked.returncode == 1
    assert "roster.toml" in checked.stdout
    assert "Traceback" not in checked.stderr
