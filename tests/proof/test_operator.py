"""One operator at one terminal: a fleet of 76 offices from its first day on, through every loss, with what README's chapter
"Operating headquarters" says and no more."""

import json
import shutil
from collections import Counter as Tally
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from kiosk.cli.settings import Settings
from kiosk.machine.kiosk import open_ledger
from kiosk.protocol.payloads import Health
from kiosk.sync.client import HqClient
from tests.proof.first_day import (
    BUREAU_MAIL,
    OFFICE_MAIL,
    REGION_MAIL,
    TROUBLE,
    browser,
    code_of,
    enrolled,
    let_in,
    rows,
    seen,
    set_up,
)
from tests.proof.operation import DAY, HOUR, Counter, Operation, operation
from tests.support.commands import run
from tests.support.programs import needs

SILENT, HALTED = "trat-1", "trat-2"

CLOSED = """
kind = "closed-days"
[[closed]]
on = 2027-06-18
name = { th = "วันอบรมของส่วนกลาง", en = "Training day" }
"""

NOTICE = """
kind = "notice"
name = "training"
audience = "visitors"
words = { th = "สำนักงานปิดวันที่ 18 มิถุนายน", en = "This office is closed on 18 June" }
from = 2027-03-10
until = 2027-06-18
"""

FROM = ("--from", "2027-03-01", "--yes")

MINIMA = {"general-staff": 10, "investigation": 100, "inspection": 200, "foreigner-services": 200}


@pytest.mark.long
def test_an_operator_sets_up_a_fleet_loses_and_replaces_a_kiosk_a_key_and_a_database_and_is_told(
    tmp_path: Path,
) -> None:
    needs("nginx", "caddy", "openssl", "pdftotext")
    with operation(tmp_path) as at_work:
        recovery_key = set_up(at_work)
        fleet = enrolled(at_work)
        let_in(at_work)
        seen(at_work, fleet)
        handed_down(at_work, fleet)
        told_of(at_work, fleet)
        kiosk_replaced(at_work, fleet)
        kiosk_retired(at_work, fleet)
        kiosk_upgraded_first(at_work, fleet)
        back_again(at_work, fleet)
        key_lost(at_work, fleet, recovery_key)
        database_lost(at_work, fleet)


def handed_down(at_work: Operation, fleet: dict[str, Counter]) -> None:
    """The next day the year is missing; it is published, with a closed day, and all but one kiosk take both."""
    at_work.later(DAY + 3 * HOUR)
    at_work.until_told(BUREAU_MAIL, "Year missing 1 day: Immigration headquarters")
    here, closed = at_work.machine(1), at_work.folder / "closed.toml"
    assert run(here, "assessment", "new", "2570", "--from", "2567", real=True).returncode == 0
    year = here / "ita" / "2570.toml"
    assert "write `headquarters` once its plan is this year's own" in at_work.hq("publish", str(year), *FROM, code=1)
    year.write_text(year.read_text().replace('source = "ita-draft"', 'source = "headquarters"'))
    closed.write_text(CLOSED)
    assert "Bulletin 1 is signed" in at_work.hq("publish", str(year), *FROM)
    assert "82 → 81" in at_work.hq("publish", str(closed), *FROM)
    for counter in fleet.values():
        if counter.name != SILENT:
            with low_disk() if counter.name == HALTED else nullcontext():
                counter.sync()
    told = json.loads(at_work.hq("bulletins", "--json"))["bulletins"]
    assert [(len(each["held"]), each["missing"]) for each in told] == [(len(fleet) - 1, {SILENT: 0})] * 2
    assert f"{SILENT} does not have it; the last it holds: 0" in at_work.hq("bulletins")
    others = [counter for counter in fleet.values() if counter.office != TROUBLE]
    left = [
        json.loads(each.kiosk("counts", "--json").stdout)["window"]["open_days_left"]
        for each in (fleet[SILENT], others[0])
    ]
    assert left == [81, 80], "the day is closed at a kiosk that has heard of it"
    at_work.later(HOUR)
    at_work.until_told(BUREAU_MAIL, "The year is there: Immigration headquarters")


