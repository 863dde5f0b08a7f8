"""Server-side sessions: who is logged in, since when and from where. The register knows a token's hash alone."""

import datetime
import hashlib
import secrets
from typing import Any

import sqlalchemy as sa

from kiosk.hq.store.account_tables import sessions, users
from kiosk.hq.store.audit_log import Actor, note
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.payloads import moment

LIFETIME = 8 * 3600
"""Seconds after which an officer logs in again, and a form is too old."""

_SEEN_EVERY = datetime.timedelta(minutes=1)
_BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
_SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS"}


class Sessions:
    """The sessions of a register."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def begin(self, actor: Actor, agent: str, now: datetime.datetime) -> str:
        """Log an officer in, and give the token of the session."""
        token = secrets.token_urlsafe(32)
        at = moment(now)
        row = {"token_hash": _hashed(token), "name": actor.who, "since": at, "last_seen": at, "address": actor.origin}
        with writing(self._engine) as db:
            db.execute(sessions.delete().where(sessions.c.since <= _oldest(now)))
            db.execute(sessions.insert().values(**row, agent=agent_family(agent)))
            _see(db, actor.who, at)
            note(db, now, actor, "log-in")
        return token

    def of(self, token: str, now: datetime.datetime) -> sa.Row[Any] | None:
        """The session of a token, seen now; None once it has ended or is too old."""
        with reading(self._engine) as db:
            row = db.execute(
                sa.select(sessions).where(sessions.c.token_hash == _hashed(token), sessions.c.since > _oldest(now))
            ).first()
        if row is not None and row.last_seen < moment(now - _SEEN_EVERY):
            with writing(self._engine) as db:
                same = sessions.c.token_hash == row.token_hash
                db.execute(sessions.update().where(same).values(last_seen=moment(now)))
                _see(db, row.name, moment(now))
        return row

    def of_user(self, name: str, now: datetime.datetime) -> list[sa.Row[Any]]:
        """Where an officer is logged in, the newest first."""
        own = sessions.c.name == name, sessions.c.since > _oldest(now)
        with reading(self._engine) as db:
            return list(db.execute(sa.select(sessions).where(*own).order_by(sessions.c.since.desc())))

    def log_out(self, token_hash: str, actor: Actor, now: datetime.datetime) -> None:
        """End the session that asks for it."""
        with writing(self._engine) as db:
            db.execute(sessions.delete().where(sessions.c.token_hash == token_hash))
            note(db, now, actor, "log-out")

    def end(self, token_hash: str, actor: Actor, now: datetime.datetime) -> bool:
        """End another session of the officer who asks; whether there was one."""
        with writing(self._engine) as db:
            ended = sessions.delete().where(sessions.c.token_hash == token_hash, sessions.c.name == actor.who)
            session = db.execute(ended.returning(sessions.c.agent, sessions.c.address)).first()
            if session is not None:
                note(db, now, actor, "session-ended", f"{session.agent}, {session.address}")
        return session is not None


def agent_family(agent: str) -> str:
    """Which browser on which system, as people know them: Firefox · Windows."""
    browser = next((name for sign, name in _BROWSERS.items() if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS.items() if sign in agent), "Linux" if "Linux" in agent else "")
    return " · ".join(filter(None, (browser, system))) or "–"


def _see(db: sa.Connection, name: str, at: str) -> None:
    db.execute(users.update().where(users.c.name == name).values(last_seen=at))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _oldest(now: datetime.datetime) -> str:
    return moment(now - datetime.timedelta(seconds=LIFETIME))
