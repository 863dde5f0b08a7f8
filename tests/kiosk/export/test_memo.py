"""The monthly memo: an official letter whose figures are those of `kiosk counts`."""

import io
import json
import subprocess
from pathlib import Path

import docx
import pytest
from docx.shared import Cm, Pt
from PIL import Image

from kiosk.export.evidence import gather
from kiosk.export.memo import GARUDA, memo
from kiosk.export.month import Month
from kiosk.export.official_document import FONT
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.dates import thai_digits
from tests.support.commands import one_sentence, run
from tests.support.programs import needs

MONTH = "2567-03"


def test_the_memo_has_paper_letters_and_digits_of_the_typing_guide(kiosk: Kiosk, ledger: Ledger) -> None:
    document = docx.Document(io.BytesIO(memo(gather(kiosk, ledger, Month(kiosk.today.replace(day=1))))))
    section = document.sections[0]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin / Cm(1), 1) for margin in margins if margin] == [3, 2, 2.5, 2]
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if run.text.strip()]
    assert {run.font.name for run in runs} == {FONT}
    title = next(run for run in runs if run.text == "บันทึกข้อความ")
    assert title.font.size == Pt(29)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "ประจำเดือนมีนาคม ๒๕๖๗" in text
    assert "ITA" in text


def test_the_garuda_of_the_office_stands_at_the_left_of_the_title(kiosk: Kiosk, ledger: Ledger) -> None:
    kiosk.folder.mkdir(parents=True, exist_ok=True)
    Image.new("1", (60, 60)).save(kiosk.folder / GARUDA)
    document = docx.Document(io.BytesIO(memo(gather(kiosk, ledger, Month(kiosk.today.replace(day=1))))))
    title = next(paragraph for paragraph in document.paragraphs if "บันทึกข้อความ" in paragraph.text)
    assert document.inline_shapes[0].height == Cm(1.5)
    assert title._element.xpath(".//w:drawing")
    assert document.styles["Normal"].paragraph_format.line_spacing == 1


def test_its_five_minima_are_those_of_the_counts(tmp_path: Path) -> None:
    for group in ("foreigner-services", "foreigner-services", "investigation"):
        assert run(tmp_path, "count", group).returncode == 0
    counts = json.loads(run(tmp_path, "counts", "--json").stdout)
    file = tmp_path / "memo.docx"
    assert run(tmp_path, "memo", "--month", MONTH, str(file)).returncode == 0
    minima, plan, _calendar = docx.Document(str(file)).tables
    told = [[cell.text for cell in row.cells] for row in minima.rows][1:]
    minima_counted = [*counts["groups"], counts["total"]]
    assert [row[1:3] for row in told] == [
        [thai_digits(str(each["quota"])), thai_digits(str(each["count"]))] for each in minima_counted
    ]
    assert len(plan.rows) == 21


def test_the_year_is_told_with_a_chart_and_printed_as_a_word_processor_prints_it(tmp_path: Path) -> None:
    needs("soffice", "pdftotext")
    assert run(tmp_path, "count", "investigation").returncode == 0
    file, pdf = tmp_path / "year.docx", tmp_path / "year.pdf"
    assert run(tmp_path, "memo", "--year", "2567", str(file), "--pdf", str(pdf)).returncode == 0
    document = docx.Document(str(file))
    assert len(document.inline_shapes) == 1
    assert "รายงานผลการกำกับติดตามแผน ITA ปีงบประมาณ ๒๕๖๗" in "\n".join(each.text for each in document.paragraphs)
    assert len(document.tables[2].rows) == 14, "the calendar, C1 to C13"
    copied = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "M10.1" in copied
    assert min(len(page.split()) for page in copied.split("\f")[:-1]) > 1, "no page has its number alone"


def test_a_memo_is_of_a_month_or_of_a_year_that_has_begun(tmp_path: Path) -> None:
    file = str(tmp_path / "memo.docx")
    assert "--month or --year" in one_sentence(run(tmp_path, "memo", file), 2)
    assert "--month or --year" in one_sentence(run(tmp_path, "memo", "--year", "2567", "--month", MONTH, file), 2)
    for year in ("2570", "99999999", "0"):
        assert year in one_sentence(run(tmp_path, "memo", "--year", year, file), 2)


def test_without_libreoffice_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.export.pdf.shutil.which", lambda _name: None)
    file = tmp_path / "memo.docx"
    refused = run(tmp_path, "memo", "--month", MONTH, str(file), "--pdf", str(tmp_path / "memo.pdf"))
    assert "libreoffice-writer-nogui" in one_sentence(refused, 1)
    assert not file.exists()


def test_nothing_is_overwritten_unasked_and_only_a_docx_is_written(tmp_path: Path) -> None:
    file = tmp_path / "memo.docx"
    file.write_bytes(b"theirs")
    assert str(file) in one_sentence(run(tmp_path, "memo", "--month", MONTH, str(file)), 1)
    assert file.read_bytes() == b"theirs"
    assert ".docx" in one_sentence(run(tmp_path, "memo", "--month", MONTH, str(tmp_path / "memo.pdf")), 2)


def test_without_python_docx_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.export.memo.find_spec", lambda _name: None)
    assert ".[print]" in one_sentence(run(tmp_path, "memo", "--month", MONTH, str(tmp_path / "memo.docx")), 1)


def test_the_numbered_words_fill_their_page_before_the_chart_which_says_what_it_shows(
    kiosk: Kiosk, ledger: Ledger
) -> None:
    """A picture that has no room at the end of a page would leave it empty and take the next words with it."""
    paragraphs = docx.Document(io.BytesIO(memo(gather(kiosk, ledger, Month(kiosk.today.replace(day=1)))))).paragraphs
    at = next(number for number, each in enumerate(paragraphs) if each._element.xpath(".//w:drawing"))
    before = [each.text for each in paragraphs[:at]]
    assert {"๑.", "๒.", "๓."} <= {text.strip().split(" ")[0] for text in before if text.strip()}
    assert before[-1] == "จำนวนที่นับได้สะสมรายเดือน"
    assert paragraphs[at - 1].paragraph_format.keep_with_next
