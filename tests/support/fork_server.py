"""A fork server: a process of its own, mostly a `kiosk` command, which begins where the import of its modules has ended."""

import multiprocessing
import os
import resource
import sys
from collections.abc import Callable
from io import StringIO
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TextIO

from tests.support.commands import clean_environment

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["kiosk.cli.hq", "kiosk.hq.server", "kiosk.hq.http_server", "tests.support.fork_server", "tests.proof.counting"]
)


def fork(target: Callable[..., None], *arguments: Any) -> tuple[BaseProcess, TextIO]:
    """A process in which `target` is called with what it may write to, before `arguments`; and that, to be read."""
    reader, writer = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=target, args=(writer, *arguments), daemon=True)
    process.start()
    writer.close()
    with reader:
        return process, os.fdopen(os.dup(reader.fileno()))


def start(arguments: list[str], stderr: int | None = None, stdin: str = "") -> tuple[BaseProcess, TextIO]:
    """The process of a command, and what it writes to its standard output. It inherits what one of `subprocess` does."""
    umask = os.umask(0o77)
    os.umask(umask)
    errors = Connection(os.dup(2 if stderr is None else stderr), readable=False)
    inherited = clean_environment(), umask, resource.getrlimit(resource.RLIMIT_NOFILE)
    started = fork(_run, arguments, errors, stdin, *inherited)
    errors.close()
    return started


def _run(
    stdout: Connection,
    arguments: list[str],
    stderr: Connection,
    stdin: str,
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
    main()
