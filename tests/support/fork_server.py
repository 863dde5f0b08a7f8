"""A fork server: a `kiosk` command as a process of its own, which begins where the import of its modules has ended."""

import multiprocessing
import os
import resource
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from tests.support.commands import clean_environment

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["kiosk.cli.hq", "kiosk.hq.server", "kiosk.hq.http_server", "tests.support.fork_server"])


def start(arguments: list[str], stderr: int | None = None) -> tuple[BaseProcess, Connection]:
    """The process, and what it writes to its standard output. It inherits what a process of `subprocess` does."""
    umask = os.umask(0o77)
    os.umask(umask)
    reader, writer = _FORKS.Pipe(duplex=False)
    errors = Connection(os.dup(2 if stderr is None else stderr), readable=False)
    inherited = clean_environment(), umask, resource.getrlimit(resource.RLIMIT_NOFILE)
    process = _FORKS.Process(target=_run, args=(arguments, writer, errors, *inherited), daemon=True)
    process.start()
    writer.close()
    errors.close()
    return process, reader


def _run(
    arguments: list[str],
    stdout: Connection,
    stderr: Connection,
    environment: dict[str, str],
    umask: int,
    descriptors: tuple[int, int],
) -> None:
    from kiosk.cli import main

    for stream, number in ((stdout, 1), (stderr, 2)):
        os.dup2(stream.fileno(), number)
        stream.close()
    os.umask(umask)
    resource.setrlimit(resource.RLIMIT_NOFILE, descriptors)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["kiosk", *arguments]
    main()
