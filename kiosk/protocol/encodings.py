"""The canonical encodings of a stream of entries, by version, and the SHA-256 links that bind each entry to all before.

Each epoch states the version of its encoding, so that a field that entries get later breaks no hash from before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)


def canonical(value: object) -> bytes:
    """The canonical bytes of an array-like struct or a list."""
    return msgspec.json.encode(value)


@dataclass(frozen=True)
class Encodings(Generic[T]):
    """How the entries of a `kind` are hashed: which of their fields, in their order, by version.

    `genesis` is the word that heads the beginning of an epoch, so that no stream is taken for another.
    """

    kind: type[T]
    genesis: str
    versions: Mapping[int, tuple[str, ...]]

    @property
    def newest(self) -> int:
        """The version of epochs that begin now."""
        return max(self.versions)

    def entry_bytes(self, entry: T, encoding: int) -> bytes:
        """The canonical bytes of an entry in an epoch of that encoding.

        ValueError for a version that is not known, or that does not cover all that the entry says.
        """
        names = self.versions.get(encoding, ())
        if names == self.kind.__struct_fields__:
            return canonical(entry)
        later = [name for name in self.kind.__struct_fields__ if name not in names and getattr(entry, name) is not None]
        if later:
            raise ValueError(f"version {encoding} of the encoding covers no {later[0]}")
        return canonical([getattr(entry, name) for name in names])

    def genesis_hash(self, genesis: msgspec.Struct, encoding: int) -> str:
        """The hash that the first entry of an epoch follows, hex. It binds the version of the encoding."""
        head = f"kiosk/v{encoding}/{self.genesis}"
        return _sha256(canonical([head, *msgspec.structs.astuple(genesis)]))

    def link(self, previous: str, entry: T, encoding: int) -> str:
        """The hash of `entry` after `previous`, both hex: SHA-256(previous ‖ entry_bytes). ValueError as there."""
        return _sha256(bytes.fromhex(previous) + self.entry_bytes(entry, encoding))

    def links(self, previous: str, entries: Sequence[T], encoding: int) -> list[str]:
        """The hash after each of the `entries`. ValueError as in `entry_bytes`."""
        return list(accumulate(entries, lambda head, entry: self.link(head, entry, encoding), initial=previous))[1:]

    def follows(self, previous: str, entry: T, encoding: int, digest: str) -> bool:
        """Whether `digest` is the hash of `entry` after `previous`, whatever stands in their places."""
        try:
            return self.link(previous, entry, encoding) == digest
        except ValueError:
            return False


def _sha256(text: bytes) -> str:
    import hashlib  # OpenSSL, which the first page does not wait for

    return hashlib.sha256(text).hexdigest()
