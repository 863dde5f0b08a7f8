"""Every decision and every request is told: the audit log and the log of the site."""

import json
import re
from pathlib import Path
from typing import get_args

import httpx
import msgspec
import pytest

from kiosk.hq.accounts.policy import Grant, Role
from kiosk.hq.pages.audit_table import ABOUT
from kiosk.hq.register.office_check import differences
from kiosk.hq.store.audit_log import AuditAction
from kiosk.hq.store.office_terms import OfficeTerms
from kiosk.protocol.bulletin import KINDS
from kiosk.text.dates import thai_day
from kiosk.text.sentences import COMMANDS
from kiosk.text.templates import by_template
from tests.kiosk.hq.pages.conftest import NAME, add_user, log_in, seed, token
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY, HEALTH


def test_every_decision_stands_in_the_audit_log(officer: httpx.Client, guarded: Headquarters) -> None:
    log_in(officer, "wrong password")
    log_in(officer, "wrong password", name="my secret typed here")
    log_in(officer)
    page = officer.get("/alarms")
    [first, *_] = re.findall(r'action="(/alarms/\d+/acknowledge)"', page.text)
    officer.post(first, data={"token": token(page)})
    officer.post("/logout", data={"token": token(page)})
    run(guarded.folder, "hq", "office", "add", "trang")
    run(guarded.folder, "hq", "enrol", "trang", "trang-1")
    run(guarded.folder, "hq", "rekey", "trang-1")
    run(guarded.folder, "hq", "suspend", "trang-1")
    lines = json.loads(run(guarded.folder, "hq", "audit", "--json").stdout)["lines"]
    assert all(thai_day(line["at"]) == DAY for line in lines)
    told = [(line["what"], line["who"], line["from"], line["about"]) for line in reversed(lines)]
    me = told[0][1]
    assert told == [
        ("user-added", "root", "command line", f"{NAME}: administrator of all offices"),
        ("log-in-refused", NAME, "127.0.0.1", ""),
        ("log-in-refused", "–", "127.0.0.1", ""),
        ("log-in", NAME, "127.0.0.1", ""),
        ("acknowledged", NAME, "127.0.0.1", f"alarm {first.split('/')[2]}"),
        ("log-out", NAME, "127.0.0.1", ""),
        ("office", me, "command line", "trang: class not said, counts what staff say"),
        ("code", me, "command line", "trang-1 of trang"),
        ("rekey", me, "command line", "trang-1"),
        ("suspended", me, "command line", "trang-1"),
    ]
    log_in(officer)
    page = officer.get("/audit?lang=en")
    for words in ("log-in refused", "acknowledged an alarm", "suspended a kiosk", "127.0.0.1", "command line"):
        assert words in page.text
    users = officer.get("/users?lang=en").text
    assert "suspended a kiosk" in users, "the newest lines stand beside the users"
    assert users.partition('class="newest"')[2].partition("</ul>")[0].count("<li>") == 8
    assert officer.get("/audit.json").json()["pages"][0]["rows"][1]["action"] == "suspended"
    refused = officer.get("/audit?lang=en&about=refused").text
    assert "2 log-ins were refused" in refused
    assert refused.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>") == 2
    kiosks = officer.get("/audit.json?about=kiosks").json()["pages"][0]["rows"]
    assert [row["action"] for row in kiosks] == ["suspended", "rekey", "code"]


def test_every_action_is_found_by_what_it_is_about() -> None:
    assert {action for actions in ABOUT.values() for action in actions} == set(get_args(AuditAction))


GRANTS = [Grant(role, *scope) for role in get_args(Role) for scope in ((), ("East",), (None, "trang"))]
DIFFERS = OfficeTerms("smallest", "visitor", [DAY], [DAY])
TOLD = [
    *(f"malee: {grant}" for grant in GRANTS),
    *("malee: on", "malee: off", "malee, from users.toml", "93ce-15f7, signed by the recovery key"),
    "93ce-15f7, signed by 93ce-15f8",
    *(f"3, {kind}, from 2024-06-01, to {whom}" for kind in KINDS for whom in ("all offices", "trang, satun")),
    *differences(DIFFERS, msgspec.structs.replace(HEALTH, year=2567, minima="a"), has_other_minima=True).split("; "),
    "93ce-15f7 was replaced by 93ce-15f8",
    "e differs from what is held up to 7",
    "e of the record begins after 12",
    "e begins a ledger of its own",
]


@pytest.mark.parametrize("told", TOLD)
def test_what_the_log_and_alarms_keep_in_english_is_read_in_thai_on_a_thai_page(told: str) -> None:
    """Found as: "class 1, registered 2" and "reader of all offices" under Thai headings."""
    words = by_template(COMMANDS, told)
    assert words.en == told
    left = re.findall(r"[a-z]{4,}", words.th)
    assert set(left) <= {"malee", "trang", "satun", "users", "toml", "smallest", "superintendent"}
    assert re.search("[ก-๙]", words.th)


@pytest.mark.parametrize("told", ["192.0.2.7", "malee", "2024-03-01"])
def test_an_address_and_a_name_are_read_as_they_are(told: str) -> None:
    """Found as: คาดว่าครบ 127.0.0.1 beside every log-in."""
    assert by_template(COMMANDS, told).both() == told


def test_a_line_of_the_log_names_address_and_officer(tmp_path: Path) -> None:
    """Found as: neither address nor user, and U+009B raw to whoever reads it."""
    seed(tmp_path)
    add_user(tmp_path)
    with (tmp_path / "log").open("w+") as log:
        with Headquarters(tmp_path, log=log.fileno()) as running, httpx.Client(base_url=running.url) as client:
            log_in(client, "wrong password")
            log_in(client)
            client.get("/alarms")
            client.get("/offices/%C2%9B2J%E2%80%AE%7F")
        written = (tmp_path / "log").read_text()
    assert written.isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", written)
    lines = [line for line in map(json.loads, written.splitlines()) if "path" in line]
    assert {line["address"] for line in lines} == {"127.0.0.1"}
    assert [line.get("problem") for line in lines if line["path"] == "/login" and line["method"] == "POST"] == [
        "log-in-refused",
        None,
    ]
    assert [line["user"] for line in lines if line["path"] == "/alarms"] == [NAME]