def low_disk() -> AbstractContextManager[object]:
    """A machine whose disk is nearly full, as far as its kiosk can see."""
    return patch("kiosk.sync.run.shutil.disk_usage", lambda _: SimpleNamespace(free=300 << 20))


def told_of(at_work: Operation, fleet: dict[str, Counter]) -> None:
    """Troubles of one office, of which it, its region and the Bureau are told in turn, each once."""
    halted, others = fleet[HALTED], [counter for counter in fleet.values() if counter.office != TROUBLE]
    (halted.folder / "key.pem").unlink()
    shutil.copy(others[0].folder / "key.pem", halted.folder)
    assert "not with this key" in halted.refused()
    at_work.later(HOUR)
    for days, who in ((1, others[:4]), (1, others[:4]), (2, others[:4]), (4, others)):
        halted.refused()
        at_work.later(days * DAY)
        for counter in who:
            counter.sync()
        halted.refused()
        at_work.listen()
    at_work.until_told(BUREAU_MAIL, "Silent 9 days: trat-1")
    assert told_to(at_work, OFFICE_MAIL) == {
        *("Silent 1 day: trat-1", "Halted 1 day: trat-2", "Disk low 1 day: trat-2", "Will miss 1 day:")
    }
    assert told_to(at_work, REGION_MAIL) == {
        *("Silent 3 days: trat-1", "Halted 4 days: trat-2", "Disk low 4 days: trat-2", "Will miss 4 days:")
    }
    assert told_to(at_work, BUREAU_MAIL) == {
        "Silent 9 days: trat-1",
        "Halted 8 days: trat-2",
        "Disk low 8 days: trat-2",
    }
    assert "told: office 2 Mar 2027" in at_work.hq("alerts")


def told_to(at_work: Operation, to: str) -> set[str]:
    """What somebody was told of the office, in English; each once."""
    mails = [mail.rpartition(" / ")[2] for mail in at_work.mailbox(to) if "Trat" in mail]
    texts = [mail.replace("Trat Immigration", "").strip() for mail in mails]
    assert len(set(texts)) == len(texts), texts
    return set(texts)


def kiosk_replaced(at_work: Operation, fleet: dict[str, Counter]) -> None:
    """The silent machine is lost, and another takes its place with all that was counted; the old one is refused."""
    lost = fleet[SILENT]
    code = at_work.hq("rekey", SILENT, "--letters", "letters", "--public-url", at_work.url).split()[-1]
    new = fleet[SILENT] = at_work.counter(TROUBLE, SILENT, "another-machine")
    assert code == code_of(at_work.folder / "letters" / f"{SILENT}.pdf")
    new.enrol(at_work.url, code)
    new.counted = lost.counted
    new.count("inspection")
    new.sync()
    counts = json.loads(new.kiosk("counts", "--json").stdout)
    assert counts["total"]["here"] == new.counted
    assert "not with this key" in lost.refused()
    fleet[HALTED].enrol(at_work.url, at_work.hq("rekey", HALTED).split()[-1])
    fleet[HALTED].sync()
    at_work.later(HOUR)


def kiosk_retired(at_work: Operation, fleet: dict[str, Counter]) -> None:
    """A kiosk that is retired is refused by that word, with its own key; what it counts meanwhile is not counted."""
    retired = next(counter for counter in fleet.values() if counter.office != TROUBLE)
    before = at_work.total()
    at_work.hq("kiosk", "retire", retired.name)
    retired.count("inspection")
    assert "Headquarters has retired this kiosk" in retired.refused()
    assert "is retired" in at_work.hq("suspend", "--lift", retired.name, code=1)
    assert "Headquarters has retired this kiosk" in retired.refused()
    assert at_work.total() == before
    assert f"{retired.name:<30}  retired on " in at_work.hq("kiosk", "list")
    at_work.hq("kiosk", "retire", "--lift", retired.name)
    retired.sync()
    assert at_work.total() == before + 1


class NewerHealth(Health, frozen=True, array_like=True):
    """What a kiosk of a later version tells of itself besides."""

    mood: str = "new"


