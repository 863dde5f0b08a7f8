"""The month of an export: as it is typed, in either era."""

import datetime
from pathlib import Path

import pytest

from kiosk.export.month import month_of
from kiosk.text.refusal import Misuse
from tests.support.commands import run

TODAY = datetime.date(2024, 3, 20)


@pytest.mark.parametrize("written", ["2567-03", "2024-03", "๒๕๖๗-๐๓", "2567-3"])
def test_a_month_is_understood_in_either_era(written: str) -> None:
    month = month_of(written, TODAY)
    assert (month.first, month.last, month.name) == (datetime.date(2024, 3, 1), datetime.date(2024, 3, 31), "2567-03")


@pytest.mark.parametrize("written", ["3110-03", "1481-03", "25567-03", "2567-13", "2567-00", "March", "2567-04"])
def test_another_month_is_wrong_usage_and_one_sentence(tmp_path: Path, written: str) -> None:
    with pytest.raises(Misuse):
        month_of(written, TODAY)
    if written == "25567-03":
        done = run(tmp_path, "export", "--month", written, str(tmp_path / "a.xlsx"), day=TODAY.isoformat())
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
