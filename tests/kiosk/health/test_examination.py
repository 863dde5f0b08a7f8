"""`kiosk doctor` and `kiosk support`: one list of checks, what to do about each, and a file without secrets."""

import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.health.diagnosis import Diagnosis
from kiosk.health.doctor_report import in_words, worst_first
from kiosk.health.examination import examine
from kiosk.health.support import write_support
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import Membership, keep_membership
from kiosk.security.pin import Pin
from kiosk.security.signing_key import make_key
from kiosk.storage.log_file import LOG, log_failure
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.bilingual import same
from kiosk.text.languages import ENGLISH
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import HEALTH, sentences
from tests.support.commands import run

CODE = Path(__file__).parents[3] / "kiosk" / "health"
SECRET = "24681012"
MEMBER = Membership("https://hq.example.go.th", "phatthalung-1", "phatthalung", "ab" * 32)


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def by_check(found: list[Diagnosis]) -> dict[str, Diagnosis]:
    return {each.check: each for each in found}


def test_a_new_machine_is_told_what_is_to_be_done(kiosk: Kiosk) -> None:
    diagnoses = by_check(examine(kiosk))
    assert diagnoses["pin"].state == "failing"
    assert diagnoses["pin"].do is not None
    assert "kiosk pin set" in diagnoses["pin"].do.en
    assert diagnoses["enrolment"].state == "warning"
    assert diagnoses["ledger"].found.en == "whole, 0 entries"
    assert {diagnoses[check].state for check in ("record", "disk", "year", "files", "queue")} == {"good"}


def test_headquarters_and_the_offices_file_have_to_agree(kiosk: Kiosk) -> None:
    keep_membership(kiosk, MEMBER)
    diagnoses = by_check(examine(kiosk))
    assert diagnoses["enrolment"].state == "good"
    assert "no recovery key is known" in diagnoses["hq_key"].found.en, "as where headquarters is of an older version"
    keep_membership(kiosk, Membership("https://hq.example.go.th", "trang-1", "trang", "ab" * 32))
    differs = by_check(examine(kiosk))["enrolment"]
    assert differs.state == "failing"
    assert "headquarters knows trang-1 of trang" in differs.found.en


def test_what_lies_unsent_at_an_enrolled_machine_is_said(kiosk: Kiosk) -> None:
    keep_membership(kiosk, MEMBER)
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        ledger.count("inspection", kiosk.today)
    diagnoses = by_check(examine(kiosk))
    assert (diagnoses["queue"].state, diagnoses["headquarters"].state) == ("warning", "warning")
    assert "1 entry, 0 lines" in diagnoses["queue"].found.en


@pytest.mark.parametrize("name", ["ledger.db", "record.db"])
def test_a_file_that_is_no_ledger_is_said_and_the_rest_is_examined(kiosk: Kiosk, name: str) -> None:
    kiosk.path(name).write_bytes(b"no database" * 1000)
    diagnoses = by_check(examine(kiosk))
    assert diagnoses[name.removesuffix(".db")].state == "failing"
    assert diagnoses["pin"].state == "failing"


def test_a_folder_that_cannot_be_made_is_said_and_the_rest_is_examined(make_kiosk: Callable[..., Kiosk]) -> None:
    diagnoses = by_check(examine(make_kiosk(folder=Path("/proc/nowhere/practice"))))
    assert "/proc/nowhere" in diagnoses["ledger"].found.en
    assert {diagnoses[check].state for check in ("ledger", "record", "pin")} == {"failing"}
    assert "disk" in diagnoses


def test_a_file_of_headquarters_full_of_zeros_is_said(kiosk: Kiosk) -> None:
    kiosk.path("hq.toml").write_bytes(bytes(64))
    diagnoses = by_check(examine(kiosk))
    assert {diagnoses[check].state for check in ("files", "ledger", "headquarters")} == {"failing"}
    assert "anew with kiosk enrol" in (diagnoses["files"].do or same("")).en


def test_the_worst_stands_first_and_everything_that_is_not_well_says_what_to_do(kiosk: Kiosk) -> None:
    diagnoses = worst_first(examine(kiosk))
    assert [each.state for each in diagnoses] == sorted(
        (each.state for each in diagnoses), key=["failing", "warning", "good", "unknown"].index
    )
    assert all(each.do is not None for each in diagnoses if each.state in ("failing", "warning"))
    assert in_words(diagnoses, ENGLISH).startswith("✖ ")


def test_the_command_answers_with_its_exit_code_and_as_json(tmp_path: Path) -> None:
    told = run(tmp_path, "doctor", "--json")
    assert told.returncode == 1
    answer = json.loads(told.stdout)
    assert answer["well"] is False
    assert {"check", "state", "found", "do"} == set(next(each for each in answer["checks"] if each["check"] == "pin"))
    Pin(tmp_path / "practice" / "pin.toml").set(SECRET)
    examined = run(tmp_path, "doctor")
    assert examined.returncode == 0, examined.stdout
    assert "→ " in examined.stdout


def test_every_word_of_the_examination_is_said_somewhere() -> None:
    text = "\n".join(path.read_text("utf-8") for path in CODE.glob("*.py"))
    keys = {key for key in sentences(HEALTH) if not key.endswith((".title", "_do"))}
    patterned = {key for key in keys if re.search(rf'f"(?:{key.partition(".")[0]}|\{{check\}})\.', text)}
    assert {key for key in keys - patterned if f'"{key}"' not in text} - {
        "record_receipt.up_to",
        "record_receipt.none",
        "receipt.up_to",
        "receipt.none",
    } == set()


def test_the_file_for_support_holds_no_secret(make_kiosk: Callable[..., Kiosk], tmp_path: Path) -> None:
    kiosk = make_kiosk(date(2024, 3, 20))
    Pin(kiosk.path("pin.toml")).set(SECRET)
    keep_membership(kiosk, MEMBER)
    make_key(kiosk.path("key.pem"))
    log_failure(kiosk.path(LOG), f"planted {SECRET!r}", ValueError(f"code {'ABCD-1234'!r}"))
    kiosk = replace(
        kiosk, office_file=tmp_path / "lost.toml"
    )  # nobody can send that, and the rest is wanted all the more
    write_support(kiosk, tmp_path / "support.zip")
    with zipfile.ZipFile(tmp_path / "support.zip") as support:
        held = {name: support.read(name).decode() for name in support.namelist()}
    assert {"doctor.json", "versions.txt", "headquarters.toml", LOG} <= set(held)
    assert "textual==" in held["versions.txt"]
    assert "planted" in held[LOG]
    secrets = [SECRET, "ABCD-1234", MEMBER.public_key, "PRIVATE KEY", "$argon2"]
    secrets += kiosk.path("key.pem").read_text().splitlines()
    assert [secret for secret in secrets for text in held.values() if secret in text] == []
    with pytest.raises(Refusal, match="is there already"):
        write_support(kiosk, tmp_path / "support.zip")
    with pytest.raises(Refusal, match="could not be written"):
        write_support(kiosk, tmp_path / f"{'x' * 300}.zip")
