"""A month's evidence: every figure is that of `kiosk counts`, and other programs open it as it is meant."""

import csv
import datetime
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import structs

from kiosk.editing.roster import put_on_duty
from kiosk.export.evidence import gather
from kiosk.export.evidence_sheets import daily
from kiosk.export.month import month_of
from kiosk.export.write import daily_csv, new_files, write
from kiosk.export.xlsx import workbook
from kiosk.machine.kiosk import Kiosk, clock_on, open_record
from kiosk.machine.membership import Membership, keep_membership
from kiosk.progress.burnup import courses
from kiosk.progress.counts import of_kiosk
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.plan import FollowUp
from kiosk.protocol.signing import public_hex, receipt_bytes, sign
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Misuse
from tests.support.commands import one_sentence, run
from tests.support.ledgers import receipt, with_two_months
from tests.support.workbooks import as_told, figures, rows

TODAY = datetime.date(2024, 3, 20)


@pytest.fixture
def kiosk(make_kiosk: Callable[..., Kiosk]) -> Kiosk:
    return with_two_months(make_kiosk(TODAY))


def counts(kiosk: Kiosk, day: datetime.date) -> list[dict[str, object]]:
    """The five minima as `kiosk counts --json` tells them."""
    printed = json.loads(run(kiosk.folder.parent, "counts", "--json", day=day.isoformat()).stdout)
    return [*printed["groups"], printed["total"]]


def exported(kiosk: Kiosk, month: str, file: Path) -> openpyxl.Workbook:
    done = run(kiosk.folder.parent, "export", "--month", month, str(file), day=TODAY.isoformat())
    assert done.returncode == 0, done.stderr
    assert str(file) in done.stdout
    return openpyxl.load_workbook(file)


def test_every_figure_of_the_workbook_is_that_of_the_counts(kiosk: Kiosk, tmp_path: Path) -> None:
    book = exported(kiosk, "2567-03", tmp_path / "march.xlsx")
    summary, told = rows(book, 0), counts(kiosk, TODAY)
    assert [figures(row) for row in summary] == [as_told(minimum) for minimum in told]
    for row, minimum in zip(summary, told, strict=True):
        forecast = minimum["forecast"]
        if forecast:
            assert str(row["Forecast"])[:10] == forecast["date"]  # type: ignore[index]
        assert str(row["Status"]).upper().split()[-1] in str(minimum["status"]).upper().replace("-", " ")
    days = rows(book, 1)
    assert [sum(int(str(day[head])) for day in days) for head in ("General Staff", "Investigation", "Inspection")] == [
        row["In this month"] for row in summary[:3]
    ]
    assert days[-1]["Sum"] == told[-1]["count"]


def test_what_a_clock_that_was_ahead_has_counted_stands_in_the_days_as_in_the_counts(kiosk: Kiosk) -> None:
    """Counts of 20 April were in the counts of 31 March, and in no row of the days."""
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        ledger.count("investigation", datetime.date(2024, 3, 28))
        ledger.count("inspection", datetime.date(2024, 4, 9))
        evidence = gather(kiosk, ledger, month_of("2567-03", TODAY))
        total = of_kiosk(kiosk, ledger).total
    days, course = daily(evidence), evidence.courses[-1]
    told = [(row[days.at("day")], row[days.at("total")], row[days.at("sum")]) for row in days.rows[-3:]]
    assert told == [
        (TODAY, 1, total.count - 2),
        (datetime.date(2024, 3, 28), 1, total.count - 1),
        (datetime.date(2024, 4, 9), 1, total.count),
    ]
    assert "not come yet" in str(days.rows[-1][days.at("office")])
    assert evidence.in_month(course) == sum(row[days.at("total")] for row in days.rows[:-1])  # type: ignore[misc]
    [last] = [line for line in daily_csv(evidence).decode("utf-8-sig").splitlines() if line.startswith("2024-04-09")]
    assert f",{total.count}," in last


def test_a_month_that_is_over_is_told_as_of_its_last_day(kiosk: Kiosk, tmp_path: Path) -> None:
    before = Ledger(kiosk.path("ledger.db"), practice=True)
    with before as ledger:
        *_, total = courses(kiosk, ledger, datetime.date(2024, 2, 29))
    book = exported(kiosk, "2024-02", tmp_path / "february.xlsx")
    *_, row = rows(book, 0)
    assert row["Counted"] == row["In this month"] == total.progress.count
    assert row["ITAP shows"] == 30
    assert len(rows(book, 1)) == 29
    assert [row["Figure of ITAP"] for row in rows(book, 2)] == [30]


def test_days_are_real_dates_and_the_buddhist_era_stands_beside_them_once(kiosk: Kiosk, tmp_path: Path) -> None:
    first, *_ = rows(exported(kiosk, "2567-03", tmp_path / "march.xlsx"), 1)
    assert first["Day"] == datetime.datetime(2024, 3, 1)
    assert first["Day (B.E.)"] == "1 มี.ค. 2567"


