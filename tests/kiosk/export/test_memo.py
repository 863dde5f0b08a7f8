"""The monthly memo: an official letter whose figures are those of `kiosk counts`."""

import io
import json
from pathlib import Path

import docx
import pytest
from docx.shared import Cm, Pt

from kiosk.export.evidence import gather
from kiosk.export.memo import FONT, memo
from kiosk.export.month import Month
from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk
from kiosk.text.dates import thai_digits
from tests.support.commands import one_sentence, run

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


def test_its_five_minima_are_those_of_the_counts(tmp_path: Path) -> None:
    for group in ("foreigner-services", "foreigner-services", "investigation"):
        assert run(tmp_path, "count", group).returncode == 0
    counts = json.loads(run(tmp_path, "counts", "--json").stdout)
    file = tmp_path / "memo.docx"
    assert run(tmp_path, "memo", "--month", MONTH, str(file)).returncode == 0
    minima, plan = docx.Document(str(file)).tables
    told = [[cell.text for cell in row.cells] for row in minima.rows][1:]
    minima_counted = [*counts["groups"], counts["total"]]
    assert [row[1:3] for row in told] == [
        [thai_digits(str(each["quota"])), thai_digits(str(each["count"]))] for each in minima_counted
    ]
    assert len(plan.rows) == 21


def test_nothing_is_overwritten_unasked_and_only_a_docx_is_written(tmp_path: Path) -> None:
    file = tmp_path / "memo.docx"
    file.write_bytes(b"theirs")
    assert str(file) in one_sentence(run(tmp_path, "memo", "--month", MONTH, str(file)), 1)
    assert file.read_bytes() == b"theirs"
    assert ".docx" in one_sentence(run(tmp_path, "memo", "--month", MONTH, str(tmp_path / "memo.pdf")), 2)


def test_without_python_docx_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.export.memo.find_spec", lambda _name: None)
    assert ".[print]" in one_sentence(run(tmp_path, "memo", "--month", MONTH, str(tmp_path / "memo.docx")), 1)
