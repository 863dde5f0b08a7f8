"""Sending: a message on its way, by mail, by Apprise (LINE, a webhook and many others), or into a file."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from kiosk.hq.alerts.addresses import Address, Smtp
from kiosk.hq.alerts.message import Message
from kiosk.storage.private_file import open_private
from kiosk.text.refusal import Refusal

PATIENCE = 30.0
"""Seconds that a mail server may take for an answer."""


def send(message: Message, address: Address, smtp: Smtp | None) -> None:
    """Send it. Refusal, which holds no secret, if it cannot be."""
    try:
        if address.mail and smtp is not None:
            _mail(message, address.mail, smtp)
        elif address.file:
            _append(message, Path(address.file))
        else:
            _notify(message, address.apprise_url or "")
    except smtplib.SMTPResponseException as error:
        raise Refusal(f"the mail server answers {error.smtp_code}") from None
    except smtplib.SMTPRecipientsRefused as error:
        [code, _] = next(iter(error.recipients.values()))
        raise Refusal(f"the mail server refuses the address ({code})") from None
    except (OSError, smtplib.SMTPException) as error:
        raise Refusal(getattr(error, "strerror", None) or str(error) or type(error).__name__) from None


def as_mail(message: Message, to: str, sender: str) -> EmailMessage:
    """Both forms in one mail. No program answers it, and what is about the same alert stands together."""
    mail = EmailMessage()
    host = sender.rpartition("@")[2]
    mail["Subject"], mail["From"], mail["To"] = message.subject, sender, to
    mail["Date"], mail["Message-ID"] = formatdate(), make_msgid(domain=host)
    mail["Auto-Submitted"], mail["List-Id"] = "auto-generated", f"kiosk alerts <alerts.{host}>"
    if message.thread:
        mail["References"] = mail["In-Reply-To"] = f"<{message.thread}@{host}>"
    mail.set_content(message.text, cte="base64")
    mail.add_alternative(message.html, subtype="html", cte="base64")
    return mail


def _mail(message: Message, to: str, smtp: Smtp) -> None:
    trusted = ssl.create_default_context()
    if smtp.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=PATIENCE, context=trusted)
    else:
        server = smtplib.SMTP(smtp.host, smtp.port, timeout=PATIENCE)
    with server:
        if smtp.security == "starttls":
            server.starttls(context=trusted)
        if smtp.user is not None:
            server.login(smtp.user, smtp.password or "")
        server.send_message(as_mail(message, to, smtp.sender))


def _append(message: Message, file: Path) -> None:
    with open_private(file) as appended:
        appended.write(f"{message.subject}\n\n{message.text}\n")


def _notify(message: Message, url: str) -> None:
    try:
        import apprise
    except ImportError:
        raise Refusal("the alerts need Apprise; install with `pip install '.[alerts]'`") from None
    service = apprise.Apprise()
    if not service.add(url):
        raise Refusal("Apprise does not understand its address")
    if not service.notify(title=message.subject, body=message.text, body_format=apprise.NotifyFormat.TEXT):
        raise Refusal("the service has not taken it")
