"""Headquarters' pages over HTTP: what they say, in both languages, and what they never do."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import httpx
import openpyxl
import pytest
import sqlalchemy as sa

from kiosk.hq.pages.phrases import phrases
from kiosk.hq.store.tables import epochs, kiosks, tallies
from kiosk.protocol.messages import moment
from tests.kiosk.hq.pages.conftest import opened, seed
from tests.support.commands import clean_environment, run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY

PAGES = ["shortfall", "reporting", "itap", "alarms", "roots", "offices/buriram"]


@pytest.fixture(scope="module")
def client(unguarded: Headquarters) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=unguarded.url, timeout=30, follow_redirects=True) as client:
        yield client


def text(page: str) -> str:
    """What a reader sees of a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)).strip()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_complete_in_both_languages(client: httpx.Client, page: str) -> None:
    for language, other in (("th", "en"), ("en", "th")):
        answer = client.get(f"/{page}", params={"lang": language})
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.text
        seen = text(answer.text)
        for part in ("counted", "proves", "limits"):
            assert phrases()(f"proof.{part}").of("th") in seen
            assert phrases()(f"proof.{part}").of("en") in seen
        first, second = (phrases()("site.name").of(each) for each in (language, other))
        assert seen.index(first) < seen.index(second)
        assert "<script" not in answer.text
        assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:", answer.text)
        assert "PRACTICE" in seen


def test_the_language_is_kept_by_a_cookie_and_thai_comes_first(unguarded: Headquarters) -> None:
    with httpx.Client(base_url=unguarded.url) as client:
        assert '<html lang="th">' in client.get("/alarms").text
        client.get("/alarms?lang=en")
        assert '<html lang="en">' in client.get("/itap").text


def test_the_front_page_is_who_will_miss(client: httpx.Client) -> None:
    assert client.get("/").url.path == "/shortfall"


def test_offices_are_sorted_by_what_will_be_missing_beside_the_share_that_reports(client: httpx.Client) -> None:
    seen = text(client.get("/shortfall?lang=en").text)
    shorts = [int(number) for number in re.findall(r"▼ short by (\d+)", seen)]
    assert len(shorts) > 3
    assert shorts == sorted(shorts, reverse=True)
    assert re.search(rf"At the recent rate {len(shorts)} of 12 offices will miss", seen)
    assert re.search(r"\d+ of 24 kiosks report", seen)
    assert "ranks no office and no officer" in seen


def test_a_status_is_a_shape_a_word_and_a_number(client: httpx.Client) -> None:
    page = client.get("/shortfall?lang=en").text
    marks = re.findall(r'<span class="mark (\w+)"><span aria-hidden="true">(.)</span> ([^<]+)</span>', page)
    assert {shape for _, shape, _ in marks} >= {"▼", "✔", "●"}
    assert all(re.match(r"\w.*\d$", said) or said in ("met", "will meet") for _, _, said in marks), marks


def test_every_expected_kiosk_is_listed_and_the_unknown_is_not_down(client: httpx.Client) -> None:
    seen = text(client.get("/reporting?lang=en").text)
    for words_of_a_state in ("late, over 26 hours", "missing, over 72 hours", "silent, 7 days or more"):
        assert words_of_a_state in seen
    assert "never reported" in seen
    assert "9 days" in seen
    assert "unknown, not down" in seen
    assert not re.search(r"\b(offline|broken|failed)\b", seen)
    order = [seen.index(kiosk) for kiosk in ("buriram-1", "bueng-kan-2", "buriram-2", "bueng-kan-1", "amnat-charoen-1")]
    assert order == sorted(order), "silent, missing, never, late, reporting"


def test_a_kiosk_that_counted_nothing_reports_and_is_not_silent(tmp_path: Path) -> None:
    with opened(tmp_path) as place, place.register.engine.begin() as db:
        last = moment(place.now())
        db.execute(kiosks.insert().values(kiosk="trang-1", office="trang", suspended=False, last_report=last))
    with Headquarters(tmp_path, "--open") as running:
        row = httpx.get(f"{running.url}/reporting.json").json()["pages"][0]["rows"][0]
        assert (row["state"], row["entries"], row["silence"]) == ("reporting", 0, 0)
        seen = text(httpx.get(f"{running.url}/reporting?lang=en").text)
        assert "trang-1 Trang Immigration ตม.จว.ตรัง ● reporting" in seen


def test_an_itap_figure_is_compared_with_the_count_of_its_day(client: httpx.Client, unguarded: Headquarters) -> None:
    rows = client.get("/itap.json").json()["pages"][0]["rows"]
    assert len(rows) == 4
    for row in rows:
        only = sa.true() if row["group"] == "total" else tallies.c.work_group == row["group"]
        with opened(unguarded.folder) as place, place.register.engine.connect() as db:
            counted = db.execute(
                sa.select(sa.func.sum(tallies.c.count)).where(
                    tallies.c.kiosk.startswith(row["office"] + "-"),
                    tallies.c.day.between(date(2024, 1, 1), date.fromisoformat(row["itap_day"])),
                    only,
                )
            ).scalar()
        assert row["counted_by_then"] == counted
        assert row["difference"] == counted - row["itap"]
    differences = [abs(row["difference"]) for row in rows]
    assert differences == sorted(differences, reverse=True)
    assert "8 offices have typed in no ITAP figure" in text(client.get("/itap?lang=en").text)


