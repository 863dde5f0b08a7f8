"""One bad file of the office never keeps a counter from opening: the last good ones stand in, and staff are told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalogue.last_good import LAST_GOOD, keep_last_good, load_last_good
from kiosk.catalogue.load import load
from kiosk.storage.toml_file import Faulty
from tests.support.commands import one_sentence, run
from tests.support.terminal import HOME, Terminal, counter

ROOT = Path(__file__).parents[3]
YEAR = ROOT / "content" / "ita" / "2567.toml"

BREAKS: dict[str, Callable[[Path], object]] = {
    "a line that is no TOML": lambda path: path.write_text(path.read_text("utf-8") + "\nnot toml\n", "utf-8"),
    "zeros after a power cut": lambda path: path.write_bytes(bytes(len(path.read_bytes()))),
    "a key that nobody knows": lambda path: path.write_text("nowhere = 1\n" + path.read_text("utf-8"), "utf-8"),
    "bytes that are no UTF-8": lambda path: path.write_bytes(b"\xff\xfe" + path.read_bytes()),
}
TEXTS = ["office.toml", "ita/2567.toml"]
FILES = ["record.db", *TEXTS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one of each of the office's own files, all right, and the copies of them."""
    folder = tmp_path / "practice"
    (folder / "ita").mkdir(parents=True)
    (folder / "ita" / "2567.toml").write_text(YEAR.read_text("utf-8"), "utf-8")
    (folder / "roster.toml").write_text('[weekday.friday]\nth = "สารวัตร"\nen = "Inspector of Friday"\n', "utf-8")
    assert (
        run(
            tmp_path, "confirm", "office.phone", "--th", "0 7461 3333", "--en", "0 7461 3333", "--role", "approver"
        ).returncode
        == 0
    )
    (folder / "office.toml").write_text('short_name = { th = "ตม.ตรัง", en = "Trang Office" }\n', "utf-8")
    keep_last_good(folder / "office.toml", folder)
    return folder


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("spoil", BREAKS.values(), ids=BREAKS)
def test_the_catalogue_is_as_it_last_was(folder: Path, name: str, spoil: Callable[[Path], object]) -> None:
    office = folder / "office.toml"
    before = load(office, folder)
    spoil(folder / name)
    catalogue, faults = load_last_good(office, folder)
    assert catalogue.office.short_name.en == "Trang Office"
    assert catalogue.roster == before.roster
    assert catalogue.facts() == before.facts()
    assert any(fault.file == str(folder / name) for fault in faults)


def test_a_file_that_is_taken_away_on_purpose_does_not_come_back(folder: Path) -> None:
    (folder / "ita" / "2567.toml").unlink()
    keep_last_good(folder / "office.toml", folder)
    assert not (folder / LAST_GOOD / "ita" / "2567.toml").exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(bytes(4096)),
        lambda path: path.write_bytes(b""),
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
    ],
    ids=["zeros", "nothing", "gone", "cut"],
)
def test_a_record_that_is_broken_or_gone_is_said_and_the_last_good_one_stands_in(
    folder: Path, spoil: Callable[[Path], object]
) -> None:
    office = folder / "office.toml"
    before = load(office, folder)
    spoil(folder / "record.db")
    catalogue, faults = load_last_good(office, folder)
    assert catalogue.roster == before.roster
    assert catalogue.facts() == before.facts()
    assert [fault.file for fault in faults] == [str(folder / "record.db")]
    run(folder.parent, "confirm", "office.phone", "--none", "--role", "approver")
    assert load_last_good(office, folder)[0].facts() == before.facts(), "no new record hides that the old one is lost"
    put_back = run(folder.parent, "ledger", "restore", str(folder / LAST_GOOD / "record.db"))
    assert put_back.returncode == 0, put_back.stderr
    assert load(office, folder).facts() == before.facts()


