"""`kiosk hq alerts`: what holds, who knows of it, and whether an address gets messages."""

import json
import re
from pathlib import Path

from kiosk.hq.alerts.addresses import read_addresses
from kiosk.hq.alerts.rounds import AlertRounds
from tests.kiosk.hq.pages.conftest import opened
from tests.support.commands import one_sentence, run


def test_what_holds_is_listed_with_who_knows_of_it(tmp_path: Path) -> None:
    assert run(tmp_path, "hq", "alerts").stdout == "Nothing to tell.\n"
    with opened(tmp_path) as headquarters:
        headquarters.register.offices.add(["trat"])
        for _ in range(2):
            headquarters.expect("trat", "trat-1")
        AlertRounds(headquarters.register.engine, lambda: headquarters.machine).go(headquarters.now())
    listed = run(tmp_path, "hq", "alerts")
    assert listed.returncode == 0
    assert "Alarm               trat-1 The kiosk's key has changed" in listed.stdout
    assert re.search(r"since 1 Mar 2024 \d\d:\d\d  told: nobody yet", listed.stdout), "Thai time, no Z"
    told = json.loads(run(tmp_path, "hq", "alerts", "--json").stdout)
    [alert] = told["alerts"]
    assert (alert["kind"], alert["kiosk"], alert["told"]) == ("alarm", "trat-1", [])
    assert (told["undelivered"], told["errors"]) == ([], [])


def test_a_test_goes_to_the_address_that_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    folder.mkdir()
    (folder / "alerts.toml").write_text(
        f'[address.duty]\nlevel = "bureau"\nfile = "{folder}/duty.txt"\n[address.bad]\nlevel = "bureau"\n'
    )
    assert run(tmp_path, "hq", "alerts", "--test", "duty").stdout == "A message has gone to duty.\n"
    assert "Test: duty" in (folder / "duty.txt").read_text()
    assert (folder / "duty.txt").stat().st_mode & 0o077 == 0
    assert "address.bad: is told in exactly one way" in one_sentence(run(tmp_path, "hq", "alerts", "--test", "bad"), 1)
    (folder / "alerts.toml").write_text(f'[address.duty]\nlevel = "bureau"\nfile = "{folder}"\n')
    assert "write `duty`" in one_sentence(run(tmp_path, "hq", "alerts", "--test", "dutty"), 1)
    assert "No message reaches duty (Is a directory)" in one_sentence(
        run(tmp_path, "hq", "alerts", "--test", "duty"), 1
    )


def test_what_is_wrong_in_the_file_is_said_in_thai_too(tmp_path: Path) -> None:
    (tmp_path / "alerts.toml").write_text(
        "digest_hour = 24\n[smtp]\nhost = 'h'\nsender = 'x'\nuser = 'u'\nsecurity = 'none'\npassword_file = '/none'\n"
        "[address.a]\nlevel = 'office'\nmail = 'a@b'\n[address.b]\nlevel = 'bureau'\nmail = 'x'\n"
        "[address.c]\nlevel = 'office'\noffice = 'trat'\nfile = 'f'\n[address.d]\nlevel = 'bureau'\n"
        "[address.e]\nlevel = 'bureau'\napprise_variable = 'NONE'\n"
    )
    _, faults = read_addresses(tmp_path, [])
    assert len(faults) == 9
    for fault in faults:
        sentence = fault.words.of("th")
        assert re.search("[ก-๙]", sentence)
        assert not re.search(r"\b(is|write|give|check)\b", sentence), sentence