def test_an_office_has_its_chart_its_months_and_its_days(client: httpx.Client) -> None:
    page = client.get("/offices/buriram?lang=en").text
    assert page.count('<svg class="chart"') == 5
    assert page.count('<polyline class="due"') == 5
    label = re.search(r'aria-label="Cumulative count of Stated total: (\d+) of 500, \d+ expected today"', page)
    assert label
    seen = text(page)
    months = re.search(r"Month by month.*?Jan 2024 ([\d ]+) Feb 2024 ([\d ]+)", seen)
    assert months
    *january, total, so_far = map(int, months[1].split())
    assert sum(january) == total == so_far
    assert months[2].split()[-1] == label[1], "the sum by today is the count"


def test_an_office_that_is_not_expected_is_said_to_be_none(client: httpx.Client) -> None:
    answer = client.get("/offices/nowhere?lang=en")
    assert answer.status_code == 404
    assert "There is no such office in the register" in answer.text
    assert client.get("/offices/%3Cscript%3E.csv").status_code == 404


def test_json_has_the_figures_of_the_report(client: httpx.Client, unguarded: Headquarters) -> None:
    file = client.get("/shortfall.json").json()
    assert (file["as_of"], file["assessment"], file["practice"]) == (str(DAY), 2567, True)
    assert file["counted"] == "here, not answers"
    report = json.loads(run(unguarded.folder, "hq", "report", "--json").stdout)
    reported = [(office["office"], group["id"], group["count"]) for office in report["offices"] for group in
            [*office["groups"], office["total"]]]  # fmt: skip
    assert [(row["office"], row["group"], row["count"]) for row in file["pages"][0]["rows"]] == reported


def test_a_workbook_has_thai_headers_and_real_days(client: httpx.Client) -> None:
    answer = client.get("/offices/buriram.xlsx")
    assert answer.headers["content-disposition"] == 'attachment; filename="buriram.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["shortfall", "days", "reporting", "itap", "notes", "about"]
    days = book["days"]
    assert [cell.value for cell in days[1]] == [
        "วันที่\nDay",
        "ลักษณะงาน\nWork group",
        "นับได้\nCounted",
        "สะสม\nCumulative",
    ]
    assert days["A2"].is_date
    assert date(2024, 1, 1) <= days["A2"].value.date() <= date(2024, 3, 1)
    assert "107041E" in days["A2"].number_format, "shown in the Buddhist Era"
    assert isinstance(days["C2"].value, int)
    assert "ไม่ใช่จำนวนคำตอบ" in str([cell.value for row in book["about"] for cell in row])


def test_the_command_writes_the_same_workbook(unguarded: Headquarters, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    done = run(unguarded.folder, "hq", "report", "--xlsx", str(file))
    assert (done.returncode, done.stdout) == (0, f"The report is in {file}.\n")
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["shortfall", "reporting", "itap", "alarms", "roots", "about"]
    at = next(row for row in book["reporting"].iter_rows(min_row=2, values_only=True))[4]
    assert isinstance(at, datetime)
    refused = run(unguarded.folder, "hq", "report", "--xlsx", "/nowhere/report.xlsx")
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_page_shows_a_batch_that_has_just_arrived(tmp_path: Path) -> None:
    seed(tmp_path)
    with Headquarters(tmp_path, "--open") as running, httpx.Client(base_url=running.url) as client:

        def total() -> int:
            rows = client.get("/shortfall.json").json()["pages"][0]["rows"]
            return sum(row["count"] for row in rows if row["office"] == "buriram" and row["group"] == "total")

        before = total()
        with opened(tmp_path) as place, place.register.engine.begin() as db:
            day_of_kiosk = tallies.c.kiosk == "buriram-1", tallies.c.day == date(2024, 2, 1)
            db.execute(tallies.delete().where(*day_of_kiosk))
            row = {"kiosk": "buriram-1", "day": date(2024, 2, 1), "work_group": "inspection", "channel": "staff"}
            db.execute(tallies.insert().values(**row, count=70))
            db.execute(epochs.update().where(epochs.c.kiosk == "buriram-1").values(acked=epochs.c.acked + 1))
        assert 60 <= total() - before <= 70


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        *(("GET", f"/{page}", 200) for page in PAGES),
        ("GET", "/audit", 200),
        ("GET", "/offices/nowhere", 404),
        ("GET", "/shortfall.json", 200),
        ("GET", "/shortfall.xlsx", 200),
        ("GET", "/style.css", 200),
        ("GET", "/nothing/here", 404),
        ("DELETE", "/shortfall", 405),
        ("GET", "/shortfall/", 404),
        ("GET", "/healthz", 200),
        ("GET", "/openapi.json", 200),
        ("POST", "/alarms/9223372036854775808/acknowledge", 403),
        ("POST", f"/alarms/{'9' * 5000}/acknowledge", 403),
    ],
)
def test_every_answer_is_hardened(unguarded: Headquarters, method: str, path: str, status: int) -> None:
    """Found as: 404 and 405 without headers, a slash redirect to whatever host is named, 500 for a large number."""
    answer = httpx.request(method, unguarded.url + path, headers={"host": "localhost"})
    assert answer.status_code == status
    headers = answer.headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == ("public, max-age=31536000, immutable" if path == "/style.css" else "no-store")
    assert "server" not in headers
    assert "location" not in headers


