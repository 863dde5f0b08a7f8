"""A `kiosk` command in a pseudo-terminal, forked where the import of the screens has ended: most of a start is that."""

import os

from ptyprocess import PtyProcess

from tests.support.fork_server import start_in_terminal


class PtyFork(PtyProcess):  # type: ignore[misc]
    """A PtyProcess that the fork server has started, and waits for."""

    def __init__(self, arguments: list[str], dimensions: tuple[int, int], environment: dict[str, str]) -> None:
        ours, its = os.openpty()
        self._fork = start_in_terminal(arguments, its, dimensions, environment)
        os.close(its)
        super().__init__(self._fork.pid, ours)

    def isalive(self) -> bool:
        """Whether it still runs; else it is known how it ended."""
        code = self._fork.exitcode
        if code is not None:
            self.terminated = True
            self.exitstatus, self.signalstatus = (code, None) if code >= 0 else (None, -code)
        return not self.terminated
