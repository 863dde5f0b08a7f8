"""A fork server: a process of its own, mostly a `kiosk` command, which begins where the import of its modules has ended."""

import multiprocessing
import os
import resource
import subprocess
import sys
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
_FORKS.set_forkserver_preload(["tests.proof.counting", "tests.support.fork_server", "tests.support.forked_modules"])


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
    umask = os.umask(0o77)
    os.umask(umask)
    errors = Connection(os.dup(2 if stderr is None else stderr), readable=False)
    inherited = clean_environment(), umask, resource.getrlimit(resource.RLIMIT_NOFILE)
    started = fork(_run, arguments, errors, stdin, clock, *inherited)
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