@pytest.mark.parametrize(
    "host",
    ["", "a b", "127.0.0.1:99999", "127.0.0.1:0", "evil.example/x", "[::1", "user@localhost", "-a", "a..b", "ห.th"],
)
def test_a_host_header_that_names_no_host_is_refused_before_everything(unguarded: Headquarters, host: str) -> None:
    """Found as: such headers counted as this machine."""
    for path in ("/shortfall", "/healthz", "/v2/enrol"):
        answer = httpx.get(unguarded.url + path, headers={"host": host.encode()})
        assert answer.status_code == 400
        assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("path", ["/shortfall/", "/v2/enrol/", "//evil.example/", "/login?to=//evil.example"])
def test_no_answer_leads_to_another_host(unguarded: Headquarters, path: str) -> None:
    for host in ("localhost", "evil.example"):
        answer = httpx.request("GET", unguarded.url + path, headers={"host": host})
        assert "evil" not in answer.headers.get("location", "")
        assert answer.status_code != 307


@pytest.mark.parametrize(
    "sign",
    [
        {"host": "hq.example.go.th"},
        {"x-forwarded-for": "203.0.113.9"},
        {"x-forwarded-host": "hq.example.go.th"},
        {"x-forwarded-proto": "https"},
        {"forwarded": "for=203.0.113.9"},
        {"x-real-ip": "203.0.113.9"},
        {"via": "1.1 proxy"},
    ],
)
def test_open_pages_are_not_shown_to_who_comes_by_another_name_or_through_a_proxy(
    client: httpx.Client, sign: dict[str, str]
) -> None:
    """Found as: what nginx and Apache forward by default was taken for this machine."""
    answer = client.get("/shortfall?lang=en", headers=sign)
    assert answer.status_code == 403
    assert "not shown at this address" in answer.text
    assert "buriram" not in answer.text


def test_without_users_the_pages_are_closed_and_removing_the_last_one_closes_them(tmp_path: Path) -> None:
    """Found as: open as long as, and as soon as, there was no user."""
    seed(tmp_path)
    for options in ([], ["--open"]):
        with Headquarters(tmp_path, *options) as running:
            before = httpx.get(f"{running.url}/shortfall?lang=en")
            assert before.status_code == (200 if options else 403)
            assert ("kiosk hq user add NAME" in before.text) is not bool(options)
            assert run(tmp_path, "hq", "user", "add", "malee", stdin="rubber trees in rain\n").returncode == 0
            assert httpx.get(f"{running.url}/shortfall").status_code == 303, "a user is known at once"
            removed = run(tmp_path, "hq", "user", "remove", "malee")
            assert "the pages are closed" in removed.stdout
            assert httpx.get(f"{running.url}/shortfall").status_code == 403


def test_without_users_nobody_acknowledges(client: httpx.Client) -> None:
    page = client.get("/alarms?lang=en").text
    assert "Acknowledging needs a user" in page
    assert "<form" not in page
    assert client.post("/alarms/1/acknowledge", data={"token": "x"}).status_code == 403


def test_to_other_machines_the_pages_are_shown_with_users_only_while_the_protocol_goes_on(tmp_path: Path) -> None:
    options = ["--data", str(tmp_path), "--practice", "--today", str(DAY)]
    serve = [sys.executable, "-m", "kiosk", *options, "hq", "serve", "--host", "0.0.0.0", "--port", "0"]
    process = subprocess.Popen(
        serve, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment()
    )
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        warning = process.stderr.readline()
        assert "kiosk hq user add NAME" in warning
        url = f"http://127.0.0.1:{process.stdout.readline().strip().rpartition(':')[2]}"
        assert httpx.get(f"{url}/shortfall").status_code == 403
        assert httpx.post(f"{url}/v2/enrol", json={}).headers["content-type"] == "application/problem+json"
        assert run(tmp_path, "hq", "user", "add", "malee", stdin="rubber trees in rain\n").returncode == 0
        assert httpx.get(f"{url}/shortfall").status_code == 303, "a user is known at once"
    finally:
        process.kill()
        process.communicate()
