"""What headquarters says stands over what is shipped and under what the office says, from its day on."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.catalogue.authority import Authority
from kiosk.catalogue.authority_words import rests_on
from kiosk.editing.confirm import confirm
from kiosk.editing.unconfirmed import unconfirmed
from kiosk.editing.year_differences import is_asked_again
from kiosk.health.check import check
from kiosk.health.headquarters_checks import bulletins
from kiosk.machine.kiosk import Kiosk
from tests.support.bulletins import handed_down
from tests.support.sample import DAY
from tests.support.year_files import next_year_tables, year_tables

JUNE = date(2024, 6, 19)
TRAINING = {"th": "วันฝึกอบรม", "en": "Training day"}
REGULATION = {"th": "กฎกระทรวง", "en": "Ministerial Regulation"}
FEE = "re-entry-permit.fee"
Publish = Callable[..., Kiosk]


@pytest.fixture
def publish(make_kiosk: Callable[..., Kiosk]) -> Publish:
    """Puts bulletins of headquarters on the shelf, and gives the kiosk as it is then on a day."""

    def put(kind: str, body: dict[str, Any], starts: date = DAY, today: date = DAY) -> Kiosk:
        return handed_down(make_kiosk(today), kind, body, starts)

    return put


def facts(value: object, name: str = FEE) -> dict[str, Any]:
    return {"source": REGULATION, "day": DAY, "fact": {name: {"value": value}}}


def test_a_closed_day_holds_in_open_days_counting_and_the_holidays_by_name(publish: Publish) -> None:
    kiosk = publish("closed-days", {"closed": [{"on": JUNE, "name": TRAINING}]})
    assert JUNE not in kiosk.open_days
    assert JUNE not in kiosk.assessment.open_days
    assert kiosk.catalogue.holidays.by_day[JUNE].name.en == "Training day"
    opened = publish("closed-days", {"opened": [{"on": JUNE, "name": TRAINING}]})
    assert JUNE in opened.open_days
    assert JUNE in opened.assessment.open_days


def test_nothing_holds_before_its_day_and_everything_from_then_on(publish: Publish, make_kiosk: Any) -> None:
    early = publish("closed-days", {"closed": [{"on": JUNE, "name": TRAINING}]}, starts=date(2024, 6, 1))
    assert JUNE in early.open_days
    assert JUNE not in make_kiosk(date(2024, 6, 1)).reread().open_days


def test_a_bureau_fact_needs_no_confirmation_and_says_on_what_it_rests(publish: Publish) -> None:
    kiosk = publish("facts", facts(3800))
    fee = kiosk.catalogue.services["re-entry-permit"].fee
    assert (fee.value, fee.state, fee.awaits_office) == (3800, "national", False)
    authority = Authority.of([fee])
    assert (authority.whose, authority.bureau[0].words.en) == ("bureau", "Ministerial Regulation")
    rests = rests_on(fee, kiosk.catalogue)
    assert rests is not None
    assert rests.en == "From the Immigration Bureau · Ministerial Regulation · 1 Mar 2024"


def test_what_the_office_confirmed_stands_above_and_is_asked_again_until_it_answers(publish: Publish) -> None:
    kiosk = publish("version", {"wanted": "1.0.0"})
    kiosk = replace(kiosk, catalogue=confirm(kiosk, FEE, "approver", 1900))
    kiosk = publish("facts", facts(3800))
    fee = kiosk.catalogue.services["re-entry-permit"].fee
    assert (fee.value, fee.state, fee.is_asked_again) == (1900, "confirmed", True)
    assert FEE in [fact.name for fact in unconfirmed(kiosk.catalogue, kiosk.today)]

    catalogue = confirm(kiosk, FEE, "approver")
    assert not catalogue.services["re-entry-permit"].fee.is_asked_again
    again = publish("facts", facts(3800)).catalogue.services["re-entry-permit"].fee
    assert not again.is_asked_again, "the same value, published once more, is no change"
    assert publish("facts", facts(3900)).catalogue.services["re-entry-permit"].fee.is_asked_again
    assert not publish("facts", facts(1900)).catalogue.services["re-entry-permit"].fee.is_asked_again


def test_a_year_stands_in_the_place_of_the_expected_one(publish: Publish, make_kiosk: Any) -> None:
    day = date(2027, 1, 4)
    assert make_kiosk(day).reread().assessment.is_expected
    kiosk = publish("year", {"assessment": next_year_tables(day, date(2027, 1, 11))}, today=day)
    assert (kiosk.assessment.year, kiosk.assessment.is_expected, kiosk.assessment.bulletin) == (2570, False, 1)
    assert kiosk.assessment.eit.start == date(2027, 1, 11)
    kiosk = publish("closed-days", {"closed": [{"on": date(2027, 2, 19), "name": TRAINING}]}, day, day)
    assert date(2027, 2, 19) not in kiosk.assessment.open_days
    assert not is_asked_again(kiosk, kiosk.assessment), "a day closed besides does not make it another year"


def test_a_bulletin_that_does_not_fit_this_version_changes_nothing_and_holds_no_other_up(publish: Publish) -> None:
    publish("weather", {"sun": True})
    publish("facts", facts(5, "no-such-service.fee"))
    publish("year", {"assessment": {**year_tables(), "quotas": {"chief": {"total": 1}}}})
    kiosk = publish("version", {"wanted": "1.4.2"})
    assert kiosk.faults == []
    assert (kiosk.catalogue.headquarters.wanted, kiosk.catalogue.headquarters.taken) == ("1.4.2", [4])
    assert kiosk.assessment.bulletin is None
    confirmed = confirm(kiosk, FEE, "approver", 1900)
    assert confirmed.services["re-entry-permit"].fee.state == "confirmed", "the office's work goes on"


def test_what_is_wrong_with_a_bulletin_is_named_by_its_number(publish: Publish) -> None:
    iit = "https://itas.nacc.go.th/go/iit/ab12cd"
    kiosk = publish("facts", facts(iit, "office.survey"))
    [fault] = check(DAY, folder=kiosk.folder).errors
    assert (fault.file, fault.key) == ("bulletin 1 of headquarters", "office.survey")
    assert fault.words.th.startswith("ประกาศจากส่วนกลางฉบับที่ 1: office.survey: ")


def test_notices_stand_from_one_day_until_another_for_whom_they_are(publish: Publish, make_kiosk: Any) -> None:
    words = {"th": "เปิดสงกรานต์", "en": "Open on Songkran"}
    notice = {"name": "songkran", "audience": "visitors", "words": words, "from": DAY, "until": JUNE}
    publish("notice", notice)
    kiosk = publish("notice", {**notice, "name": "hand-in", "audience": "staff"})
    assert [one.en for one in kiosk.announcements] == [one.en for one in kiosk.staff_notices] == ["Open on Songkran"]
    assert make_kiosk(date(2024, 6, 20)).reread().announcements == []
    kiosk = publish("notice", {**notice, "words": {"th": "ปิด", "en": "Closed"}})
    assert [one.en for one in kiosk.announcements] == ["Closed"]


def test_a_damaged_shelf_leaves_the_last_good_bulletins_standing(publish: Publish, make_kiosk: Any) -> None:
    kiosk = publish("closed-days", {"closed": [{"on": JUNE, "name": TRAINING}]})
    kiosk.path("bulletins.db").write_bytes(bytes(8192))
    assert JUNE not in make_kiosk().reread().open_days
    by_state = {diagnosis.state: diagnosis.found.en for diagnosis in bulletins(kiosk)}
    assert "does not hold the bulletins of headquarters" in by_state["failing"]
