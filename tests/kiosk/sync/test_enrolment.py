"""A kiosk becomes one of a headquarters: with a code that is good once, and over TLS alone."""

import sqlite3
import uuid
from pathlib import Path

import httpx
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import membership
from kiosk.protocol.key_statement import enrolled_bytes
from kiosk.protocol.one_time_code import code_hash, new_code
from kiosk.protocol.payloads import Enrolled, Enrolment
from kiosk.protocol.signing import public_hex, sign
from kiosk.streams.ledger.ledger import Ledger
from kiosk.sync.enrol import enrol
from kiosk.text.refusal import Refusal
from tests.support.commands import one_sentence, run
from tests.support.headquarters import Headquarters
from tests.support.syncs import counted, redirect, synced

WRONG = "-".join(["0000"] * 7)


def notes(folder: Path) -> list[str]:
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        return [str(note.value) for note in ledger.notes()]


def test_a_kiosk_that_is_not_enrolled_says_how(tmp_path: Path) -> None:
    done = run(tmp_path, "sync")
    assert done.returncode == 1
    assert "kiosk enrol" in done.stderr


def test_a_wrong_code_a_used_one_and_a_second_kiosk_with_it_are_refused(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    code = headquarters.code("phatthalung-1")
    assert "wrong" in run(tmp_path / "a", "enrol", headquarters.url, WRONG).stderr
    assert "not whole" in run(tmp_path / "a", "enrol", headquarters.url, code[:-5]).stderr
    assert run(tmp_path / "a", "enrol", headquarters.url, code).returncode == 0
    refused = run(tmp_path / "b", "enrol", headquarters.url, code)
    assert refused.returncode == 1
    assert "used" in refused.stderr
    assert not (tmp_path / "b" / "practice" / "hq.toml").exists()


def test_a_refused_enrolment_leaves_the_kiosk_enrolled_as_it_was(headquarters: Headquarters, tmp_path: Path) -> None:
    headquarters.enrol(tmp_path, "phatthalung-1")
    assert run(tmp_path, "enrol", headquarters.url, WRONG).returncode == 1
    assert list(tmp_path.glob("practice/*.new")) == []
    assert notes(tmp_path) == ["enrolled"]
    assert synced(tmp_path)["confirmed"] is True


def test_a_kiosk_believes_only_the_headquarters_that_gave_the_code(headquarters: Headquarters, tmp_path: Path) -> None:
    """M4: who answered first was the headquarters of the kiosk from then on."""
    code = headquarters.code("phatthalung-1")
    with Headquarters(tmp_path / "other") as other:
        theirs = other.code("phatthalung-1")
        forged = "-".join([*theirs.split("-")[:4], *code.split("-")[4:]])
        with sqlite3.connect(tmp_path / "other" / "practice" / "hq.db") as db:
            db.execute("UPDATE codes SET code_hash = ?", (code_hash(forged),))
        done = run(tmp_path / "kiosk", "enrol", other.url, forged)
    assert done.returncode == 1
    assert "not the headquarters that gave this code" in done.stderr
    assert not any((tmp_path / "kiosk" / "practice" / name).exists() for name in ("key.pem", "key.pem.new", "hq.toml"))


@pytest.mark.parametrize("wrong", ["nonce", "signature", "office", "kiosk"])
def test_an_answer_that_headquarters_did_not_sign_for_this_enrolment_changes_nothing(kiosk: Kiosk, wrong: str) -> None:
    hq = Ed25519PrivateKey.generate()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json={"keys": []})
        asked = msgspec.json.decode(request.content, type=Enrolment)
        right = Enrolled("phatthalung-1", "phatthalung", public_hex(hq), asked.nonce, "")
        right = msgspec.structs.replace(right, signature=sign(hq, enrolled_bytes(right, asked.public_key)))
        forged = {"nonce": "0" * 32, "signature": "00" * 64, "office": "trang", "kiosk": "phatthalung-2"}[wrong]
        return httpx.Response(201, content=msgspec.json.encode(msgspec.structs.replace(right, **{wrong: forged})))

    client = httpx.Client(transport=httpx.MockTransport(answer))
    with pytest.raises(Refusal, match="not right"):
        enrol(kiosk, str(uuid.uuid4()), client, "http://127.0.0.1", new_code(public_hex(hq)))
    assert membership(kiosk) is None


def test_a_kiosk_of_another_office_is_told_both_names(headquarters: Headquarters, tmp_path: Path) -> None:
    done = run(tmp_path, "enrol", headquarters.url, headquarters.code("trang-1", office="trang"))
    assert one_sentence(done, 1) == (
        "Headquarters did not take the code: the code is for the office trang, and the kiosk's own file says "
        "phatthalung; enrol the kiosk of that office, or mend the file."
    )


