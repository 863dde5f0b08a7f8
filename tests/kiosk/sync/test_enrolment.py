"""A kiosk becomes one of a headquarters: with a code that is good once, and over TLS alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import clean_environment, one_sentence, run
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY
from tests.support.syncs import synced


def test_a_kiosk_that_is_not_enrolled_says_how(tmp_path: Path) -> None:
    done = run(tmp_path, "sync")
    assert done.returncode == 1
    assert "kiosk enrol" in done.stderr


def test_a_wrong_code_a_used_one_and_a_second_kiosk_with_it_are_refused(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    code = headquarters.code("phatthalung-1")
    assert "wrong" in run(tmp_path / "a", "enrol", headquarters.url, "0000-0000-0000-0000").stderr
    assert run(tmp_path / "a", "enrol", headquarters.url, code).returncode == 0
    refused = run(tmp_path / "b", "enrol", headquarters.url, code)
    assert refused.returncode == 1
    assert "used" in refused.stderr
    assert not (tmp_path / "b" / "practice" / "hq.toml").exists()


def test_a_refused_enrolment_leaves_the_kiosk_enrolled_as_it_was(headquarters: Headquarters, tmp_path: Path) -> None:
    headquarters.enrol(tmp_path, "phatthalung-1")
    assert run(tmp_path, "enrol", headquarters.url, "0000-0000-0000-0000").returncode == 1
    assert synced(tmp_path)["confirmed"] is True


def test_a_practice_kiosk_does_not_enrol_at_a_real_register(headquarters: Headquarters, tmp_path: Path) -> None:
    done = run(tmp_path, "enrol", headquarters.url, headquarters.code("phatthalung-1"), real=True)
    assert done.returncode == 1
    assert "practice" in done.stderr


@pytest.mark.parametrize("url", ["http://hq.example.go.th", "ftp://127.0.0.1", "headquarters"])
def test_without_tls_only_this_very_machine_is_spoken_to(tmp_path: Path, url: str) -> None:
    done = run(tmp_path, "enrol", url, "0000")
    assert done.returncode == 1
    assert "https://" in done.stderr


@pytest.mark.parametrize("way", ["stdin", "dash", "file", "environment"])
def test_a_code_need_not_stand_in_the_command(headquarters: Headquarters, tmp_path: Path, way: str) -> None:
    """Whoever is on the machine reads a command's words in /proc."""
    code, file, options = headquarters.code("phatthalung-1"), tmp_path / "code", [headquarters.url]
    stdin, env = "", clean_environment()
    match way:
        case "stdin" | "dash":
            stdin, options = f"{code}\n", [*options, "-"] if way == "dash" else options
        case "file":
            file.write_bytes(b"\xef\xbb\xbf" + code.encode() + b"\r\n")
            options += ["--code-file", str(file)]
        case "environment":
            env["KIOSK_CODE"] = code
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", tmp_path, "--practice", "--today", str(DAY), "enrol", *options],
        input=stdin,
        env=env,
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Enrolled as phatthalung-1 of phatthalung.\n"


def test_a_file_without_a_code_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "code"
    empty.write_text("\n")
    for file, says in ((empty, "nothing in its first line"), (tmp_path / "away", "cannot be read")):
        done = run(tmp_path, "enrol", "https://hq.example.go.th", "--code-file", str(file))
        assert says in one_sentence(done, 1)


def test_a_refused_enrolment_leaves_no_key_behind(headquarters: Headquarters, tmp_path: Path) -> None:
    for url in (headquarters.url, "http://127.0.0.1:1"):
        assert run(tmp_path, "enrol", url, "0000-0000-0000-0000").returncode == 1
    assert not list((tmp_path / "practice").glob("*key*"))
