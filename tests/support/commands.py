"""`kiosk` commands, run to their end: in this process, or as people and timers start them."""

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import pytest

from kiosk.cli import main
from tests.support.sample import DAY


def run(
    folder: Path, *command: str, day: date | str = DAY, stdin: str = "", real: bool = False, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A `kiosk` command on the practice ledger of `folder` (or the real one), in this process: a tenth of the time.

    For what a command answers and leaves behind, where `environment` is there too. What only a process has (its signals,
    how it ends) wants `run_process`, and so does a command that runs beside another.
    """
    arguments = _arguments(folder, *command, day=day, real=real)
    stdout, stderr = (TextIOWrapper(BytesIO(), "utf-8") for _ in range(2))
    with (
        patch.object(sys, "argv", ["kiosk", *arguments]),
        patch.object(sys, "stdin", StringIO(stdin)),
        patch.dict(os.environ, {**clean_environment(), **environment}, clear=True),
        redirect_stdout(stdout),
        redirect_stderr(stderr),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    code = ended.value.code
    assert isinstance(code, int)
    stdout.seek(0)
    stderr.seek(0)
    return subprocess.CompletedProcess(arguments, code, stdout.read(), stderr.read())


def run_process(
    folder: Path, *command: str, day: date | str = DAY, stdin: str = "", real: bool = False
) -> subprocess.CompletedProcess[str]:
    """The same as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *_arguments(folder, *command, day=day, real=real)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=90,
        env=clean_environment(),
    )


def _arguments(folder: Path, *command: str, day: date | str, real: bool) -> list[str]:
    return ["--data", str(folder), *([] if real else ["--practice", "--today", str(day)]), *command]


def one_sentence(answer: subprocess.CompletedProcess[str], code: int) -> str:
    """What a refused command says: nothing on stdout, no traceback, one line."""
    assert answer.returncode == code, (answer.stdout, answer.stderr)
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
    return answer.stderr.strip()


def clean_environment() -> dict[str, str]:
    """This environment without what a developer may have set for their own kiosk.

    Python keeps compiled modules, as it does on a counter: without them every process compiles the kiosk anew.
    """
    mine = ("KIOSK_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(mine)}