def test_to_enrol_again_or_elsewhere_is_noted_and_earlier_receipts_stay_good(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    """H5: a kiosk was enrolled at another headquarters, and its staff page went on as if all were well."""
    folder = tmp_path / "kiosk"
    counted(folder, "inspection")
    headquarters.enrol(folder, "phatthalung-1")
    synced(folder)
    code = run(headquarters.folder, "hq", "rekey", "phatthalung-1").stdout.split()[-1]
    assert run(folder, "enrol", headquarters.url, code).returncode == 0
    assert notes(folder) == ["enrolled", "enrolled-again"]
    with Headquarters(tmp_path / "other") as other:
        other.enrol(folder, "phatthalung-7")
        assert notes(folder) == ["enrolled", "enrolled-again", "enrolled-elsewhere"]
        verified = run(folder, "ledger", "verify")
        assert verified.returncode == 0, verified.stdout
        assert "4 entries: 2 under headquarters' receipt of 2024-03-01" in verified.stdout
        assert "2 on this machine's word." in verified.stdout
        assert synced(folder)["confirmed"] is True
    assert "4 entries: 4 under" in run(folder, "ledger", "verify").stdout


def test_a_stolen_key_that_used_up_every_number_of_a_report_is_of_no_use_after_a_new_one(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:  # so the kiosk hears from headquarters
        ledger.state.set("report", str(2**53))
    assert synced(folder)["confirmed"] is False
    code = run(headquarters.folder, "hq", "rekey", "phatthalung-1").stdout.split()[-1]
    assert run(folder, "enrol", headquarters.url, code).returncode == 0
    assert synced(folder)["confirmed"] is True


def test_a_ledger_that_vanished_is_a_finding_until_headquarters_has_given_back_what_it_holds(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    counted(tmp_path, "inspection", "inspection")
    headquarters.enrol(tmp_path, "phatthalung-1")
    synced(tmp_path)
    (tmp_path / "practice" / "ledger.db").unlink()
    verified = run(tmp_path, "ledger", "verify")
    assert verified.returncode == 1
    assert "it is gone" in verified.stdout
    assert synced(tmp_path)["confirmed"] is True
    verified = run(tmp_path, "ledger", "verify")
    assert verified.returncode == 0, verified.stdout


def test_a_practice_kiosk_does_not_enrol_at_a_real_register(headquarters: Headquarters, tmp_path: Path) -> None:
    done = run(tmp_path, "enrol", headquarters.url, headquarters.code("phatthalung-1"), real=True)
    assert done.returncode == 1
    assert "practice" in done.stderr


@pytest.mark.parametrize("url", ["http://hq.example.go.th", "ftp://127.0.0.1", "headquarters"])
def test_without_tls_only_this_very_machine_is_spoken_to(tmp_path: Path, url: str) -> None:
    done = run(tmp_path, "enrol", url, "0000")
    assert done.returncode == 1
    assert "https://" in done.stderr


def test_an_address_without_tls_in_the_file_is_not_spoken_to(headquarters: Headquarters, tmp_path: Path) -> None:
    headquarters.enrol(tmp_path, "phatthalung-1")
    redirect(tmp_path, "http://hq.example.go.th")
    sentence = one_sentence(run(tmp_path, "sync"), 1)
    assert "hq.toml: headquarters' address is https://, or http:// on this very machine" in sentence


@pytest.mark.parametrize("way", ["stdin", "dash", "file", "environment"])
def test_a_code_need_not_stand_in_the_command(headquarters: Headquarters, tmp_path: Path, way: str) -> None:
    """Whoever is on the machine reads a command's words in /proc."""
    code, file, options = headquarters.code("phatthalung-1"), tmp_path / "code", [headquarters.url]
    stdin, environment = "", {}
    match way:
        case "stdin" | "dash":
            stdin, options = f"{code}\n", [*options, "-"] if way == "dash" else options
        case "file":
            file.write_bytes(b"\xef\xbb\xbf" + code.encode() + b"\r\n")
            options += ["--code-file", str(file)]
        case "environment":
            environment["KIOSK_CODE"] = code
    done = run(tmp_path, "enrol", *options, stdin=stdin, **environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Enrolled as phatthalung-1 of phatthalung.\n"


def test_a_file_without_a_code_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "code"
    empty.write_text("\n")
    for file, says in ((empty, "nothing in its first line"), (tmp_path / "away", "cannot be read")):
        done = run(tmp_path, "enrol", "https://hq.example.go.th", "--code-file", str(file))
        assert says in one_sentence(done, 1)


def test_no_code_at_all_is_said(tmp_path: Path) -> None:
    assert "No code was given" in one_sentence(run(tmp_path, "enrol", "https://hq.example.go.th"), 1)


def test_a_refused_enrolment_leaves_no_key_behind(headquarters: Headquarters, tmp_path: Path) -> None:
    for url in (headquarters.url, "http://127.0.0.1:1"):
        assert run(tmp_path, "enrol", url, WRONG).returncode == 1
    assert not list((tmp_path / "practice").glob("*key*"))
