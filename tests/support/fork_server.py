"""A fork server: a process of its own, mostly a `kiosk` command, which begins where the import of its modules has ended."""

import fcntl
import multiprocessing
import os
import resource
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import nullcontext
from io import StringIO
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TextIO

from tests.support.commands import clean_environment
from tests.support.moved_clock import moved_clock

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        "tests.proof.counting",
        "tests.support.fork_server",
        "tests.support.screens_imported",
        "tests.support.forked_modules",
    ]
)


def fork(target: Callable[..., None], *arguments: Any) -> tuple[BaseProcess, TextIO]:
    """A process in which `target` is called with what it may write to, before `arguments`; and that, to be read."""
    reader, writer = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=target, args=(writer, *arguments), daemon=True)
    process.start()
    writer.close()
    with reader:
        return process, os.fdopen(os.dup(reader.fileno()))


def start(
    arguments: list[str], stderr: int | None = None, stdin: str = "", clock: Path | None = None
) -> tuple[BaseProcess, TextIO]:
    """The process of a command, and what it writes to its standard output. It inherits what one of `subprocess` does.

    With the file of a `clock` it goes by that one.
    """
    errors = Connection(os.dup(2 if stderr is None else stderr), readable=False)
    started = fork(_run, arguments, errors, stdin, clock, clean_environment(), *_inherited())
    errors.close()
    return started


def run_forked(arguments: list[str], stdin: str = "", clock: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command as such a process, run to its end."""
    with TemporaryFile("w+") as errors:
        process, stdout = start(arguments, errors.fileno(), stdin, clock)
        with stdout:
            told = stdout.read()
        process.join()
        errors.seek(0)
        return subprocess.CompletedProcess(arguments, process.exitcode or 0, told, errors.read())


def start_in_terminal(
    arguments: list[str], terminal: int, dimensions: tuple[int, int], environment: dict[str, str]
) -> BaseProcess:
    """The process of a command that leads a session of its own on this terminal, of so many rows and columns."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *dimensions, 0, 0))
    line = Connection(os.dup(terminal))
    process = _FORKS.Process(target=_lead, args=(line, arguments, environment, *_inherited()), daemon=True)
    process.start()
    line.close()
    return process


def _inherited() -> tuple[int, tuple[int, int]]:
    """The umask, and how many files may be open."""
    umask = os.umask(0o77)
    os.umask(umask)
    return umask, resource.getrlimit(resource.RLIMIT_NOFILE)


def _lead(terminal: Connection, arguments: list[str], environment: dict[str, str], *inherited: Any) -> None:
    os.setsid()
    fcntl.ioctl(terminal.fileno(), termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(terminal.fileno(), number)
    # Streams know from their opening what can be done with them: those of the fork server were files.
    sys.stdin = sys.__stdin__ = os.fdopen(0, encoding="utf-8", closefd=False)  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]
    _run(terminal, arguments, Connection(os.dup(0)), "", None, environment, *inherited)


def _run(
    stdout: Connection,
    arguments: list[str],
    stderr: Connection,
    stdin: str,
    clock: Path | None,
    environment: dict[str, str],
    umask: int,
    descriptors: tuple[int, int],
) -> None:
    from kiosk.cli import main

    for stream, number in ((stdout, 1), (stderr, 2)):
        os.dup2(stream.fileno(), number)
        stream.close()
    if stdin:
        sys.stdin = StringIO(stdin)
    os.umask(umask)
    resource.setrlimit(resource.RLIMIT_NOFILE, descriptors)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["kiosk", *arguments]
    with moved_clock(clock) if clock else nullcontext():
        main()
