"""Lines of the record in words: days and work groups as the language of the page says them."""

from datetime import date

from kiosk.editing.history import LineWords
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.several import Several
from kiosk.machine import Kiosk, open_record
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.plan import FollowUp
from kiosk.progress.several import write


def test_days_and_work_groups_are_said_in_words(kiosk: Kiosk, ledger: Ledger) -> None:
    with open_record(kiosk) as record:
        earlier = FollowUp("M1.2", date(2024, 2, 27), "followed-up", "ติดป้าย", written=kiosk.today)
        FollowUps(record).add(earlier)
    write(kiosk, ledger, Several.of("investigation", date(2024, 2, 29), 15), "team", "approver")
    with open_record(kiosk) as record:
        thai = {words.th for line in record.lines() for words in LineWords(kiosk.catalogue).says(line)}
    assert any("27 ก.พ. 2567  ติดป้าย" in words for words in thai)
    assert any(words.startswith("+15 งานสืบสวนปราบปราม · 29 ก.พ. 2567 · ") for words in thai)
