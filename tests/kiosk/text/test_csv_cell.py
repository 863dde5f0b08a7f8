"""What is written as CSV is words to every spreadsheet, whoever has typed them."""

import ast
import csv
from pathlib import Path

import pytest
from msgspec import structs

import kiosk
from kiosk.catalogue.facts import Statement
from kiosk.editing.disclose import write_list
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from kiosk.text.csv_cell import csv_cell


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＠x"])
def test_words_that_a_spreadsheet_would_work_out_stand_behind_an_apostrophe(formula: str) -> None:
    assert csv_cell(formula) == f"'{formula}"


def test_other_words_stay_as_they_are() -> None:
    assert [csv_cell(words) for words in ("", "สิบเวร", "a=1", "0 2141 9889")] == ["", "สิบเวร", "a=1", "0 2141 9889"]


def test_a_title_of_a_disclosed_item_is_no_formula_in_the_list_for_itap(kiosk: Kiosk, tmp_path: Path) -> None:
    """Found as: this list had no rule, where the two other files of the kind had one each."""
    first, *others = kiosk.assessment.disclosures
    title = Statement(value=Bilingual("=HYPERLINK(1)", "x"), source=first.title.source)
    items = [structs.replace(first, title=title), *others]
    assessment = structs.replace(kiosk.catalogue.assessments[0], disclosures=items)
    own = structs.replace(kiosk, catalogue=structs.replace(kiosk.catalogue, assessments=[assessment]))
    rows = csv.reader(write_list(own, tmp_path).read_text("utf-8-sig").splitlines())
    assert next(rows)[1] == "'=HYPERLINK(1)"


def test_every_module_that_writes_csv_knows_the_rule() -> None:
    for path in Path(kiosk.__file__).parent.rglob("*.py"):
        source = path.read_text()
        calls = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
        if calls & {"DictWriter"} or "csv.writer(" in source:
            assert "csv_cell(" in source, path