def test_without_a_copy_the_counter_opens_with_what_is_shipped(tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_bytes(bytes(64))
    catalogue, faults = load_last_good(None, tmp_path)
    assert catalogue.facts() == load().facts()
    assert [fault.file for fault in faults] == [str(tmp_path / "facts.toml")]


def test_an_office_that_has_never_been_right_is_refused_and_not_taken_for_another(tmp_path: Path) -> None:
    (tmp_path / "trang.toml").write_text("not toml", "utf-8")
    with pytest.raises(Faulty, match=r"trang\.toml"):
        load_last_good(tmp_path / "trang.toml", tmp_path / "data")


@pytest.mark.parametrize("name", FILES)
def test_check_names_the_bad_file_and_a_command_refuses_it(folder: Path, name: str) -> None:
    (folder / name).write_bytes(bytes(64))
    office = ("--office", str(folder / "office.toml"))
    errors = json.loads(run(folder.parent, "check", "--json", *office).stdout)["errors"]
    assert str(folder / name) in {error["file"] for error in errors}
    assert str(folder / name) in one_sentence(run(folder.parent, "counts", *office), 1)


@pytest.mark.parametrize("name", FILES)
def test_the_counter_opens_and_the_health_page_says_which_file(folder: Path, name: str) -> None:
    assert run(folder.parent, "pin", "set", stdin="24681012\n").returncode == 0
    (folder / name).write_bytes(bytes(64))
    with counter(folder.parent, "--office", str(folder / "office.toml")) as terminal:
        terminal.wait_for(HOME)
        terminal.press("f12")
        terminal.wait_for("Staff mode")
        terminal.press(*"24681012", "enter")
        terminal.wait_for("/ 500")
        open_health(terminal)
        terminal.wait_for("Mend the file")
        assert (folder / LAST_GOOD / name).read_bytes().strip(b"\0"), "no good copy gives way to a bad file"
        assert Path(name).name in terminal.text.replace("\n", "")


def staff(folder: Path) -> Terminal:
    terminal = counter(folder.parent, "--office", str(folder / "office.toml"), "staff")
    terminal.wait_for("โหมดเจ้าหน้าที่")
    return terminal


def open_health(terminal: Terminal) -> None:
    terminal.press("9", "0")
    terminal.wait_for("Choose a page")
    terminal.press("8")


def test_the_counter_keeps_copies_by_itself(folder: Path) -> None:
    copy = folder / LAST_GOOD / "record.db"
    copy.unlink()
    with counter(folder.parent, "--office", str(folder / "office.toml")) as terminal:
        terminal.wait_for(HOME)
        terminal.until(copy.exists, "no copy was made")


@pytest.mark.parametrize("name", ["hq.toml", "pin.toml", "plan.db", "disclosure.toml"])
def test_check_names_every_other_file_of_the_folder_that_is_full_of_zeros(tmp_path: Path, name: str) -> None:
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / name).write_bytes(bytes(4096))
    done = run(tmp_path, "check", "--json")
    assert str(tmp_path / "practice" / name) in {error["file"] for error in json.loads(done.stdout)["errors"]}
    assert done.returncode == 1


def test_findings_full_of_zeros_are_made_anew(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    findings = tmp_path / "practice" / "disclosure.toml"
    findings.write_bytes(bytes(64))
    run(tmp_path, "disclosure", "check")
    assert b"\0" not in findings.read_bytes()
    assert run(tmp_path, "export", "--month", "2024-02", str(tmp_path / "february.xlsx")).returncode == 0


def test_minima_of_the_offices_own_are_told(folder: Path) -> None:
    year = folder / "ita" / "2567.toml"
    year.write_text(year.read_text("utf-8").replace("inspection = 200", "inspection = 20"), "utf-8")
    answer = run(folder.parent, "check")
    assert "2567 inspection: 20, not 200" in answer.stdout
    with staff(folder) as terminal:
        open_health(terminal)
        terminal.wait_for("own minima")
        assert "2567 inspection: 20, not 200" in terminal.text


@pytest.mark.parametrize("place", ["2570.toml", "years/2570.toml"])
def test_a_year_in_the_wrong_place_is_named(folder: Path, place: str) -> None:
    path = folder / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(YEAR.read_text("utf-8"), "utf-8")
    answer = run(folder.parent, "check", "--office", str(folder / "office.toml")).stdout
    assert f"{path}: is read by nothing; move it to where it belongs" in answer
