"""The proxies that README shows, as they stand there, on ports of this machine and with a certificate of its own."""

import getpass
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

README = (Path(__file__).parents[2] / "README.md").read_text()
NAME = "hq.example.go.th"


def snippet(language: str) -> str:
    """What README shows in that language."""
    example = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert example
    return example[1]


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for NAME and this machine that nobody else has signed, and its key: one for all proxies there."""
    made, key = folder / "hq.pem", folder / "hq.key"
    if made.exists():
        return made, key
    subject = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME},DNS:localhost", "-days", "1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", made, *subject]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


@contextmanager
def nginx(folder: Path, outside: int, *inside: int) -> Iterator[None]:
    """nginx before receivers on those ports."""
    made, key = certificate(folder)
    [line] = re.findall(r"    server 127.0.0.1:8470.*\n", snippet("nginx"))
    server = snippet("nginx").replace(line, "".join(line.replace("8470", str(port)) for port in inside))
    server = server.replace("listen 443", f"listen 127.0.0.1:{outside}")
    server = server.replace("/etc/ssl/hq.pem", str(made)).replace("/etc/ssl/hq.key", str(key))
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        f"user {getpass.getuser()}; daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; {paths} {server} }}"
    )
    with running("nginx", "-c", str(file), "-p", str(folder)):
        yield


@contextmanager
def caddy(folder: Path, outside: int, *inside: int) -> Iterator[None]:
    """Caddy before receivers on those ports."""
    made, key = certificate(folder)
    names = f"https://{NAME}:{outside}, https://localhost:{outside}"
    receivers = " ".join(f"127.0.0.1:{port}" for port in inside)
    site = snippet("caddy").replace(NAME, names, 1).replace("127.0.0.1:8470", receivers)
    file = folder / "Caddyfile"
    file.write_text("{\n admin off\n auto_https off\n}\n" + site.replace("{\n", f"{{\n tls {made} {key}\n", 1))
    with running("caddy", "run", "--adapter", "caddyfile", "--config", str(file)):
        yield


@contextmanager
def running(*command: str) -> Iterator[None]:
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


PROXIES = {"nginx": nginx, "caddy": caddy}
