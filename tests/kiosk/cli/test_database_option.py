"""Where headquarters' register is: its URL may hold a password, and need not stand in the command."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import clean_environment, one_sentence, run
from tests.support.sample import DAY


@pytest.mark.parametrize("way", ["option", "file", "environment"])
def test_the_register_is_named_by_an_option_a_file_or_a_variable(tmp_path: Path, way: str) -> None:
    url, file, env, options = f"sqlite:///{tmp_path}/elsewhere.db", tmp_path / "url", clean_environment(), []
    match way:
        case "option":
            options = ["--database", url]
        case "file":
            file.write_text(url + "\n")
            options = ["--database-file", str(file)]
        case "environment":
            env["KIOSK_HQ_DATABASE"] = url
    common = [sys.executable, "-m", "kiosk", "--data", tmp_path, "--practice", "--today", str(DAY)]
    done = subprocess.run([*common, "hq", "verify", *options], env=env, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "elsewhere.db").exists()
    assert not (tmp_path / "practice" / "hq.db").exists()


def test_a_file_that_names_no_register_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "hq", "verify", "--database-file", str(tmp_path / "away"))
    assert "cannot be read" in one_sentence(done, 1)
