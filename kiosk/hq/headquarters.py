"""One headquarters: its register, its signing key and its clock, as the command line opens them."""

import datetime
import re
import socket
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import Misuse, Refusal
from kiosk.hq import database
from kiosk.hq.register import Register
from kiosk.hq.report import Report
from kiosk.hq.standings import Standings, as_report
from kiosk.keys import load_key, make_key
from kiosk.office import Kiosk
from kiosk.settings import Settings

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True)
class Headquarters:
    """What every `kiosk hq` command works on. `place` is where its files lie and what day it is there."""

    place: Kiosk
    register: Register
    key: Ed25519PrivateKey

    @classmethod
    def opened(cls, settings: Settings, url: str | None, *, writes: bool = True) -> "Headquarters":
        """HQ with its register at `url`, or in the data folder. Refusal if either cannot be used."""
        place = settings.kiosk(writes=writes)
        engine = database.connect(url or database.sqlite_url(place.path("hq.db")), place.practice)
        key_file = place.path("hq-key.pem")
        key = load_key(key_file) if key_file.exists() else make_key(key_file)
        return cls(place, Register(engine, place.practice), key)

    def now(self) -> datetime.datetime:
        """The present moment, UTC."""
        return self.place.clock().astimezone(datetime.UTC)

    def serve(self, host: str, port: int) -> None:
        """Receive until stopped by a signal. Refusal if the port is taken."""
        import uvicorn

        from kiosk.hq.receiver import Receiver

        app = Receiver(self.register, self.key, self.now).app()
        listening = _listening(host, port)
        print(f"Headquarters receives at http://{host}:{listening.getsockname()[1]}", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])

    def expect(self, office: str, kiosk: str) -> str:
        """The one-time code for a kiosk that is to enrol. Misuse for a name that cannot be one."""
        for name in (office, kiosk):
            if not _NAME.fullmatch(name):
                raise Misuse(f"{name} is not a name; use small letters, digits and hyphens, as in phatthalung-1.")
        return self.register.expect(office, kiosk, self.now())

    def report(self) -> Report:
        """The report of this moment."""
        assessment, today = self.place.assessment, self.place.today
        return as_report(assessment, today, Standings(self.register.engine).at(assessment, self.now(), today))


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise Refusal(f"{host} port {port} cannot be listened on ({error.strerror}); choose with --port.") from None
