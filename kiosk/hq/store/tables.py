"""Schema of the register, the same on SQLite and PostgreSQL: offices, kiosks, what they sent, what they are sent."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()

register_table = Table(
    "register",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("practice", Boolean, nullable=False),
    Column("public_key", String(64)),
)

codes = Table(
    "codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("kiosk", String(63), nullable=False),
    Column("office", String(63), nullable=False),
    Column("expires_at", String(20), nullable=False),
    Column("used_at", String(20)),
)

kiosks = Table(
    "kiosks",
    metadata,
    Column("kiosk", String(63), primary_key=True),
    Column("office", String(63), nullable=False, index=True),
    Column("public_key", String(64)),
    Column("suspended", Boolean, nullable=False, default=False),
    Column("last_report", String(20)),
    Column("clock_ahead", Float),
    Column("health", Text),
    Column("report", BigInteger, nullable=False, server_default="0"),
    Column("epoch", String(36)),
    Column("differs", Text),
    Column("record_epoch", String(36)),
    Column("label", String(63)),
    Column("retired_at", String(20)),
    Column("version", String(64)),
    Column("refused_why", String(30)),
    Column("refused_since", String(20)),
    Column("refused_at", String(20)),
    Column("recounts", Integer, nullable=False, server_default="0"),
    Column("revision", BigInteger, nullable=False, server_default="0", onupdate=text("revision + 1")),
)
"""`label` is what people call a kiosk, `version` that of its last report; `refused_` of its calls since one was
taken: why the last was not, and when the first and the last came. `recounts` are how often its tallies were changed
without entries of its own; `revision` goes up with every change of the row, and so of the kiosk's cursors and tallies:
a cache of them holds as long as it is the same.
"""

kiosk_events = Table(
    "kiosk_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("kiosk", String(63), ForeignKey("kiosks.kiosk"), nullable=False, index=True),
    Column("kind", String(30), nullable=False),
    Column("was", String(64)),
    Column("became", String(64)),
)

keys = Table(
    "keys",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kiosk", String(63), nullable=False, index=True),
    Column("public_key", String(64), nullable=False),
    Column("since", String(20)),
    Column("statement", Text),
    Column("signature", String(128)),
    Column("held", Text),
    Column("attestation", String(128)),
)

own_keys = Table(
    "own_keys",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("public_key", String(64), nullable=False),
    Column("recovery_key", String(64), nullable=False),
    Column("since", String(20), nullable=False),
    Column("previous", String(64)),
    Column("recovered", String(20)),
    Column("signature", String(128), nullable=False),
    Column("possession", String(128), nullable=False),
)
"""Headquarters' own keys, as its statements bring them."""

offices = Table(
    "offices",
    metadata,
    Column("office", String(63), primary_key=True),
    Column("office_class", String(63)),
    Column("counts_from", String(7), nullable=False),
    Column("closed", Text, nullable=False),
    Column("opened", Text, nullable=False),
    Column("region", String(63)),
    Column("province", String(63)),
    Column("retired_at", String(20)),
)

