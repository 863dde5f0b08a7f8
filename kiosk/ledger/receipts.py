"""What headquarters said, kept beside the entries: receipts, the counts of other kiosks, words about this machine."""

from kiosk.ledger.file import LedgerFile
from kiosk.protocol.messages import Receipt
from kiosk.protocol.signing import elsewhere_digest


class Receipts(LedgerFile):
    """The half of a ledger that is no entry and that no count depends on."""

    def keep_receipt(self, receipt: Receipt) -> None:
        """Remember a verified receipt, and what it says of the office's other kiosks."""
        with self._lock, self._transaction():
            self._db.execute("DELETE FROM receipt WHERE epoch = ? AND acked = ?", (receipt.epoch, receipt.acked))
            self._db.table("receipt").insert(
                {
                    "epoch": receipt.epoch,
                    "acked": receipt.acked,
                    "head": receipt.head,
                    "kiosk": receipt.kiosk,
                    "server_time": receipt.server_time,
                    "elsewhere": elsewhere_digest(receipt.elsewhere),
                    "signature": receipt.signature,
                }
            )
            self._db.execute("DELETE FROM elsewhere")
            self._db.table("elsewhere").insert_all(
                {"day": c.day.isoformat(), "work_group": c.work_group, "channel": c.channel, "count": c.count}
                for c in receipt.elsewhere
            )

    def acked(self, epoch: str) -> tuple[int, str] | None:
        """The furthest seq of an epoch that HQ has confirmed, and the hash there."""
        rows = self._all("SELECT acked, head FROM receipt WHERE epoch = ? ORDER BY acked DESC LIMIT 1", epoch)
        return (rows[0][0], rows[0][1]) if rows else None

    def receipts(self) -> list[dict[str, object]]:
        """Every receipt by its parts, which are what headquarters has signed."""
        names = ("kiosk", "epoch", "acked", "head", "server_time", "elsewhere", "signature")
        rows = self._all(f"SELECT {', '.join(names)} FROM receipt JOIN epoch USING (epoch) ORDER BY number, acked")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def last_receipt_time(self) -> str | None:
        """HQ's time of the newest receipt."""
        newest: str | None = self._all("SELECT max(server_time) FROM receipt")[0][0]
        return newest

    def state(self, name: str) -> str | None:
        """A remembered word about this machine, such as when it last tried to sync."""
        rows = self._all("SELECT value FROM state WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def set_state(self, name: str, value: str) -> None:
        """Remember a word about this machine. It is no entry: nothing depends on it but what a screen says."""
        with self._lock, self._transaction():
            self._db.execute(
                "INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                (name, value),
            )
