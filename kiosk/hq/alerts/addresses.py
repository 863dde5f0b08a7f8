"""Addresses: who is told at which level and how, from alerts.toml in the data folder; secrets stand in other files.

A file that is not right stops no receiver: what is right in it is used, and what is not is said.
"""

import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from kiosk.hq.alerts.levels import Level
from kiosk.storage.private_file import is_there, read_struct
from kiosk.storage.toml_file import Fault, Faulty, closest

FILE = "alerts.toml"
PASSWORD = "KIOSK_HQ_SMTP_PASSWORD"

_MAIL = re.compile(r"[^@\s,<>]+@[^@\s,<>]+")


class Smtp(Struct, frozen=True, forbid_unknown_fields=True):
    """The mail server, and how it is spoken to. With a user goes a password, which its file holds, or a variable."""

    host: str
    sender: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password_file: str | None = None

    @property
    def password(self) -> str | None:
        """The password. OSError if its file cannot be read."""
        return _secret_in(self.password_file, PASSWORD)


class Address(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who is told: at the level of an office, of a region or of the Bureau, in exactly one way.

    `apprise_file` and `apprise_variable` name where an address of Apprise stands (LINE, a webhook); `file` is a file
    that the messages are appended to. A digest comes every day, whether there is anything to tell or not.
    """

    level: Level
    office: str = ""
    region: str = ""
    mail: str = ""
    apprise_file: str = ""
    apprise_variable: str = ""
    file: str = ""
    digest: bool = False

    @property
    def apprise_url(self) -> str | None:
        """Its address of Apprise, if it has one. OSError if its file cannot be read."""
        return _secret_in(self.apprise_file or None, self.apprise_variable)

    @property
    def ways(self) -> list[str]:
        """The keys of the ways that are given."""
        return [way for way in _WAYS if getattr(self, way)]

    def hears(self, level: Level, office: str, region: str | None) -> bool:
        """Whether it is told at that level of what happens in an office of a region."""
        if level != self.level:
            return False
        return level == "bureau" or (self.office == office if level == "office" else self.region == region)


_WAYS = ("mail", "apprise_file", "apprise_variable", "file")


class Addresses(Struct, frozen=True, forbid_unknown_fields=True):
    """alerts.toml: everybody by name, the mail server, and the hour (Thai time) from which the day's digest is sent."""

    address: dict[str, Address] = {}
    smtp: Smtp | None = None
    digest_hour: int = 8


def read_addresses(folder: Path, offices: Collection[str]) -> tuple[Addresses, list[Fault]]:
    """The addresses that can be used, and what is wrong with the others; nobody where there is no file."""
    path = folder / FILE
    if not is_there(path):
        return Addresses(), []
    try:
        read = read_struct(path, Addresses)
    except Faulty as faulty:
        return Addresses(), faulty.faults
    faults = list(_faults(read, str(path), offices))
    faulty_keys = {fault.key for fault in faults}
    right = {name: each for name, each in read.address.items() if f"address.{name}" not in faulty_keys}
    return Addresses(right, read.smtp, read.digest_hour), faults


def _faults(read: Addresses, file: str, offices: Collection[str]) -> Iterator[Fault]:
    if not 0 <= read.digest_hour <= 23:
        yield Fault(file, "digest_hour", "is no hour of the day", "write one from 0 to 23")
    if read.smtp is not None:
        yield from _smtp_faults(read.smtp, file)
    for name, address in read.address.items():
        for what, do in _address_troubles(address, read.smtp, offices):
            yield Fault(file, f"address.{name}", what, do)


def _smtp_faults(smtp: Smtp, file: str) -> Iterator[Fault]:
    if not _MAIL.fullmatch(smtp.sender):
        yield Fault(file, "smtp.sender", "is no e-mail address", "write it as alerts@hq.example.go.th")
    if smtp.user is not None and smtp.security == "none":
        yield Fault(file, "smtp.security", "a password would be read on its way", 'write "starttls" or "tls"')
    if smtp.user is not None and smtp.password_file is None and PASSWORD not in os.environ:
        yield Fault(file, "smtp.password_file", "a user needs a password", f"name its file, or set {PASSWORD}")
    if smtp.password_file is not None and (trouble := _secret_trouble(smtp.password_file)):
        yield Fault(file, "smtp.password_file", *trouble)


def _address_troubles(address: Address, smtp: Smtp | None, offices: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with an address, and what to do about it."""
    given = {key for key in ("office", "region") if getattr(address, key)}
    if given != {address.level} - {"bureau"}:
        yield f"is told at the level {address.level}", "give an office its office, a region its region, else neither"
    elif address.office and address.office not in offices:
        yield (
            f"no office {address.office} is in the register",
            closest(address.office, offices, "add it, or write it as it is there"),
        )
    if len(address.ways) != 1:
        yield "is told in exactly one way", f"give one of {', '.join(_WAYS)}"
        return
    if address.mail and not _MAIL.fullmatch(address.mail):
        yield "is no e-mail address", "write it as duty@office.example.go.th"
    elif address.mail and smtp is None:
        yield "there is no mail server", "add the table smtp with host and sender"
    if address.apprise_file and (trouble := _secret_trouble(address.apprise_file)):
        yield trouble
    if address.apprise_variable and not os.environ.get(address.apprise_variable):
        yield f"the variable {address.apprise_variable} is not set", "set it where headquarters is started"


def _secret_in(file: str | None, variable: str) -> str | None:
    """The first line of a file, or else a variable."""
    if file is None:
        return os.environ.get(variable)
    return Path(file).read_text("utf-8").partition("\n")[0].strip()


def _secret_trouble(name: str) -> tuple[str, str] | None:
    """What is wrong with a file that holds a secret, and what to do; None if nothing is."""
    try:
        mode = os.stat(name).st_mode
    except OSError as error:
        return f"{name} cannot be read ({error.strerror})", "check that the file is there and readable"
    if stat.S_IMODE(mode) & 0o077:
        return f"{name} can be read by other users", f"chmod 600 {name}"
    return None
