"""Signed note (C2SP signed-note): a text and lines of signatures, as transparency logs and their witnesses exchange it.

A tree head (C2SP tlog-checkpoint) is a note of three lines; a cosignature (C2SP tlog-cosignature) is a witness's line.
"""

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from kiosk.protocol.signing import public_hex, verifies

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519, _COSIGNATURE = b"\x01", b"\x04"
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})\n")
_CHECKPOINT = re.compile(r"([^\s+]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n")
MOST_LINES = 100
"""More lines of signatures than a note may have are no note."""


class TreeHead(NamedTuple):
    """A tree at one moment: the log's origin, how many leaves it has, and its root hash."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text of its note."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def tree_head_of(text: str) -> TreeHead:
    """The tree head that a note's text states. ValueError if it states none."""
    parts = _CHECKPOINT.fullmatch(text)
    if parts is None:
        raise ValueError("the text is no tree head")
    return TreeHead(parts[1], int(parts[2]), base64.b64decode(parts[3]))


def split_note(note: str) -> tuple[str, list[str]]:
    """The text of a note and its lines of signatures. ValueError if it is none."""
    text, gap, rest = note.rpartition("\n\n")
    lines = rest.splitlines(keepends=True)
    if not gap or not 0 < len(lines) <= MOST_LINES or not all(map(_LINE.fullmatch, lines)):
        raise ValueError("what is given is no signed note")
    if any(letter < " " and letter != "\n" for letter in note):
        raise ValueError("a signed note has no control characters")
    return text + "\n", lines


def signed_note(text: str, *lines: str) -> str:
    """The note of a text and its lines of signatures."""
    return "\n".join([text, "".join(lines)])


def signature_line(key: "Ed25519PrivateKey", name: str, text: str) -> str:
    """The line with which the owner of a key signs a text."""
    return _line(name, _ED25519, public_hex(key), key.sign(text.encode()))


def cosignature_line(key: "Ed25519PrivateKey", name: str, text: str, at: int) -> str:
    """The line with which a witness confirms a tree head, at a POSIX time."""
    return _line(name, _COSIGNATURE, public_hex(key), at.to_bytes(8) + key.sign(_cosigned(text, at)))


def is_signed(text: str, lines: list[str], name: str, public_key: str) -> bool:
    """Whether one of the lines is the signature of the text by the owner of `public_key` (hex); none by it is wrong."""
    signatures = _signatures(lines, name, _ED25519, public_key)
    return bool(signatures) and all(verifies(public_key, given.hex(), text.encode()) for given in signatures)


def is_cosigned(text: str, lines: list[str], name: str, public_key: str) -> bool:
    """The same of the cosignature of a tree head by the witness with that key."""
    signatures = _signatures(lines, name, _COSIGNATURE, public_key)
    return bool(signatures) and all(
        len(given) == 72 and verifies(public_key, given[8:].hex(), _cosigned(text, int.from_bytes(given[:8])))
        for given in signatures
    )


def verifier_key(name: str, public_key: str, *, cosigns: bool = False) -> str:
    """The key (vkey) with which programs of others verify a signer's lines, or those of a witness."""
    kind = _COSIGNATURE if cosigns else _ED25519
    material = base64.b64encode(kind + bytes.fromhex(public_key)).decode()
    return f"{name}+{_key_id(name, kind, public_key).hex()}+{material}"


def _key_id(name: str, kind: bytes, public_key: str) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + kind + bytes.fromhex(public_key)).digest()[:4]


def _line(name: str, kind: bytes, public_key: str, signature: bytes) -> str:
    return f"— {name} {base64.b64encode(_key_id(name, kind, public_key) + signature).decode()}\n"


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _signatures(lines: list[str], name: str, kind: bytes, public_key: str) -> list[bytes]:
    """What stands in the lines of one signer, without the id of its key; lines of others are passed over."""
    key_id = _key_id(name, kind, public_key)
    matches = (_LINE.fullmatch(line) for line in lines)
    given = [_decoded(line[2]) for line in matches if line and line[1] == name]
    return [each[4:] for each in given if each[:4] == key_id]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""
