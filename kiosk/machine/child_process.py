"""A child process of the kiosk: another command of exactly the code that runs here, from whatever folder."""

import subprocess
import sys
from collections.abc import Mapping

_MAIN = "import sys; sys.path[:] = {path!r}; sys.argv[0] = 'kiosk'; from kiosk.cli import main; main()"


def command(arguments: list[str]) -> list[str]:
    """What starts a `kiosk` command of exactly the code that runs here.

    Isolated mode, with the search path of this very process: neither the working folder nor PYTHONPATH may lend it a
    module, not even one of the standard library's names.
    """
    path = [folder for folder in sys.path if folder]
    return [sys.executable, "-I", "-X", "utf8", "-c", _MAIN.format(path=path), *arguments]


def start(
    arguments: list[str],
    stdout: int | None = subprocess.DEVNULL,
    stderr: int | None = subprocess.PIPE,
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[str]:
    """Start a `kiosk` command. What it says is UTF-8."""
    return subprocess.Popen(
        command(arguments),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        env=env,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
