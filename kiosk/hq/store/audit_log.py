"""Audit log: who did what at headquarters, when and from where. It grows, and is never changed."""

import datetime
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from kiosk.hq.store.account_tables import audit
from kiosk.protocol.payloads import moment

AuditAction = Literal[
    "log-in",
    "log-in-refused",
    "log-in-slowed",
    "log-out",
    "session-ended",
    "acknowledged",
    "user-added",
    "user-removed",
    "user-set",
    "invited",
    "link",
    "link-used",
    "logged-out",
    "password",
    "second-factor",
    "bulletin",
    "bulletin-given-back",
    "code",
    "office",
    "rekey",
    "hq-key",
    "suspended",
    "suspension-lifted",
    "code-cancelled",
    "renamed",
    "moved",
    "retired",
    "retirement-lifted",
]
"""What is noted; each has its words in words.toml of the pages."""

_ABOUT_A_KIOSK: tuple[AuditAction, ...] = (
    *("code", "code-cancelled", "rekey", "suspended", "suspension-lifted"),
    *("renamed", "moved", "retired", "retirement-lifted"),
)

COMMAND_LINE = "command line"
"""The origin of what was done with a command, at the machine itself."""


@dataclass(frozen=True)
class Actor:
    """Who acts: an officer's name, or at the command line the name of the system's user; and from which address."""

    who: str
    origin: str = COMMAND_LINE


def note(db: sa.Connection, at: datetime.datetime, actor: Actor, action: AuditAction, detail: str = "") -> None:
    """Append a line, in the transaction that does what it tells."""
    db.execute(
        audit.insert().values(at=moment(at), who=actor.who[:63], origin=actor.origin[:63], action=action, detail=detail)
    )


def newest(db: sa.Connection, most: int | None = None, *wanted: sa.ColumnElement[bool]) -> list[sa.Row[Any]]:
    """The newest lines, or all of them, the newest first."""
    return list(db.execute(sa.select(audit).where(*wanted).order_by(audit.c.id.desc()).limit(most)))


def lines_about(db: sa.Connection, kiosk: str) -> list[sa.Row[Any]]:
    """What was done about a kiosk: the lines whose detail begins with its name, the oldest first."""
    of_kiosk = audit.c.action.in_(_ABOUT_A_KIOSK)
    its = sa.or_(
        audit.c.detail == kiosk, audit.c.detail.startswith(f"{kiosk} "), audit.c.detail.startswith(f"{kiosk}:")
    )
    return list(db.execute(sa.select(audit).where(of_kiosk, its).order_by(audit.c.id)))
