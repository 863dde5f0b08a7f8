"""Schema of the register's accounts: who may come in, who is in, and what was done."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text

metadata = MetaData()

users = Table(
    "users",
    metadata,
    Column("name", String(63), primary_key=True),
    Column("hash", Text, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("totp_secret", String(64)),
    Column("totp_step", Integer, nullable=False),
    Column("role", String(13), nullable=False, server_default="reader"),
    Column("region", String(63)),
    Column("office", String(63)),
    Column("last_seen", String(20)),
)
"""Officers. The hash of one who was invited and has not yet set a password is empty: it lets nobody in."""

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("name", String(63), ForeignKey("users.name"), nullable=False, index=True),
    Column("expires_at", String(20), nullable=False),
)
"""One-time links by which a user sets a password."""

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("name", String(63), ForeignKey("users.name"), nullable=False, index=True),
    Column("since", String(20), nullable=False),
    Column("last_seen", String(20), nullable=False),
    Column("address", String(63), nullable=False),
    Column("agent", String(63), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("who", String(63), nullable=False),
    Column("origin", String(63), nullable=False),
    Column("action", String(30), nullable=False),
    Column("detail", Text, nullable=False),
)
