"""The newest lines of the audit log."""

from kiosk.hq.pages.phrases import action_name, phrases
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Table, moment_at
from kiosk.text.sentences import COMMANDS
from kiosk.text.templates import by_template

_SHOWN = 500


def audit_table(snapshot: Snapshot) -> Table:
    """A row for each line, the newest first."""
    rows = [
        {
            "at": moment_at(line.at),
            "who": line.who,
            "origin": line.origin,
            "action": line.action,
            "action_words": action_name(line.action),
            "subject": line.detail or None,
            "origin_words": by_template(COMMANDS, line.origin),
            "subject_words": by_template(COMMANDS, line.detail) if line.detail else None,
        }
        for line in snapshot.audit(_SHOWN)
    ]
    return Table(
        "audit", phrases()("audit.title"), ["at", "who", "origin_words", "action_words", "subject_words"], rows
    )
