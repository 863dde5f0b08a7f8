"""Which headquarters this kiosk belongs to, and who it is there (hq.toml, key.pem)."""

import re

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kiosk.catalogue.address import HOST, PATH
from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.chain import Hash, Name
from kiosk.protocol.hq_key import HqKey
from kiosk.storage.private_file import is_there, read_struct, write_private
from kiosk.streams.chain.coverage import Signer
from kiosk.text.refusal import Refusal

_HQ_URL = re.compile(
    rf"(?:https://(?:{HOST}|\[[0-9a-f:]+\])|http://(?:localhost|127\.0\.0\.1|\[::1\]))(?::(?P<port>[0-9]{{1,5}}))?(?:{PATH})?",
    re.ASCII | re.IGNORECASE,
)
"""Without TLS a kiosk only talks to its own machine."""


class Membership(Struct, frozen=True, forbid_unknown_fields=True):
    """hq.toml: HQ's address and public key, and the name under which it knows this kiosk.

    `keys` are what HQ has stated of its keys, as far as this kiosk has followed it; none where HQ states nothing.
    """

    url: str
    kiosk: Name
    office: Name
    public_key: Hash
    earlier: list[Signer] = []
    keys: list[HqKey] = []

    def __post_init__(self) -> None:
        if not _is_hq_url(self.url):
            raise ValueError("headquarters' address is https://, or http:// on this very machine")

    @property
    def signers(self) -> set[Signer]:
        """Whose receipts are believed: of this headquarters, and of those where the kiosk was enrolled before."""
        return {*(Signer(self.kiosk, key) for key in self.hq_keys), *self.earlier}

    @property
    def hq_keys(self) -> list[str]:
        """Every public key (hex) that this headquarters has had, the oldest first; the last one signs now."""
        return [key.public_key for key in self.keys] or [self.public_key]

    def after(self, before: "Membership | None") -> "Membership":
        """This one, in the place of the one before, whose receipts stay good."""
        return replace(self, earlier=sorted(before.signers - self.signers)) if before else self


def membership(kiosk: Kiosk) -> Membership | None:
    """Where the kiosk is enrolled, or None."""
    path = kiosk.folder / "hq.toml"
    return read_struct(path, Membership) if is_there(path) else None


def signers(kiosk: Kiosk) -> set[Signer]:
    """Whose receipts this kiosk believes: the headquarters that it is or was enrolled at."""
    member = membership(kiosk)
    return member.signers if member else set()


def keep_membership(kiosk: Kiosk, member: Membership) -> None:
    """Remember where the kiosk is enrolled."""
    write_private(kiosk.path("hq.toml"), msgspec.toml.encode(member))


def checked_url(url: str | None) -> str:
    """`url` without its last slash. Refusal unless it is https, or http to this very machine, by the grammar of
    addresses: no user, no backslash, no control.
    """
    if url is None:
        raise Refusal("enrol.no_url")
    if not _is_hq_url(url):
        raise Refusal("enrol.not_an_url", url=repr(url[:100]))
    return url.rstrip("/")


def _is_hq_url(url: str) -> bool:
    parsed = _HQ_URL.fullmatch(url)
    return parsed is not None and 0 < int(parsed["port"] or 443) < 65_536
