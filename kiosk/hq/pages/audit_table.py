"""The newest lines of the audit log, chosen by what they are about."""

from kiosk.hq.pages.phrases import action_name, phrases
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Answer, Facet, Row, Table, moment_at
from kiosk.hq.store.audit_log import AuditAction
from kiosk.text.sentences import COMMANDS
from kiosk.text.templates import by_template

_SHOWN = 500

_REFUSED: tuple[AuditAction, ...] = ("log-in-refused", "log-in-slowed")

ABOUT: dict[str, tuple[AuditAction, ...]] = {
    "log-ins": ("log-in", *_REFUSED, "log-out", "session-ended"),
    "users": (
        *("user-added", "user-removed", "user-set", "invited", "link", "link-used"),
        *("logged-out", "password", "second-factor"),
    ),
    "alarms": ("acknowledged",),
    "bulletins": ("bulletin", "bulletin-given-back"),
    "kiosks": (
        *("code", "code-cancelled", "rekey", "suspended", "suspension-lifted"),
        *("renamed", "moved", "retired", "retirement-lifted"),
    ),
    "register": ("office", "hq-key"),
    "refused": _REFUSED,
}
"""What the lines are about, each with the actions that are; a refused log-in is a log-in too."""


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
            "about": [about for about, actions in ABOUT.items() if line.action in actions],
            "origin_words": by_template(COMMANDS, line.origin),
            "subject_words": by_template(COMMANDS, line.detail) if line.detail else None,
        }
        for line in snapshot.audit(_SHOWN)
    ]
    say = phrases()
    return Table(
        "audit",
        say("audit.title"),
        ["at", "who", "origin_words", "action_words", "subject_words"],
        rows,
        answer=_answer(rows),
        chips=[Facet("about", {about: say(f"audit_about.{about}") for about in ABOUT})],
    )


def _answer(rows: list[Row]) -> Answer:
    refused = sum("refused" in row["about"] for row in rows)
    return Answer(phrases()("audit.summary", count=len(rows), refused=refused))
