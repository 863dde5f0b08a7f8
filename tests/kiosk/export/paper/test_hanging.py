"""What hangs is remembered: which sheet was printed when, and which says what is no longer so."""

from pathlib import Path

from kiosk.export.paper.placards import placards, sheets_of
from kiosk.machine.kiosk import Kiosk
from tests.support.commands import run


def printed(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / f"{name}.pdf"
        assert run(folder, "print", name, "--pdf", str(file), "--overwrite").returncode == 0


def changed(folder: Path) -> list[str]:
    return run(folder, "print", "--changed").stdout.split()


def test_a_sheet_is_out_of_date_once_a_fact_on_it_has_changed_until_it_is_printed_again(tmp_path: Path) -> None:
    assert changed(tmp_path) == []
    printed(tmp_path, "extension-tourism", "re-entry-permit", "hours")
    assert changed(tmp_path) == []
    assert run(tmp_path, "confirm", "extension-tourism.fee", "--value", "2000", "--role", "approver").returncode == 0
    assert changed(tmp_path) == ["extension-tourism"]
    printed(tmp_path, "extension-tourism")
    assert changed(tmp_path) == []


def test_a_card_is_printed_only_while_its_window_is_confirmed(tmp_path: Path) -> None:
    card, window = "card-90-day-report", ("confirm", "90-day-report.window", "--role", "approver")
    assert "not confirmed its window" in run(tmp_path, "print", card).stderr
    assert run(tmp_path, *window).returncode == 0
    printed(tmp_path, card)
    assert run(tmp_path, *window, "--withdraw").returncode == 0
    assert changed(tmp_path) == [card]


def test_every_measure_that_asks_for_sheets_names_as_many(kiosk: Kiosk) -> None:
    for measure in kiosk.assessment.measures:
        sheets = sheets_of(measure.served_by, kiosk)
        assert {*sheets} <= {*placards(kiosk)}
        if measure.id != "M1.5":  # one sheet, at the service point and in the administration room
            assert len(sheets) >= measure.sheets, measure.id
    by_measure = {measure.id: sheets_of(measure.served_by, kiosk) for measure in kiosk.assessment.measures}
    for measure in ("M1.1", "M1.2", "M1.3", "M1.4", "M1.5", "M2.1", "M3.1", "M4.1", "M6.1", "M6.2", "M7.2", "M8.1"):
        assert by_measure[measure], measure
    assert len(by_measure["M1.3"]) == 5
