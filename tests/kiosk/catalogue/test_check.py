"""`kiosk check`: one planted fault, one sentence that names file and key; all faults at once."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kiosk.catalogue.content_files import CONTENT
from kiosk.catalogue.load import load
from kiosk.check import Checked, check
from kiosk.storage.toml_file import Fault, Faulty
from tests.support.commands import run
from tests.support.sample import DAY

Plant = Callable[..., Checked]

SERVICE = "services/90-day-report.toml"
YEAR = "ita/2567.toml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The shipped content as files that may be spoilt."""
    return Path(shutil.copytree(str(CONTENT), tmp_path / "content"))


@pytest.fixture
def plant(content: Path) -> Plant:
    """Replace words of a file of the content, and check."""

    def planted(file: str, old: str, new: str) -> Checked:
        path = content / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return check(DAY, content=content)

    return planted


def only(found: Checked) -> Fault:
    """The one fault."""
    assert len(found.errors) == 1, "\n".join(map(str, found.errors))
    return found.errors[0]


def test_the_shipped_content_has_no_errors() -> None:
    found = check(DAY)
    assert [str(fault) for fault in found.errors] == []
    assert found.services == len(load().services)


PLANTED = {
    "a missing language": (SERVICE, ', en = "TM.47" }', " }", "form.en", "is missing; add it"),
    "an empty language": (SERVICE, 'en = "TM.47" }', 'en = " " }', "form.en", "is empty; write the words"),
    "a misspelt key": (SERVICE, "family =", "familly =", "familly", "write `family`"),
    "a wrong type": (SERVICE, "order = 1", 'order = "1"', "order", "expected `int`, got `str`"),
    "a key given twice": (SERVICE, "order = 1", "order = 1\norder = 2", "", "not TOML"),
    "broken TOML": ("office.toml", 'id = "', "id = ", "", "not TOML"),
    "a code given twice": (SERVICE, '"S04"', '"S09"', "code", "S09 is given twice"),
    "an order given twice": (
        "services/residence-notification.toml",
        "order = 2",
        "order = 1",
        "order",
        "is given twice",
    ),
    "a family given twice": ("families.toml", '"permits"', '"visa"', "family", "visa is given twice"),
    "an offered family given twice": ("office.toml", '"visa", ', '"visa", "visa", ', "families", "visa is given twice"),
    "a work group given twice": (YEAR, 'id = "inspection"', 'id = "investigation"', "work_group", "given twice"),
    "a calendar row given twice": (YEAR, 'id = "C13"', 'id = "C12"', "calendar", "C12 is given twice"),
    "a measure given twice": (YEAR, 'id = "M8.1"', 'id = "M7.3"', "measure", "M7.3 is given twice"),
    "a disclosure item given twice": (YEAR, 'id = "O24"', 'id = "O23"', "disclosure", "O23 is given twice"),
    "a phase given twice": (YEAR, 'id = "publish"', 'id = "check"', "phase", "check is given twice"),
    "a notice's place given twice": ("notices/budget.toml", "order = 2", "order = 1", "order", "1 is given twice"),
    "a document that is not there": (
        SERVICE,
        'document = "passport"',
        'document = "pasport"',
        "documents",
        "there is no document pasport; write `passport`",
    ),
    "a role that is not there": (
        "steps.toml",
        '"greeter"',
        '"greter"',
        "notification",
        "no role greter; write `greeter`",
    ),
    "a source that is not there": (SERVICE, '"guide-90-days"', '"guide-90"', "who", "no source guide-90"),
    "a claim that rests on nothing": (SERVICE, 'source = "guide-90-days"\n', "", "who.source", "is missing"),
    "a law that is not there": (
        "services/extension-tourism.toml",
        '"immigration-act-81"',
        '"immigration-act-18"',
        "late",
        "no law immigration-act-18; write `immigration-act-81`",
    ),
    "a law of a service that is not there": (SERVICE, '"immigration-act-37-5"', '"the-act"', "law", "no law the-act"),
    "a source of nobody": ("sources.toml", "publisher =", "publsher =", "office.publsher", "write `publisher`"),
    "steps that are not there": (SERVICE, '"notification"', '"notify"', "steps", "there is no list of steps notify"),
    "a family that is not there": (SERVICE, '"notifications"', '"notes"', "family", "there is no family notes"),
    "a way online that is not there": (SERVICE, 'online = "tm47"', 'online = "tm48"', "online", "write `tm47`"),
    "an offered family that is not there": ("office.toml", '"permits"', '"permit"', "families", "write `permits`"),
    "a class without quotas": ("office.toml", '"superintendent"', '"inspector"', "class", "inspector"),
    "a phase that is not there": (YEAR, 'phase = "publish"', 'phase = "end"', "calendar.C11.phase", "no phase end"),
    "an indicator that is not there": (YEAR, "indicator = 10\n", "indicator = 11\n", "measure.M10.1.indicator", "11"),
    "a row that is not there": (
        YEAR,
        'due_with = "C7"',
        'due_with = "C77"',
        "measure.M9.1.due_with",
        "no calendar row C77",
    ),
    "a page that is not there": (YEAR, '["officer"]', '["oficer"]', "measure.M1.1.served_by", "write `officer`"),
    "a place that is not there": ("steps.toml", 'place = "', 'place = "the-', "notification", "there is no place the-"),
    "a calendar row run backwards": (YEAR, "end = 2024-06-14", "end = 2024-04-14", "calendar.C8", "run backwards"),
    "a window run backwards": (YEAR, "deadline = 2024-07-01", "deadline = 2024-08-01", "eit", "run backwards"),
    "a fiscal year of two years": (YEAR, "start = 2023-10-01,", "start = 2022-10-01,", "fiscal_year", "not one year"),
    "a window of the year before": (
        YEAR,
        "start = 2024-01-01\ndeadline",
        "start = 2023-01-01\ndeadline",
        "eit.start",
        "2023-01-01 is not in the fiscal year",
    ),
    "a calendar row of the year before": (
        YEAR,
        "start = 2024-05-01",
        "start = 2023-05-01",
        "calendar.C8.start",
        "not in the fiscal year",
    ),
    "a measure of the year after": (YEAR, "due = 2024-03-20", "due = 2025-03-20", "measure.M2.1.due", "fiscal year"),
    "a measure that is never due": (
        YEAR,
        "indicator = 1\ndue = 2024-03-30\n",
        "indicator = 1\n",
        "measure.M1.2.due",
        "missing",
    ),
    "the printed year 25567": (YEAR, "year = 2567", "year = 25567", "year", "25567 cannot be meant"),
    "a year of another file": (YEAR, "year = 2567", "year = 2568", "fiscal_year.end", "is not the year 2568"),
    "a year of neither era in a date": (YEAR, "due = 2024-03-20", "due = 3110-03-20", "measure[7].due", "2567-03-01"),
    "a letter that nobody sees": (SERVICE, 'en = "TM.47"', 'en = "TM\u202e.47"', "form.en", "holds U+202E"),
    "the printed year in words": (
        "laws.toml",
        "พ.ศ. 2522",
        "พ.ศ.25522",
        "immigration-act.th",
        "the year 25522 cannot be meant",
    ),
    "a host that is not allowed": (
        "channels.toml",
        "https://tdac.immigration.go.th/",
        "https://tdac.immigration.go.th.example.com/",
        "online.tdac.address.value",
        "may not be led to",
    ),
    "an address without TLS": (
        "office.toml",
        "https://itap.nacc.go.th/",
        "http://itap.nacc.go.th/",
        "survey",
        "an address is https://",
    ),
    "a quota of nothing": (
        YEAR,
        "general-staff = 10",
        "general-staff = 0",
        "quotas.superintendent.general-staff",
        ">= 1",
    ),
    "a group without a minimum": (
        YEAR,
        "general-staff = 10\n",
        "",
        "quotas.superintendent.general-staff",
        "is missing",
    ),
    "more work groups than keys": (
        YEAR,
        "[closed]\n",
        "\n".join(
            f'[[work_group]]\nid = "{name}"\ntitle = {{ th = "ก", en = "a" }}\nshort_title = {{ th = "ก", en = "a" }}\n'
            for name in ("training", "legal")
        )
        + "[closed]\n",
        "work_group",
        "the counts have keys and rows for 5; put two of them into one",
    ),
    "a group that headquarters would refuse": (
        YEAR,
        'id = "inspection"',
        'id = "งานตรวจ"',
        "work_group.งานตรวจ.id",
        "headquarters takes no name like งานตรวจ",
    ),
    "a group with the name of the total": (YEAR, 'id = "inspection"', 'id = "total"', "work_group.total.id", "whole"),
    "a class that headquarters would refuse": (
        "office.toml",
        '"superintendent"',
        '"Superintendent"',
        "class",
        "headquarters takes no name like Superintendent",
    ),
    "a kiosk whose files would be written elsewhere": (
        "office.toml",
        '"phatthalung-1"',
        '"../../escaped"',
        "kiosk",
        "headquarters takes no name like ../../escaped",
    ),
    "a kiosk with a name that is no file's": (
        "office.toml",
        '"phatthalung-1"',
        '"หน้า 1/2"',
        "kiosk",
        "headquarters takes no name like หน้า 1/2",
    ),
    "an office with a name of its own kind": (
        "office.toml",
        'id = "phatthalung"',
        'id = "Phatthalung"',
        "id",
        "no hyphen",
    ),
    "an unknown group": (YEAR, "total = 500", "total = 500\ncafeteria = 5", "quotas.superintendent", "cafeteria"),
    "a label too long": (
        "families.toml",
        "การตรวจลงตรา",
        "การตรวจลงตราและการเปลี่ยนประเภท",
        "family.visa.title.th",
        "a narrow home tile has 17; shorten it",
    ),
    "a QR code too large": (
        "office.toml",
        "https://itap.nacc.go.th/",
        "https://itap.nacc.go.th/and/a/long/way/to/the/survey/of/this/office",
        "survey",
        "give a shorter address",
    ),
    "the staff's survey in place of the visitors'": (
        "office.toml",
        "https://itap.nacc.go.th/",
        "https://itas.nacc.go.th/go/iit/u4gpi2",
        "survey",
        "give the one for visitors",
    ),
    "a phrase with a slot in one language": (
        "phrases.toml",
        "แตะเอกสารที่ท่านมี เลือกแล้ว {ticked}",
        "ทำ",
        "service.ticked.th",
        "{ticked}",
    ),
    "a plural without a form": (
        "phrases.toml",
        "{count:minute|minutes}",
        "{count:minutes}",
        "service.minutes.en",
        "write them in this order: one, other",
    ),
    "a unit without a form": (
        "documents.toml",
        "{count:photo|photos}",
        "{count:photos}",
        "photo.unit.en",
        "one, other",
    ),
    "a measure served by nothing": (YEAR, 'served_by = ["officer"]', "", "measure[1].served_by", "is missing"),
    "digits of two scripts in one number": (
        SERVICE,
        "2,000 บาท",
        "2,๐๐๐ บาท",
        "late.value.th",
        "mixes Thai and Arabic",
    ),
    "a SARA AM in pieces": ("documents.toml", "สำเนา", "ส\u0e4d\u0e32เนา", "line 4", "write it as one letter"),
    "a document without a count": (
        SERVICE,
        '"passport", original = 1',
        '"passport"',
        "documents.value[1]",
        "needs a count",
    ),
    "an empty list of documents": (SERVICE, "value = [\n", "value = []\nunder = [\n", "documents.under", "not a key"),
    "an empty list of fees": (SERVICE, 'value = "none"', "value = []", "fee.value", "length >= 1"),
    "a fifth family": (
        "office.toml",
        '"permits"]',
        '"permits", "fifth"]',
        "families",
        "offers 5 families, and the first page has keys for 4",
    ),
    "no family": ("office.toml", '["visa", "notifications", "extension-of-stay", "permits"]', "[]", "families", ">= 1"),
    "families under another name": ("families.toml", "[[family]]", "[[famly]]", "famly", "write `family`"),
    "a hotline on no page": (
        "channels.toml",
        'pages = ["officer"]',
        "pages = []",
        "hotline.tourist-police.pages",
        ">= 1",
    ),
    "a page that shows no hotlines": (
        "channels.toml",
        'pages = ["officer"]',
        'pages = ["home"]',
        "hotline.tourist-police.pages[1]",
        "'home'",
    ),
    "a fifth hotline on a page": (
        "channels.toml",
        'pages = ["officer"]',
        'pages = ["officer", "transparency"]',
        "hotline.tourist-police.pages",
        "one more than the 4 hotlines",
    ),
    "a number that cannot be called": (
        "channels.toml",
        'value = "1155"',
        'value = "1155 (24h)"',
        "hotline.tourist-police.number",
        "a telephone number is written with digits",
    ),
    "manuals that are not there": (
        "channels.toml",
        'manuals = "manuals"',
        'manuals = "manual"',
        "manuals",
        "there is no online service manual; write `manuals`",
    ),
    "a second notice that leads": (
        "notices/personnel.toml",
        "order =",
        "leads = true\norder =",
        "leads",
        "another notice leads already",
    ),
    "a seventh sentence": (
        "speak.toml",
        "visitor = [",
        'visitor = [\n    { th = "ก", en = "a" },',
        "visitor",
        "length <= 6",
    ),
    "a sentence whose letters are not drawn": (
        "speak.toml",
        "ขอใบเสร็จรับเงิน",
        "ขอใบเสร็จฮะ",
        "visitor[3]",
        "has letters that are not drawn: ฮ; run",
    ),
    "sentences of nobody": ("speak.toml", "officer = [", "oficer = [", "oficer", "write `officer`"),
    "a commitment without a start": (SERVICE, 'starts = "documents-complete"\n', "", "time.starts", "is missing"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_named_with_its_file_and_key(plant: Plant, name: str) -> None:
    file, old, new, key, says = PLANTED[name]
    found = plant(file, old, new)
    (said,) = [str(fault) for fault in found.errors if fault.key == key and says in str(fault)]
    assert f"content/{file}" in said
    assert re.fullmatch(r"[^\n]+; [^\n]+\.", said)


def test_a_file_that_is_not_utf_8_is_named(content: Path) -> None:
    path = content / "roles.toml"
    path.write_bytes(path.read_text("utf-8").encode("cp874", "replace"))
    assert "content/roles.toml" in str(only(check(DAY, content=content)))


def test_all_faults_are_found_at_once(plant: Plant) -> None:
    names = [
        "a misspelt key",
        "a role that is not there",
        "a label too long",
        "a SARA AM in pieces",
        "an address without TLS",
    ]
    for name in names:
        found = plant(*PLANTED[name][:3])
    assert {fault.key for fault in found.errors} >= {PLANTED[name][3] for name in names}


@pytest.mark.parametrize("name", ["a document that is not there", "a code given twice", "an address without TLS"])
def test_what_a_page_would_stumble_over_stops_the_start_with_the_same_sentence(
    plant: Plant, content: Path, name: str
) -> None:
    fault = only(plant(*PLANTED[name][:3]))
    with pytest.raises(Faulty) as refused:
        load(content=content)
    assert str(refused.value) == str(fault)


def test_awaiting_and_stale_facts_are_listed_and_are_no_errors(tmp_path: Path) -> None:
    confirmed = 'confirmed = { on = 2023-06-01, role = "approver" }'
    folder = tmp_path / "practice"
    folder.mkdir()
    (folder / "facts.toml").write_text(f"[re-entry-permit.fee]\n{confirmed}\n", "utf-8")
    done = run(tmp_path, "check", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert found["errors"] == []
    assert found["stale"] == [{"id": "re-entry-permit", "field": "fee"}]
    assert {"id": "office", "field": "phone"} in found["awaiting"]
    assert {"id": "re-entry-permit", "field": "fee"} not in found["awaiting"]


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
    }
    said = run(tmp_path, "check", "--office", str(office))
    assert said.returncode == 1
    assert f"{office}: counts_form: not a key that is known here; write `counts_from`." in said.stdout
    assert "1 errors" in said.stdout.splitlines()[-1]


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
