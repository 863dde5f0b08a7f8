"""A fleet is enrolled from a list: all of it or nothing, a letter each, and a second run does only what is left."""

import json
from pathlib import Path

import pytest

from kiosk.hq.register.enrolment_list import ListFaults, rows_of
from kiosk.protocol.one_time_code import is_whole
from tests.support.commands import run
from tests.support.scripted import Desk, Site, word

TWO = "\ufeffOffice,Kiosk\r\ntrang,trang-1\r\n\r\n satun , satun-1 \r\n"
HERE = ("--public-url", "https://hq.example.go.th")


def test_a_list_is_read_as_a_spreadsheet_writes_it() -> None:
    assert [(row.line, row.office, row.kiosk) for row in rows_of(TWO)] == [
        (2, "trang", "trang-1"),
        (4, "satun", "satun-1"),
    ]


def test_every_fault_is_said_by_its_line_in_both_languages() -> None:
    with pytest.raises(ListFaults) as refused:
        rows_of("office,kiosk\ntrang\ntrang,Trang 1\ntrang,trang-1\nsatun,trang-1\n")
    faults = {line: fault.en for line, fault in refused.value.faults.items()}
    assert list(faults) == [2, 3, 5]
    assert "two fields" in faults[2]
    assert "'Trang 1' is no name" in faults[3]
    assert "stands in line 4 already" in faults[5]
    assert all(fault.th != fault.en for fault in refused.value.faults.values())
    with pytest.raises(ListFaults, match="office,kiosk"):
        rows_of("trang,trang-1\n")


def test_all_of_a_list_is_taken_or_nothing_and_a_second_run_makes_codes_for_those_not_enrolled(site: Site) -> None:
    site.register.offices.add(["trang", "satun"])
    admission, rows = site.register.admission, rows_of(TWO)
    with pytest.raises(ListFaults) as refused:
        admission.expect_all([*rows, *rows_of("office,kiosk\ntrnag,trang-2\nsatun,trang-1\n")], site.now)
    assert [fault.en[:40] for fault in refused.value.faults.values()] == [
        "No office trnag is in the register; the ",
        "trang-1 belongs to the office trang, not",
    ]
    assert site.rows("SELECT * FROM kiosks") + site.rows("SELECT * FROM codes") == []
    codes = admission.expect_all(rows, site.now)
    assert list(codes) == ["trang-1", "satun-1"]
    assert site.enrol(Desk("trang-1"), codes["trang-1"], office="trang").status_code == 201
    again = admission.expect_all(rows, site.now)
    assert list(again) == ["satun-1"]
    assert word(site.enrol(Desk("satun-1"), codes["satun-1"], office="satun")) == (403, "bad-code")
    assert site.enrol(Desk("satun-1"), again["satun-1"], office="satun").status_code == 201
    assert admission.expect_all(rows, site.now) == {}


def test_a_list_becomes_letters_that_only_their_owner_reads(tmp_path: Path) -> None:
    sheet = tmp_path / "kiosks.csv"
    sheet.write_text(TWO)
    command = ("hq", "enrol", "--csv", str(sheet), *HERE)
    refused = run(tmp_path, *command)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Line 2: No office trang is in the register; `kiosk hq office add trang` adds it." in refused.stderr
    assert refused.stderr.endswith("has 2 lines at fault, and nothing of it was taken; mend it and try again.\n")
    run(tmp_path, "hq", "office", "add", "trang", "satun")
    done = run(tmp_path, *command)
    letters = tmp_path / "letters"
    assert done.stdout == f"2 kiosks: 2 with a letter in {letters}, 0 enrolled already.\n"
    assert sorted(path.name for path in letters.iterdir()) == ["satun-1.pdf", "trang-1.pdf"]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in letters.iterdir())
    listed = json.loads(run(tmp_path, "hq", "codes", "--json").stdout)["codes"]
    assert [(row["kiosk"], row["office"], row["replaces"]) for row in listed] == [
        ("satun-1", "satun", False),
        ("trang-1", "trang", False),
    ]
    assert run(tmp_path, "hq", "codes", "--cancel", "trang-1").stdout == "The code of trang-1 is good no more.\n"
    assert run(tmp_path, "hq", "codes").stdout.startswith("satun-1 of satun: good until 2024-03-")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "one of the two"),
        (("trang", "trang-1", "--csv", "x.csv"), 2, "one of the two"),
        (("--csv", "{folder}/none.csv"), 2, "--public-url"),
        (("--csv", "{folder}/none.csv", *HERE), 1, "none.csv"),
        (("--csv", "{folder}/latin.csv", *HERE), 1, "save it as CSV UTF-8"),
        (("--csv", "{folder}/long.csv", *HERE), 1, "Line 2: a line has two fields"),
        (("--csv", "{folder}/latin.csv", "--public-url", "http://hq.example.go.th"), 1, "not an address"),
    ],
)
def test_what_a_list_lacks_is_said_in_a_sentence(tmp_path: Path, words: tuple[str, ...], code: int, says: str) -> None:
    (tmp_path / "long.csv").write_text('office,kiosk\n"' + "a" * 200_000)
    (tmp_path / "latin.csv").write_bytes(b"office,kiosk\nm\xfcnchen,m-1\n")
    done = run(tmp_path, "hq", "enrol", *(word.format(folder=tmp_path) for word in words))
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr


def test_a_code_is_told_though_its_letter_cannot_be_written(tmp_path: Path) -> None:
    """Found as: where a link stood in the letter's place, the older code was good no more and the new one unknown."""
    letters = tmp_path / "letters"
    letters.mkdir()
    for ending in ("pdf", "html"):
        (letters / f"trang-1.{ending}").symlink_to(tmp_path / "elsewhere")
    run(tmp_path, "hq", "office", "add", "trang")
    for command in (["enrol", "trang", "trang-1"], ["rekey", "trang-1"]):
        refused = run(tmp_path, "hq", *command, "--letters", str(letters), *HERE)
        assert (refused.returncode, "no plain file" in refused.stderr) == (1, True)
        assert is_whole(refused.stdout.splitlines()[-1])
    assert not (tmp_path / "elsewhere").exists()
