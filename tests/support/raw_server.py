"""A server that says what no server should: bytes by hand, at once or without end."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Says = Callable[[socket.socket, threading.Event], None]
"""What is said over a connection, until it is over."""


@contextmanager
def raw_server(says: Says) -> Iterator[str]:
    """Gives its address. Every connection hears the same."""
    listening, over = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65536)
            says(connection, over)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass  # closed with something unread, it would be reset

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(listening.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        over.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def at_once(answer: bytes) -> Says:
    """These bytes, and the end."""
    return lambda connection, _over: connection.sendall(answer)


def once_read(size: int, answer: bytes) -> Says:
    """The answer after so many bytes of a request; none to one that breaks off."""

    def says(connection: socket.socket, _over: threading.Event) -> None:
        left = size - 65_536  # of which the server has read a piece before
        while left > 0 and (data := connection.recv(65536)):
            left -= len(data)
        if left <= 0:
            connection.sendall(answer)

    return says


def trickling(begin: bytes, then: bytes) -> Says:
    """These bytes, then others a hundred times a second for as long as somebody listens."""

    def says(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(begin)
        while not over.wait(0.01):
            connection.sendall(then)

    return says


def without_end(begin: bytes, then: bytes) -> Says:
    """These bytes, then others as fast as they are read."""

    def says(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(begin)
        while not over.is_set():
            connection.sendall(then)

    return says
