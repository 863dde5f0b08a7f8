"""Staff read what headquarters has handed down: what each bulletin says, and how it stands today."""

from datetime import date

from msgspec.structs import replace

from kiosk.editing.bulletin_words import told_bulletins
from kiosk.editing.headquarters_asks import from_headquarters
from kiosk.health.headquarters_checks import bulletins
from kiosk.health.upkeep import upkeep
from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.signing import public_hex
from kiosk.streams.record.bulletins.shelf import Shelf
from tests.support.bulletins import bulletin, handed_down
from tests.support.sample import DAY
from tests.support.syncs import HQ_KEY

NOTICE = {
    "name": "songkran",
    "audience": "staff",
    "words": {"th": "ส่งคำสั่งภายในเดือนนี้", "en": "Hand in the order this month"},
    "from": DAY,
    "until": DAY,
}
JUNE = {"on": date(2024, 6, 19), "name": {"th": "วันฝึกอบรม", "en": "Training day"}}


def test_each_bulletin_is_told_with_what_it_says_and_whether_it_holds(kiosk: Kiosk) -> None:
    handed_down(kiosk, "version", {"wanted": "1.0.0"})
    handed_down(kiosk, "notice", {**NOTICE, "name": "old", "from": "2024-02-01", "until": "2024-02-02"})
    handed_down(kiosk, "notice", NOTICE)
    handed_down(kiosk, "closed-days", {"closed": [JUNE]}, date(2024, 6, 1))
    handed_down(kiosk, "version", {"wanted": "9.0"})
    kiosk = handed_down(kiosk, "weather", {"sun": True})
    told = {each.number: each for each in told_bulletins(kiosk)}
    assert {number: each.standing for number, each in told.items()} == {
        1: "replaced",
        2: "over",
        3: "in-force",
        4: "waiting",
        5: "in-force",
        6: "unfit",
    }
    assert [words.en for words in told[4].says] == ["closed  Wed 19 Jun 2024  Training day"]
    notice, asks = from_headquarters(kiosk)
    assert notice.en == "Hand in the order this month"
    assert "wants version 9.0" in asks.en
    assert "Headquarters: 2 to read, see the menu" in [words.en for words in upkeep(kiosk)]
    warned = [each.found.en for each in bulletins(kiosk) if each.state == "warning"]
    assert warned == ["no. 6: needs a newer version", "9.0; this machine is older"]


def test_the_bulletins_of_other_offices_are_kept_and_not_told(kiosk: Kiosk) -> None:
    other = replace(bulletin(kind="notice", offices=["trang"]), body=None)
    Shelf(kiosk.path("")).keep([other], DAY, public_hex(HQ_KEY))
    assert told_bulletins(kiosk.reread()) == []