def test_plan_and_disclosure_are_whole_and_a_remark_is_never_a_formula(kiosk: Kiosk, tmp_path: Path) -> None:
    record = open_record(kiosk)
    kept = FollowUps(record)
    kept.add(FollowUp("M1.1", datetime.date(2024, 3, 4), "followed-up", '=HYPERLINK("http://x")'))
    kept.add(FollowUp("M1.5", datetime.date(2024, 2, 4), "finished", "ติดแล้ว"))
    record.close()
    book = exported(kiosk, "2567-03", tmp_path / "march.xlsx")
    plan = {row["No."]: row for row in rows(book, 3)}
    assert len(plan) == 20
    assert plan["M1.1"]["Last remark"] == '=HYPERLINK("http://x")'
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert "followed up" in str(plan["M1.1"]["Followed up this month"])
    assert "done" in str(plan["M1.5"]["State"])
    assert "to be followed up" in str(plan["M1.5"]["Followed up this month"])
    assert [row["Item"] for row in rows(book, 4)] == [f"O{number}" for number in range(1, 25)]
    assert all(value is not None for sheet in (*range(7), 8, 9) for row in rows(book, sheet) for value in row.values())


def test_csv_opens_in_thai_and_nothing_in_it_is_a_formula(kiosk: Kiosk, ledger: Ledger) -> None:
    bad = [structs.replace(group, short_title=Bilingual("=1+1", "@x")) for group in kiosk.assessment.work_groups]
    assessment = structs.replace(kiosk.catalogue.assessments[0], work_groups=bad)
    own = structs.replace(kiosk, catalogue=structs.replace(kiosk.catalogue, assessments=[assessment]))
    content = daily_csv(gather(own, ledger, month_of("2567-03", TODAY)))
    assert content.startswith("\ufeffฝึกใช้".encode())
    mark, head, *rest = csv.reader(content.decode("utf-8-sig").splitlines())
    days, (year, *told) = rest[: rest.index([])], rest[rest.index([]) + 1 :]
    rests_on = dict(told)
    assert mark == ["ฝึกใช้ / PRACTICE"], "practice is marked in CSV too"
    assert year == ["ปีงบประมาณ 2567 / Fiscal year FY2024 (B.E. 2567)"]
    assert head[4:8] == ["'=1+1 / @x"] * 4
    assert days[0][:2] == ["2024-03-01", "1 มี.ค. 2567"]
    *_, total = courses(kiosk, ledger)
    assert sum(int(day[8]) for day in days) == sum(total.daily[-20:])
    assert int(days[-1][9]) == total.progress.count
    assert rests_on["ค่าแฮชของรายการสุดท้าย / Hash of its last entry"] == ledger.chain.head()[2]


def test_evidence_of_a_year_that_nobody_has_signed_says_on_every_sheet_that_it_is_a_draft(
    make_kiosk: Callable[..., Kiosk], tmp_path: Path
) -> None:
    """What was written in a year without a file was headed with the month and named no year at all."""
    kiosk = make_kiosk(datetime.date(2027, 3, 1), name="unsigned")
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        evidence = gather(kiosk, ledger, month_of("2570-03", kiosk.today))
    table = daily_csv(evidence).decode("utf-8-sig").splitlines()
    assert "DRAFT" in table[1]
    assert any("Fiscal year FY2027 (B.E. 2570)" in line for line in table)
    (tmp_path / "march.xlsx").write_bytes(workbook(evidence))
    for sheet in openpyxl.load_workbook(tmp_path / "march.xlsx"):
        head = "\n".join(str(row[0]) for row in sheet.iter_rows(max_row=8, max_col=1, values_only=True))
        assert "DRAFT" in head, sheet.title
        assert "FY2027" in head, sheet.title


def test_the_evidence_says_which_ledger_it_is_of_and_what_headquarters_has_signed_for(
    kiosk: Kiosk, ledger: Ledger, tmp_path: Path
) -> None:
    """L4: the workbook carried neither the ledger's head nor a receipt."""
    epoch, seq, _ = ledger.chain.head()
    hq = Ed25519PrivateKey.generate()
    unsigned = receipt(epoch, seq - 1, str(ledger.chain.hash_at(epoch, seq - 1)))
    ledger.receipts.keep(structs.replace(unsigned, signature=sign(hq, receipt_bytes(unsigned))))
    (before,) = rows(exported(kiosk, "2567-03", tmp_path / "before.xlsx"), 5)
    assert (before["Under headquarters' receipt"], before["On this machine's word alone"]) == (0, seq)
    keep_membership(kiosk, Membership("https://hq.example.go.th", unsigned.kiosk, "phatthalung", public_hex(hq)))
    (row,) = rows(exported(kiosk, "2567-03", tmp_path / "march.xlsx"), 5)
    assert (row["Present epoch"], row["Hash of its last entry"]) == ledger.chain.head()[::2]
    assert (row["Entries in all"], row["Under headquarters' receipt"]) == (seq, seq - 1)
    assert row["On this machine's word alone"] == 1
    assert str(row["Newest receipt (Thai time)"]).startswith("2024-03-01")


