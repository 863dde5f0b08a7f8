"""`kiosk check`: files that are missing or in the wrong place, all faults at once, in words and in JSON."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from kiosk.catalogue.load import load
from kiosk.health.check import check
from kiosk.storage.toml_file import Faulty
from tests.support.commands import run
from tests.support.planted import SERVICE, Plant, only
from tests.support.sample import DAY


def test_the_shipped_content_has_no_errors() -> None:
    report = check(DAY)
    assert [str(fault) for fault in report.errors] == []
    assert report.services == len(load().services)


def test_a_file_that_is_not_utf_8_is_named(content: Path) -> None:
    path = content / "roles.toml"
    path.write_bytes(path.read_text("utf-8").encode("cp874", "replace"))
    assert "content/roles.toml" in str(only(check(DAY, content=content)))


STUMBLED_OVER = {
    "a document that is not there": (SERVICE, 'document = "passport"', 'document = "pasport"'),
    "a code given twice": (SERVICE, '"S04"', '"S09"'),
    "an address without TLS": ("office.toml", "https://itap.nacc.go.th/", "http://itap.nacc.go.th/"),
}


@pytest.mark.parametrize("name", STUMBLED_OVER)
def test_what_a_page_would_stumble_over_stops_the_start_with_the_same_sentence(
    plant: Plant, content: Path, name: str
) -> None:
    fault = only(plant(*STUMBLED_OVER[name]))
    with pytest.raises(Faulty) as refused:
        load(content=content)
    assert str(refused.value) == str(fault)


def test_all_faults_are_found_at_once(plant: Plant) -> None:
    plant(SERVICE, "family =", "familly =")
    plant("steps.toml", '"greeter"', '"greter"')
    plant("families.toml", "การตรวจลงตรา", "การตรวจลงตราและการเปลี่ยนประเภท")
    plant("documents.toml", "สำเนา", "ส\u0e4d\u0e32เนา")
    report = plant("office.toml", "https://itap.nacc.go.th/", "http://itap.nacc.go.th/")
    assert {fault.key for fault in report.errors} >= {
        "familly",
        "notification",
        "family.visa.title.th",
        "line 4",
        "survey",
    }


def test_awaiting_and_stale_facts_are_listed_and_are_no_errors(tmp_path: Path) -> None:
    confirmed = 'confirmed = { on = 2023-06-01, role = "approver" }'
    folder = tmp_path / "practice"
    folder.mkdir()
    (folder / "facts.toml").write_text(f"[change-of-visa.fee]\n{confirmed}\n", "utf-8")
    done = run(tmp_path, "check", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["errors"] == []
    assert report["stale"] == [{"id": "change-of-visa", "field": "fee"}]
    assert {"id": "office", "field": "phone"} in report["awaiting"]
    assert {"id": "change-of-visa", "field": "fee"} not in report["awaiting"]


def test_errors_are_exit_1_in_json_and_in_words(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text('counts_form = "staff"\n', "utf-8")
    done = run(tmp_path, "check", "--json", "--office", str(office))
    assert done.returncode == 1
    (error,) = json.loads(done.stdout)["errors"]
    assert error == {
        "file": str(office),
        "key": "counts_form",
        "what": "not a key that is known here",
        "do": "write `counts_from`",
        "line": 1,
    }
    answer = run(tmp_path, "check", "--office", str(office))
    assert answer.returncode == 1
    assert f"{office}: line 1: counts_form: not a key that is known here; write `counts_from`." in answer.stdout
    assert "1 error," in answer.stdout.splitlines()[-1]


def test_a_confirmed_fact_that_belongs_to_nothing_is_named(tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text('[re-entry-permt.fee]\nvalue = 5\nsource = "office"\n', "utf-8")
    fault = only(check(date(2024, 3, 1), folder=tmp_path))
    assert (fault.file, fault.key, fault.do) == (str(facts), "re-entry-permt.fee", "write `re-entry-permit.fee`")


def test_a_family_without_a_service_is_named(content: Path) -> None:
    for name in ("re-entry-permit", "residence-certificate", "residence-endorsement", "residence-letter"):
        path = content / "services" / f"{name}.toml"
        path.write_text(path.read_text("utf-8").replace('family = "permits"', 'family = "visa"'), "utf-8")
    faults = [str(fault) for fault in check(DAY, content=content).errors]
    assert "content/office.toml: families: permits has no service; give it one, or do not offer it." in faults


def test_content_without_a_year_is_named(content: Path) -> None:
    shutil.rmtree(content / "ita")
    assert (only(check(DAY, content=content)).file, only(check(DAY, content=content)).what) == (
        "content/ita",
        "holds no year",
    )


def test_a_role_that_signs_is_wanted(content: Path) -> None:
    path = content / "roles.toml"
    path.write_text(path.read_text("utf-8").replace(", signs = true", ""), "utf-8")
    assert only(check(DAY, content=content)).what == "no role signs"


def test_two_files_of_one_name_are_named(content: Path) -> None:
    shutil.copy(content / "notices/property.toml", content / "notices/90-day-report.toml")
    faults = [str(fault) for fault in check(DAY, content=content).errors]
    assert any("90-day-report is the name of content/services/90-day-report.toml too" in fault for fault in faults)


@pytest.mark.parametrize("place", ["extension-volunteer.toml", "service/extension-volunteer.toml", "zh.toml"])
def test_a_file_in_a_place_where_nothing_looks_for_it_is_named(content: Path, place: str) -> None:
    """Its service was offered to nobody, and nobody was told."""
    (content / place).parent.mkdir(exist_ok=True)
    shutil.copy(content / "services/re-entry-permit.toml", content / place)
    fault = only(check(DAY, content=content))
    assert (fault.file, fault.what) == (f"content/{place}", "is read by nothing")


def test_more_steps_than_a_page_holds_are_named(content: Path) -> None:
    path = content / "steps.toml"
    text = path.read_text("utf-8")
    step = re.search(r"    \{[^}]*role = [^}]*\},\n", text)
    assert step is not None
    path.write_text(text.replace(step[0], step[0] * 12, 1), "utf-8")
    fault = check(DAY, content=content).errors[0]
    assert "and 13 are there" in fault.what


def test_words_that_are_longer_than_their_page_are_named(plant: Plant) -> None:
    fault = only(plant("office.toml", "Monday to Friday", "Monday, Tuesday, Wednesday, Thursday and Friday"))
    assert (fault.key, fault.do) == ("hours.value.en", "say it shorter")