epochs = Table(
    "epochs",
    metadata,
    Column("kiosk", String(63), ForeignKey("kiosks.kiosk"), primary_key=True),
    Column("epoch", String(36), primary_key=True),
    Column("ledger", String(36), nullable=False),
    Column("parent_epoch", String(36)),
    Column("parent_seq", Integer),
    Column("parent_hash", String(64)),
    Column("acked", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("first_seen", String(20), nullable=False),
    Column("checkpoint", Text),
    Column("signature", String(128)),
    Column("signed_by", String(64)),
    Column("encoding", Integer, nullable=False, server_default="1"),
)

ledgers = Table(
    "ledgers",
    metadata,
    Column("ledger", String(36), primary_key=True),
    Column("owner", String(63), ForeignKey("kiosks.kiosk"), nullable=False, index=True),
)
"""Whose a ledger is: the kiosk's that brought it first. One that began as a copy of another's stays with that one."""

entries = Table(
    "entries",
    metadata,
    Column("kiosk", String(63), primary_key=True),
    Column("epoch", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("work_group", String(63)),
    Column("value", Text, nullable=False),
    Column("corrects", String(36)),
    Column("channel", String(7), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("received_at", String(20), nullable=False),
    Column("set_aside", String(30)),
)

record_epochs = Table(
    "record_epochs",
    metadata,
    Column("kiosk", String(63), ForeignKey("kiosks.kiosk"), primary_key=True),
    *(
        Column(column.name, column.type, primary_key=column.primary_key, nullable=column.nullable)
        for column in epochs.columns
        if column.name != "kiosk"
    ),
)
"""The same of records: `ledger` is the id of the record."""

lines = Table(
    "lines",
    metadata,
    Column("kiosk", String(63), primary_key=True),
    Column("epoch", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("role", String(200), nullable=False),
    Column("what", String(200), nullable=False),
    Column("value", Text, nullable=False),
    Column("takes_back", String(36)),
    Column("hash", String(64), nullable=False),
    Column("received_at", String(20), nullable=False),
    Column("set_aside", String(30)),
)

_figures = entries.c.kind == "itap"
Index("itap_figures", entries.c.kiosk, entries.c.day, sqlite_where=_figures, postgresql_where=_figures)
_aside = entries.c.set_aside.is_not(None)
Index("set_aside_entries", entries.c.kiosk, entries.c.set_aside, sqlite_where=_aside, postgresql_where=_aside)

_notes = entries.c.kind == "note"
Index("notes", entries.c.kiosk, entries.c.day, sqlite_where=_notes, postgresql_where=_notes)

counted = Table(
    "counted",
    metadata,
    Column("owner", String(63), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("corrects", String(36)),
    Column("kiosk", String(63), nullable=False),
    Column("epoch", String(36), nullable=False),
    Column("seq", Integer, nullable=False),
    UniqueConstraint("owner", "corrects"),
)
"""Claims: each id counts once among the ledgers of one owner, and for the kiosk whose entry stands here."""

tallies = Table(
    "tallies",
    metadata,
    Column("kiosk", String(63), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("work_group", String(63), primary_key=True),
    Column("channel", String(7), primary_key=True),
    Column("count", Integer, nullable=False),
)

alarms = Table(
    "alarms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("kiosk", String(63), ForeignKey("kiosks.kiosk"), nullable=False, index=True),
    Column("kind", String(30), nullable=False),
    Column("detail", Text, nullable=False),
    Column("acknowledged_at", String(20)),
    Column("acknowledged_by", String(63)),
    Column("epoch", String(36)),
    Column("times", Integer, nullable=False, server_default="1"),
)

roots = Table(
    "roots",
    metadata,
    Column("day", Date, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("size", Integer, nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("made_at", String(20), nullable=False),
    Column("kiosks", Integer, nullable=False, server_default="0"),
)

leaves = Table(
    "leaves",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kiosk", String(63), nullable=False),
    Column("leaf", Text, nullable=False),
    Column("stream", String(6), nullable=False, server_default="ledger"),
)

tiles = Table(
    "tiles",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hashes", Text, nullable=False),
)

cosignatures = Table(
    "cosignatures",
    metadata,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("kiosk", String(63), ForeignKey("kiosks.kiosk"), primary_key=True),
    Column("line", Text, nullable=False),
    Column("taken_at", String(20), nullable=False),
)

bulletins = Table(
    "bulletins",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("previous", String(64), nullable=False),
    Column("kind", String(63), nullable=False),
    Column("starts", Date, nullable=False),
    Column("offices", Text),
    Column("body_hash", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("signature", String(128), nullable=False),
    Column("signed_by", String(64), nullable=False),
    Column("at", String(20), nullable=False),
    Column("who", String(63), nullable=False),
)
"""What headquarters has handed out. `offices` is a list as JSON, null for all."""

arrivals = Table(
    "arrivals",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kiosk", String(63), ForeignKey("kiosks.kiosk"), primary_key=True, index=True),
    Column("at", String(20), nullable=False),
)
"""When headquarters first heard that a kiosk holds a bulletin."""
