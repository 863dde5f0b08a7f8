"""The daily roots of headquarters that were kept, the kiosks that are looked on as witnesses, and their cosignatures.

Append-only as the entries are: what headquarters has once shown, it cannot have shown otherwise.
"""

from typing import NamedTuple

from kiosk.protocol.daily_root import MOST_WITNESSES
from kiosk.protocol.signed_note import TreeHead, split_note, tree_head_of
from kiosk.storage.sqlite_file import SqliteFile


class KeptRoot(NamedTuple):
    """A root: its day, its signed note, the kiosk's own leaf as JSON if that is right, and what was wrong with it."""

    number: int
    day: str
    note: str
    own: str | None
    fault: str | None

    @property
    def text(self) -> str:
        """What headquarters and witnesses have signed."""
        return split_note(self.note)[0]

    @property
    def tree(self) -> TreeHead:
        """The tree whose root it is."""
        return tree_head_of(self.text)


class KeptRoots:
    """The roots of a ledger file. No count depends on them."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def newest(self) -> KeptRoot | None:
        """The root that was kept last."""
        return next(iter(self.all("DESC LIMIT 1")), None)

    def all(self, order: str = "ASC") -> list[KeptRoot]:
        """Every root, the oldest first."""
        rows = self._file.rows(f"SELECT number, day, note, own, fault FROM root ORDER BY number {order}")
        return [KeptRoot(*row) for row in rows]

    def keep(self, day: str, note: str, own: str | None, fault: str | None) -> KeptRoot:
        """Keep a root whose note is one; gives it with its number."""
        size = tree_head_of(split_note(note)[0]).size
        with self._file.transaction():
            self._file.insert("root", {"day": day, "size": size, "note": note, "own": own, "fault": fault})
        kept = self.newest()
        assert kept is not None
        return kept

    def witnesses(self) -> dict[str, str]:
        """The kiosks that are looked on, with the public key under which each is known (hex), by name."""
        newest = "SELECT kiosk, max(number), public_key FROM witness GROUP BY kiosk ORDER BY kiosk"
        return {kiosk: key for kiosk, _, key in self._file.rows(newest) if key is not None}

    def look_on(self, kiosk: str, public_key: str | None) -> None:
        """Look on a kiosk under that key, or no longer for None. ValueError where there are enough already."""
        known = self.witnesses()
        if public_key is not None and kiosk not in known and len(known) >= MOST_WITNESSES:
            raise ValueError(f"{MOST_WITNESSES} witnesses are enough")
        with self._file.transaction():
            self._file.insert("witness", {"kiosk": kiosk, "public_key": public_key})

    def cosignatures(self, root: KeptRoot) -> dict[str, str]:
        """The lines under a root, which were verified, by the names of their kiosks."""
        return dict(self._file.rows("SELECT kiosk, line FROM cosignature WHERE root = ?", root.number))

    def last_confirmed(self, own: str) -> str | None:
        """The day of the newest root under which another kiosk than `own` stands; of the oldest, if none does."""
        day: str | None = self._file.value(
            "SELECT coalesce((SELECT max(day) FROM root JOIN cosignature ON root = number WHERE kiosk <> ?), min(day)) "
            "FROM root",
            own,
        )
        return day

    def keep_cosignature(self, root: KeptRoot, kiosk: str, public_key: str, line: str) -> None:
        """Idempotent: keep a verified line under a root, unless one of that kiosk is kept already."""
        row = {"root": root.number, "kiosk": kiosk, "public_key": public_key, "line": line}
        with self._file.transaction():
            if kiosk not in self.cosignatures(root):
                self._file.insert("cosignature", row)
