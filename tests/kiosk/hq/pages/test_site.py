"""Headquarters' pages over HTTP: what they say, in both languages, and what they never do."""

import io
import json
import re
from datetime import date, datetime
from pathlib import Path

import httpx
import openpyxl
import pytest
import sqlalchemy as sa

from kiosk.hq.pages.phrases import phrases
from kiosk.hq.store.tables import epochs, kiosks, tallies
from kiosk.protocol.payloads import moment
from tests.kiosk.hq.pages.conftest import PAGES, opened, seed
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY


def text(page: str) -> str:
    """What a reader sees of a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)).strip()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_complete_in_both_languages(reader: httpx.Client, page: str) -> None:
    for language, other in (("th", "en"), ("en", "th")):
        answer = reader.get(f"/{page}", params={"lang": language})
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
        assert phrases()("site.practice").of(language) in seen


def test_the_language_is_kept_by_a_cookie_and_thai_comes_first(unguarded: Headquarters) -> None:
    with httpx.Client(base_url=unguarded.url) as client:
        assert '<html lang="th">' in client.get("/alarms").text
        client.get("/alarms?lang=en")
        assert '<html lang="en">' in client.get("/itap").text


def test_a_year_that_nobody_has_signed_is_marked_as_expected(tmp_path: Path, reader: httpx.Client) -> None:
    with Headquarters(tmp_path / "hq", "--open", day=date(2027, 3, 1)) as headquarters:
        seen = text(httpx.get(f"{headquarters.url}/alarms?lang=en", timeout=20).text)
    assert "Fiscal year 2567 2570 expected" in seen
    assert "2570 expected" not in text(reader.get("/alarms?lang=en").text)


def test_the_front_page_is_who_will_miss(reader: httpx.Client) -> None:
    assert reader.get("/").url.path == "/shortfall"


def test_offices_are_sorted_by_what_will_be_missing_beside_the_share_that_reports(reader: httpx.Client) -> None:
    seen = text(reader.get("/shortfall?lang=en").text)
    table, _, folded = seen.partition("Help first")
    shorts = [int(number) for number in re.findall(r"▼ short by (\d+)", table)]
    assert len(shorts) > 3
    assert shorts == sorted(shorts, reverse=True)
    assert re.findall(r"▼ short by (\d+)", folded)[:5] == [str(short) for short in shorts[:5]]
    assert re.search(rf"At the recent rate {len(shorts)} of 12 offices will miss", seen)
    assert re.search(r"\d+ of 24 kiosks report", seen)
    assert "ranks no office and no officer" in seen


def test_a_status_is_a_shape_a_word_and_a_number(reader: httpx.Client) -> None:
    page = reader.get("/shortfall?lang=en").text
    marks = re.findall(r'<span class="mark (\w+)"><span aria-hidden="true">(.)</span> ([^<]+)</span>', page)
    tiles = {"will miss", "may miss", "no word", "will meet", "met"}
    assert {shape for _, shape, _ in marks} >= {"▼", "◇", "●"}
    assert all(re.match(r"\w.*\d|\d/\d", said) or said in tiles for _, _, said in marks), marks


def test_every_expected_kiosk_is_listed_and_the_unknown_is_not_down(reader: httpx.Client) -> None:
    seen = text(reader.get("/kiosks?lang=en").text)
    for words_of_a_state in ("late 26 h", "missing 72 h", "silent 7 days", "never"):
        assert words_of_a_state in seen
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
        row = httpx.get(f"{running.url}/kiosks.json").json()["pages"][0]["rows"][0]
        assert (row["state"], row["entries"], row["silence"]) == ("reporting", 0, 0)
        seen = text(httpx.get(f"{running.url}/kiosks?lang=en").text)
        assert "trang-1 Trang ตรัง ● reporting" in seen


def test_an_itap_figure_is_compared_with_the_count_of_its_day(reader: httpx.Client, unguarded: Headquarters) -> None:
    rows = reader.get("/itap.json").json()["pages"][0]["rows"]
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
    assert "8 offices have typed in no ITAP figure" in text(reader.get("/itap?lang=en").text)


def test_an_office_has_its_chart_its_months_and_its_days(reader: httpx.Client) -> None:
    page = reader.get("/offices/buriram?lang=en").text
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
    for span, period in (("week", r"\d+ \w+ – \d+ \w+"), ("day", r"\d+ \w+ 2024")):
        shown = text(reader.get(f"/offices/buriram?lang=en&by={span}").text)
        rows = re.findall(rf"{period} (\d+ \d+ \d+ \d+ \d+ \d+)(?= )", shown.partition("Stated total")[2])
        brought = [list(map(int, row.split())) for row in rows]
        assert sum(row[4] for row in brought) == max(row[5] for row in brought) == int(label[1]), span


def test_an_office_that_is_not_expected_is_said_to_be_none(reader: httpx.Client) -> None:
    answer = reader.get("/offices/nowhere?lang=en")
    assert answer.status_code == 404
    assert "There is no such office in the register" in answer.text
    assert reader.get("/offices/%3Cscript%3E.csv").status_code == 404


def test_json_has_the_figures_of_the_report(reader: httpx.Client, unguarded: Headquarters) -> None:
    file = reader.get("/shortfall.json").json()
    assert (file["as_of"], file["assessment"], file["practice"]) == (str(DAY), 2567, True)
    assert file["counted"] == "here, not answers"
    report = json.loads(run(unguarded.folder, "hq", "report", "--json").stdout)
    reported = [(office["office"], group["id"], group["count"]) for office in report["offices"] for group in
            [*office["groups"], office["total"]]]  # fmt: skip
    assert [(row["office"], row["group"], row["count"]) for row in file["pages"][1]["rows"]] == reported
    shorts = {row["office"]: row["short"] for row in file["pages"][1]["rows"]}
    assert {row["office"]: row["short"] for row in file["pages"][0]["rows"]} == shorts


def test_a_workbook_has_thai_headers_and_real_days(reader: httpx.Client) -> None:
    answer = reader.get("/offices/buriram.xlsx")
    assert answer.headers["content-disposition"] == 'attachment; filename="buriram.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["minima", "days", "kiosks", "itap", "notes", "about"]
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
    assert book.sheetnames == ["shortfall", "minima", "kiosks", "itap", "alarms", "roots", "about"]
    at = next(row for row in book["kiosks"].iter_rows(min_row=2, values_only=True))[7]
    assert isinstance(at, datetime)
    refused = run(unguarded.folder, "hq", "report", "--xlsx", "/nowhere/report.xlsx")
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_page_shows_a_batch_that_has_just_arrived(tmp_path: Path) -> None:
    seed(tmp_path)
    with Headquarters(tmp_path, "--open") as running, httpx.Client(base_url=running.url) as client:

        def total() -> int:
            rows = client.get("/shortfall.json").json()["pages"][1]["rows"]
            return sum(row["count"] for row in rows if row["office"] == "buriram" and row["group"] == "total")

        before = total()
        with opened(tmp_path) as place, place.register.engine.begin() as db:
            day_of_kiosk = tallies.c.kiosk == "buriram-1", tallies.c.day == date(2024, 2, 1)
            db.execute(tallies.delete().where(*day_of_kiosk))
            row = {"kiosk": "buriram-1", "day": date(2024, 2, 1), "work_group": "inspection", "channel": "staff"}
            db.execute(tallies.insert().values(**row, count=70))
            db.execute(epochs.update().where(epochs.c.kiosk == "buriram-1").values(acked=epochs.c.acked + 1))
            db.execute(kiosks.update().where(kiosks.c.kiosk == "buriram-1").values(report=kiosks.c.report + 1))
        assert 60 <= total() - before <= 70
