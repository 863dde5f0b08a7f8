"""Health: what an administrator asks first when called, without a shell."""

from textual.content import Content

from kiosk.health import Condition, breaks, condition
from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual, Phrases, same
from screens.staff.ledger_page import LedgerPage
from screens.staff.widgets.header import sync_words
from screens.widgets.block import Block
from screens.widgets.text_layout import pieces, widest, wrapped


class HealthScreen(LedgerPage):
    """The figures at once, and then whether the ledger is whole, which takes a reading of every entry."""

    NAMED = "health"

    def card(self) -> Block:
        return HealthCard(self.kiosk)

    def fill(self) -> None:
        found = condition(self.kiosk, self.ledger)
        self.app.call_from_thread(self.query_one(HealthCard).show, found, None)
        self.app.call_from_thread(self.query_one(HealthCard).show, found, breaks(self.ledger))


class HealthCard(Block):
    """What is asked on the left, how it is on the right."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk
        self.found: Condition | None = None
        self.broken: int | None = None

    def show(self, found: Condition, broken: int | None) -> None:
        """Draw these figures; `broken` is None while the ledger is being read."""
        self.found, self.broken = found, broken
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        if self.found is None:
            return []
        rows = self._rows(self.found, self.kiosk.catalogue.phrases)
        folder = self.first(self.kiosk.catalogue.phrases("health.folder"))
        at = widest([folder, *(self.first(label) for label, *_ in rows)]) + 3
        spaced = self.content_size.height >= 2 * len(rows) + 4
        lines: list[Content] = []
        for label, value, style in rows:
            lines += wrapped(self.first(value), width, style, at, Content.styled(self.first(label), "$soft"))
            lines += [Content("")] if spaced else []
        head, *rest = pieces(str(self.kiosk.folder), width - at, "$ink")
        lines.append(Content.styled(folder, "$soft") + Content(" " * (at - widest([folder]))) + head)
        return lines + [Content(" " * at) + piece for piece in rest]

    def _rows(self, found: Condition, say: Phrases) -> list[tuple[Bilingual, Bilingual, str]]:
        kiosk = self.kiosk
        acked = say("sync.not-enrolled" if found.standing.word == "not-enrolled" else "sync.never")
        if found.acked is not None:
            acked = say("health.acked", acked=found.acked, count=found.entries)
        return [
            (say("health.kiosk"), same(kiosk.office.kiosk), "bold $ink"),
            (say("health.version"), same(found.version), "$ink"),
            (say("health.ledger"), *self._ledger(found, say)),
            (say("health.receipt"), acked, "$ink"),
            (say("health.sync"), sync_words(found.standing, kiosk), "$ink"),
            (say("health.disk"), say("health.megabytes", count=f"{found.disk_free:,}"), "$ink"),
            (say("health.starts"), say("health.times", count=found.starts), "$ink"),
            (say("health.facts"), say("health.items", count=found.awaiting), "$ink"),
        ]

    def _ledger(self, found: Condition, say: Phrases) -> tuple[Bilingual, str]:
        if self.broken is None:
            return say("health.reading"), "$soft"
        if self.broken:
            return same("✖ ") + say("health.broken", count=self.broken), "bold $bad"
        return same("✔ ") + say("health.whole", count=found.entries), "$ok"