def kiosk_upgraded_first(at_work: Operation, fleet: dict[str, Counter]) -> None:
    """A kiosk that is newer than its headquarters says more than that knows: it is halted by neither side."""
    newer, before, post = next(iter(fleet.values())), at_work.total(), HqClient.post

    def says_more(hq: HqClient, epoch: str, body: bytes, kind: type[Any]) -> Any:
        return post(hq, epoch, body.removesuffix(b"}") + b',"mood":"new"}', kind)

    newer.count("inspection")
    with patch.object(HqClient, "post", says_more), patch("kiosk.sync.run.Health", NewerHealth):
        assert "holds every entry" in newer.sync()
    assert at_work.total() == before + 1
    assert "reporting" in next(line for line in at_work.hq("kiosk", "list").splitlines() if newer.name in line)


def back_again(at_work: Operation, fleet: dict[str, Counter]) -> None:
    """The office counts all that it lacks; whoever was told hears that each trouble is over, once."""
    counter = fleet[SILENT]
    kiosk = Settings(data=counter.folder, office=counter.office_file).kiosk(writes=True)
    with open_ledger(kiosk) as ledger:
        for group, quota in MINIMA.items():
            for _ in range(quota):
                ledger.count(group, kiosk.today)
    counter.counted += sum(MINIMA.values())
    counter.sync()
    at_work.later(HOUR)
    over = {"Back again: trat-1", "Back again: trat-2", "Enough room again: trat-2"}
    for to in (OFFICE_MAIL, REGION_MAIL):
        at_work.until_told(to, "Expected to meet again: Trat")
        assert told_to(at_work, to) > {*over, "Expected to meet again:"}
    assert told_to(at_work, BUREAU_MAIL) > over
    digests = [mail for mail in at_work.mailbox(BUREAU_MAIL) if "Daily summary" in mail]
    assert len(digests) == len(set(digests)) >= 6, "one a day that rounds were made on"


def key_lost(at_work: Operation, fleet: dict[str, Counter], recovery_key: Path) -> None:
    """A new key in time, then one after the key was lost: kiosks follow both, and no receiver goes on with an old one."""
    some = list(fleet.values())[::9]
    at_work.hq("key", "rotate")
    renewed(at_work)
    for counter in some:
        counter.sync()
    at_work.stop()
    for number in (1, 2):
        (at_work.machine(number) / "hq-key.pem").unlink()
    at_work.hq("key", "recover", str(recovery_key))
    renewed(at_work)
    for counter in fleet.values():
        counter.sync()
        assert "signed" not in counter.kiosk("ledger", "verify").stderr


def renewed(at_work: Operation) -> None:
    """The new key at every receiver, which all are started again."""
    at_work.stop()
    shutil.copy(at_work.machine(1) / "hq-key.pem", at_work.machine(2))
    at_work.start()


def database_lost(at_work: Operation, fleet: dict[str, Counter]) -> None:
    """Backed up, gone, and put back: the kiosks bring what it lacks, entries and bulletins, and no count is lost."""
    at_work.shell("pg_dump -Fc -f hq.dump kiosk")
    notice = at_work.folder / "notice.toml"
    notice.write_text(NOTICE)
    at_work.hq("publish", str(notice), *FROM)
    for counter in fleet.values():
        counter.count("foreigner-services")
        counter.sync()
    truth = sum(counter.counted for counter in fleet.values())
    assert at_work.total() == truth
    at_work.stop()
    at_work.shell("psql -c 'DROP DATABASE kiosk WITH (FORCE)'")
    at_work.shell("psql -c 'CREATE DATABASE kiosk' && pg_restore -d kiosk hq.dump")
    at_work.start()
    assert at_work.total() == truth - len(fleet)
    for counter in fleet.values():
        counter.sync()
    assert at_work.total() == truth
    next(iter(fleet.values())).sync()  # it gave the notice back; that it holds it, it says with its next report
    told = json.loads(at_work.hq("bulletins", "--json"))["bulletins"]
    assert [(each["kind"], each["missing"]) for each in told] == [
        (kind, {}) for kind in ("notice", "closed-days", "year")
    ]
    assert "register is whole" in at_work.hq("verify").lower()
    with browser(at_work) as pages:
        alarms = Tally(row["kind"] for row in rows(pages, "alarms"))
        assert alarms["lost-here"] == len(fleet), "each says once that the register had signed for more"
        assert "bulletin-given-back" in at_work.hq("audit", "--json")
