"""The disclosure on the staff page: checked by a key or once a week, each address with what it does."""

from pathlib import Path

import pytest

from kiosk.editing.confirm import confirm
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.disclosure import FINDINGS
from kiosk.storage.toml_file import Faulty
from tests.support.fit import flaws_in_both_languages
from tests.support.https_servers import nobodys_port, offices
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, settle, text, type_in, until, wait_for

STATES = {
    "O1": ("/live", "live  since"),
    "O2": ("/moved", "to https://other.go.th/live"),
    "O3": ("/gone", "answers 404"),
}


async def test_disclosure_is_checked_by_a_key_with_a_bar_and_says_what_each_address_does(
    counter: Opened, ten_weeks: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for item, (path, _) in STATES.items():
        confirm(ten_weeks, f"2567-{item}.address", "approver", f"https://www.office.go.th{path}")
    with offices(tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        async with counter(*ENTER_PIN, "0", "4", "9", on=ten_weeks.reread()) as pilot:
            assert "3 of 24 items have an address" in text(pilot)
            assert "not checked" in text(pilot)
            assert "Not yet checked by this office" in text(pilot)
            await pilot.press("1")
            await pilot.pause()
            assert "Checking, 0 of 3" in text(pilot)
            await wait_for(pilot, "Last checked 20 Mar")
            for words in ("live", "moved", "dead", "answers 404", "to https://other.go.th/live", "since 20 Mar"):
                assert words in text(pilot)
            assert "Not yet checked by this office" in text(pilot)
            monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{nobodys_port()}")
            await pilot.press("1")
            await wait_for(pilot, "No line on 20 Mar: not checked; earlier findings stay")
            for words in ("No line on 20 Mar", "live", "moved", "answers 404", "since 20 Mar"):
                assert words in text(pilot)
            assert "no answer" not in text(pilot)


async def test_the_counter_checks_by_itself_once_a_week(
    counter: Opened, ten_weeks: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm(ten_weeks, "2567-O1.address", "approver", "https://www.office.go.th/live")
    with offices(tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        async with counter(on=ten_weeks.reread()) as pilot:
            pilot.app.jobs.check_if_due()  # type: ignore[attr-defined]
            await until(pilot, (ten_weeks.folder / FINDINGS).exists)
            assert 'state = "live"' in (ten_weeks.folder / FINDINGS).read_text()
            written_at = (ten_weeks.folder / FINDINGS).stat().st_mtime_ns
            pilot.app.jobs.check_if_due()  # type: ignore[attr-defined]
            await settle(pilot)
            assert (ten_weeks.folder / FINDINGS).stat().st_mtime_ns == written_at


async def test_an_address_is_typed_where_it_is_listed_and_a_host_is_named_by_a_second_enter(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "0", "4", "9", "2") as pilot:
        await press(pilot, "enter")
        await type_in(pilot, "https://drive.google.com/drive/folders/1")
        await press(pilot, "enter", "1")
        await wait_for(pilot, "O1 is written; it awaits sign-off")
        assert "1 of 24 items have an address" in text(pilot) or "1 of 24 items has an address" in text(pilot)
        await type_in(pilot, "๗")
        await press(pilot, "enter")
        await type_in(pilot, "https://ita.example.com/o7")
        await press(pilot, "enter")
        await wait_for(pilot, "This office has not named ita.example.com")
        await press(pilot, "enter")
        await wait_for(pilot, "O7 is written")
        await press(pilot, "escape", "3")
        await wait_for(pilot, "disclosure-2567-practice.csv")
        await press(pilot, "3")
        await wait_for(pilot, "disclosure-2567-practice-2.csv")
    items = {item.id: item for item in locked.reread().assessment.disclosures}
    assert items["O7"].address.figure == "https://ita.example.com/o7"
    assert items["O7"].address.confirmed is None
    rows = (locked.folder / "exports" / "disclosure-2567-practice.csv").read_text("utf-8-sig").splitlines()
    assert [row.partition(",")[0] for row in rows] == [f"O{number}" for number in range(1, 25)]
    assert rows[6].endswith("https://ita.example.com/o7")


@pytest.mark.parametrize("size", ["portrait", "terminal"])
async def test_where_the_list_was_written_is_said_in_full(counter: Opened, locked: Kiosk, size: str) -> None:
    async with counter(*ENTER_PIN, "0", "4", "3", size=size) as pilot:
        await settle(pilot)
        said = "".join(text(pilot).split())
        assert "".join(str(locked.folder / "exports").split()) in said
        assert await flaws_in_both_languages(pilot) == []


async def test_a_number_typed_over_the_item_that_is_offered_means_itself(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "4", "9", "2", "3", "enter") as pilot:
        await type_in(pilot, "https://www.immigration.go.th/o3")
        await press(pilot, "enter", "1")
        await wait_for(pilot, "O3 is written")


def test_the_offices_own_accounts_are_taken_and_drive_never_becomes_a_visitors_code(locked: Kiosk) -> None:
    for name, address in (
        ("line.address", "https://lin.ee/abc"),
        ("office.facebook", "https://www.facebook.com/office"),
        ("2567-O1.address", "https://sites.google.com/view/ita"),
    ):
        confirm(locked, name, "approver", address)
    for name in ("office.website", "line.address", "tm47.address"):
        with pytest.raises(Faulty, match="may not be led to"):
            confirm(locked.reread(), name, "approver", "https://drive.google.com/x")
