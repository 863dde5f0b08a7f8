"""A child process runs the very code that its parent runs, whatever lies in the folder that it was started in."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.streams.ledger.schema import VERSION
from tests.support.commands import clean_environment, run

ROOT = Path(__file__).parents[3]
START = """
import sys
from kiosk.machine import child_process
child = child_process.start(sys.argv[1:], stdout=None)
print(child.communicate()[1], end="", file=sys.stderr)
sys.exit(child.returncode)
"""


def child_in(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A child of a program that was started in `folder`, without that folder on its own path."""
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r})" + START
    env = {**clean_environment(), **environment}
    argv = [sys.executable, "-I", "-c", program, *command]
    return subprocess.run(argv, cwd=folder, env=env, capture_output=True, text=True, timeout=90)


@pytest.mark.parametrize("by_python_path", [False, True])
def test_a_file_of_a_modules_name_in_the_working_folder_is_not_run(tmp_path: Path, by_python_path: bool) -> None:
    for name in ("random.py", "sqlite3.py", "queue.py", "httpx/__init__.py", "kiosk/__init__.py"):
        module = tmp_path / "here" / name
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text(f"open({str(tmp_path / 'was-run')!r}, 'w').close()\nraise SystemExit('{name} was taken')\n")
    path = {"PYTHONPATH": str(tmp_path / "here")} if by_python_path else {}
    done = child_in(tmp_path / "here", "--data", str(tmp_path / "data"), "--practice", "count", "inspection", **path)
    assert done.returncode == 0, done.stderr
    assert "+1" in done.stdout
    assert not (tmp_path / "was-run").exists()


def test_a_newer_checkout_as_working_folder_does_not_bring_the_ledger_forward(tmp_path: Path) -> None:
    run(tmp_path / "data", "count", "inspection")
    for package in ("kiosk", "content"):
        shutil.copytree(ROOT / package, tmp_path / "clone" / package)
    schema = tmp_path / "clone" / "kiosk" / "streams" / "ledger" / "schema.py"
    schema.write_text(schema.read_text("utf-8").replace("VERSION = max(STEPS)", "VERSION = max(STEPS) + 1"), "utf-8")
    done = child_in(tmp_path / "clone", "--data", str(tmp_path / "data"), "--practice", "counts", "--json")
    assert done.returncode == 0, done.stderr
    ledger = sqlite3.connect(tmp_path / "data" / "practice" / "ledger.db")
    assert ledger.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_a_child_speaks_utf_8_in_any_locale(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text('short_name = { th = "ตม.จว.ตรัง" }', "utf-8")
    done = child_in(tmp_path, "--data", str(tmp_path), "--office", str(office), "counts", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 1
    assert "short_name" in done.stderr
    assert os.path.exists(office)
