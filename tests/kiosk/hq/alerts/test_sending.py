"""Messages on their way: into a real mailbox, to a real webhook, and what is said when they do not arrive."""

import json
import ssl
from collections.abc import Iterator
from email import message_from_bytes, policy
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from kiosk.hq.alerts.addresses import Address, Smtp
from kiosk.hq.alerts.sending import send
from kiosk.hq.alerts.trial_message import trial_message
from kiosk.text.refusal import Refusal
from tests.support.https_servers import nobodys_port, self_signed

TO = "duty@hq.example.go.th"
IMGHDR = "ignore:.imghdr. is deprecated"
"""Apprise looks for that module, which is not yet gone from this Python."""


class Mailbox:
    """What a mail server does with a mail."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(  # noqa: N802
        self, _server: object, _session: object, envelope: Any
    ) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Smtp, list[Any]]]:
    received = Mailbox()
    controller = Controller(received, "127.0.0.1", nobodys_port())
    controller.start()
    yield Smtp("127.0.0.1", "alerts@hq.example.go.th", controller.port, "none"), received.mails
    controller.stop()


def test_a_mail_has_both_forms_and_says_what_made_it(mailbox: tuple[Smtp, list[Any]]) -> None:
    smtp, mails = mailbox
    message = trial_message("duty")
    send(message, Address("bureau", mail=TO), smtp)
    [mail] = mails
    assert mail["Subject"] == message.subject
    assert (mail["To"], mail["From"], mail["Auto-Submitted"]) == (TO, smtp.sender, "auto-generated")
    plain, html = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    for words in (message.title.of("th"), message.title.of("en")):  # type: ignore[arg-type]
        assert words in plain
        assert words in unescape(html)


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.filterwarnings("ignore:Session.login_data", "ignore:ssl.PROTOCOL_TLS", "ignore:Requiring AUTH")
def test_mail_and_password_go_encrypted_to_a_server_whose_certificate_is_trusted_and_to_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: Literal["starttls", "tls"]
) -> None:
    received, certificate, password = Mailbox(), tmp_path / "mail.pem", tmp_path / "password"
    certificate.write_bytes(self_signed("localhost"))
    password.write_text("rubber trees\n")
    served = ssl.SSLContext(ssl.PROTOCOL_TLS)  # aiosmtpd calls itself with it once, so that it is both sides'
    served.load_cert_chain(certificate)
    encrypted = {"tls_context": served, "require_starttls": True} if security == "starttls" else {"ssl_context": served}

    def known(_server: object, _session: object, _envelope: object, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"alerts", b"rubber trees"), handled=False)

    controller = Controller(
        received,
        "127.0.0.1",
        nobodys_port(),
        authenticator=known,
        auth_required=True,
        auth_require_tls=security == "starttls",
        **encrypted,
    )
    controller.start()
    smtp = Smtp("localhost", "alerts@hq.example.go.th", controller.port, security, "alerts", str(password))
    with pytest.raises(Refusal, match=r"certificate|CERTIFICATE|SSL"):
        send(trial_message("duty"), Address("bureau", mail=TO), smtp)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send(trial_message("duty"), Address("bureau", mail=TO), smtp)
    assert [mail["To"] for mail in received.mails] == [TO]
    password.write_text("guessed\n")
    with pytest.raises(Refusal, match="the mail server answers 535"):
        send(trial_message("duty"), Address("bureau", mail=TO), smtp)
    controller.stop()


@pytest.mark.filterwarnings(IMGHDR)
def test_a_webhook_gets_the_subject_and_the_text(tmp_path: Path) -> None:
    bodies = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        secret = tmp_path / "webhook"
        secret.write_text(f"json://127.0.0.1:{server.server_port}/hook\n")
        message = trial_message("hook")
        send(message, Address("bureau", apprise_file=str(secret)), None)
        thread.join()
    [body] = bodies
    assert body["title"] == message.subject
    assert message.title.of("en") in body["message"]  # type: ignore[arg-type]


@pytest.mark.filterwarnings(IMGHDR)
def test_what_does_not_arrive_is_said_without_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = nobodys_port()
    ways = {
        "Connection refused": (Address("bureau", mail=TO), Smtp("127.0.0.1", TO, nobody, "none")),
        "the service has not taken it": (Address("bureau", apprise_variable="HOOK"), None),
        "Is a directory": (Address("bureau", file=str(tmp_path)), None),
    }
    monkeypatch.setenv("HOOK", f"json://user:secret@127.0.0.1:{nobody}/secret")
    for why, (address, smtp) in ways.items():
        with pytest.raises(Refusal) as refused:
            send(trial_message("duty"), address, smtp)
        assert str(refused.value) == why
    monkeypatch.setenv("HOOK", "nothing://secret")
    with pytest.raises(Refusal, match="does not understand its address"):
        send(trial_message("duty"), Address("bureau", apprise_variable="HOOK"), None)
