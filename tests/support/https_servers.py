"""Servers under names of .go.th on this machine: a TLS server with a certificate for any of them, and the proxy that
leads there. A kiosk finds them as it would an office's proxy, by its environment."""

import datetime
import select
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAMES = ["www.office.go.th", "other.go.th", "itap.nacc.go.th"]


class Pages(BaseHTTPRequestHandler):
    """/live, /slow (after a second), /moved (to another host), /obeyed and /unread (to sequences and to no address), /gone, /mute (never)."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(f"{self.headers['host']}{self.path}")
        if self.path == "/mute":
            time.sleep(6)
            return
        if self.path == "/slow":
            time.sleep(1)
        self.send_response(
            {"/live": 200, "/slow": 200, "/moved": 301, "/obeyed": 302, "/unread": 302}.get(self.path, 404)
        )
        moved = {"/moved": "https://other.go.th/live", "/obeyed": "/\x9b2J\x9b31mPAY HERE", "/unread": "https://[bad"}
        if self.path in moved:
            self.send_header("location", moved[self.path])
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Proxy(BaseHTTPRequestHandler):
    """CONNECT to any of NAMES leads to `port`; other names do not exist."""

    port = 0

    def do_CONNECT(self) -> None:
        if self.path.partition(":")[0] not in NAMES:
            self.send_error(502)
            return
        with socket.create_connection(("127.0.0.1", self.port)) as server:
            self.send_response(200)
            self.end_headers()
            self._pass_on(server)
        self.close_connection = True

    def _pass_on(self, server: socket.socket) -> None:
        while True:
            for ready in select.select([self.connection, server], [], [], 10)[0]:
                data = ready.recv(65536)
                if not data:
                    return
                (server if ready is self.connection else self.connection).sendall(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def offices(folder: Path) -> Iterator[dict[str, str]]:
    """The servers run; gives the variables of the environment by which a program finds them."""
    certificate = folder / "office.pem"
    certificate.write_bytes(self_signed(*NAMES))
    web, proxy = Server(("127.0.0.1", 0), Pages), Server(("127.0.0.1", 0), Proxy)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    web.socket = context.wrap_socket(web.socket, server_side=True, do_handshake_on_connect=False)
    Proxy.port, Pages.asked = web.server_port, []
    threads = [threading.Thread(target=server.serve_forever, args=(0.05,)) for server in (web, proxy)]
    for thread in threads:
        thread.start()
    try:
        yield {"HTTPS_PROXY": f"http://127.0.0.1:{proxy.server_port}", "SSL_CERT_FILE": str(certificate)}
    finally:
        for server in (web, proxy):
            server.shutdown()
            server.server_close()
        for thread in threads:
            thread.join()


def nobodys_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as freed:
        return int(freed.getsockname()[1])


class Server(ThreadingHTTPServer):
    """Its requests end with it; a visitor who leaves early is no error."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


def self_signed(*names: str) -> bytes:
    """A key and a certificate for these names, signed by itself (PEM)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(1))
        .not_valid_after(now + datetime.timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
