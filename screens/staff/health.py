"""Health: what an administrator asks first when called, without a shell."""

from textual.content import Content

from kiosk.health import Condition, breaks
from kiosk.health import condition as condition_of
from kiosk.machine import Kiosk
from kiosk.sync.status import SyncStatus
from kiosk.text.bilingual import Bilingual, Phrases, same
from screens.staff.ledger_page import LedgerPage
from screens.staff.widgets.header import sync_words
from screens.widgets.block import Block
from screens.widgets.text_layout import pieces, widest, wrapped

_FAULTS = 2
"""Faults of files that are told in full; `kiosk check` tells all."""


class HealthScreen(LedgerPage):
    """The figures at once, and then whether the ledger is whole, which takes a reading of every entry."""

    NAMED = "health"

    def card(self) -> Block:
        return HealthCard(self.kiosk)

    def fill(self) -> None:
        now = condition_of(self.kiosk, self.ledger)
        self.app.call_from_thread(self.query_one(HealthCard).show, now, None)
        if now.standing.word != "unreadable":  # receipts are checked against the key that stands there
            self.app.call_from_thread(self.query_one(HealthCard).show, now, breaks(self.kiosk, self.ledger))


class HealthCard(Block):
    """What is asked on the left, how it is on the right."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk
        self.condition: Condition | None = None
        self.broken: int | None = None

    def show(self, condition: Condition, broken: int | None) -> None:
        """Draw these figures; `broken` is None while the ledger is being read."""
        self.condition, self.broken = condition, broken
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        if self.condition is None:
            return []
        rows = self._rows(self.condition, self.kiosk.catalogue.phrases)
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

    def _rows(self, condition: Condition, say: Phrases) -> list[tuple[Bilingual, Bilingual, str]]:
        kiosk = self.kiosk
        acked = say("sync.not-enrolled" if condition.standing.word == "not-enrolled" else "sync.never")
        if condition.acked is not None:
            acked = say("health.acked", acked=condition.acked, count=condition.entries)
        more = len(condition.faults) - _FAULTS
        named = [str(fault).replace(f"{kiosk.folder}/", "") for fault in condition.faults[:_FAULTS]]
        faults = [(say("health.fault"), same(f"✖ {fault}"), "bold $bad") for fault in named]
        faults += [(say("health.fault"), say("health.more_faults", count=more), "bold $bad")] if more > 0 else []
        own = same("  ".join(map(str, condition.own_quotas)))
        return [
            *faults,
            *([(say("health.own_quotas"), own, "$warn")] if condition.own_quotas else []),
            (say("health.kiosk"), same(kiosk.office.kiosk), "bold $ink"),
            (say("health.version"), same(condition.version), "$ink"),
            (say("health.ledger"), *self._ledger(condition, say)),
            (say("health.receipt"), acked, "$ink"),
            *self._set_aside(condition, say),
            (say("health.sync"), sync_words(condition.standing, kiosk), "$ink"),
            (say("health.root"), *root_words(condition.standing, say)),
            (say("health.disk"), say("health.megabytes", count=f"{condition.disk_free:,}"), "$ink"),
            (say("health.starts"), say("health.times", count=condition.starts), "$ink"),
            (say("health.facts"), say("health.items", count=condition.awaiting), "$ink"),
        ]

    def _set_aside(self, condition: Condition, say: Phrases) -> list[tuple[Bilingual, Bilingual, str]]:
        """A row for each reason for which headquarters does not count entries of this kiosk."""
        return [
            (say("set_aside.title"), say("set_aside.entries", count=count, why=say(f"set_aside.{reason}")), "$warn")
            for reason, count in condition.set_aside.items()
        ]

    def _ledger(self, condition: Condition, say: Phrases) -> tuple[Bilingual, str]:
        if condition.standing.word == "unreadable":
            return same("✖ ") + say("health.unchecked"), "bold $bad"
        if self.broken is None:
            return say("health.reading"), "$soft"
        if self.broken:
            return same("✖ ") + say("health.broken", count=self.broken), "bold $bad"
        return same("✔ ") + say("health.whole", count=condition.entries), "$ok"


def root_words(standing: SyncStatus, say: Phrases) -> tuple[Bilingual, str]:
    """How headquarters' daily root stands, and how that is drawn."""
    if standing.root is None:
        return say("sync.root-none"), "$ink"
    return standing.root.words(say), "bold $bad" if standing.root.fault else "$ink"
