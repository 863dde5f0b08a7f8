"""Schema of the register's alerts: what somebody is told of, and what was sent to whom."""

from sqlalchemy import Column, Date, ForeignKey, Integer, MetaData, String, Table

metadata = MetaData()

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("subject", String(100), nullable=False),
    Column("office", String(63), nullable=False),
    Column("kiosk", String(63), nullable=False),
    Column("detail", String(63), nullable=False),
    Column("since", String(20), nullable=False),
    Column("resolved_at", String(20)),
)
"""What somebody is told of, open until `resolved_at`; office and kiosk are empty where it is about neither."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert", Integer, ForeignKey("alerts.id"), index=True),
    Column("kind", String(10), nullable=False),
    Column("level", String(10), nullable=False),
    Column("address", String(63), nullable=False),
    Column("made_at", String(20), nullable=False),
    Column("next_at", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", String(200)),
    Column("sent_at", String(20)),
    Column("dropped_at", String(20)),
)
"""Outbox: what is to be sent to whom, or was. A digest is about no one alert."""

alert_rounds = Table(
    "alert_rounds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("looked_at", String(20), nullable=False),
    Column("hears_since", String(20), nullable=False),
    Column("digest_day", Date, nullable=False),
)
"""One row: when a receiver looked last, since when one has without a gap, and the day of the last digest."""
