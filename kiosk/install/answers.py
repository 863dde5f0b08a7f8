"""What an installation has to be told: which counter stands where, on what screen, and its secrets."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from kiosk.catalogue.load import load
from kiosk.install.units import OFFICE
from kiosk.machine.membership import checked_url
from kiosk.protocol.chain import Name
from kiosk.security.pin import checked
from kiosk.storage.toml_file import build, read_toml

Output = Annotated[str, Meta(pattern=r"\A(\*|[A-Za-z0-9][A-Za-z0-9 ._-]{0,62})\Z")]
"""The screen as the compositor calls it, such as HDMI-A-1, to which touch belongs; it stands in the compositor's
configuration, where other characters would say more."""


class Answers(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The answers of a file. Secrets that it lacks are asked for; they are never written."""

    kiosk: Name
    office: str = ""
    """The path of the office's own TOML, as seen from the file with the answers; the shipped office without one."""
    portrait: bool = False
    output: Output = "*"
    headquarters: str = ""
    backup: Annotated[str, Meta(pattern=r"\A(/.*)?\Z")] = ""
    """The folder of the nightly backups, as the counter sees it: a stick that is plugged in now."""
    pin: str = ""
    code: str = ""
    passphrase: str = ""
    """What seals the keys in the backups; they hold none without one."""

    @property
    def kept(self) -> bytes:
        """What this machine answers by itself when it is installed again: of its office's own file, and its screen."""
        screen = {"portrait": self.portrait, "output": self.output}
        return msgspec.toml.encode({"kiosk": self.kiosk, "office": Path(OFFICE).name, **screen})

    @property
    def office_toml(self) -> bytes:
        """The office's file of this machine. Faulty if it is not right."""
        tables = {}
        if self.office:
            load(Path(self.office), None)
            tables = read_toml(Path(self.office), self.office)
        own = {"kiosk": self.kiosk, **({"headquarters": self.headquarters} if self.headquarters else {})}
        return msgspec.toml.encode({**tables, **own})


def read_answers(path: Path) -> Answers:
    """The answers of a file; the office's file is looked for beside it. Faulty or Refusal if they are not right."""
    answers = checked_answers(read_toml(path, str(path)), str(path))
    if not answers.office:
        return answers
    return msgspec.structs.replace(answers, office=str(path.parent / answers.office))


def checked_answers(given: dict[str, Any], file: str = "") -> Answers:
    """Answers of a file, or of who was asked. Faulty or Refusal if they are not right."""
    answers = build(given, Answers, file)
    if answers.headquarters:
        checked_url(answers.headquarters)
    if answers.pin:
        checked(answers.pin)
    return answers