def test_the_first_sheet_is_one_page_of_a4_that_is_read_and_signed(kiosk: Kiosk, tmp_path: Path) -> None:
    page = exported(kiosk, "2567-03", tmp_path / "march.xlsx").worksheets[0]
    text = "\n".join(str(value) for row in page.iter_rows(values_only=True) for value in row if value is not None)
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("portrait", 9)
    assert page.page_setup.fitToHeight in (None, 1)
    assert text.startswith("ฝึกใช้  /  PRACTICE")
    for words in ("Fiscal year FY2024 (B.E. 2567)", "Plan, 20 measures", "ลงชื่อ", "Checked by", "last hash"):
        assert words in text
    assert {cell.font.name for row in page.iter_rows() for cell in row if cell.value} == {"TH SarabunPSK"}
    assert min(cell.font.size for row in page.iter_rows() for cell in row if cell.value) >= 12


def test_the_roster_of_the_workbook_says_who_was_on_duty_then(kiosk: Kiosk, tmp_path: Path) -> None:
    earlier = structs.replace(kiosk, clock=clock_on(datetime.date(2024, 3, 1)))
    put_on_duty(earlier, "friday", Bilingual("รองสารวัตร", "Deputy Inspector"), "approver")
    put_on_duty(kiosk, "friday", Bilingual("สารวัตร", "Inspector"), "approver")
    book = exported(kiosk, "2567-03", tmp_path / "march.xlsx")
    fridays = [row for row in rows(book, book.sheetnames.index("ผู้อยู่เวร") - 1) if "Friday" in str(row["Weekday"])]
    assert ["Deputy Inspector" in str(row["On duty (role)"]) for row in fridays] == [True, True, True]


def test_follow_ups_numbers_roster_calendar_and_notes_are_evidence_too(kiosk: Kiosk, tmp_path: Path) -> None:
    with open_record(kiosk) as record:
        kept = FollowUps(record)
        kept.add(FollowUp("M1.1", datetime.date(2024, 2, 4), "followed-up", "ก่อนเดือนนี้"))
        kept.add(
            FollowUp("M1.1", datetime.date(2024, 3, 4), "followed-up", "เดือนนี้", evidence="https://drive.google.com/x")
        )
        kept.note("IIT", 35, datetime.date(2024, 3, 5), "approver")
        kept.note("EIT2", 120, datetime.date(2024, 3, 6), "approver")
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        ledger.note("closed-day", datetime.date(2024, 3, 9))
    book = exported(kiosk, "2567-03", tmp_path / "march.xlsx")
    told = {sheet.title: rows(book, number) for number, sheet in enumerate(book.worksheets[1:])}
    assert [(row["Day (B.E.)"], row["Remark"]) for row in told["บันทึกการติดตาม"]] == [
        ("4 ก.พ. 2567", "ก่อนเดือนนี้"),
        ("4 มี.ค. 2567", "เดือนนี้"),
    ]
    assert told["บันทึกการติดตาม"][1]["Evidence (link or order number)"] == "https://drive.google.com/x"
    assert "ก.พ. ✔  มี.ค. ✔" in str(told["ติดตามแผน"][0]["Months so far"])
    assert [row["Number"] for row in told["IIT และ EIT (2)"]] == [35, 120]
    assert len(told["ผู้อยู่เวร"]) == 14, "the open days of March so far"
    assert [row["No."] for row in told["ปฏิทิน"]] == [f"C{number}" for number in range(1, 14)]
    assert len(told["ข้อสังเกตการนับ"]) == 1


def test_nothing_is_overwritten_unless_somebody_asks_for_it(kiosk: Kiosk, ledger: Ledger, tmp_path: Path) -> None:
    file, evidence = tmp_path / "march.xlsx", gather(kiosk, ledger, month_of("2567-03", TODAY))
    file.write_text("mine")
    command = ["export", "--month", "2567-03", str(file)]
    refused = run(kiosk.folder.parent, *command, day=TODAY.isoformat())
    assert "--overwrite" in one_sentence(refused, 1)
    assert file.read_text() == "mine"
    assert run(kiosk.folder.parent, *command, "--overwrite", day=TODAY.isoformat()).returncode == 0
    assert file.read_bytes().startswith(b"PK")
    for taken in new_files(evidence, tmp_path):
        taken.touch()
    assert [path.name for path in new_files(evidence, tmp_path)] == [
        "phatthalung-1-2567-03-practice-2.xlsx",
        "phatthalung-1-2567-03-practice-2.csv",
        "phatthalung-1-2567-03-practice-2.docx",
    ]


def test_a_file_of_another_kind_or_in_no_folder_is_refused(kiosk: Kiosk, ledger: Ledger, tmp_path: Path) -> None:
    evidence = gather(kiosk, ledger, month_of("2567-03", TODAY))
    with pytest.raises(Misuse, match=r"\.xlsx or \.csv"):
        write(evidence, tmp_path / "march.pdf")
    done = run(
        kiosk.folder.parent, "export", "--month", "2567-03", str(tmp_path / "no" / "a.xlsx"), day=TODAY.isoformat()
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
