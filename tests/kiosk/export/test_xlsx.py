"""The workbook as other programs open it: its chart, and how it is printed."""

import datetime
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kiosk.export import xlsx
from kiosk.export.evidence import Evidence, gather
from kiosk.export.evidence_sheets import daily
from kiosk.export.month import month_of
from kiosk.export.sheet import Sheet
from kiosk.export.write import write
from kiosk.export.xlsx import workbook
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.bilingual import Bilingual
from tests.support.ledgers import with_two_months
from tests.support.programs import needs

TODAY = datetime.date(2024, 3, 20)


@pytest.fixture
def kiosk(make_kiosk: Callable[..., Kiosk]) -> Kiosk:
    return with_two_months(make_kiosk(TODAY))


def test_the_same_evidence_is_the_same_file(kiosk: Kiosk, ledger: Ledger) -> None:
    evidence = gather(kiosk, ledger, month_of("2567-03", TODAY))
    assert workbook(evidence) == workbook(evidence)


def test_the_chart_draws_the_sum_and_what_was_due_wherever_their_columns_stand(
    kiosk: Kiosk, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_a_column_more(evidence: Evidence) -> Sheet:
        sheet = daily(evidence)
        headings = {**sheet.headings, "remark": Bilingual("หมายเหตุ", "Remark")}
        return Sheet(sheet.name, headings, [*sheet.widths, 10], [[*row, 0] for row in sheet.rows])

    monkeypatch.setattr(xlsx, "daily", with_a_column_more)
    (tmp_path / "march.xlsx").write_bytes(workbook(gather(kiosk, ledger, month_of("2567-03", TODAY))))
    (chart,) = openpyxl.load_workbook(tmp_path / "march.xlsx").worksheets[1]._charts
    assert [series.val.numRef.f.partition("!")[2] for series in chart.series] == ["$J$7:$J$26", "$K$7:$K$26"]


def test_libreoffice_opens_it_and_prints_every_sheet_with_its_headings_and_no_cut_column(
    kiosk: Kiosk, ledger: Ledger, tmp_path: Path
) -> None:
    needs("soffice", "pdftotext")
    file = tmp_path / "march.xlsx"
    write(gather(kiosk, ledger, month_of("2567-03", TODAY)), file)
    options = ["--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "pdf"]
    subprocess.run(["soffice", *options, "--outdir", tmp_path, file], check=True, capture_output=True, timeout=90)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "march.pdf", "-"], capture_output=True, text=True).stdout
    pages = text.split("\f")[:-1]
    assert 12 <= len(pages) <= 17
    for number, page in enumerate(pages[1:], 2):
        assert f"Page {number} / {len(pages)}" in page
    assert "Reported by" in pages[0], "the first page is the one that is signed"
    (summary,) = (page for page in pages[1:] if "Counted" in page and "Status" in page)
    assert "BEHIND" in summary
    assert sum("Last remark" in page for page in pages) >= 1
    assert all("###" not in page and "Err:" not in page for page in pages)
