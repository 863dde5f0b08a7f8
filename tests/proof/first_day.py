"""The first day of an operation: its database, receivers, users and offices, and a fleet that enrols and reports."""

import re
import shutil
import subprocess
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from kiosk.hq.register.provinces import provinces
from tests.kiosk.hq.pages.conftest import PASSWORD, log_in, token
from tests.proof.operation import Counter, Operation
from tests.support.deadline import SECONDS, until

TROUBLE = "trat"
"""The office that everything befalls; its people read their mail."""

OFFICE_MAIL, REGION_MAIL, BUREAU_MAIL = "trat@office.example.go.th", "east@hq.example.go.th", "duty@hq.example.go.th"

ALERTS = """
digest_hour = 8
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "alerts@hq.example.go.th"
[address.bureau-duty]
level = "bureau"
mail = "duty@hq.example.go.th"
digest = true
[address.east]
level = "region"
region = "east"
mail = "east@hq.example.go.th"
[address.trat]
level = "office"
office = "trat"
mail = "trat@office.example.go.th"
"""


def set_up(at_work: Operation) -> Path:
    """The database, both receivers with one key, who is told, and the recovery key in a safe."""
    at_work.shell("psql -c 'CREATE DATABASE kiosk'")
    at_work.database_file.write_text(f"postgresql://postgres@/kiosk?host={at_work.socket}\n")
    (at_work.folder / "metrics-key").write_text("0123456789abcdef" * 3 + "\n")
    first, second = at_work.machine(1), at_work.machine(2)
    at_work.start(1)
    (first / "alerts.toml").write_text(ALERTS.format(port=at_work.mail_port))
    safe = at_work.folder / "safe"
    shutil.move(first / "hq-recovery-key.pem", safe)
    second.mkdir()
    for shared in ("hq-key.pem", "alerts.toml"):
        shutil.copy(first / shared, second)
    at_work.start(2)
    assert "gone to bureau-duty" in at_work.hq("alerts", "--test", "bureau-duty")
    until(lambda: len(at_work.mailbox(BUREAU_MAIL)) == 2, "the first digest and the trial do not arrive")
    return safe


def enrolled(at_work: Operation) -> dict[str, Counter]:
    """Two kiosks in each of 76 offices, from one list, each with the code of its letter; each has counted one."""
    names = sorted(provinces().keys() - {"bangkok"})
    regions = {name: "north" if number < 38 else "south" for number, name in enumerate(names)} | {TROUBLE: "east"}
    for region in sorted(set(regions.values())):
        its = [name for name in names if regions[name] == region]
        at_work.hq("office", "add", "--region", region, *its)
    sheet = at_work.folder / "kiosks.csv"
    sheet.write_text("office,kiosk\n" + "".join(f"{name},{name}-{n}\n" for name in names for n in (1, 2)))
    answer = at_work.hq("enrol", "--csv", str(sheet), "--public-url", at_work.url)
    assert answer.startswith("152 kiosks: 152 with a letter")
    assert len(at_work.hq("codes").splitlines()) == 2 * len(names)
    fleet = {f"{name}-{n}": at_work.counter(name, f"{name}-{n}") for name in names for n in (1, 2)}
    for number, counter in enumerate(fleet.values()):
        url = at_work.second_url if number % 4 == 0 else at_work.url
        counter.enrol(url, code_of(at_work.folder / "letters" / f"{counter.name}.pdf"))
        counter.count("inspection")
        counter.sync()
    assert at_work.hq("codes") == "No code is good.\n"
    return fleet


def code_of(letter: Path) -> str:
    """The code that is read from a letter."""
    words = subprocess.run(["pdftotext", "-layout", letter, "-"], capture_output=True, text=True, check=True).stdout
    [lines] = re.findall(r"((?:[0-9a-f]{4}-){4})\s+((?:[0-9a-f]{4}-)+[0-9a-f]{4})", words)
    return "".join(lines)


def let_in(at_work: Operation) -> None:
    """An administrator of all; and somebody of the east, who is invited, and sees the east alone."""
    assert "administrator of all" in at_work.hq("user", "add", "somchai.p", stdin=PASSWORD + "\n")
    invited = at_work.hq("user", "invite", "malee", "--role", "officer", "--region", "east").split()[-1]
    with httpx.Client(base_url=at_work.url, timeout=SECONDS) as malee:
        form = {"token": token(malee.get(invited)), "password": PASSWORD, "again": PASSWORD}
        assert malee.post(invited, data=form).headers["location"] == "/login"
        assert log_in(malee, name="malee").status_code == 303
        assert {row["office"] for row in rows(malee, "kiosks")} == {TROUBLE}


@contextmanager
def browser(at_work: Operation) -> Iterator[httpx.Client]:
    """The operator's browser; a session lasts eight hours."""
    with httpx.Client(base_url=at_work.url, timeout=SECONDS) as somchai:
        assert log_in(somchai, name="somchai.p").status_code == 303
        yield somchai


def rows(browser: httpx.Client, page: str) -> list[dict[str, Any]]:
    """The rows of a page, from its file."""
    rows: list[dict[str, Any]] = browser.get(f"/{page}.json").json()["pages"][0]["rows"]
    return rows


def seen(at_work: Operation, fleet: dict[str, Counter]) -> None:
    """The pages, the list and the metrics of the other receiver say that all report."""
    with browser(at_work) as pages:
        assert Tally(row["state"] for row in rows(pages, "kiosks")) == {"reporting": len(fleet)}
    listed = at_work.hq("kiosk", "list").splitlines()
    assert len(listed) == len(fleet)
    assert all("reporting   1 Mar 2027 1" in line for line in listed)
    key = {"authorization": "Bearer " + (at_work.folder / "metrics-key").read_text().strip()}
    metrics = httpx.get(f"http://127.0.0.1:{at_work.ports[1]}/metrics", headers=key).text
    assert f'kiosk_hq_kiosks{{state="reporting"}} {float(len(fleet))}' in metrics
